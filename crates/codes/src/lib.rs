//! Code lists as data: countries, regions, integrated care boards, local authorities and NHS trusts, with
//! the parents that the sources state.
//!
//! This room answers "which place or organisation is this?" by code or by name. It must not know what a
//! table is. The data and their sources are in `data/README.md`; nothing is claimed that is not there.

mod added;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use added::{CodeLists, Listed};

/// What an entry of the lists is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A country of the United Kingdom, or a union of some.
    Country,
    /// One of the nine English regions.
    Region,
    /// One of the seven NHS England regions.
    NhsRegion,
    /// An integrated care board.
    Icb,
    /// A local authority district.
    LocalAuthority,
    /// An NHS trust.
    Trust,
}

impl Level {
    /// Whether entries of this level are organisations and not places.
    pub const fn is_organisation(self) -> bool {
        match self {
            Self::Trust => true,
            Self::Country | Self::Region | Self::NhsRegion | Self::Icb | Self::LocalAuthority => false,
        }
    }
}

/// One place or organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its GSS code, or its ODS code where it has no GSS code.
    pub code: String,
    /// Its ODS code, where it has one.
    pub ods: Option<String>,
    /// Its name as the source writes it.
    pub name: String,
    /// What it is.
    pub level: Level,
    /// The code of what it is a part of, where the source says.
    pub parent: Option<String>,
    /// When it was closed (ISO date), where it was.
    pub closed: Option<String>,
    /// Whether it is a whole country or more.
    pub national: bool,
}

/// The entry of a GSS or ODS code, in any letter case.
///
/// ```
/// assert_eq!(codes::by_code("E12000007").unwrap().name, "London");
/// assert_eq!(codes::by_code("qop").unwrap().parent.as_deref(), Some("Y62"));
/// ```
pub fn by_code(code: &str) -> Option<&'static Entry> {
    let lists = lists();
    lists.by_code.get(&code.trim().to_ascii_uppercase()).map(|at| &lists.entries[*at])
}

/// Every entry of that name, widest level first. Names are compared without regard to letter case,
/// punctuation, `&` for `and`, and the usual short forms (`ICB`, `UK`). London is both an English region
/// and an NHS England region, so there can be several.
///
/// ```
/// let levels: Vec<codes::Level> = codes::by_name("yorkshire & the humber").map(|e| e.level).collect();
/// assert_eq!(levels, [codes::Level::Region]);
/// ```
pub fn by_name(name: &str) -> impl Iterator<Item = &'static Entry> {
    let lists = lists();
    let found = lists.by_name.get(&normalise(name)).map_or(&[][..], Vec::as_slice);
    found.iter().map(|at| &lists.entries[*at])
}

/// Whether `text` has the form of a GSS code: a letter and eight digits (`E92000001`).
pub fn is_gss_form(text: &str) -> bool {
    let bytes = text.trim().as_bytes();
    bytes.len() == 9
        && matches!(bytes[0], b'E' | b'W' | b'S' | b'N' | b'K' | b'J' | b'L' | b'M')
        && bytes[1..].iter().all(u8::is_ascii_digit)
}

/// Whether two names are the same, compared as [`by_name`] compares, or one is the other with more words: `Swansea /
/// Abertawe`, `Leeds (Met District)`.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let (one, other) = (normalise(one), normalise(other));
    let within = |short: &str, long: &str| format!(" {long} ").contains(&format!(" {short} "));
    one == other || (!one.is_empty() && !other.is_empty() && (within(&one, &other) || within(&other, &one)))
}

/// Whether the lists hold every code that begins like this one, so that a code which is not there is none.
pub fn is_listed_in_full(code: &str) -> bool {
    let code = code.trim().to_ascii_uppercase();
    let entity = code.get(..3).unwrap_or_default();
    // The last six digits of a pseudo code are nines.
    is_gss_form(&code)
        && !code.ends_with("999999")
        && matches!(entity, "E12" | "E54" | "E92" | "W92" | "S92" | "N92")
}

struct Lists {
    entries: Vec<Entry>,
    by_code: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Vec<usize>>,
}

const SOURCES: [(Level, &str); 6] = [
    (Level::Country, include_str!("../data/country.csv")),
    (Level::Region, include_str!("../data/region.csv")),
    (Level::NhsRegion, include_str!("../data/nhs-region.csv")),
    (Level::Icb, include_str!("../data/icb.csv")),
    (Level::LocalAuthority, include_str!("../data/local-authority.csv")),
    (Level::Trust, include_str!("../data/trust.csv")),
];

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists = Lists { entries: Vec::new(), by_code: BTreeMap::new(), by_name: BTreeMap::new() };
        for (level, text) in SOURCES {
            // The files are part of the program; a test reads every line of them.
            for record in csv::Reader::from_reader(text.as_bytes()).records().flatten() {
                lists.add(entry(level, &record));
            }
        }
        lists
    })
}

impl Lists {
    fn add(&mut self, entry: Entry) {
        let at = self.entries.len();
        self.by_code.insert(entry.code.clone(), at);
        if let Some(ods) = &entry.ods {
            self.by_code.insert(ods.clone(), at);
        }
        self.by_name.entry(normalise(&entry.name)).or_default().push(at);
        self.entries.push(entry);
    }
}

fn entry(level: Level, record: &csv::StringRecord) -> Entry {
    let field = |at: usize| record.get(at).filter(|text| !text.is_empty()).map(str::to_owned);
    Entry {
        code: field(0).unwrap_or_default(),
        ods: field(1),
        name: field(2).unwrap_or_default(),
        level,
        parent: field(3),
        closed: field(4),
        national: level == Level::Country,
    }
}

/// The form in which names are compared.
fn normalise(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '&' => plain.push_str(" and "),
            '\'' | '’' | '.' => {}
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    if let Some(board) = joined.strip_suffix(" integrated care board").or_else(|| joined.strip_suffix(" icb"))
    {
        return format!("icb {}", board.strip_prefix("nhs ").unwrap_or(board));
    }
    match joined.as_str() {
        "uk" => "united kingdom".to_owned(),
        "gb" => "great britain".to_owned(),
        "yorkshire and humber" | "yorkshire and humberside" => "yorkshire and the humber".to_owned(),
        _ => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read_and_every_parent_is_known() {
        let lines: usize = SOURCES.iter().map(|(_, text)| text.lines().count() - 1).sum();
        let lists = lists();
        assert_eq!(lists.entries.len(), lines);
        for entry in &lists.entries {
            assert!(!entry.code.is_empty() && !entry.name.is_empty(), "{entry:?}");
            let parent = entry.parent.as_deref();
            assert!(parent.is_none_or(|code| by_code(code).is_some()), "{entry:?}");
        }
        assert_eq!(lists.entries.iter().filter(|e| e.level == Level::Icb).count(), 42);
    }

    #[test]
    fn names_are_found_in_the_forms_that_publishers_use() {
        for (name, code) in [
            ("England", "E92000001"),
            ("UK", "K02000001"),
            ("Yorkshire and the Humber", "E12000003"),
            ("NHS Devon ICB", "E54000037"),
            ("nhs devon integrated care board", "E54000037"),
            ("Bristol, City of", "E06000023"),
            ("MANCHESTER UNIVERSITY NHS FOUNDATION TRUST", "R0A"),
        ] {
            assert_eq!(by_name(name).next().map(|e| e.code.as_str()), Some(code), "{name}");
        }
        // The county is not in the lists, and is not the care board.
        assert_eq!(by_name("Devon").count(), 0);
        let london: Vec<Level> = by_name("London").map(|e| e.level).collect();
        assert_eq!(london, [Level::Region, Level::NhsRegion]);
    }

    #[test]
    fn only_countries_are_national() {
        assert!(by_code("E92000001").is_some_and(|e| e.national));
        assert!(by_code("E12000007").is_some_and(|e| !e.national));
        assert!(is_gss_form("E12000007") && !is_gss_form("E1200000") && !is_gss_form("QOP"));
    }
}
