//! The layout of the Department for Education's Explore Education Statistics: one row for each place, period and filter,
//! one column for each indicator, and a file that describes the columns.
//!
//! Sources: the department's analysts' guide (open data standards) and its data screener.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use model::{Category, Dimension, DimensionKind, MarkerMeaning, MeasureKind, Period, PeriodKind, TidyTable};

use super::{Release, one_line};

/// What the files of a table hold.
pub(super) struct Written {
    pub(super) rows: u64,
    /// Names of the columns with numbers.
    pub(super) indicators: Vec<String>,
    /// What was lost, in words.
    pub(super) lost: Vec<String>,
}

/// A column of filters: the dimension and its name.
struct Filter {
    dimension: usize,
    name: String,
}

/// A level of places: what it is called, and the columns of its code and name.
struct Level {
    name: &'static str,
    columns: Option<(&'static str, &'static str)>,
}

const NATIONAL: Level = Level { name: "National", columns: None };

/// The level of a place by its code (GSS entity).
fn level(code: &str) -> Option<Level> {
    let columns = |name, code, label| Some(Level { name, columns: Some((code, label)) });
    match code.get(..3)? {
        "E92" | "W92" | "S92" | "N92" | "K02" | "K03" | "K04" => Some(NATIONAL),
        "E12" => columns("Regional", "region_code", "region_name"),
        "E06" | "E07" | "E08" | "E09" | "W06" | "S12" | "N09" => {
            columns("Local authority district", "lad_code", "lad_name")
        }
        "E05" | "W05" | "S13" => columns("Ward", "ward_code", "ward_name"),
        "E14" | "W07" | "S14" | "N06" => columns("Parliamentary constituency", "pcon_code", "pcon_name"),
        _ => None,
    }
}

/// A symbol as the platform writes it: one of its own for what the marker means.
fn symbol(meaning: MarkerMeaning, text: &str) -> String {
    match meaning {
        MarkerMeaning::Suppressed => "c".to_owned(),
        MarkerMeaning::NotAvailable | MarkerMeaning::NoneRecorded => "x".to_owned(),
        MarkerMeaning::NotApplicable => "z".to_owned(),
        MarkerMeaning::Low => "k".to_owned(),
        MarkerMeaning::LowReliability => "u".to_owned(),
        MarkerMeaning::Nil => "0".to_owned(),
        MarkerMeaning::Provisional
        | MarkerMeaning::Revised
        | MarkerMeaning::Estimated
        | MarkerMeaning::Break
        | MarkerMeaning::Forecast
        | MarkerMeaning::Noted
        | MarkerMeaning::Unknown => one_line(text),
    }
}

/// Writes the data file and the file that describes it.
pub(super) fn write(
    table: &TidyTable,
    release: &Release,
    data: impl Write,
    meta: impl Write,
) -> Result<Written, csv::Error> {
    let shape = Shape::of(table, release);
    let mut csv = super::writer(data);
    csv.write_record(shape.header())?;
    let mut lost = Lost::default();
    let rows = shape.rows(table);
    for (first, cells) in &rows {
        let mut record = shape.place(table, *first, &mut lost);
        record.extend(
            shape.filters.iter().map(|filter| filter_label(table.category(filter.dimension, *first))),
        );
        record.extend(cells.iter().map(|cell| shown(table, *cell, &mut lost)));
        csv.write_record(&record)?;
    }
    csv.flush()?;
    describe(table, &shape, meta)?;
    Ok(Written { rows: rows.len() as u64, indicators: shape.indicators.clone(), lost: lost.words() })
}

/// What the layout could not say.
#[derive(Default)]
struct Lost {
    undated: u64,
    beside: u64,
    blank: u64,
    identifiers: BTreeSet<String>,
    placed: u64,
}

impl Lost {
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.undated > 0 {
            words.push(format!(
                "has no time_period for {} of its rows; they say 0000 and Reporting year.",
                self.undated
            ));
        }
        if self.beside > 0 {
            words.push(format!(
                "has one column for values and symbols: {} symbols beside a number are not in it.",
                self.beside
            ));
        }
        if self.blank > 0 {
            words.push(format!(
                "takes no blank indicator: {} blank cells are 'x' (not available).",
                self.blank
            ));
        }
        if self.identifiers.len() > 1 {
            let all: Vec<&str> = self.identifiers.iter().map(String::as_str).collect();
            words.push(format!("takes one time_identifier in a file; this one has {}.", all.join(", ")));
        }
        if self.placed > 0 {
            words.push(format!(
                "has no country for {} of its rows; they say 'x' (Not available).",
                self.placed
            ));
        }
        words
    }
}

struct Shape<'a> {
    /// The period of rows that name none.
    period: Option<&'a Period>,
    /// The code of the country of rows that name no place.
    coverage: &'a str,
    /// The dimension of places, if all of its categories have a level.
    places: Option<usize>,
    /// Columns of codes and names of places, beside those of the country.
    levels: Vec<(&'static str, &'static str)>,
    filters: Vec<Filter>,
    indicators: Vec<String>,
}

const FIXED: [&str; 5] =
    ["time_period", "time_identifier", "geographic_level", "country_code", "country_name"];

impl<'a> Shape<'a> {
    fn of(table: &TidyTable, release: &'a Release) -> Self {
        let known = |dimension: &Dimension| {
            dimension.categories.iter().all(|place| place.code.as_deref().and_then(level).is_some())
        };
        let places = table
            .dimensions
            .iter()
            .position(|dimension| dimension.kind == DimensionKind::Geography && known(dimension));
        let mut levels: Vec<(&str, &str)> = Vec::new();
        for category in places.iter().flat_map(|at| &table.dimensions[*at].categories) {
            let columns = category.code.as_deref().and_then(level).and_then(|level| level.columns);
            levels.extend(columns.filter(|columns| !levels.contains(columns)));
        }
        let mut taken: BTreeSet<String> = FIXED.iter().map(|name| (*name).to_owned()).collect();
        taken.extend(levels.iter().flat_map(|(code, name)| [(*code).to_owned(), (*name).to_owned()]));
        // Days and weeks have no identifier: their labels stay, as a filter.
        let has_name =
            |period: &Period| !matches!(period.kind, PeriodKind::Day | PeriodKind::Week | PeriodKind::Span);
        let dated = (0..table.len())
            .filter(|at| !table.is_blank(*at))
            .all(|at| table.period(at).is_some_and(has_name));
        let is_filter = |at: &usize| Some(*at) != places && !(dated && table.periods.dimensions.contains(at));
        let mut free = |name: &str| crate::found::unique(&model::slug(name), &mut taken);
        let filters = (0..table.dimensions.len())
            .filter(is_filter)
            .map(|dimension| Filter { dimension, name: free(&table.dimensions[dimension].name) })
            .collect();
        let indicators = table.measures.iter().map(|measure| free(&measure.name)).collect();
        Self {
            period: release.period.as_ref(),
            coverage: &release.coverage,
            places,
            levels,
            filters,
            indicators,
        }
    }

    fn header(&self) -> Vec<&str> {
        let levels = self.levels.iter().flat_map(|(code, name)| [*code, *name]);
        let filters = self.filters.iter().map(|filter| filter.name.as_str());
        FIXED
            .into_iter()
            .chain(levels)
            .chain(filters)
            .chain(self.indicators.iter().map(String::as_str))
            .collect()
    }

    /// The rows in the order in which they are met: the first observation of each, and the one of every indicator. A
    /// second figure for the same row and indicator makes a row of its own, so that none is lost.
    fn rows(&self, table: &TidyTable) -> Vec<(usize, Vec<Option<usize>>)> {
        let mut rows: Vec<(usize, Vec<Option<usize>>)> = Vec::new();
        let mut known: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        for index in (0..table.len()).filter(|index| !table.is_blank(*index)) {
            let key: Vec<u32> = (0..table.dimensions.len()).map(|at| table.code(at, index)).collect();
            let measure = table.measure_index(index);
            let at =
                known.get(&key).copied().filter(|at| rows[*at].1[measure].is_none()).unwrap_or_else(|| {
                    rows.push((index, vec![None; self.indicators.len()]));
                    rows.len() - 1
                });
            known.insert(key, at);
            rows[at].1[measure] = Some(index);
        }
        rows
    }

    /// Period and place of a row.
    fn place(&self, table: &TidyTable, index: usize, lost: &mut Lost) -> Vec<String> {
        let period = table.period(index).or(self.period);
        lost.undated += u64::from(period.is_none());
        let undated = || ("0000".to_owned(), "Reporting year".to_owned());
        let (time, identifier) = period.map_or_else(undated, identified);
        lost.identifiers.insert(identifier.clone());
        let category = self.places.map(|at| table.category(at, index));
        let code = category.and_then(|place| place.code.as_deref());
        let level = code.and_then(level).unwrap_or(NATIONAL);
        let country = code.or(Some(self.coverage)).and_then(country);
        lost.placed += u64::from(country.is_none());
        let (country_code, country_name) = country.unwrap_or(("x", "Not available"));
        let mut record =
            vec![time, identifier, level.name.to_owned(), country_code.to_owned(), country_name.to_owned()];
        for columns in &self.levels {
            let own = level.columns == Some(*columns);
            record.push(code.filter(|_| own).unwrap_or_default().to_owned());
            record.push(category.filter(|_| own).map_or(String::new(), |place| one_line(&place.label)));
        }
        record
    }
}

/// The country of a place by the letter of its code.
fn country(code: &str) -> Option<(&'static str, &'static str)> {
    match (code.get(..3)?, code.as_bytes().first()?) {
        ("K02", _) => Some(("K02000001", "United Kingdom")),
        ("K03", _) => Some(("K03000001", "Great Britain")),
        ("K04", _) => Some(("K04000001", "England and Wales")),
        (_, b'E') => Some(("E92000001", "England")),
        (_, b'W') => Some(("W92000004", "Wales")),
        (_, b'S') => Some(("S92000003", "Scotland")),
        (_, b'N') => Some(("N92000002", "Northern Ireland")),
        _ => None,
    }
}

/// `time_period` and `time_identifier` of a period.
fn identified(period: &Period) -> (String, String) {
    let number =
        |from: usize, to: usize| period.start.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let (year, month) = (number(0, 4).unwrap_or(0), number(5, 7).unwrap_or(1));
    let split = |year: u32| format!("{year}{:02}", (year + 1) % 100);
    match period.kind {
        PeriodKind::Year => (year.to_string(), "Calendar year".to_owned()),
        PeriodKind::FinancialYear => (split(year), "Financial year".to_owned()),
        PeriodKind::AcademicYear => (split(year), "Academic year".to_owned()),
        PeriodKind::Quarter => (year.to_string(), format!("Calendar year Q{}", (month - 1) / 3 + 1)),
        PeriodKind::FinancialQuarter => {
            let first = if month < 4 { year.saturating_sub(1) } else { year };
            (split(first), format!("Financial year Q{}", (month + 8) % 12 / 3 + 1))
        }
        PeriodKind::Month => (year.to_string(), MONTHS[(month as usize + 11) % 12].to_owned()),
        PeriodKind::Week | PeriodKind::Day | PeriodKind::Span => {
            (period.end.get(..4).unwrap_or("0000").to_owned(), "Reporting year".to_owned())
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A filter is never blank, and its whole is called Total.
fn filter_label(category: &Category) -> String {
    let label = one_line(&category.label);
    if label.is_empty() || tables::is_plain_total(&label) { "Total".to_owned() } else { label }
}

fn shown(table: &TidyTable, cell: Option<usize>, lost: &mut Lost) -> String {
    let Some(index) = cell else {
        lost.blank += 1;
        return "x".to_owned();
    };
    match (table.value(index), table.marker(index)) {
        (Some(value), marker) => {
            lost.beside += u64::from(marker.is_some());
            tables::number_text(value)
        }
        (None, Some(marker)) => symbol(marker.meaning, &marker.text),
        (None, None) => "x".to_owned(),
    }
}

/// The file that says what the columns are.
fn describe(table: &TidyTable, shape: &Shape<'_>, to: impl Write) -> Result<(), csv::Error> {
    let mut csv = super::writer(to);
    csv.write_record([
        "col_name",
        "col_type",
        "label",
        "indicator_grouping",
        "indicator_unit",
        "indicator_dp",
        "filter_hint",
        "filter_grouping_column",
    ])?;
    for filter in &shape.filters {
        let label = one_line(&table.dimensions[filter.dimension].label);
        csv.write_record([filter.name.as_str(), "Filter", &label, "", "", "", "", ""])?;
    }
    let mut places: Vec<Option<u8>> = vec![None; table.measures.len()];
    for observation in table.observations().filter(|observation| observation.value.is_some()) {
        let shown = observation.value.map(tables::number_text).unwrap_or_default();
        let decimals = shown.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u8);
        let known = &mut places[table.measure_index(observation.index)];
        *known = Some(known.unwrap_or(0).max(decimals));
    }
    for ((name, measure), decimals) in shape.indicators.iter().zip(&table.measures).zip(places) {
        let unit = match measure.kind {
            MeasureKind::Percentage => "%",
            MeasureKind::Money if measure.unit.contains("million") => "£m",
            MeasureKind::Money => "£",
            MeasureKind::People
            | MeasureKind::Things
            | MeasureKind::Rate
            | MeasureKind::Average
            | MeasureKind::Index
            | MeasureKind::Rank
            | MeasureKind::Year
            | MeasureKind::Code
            | MeasureKind::Other => "",
        };
        let decimals = decimals.map_or(String::new(), |decimals| decimals.to_string());
        csv.write_record([
            name.as_str(),
            "Indicator",
            &one_line(&measure.label),
            "",
            unit,
            &decimals,
            "",
            "",
        ])?;
    }
    csv.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_the_identifiers_of_the_platform() {
        for (start, kind, time, identifier) in [
            ("2023-01-01", PeriodKind::Year, "2023", "Calendar year"),
            ("2023-04-01", PeriodKind::FinancialYear, "202324", "Financial year"),
            ("1999-09-01", PeriodKind::AcademicYear, "199900", "Academic year"),
            ("2023-04-01", PeriodKind::FinancialQuarter, "202324", "Financial year Q1"),
            ("2024-01-01", PeriodKind::FinancialQuarter, "202324", "Financial year Q4"),
            ("2023-10-01", PeriodKind::Quarter, "2023", "Calendar year Q4"),
            ("2023-12-01", PeriodKind::Month, "2023", "December"),
        ] {
            let period = Period { start: start.to_owned(), end: "2024-03-31".to_owned(), kind };
            assert_eq!(identified(&period), (time.to_owned(), identifier.to_owned()));
        }
    }
}
