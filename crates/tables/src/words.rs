//! Small questions asked of labels, headings and lines, answered by the vocabulary and the code lists.

use codes::Level;
use model::DimensionKind;

use crate::vocabulary::{
    AGE_WORDS, FRONT_MATTER, MONTHS, NATIONS, NOTE_HEADINGS, NOTE_STARTS, NUMBER_LABELS, PERIOD_FILLERS,
    PLACES, RATE_LABELS, SEXES, TOTALS, UNITS,
};

/// The words of a label, lower case; `%` and currency signs are words of their own.
pub(crate) fn words(label: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = label.chars().peekable();
    let mut last = ' ';
    while let Some(c) = letters.next() {
        let before = std::mem::replace(&mut last, c);
        // `TotalUKCases` is three words.
        let hump = c.is_uppercase()
            && (before.is_lowercase()
                || (before.is_uppercase() && letters.peek().is_some_and(|next| next.is_lowercase())));
        if hump && word.len() > 1 {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if matches!(c, '%' | '£' | '$' | '€') {
            words.push(c.to_string());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Lower case, single spaces, no punctuation at the ends.
pub(crate) fn plain(label: &str) -> String {
    let lower = label.to_lowercase();
    let joined = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_owned()
}

/// Whether a label stands for the whole of its dimension by its words.
pub(crate) fn is_total(label: &str) -> bool {
    if label.len() > 80 {
        return false;
    }
    let plain = plain(label);
    TOTALS.contains(&plain.as_str())
        || plain.starts_with("total ")
        || plain.starts_with("total, ")
        || plain.ends_with(" total")
        || ((plain.starts_with("all ") || plain.starts_with("all, ")) && !plain.starts_with("all other"))
}

/// Whether a label speaks of a rate, mean or share: `Total fertility rate`, `Percent of total`.
pub(crate) fn is_rate(label: &str) -> bool {
    words(label).iter().any(|word| RATE_LABELS.contains(&word.as_str()))
}

/// Whether a label is a nation or a union of nations, perhaps with a year: `United States, 2007`.
pub(crate) fn is_nation(label: &str) -> bool {
    let plain = plain(label);
    let name = plain.trim_end_matches(|c: char| c.is_ascii_digit() || " ,:\\.".contains(c));
    NATIONS.contains(&name) || codes::by_name(name).any(|entry| entry.national)
}

/// A quick look whether [`is_total`] can be true, for long tables.
pub(crate) fn may_be_total(label: &str) -> bool {
    const OPENINGS: [&[u8]; 9] = [b"tot", b"all", b"ove", b"gra", b"sub", b"per", b"peo", b"bot", b"eve"];
    let bytes = label.trim_matches(|c: char| !c.is_alphanumeric()).as_bytes();
    let opens = |opening: &[u8]| bytes.len() >= 3 && bytes[..3].eq_ignore_ascii_case(opening);
    let ends = bytes.len() >= 5
        && bytes[bytes.len().saturating_sub(12)..].windows(5).any(|w| w.eq_ignore_ascii_case(b"total"));
    OPENINGS.into_iter().any(opens) || ends
}

/// Whether a label is a word for the whole and nothing else: `Total`, not `Total floor area`.
pub fn is_plain_total(label: &str) -> bool {
    TOTALS.contains(&plain(label).as_str())
}

/// Whether a sheet's name says that it holds no tables.
pub(crate) fn is_front_matter(sheet: &str) -> bool {
    let plain = plain(&sheet.replace('_', " "));
    let opens =
        ["notes", "contents", "cover", "table of contents"].iter().any(|word| plain.starts_with(word));
    opens || FRONT_MATTER.contains(&plain.as_str())
}

/// Whether a line opens like a note, source or navigation.
pub(crate) fn is_note(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let opens = |start: &str| {
        lower.strip_prefix(start).is_some_and(|rest| {
            start.ends_with([' ', '.'])
                || rest.is_empty()
                || !rest.starts_with(|c: char| c.is_alphanumeric())
                || start == "http"
        })
    };
    NOTE_STARTS.iter().any(|start| opens(start))
        || numbered_note(&lower)
        || lower.starts_with(['*', '†', '['])
}

/// `1. Text`, `(1) Text`, `1) Text`, `1 Text of a sentence`.
fn numbered_note(line: &str) -> bool {
    let open = line.strip_prefix('(').unwrap_or(line);
    let rest = open.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = open.len() - rest.len();
    let superscript = line.starts_with(['¹', '²', '³']);
    superscript
        || ((1..=2).contains(&digits)
            && (rest.starts_with(')') || rest.starts_with(". ") || rest.starts_with("  "))
            && rest.len() > 3)
        || (digits == 1 && rest.starts_with(' ') && rest.len() > 40)
}

/// Whether a text is a link within the workbook.
pub(crate) fn is_link(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    ["back to", "return to", "contents", "link to"].iter().any(|opening| lower.starts_with(opening))
}

/// Whether a column heading says that remarks stand below it.
pub(crate) fn is_note_heading(heading: &str) -> bool {
    let marks = |word: &String| NOTE_HEADINGS.contains(&word.as_str()) && !word.starts_with("source");
    let words = words(heading);
    NOTE_HEADINGS.contains(&plain(heading).as_str()) || (words.len() <= 4 && words.last().is_some_and(marks))
}

/// Whether a line is a table's title by its opening: `Table 3`, `Figure 2a`.
pub(crate) fn opens_title(line: &str) -> bool {
    let words = words(line);
    let [first, second, ..] = words.as_slice() else { return words.len() == 1 && is_table_word(&words[0]) };
    is_table_word(first) && second.chars().any(|c| c.is_ascii_digit() || second.len() == 1)
}

fn is_table_word(word: &str) -> bool {
    matches!(word, "table" | "figure" | "chart" | "tabl" | "annex")
        || word.strip_prefix("table").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The unit that a line alone above a table states, if it does.
pub(crate) fn unit_line(line: &str) -> Option<String> {
    let text = line.trim().trim_matches(['(', ')', '[', ']']).trim();
    let words = words(text);
    if words.is_empty() || words.len() > 6 || text.len() > 60 {
        return None;
    }
    let lower = text.to_lowercase();
    let unit = UNITS.contains(&words[0].as_str());
    let whole = words.len() <= 4 || lower.starts_with("unit");
    (unit && whole).then(|| {
        let rest = lower.strip_prefix("units:").or_else(|| lower.strip_prefix("unit:"));
        rest.map_or_else(|| text.to_owned(), |rest| rest.trim().to_owned())
    })
}

fn is_month(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    (word.len() == 3 || word == "sept") && MONTHS.iter().any(|month| month.starts_with(word))
        || MONTHS.contains(&word)
}

/// Whether a number can be a year.
pub(crate) fn is_year(number: f64) -> bool {
    number.fract() == 0.0 && (1800.0..=2100.0).contains(&number)
}

/// Whether a label is a period: `2019`, `2019/20`, `Q1 2020`, `Apr-20`, `Year ending March 2021`, an ISO date.
pub(crate) fn is_period(label: &str) -> bool {
    if label.len() > 60 {
        return false;
    }
    let words = words(label);
    let counted = words.iter().any(|word| matches!(word.as_str(), "week" | "quarter" | "month" | "wave"));
    let mut sure = counted && words.len() > 1;
    for word in &words {
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        let year = digits && word.len() == 4 && word.parse().is_ok_and(is_year);
        // `2019/20` and `201920` end in digits that are no year by themselves.
        let part = digits && (word.len() <= 2 || word.len() == 6);
        let counts = matches!(word.as_str(), "week" | "quarter" | "month" | "wave");
        if year || is_month(word) || is_quarter(word) {
            sure = true;
        } else if !part && !counts && !is_period_filler(word) {
            return false;
        }
    }
    sure
}

fn is_quarter(word: &str) -> bool {
    matches!(word, "q1" | "q2" | "q3" | "q4" | "h1" | "h2")
}

fn is_period_filler(word: &str) -> bool {
    PERIOD_FILLERS.contains(&word)
}

/// Whether a label is a sex.
pub(crate) fn is_sex(label: &str) -> bool {
    SEXES.contains(&plain(label).as_str())
}

/// Whether a label is an age or age band: `0-4`, `15 to 19`, `85+`, `under 18`, `Aged 16-24`.
pub(crate) fn is_age(label: &str) -> bool {
    if label.len() > 30 {
        return false;
    }
    let mut numbers = 0;
    let mut said = label.contains('+') || label.trim().starts_with('<') || label.contains(['-', '–']);
    for word in words(label) {
        if word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 3 {
            numbers += 1;
        } else if AGE_WORDS.contains(&word.as_str()) {
            said = true;
        } else {
            return false;
        }
    }
    said && (1..=2).contains(&numbers)
}

/// What a heading says about what stands below it.
pub(crate) fn heading_kind(heading: &str) -> Option<DimensionKind> {
    let words = words(heading);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&["code", "codes", "id", "identifier", "cdid"]) && words.len() <= 5 {
        return Some(DimensionKind::Code);
    }
    if has(&["year", "years", "month", "quarter", "week", "date", "period", "day", "time"])
        && words.len() <= 5
    {
        return Some(DimensionKind::Time);
    }
    if has(&["sex", "gender"]) {
        return Some(DimensionKind::Sex);
    }
    if has(&["age", "ages", "agegroup"]) {
        return Some(DimensionKind::Age);
    }
    if has(&["trust", "provider", "organisation", "hospital", "practice", "laboratory"]) {
        return Some(DimensionKind::Organisation);
    }
    has(PLACES).then_some(DimensionKind::Geography)
}

/// What a label is by itself, if its words are clear.
pub(crate) fn label_kind(label: &str) -> Option<DimensionKind> {
    if is_period(label) {
        Some(DimensionKind::Time)
    } else if is_sex(label) {
        Some(DimensionKind::Sex)
    } else if is_age(label) {
        Some(DimensionKind::Age)
    } else {
        if is_body_name(label) {
            return Some(DimensionKind::Geography);
        }
        let place = codes::by_name(label).next().or_else(|| codes::by_code(label));
        place.map(|entry| match entry.level {
            Level::Trust => DimensionKind::Organisation,
            Level::Country | Level::Region | Level::NhsRegion | Level::Icb | Level::LocalAuthority => {
                DimensionKind::Geography
            }
        })
    }
}

/// Names of health boards, councils and the like, which are in no list here.
fn is_body_name(label: &str) -> bool {
    let words = words(label);
    let ends = |last: &str| words.last().is_some_and(|word| word == last) && words.len() > 1;
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    words.len() <= 8
        && (ends("council")
            || ends("county")
            || ends("icb")
            || ends("ccg")
            || (ends("board") && has("health"))
            || (words.first().is_some_and(|word| word == "nhs")
                && !has("trust")
                && (2..=5).contains(&words.len())
                && !label.chars().any(|c| c.is_ascii_digit())))
}

/// Whether a heading alone says that numbers of a label column stand below it.
pub(crate) fn heads_labels(heading: &str) -> bool {
    let words = words(heading);
    let told = |word: &String| NUMBER_LABELS.contains(&word.as_str());
    match words.as_slice() {
        [] => false,
        [one] => told(one),
        [first, second] => {
            let coded = matches!(
                second.as_str(),
                "code" | "id" | "year" | "date" | "age" | "week" | "month" | "rank"
            );
            // `Reference number` names its row; `Canada number` counts.
            let numbered = second == "number"
                && matches!(
                    first.as_str(),
                    "reference"
                        | "ref"
                        | "case"
                        | "serial"
                        | "row"
                        | "line"
                        | "item"
                        | "ward"
                        | "order"
                        | "table"
                );
            numbered || (coded && !matches!(first.as_str(), "average" | "mean" | "median" | "total"))
        }
        more => more.last().is_some_and(|last| matches!(last.as_str(), "code" | "id" | "date")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_apart() {
        for label in [
            "2019",
            "2019/20",
            "2019-20",
            "Q1 2020",
            "2012 Q1",
            "Apr-20",
            "Year ending March 2021",
            "2020-12-09",
            "Week 12",
            "June",
            "Jan-Mar 2023",
            "2019 [r]",
        ] {
            assert!(is_period(label), "{label}");
        }
        for label in ["", "12", "0-4", "85+", "England", "% change", "2019 attendances", "Maybe"] {
            assert!(!is_period(label), "{label}");
        }
        for label in
            ["0-4", "15 to 19", "85+", "Under 18", "Aged 16-24", "65 years and over", "<10", "16 and over"]
        {
            assert!(is_age(label), "{label}");
        }
        for label in ["12", "2019-20", "Male", "", "Type 1"] {
            assert!(!is_age(label), "{label}");
        }
    }

    #[test]
    fn totals_are_known_by_their_words() {
        for label in ["Total", "All ages", "Grand total", "Total, all types", "Persons", "England total"] {
            assert!(is_total(label), "{label}");
        }
        for label in ["Totally blind", "Allergy", "Male", "Subtotalled goods"] {
            assert!(!is_total(label), "{label}");
        }
    }

    #[test]
    fn columns_of_remarks_are_known_by_their_headings() {
        for heading in ["Notes", "Flag", "2022 flag", "Comments", "Area notes", "Source"] {
            assert!(is_note_heading(heading), "{heading}");
        }
        for heading in ["Energy source", "Flag carriers", "Noted", "2022", ""] {
            assert!(!is_note_heading(heading), "{heading}");
        }
    }

    #[test]
    fn lines_are_told_apart() {
        for line in [
            "Source: NHS England",
            "Note: figures",
            "1. Includes",
            "(1) Excludes some",
            "[c] = suppressed",
            "Back to contents",
            "Notes",
        ] {
            assert!(is_note(line), "{line}");
        }
        for line in
            ["Table 1: Attendances", "England", "Notifications of disease", "2019", "Seeds and plants"]
        {
            assert!(!is_note(line), "{line}");
        }
        assert!(
            opens_title("Table 3: Deaths") && opens_title("Table 1a") && !opens_title("Tables of interest")
        );
        assert_eq!(unit_line("£ million").as_deref(), Some("£ million"));
        assert_eq!(unit_line("(Percentage)").as_deref(), Some("Percentage"));
        assert_eq!(unit_line("Number of people who attended a type 1 department"), None);
        assert!(is_front_matter("Table_of_contents") && !is_front_matter("Table 1"));
    }
}
