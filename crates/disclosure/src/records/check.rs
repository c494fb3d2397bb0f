//! The findings on a table that may be one of records.

use model::{Failure, Finding, Identifier, Place, Progress, Severity, What, column_letters};

use super::closeness::closeness;
use super::column::{Column, Records};
use super::headings::{Heading, ORGANISATION};
use super::identifiers::{Detected, is_blank, within};
use super::recognise::{PERSON, Part, Recognised, identifiers, part, recognise};
use super::search::{MOST, Search, search, sets};
use crate::Policy;

/// Rows times sets that a search may look at, so that it ends within about a minute.
const WORK: u64 = 1_000_000_000;
/// Columns that are searched in any case.
const ALWAYS: usize = 8;
/// Findings about sets of columns, at most.
const MOST_SETS: usize = 8;
/// Rows that are named.
const MOST_ROWS: usize = 10;
/// A text is long from so many characters and words on average.
const LONG: (usize, usize) = (30, 5);

/// Columns of which it is harmful to know somebody's value.
const SENSITIVE: &str = "diagnosis|primary diagnosis|condition|disease|hiv|outcome|procedure|drug|medication|\
     treatment|religion|ethnicity|ethnic|sexual orientation|disability|income|salary|offence|\
     conviction|result|test result|mental health|smoking status|alcohol|pregnant|\
     cause of death|died|icd10|snomed|specialty|cancer|substance|abortion|self harm";

/// The findings on a table: whether its rows are persons, which columns identify them, and, where they are, how few
/// others each record is like. Without a policy that gives a k, records that stand alone are looked for.
pub fn check_records(
    records: &Records,
    policy: Option<&Policy>,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let found = identifiers(records);
    let recognised = recognise(records, &found);
    let whole = Check { records, found: &found, policy, recognised: recognised.as_ref() };
    let mut findings = whole.identified();
    findings.extend(whole.free_text());
    let Some(recognised) = &recognised else { return Ok(findings) };
    findings.insert(0, whole.record_level(recognised));
    findings.extend(whole.groups(progress)?);
    Ok(findings)
}

struct Check<'a> {
    records: &'a Records,
    found: &'a [Option<Detected>],
    policy: Option<&'a Policy>,
    recognised: Option<&'a Recognised>,
}

impl Check<'_> {
    fn finding(&self, severity: Severity, column: Option<&Column>, name: &str, what: What) -> Finding {
        let cell = column
            .map(|column| column_letters(column.position))
            .map(|letters| format!("{letters}:{letters}"));
        let (file, sheet) = (self.records.file.clone(), self.records.sheet.clone());
        // Sheets of two files may have the same name, and a decision on one is none on the other.
        let name = if name.is_empty() { file.clone() } else { format!("{file}/{name}") };
        Finding::thing(None, severity, Place { file, sheet, cell }, &name, what)
    }

    fn record_level(&self, recognised: &Recognised) -> Finding {
        let what =
            What::RecordLevel { rows: self.records.rows.len() as u64, signs: recognised.signs.clone() };
        self.finding(Severity::Blocker, None, "", what)
    }

    /// In a list of organisations, where they are and how to reach them identifies nobody: that warns.
    fn identified(&self) -> Vec<Finding> {
        let columns = || self.records.columns.iter().zip(self.found);
        let groups = self.recognised.is_none();
        let figures = groups && columns().any(|(column, found)| part(column, *found) == Part::Figure);
        let listed = groups && columns().any(|(column, _)| Heading::new(&column.header).says(ORGANISATION));
        let known = columns().filter_map(|(column, found)| Some((column, (*found)?)));
        known
            .filter(|(_, found)| !(figures && found.identifier == Identifier::HighAge))
            .map(|(column, found)| {
                let Detected { identifier, percent, heading, verified } = found;
                let header = column.header.clone();
                let what = What::Identifies { column: header, identifier, percent, heading, verified };
                let severity =
                    if listed && reaches(identifier) { Severity::Warning } else { Severity::Blocker };
                self.finding(severity, Some(column), &name_of(column), what)
            })
            .collect()
    }

    fn free_text(&self) -> Vec<Finding> {
        let plain = self.records.columns.iter().zip(self.found).filter(|(_, found)| found.is_none());
        plain
            .filter(|(column, _)| is_free_text(column))
            .filter_map(|(column, _)| {
                let mut holds: Vec<Identifier> =
                    column.values.iter().filter_map(|text| within(text)).collect();
                holds.sort_unstable();
                holds.dedup();
                let tells = [Identifier::NhsNumber, Identifier::NationalInsurance];
                if self.recognised.is_none() && !holds.iter().any(|held| tells.contains(held)) {
                    return None;
                }
                let texts = column.values.iter().filter(|text| !is_blank(text)).count() as u64;
                let what = What::FreeText { column: column.header.clone(), texts, holds };
                Some(self.finding(Severity::Blocker, Some(column), &name_of(column), what))
            })
            .collect()
    }

    /// Small groups, little diversity, special uniques.
    fn groups(&self, progress: &dyn Progress) -> Result<Vec<Finding>, Failure> {
        let columns = self.searched();
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let asked = self.policy.and_then(|policy| Some((policy, policy.record_level?.k)));
        let needed = asked.map_or(2, |(_, k)| k);
        let found = search(&columns, needed, progress)?;
        let mut findings: Vec<Finding> =
            told_sets(&found).into_iter().map(|at| self.small_groups(&found, at, &columns, needed)).collect();
        findings.extend(self.special(&found, &columns));
        findings.extend(self.diversity());
        Ok(findings)
    }

    /// The columns that somebody may know of a person: neither identifiers nor numbers of the row nor free text,
    /// with more than one value; those whose headings describe people first, then those with few values.
    fn searched(&self) -> Vec<&Column> {
        let rows = self.records.rows.len();
        let columns = self.records.columns.iter().zip(self.found);
        let mut columns: Vec<&Column> = columns
            .filter(|(column, found)| {
                let known = found.is_none_or(|found| !tells_who(found.identifier));
                known && part(column, **found) != Part::Own && !is_free_text(column)
            })
            .map(|(column, _)| column)
            .filter(|column| column.values.len() > 1 && column.values.len() < rows)
            .collect();
        columns.sort_by_key(|column| (!Heading::new(&column.header).says(PERSON), column.values.len()));
        let work = |columns: usize| (1..=MOST).map(|size| sets(columns, size)).sum::<u64>() * rows as u64;
        let most = (ALWAYS..60).take_while(|most| work(*most) <= WORK).last().unwrap_or(ALWAYS);
        columns.truncate(most);
        columns
    }

    fn small_groups(&self, found: &Search, at: usize, columns: &[&Column], needed: u64) -> Finding {
        let set = &found.sets[at];
        let names = names_in(set.mask, columns);
        let asked = self.policy.filter(|policy| policy.record_level.is_some());
        let severity = if asked.is_some() { Severity::Blocker } else { Severity::Warning };
        let name = names.join("+");
        let what = What::SmallGroups {
            columns: names,
            records: set.few,
            unique: set.unique,
            least: set.least,
            needed,
            policy: asked.map(Policy::named),
            unverified: asked.is_some_and(|policy| policy.unverified),
        };
        self.finding(severity, None, &name, what)
    }

    fn special(&self, found: &Search, columns: &[&Column]) -> Option<Finding> {
        let records = found.smallest.iter().filter(|size| (1..=2).contains(*size)).count() as u64;
        if records == 0 {
            return None;
        }
        let mut rows: Vec<usize> = (0..found.scores.len()).filter(|row| found.scores[*row] > 0).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(found.scores[*row]), *row));
        let highest = rows.first().map_or(0, |row| u64::from(found.scores[*row]));
        let rows = rows.into_iter().take(MOST_ROWS).map(|row| self.records.rows[row] + 1).collect();
        let columns = columns.iter().map(|column| column.header.clone()).collect();
        let what = What::SpecialUniques { records, highest, rows, columns };
        Some(self.finding(Severity::Warning, None, "", what))
    }

    fn diversity(&self) -> Vec<Finding> {
        let says = |column: &Column, words: &str| Heading::new(&column.header).says(words);
        let plain = || self.records.columns.iter().zip(self.found).filter(|(_, found)| found.is_none());
        let mut by: Vec<&Column> = plain()
            .map(|(column, _)| column)
            .filter(|column| says(column, PERSON) && !says(column, SENSITIVE) && column.values.len() > 1)
            .collect();
        by.sort_by_key(|column| column.values.len());
        by.truncate(MOST);
        if by.is_empty() {
            return Vec::new();
        }
        let sensitive = plain().map(|(column, _)| column);
        let sensitive = sensitive
            .filter(|column| says(column, SENSITIVE) && column.values.len() > 1 && !is_free_text(column));
        sensitive
            .filter_map(|column| {
                let found = closeness(&by, column);
                let by = by.iter().map(|column| column.header.clone()).collect();
                let (groups, records, distance) =
                    (found.groups, found.records, (found.t * 100.0).round() as u64);
                let what =
                    What::LittleDiversity { column: column.header.clone(), by, groups, records, distance };
                (found.l == 1).then(|| self.finding(Severity::Warning, Some(column), &name_of(column), what))
            })
            .collect()
    }
}

/// A column's heading, or its letters where it has none.
fn name_of(column: &Column) -> String {
    if column.header.is_empty() { column_letters(column.position) } else { column.header.clone() }
}

/// Identifiers that are always left out, so that nothing is gained by searching them.
fn tells_who(identifier: Identifier) -> bool {
    !matches!(identifier, Identifier::HighAge | Identifier::DateOfBirth | Identifier::Postcode)
}

/// Identifiers that organisations have too.
fn reaches(identifier: Identifier) -> bool {
    use Identifier::{Coordinates, Email, GridReference, Phone, Postcode, PropertyReference};
    matches!(identifier, Postcode | Email | Phone | PropertyReference | GridReference | Coordinates)
}

fn names_in(mask: u64, columns: &[&Column]) -> Vec<String> {
    let within = columns.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
    within.map(|(_, column)| name_of(column)).collect()
}

/// The sets to tell: those with small groups of which no part has any, and of each size the one with most records
/// in small groups.
fn told_sets(found: &Search) -> Vec<usize> {
    let few = |at: &usize| found.sets[*at].few;
    let failing: Vec<usize> = (0..found.sets.len()).filter(|at| few(at) > 0).collect();
    let fails =
        |mask: u64| found.sets.binary_search_by_key(&mask, |set| set.mask).is_ok_and(|at| few(&at) > 0);
    let part_fails = |mask: u64| (0..64).any(|bit| mask >> bit & 1 == 1 && fails(mask & !(1 << bit)));
    let worst = |size: u32| {
        let of_size = failing.iter().filter(|at| found.sets[**at].mask.count_ones() == size);
        of_size.copied().max_by_key(|at| (few(at), std::cmp::Reverse(*at)))
    };
    let mut told: Vec<usize> = (1..=MOST as u32).filter_map(worst).collect();
    let mut minimal: Vec<usize> =
        failing.iter().copied().filter(|at| !part_fails(found.sets[*at].mask)).collect();
    minimal.sort_by_key(|at| (std::cmp::Reverse(few(at)), *at));
    let more: Vec<usize> = minimal.into_iter().filter(|at| !told.contains(at)).collect();
    told.extend(more);
    told.truncate(MOST_SETS);
    told
}

/// Mostly distinct, long, of several words.
fn is_free_text(column: &Column) -> bool {
    let held: Vec<&String> = column.values.iter().filter(|value| !is_blank(value)).collect();
    let blank: u64 = {
        let counts = column.counts();
        column
            .values
            .iter()
            .zip(counts)
            .filter(|(value, _)| is_blank(value))
            .map(|(_, count)| u64::from(count))
            .sum()
    };
    let rows = column.codes.len() as u64 - blank;
    if held.len() < 3 || (held.len() as f64) < 0.6 * rows as f64 {
        return false;
    }
    let characters: usize = held.iter().map(|text| text.len()).sum();
    let words: usize = held.iter().map(|text| text.split_whitespace().count()).sum();
    characters >= LONG.0 * held.len() && words >= LONG.1 * held.len()
}
