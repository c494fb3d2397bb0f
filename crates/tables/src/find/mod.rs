//! Finding the tables of a sheet.
//!
//! In four steps: the sheet as runs of cells of one class ([`scan`]); stretches of rows and bands of
//! columns that may be tables ([`regions`]); the part of every column ([`columns`]), of every row above
//! the body ([`header`]) and in it ([`body`]); totals ([`totals`]). A sheet without
//! numbers may be a list ([`listing`]). Formatting is used where it says something, never needed.

mod assemble;
mod body;
mod columns;
mod doubts;
mod header;
mod listing;
mod regions;
mod scan;
mod straight;
mod totals;
mod worded;

use model::{Failure, Progress, Quiet, Stage};
use workbook::Sheet;

use crate::layout::Layout;
use crate::words;
use regions::Segment;
use scan::Scan;

pub(crate) use assemble::{hidden, judge, label_columns, unglue_headings};
pub(crate) use columns::number;
pub(crate) use scan::has_decimal_commas;
pub use straight::{Records, Straight, StraightTable};
pub(crate) use totals::{mark as mark_totals, reason_opening as total_opening};

/// The tables of a sheet, top to bottom, left to right. Covers, contents and notes give none. `file` is
/// the name under which tables of an unnamed sheet (a CSV) go. Hidden rows and columns are not looked at.
pub fn find_tables(file: &str, sheet: &Sheet, progress: &dyn Progress) -> Result<Vec<Layout>, Failure> {
    let scan = Scan::of(sheet, progress)?;
    let mut tables = tables_in(file, sheet, &scan, &regions::segments(sheet, &scan), progress)?;
    if tables.is_empty() && !words::is_front_matter(&sheet.name) {
        tables.extend(listing::find(sheet, &scan));
        settle(file, sheet, &mut tables);
    }
    progress.report(Stage::FindingTables, u64::from(sheet.rows()), u64::from(sheet.rows()));
    Ok(tables)
}

/// The tables in some rows and columns of a sheet (first and last), as if nothing stood around them.
pub(crate) fn find_within(file: &str, sheet: &Sheet, rows: (u32, u32), cols: (u32, u32)) -> Vec<Layout> {
    let tables = Scan::within(sheet, rows, cols, &Quiet)
        .and_then(|scan| tables_in(file, sheet, &scan, &regions::segments(sheet, &scan), &Quiet));
    tables.unwrap_or_default()
}

/// The tables of the stretches of a sheet.
fn tables_in(
    file: &str,
    sheet: &Sheet,
    scan: &Scan,
    segments: &[Segment],
    progress: &dyn Progress,
) -> Result<Vec<Layout>, Failure> {
    let front = words::is_front_matter(&sheet.name);
    let mut tables = Vec::new();
    for segment in segments {
        progress.go_on()?;
        tables.extend(assemble::layout(sheet, scan, segment, front, progress)?);
    }
    settle(file, sheet, &mut tables);
    Ok(tables)
}

/// Puts the tables of a sheet in order, and says what is known only of all together.
fn settle(file: &str, sheet: &Sheet, tables: &mut [Layout]) {
    tables.sort_by_key(|table| (table.range.first.row, table.range.first.col));
    assemble::inherit(sheet, tables);
    name(file, sheet, tables);
    reach(sheet, tables);
}

/// Names tables by their sheet, numbered where a sheet holds several.
fn name(file: &str, sheet: &Sheet, tables: &mut [Layout]) {
    let from = if sheet.name.trim().is_empty() {
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    } else {
        &sheet.name
    };
    let plain = model::plain_name(from);
    let base = match plain.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("table_{plain}"),
        Some(_) => plain,
        None => "table".to_owned(),
    };
    let several = tables.len() > 1;
    for (at, table) in tables.iter_mut().enumerate() {
        table.position = at as u32 + 1;
        table.name = if several { format!("{base}_{}", at + 1) } else { base.clone() };
        if table.title.is_empty() {
            from.clone_into(&mut table.title);
        }
    }
}

/// How far each table may reach up and down: to the next one in its columns.
fn reach(sheet: &Sheet, tables: &mut [Layout]) {
    let blocks: Vec<_> = tables.iter().map(|table| (table.band, table.extent())).collect();
    for table in tables {
        let (first, last) = table.extent();
        let beside = |band: (u32, u32)| band.0 <= table.band.1 && band.1 >= table.band.0;
        let near = || blocks.iter().filter(|(band, _)| beside(*band)).map(|(_, extent)| *extent);
        let above = near().filter(|other| other.1 < first).map(|other| other.1 + 1).max();
        let below = near().filter(|other| other.0 > last).map(|other| other.0 - 1).min();
        table.reach = (above.unwrap_or(0), below.unwrap_or(sheet.rows().saturating_sub(1)));
    }
}
