//! What the program makes of a sheet, in the words of the labelled sets.

use std::collections::BTreeSet;

use model::Quiet;
use serde::Serialize;
use tables::{Confidence, Layout, Role, find_tables};
use workbook::Sheet;

use crate::labelled::Marked;

/// The classes of rows and cells; `empty` is last and left out of the mean.
pub(crate) const CLASSES: [&str; 7] = ["metadata", "header", "group", "data", "derived", "notes", "empty"];

/// A line of the predictions file.
#[derive(Debug, Serialize)]
pub(crate) struct Guess {
    pub(crate) set: String,
    pub(crate) file: String,
    pub(crate) sheet: String,
    pub(crate) row_labels: Vec<&'static str>,
    pub(crate) cell_labels: Vec<Vec<&'static str>>,
    pub(crate) aggregations: Vec<Told>,
    /// First row, first column, last row, last column of each table, from zero.
    pub(crate) ranges: Vec<[u32; 4]>,
    /// Why the tables are laid out so.
    pub(crate) reasons: Vec<String>,
    /// Of the least sure table.
    pub(crate) confidence: Option<Confidence>,
}

/// One cell that the program takes to be worked out from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Told {
    pub(crate) operator: &'static str,
    pub(crate) total: [u32; 2],
    pub(crate) parts: Vec<[u32; 2]>,
}

/// What the program makes of a marked sheet, whose marks it does not see.
pub(crate) fn guess(set: &str, marked: &Marked) -> Result<Guess, String> {
    let sheet = marked.opened()?;
    let layouts = find_tables(&marked.file, &sheet, &Quiet).map_err(|failure| failure.to_string())?;
    let mut rows = row_labels(&marked.cells, &layouts);
    for row in layouts.iter().filter_map(|layout| lone_heading(&marked.cells, layout)) {
        rows[row] = "group";
    }
    let found = aggregations(&sheet, &layouts);
    let totals: BTreeSet<[u32; 2]> =
        found.iter().filter(|found| found.of_neighbours).map(|found| found.told.total).collect();
    let width = marked.cells.first().map_or(0, Vec::len);
    let cell = |(at, label): (usize, &&'static str)| -> Vec<&'static str> {
        let label = |col| {
            let told = cell_label(&marked.cells, &layouts, (at, col), label);
            let derived = told == "data" && totals.contains(&[at as u32, col as u32]);
            if derived { "derived" } else { told }
        };
        (0..width).map(label).collect()
    };
    let cells = rows.iter().enumerate().map(cell).collect();
    let ranges = layouts.iter().map(|layout| {
        let (first, last) = (layout.range.first, layout.range.last);
        [first.row, first.col, last.row, last.col]
    });
    Ok(Guess {
        set: set.to_owned(),
        file: marked.file.clone(),
        sheet: marked.sheet.clone(),
        aggregations: found.into_iter().map(|found| found.told).collect(),
        ranges: ranges.collect(),
        reasons: layouts.iter().flat_map(|layout| layout.reasons.iter().cloned()).collect(),
        confidence: layouts.iter().map(|layout| layout.confidence).min(),
        row_labels: rows,
        cell_labels: cells,
    })
}

/// A worked out cell, and whether it is the total of its neighbours.
struct Found {
    told: Told,
    of_neighbours: bool,
}

fn aggregations(sheet: &Sheet, layouts: &[Layout]) -> Vec<Found> {
    let cell = |at: &model::CellAddress| [at.row, at.col];
    let all = layouts.iter().flat_map(|layout| tables::aggregations(sheet, layout));
    all.map(|found| {
        let parts = found.parts.iter().map(cell).collect();
        let told = Told { operator: found.operator.name(), total: cell(&found.total), parts };
        let sum = matches!(found.operator, tables::Operator::Sum | tables::Operator::Average);
        Found { told, of_neighbours: found.of_neighbours && sum }
    })
    .collect()
}

fn is_blank(cells: &[Vec<String>], row: usize, col: usize) -> bool {
    cells[row].get(col).is_none_or(|text| text.trim().is_empty())
}

/// The class of every row.
fn row_labels(cells: &[Vec<String>], layouts: &[Layout]) -> Vec<&'static str> {
    let mut labels = Vec::with_capacity(cells.len());
    let mut seen_table = false;
    for row in 0..cells.len() {
        if (0..cells[row].len()).all(|col| is_blank(cells, row, col)) {
            labels.push("empty");
            continue;
        }
        let told = layouts.iter().filter_map(|layout| row_label(layout, row as u32));
        let told = told.min_by_key(|label| rank(label));
        seen_table |= told.is_some_and(|label| rank(label) < 4);
        labels.push(told.unwrap_or(if seen_table { "notes" } else { "metadata" }));
    }
    labels
}

/// A heading of the labels that stands alone in the last row of the header (`Sex` above `Males`, `Females`). Laid
/// out tidy it names its column; the sets call it a group.
fn lone_heading(cells: &[Vec<String>], layout: &Layout) -> Option<usize> {
    let (last, above) = layout.header_rows.split_last()?;
    let col = layout.label_cols.first()?.col as usize;
    let row = *last as usize;
    let alone = (0..cells[row].len()).all(|at| (at == col) != is_blank(cells, row, at));
    (!above.is_empty() && alone).then_some(row)
}

/// Which class wins where tables stand side by side.
fn rank(label: &str) -> u8 {
    match label {
        "data" => 0,
        "derived" => 1,
        "group" => 2,
        "header" => 3,
        "metadata" => 4,
        _ => 5,
    }
}

fn row_label(layout: &Layout, row: u32) -> Option<&'static str> {
    let has = |rows: &[u32]| rows.binary_search(&row).is_ok();
    if has(&layout.data_rows) {
        Some(if has(&layout.total_rows) { "derived" } else { "data" })
    } else if has(&layout.header_rows) || has(&layout.ignored_rows) {
        Some("header")
    } else if has(&layout.group_rows) {
        Some("group")
    } else if has(&layout.unit_rows) && layout.header_rows.first().is_some_and(|first| *first < row) {
        // Units below headings are a header level in the words of the sets.
        Some("header")
    } else if has(&layout.title_rows) || has(&layout.unit_rows) {
        Some("metadata")
    } else if has(&layout.note_rows) {
        let above = layout.header_rows.first().or(layout.data_rows.first()).is_some_and(|first| row < *first);
        Some(if above { "metadata" } else { "notes" })
    } else {
        // A rule of dashes among the header levels.
        let first = layout.header_rows.first()?;
        (*first < row && row < *layout.data_rows.first()?).then_some("header")
    }
}

fn cell_label(
    cells: &[Vec<String>],
    layouts: &[Layout],
    (row, col): (usize, usize),
    of_row: &'static str,
) -> &'static str {
    if is_blank(cells, row, col) {
        return "empty";
    }
    let at = model::CellAddress::new(row as u32, col as u32);
    let Some(layout) = layouts.iter().find(|layout| layout.range.contains(at)) else {
        return match of_row {
            "derived" => "data",
            other => other,
        };
    };
    let derived = layout.total_rows.binary_search(&at.row).is_ok();
    match layout.role(at.row, at.col) {
        Role::Header => {
            if of_row == "group" {
                "group"
            } else {
                "header"
            }
        }
        Role::Group => "group",
        Role::Label if derived => "group",
        Role::Total => "derived",
        Role::Label | Role::Value => "data",
        Role::Note | Role::Title | Role::Unit | Role::Ignored | Role::Empty => match of_row {
            "derived" => "data",
            other => other,
        },
    }
}
