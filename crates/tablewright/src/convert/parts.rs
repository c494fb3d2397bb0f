//! Which rows of a table go into which file: without the totals that can be made again, and one file for each family of
//! measures, where that is asked for.

use std::collections::BTreeSet;

use model::{Axis, MarkerMeaning, MeasureKind, TidyTable};
use tables::Sum;

use crate::recipe;

/// A part of a table that becomes a file.
pub(super) struct FilePart {
    /// The name of the file's table.
    pub(super) name: String,
    /// What goes into it.
    pub(super) table: TidyTable,
}

/// The parts of a table that become files, and the totals that none of them holds.
pub(super) fn of(table: &TidyTable, output: recipe::OutputRecipe) -> (Vec<FilePart>, Sum) {
    let (table, totals) = match output.totals {
        recipe::Totals::LeaveOut if !is_needed(table) => without_totals(table),
        recipe::Totals::LeaveOut | recipe::Totals::Keep => (table.clone(), Sum::default()),
    };
    let parts = match output.files {
        recipe::Files::Table => vec![FilePart { name: table.name.clone(), table }],
        recipe::Files::Family => families(&table),
    };
    (parts, totals)
}

/// Whether nobody could make the totals of a table again: a cell is suppressed or rounded.
fn is_needed(table: &TidyTable) -> bool {
    let suppressed = table.observations().any(|observation| {
        observation.marker.is_some_and(|marker| marker.meaning == MarkerMeaning::Suppressed)
    });
    suppressed || is_rounded(table) || tables::additions(table).broken > 0
}

/// Counts that are all multiples of five are rounded, and so are counts with decimals: thousands, millions.
fn is_rounded(table: &TidyTable) -> bool {
    let noted = table.notes.iter().any(|note| note.to_lowercase().contains("rounded"));
    let is_sum = |kind| matches!(kind, MeasureKind::People | MeasureKind::Things | MeasureKind::Money);
    let counts = table.observations().filter(|observation| is_sum(observation.measure.kind));
    let values: Vec<f64> =
        counts.filter_map(|observation| observation.value).filter(|value| *value != 0.0).collect();
    let fives = values.len() >= 10 && values.iter().all(|value| value % 5.0 == 0.0);
    noted || fives || values.iter().any(|value| value.fract() != 0.0)
}

/// The table without rows and columns that are the whole of others, and what they held.
fn without_totals(table: &TidyTable) -> (TidyTable, Sum) {
    let keep = |axis: Axis, len: usize| -> Vec<usize> {
        let along: Vec<_> = table.dimensions.iter().filter(|dimension| dimension.axis == axis).collect();
        let wholes: Vec<BTreeSet<u32>> = along
            .iter()
            .map(|dimension| dimension.categories.iter().filter_map(|category| category.parent).collect())
            .collect();
        let is_part = |line: &usize| {
            along.iter().zip(&wholes).all(|(dimension, wholes)| !wholes.contains(&dimension.codes[*line]))
        };
        (0..len).filter(is_part).collect()
    };
    let kept = table.select(&keep(Axis::Rows, table.rows.len()), &keep(Axis::Columns, table.cols.len()));
    let mut totals = Sum::default();
    // Percentages of a total row go with it.
    let sum = |table: &TidyTable| {
        let mut sum = Sum::default();
        table.observations().filter_map(|observation| observation.value).for_each(|value| sum.add(value));
        sum
    };
    let (all, left) = (sum(table), sum(&kept));
    totals.numbers = all.numbers - left.numbers;
    totals.sum = all.sum - left.sum;
    (kept, totals)
}

/// The family of a measure, as the end of a file's name.
const fn family(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::People | MeasureKind::Things => "counts",
        MeasureKind::Percentage => "percentages",
        MeasureKind::Rate => "rates",
        MeasureKind::Average => "averages",
        MeasureKind::Money => "money",
        MeasureKind::Index => "indices",
        MeasureKind::Rank | MeasureKind::Year | MeasureKind::Code | MeasureKind::Other => "other",
    }
}

/// One part for each family of measures; a table with one family stays whole.
fn families(table: &TidyTable) -> Vec<FilePart> {
    let of_measure: Vec<&str> = table.measures.iter().map(|measure| family(measure.kind)).collect();
    let used: BTreeSet<&str> = table.measure_of_col.iter().map(|at| of_measure[usize::from(*at)]).collect();
    if used.len() < 2 {
        return vec![FilePart { name: table.name.clone(), table: table.clone() }];
    }
    let by_column = table.measure_of_col.len() == table.cols.len();
    let part = |family: &str| {
        let is_in = |line: &usize| of_measure[usize::from(table.measure_of_col[*line])] == family;
        let lines: Vec<usize> = (0..table.measure_of_col.len()).filter(is_in).collect();
        let table = if by_column {
            table.select(&(0..table.rows.len()).collect::<Vec<_>>(), &lines)
        } else {
            table.select(&lines, &(0..table.cols.len()).collect::<Vec<_>>())
        };
        FilePart { name: format!("{}_{family}", table.name), table }
    };
    used.into_iter().map(part).collect()
}
