//! Which column identifies people: by its heading and by what its values are, never by a pattern alone.
//!
//! A heading that names the identifier asks for few values that fit; a heading that says nothing asks for nearly
//! all, and for a check digit or a narrow form; a heading that names something else is believed.

use model::Identifier;

use super::column::Column;
use super::forms;
use super::headings::{FIGURES, Heading, ORGANISATION, THINGS};
use super::names::looks;

/// Distinct values that are looked at, spread over the column.
const SAMPLE: usize = 5_000;
/// Words of people, whatever else a heading speaks of.
const OF_PEOPLE: &str = "patient|client|resident|personal|next of kin|carer|service user|person|respondent";
/// Fewest values that speak for themselves, where the heading does not.
const ENOUGH: usize = 8;

/// What a column identifies people by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected {
    /// What it holds.
    pub identifier: Identifier,
    /// How many of its values that are not blank, in percent.
    pub percent: u64,
    /// Whether the heading says so.
    pub heading: bool,
    /// Whether check digits or the rules of the form bear it out.
    pub verified: bool,
}

/// What a column identifies people by, if it does.
pub fn identifier_of(column: &Column) -> Option<Detected> {
    let looked = Looked::new(column);
    if looked.values.is_empty() {
        return None;
    }
    let tests: [fn(&Looked<'_>) -> Option<Detected>; 17] = [
        chi_number,
        nhs_number,
        national_insurance,
        email,
        phone,
        date_of_birth,
        postcode,
        high_age,
        nmc_pin,
        gmc_number,
        property_reference,
        grid_reference,
        coordinates,
        ip_address,
        digest,
        local_number,
        name,
    ];
    tests.iter().find_map(|test| test(&looked))
}

/// The identifiers that a text has among its words; for columns of free text.
pub(super) fn within(text: &str) -> Option<Identifier> {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(['.', ',', ';', ':', '(', ')', '"'])).collect();
    let any =
        |size: usize, test: &dyn Fn(&str) -> bool| words.windows(size).any(|window| test(&window.join(" ")));
    let phone = |text: &str| {
        forms::phone(text, false).is_some() && text.bytes().filter(u8::is_ascii_digit).count() >= 10
    };
    if any(1, &forms::is_nhs_number) || any(3, &|text| text.len() == 12 && forms::is_nhs_number(text)) {
        Some(Identifier::NhsNumber)
    } else if any(1, &forms::is_email) {
        Some(Identifier::Email)
    } else if any(1, &|text| forms::is_national_insurance(text, true)) {
        Some(Identifier::NationalInsurance)
    } else if any(1, &phone) || any(2, &phone) || any(3, &phone) {
        Some(Identifier::Phone)
    } else if any(2, &|text| text.contains(' ') && forms::is_postcode(text)) {
        Some(Identifier::Postcode)
    } else {
        None
    }
}

/// A column's heading and a sample of its distinct values.
struct Looked<'a> {
    heading: Heading,
    values: Vec<&'a str>,
    /// Distinct values over cells that are not blank.
    distinct: f64,
}

/// Texts that stand for no value.
pub(super) fn is_blank(text: &str) -> bool {
    let lower = text.to_lowercase();
    let none = [
        "",
        "null",
        "na",
        "n/a",
        "none",
        "-",
        "--",
        ".",
        "unknown",
        "not known",
        "not recorded",
        "not stated",
    ];
    none.contains(&lower.as_str())
        || ["missing", "nan", "not applicable", "withheld", "*"].contains(&lower.as_str())
}

impl<'a> Looked<'a> {
    fn new(column: &'a Column) -> Self {
        let counts = column.counts();
        let held = column.values.iter().zip(&counts).filter(|(value, _)| !is_blank(value));
        let (values, rows): (Vec<&str>, u64) =
            held.fold((Vec::new(), 0), |(mut values, rows), (value, count)| {
                values.push(value.as_str());
                (values, rows + u64::from(*count))
            });
        let distinct = values.len() as f64 / (rows as f64).max(1.0);
        let step = values.len().div_ceil(SAMPLE).max(1);
        let values = values.into_iter().step_by(step).collect();
        Self { heading: Heading::new(&column.header), values, distinct }
    }

    fn says(&self, phrases: &str) -> bool {
        self.heading.says(phrases)
    }

    /// The share of values that pass.
    fn share(&self, test: impl Fn(&str) -> bool) -> f64 {
        self.values.iter().filter(|value| test(value)).count() as f64 / self.values.len() as f64
    }

    /// Whether the heading speaks of something else than people.
    fn of_others(&self, but: &str) -> bool {
        self.says(but) && !self.says(OF_PEOPLE)
    }

    /// Whether there is enough to speak without a heading, and the heading names nothing else.
    fn speaks(&self, but: &str) -> bool {
        self.values.len() >= ENOUGH && !self.of_others(but) && !self.says(THINGS)
    }
}

fn detected(identifier: Identifier, share: f64, heading: bool, verified: bool) -> Detected {
    Detected { identifier, percent: (share * 100.0).round() as u64, heading, verified }
}

/// A test that asks for `named` where the heading says so, and for `unnamed` where it says nothing.
fn by_form(
    looked: &Looked<'_>,
    (identifier, words, but): (Identifier, &str, &str),
    (named, unnamed): (f64, f64),
    test: impl Fn(&str) -> bool,
) -> Option<Detected> {
    let heading = looked.says(words) && !looked.of_others(but);
    if !heading && !looked.speaks(but) {
        return None;
    }
    let share = looked.share(test);
    (share >= if heading { named } else { unnamed }).then(|| detected(identifier, share, heading, true))
}

const NHS: &str = "nhs number|nhs no|nhs num|nhs nbr|nhs id|nhsno|nhsnum|nhs|health and care number|hcn|\
     h c number|hc number";
const CHI: &str = "chi|chi number|chi no|community health index";

fn nhs_number(looked: &Looked<'_>) -> Option<Detected> {
    let but = "phone|telephone|tel|mobile|fax|uprn|gmc|ods";
    if let Some(found) = by_form(looked, (Identifier::NhsNumber, NHS, but), (0.2, 0.5), forms::is_nhs_number)
    {
        return Some(found);
    }
    // Ten digits under that heading, though the check digits fail: mistyped, or made up, and still told apart.
    let ten = |text: &str| forms::digits(text).is_some_and(|digits| digits.len() == 10);
    let share = looked.share(ten);
    let heading = looked.says(NHS) && !looked.says(FIGURES) && !looked.says(but);
    (heading && share >= 0.8).then(|| detected(Identifier::NhsNumber, share, true, false))
}

fn chi_number(looked: &Looked<'_>) -> Option<Detected> {
    if looked.says(NHS) {
        return None;
    }
    by_form(looked, (Identifier::ChiNumber, CHI, "chi square|chi squared"), (0.2, 0.5), forms::is_chi_number)
}

fn national_insurance(looked: &Looked<'_>) -> Option<Detected> {
    let words = "nino|ni number|ni no|national insurance|national insurance number|nat ins|ni";
    let heading = looked.says(words);
    let test = |text: &str| forms::is_national_insurance(text, !heading);
    by_form(looked, (Identifier::NationalInsurance, words, "code"), (0.3, 0.9), test)
}

fn email(looked: &Looked<'_>) -> Option<Detected> {
    let words = "email|e mail|mail|email address|electronic mail";
    let test = |text: &str| text.split([';', ' ', ',']).any(forms::is_email);
    by_form(looked, (Identifier::Email, words, ORGANISATION), (0.1, 0.3), test)
}

fn phone(looked: &Looked<'_>) -> Option<Detected> {
    let words = "phone|telephone|tel|mobile|mob|cell|landline|contact number|contact no|tel no|\
     phone number|telephone number|mobile number|home number|fax|whatsapp|number to call";
    let heading = looked.says(words);
    let but = format!("{ORGANISATION}|{NHS}|{CHI}|uprn|reference|ref");
    let abroad = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        heading && (text.starts_with('+') || text.starts_with("00")) && (8..=15).contains(&digits)
    };
    let test = |text: &str| {
        let plain = forms::phone(text, heading);
        plain.is_some_and(|number| heading || number.len() == 10 && !number.starts_with('8')) || abroad(text)
    };
    by_form(looked, (Identifier::Phone, words, &but), (0.3, 0.8), test)
}

fn date_of_birth(looked: &Looked<'_>) -> Option<Detected> {
    let words = "date of birth|dob|d o b|birth date|birthdate|birthday|born|born on|birth dt|dt of birth|\
     dateofbirth|patient birth|birth|dte birth|date birth";
    let not = "baby|weight|order|type|place|country|rate|number|month|year of birth|birth year";
    let share = looked.share(|text| forms::date(text).is_some());
    if looked.says(words) && !looked.says(not) {
        // Days since 1900, as a spreadsheet hands dates on.
        let serial = |text: &str| text.parse::<u32>().is_ok_and(|days| (3_000..60_000).contains(&days));
        let share = share.max(looked.share(serial));
        return (share >= 0.5).then(|| detected(Identifier::DateOfBirth, share, true, true));
    }
    let other = "death|dod|open|opened|opening|close|closed|established|founded|built|start|end|\
     registration|registered|event|admission|admitted|discharge|publication|published|listed|\
     commissioned|effective|incorporated|joined|appointed|construction|completed|launch|\
     launched|installed|manufactured|recorded|measured|observation|period|week|month|year|\
     from|to|valid|created|updated|inspection|visit|release|reading|match|election|reporting|\
     designated|census|charter|issue|issued|enacted|legal|operational|broadcast|premiere|war|\
     battle|sale|survey|deed";
    let years: Vec<u32> = looked
        .values
        .iter()
        .filter_map(|text| forms::date(text))
        .map(|(year, _, _)| year)
        .filter(|y| *y > 1900)
        .collect();
    let span = years.iter().max().zip(years.iter().min()).map_or(0, |(last, first)| last - first);
    let likely =
        years.iter().filter(|year| (1910..=2015).contains(*year)).count() as f64 / years.len().max(1) as f64;
    let lives = years.len() >= 20 && span >= 50 && likely >= 0.8 && looked.distinct >= 0.5;
    (share >= 0.9 && lives && looked.speaks(other))
        .then(|| detected(Identifier::DateOfBirth, share, false, true))
}

fn postcode(looked: &Looked<'_>) -> Option<Detected> {
    let words = "postcode|post code|postal code|postal|pcd|pcds|pcd7|pcd8|zip|zip code|pc|pcode|address";
    let ends = |text: &str| {
        let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let last = words.len().saturating_sub(2);
        words.len() > 3
            && (forms::is_postcode(&words[last..].concat())
                || words.last().is_some_and(|w| forms::is_postcode(w)))
    };
    let test = |text: &str| forms::is_postcode(text) || ends(text);
    by_form(looked, (Identifier::Postcode, words, ORGANISATION), (0.3, 0.85), test)
}

fn high_age(looked: &Looked<'_>) -> Option<Detected> {
    let words = "age|ages|aged|years old|age years|age in years|patient age|age at admission|\
     age at death|ageyrs|age yrs";
    let not = "band|group|range|category|months|days|weeks|stage|gestational|building|property|stock|\
     house|dwelling|tree|site|bone|minutes|hours|machine";
    let of_groups = "mean|average|median|count|number|total|rate|percent|percentage";
    if !looked.says(words) || looked.says(not) || looked.says(THINGS) || looked.says(of_groups) {
        return None;
    }
    let age = |text: &str| {
        text.split(' ')
            .next()
            .unwrap_or(text)
            .trim_end_matches(".0")
            .parse::<u32>()
            .ok()
            .filter(|age| *age <= 125)
    };
    let share = looked.share(|text| age(text).is_some());
    let high = looked.share(|text| age(text).is_some_and(|age| age >= 90));
    (share >= 0.8 && high > 0.0).then(|| detected(Identifier::HighAge, high, true, true))
}

fn nmc_pin(looked: &Looked<'_>) -> Option<Detected> {
    let words = "nmc|nmc pin|nmc number|nurse pin|nursing and midwifery council|midwife pin|\
     registration pin|pin";
    by_form(looked, (Identifier::NmcPin, words, "code"), (0.3, 0.9), forms::is_nmc_pin)
}

fn gmc_number(looked: &Looked<'_>) -> Option<Detected> {
    let words = "gmc|gmc number|gmc no|general medical council|gmc code|gmc reference|consultant code|\
     doctor number";
    let test = |text: &str| {
        let plain = text.strip_prefix(['C', 'c']).unwrap_or(text);
        plain.len() == 7 && plain.bytes().all(|byte| byte.is_ascii_digit())
    };
    let share = looked.share(test);
    (looked.says(words) && share >= 0.5).then(|| detected(Identifier::GmcNumber, share, true, false))
}

fn property_reference(looked: &Looked<'_>) -> Option<Detected> {
    let words = "uprn|unique property reference|unique property reference number|property reference|\
     property ref|uprn id";
    let test = |text: &str| (6..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let share = looked.share(test);
    let says = looked.says(words) && !looked.says(ORGANISATION_BUT_PLACES);
    (says && share >= 0.5).then(|| detected(Identifier::PropertyReference, share, true, false))
}

/// Places of work, for headings that speak of a property in any case.
const ORGANISATION_BUT_PLACES: &str =
    "practice|provider|hospital|trust|school|pharmacy|surgery|clinic|office|care home";

fn grid_reference(looked: &Looked<'_>) -> Option<Detected> {
    let words = "grid|grid ref|grid reference|gridref|os ref|os grid|ngr|osgr|os reference|map reference|\
     map ref|location";
    let one_letter = |text: &str| text.bytes().take_while(u8::is_ascii_alphabetic).count() == 1;
    let heading = looked.says(words);
    let test = |text: &str| forms::is_grid_reference(text) && (heading || !one_letter(text));
    if let Some(found) = by_form(looked, (Identifier::GridReference, words, ORGANISATION), (0.3, 0.9), test) {
        return Some(found);
    }
    let metres = |text: &str| {
        let whole = text.split('.').next().unwrap_or_default();
        (5..=7).contains(&whole.len())
            && whole.bytes().all(|byte| byte.is_ascii_digit())
            && !whole.ends_with("000")
    };
    let says =
        looked.says("easting|northing|eastings|northings|oseast1m|osnrth1m") && !looked.says(ORGANISATION);
    let share = looked.share(metres);
    (says && share >= 0.5).then(|| detected(Identifier::GridReference, share, true, false))
}

fn coordinates(looked: &Looked<'_>) -> Option<Detected> {
    let words = "lat|latitude|long|longitude|lon|lng|coordinates|coordinate|coords|lat long|latlong|\
     latlon|gps|geo|geolocation|geom|position|location|wgs84|x|y";
    if looked.says(ORGANISATION) {
        return None;
    }
    let pair = looked.share(forms::is_coordinate_pair);
    let heading = looked.says(words);
    if pair >= if heading { 0.3 } else { 0.9 } && (heading || looked.speaks("")) {
        return Some(detected(Identifier::Coordinates, pair, heading, true));
    }
    let plane = looked.says("x|y|geo|position|location");
    let range = |value: f64| {
        if plane {
            (49.0..=61.5).contains(&value) || (-9.0..=2.5).contains(&value)
        } else {
            value.abs() <= 180.0
        }
    };
    let share = looked.share(|text| forms::fine_decimal(text).is_some_and(range));
    (heading && share >= 0.5).then(|| detected(Identifier::Coordinates, share, true, true))
}

fn ip_address(looked: &Looked<'_>) -> Option<Detected> {
    let words = "ip|ip address|ipaddress|ipv4|ipv6|client address|remote address|remote addr|host|\
     ip addr|source ip";
    let but = "version|build|release|firmware|section|clause|oid|paragraph|chapter|software|app|number|\
     outline|heading|standard|patch|driver|protocol";
    // Versions and numbers of sections are small throughout.
    let large = looked.share(|text| text.split('.').any(|part| part.parse::<u32>().is_ok_and(|n| n >= 100)));
    let heading = looked.says(words);
    if !heading && large < 0.6 && !looked.values.iter().any(|text| text.contains(':')) {
        return None;
    }
    by_form(looked, (Identifier::IpAddress, words, but), (0.3, 0.95), forms::is_ip_address)
}

fn digest(looked: &Looked<'_>) -> Option<Detected> {
    let but = "commit|file|etag|git|signature|build|version|uuid|guid|certificate|checksum|revision|\
     download|image|document|package|dataset|sha of file|artifact|artefact|blob|integrity|\
     manifest|release|colour|block|object|archive|backup|source|code|torrent";
    let share = looked.share(forms::is_digest);
    let heading = looked.says(
        "hash|hashed|sha|sha1|sha256|md5|digest|pseudonym|pseudo|nhs|patient|person|\
     pseudonymised|token|encrypted|study id|subject|linkage|link key|key",
    );
    let speaks = !looked.says(but) && !looked.says(THINGS);
    (share >= 0.8 && speaks).then(|| detected(Identifier::Hash, share, heading, false))
}

fn local_number(looked: &Looked<'_>) -> Option<Detected> {
    let words = "hospital number|hospital no|hosp no|hosp num|patient number|patient no|patient id|\
     patient identifier|patient ref|patient reference|mrn|medical record|\
     medical record number|casenote|case note|casenote number|unit number|crn|local patient|\
     local patient id|lpid|pas number|pas id|pas no|district number|person id|person number|\
     person identifier|client id|client number|service user|service user id|local identifier|\
     hospital id|chart number|patient key|patient code|patid|pat id|patno|pat no|pt id|pt no|\
     emis number|emis no|rio number|rio id|case number|hospital ref|record number|k number|\
     x number|subject id|participant id|resident id|pid|case id|case ref|notes number";
    let not = "number of|count|total|percent|numbers|study";
    if !looked.says(words) || looked.says(not) || looked.says(THINGS) {
        return None;
    }
    let shape = |text: &str| {
        let numbers = text.bytes().filter(u8::is_ascii_digit).count();
        let ok = |c: char| c.is_ascii_alphanumeric() || "-/ ._".contains(c);
        numbers >= 3 && (4..=24).contains(&text.len()) && text.chars().all(ok) && text.split(' ').count() <= 3
    };
    let fitting = looked.share(shape);
    // Numbers of people differ; counts and codes come back.
    let tells = looked.distinct >= 0.3
        && looked.values.len() >= 5
        && !looked.values.iter().any(|text| text.contains('.') && text.parse::<f64>().is_ok());
    (fitting >= 0.6 && tells).then(|| detected(Identifier::LocalPatientNumber, fitting, true, false))
}

fn name(looked: &Looked<'_>) -> Option<Detected> {
    let strong = "surname|forename|forenames|first name|firstname|last name|lastname|full name|fullname|\
     given name|given names|family name|maiden name|middle name|patient name|next of kin|\
     mother name|father name|mothers name|fathers name|known as|preferred name|client name|\
     person name|carer name|consultant name|staff name|employee name|gp name|clinician name|\
     nurse name|doctor name|parent name|patient surname|second name|christian name|fname|\
     lname|sname|alias|previous name|relative";
    let other = "area|region|district|country|street|road|town|place|city|file|sheet|table|variable|\
     field|species|variety|test|procedure|condition|medicine|drug|brand|indicator|measure|\
     title|county|borough|constituency|address|village|plant|storm|ship|vessel|dog|cat|pet|\
     breed|colour|river|park|planet|film|song|band|programme|project|scheme|system|software|\
     month|day|parish|lsoa|msoa|la|local|language|religion|ethnicity|diagnosis|specialty|\
     category|type|sex|gender|pub|rose|potato|apple|horse|train|course|theatre|room|saint|\
     charity|baby";
    let share = looked.share(|text| looks(text).shape);
    let first = looked.share(|text| looks(text).first);
    let places = looked.share(|text| looks(text).other);
    if looked.says(strong) && !looked.says("file name|organisation|practice|hospital|brand|product") {
        return (share >= 0.5).then(|| detected(Identifier::Name, share, true, false));
    }
    if looked.says(other)
        || looked.says(ORGANISATION)
        || looked.says(THINGS)
        || looked.says(FIGURES)
        || looked.values.len() < ENOUGH
        || places > 0.15
    {
        return None;
    }
    let people = "name|names|person|patient|contact|next kin|kin|client|carer|clinician|doctor|nurse|\
     consultant|author|employee|lead|manager|respondent|resident|participant|responsible|\
     owner|gp|attended by|seen by|mother|father|child";
    let heading = looked.says(people);
    let full = looked.share(|text| looks(text).full);
    let enough = if heading { first >= 0.15 } else { full >= 0.25 };
    (share >= 0.7 && enough).then(|| detected(Identifier::Name, share, heading, true))
}
