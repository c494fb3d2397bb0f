//! Tables that a person has cut, put together or marked out: what the recipe says of their areas, and the layouts that
//! come of it. Everything else is found in them as in any other table.

mod join;
mod mark;
mod part;

use model::{CellAddress, CellRange};
use workbook::Sheet;

use crate::correct::{Along, Lines, Lost, Unfound};
use crate::find;
use crate::layout::Layout;
use crate::levels;
use crate::recipe::{Anchor, AreaRecipe};

pub use join::joined;
pub use mark::{area_of, marked_out};
pub use part::{part, split};

/// Rows and columns of a sheet, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    rows: (u32, u32),
    cols: (u32, u32),
}

/// The line at which an area begins, or the last one before that which it does not take in.
fn bound(anchor: Option<&Anchor>, lines: &Lines, along: Along, unfound: &mut Vec<Unfound>) -> Option<u32> {
    let anchor = anchor?;
    match lines.line(anchor) {
        Ok(at) => Some(at),
        Err(lost) => {
            unfound.push(Unfound { along, says: anchor.says.join(", "), lost });
            None
        }
    }
}

/// First and last of the lines that `from` and `before` cut out of `whole`; none where they cross.
fn cut(whole: (u32, u32), from: Option<u32>, before: Option<u32>) -> Option<(u32, u32)> {
    let first = from.unwrap_or(whole.0);
    let last = match before {
        Some(before) => before.checked_sub(1)?,
        None => whole.1,
    };
    (first <= last).then_some((first, last))
}

/// The bounds of an area, by lines of rows and, in the rows found, of columns.
fn bounds(
    whole: Bounds,
    area: &AreaRecipe,
    rows: &Lines,
    cols: impl FnOnce((u32, u32)) -> Lines,
) -> Result<Bounds, Vec<Unfound>> {
    let mut unfound = Vec::new();
    let from = bound(area.from.as_ref(), rows, Along::Rows, &mut unfound);
    let before = bound(area.before.as_ref(), rows, Along::Rows, &mut unfound);
    let crossed = |along: Along, anchor: &Option<Anchor>| {
        let says = anchor.as_ref().map(|anchor| anchor.says.join(", ")).unwrap_or_default();
        vec![Unfound { along, says, lost: Lost::Ambiguous }]
    };
    let found = cut(whole.rows, from, before).ok_or_else(|| crossed(Along::Rows, &area.before))?;
    let mut across = whole.cols;
    if area.from_column.is_some() || area.before_column.is_some() {
        let cols = cols(found);
        let from = bound(area.from_column.as_ref(), &cols, Along::Columns, &mut unfound);
        let before = bound(area.before_column.as_ref(), &cols, Along::Columns, &mut unfound);
        across = cut(whole.cols, from, before).ok_or_else(|| crossed(Along::Columns, &area.before_column))?;
    }
    if unfound.is_empty() { Ok(Bounds { rows: found, cols: across }) } else { Err(unfound) }
}

/// What follows from the rows and columns of a layout that was put together: range, headings, totals, reasons.
fn finish(sheet: &Sheet, layout: &mut Layout, reason: &str) {
    let rows = || layout.header_rows.iter().chain(&layout.group_rows).chain(&layout.data_rows).copied();
    let labels = || layout.label_cols.iter().map(|label| label.col);
    let cols = || labels().chain(layout.value_cols.iter().chain(&layout.note_cols).copied());
    if let (Some(top), Some(bottom), Some(left), Some(right)) =
        (rows().min(), rows().max(), cols().min(), cols().max())
    {
        layout.range = CellRange::new(CellAddress::new(top, left), CellAddress::new(bottom, right));
        layout.band = (layout.band.0.min(left), layout.band.1.max(right));
        layout.reach = (layout.reach.0.min(top), layout.reach.1.max(bottom));
    }
    for label in &mut layout.label_cols {
        label.heading = levels::label_heading(sheet, &layout.header_rows, label.col);
    }
    find::unglue_headings(sheet, layout);
    layout.total_rows.clear();
    layout.total_cols.clear();
    layout.reasons.clear();
    find::hidden(sheet, layout);
    find::mark_totals(sheet, layout);
    find::judge(sheet, layout);
    layout.reasons.push(reason.to_owned());
}

/// Sorted, each once.
fn union(one: &[u32], other: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<u32> = one.iter().copied().chain(other).collect();
    all.sort_unstable();
    all.dedup();
    all
}
