//! Names of months and days by the locale code of a format: `[$-452]mmmm` is Welsh. As `LibreOffice` 7.4 and, for the
//! short months of Czech, Slovak, Polish and Hungarian, Windows have them. Every other language is English.

/// The names of a language, parted by bars; months from January, days from Sunday.
pub(super) struct Names {
    /// The primary language: the lower ten bits of a Windows locale identifier ([MS-LCID], 2.2).
    language: u16,
    /// The primary language of a language tag (BCP 47).
    tag: &'static str,
    months: &'static str,
    /// The months as they are written after a day.
    of_month: &'static str,
    short_months: &'static str,
    days: &'static str,
    short_days: &'static str,
}

impl Names {
    /// The names that `[$-...]` asks for: a locale identifier in hexadecimal digits, or a language tag.
    pub(super) fn of(tag: &str) -> Option<&'static Names> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let known = |names: &&Names| names.tag.eq_ignore_ascii_case(primary);
        if let Some(names) = OTHERS.iter().find(known) {
            return Some(names);
        }
        // "de" and the like are hexadecimal digits too, but no locale identifiers.
        let identifier = u32::from_str_radix(tag, 16).ok()?;
        OTHERS.iter().find(|names| u32::from(names.language) == identifier & 0x3FF)
    }

    /// The name of a month from 1; `of` where it stands beside a day.
    pub(super) fn month(&self, month: u32, of: bool) -> &'static str {
        part(if of { self.of_month } else { self.months }, month.wrapping_sub(1))
    }

    /// The short name of a month from 1.
    pub(super) fn short_month(&self, month: u32) -> &'static str {
        part(self.short_months, month.wrapping_sub(1))
    }

    /// The name of a day, Sunday being 0.
    pub(super) fn day(&self, day: u32) -> &'static str {
        part(self.days, day)
    }

    /// The short name of a day, Sunday being 0.
    pub(super) fn short_day(&self, day: u32) -> &'static str {
        part(self.short_days, day)
    }
}

fn part(names: &'static str, at: u32) -> &'static str {
    names.split('|').nth(at as usize).unwrap_or_default()
}

/// English.
pub(super) static ENGLISH: Names = Names {
    language: 0x09,
    tag: "en",
    months: "January|February|March|April|May|June|July|August|September|October|November|December",
    of_month: "January|February|March|April|May|June|July|August|September|October|November|December",
    short_months: "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    days: "Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday",
    short_days: "Sun|Mon|Tue|Wed|Thu|Fri|Sat",
};

static OTHERS: &[Names] = &[
    Names {
        language: 0x05,
        tag: "cs",
        months: "leden|únor|březen|duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec",
        of_month: "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
        short_months: "led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
        days: "neděle|pondělí|úterý|středa|čtvrtek|pátek|sobota",
        short_days: "ne|po|út|st|čt|pá|so",
    },
    Names {
        language: 0x06,
        tag: "da",
        months: "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
        of_month: "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
        short_months: "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec",
        days: "søndag|mandag|tirsdag|onsdag|torsdag|fredag|lørdag",
        short_days: "søn|man|tir|ons|tor|fre|lør",
    },
    Names {
        language: 0x07,
        tag: "de",
        months: "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        of_month: "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        short_months: "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez",
        days: "Sonntag|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag",
        short_days: "So|Mo|Di|Mi|Do|Fr|Sa",
    },
    Names {
        language: 0x0A,
        tag: "es",
        months: "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
        of_month: "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
        short_months: "ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic",
        days: "domingo|lunes|martes|miércoles|jueves|viernes|sábado",
        short_days: "dom|lun|mar|mié|jue|vie|sáb",
    },
    Names {
        language: 0x0B,
        tag: "fi",
        months: "tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|joulukuu",
        of_month: "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta",
        short_months: "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu",
        days: "sunnuntai|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai",
        short_days: "su|ma|ti|ke|to|pe|la",
    },
    Names {
        language: 0x0C,
        tag: "fr",
        months: "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        of_month: "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        short_months: "janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
        days: "dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi",
        short_days: "dim.|lun.|mar.|mer.|jeu.|ven.|sam.",
    },
    Names {
        language: 0x0E,
        tag: "hu",
        months: "január|február|március|április|május|június|július|augusztus|szeptember|október|november|december",
        of_month: "január|február|március|április|május|június|július|augusztus|szeptember|október|november|december",
        short_months: "jan.|febr.|márc.|ápr.|máj.|jún.|júl.|aug.|szept.|okt.|nov.|dec.",
        days: "vasárnap|hétfő|kedd|szerda|csütörtök|péntek|szombat",
        short_days: "V|H|K|Sze|Cs|P|Szo",
    },
    Names {
        language: 0x10,
        tag: "it",
        months: "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
        of_month: "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
        short_months: "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic",
        days: "domenica|lunedì|martedì|mercoledì|giovedì|venerdì|sabato",
        short_days: "dom|lun|mar|mer|gio|ven|sab",
    },
    Names {
        language: 0x13,
        tag: "nl",
        months: "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
        of_month: "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
        short_months: "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec",
        days: "zondag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag",
        short_days: "zo|ma|di|wo|do|vr|za",
    },
    Names {
        language: 0x14,
        tag: "nb",
        months: "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
        of_month: "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
        short_months: "jan.|feb.|mars|april|mai|juni|juli|aug.|sep.|okt.|nov.|des.",
        days: "søndag|mandag|tirsdag|onsdag|torsdag|fredag|lørdag",
        short_days: "sø.|ma.|ti.|on.|to.|fr.|lø.",
    },
    Names {
        language: 0x15,
        tag: "pl",
        months: "styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień",
        of_month: "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
        short_months: "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
        days: "niedziela|poniedziałek|wtorek|środa|czwartek|piątek|sobota",
        short_days: "niedz.|pon.|wt.|śr.|czw.|pt.|sob.",
    },
    Names {
        language: 0x16,
        tag: "pt",
        months: "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
        of_month: "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
        short_months: "jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez",
        days: "domingo|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado",
        short_days: "dom|seg|ter|qua|qui|sex|sáb",
    },
    Names {
        language: 0x18,
        tag: "ro",
        months: "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
        of_month: "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
        short_months: "ian|febr|mar|apr|mai|iun|iul|aug|sept|oct|nov|dec",
        days: "duminică|luni|marţi|miercuri|joi|vineri|sâmbătă",
        short_days: "D|L|Ma|Mi|J|V|S",
    },
    Names {
        language: 0x19,
        tag: "ru",
        months: "Январь|Февраль|Март|Апрель|Май|Июнь|Июль|Август|Сентябрь|Октябрь|Ноябрь|Декабрь",
        of_month: "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
        short_months: "янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек",
        days: "воскресенье|понедельник|вторник|среда|четверг|пятница|суббота",
        short_days: "Вс|Пн|Вт|Ср|Чт|Пт|Сб",
    },
    Names {
        language: 0x1B,
        tag: "sk",
        months: "január|február|marec|apríl|máj|jún|júl|august|september|október|november|december",
        of_month: "januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra",
        short_months: "jan|feb|mar|apr|máj|jún|júl|aug|sep|okt|nov|dec",
        days: "Nedeľa|Pondelok|Utorok|Streda|Štvrtok|Piatok|Sobota",
        short_days: "Ne|Po|Ut|St|Št|Pi|So",
    },
    Names {
        language: 0x1D,
        tag: "sv",
        months: "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
        of_month: "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
        short_months: "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec",
        days: "söndag|måndag|tisdag|onsdag|torsdag|fredag|lördag",
        short_days: "sö|må|ti|on|to|fr|lö",
    },
    Names {
        language: 0x1F,
        tag: "tr",
        months: "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
        of_month: "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
        short_months: "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
        days: "Pazar|Pazartesi|Salı|Çarşamba|Perşembe|Cuma|Cumartesi",
        short_days: "Paz|Pzt|Sal|Çar|Per|Cum|Cmt",
    },
    Names {
        language: 0x22,
        tag: "uk",
        months: "Січень|Лютий|Березень|Квітень|Травень|Червень|Липень|Серпень|Вересень|Жовтень|Листопад|Грудень",
        of_month: "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
        short_months: "січ|лют|бер|квт|трв|чер|лип|сер|вер|жов|лис|гру",
        days: "неділя|понеділок|вівторок|середа|четвер|п'ятниця|субота",
        short_days: "Нд|Пн|Вт|Ср|Чт|Пт|Сб",
    },
    Names {
        language: 0x25,
        tag: "et",
        months: "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
        of_month: "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
        short_months: "jaan|veebr|märts|apr|mai|juuni|juuli|aug|sept|okt|nov|dets",
        days: "pühapäev|esmaspäev|teisipäev|kolmapäev|neljapäev|reede|laupäev",
        short_days: "P|E|T|K|N|R|L",
    },
    Names {
        language: 0x26,
        tag: "lv",
        months: "janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|oktobris|novembris|decembris",
        of_month: "janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|oktobris|novembris|decembris",
        short_months: "jan|feb|mar|apr|mai|jūn|jūl|aug|sep|okt|nov|dec",
        days: "svētdiena|pirmdiena|otrdiena|trešdiena|ceturtdiena|piektdiena|sestdiena",
        short_days: "Sv|P|O|T|C|Pk|S",
    },
    Names {
        language: 0x27,
        tag: "lt",
        months: "sausis|vasaris|kovas|balandis|gegužė|birželis|liepa|rugpjūtis|rugsėjis|spalis|lapkritis|gruodis",
        of_month: "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio",
        short_months: "Sau|Vas|Kov|Bal|Geg|Bir|Lie|Rgp|Rgs|Spl|Lap|Grd",
        days: "sekmadienis|pirmadienis|antradienis|trečiadienis|ketvirtadienis|penktadienis|šeštadienis",
        short_days: "Sk|Pr|An|Tr|Kt|Pn|Št",
    },
    Names {
        language: 0x3C,
        tag: "ga",
        months: "Eanáir|Feabhra|Márta|Aibreán|Bealtaine|Meitheamh|Iúil|Lúnasa|Meán Fómhair|Deireadh Fómhair|Samhain|Nollaig",
        of_month: "Eanáir|Feabhra|Márta|Aibreán|Bealtaine|Meitheamh|Iúil|Lúnasa|Meán Fómhair|Deireadh Fómhair|Samhain|Nollaig",
        short_months: "Ean|Feabh|Márta|Aib|Beal|Meith|Iúil|Lún|MFómh|DFómh|Samh|Noll",
        days: "Dé Domhnaigh|Dé Luain|Dé Máirt|Dé Céadaoin|Déardaoin|Dé hAoine|Dé Sathairn",
        short_days: "Domh|Luan|Máirt|Céad|Déar|Aoine|Sath",
    },
    Names {
        language: 0x52,
        tag: "cy",
        months: "Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffenaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr",
        of_month: "Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffenaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr",
        short_months: "Ion|Chwef|Mawrth|Ebrill|Mai|Meh|Gorff|Awst|Medi|Hyd|Tach|Rhag",
        days: "Dydd Sul|Dydd Llun|Dydd Mawrth|Dydd Mercher|Dydd Iau|Dydd Gwener|Dydd Sadwrn",
        short_days: "Sul|Llun|Maw|Mer|Iau|Gwen|Sad",
    },
    Names {
        language: 0x91,
        tag: "gd",
        months: "Faoilleach|Gearran|Màrt|Giblean|Cèitean|Ògmhios|Iuchar|Lùnastal|Sultain|Dàmhair|Samhain|Dùbhlachd",
        of_month: "dhen Fhaoilleach|dhen Ghearran|dhen Mhàrt|dhen Ghiblean|dhen Chèitean|dhen Ògmhios|dhen Iuchar|dhen Lùnastal|dhen t-Sultain|dhen Dàmhair|dhen t-Samhain|dhen Dùbhlachd",
        short_months: "Faoi|Gearr|Màrt|Gibl|Cèit|Ògmh|Iuch|Lùna|Sult|Dàmh|Samh|Dùbh",
        days: "DiDòmhnaich|DiLuain|DiMàirt|DiCiadain|DiarDaoin|DihAoine|DiSathairne",
        short_days: "DiD|DiL|DiM|DiC|Dia|Dih|DiS",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_all_its_names() {
        for names in OTHERS.iter().chain([&ENGLISH]) {
            for (list, count) in [
                (names.months, 12),
                (names.of_month, 12),
                (names.short_months, 12),
                (names.days, 7),
                (names.short_days, 7),
            ] {
                let named = list.split('|').filter(|name| !name.is_empty()).count();
                assert_eq!(named, count, "{} {list}", names.tag);
            }
        }
    }

    #[test]
    fn languages_are_found_by_identifier_and_by_tag() {
        for (tag, month) in [
            ("452", Some("Ionawr")),
            ("40C", Some("janvier")),
            ("100C", Some("janvier")),
            ("de-DE", Some("Januar")),
        ] {
            assert_eq!(Names::of(tag).map(|names| names.month(1, false)), month, "{tag}");
        }
        assert!(Names::of("809").is_none() && Names::of("en-GB").is_none() && Names::of("").is_none());
    }
}
