//! Is a row a person? Reasons for and against.

use model::{Identifier, RecordSign};

use super::column::{Column, Records};
use super::headings::{FIGURES, Heading};
use super::identifiers::{Detected, identifier_of, is_blank};

/// Fewest rows of a table of records; where people are named or numbered, fewer do.
const MANY: usize = 20;
const FEW: usize = 3;

/// A table whose rows are persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Why.
    pub signs: Vec<RecordSign>,
}

/// What a column of a table is, for telling persons from groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Describes a person: age, sex, date of an event, diagnosis.
    Person,
    /// Gives each row a number of its own.
    Own,
    /// A figure about a group.
    Figure,
    /// A number that may be about a person or a group.
    Number,
    /// Anything else.
    Other,
}

/// What describes one person.
pub(super) const PERSON: &str = "age|sex|gender|ethnicity|ethnic|ethnic group|ethnic category|marital status|religion|\
     postcode|post code|postcode sector|postcode district|date of birth|dob|year of birth|\
     birth year|month of birth|yob|date of death|dod|admission date|date of admission|\
     discharge date|date of discharge|event date|diagnosis date|date of diagnosis|\
     attendance date|occupation|nationality|country of birth|language|diagnosis|\
     primary diagnosis|procedure|imd decile|imd quintile|deprivation decile|lsoa|\
     admission method|age at|age band|age group|employment status|disability|smoking status|\
     gp practice|bmi|appointment date|referral date|arrival date|education|income|housing|\
     household|outcome|died|hiv|job title|grade|salary|sexual orientation|pregnant|height|\
     weight|area|date";

/// Of those, what few tables of groups have in single values.
const CLOSE: &str = "age|sex|gender|ethnicity|ethnic|ethnic group|ethnic category|marital status|religion|\
     date of birth|dob|year of birth|birth year|yob|date of death|dod|admission date|\
     date of admission|discharge date|date of discharge|event date|diagnosis date|\
     attendance date|occupation|nationality|country of birth|diagnosis|primary diagnosis|\
     sexual orientation|age band|age group|disability|postcode|employment status|\
     smoking status|salary|appointment date|referral date|arrival date|job title|age at";

const OWN_NUMBER: &str = "patient id|person id|record id|id|pseudo id|pseudonym|study id|spell id|episode id|\
     record number|case id|case number|epikey|subject id|participant id|respondent id|\
     response id|serial|client id|token person id|person key|record|patient|row id|key|\
     unique id|encrypted id|employee id|staff id|employee number|respondent|\
     respondent number|attendance id|index|caseno|uid|reference|ref|identifier";

/// Measurements of one person.
const OF_A_PERSON: &str = "los|length of stay|weight|height|bmi|score|dose|duration|days|minutes|hours|cost|salary|\
     income|blood pressure|systolic|diastolic|pulse|temperature|hba1c|imd|decile|quintile|\
     flag|year|code|grade|stay|wait|waiting time|cholesterol|gestation|birthweight|parity|\
     tariff|wte|day|month|alive|died|dead|dependants";

/// Words that only totals of groups have among labels.
const TOTALS: &[&str] = &[
    "total",
    "all",
    "all ages",
    "all persons",
    "persons",
    "england",
    "england total",
    "grand total",
    "overall",
    "all areas",
    "all sexes",
    "both sexes",
    "all patients",
    "national",
];

/// Whether the rows are persons, and why; nothing where they are not or too little speaks for it.
pub fn recognise(records: &Records, found: &[Option<Detected>]) -> Option<Recognised> {
    let rows = records.rows.len();
    if rows < FEW || records.columns.len() < 2 {
        return None;
    }
    let parts: Vec<Part> =
        records.columns.iter().zip(found).map(|(column, found)| part(column, *found)).collect();
    let named = signs_of_identifiers(records, found);
    let has_totals = records.columns.iter().any(has_totals);
    let of = |wanted: Part| parts.iter().filter(move |part| **part == wanted).count();
    let close = records.columns.iter().filter(|column| says(column, CLOSE)).count();
    let own = own_number(records, &parts);
    let repeats = repeats(records, &parts);
    let mut signs = named;
    let identified = !signs.is_empty();
    if has_totals || !identified && (of(Part::Figure) > 0 || rows < MANY) {
        return None;
    }
    let described: Vec<String> = records
        .columns
        .iter()
        .zip(&parts)
        .filter(|(column, part)| **part == Part::Person && says(column, PERSON))
        .map(|(column, _)| column.header.clone())
        .collect();
    let numbers = of(Part::Number) > 0;
    let told = close >= 1 && described.len() >= 2;
    let enough = identified && (described.len() + signs.len() >= 2 || own.is_some())
        || told && own.is_some()
        || told && !numbers
        || told && repeats >= 20;
    if !enough {
        return None;
    }
    signs.extend(own.map(|column| RecordSign::OwnNumber { column }));
    if !described.is_empty() {
        signs.push(RecordSign::Describes { columns: described });
    }
    if of(Part::Figure) == 0 && !numbers {
        signs.push(RecordSign::NoMeasure);
    }
    signs.push(if repeats > 0 { RecordSign::Repeats { percent: repeats } } else { RecordSign::Distinct });
    Some(Recognised { signs })
}

/// Columns that tell who somebody is: one of them and little else is enough.
fn signs_of_identifiers(records: &Records, found: &[Option<Detected>]) -> Vec<RecordSign> {
    let direct = |identifier: Identifier| match identifier {
        Identifier::NhsNumber
        | Identifier::ChiNumber
        | Identifier::NationalInsurance
        | Identifier::DateOfBirth
        | Identifier::LocalPatientNumber
        | Identifier::Hash
        | Identifier::Name
        | Identifier::GmcNumber
        | Identifier::NmcPin => true,
        Identifier::Postcode
        | Identifier::HighAge
        | Identifier::Email
        | Identifier::Phone
        | Identifier::PropertyReference
        | Identifier::GridReference
        | Identifier::Coordinates
        | Identifier::IpAddress => false,
    };
    let columns = records.columns.iter().zip(found);
    columns
        .filter_map(|(column, found)| Some((column, found.as_ref()?.identifier)))
        .filter(|(_, identifier)| direct(*identifier))
        .map(|(column, identifier)| RecordSign::Identifies { column: column.header.clone(), identifier })
        .collect()
}

fn says(column: &Column, phrases: &str) -> bool {
    Heading::new(&column.header).says(phrases)
}

/// What a column is.
pub(super) fn part(column: &Column, found: Option<Detected>) -> Part {
    let heading = Heading::new(&column.header);
    let held: Vec<&str> = column
        .values
        .iter()
        .map(String::as_str)
        .filter(|value| !is_blank(value) && !is_marked(value))
        .collect();
    let numbers = held
        .iter()
        .filter(|value| value.replace(',', "").trim_end_matches('%').parse::<f64>().is_ok())
        .count();
    let numeric = !held.is_empty() && numbers * 10 >= held.len() * 9;
    let flag = held.len() <= 2 && held.iter().all(|value| matches!(*value, "0" | "1"));
    if found.is_some() {
        return Part::Person;
    }
    if numeric && heading.says(FIGURES) && !heading.says(OF_A_PERSON) && !flag {
        return Part::Figure;
    }
    if heading.says(PERSON) {
        return Part::Person;
    }
    if heading.says(OWN_NUMBER) && held.len() as f64 >= 0.95 * column.codes.len() as f64 && !held.is_empty() {
        return Part::Own;
    }
    if numeric && !flag && !heading.says(OF_A_PERSON) && held.len() > 2 {
        return Part::Number;
    }
    Part::Other
}

/// Whether a text stands for a withheld figure: `<5`, `[c]`, `:`.
fn is_marked(text: &str) -> bool {
    text.starts_with(['<', '>', '[', '~', '≤', '≥']) || !text.contains(char::is_alphanumeric)
}

fn own_number(records: &Records, parts: &[Part]) -> Option<String> {
    let mut own = records.columns.iter().zip(parts).filter(|(_, part)| **part == Part::Own);
    own.next().map(|(column, _)| column.header.clone())
}

fn has_totals(column: &Column) -> bool {
    column.values.iter().any(|value| TOTALS.contains(&value.to_lowercase().as_str()))
}

/// How many rows say the same as another in all columns but those of numbers, names and the like, in percent.
fn repeats(records: &Records, parts: &[Part]) -> u64 {
    use super::partition::{Partition, Scratch};
    let rows = records.rows.len();
    let of = records.columns.iter().zip(parts);
    let columns: Vec<&Column> =
        of.filter(|(_, part)| matches!(part, Part::Person | Part::Other)).map(|(column, _)| column).collect();
    let values = columns.iter().map(|column| column.values.len()).max().unwrap_or(0);
    let mut scratch = Scratch::new(values);
    let mut groups = Partition::whole(rows);
    for column in columns {
        let mut finer = Partition::default();
        groups.refine(&column.codes, &mut scratch, Some(&mut finer), |_| {}, |_| {});
        groups = finer;
    }
    let shared: usize = groups.groups().map(<[u32]>::len).sum();
    (shared * 100 / rows.max(1)) as u64
}

/// What each column identifies people by.
pub(super) fn identifiers(records: &Records) -> Vec<Option<Detected>> {
    records.columns.iter().map(identifier_of).collect()
}
