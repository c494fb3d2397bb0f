//! Several found tables as one: stacked, or side by side.

use workbook::Sheet;

use super::{finish, union};
use crate::alike::alike;
use crate::layout::Layout;
use crate::text;

/// The tables as one, in their order. What heads a later one is a heading of its group of rows, unless it says the same
/// as the first; its header is the first one's.
pub fn joined(sheet: &Sheet, first: &Layout, others: &[&Layout]) -> Layout {
    let mut whole = first.clone();
    for other in others {
        if beside(&whole, other) {
            join_beside(sheet, &mut whole, other);
        } else {
            join_below(&mut whole, other);
        }
    }
    finish(sheet, &mut whole, "A person has put it together from tables that were found apart.");
    whole
}

/// Whether two tables stand side by side.
fn beside(one: &Layout, other: &Layout) -> bool {
    let (one, other) = (one.range, other.range);
    let rows = one.first.row <= other.last.row && other.first.row <= one.last.row;
    rows && (one.last.col < other.first.col || other.last.col < one.first.col)
}

fn join_below(whole: &mut Layout, other: &Layout) {
    let is_label = |col: &u32| whole.is_label_col(*col);
    let values: Vec<u32> = other.value_cols.iter().copied().filter(|col| !is_label(col)).collect();
    whole.value_cols = union(&whole.value_cols, values);
    let labels = other.label_cols.iter().filter(|label| {
        !whole.is_label_col(label.col) && whole.value_cols.binary_search(&label.col).is_err()
    });
    let labels: Vec<_> = labels.cloned().collect();
    whole.label_cols.extend(labels);
    whole.label_cols.sort_by_key(|label| label.col);
    let heads = alike(&other.title) != alike(&whole.title);
    let (title, rest) = other.title_rows.split_at(usize::from(heads).min(other.title_rows.len()));
    whole.group_rows = union(&whole.group_rows, title.iter().chain(&other.group_rows).copied());
    let repeats = rest.iter().chain(&other.unit_rows).chain(&other.header_rows).chain(&other.ignored_rows);
    whole.ignored_rows = union(&whole.ignored_rows, repeats.copied());
    rows_and_notes(whole, other);
}

/// Labels of the one beside that say what those of the first say are left out.
fn join_beside(sheet: &Sheet, whole: &mut Layout, other: &Layout) {
    let first = whole.label_cols.first().map(|label| label.col);
    let says = |row: u32, col: u32| alike(&text::cell_label(sheet, row, col));
    let repeats = |col: u32| {
        first.is_some_and(|first| other.data_rows.iter().all(|row| says(*row, col) == says(*row, first)))
    };
    let (same, own): (Vec<_>, Vec<_>) =
        other.label_cols.iter().cloned().partition(|label| repeats(label.col));
    whole.ignored_cols = union(&whole.ignored_cols, same.iter().map(|label| label.col));
    whole.label_cols.extend(own);
    whole.label_cols.sort_by_key(|label| label.col);
    whole.value_cols = union(&whole.value_cols, other.value_cols.iter().copied());
    whole.header_rows = union(&whole.header_rows, other.header_rows.iter().copied());
    whole.title_rows.retain(|row| !whole.header_rows.contains(row));
    whole.group_rows = union(&whole.group_rows, other.group_rows.iter().copied());
    rows_and_notes(whole, other);
    let first = whole.data_rows.first().copied().unwrap_or(0);
    whole.header_rows.retain(|row| *row < first);
    let data = whole.data_rows.clone();
    whole.group_rows.retain(|row| data.binary_search(row).is_err());
}

fn rows_and_notes(whole: &mut Layout, other: &Layout) {
    whole.data_rows = union(&whole.data_rows, other.data_rows.iter().copied());
    whole.note_cols = union(&whole.note_cols, other.note_cols.iter().copied());
    whole.note_cols.retain(|col| whole.value_cols.binary_search(col).is_err());
    whole.note_rows = union(&whole.note_rows, other.note_rows.iter().copied());
    let inside = |row: &u32| {
        whole.data_rows.binary_search(row).is_err() && whole.header_rows.binary_search(row).is_err()
    };
    let notes: Vec<u32> = whole.note_rows.iter().copied().filter(inside).collect();
    whole.note_rows = notes;
    whole.band = (whole.band.0.min(other.band.0), whole.band.1.max(other.band.1));
    whole.reach = (whole.reach.0.min(other.reach.0), whole.reach.1.max(other.reach.1));
}
