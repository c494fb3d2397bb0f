//! A part of a found table, cut along rows or columns.

use workbook::Sheet;

use super::{Bounds, bounds, finish, joined};
use crate::correct::{Along, Unfound, columns, rows};
use crate::find;
use crate::layout::Layout;
use crate::recipe::AreaRecipe;
use crate::text;

const REASON: &str = "A person has cut it out of the table that was found.";

/// The part of a found table that lies in an area: as a table of its own where it has its own header and labels, with
/// those of the whole otherwise. What the area is found by and is not there is told.
pub fn part(file: &str, sheet: &Sheet, whole: &Layout, area: &AreaRecipe) -> Result<Layout, Vec<Unfound>> {
    let extent = whole.extent();
    let limits =
        Bounds { rows: (extent.0.min(whole.reach.0), extent.1.max(whole.reach.1)), cols: whole.band };
    let found = bounds(limits, area, &rows(sheet, whole), |_| columns(sheet, whole))?;
    let mut layout = own_table(file, sheet, whole, found).unwrap_or_else(|| filtered(sheet, whole, found));
    layout.name.clone_from(&whole.name);
    layout.position = whole.position;
    layout.reach = found.rows;
    if layout.title_rows.is_empty() {
        layout.title = titled(sheet, whole, &layout);
    }
    finish(sheet, &mut layout, REASON);
    Ok(layout)
}

/// The title of the whole, with the heading of its group where the part is one.
fn titled(sheet: &Sheet, whole: &Layout, part: &Layout) -> String {
    let first = part.data_rows.first().copied().unwrap_or(u32::MAX);
    let heading = part.group_rows.iter().rfind(|row| **row < first);
    let text = |row: &u32| {
        let texts = (whole.band.0..=whole.band.1).map(|col| text::cell_label(sheet, *row, col));
        texts.into_iter().find(|text| !text.is_empty())
    };
    let heading = heading.and_then(text);
    heading.map_or_else(|| whole.title.clone(), |heading| format!("{}: {heading}", whole.title))
}

/// A table of its own within the bounds, where there is one with header and labels that the whole took for none of its
/// data.
fn own_table(file: &str, sheet: &Sheet, whole: &Layout, found: Bounds) -> Option<Layout> {
    let tables = find::find_within(file, sheet, found.rows, found.cols);
    let is_own = |layout: &Layout| {
        let data = |row: &u32| whole.data_rows.binary_search(row).is_ok();
        let headed = !layout.header_rows.is_empty() && !layout.header_rows.iter().any(data);
        headed && !layout.label_cols.is_empty() && layout.data_rows.iter().all(data)
    };
    match tables.as_slice() {
        [only] if is_own(only) => Some(only.clone()),
        [first, others @ ..] if tables.iter().all(is_own) => {
            Some(joined(sheet, first, &others.iter().collect::<Vec<_>>()))
        }
        _ => None,
    }
}

/// The lists of the whole, cut to the bounds; header and labels stay where they are.
fn filtered(sheet: &Sheet, whole: &Layout, found: Bounds) -> Layout {
    let mut layout = whole.clone();
    let in_rows = |row: &u32| (found.rows.0..=found.rows.1).contains(row);
    let in_cols = |col: &u32| (found.cols.0..=found.cols.1).contains(col);
    for list in
        [&mut layout.data_rows, &mut layout.group_rows, &mut layout.note_rows, &mut layout.ignored_rows]
    {
        list.retain(in_rows);
    }
    if whole.title_rows.first().is_some_and(|row| *row < found.rows.0) {
        layout.title_rows.clear();
        layout.subtitle.clear();
    }
    layout.unit_rows.retain(in_rows);
    for list in [&mut layout.value_cols, &mut layout.note_cols, &mut layout.ignored_cols] {
        list.retain(in_cols);
    }
    if layout.label_cols.iter().any(|label| in_cols(&label.col)) {
        layout.label_cols.retain(|label| in_cols(&label.col));
    }
    // A title that is its own stands over its first rows.
    let first = layout.data_rows.first().copied().unwrap_or(0);
    let words = |row: &u32| (whole.band.0..=whole.band.1).any(|col| !sheet.cell(*row, col).is_blank());
    layout.note_rows.retain(|row| *row > first || words(row));
    layout
}

/// What the recipe says of the two parts of a table that is cut before a row or column (from zero) of the sheet.
/// `area` is what it says of the table so far. Refused, in words without a full stop, where no two tables come of it.
pub fn split(
    file: &str,
    sheet: &Sheet,
    whole: &Layout,
    area: &AreaRecipe,
    along: Along,
    at: u32,
) -> Result<[AreaRecipe; 2], String> {
    let lines = match along {
        Along::Rows => rows(sheet, whole),
        Along::Columns => columns(sheet, whole),
    };
    let noun = match along {
        Along::Rows => "row",
        Along::Columns => "column",
    };
    let anchor = lines.anchor(at).ok_or_else(|| format!("that {noun} holds nothing that a reader sees"))?;
    let (mut one, mut other) = (area.clone(), area.clone());
    match along {
        Along::Rows => {
            one.before = Some(anchor.clone());
            other.from = Some(anchor);
        }
        Along::Columns => {
            one.before_column = Some(anchor.clone());
            other.from_column = Some(anchor);
        }
    }
    for area in [&one, &other] {
        let cut = part(file, sheet, whole, area).map_err(|_| format!("that {noun} cannot be found again"))?;
        let holds = cut
            .data_rows
            .iter()
            .any(|row| cut.value_cols.iter().any(|col| !sheet.cell(*row, *col).is_blank()));
        if !holds {
            return Err("one of the two tables would hold no values".to_owned());
        }
    }
    Ok([one, other])
}
