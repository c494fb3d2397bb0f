//! Tidy results that others made of real workbooks: how many of their observations the program gives too.
//!
//! An observation counts as reproduced when one of ours has its stored value, and every one of its labels,
//! normalised, is among our labels, names of measures, units and titles. Columns that no cell of the workbook
//! holds, or that only describe the run (a counter), are not compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use model::{DimensionKind, Quiet, TidyTable};
use tables::{TidyOptions, find_tables, tidy};
use workbook::{Cell, Limits, Sheet, open};

/// An expected file and how much of it was reproduced.
#[derive(Debug)]
pub(crate) struct Reproduced {
    pub(crate) file: String,
    pub(crate) all: usize,
    pub(crate) right: usize,
    /// Observations that no program can find: their value, or a word of their labels, stands in no cell.
    pub(crate) absent: usize,
    /// The first observation that was not.
    pub(crate) missing: Option<String>,
}

impl Reproduced {
    /// The first observation that is missing, in brackets.
    pub(crate) fn example(&self) -> String {
        self.missing.as_ref().map_or_else(String::new, |missing| format!("  (missing: {missing})"))
    }
}

/// What is expected of a workbook: the file, the sheets (all where empty), the column of values (every column of
/// numbers is one where it is empty), and the columns that are not compared.
struct Expected {
    file: &'static str,
    workbook: &'static str,
    sheets: &'static [&'static str],
    value: &'static str,
    leave_out: &'static [&'static str],
}

/// From SOURCES.md: which sheets each file was made from.
const FILES: &[Expected] = &[
    // Measure is said by the recipe, not by the sheet; it stands twice.
    one("tidychef_house-prices.csv", "house-prices.xls", &["Table 11"], "Observation", &["Measure"]),
    one("tidychef_service-industry.csv", "service-industry.xls", &[], "Observations", &[]),
    // Weighting and unit are of the recipe's own making.
    one(
        "tidychef_monthly-gdp-tables.csv",
        "monthlygdptablesapril2023.xls",
        &[],
        "Observations",
        &["Weighting", "Unit"],
    ),
    one("tidychef_tourism.csv", "tourism.xlsx", &[], "Observations", &[]),
    one("tidychef_oic-table.csv", "ons-oic.xlsx", &[], "Value", &["Adjustment"]),
    one(
        "tidychef_human-development.csv",
        "human-development-2008.xlsx",
        &[],
        "Observations",
        &["Data Marker"],
    ),
    one("tidychef_bands.csv", "bands-wide.ods", &[], "Value", &[]),
    one("ott_tidy_data.csv", "ott.xls", &[], "OBS", &[""]),
    // One table in eight layouts; the workbook also holds the tidy result itself, which does not count.
    purpose(&["up-left left-up"]),
    purpose(&["up-right left-down"]),
    purpose(&["right-down down-right"]),
    purpose(&["right-up down-left"]),
    purpose(&["up-ish left-ish"]),
    purpose(&["right-ish down-ish"]),
    purpose(&["up-ish left-ish border"]),
    purpose(&["right-ish down-ish border"]),
];

const fn purpose(sheet: &'static [&'static str]) -> Expected {
    one("unpivotr_purpose_tidy.csv", "purpose.xlsx", sheet, "Value", &["Flags"])
}

const fn one(
    file: &'static str,
    workbook: &'static str,
    sheets: &'static [&'static str],
    value: &'static str,
    leave_out: &'static [&'static str],
) -> Expected {
    Expected { file, workbook, sheets, value, leave_out }
}

/// Every expected file that is there.
pub(crate) fn all(workbooks: &Path) -> Result<Vec<Reproduced>, String> {
    let folder = workbooks.join("expected");
    let there = FILES.iter().filter(|expected| folder.join(expected.file).is_file());
    there.map(|expected| reproduced(workbooks, expected)).collect()
}

/// The file, with the sheet where the same file stands for several.
fn named(expected: &Expected) -> String {
    let several = FILES.iter().filter(|other| other.file == expected.file).count() > 1;
    let sheet = expected.sheets.first().filter(|_| several);
    sheet.map_or_else(|| expected.file.to_owned(), |sheet| format!("{} ({sheet})", expected.file))
}

/// Our observations by stored value: the words that say what each is about.
type Ours = BTreeMap<String, Vec<BTreeSet<String>>>;

/// What stands in the cells of the sheets: their numbers, and the words of their texts.
#[derive(Default)]
struct There {
    numbers: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl There {
    fn add(&mut self, sheet: &Sheet) {
        self.words.extend(words(&sheet.name));
        for row in 0..sheet.rows() {
            for col in 0..sheet.cols() {
                if let Cell::Number(value) = sheet.cell(row, col) {
                    self.numbers.insert(number(&value.to_string()));
                }
                let text = sheet.text(row, col);
                self.numbers.insert(number(&text));
                self.words.extend(words(&text));
            }
        }
    }

    /// Whether value and labels stand in cells, word for word.
    fn holds(&self, value: &str, labels: &BTreeSet<String>) -> bool {
        let said = |label: &String| words(label).all(|word| self.words.contains(&word));
        self.numbers.contains(value) && labels.iter().all(said)
    }
}

/// The words of a text, in one form.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = normal(text).split_whitespace().map(str::to_owned).collect();
    words.into_iter()
}

fn reproduced(workbooks: &Path, expected: &Expected) -> Result<Reproduced, String> {
    let (ours, there) = ours(workbooks, expected)?;
    let path = workbooks.join("expected").join(expected.file);
    let mut reader = csv::Reader::from_path(&path).map_err(|error| error.to_string())?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut result = Reproduced { file: named(expected), all: 0, right: 0, absent: 0, missing: None };
    for line in reader.records() {
        let line = line.map_err(|error| error.to_string())?;
        let mut labels = BTreeSet::new();
        let mut value = String::new();
        for (name, cell) in header.iter().zip(&line) {
            if name == expected.value {
                value = number(cell);
            } else if !expected.leave_out.contains(&name) && !cell.trim().is_empty() {
                labels.insert(normal(cell));
            }
        }
        // What stands for no number is a marker, told by another rule.
        if value.is_empty() {
            continue;
        }
        result.all += 1;
        let found = ours.get(&value).is_some_and(|all| all.iter().any(|words| labels.is_subset(words)));
        if found {
            result.right += 1;
        } else if !there.holds(&value, &labels) {
            result.absent += 1;
        } else if result.missing.is_none() {
            let labels: Vec<String> = labels.into_iter().collect();
            result.missing = Some(format!("{value} of {}", labels.join(", ")));
        }
    }
    Ok(result)
}

fn ours(workbooks: &Path, expected: &Expected) -> Result<(Ours, There), String> {
    let path = workbooks.join(expected.workbook);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let book = open(expected.workbook, &bytes, &Limits::default(), &Quiet).map_err(|f| f.to_string())?;
    let options = TidyOptions { stored_values: true, ..TidyOptions::default() };
    let (mut ours, mut there) = (Ours::new(), There::default());
    for sheet in &book.sheets {
        if !expected.sheets.is_empty() && !expected.sheets.contains(&sheet.name.as_str()) {
            continue;
        }
        there.add(sheet);
        for layout in find_tables(&book.name, sheet, &Quiet).map_err(|f| f.to_string())? {
            let table = tidy(&book.name, sheet, &layout, None, &options).map_err(|f| f.to_string())?;
            let about_table = [&table.title, &table.name];
            for observation in table.observations() {
                let Some(value) = observation.value else { continue };
                let mut words: BTreeSet<String> = about_table.iter().map(|text| normal(text)).collect();
                words.extend(layout.unit.iter().chain(&layout.subtitle).map(|text| normal(text)));
                words.extend(parts(&observation.measure.label));
                for dimension in 0..table.dimensions.len() {
                    let category = table.category(dimension, observation.index);
                    words.extend(parts(&category.label));
                    words.extend(category.code.iter().map(|code| normal(code)));
                }
                words.extend(whole_period(&table, observation.index));
                ours.entry(number(&value.to_string())).or_default().push(words);
            }
        }
    }
    Ok((ours, there))
}

/// A period whose parts stand in several columns: `2015` and `Q3` are `Q3 2015`.
fn whole_period(table: &TidyTable, index: usize) -> Option<String> {
    let periods = (0..table.dimensions.len()).filter(|at| table.dimensions[*at].kind == DimensionKind::Time);
    let labels: Vec<String> = periods.map(|at| table.category(at, index).label.clone()).collect();
    let inner_first: Vec<&str> = labels.iter().rev().map(String::as_str).collect();
    (labels.len() > 1).then(|| normal(&inner_first.join(" ")))
}

/// A label, and its parts where header levels are joined in it: `Area: Other countries`.
fn parts(label: &str) -> impl Iterator<Item = String> {
    std::iter::once(label).chain(label.split(": ")).map(normal)
}

/// A stored value in one form: 12 significant digits, because programs print floats differently.
fn number(text: &str) -> String {
    let plain = text.trim().replace(',', "");
    plain.parse::<f64>().map_or_else(|_| String::new(), |value| format!("{value:.11e}"))
}

/// A label without what programs treat differently: case, spaces, note marks, `.0` of years, kinds of dashes, names
/// of months.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase().replace(['–', '—'], "-").replace(['†', '‡'], " ");
    let bare = match (lower.find('['), lower.rfind(']')) {
        (Some(open), Some(close)) if open < close => format!("{} {}", &lower[..open], &lower[close + 1..]),
        _ => lower,
    };
    let bare = bare.strip_suffix(".0").map_or(bare.clone(), str::to_owned);
    bare.split_whitespace().map(month).collect::<Vec<_>>().join(" ")
}

/// The first three letters of the name of a month; any other word as it is.
fn month(word: &str) -> &str {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if word == "sept" || MONTHS.contains(&word) { &word[..3] } else { word }
}
