//! The columns of a tidy CSV, and the key that tells its rows apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use model::{Failure, Finding, Place, Progress, Severity, TidyTable, What};

/// How many rows are handled between two looks at the cancel flag.
pub(crate) const BLOCK: u64 = 4096;

/// What a column of the tidy CSV holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnRole {
    /// The label of a dimension, by its index in the table.
    Dimension(usize),
    /// The code of a dimension, by its index in the table.
    Code(usize),
    /// The first day of the period.
    PeriodStart,
    /// The last day of the period.
    PeriodEnd,
    /// The name of the measure.
    Measure,
    /// The unit of the value.
    Unit,
    /// The number.
    Value,
    /// The symbol that stands in the number's place or beside it.
    Marker,
}

/// One column of the tidy CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TidyColumn {
    /// Its header in the CSV.
    pub name: String,
    /// What it holds.
    pub role: ColumnRole,
}

/// The columns of the tidy CSV of a table: each dimension (and `<name>_code` where a category has a code), then
/// `period_start` and `period_end` where periods were read, then `measure`, `unit`, `value`, `marker`.
///
/// A dimension keeps its name unless that would make the header ambiguous (`value`, a second `age`), start with `_`,
/// which CSV on the Web reserves, or with a digit.
pub fn tidy_columns(table: &TidyTable) -> Vec<TidyColumn> {
    let fixed = [
        ("measure", ColumnRole::Measure),
        ("unit", ColumnRole::Unit),
        ("value", ColumnRole::Value),
        ("marker", ColumnRole::Marker),
    ];
    let mut taken: BTreeSet<String> = fixed.iter().map(|(name, _)| (*name).to_owned()).collect();
    let periods = [("period_start", ColumnRole::PeriodStart), ("period_end", ColumnRole::PeriodEnd)];
    // A table that says the days itself needs no further columns for them.
    let told = |dimension: &usize| {
        let name = model::slug(&table.dimensions[*dimension].name);
        periods.iter().any(|(period, _)| *period == name)
    };
    let dated = table.periods.read.iter().any(Option::is_some) && !table.periods.dimensions.iter().any(told);
    let periods = periods.into_iter().filter(|_| dated);
    taken.extend(periods.clone().map(|(name, _)| name.to_owned()));
    let mut columns = Vec::new();
    for (index, dimension) in table.dimensions.iter().enumerate() {
        let name = free_name(&dimension.name, &mut taken);
        let coded = dimension.categories.iter().any(|category| category.code.is_some());
        let code = coded.then(|| free_name(&format!("{name}_code"), &mut taken));
        columns.push(TidyColumn { name, role: ColumnRole::Dimension(index) });
        columns.extend(code.map(|name| TidyColumn { name, role: ColumnRole::Code(index) }));
    }
    columns.extend(periods.chain(fixed).map(|(name, role)| TidyColumn { name: name.to_owned(), role }));
    columns
}

/// A header that no other column has, whatever the case of its letters.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = model::slug(name);
    let base = if plain.is_empty() { "column".to_owned() } else { plain };
    let mut free = base.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{base}_{number}");
        number += 1;
    }
    free
}

/// A text as it is written into a CSV: on one line. A line break within a cell is legal, but readers that
/// count lines, and checks for mixed line ends, stumble over it.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let words = text.split(char::is_control).map(str::trim).filter(|word| !word.is_empty());
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

/// What is known about a table's rows before they are written.
#[derive(Debug)]
pub(crate) struct Survey {
    /// Whether each column of [`tidy_columns`] is blank in some row.
    pub(crate) blank: Vec<bool>,
    /// Indices into `marker_set` of the markers that occur.
    pub(crate) markers: BTreeSet<u8>,
    /// The columns that tell rows apart, as indices into the columns; none when nothing does.
    pub(crate) key: Option<Vec<usize>>,
}

/// Looks at every row once, column by column.
pub(crate) fn survey(
    table: &TidyTable,
    columns: &[TidyColumn],
    progress: &dyn Progress,
) -> Result<Survey, Failure> {
    let rows: Vec<usize> = (0..table.len()).filter(|index| !table.is_blank(*index)).collect();
    let mut blank = vec![false; columns.len()];
    let mut keys = Keys::new(rows.len());
    let mut by_label = Vec::new();
    let mut by_code = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        progress.go_on()?;
        match column.role {
            ColumnRole::Dimension(d) => {
                let labels = table.dimensions[d].categories.iter().map(|c| one_line(&c.label));
                let ids = identities(labels);
                blank[at] = rows.iter().any(|row| ids[table.code(d, *row) as usize] == 0);
                keys.add(ids.len() + 1, |row| ids[table.code(d, rows[row]) as usize]);
                by_label.push(at);
            }
            ColumnRole::Code(d) => {
                let codes = table.dimensions[d].categories.iter();
                let ids = identities(codes.map(|c| one_line(c.code.as_deref().unwrap_or_default())));
                blank[at] = rows.iter().any(|row| ids[table.code(d, *row) as usize] == 0);
                by_code.push((at, d, ids));
            }
            ColumnRole::Measure => {
                let ids = identities(table.measures.iter().map(|m| one_line(&m.name)));
                let of_row = |row: usize| ids[table.measure_index(rows[row])];
                blank[at] = (0..rows.len()).any(|row| of_row(row) == 0);
                keys.add(ids.len() + 1, of_row);
                by_label.push(at);
            }
            ColumnRole::PeriodStart | ColumnRole::PeriodEnd => {
                blank[at] = rows.iter().any(|row| table.period(*row).is_none());
            }
            ColumnRole::Unit => {
                blank[at] = rows.iter().any(|row| one_line(&table.measure(*row).unit).is_empty());
            }
            ColumnRole::Value => blank[at] = rows.iter().any(|row| number(table.value(*row)).is_none()),
            ColumnRole::Marker => blank[at] = rows.iter().any(|row| table.markers[*row] == 0),
        }
    }
    let markers = rows.iter().filter_map(|row| table.markers[*row].checked_sub(1)).collect();
    let mut key = by_label;
    if keys.repeat() {
        for (at, d, ids) in &by_code {
            keys.add(ids.len() + 1, |row| ids[table.code(*d, rows[row]) as usize]);
            key.push(*at);
        }
        key.sort_unstable();
    }
    // A key with a blank in it is none: readers take a blank for "unknown".
    let whole = !keys.repeat() && key.iter().all(|at| !blank[*at]);
    Ok(Survey { blank, markers, key: whole.then_some(key) })
}

/// A small number for each text, the same for the same text; 0 for an empty one.
fn identities<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Vec<u32> {
    let mut known: BTreeMap<Cow<'a, str>, u32> = BTreeMap::from([(Cow::Borrowed(""), 0)]);
    texts
        .map(|text| {
            let next = known.len() as u32;
            *known.entry(text).or_insert(next)
        })
        .collect()
}

/// One number per row that is the same exactly for rows with the same key: the digits of a number with
/// mixed bases, squeezed when it would not fit.
struct Keys {
    rows: Vec<u128>,
    span: u128,
}

impl Keys {
    fn new(rows: usize) -> Self {
        Self { rows: vec![0; rows], span: 1 }
    }

    fn add(&mut self, base: usize, digit: impl Fn(usize) -> u32) {
        if self.span.checked_mul(base as u128).is_none() {
            let mut seen = self.rows.clone();
            seen.sort_unstable();
            seen.dedup();
            for key in &mut self.rows {
                *key = seen.binary_search(key).unwrap_or_default() as u128;
            }
            self.span = seen.len() as u128;
        }
        self.span *= base as u128;
        for (row, key) in self.rows.iter_mut().enumerate() {
            *key = *key * base as u128 + u128::from(digit(row));
        }
    }

    fn repeat(&self) -> bool {
        let mut sorted = self.rows.clone();
        sorted.sort_unstable();
        sorted.windows(2).any(|pair| pair[0] == pair[1])
    }
}

/// A number that can be written: neither missing nor infinite.
pub(crate) fn number(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// A warning when nothing tells the rows of a table apart: two rows would have the same key, or a part of
/// the key is blank. Its CSV is then written without a primary key.
pub fn key_problem(table: &TidyTable, progress: &dyn Progress) -> Result<Option<Finding>, Failure> {
    let columns = tidy_columns(table);
    let survey = survey(table, &columns, progress)?;
    if survey.key.is_some() {
        return Ok(None);
    }
    let keyed =
        columns.iter().zip(&survey.blank).filter(|(column, blank)| **blank && !is_optional(column.role));
    let blank: Vec<&str> = keyed.map(|(column, _)| column.name.as_str()).collect();
    let problem = if blank.is_empty() {
        "some rows have the same categories and the same measure, so readers cannot tell them apart. \
         Check the row and column labels of the table; its CSV is written without a key."
            .to_owned()
    } else {
        format!("{} is blank in some rows, so the CSV is written without a key.", blank.join(", "))
    };
    let place = Place { file: table.file.clone(), sheet: table.sheet.clone(), cell: None };
    let what = What::BundleFault { part: table.name.clone(), problem };
    Ok(Some(Finding::thing(None, Severity::Warning, place, &format!("{}/key", table.name), what)))
}

/// Whether a column may be blank without harm to the key.
const fn is_optional(role: ColumnRole) -> bool {
    match role {
        ColumnRole::Dimension(_) | ColumnRole::Measure => false,
        ColumnRole::Code(_)
        | ColumnRole::PeriodStart
        | ColumnRole::PeriodEnd
        | ColumnRole::Unit
        | ColumnRole::Value
        | ColumnRole::Marker => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use model::Quiet;

    fn names(table: &TidyTable) -> Vec<String> {
        tidy_columns(table).into_iter().map(|column| column.name).collect()
    }

    #[test]
    fn headers_are_unique_and_allowed_by_csv_on_the_web() {
        let mut table = sample::table();
        assert_eq!(names(&table), ["area", "area_code", "age", "measure", "unit", "value", "marker"]);
        table.dimensions[0].name = "value".into();
        table.dimensions[1].name = "_2024".into();
        assert_eq!(names(&table), ["value_2", "value_2_code", "x2024", "measure", "unit", "value", "marker"]);
        table.dimensions[0].name = "age".into();
        table.dimensions[1].name = "age_code".into();
        assert_eq!(names(&table)[..3], ["age", "age_code", "age_code_2"]);
    }

    #[test]
    fn labels_and_measure_are_the_key_and_codes_join_when_labels_repeat() {
        let mut table = sample::table();
        let key = |table: &TidyTable| survey(table, &tidy_columns(table), &Quiet).unwrap().key;
        assert_eq!(key(&table), Some(vec![0, 2, 3]));
        assert_eq!(key_problem(&table, &Quiet).unwrap(), None);
        table.dimensions[0].categories[0].code = Some("E92000001".into());
        table.dimensions[0].categories[1].label = "England".into();
        assert_eq!(key(&table), Some(vec![0, 1, 2, 3]));
        table.dimensions[0].categories[1].code = Some("E92000001".into());
        assert_eq!(key(&table), None);
        let problem = key_problem(&table, &Quiet).unwrap().unwrap();
        assert!(problem.text().contains("cannot tell them apart"), "{}", problem.text());
        table.dimensions[0].categories[1].label = String::new();
        let problem = key_problem(&table, &Quiet).unwrap().unwrap();
        assert!(problem.text().contains("area is blank"), "{}", problem.text());
    }

    #[test]
    fn keys_stay_exact_when_their_digits_do_not_fit() {
        let mut keys = Keys::new(3);
        for _ in 0..10 {
            keys.add(u32::MAX as usize, |row| row as u32 / 2);
        }
        assert!(keys.repeat());
        keys.add(2, |row| row as u32 % 2);
        assert!(!keys.repeat());
    }

    #[test]
    fn texts_are_written_on_one_line() {
        assert_eq!(one_line("All\r\n visits\u{0}"), "All visits");
        assert!(matches!(one_line("plain"), Cow::Borrowed("plain")));
    }
}
