//! The long layout of NHS England's monthly files (mental health, referral to treatment...): two dates, what the figure
//! is broken down by, at most two levels of it, the measure and its value.
//!
//! Source: the column names of `NHSDigital/mental-health-monthly-statistics`.

use std::collections::BTreeSet;
use std::io::Write;

use model::{DimensionKind, Observation, Period, TidyTable};

/// What the layout cannot take from the table itself.
#[derive(Debug, Clone, Default)]
pub struct Release {
    /// `Provisional`, `Performance` or `Final`; empty when unknown.
    pub status: String,
    /// The period of rows that name none.
    pub period: Option<Period>,
    /// The code of the country of rows that name no place: `E92000001`; empty when unknown.
    pub coverage: String,
}

/// The columns of the layout.
const HEADER: [&str; 11] = [
    "REPORTING_PERIOD_START",
    "REPORTING_PERIOD_END",
    "STATUS",
    "BREAKDOWN",
    "PRIMARY_LEVEL",
    "PRIMARY_LEVEL_DESCRIPTION",
    "SECONDARY_LEVEL",
    "SECONDARY_LEVEL_DESCRIPTION",
    "MEASURE_ID",
    "MEASURE_NAME",
    "MEASURE_VALUE",
];

/// What stands where there is no level.
const NONE: &str = "NONE";

/// Writes a table; gives its rows and what was lost.
pub(super) fn write(
    table: &TidyTable,
    release: &Release,
    to: impl Write,
) -> Result<(u64, Vec<String>), csv::Error> {
    let mut csv = super::writer(to);
    csv.write_record(HEADER)?;
    let dated = table.observations().all(|observation| table.period(observation.index).is_some());
    let levels = levels(table, dated);
    let ids = ids(table);
    let (mut rows, mut undated, mut beside) = (0, 0, 0);
    for observation in table.observations() {
        let period = table.period(observation.index).or(release.period.as_ref());
        undated += u64::from(period.is_none());
        beside += u64::from(observation.value.is_some() && observation.marker.is_some());
        let (breakdown, primary, secondary) = broken_down(table, &levels, observation.index);
        csv.write_record([
            period.map_or("", |period| period.start.as_str()),
            period.map_or("", |period| period.end.as_str()),
            release.status.as_str(),
            breakdown.as_str(),
            primary.0.as_str(),
            primary.1.as_str(),
            secondary.0.as_str(),
            secondary.1.as_str(),
            ids[table.measure_index(observation.index)].as_str(),
            super::one_line(&observation.measure.name).as_str(),
            value(&observation).as_str(),
        ])?;
        rows += 1;
    }
    csv.flush()?;
    let mut lost = Vec::new();
    if undated > 0 {
        lost.push(format!("has no reporting period for {undated} of its rows: give the release's in the recipe (`[metadata.period]`), or name it in the title of the table."));
    }
    if beside > 0 {
        lost.push(format!(
            "has one column for values and symbols: {beside} symbols beside a number are not in it."
        ));
    }
    Ok((rows, lost))
}

/// The number, or the marker in its place.
fn value(observation: &Observation<'_>) -> String {
    match (observation.value, observation.marker) {
        (Some(value), _) => tables::number_text(value),
        (None, Some(marker)) => super::one_line(&marker.text),
        (None, None) => String::new(),
    }
}

/// The dimensions that divide the figures, places and organisations first; periods are among them where they have
/// no columns of dates.
fn levels(table: &TidyTable, dated: bool) -> Vec<usize> {
    let mut levels: Vec<usize> =
        (0..table.dimensions.len()).filter(|at| !(dated && table.periods.dimensions.contains(at))).collect();
    levels.sort_by_key(|at| match table.dimensions[*at].kind {
        DimensionKind::Geography => 0,
        DimensionKind::Organisation => 1,
        _ => 2,
    });
    levels
}

type Level = (String, String);

/// What a figure is broken down by. A category that is the whole of its dimension divides nothing, unless it is a place.
fn broken_down(table: &TidyTable, levels: &[usize], index: usize) -> (String, Level, Level) {
    let divides = |at: &&usize| {
        let dimension = &table.dimensions[**at];
        let code = table.code(**at, index);
        let whole = dimension.categories.iter().any(|category| category.parent == Some(code))
            && dimension.categories[code as usize].parent.is_none();
        !whole || matches!(dimension.kind, DimensionKind::Geography | DimensionKind::Organisation)
    };
    let dividing: Vec<usize> = levels.iter().filter(divides).copied().collect();
    let level = |at: &usize| {
        let category = table.category(*at, index);
        let label = super::one_line(&category.label);
        (category.code.clone().unwrap_or_else(|| label.clone()), label)
    };
    let join = |levels: &[usize]| {
        let (codes, labels): (Vec<String>, Vec<String>) = levels.iter().map(level).unzip();
        if codes.is_empty() {
            (NONE.to_owned(), NONE.to_owned())
        } else {
            (codes.join("; "), labels.join("; "))
        }
    };
    let names: Vec<String> =
        dividing.iter().map(|at| super::one_line(&table.dimensions[*at].label)).collect();
    let breakdown = if names.is_empty() { NONE.to_owned() } else { names.join("; ") };
    let (first, rest) = dividing.split_at(dividing.len().min(1));
    (breakdown, join(first), join(rest))
}

/// A short name for each measure.
fn ids(table: &TidyTable) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let id = |measure: &model::Measure| {
        let plain = model::plain_name(&measure.name).to_uppercase();
        let plain = if plain.is_empty() { "MEASURE".to_owned() } else { plain };
        crate::found::unique(&plain, &mut taken)
    };
    table.measures.iter().map(id).collect()
}
