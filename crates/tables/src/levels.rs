//! Header texts: what each header level says over each column, merges and blanks filled.

use std::collections::BTreeSet;

use model::{CellAddress, CellRange};
use workbook::Sheet;

use crate::layout::Layout;
use crate::text;

mod stairs;
mod wraps;

/// Header levels over columns, from top to bottom, and the cells that say them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Levels {
    /// One text per column, without note marks; empty where the level says nothing.
    pub(crate) texts: Vec<Vec<String>>,
    /// The cells in which that text stands, for the same level and column.
    pub(crate) cells: Vec<Vec<Vec<CellAddress>>>,
}

impl Levels {
    /// Leaves out the levels for which `keep` says no.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        let mut flags = keep.iter();
        self.texts.retain(|_| flags.next() == Some(&true));
        let mut flags = keep.iter();
        self.cells.retain(|_| flags.next() == Some(&true));
    }
}

/// The text of every header row over every value column, without note marks. A merged cell speaks for all
/// of its columns and rows; where nothing is merged, a text of an upper level goes on to the right until
/// the next one. An empty lowest level takes the text above it.
pub(crate) fn header_levels(sheet: &Sheet, layout: &Layout, value_cols: &[u32]) -> Vec<Vec<String>> {
    levels(sheet, layout, value_cols).texts
}

/// The same with the cells in which the texts stand.
pub(crate) fn levels(sheet: &Sheet, layout: &Layout, value_cols: &[u32]) -> Levels {
    let rows = &outer_first(layout);
    let mut levels = Levels::default();
    // A text of an upper level ends what the levels below it say about the columns before it.
    let mut opens: BTreeSet<u32> = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        let (texts, cells) = level(sheet, layout, value_cols, (*row, at + 1 == rows.len()), &mut opens);
        levels.texts.push(texts);
        levels.cells.push(cells);
    }
    stairs::join(sheet, rows, value_cols, &mut levels);
    wraps::join(sheet, rows, value_cols, &mut levels);
    unglue(&layout.note_numbers(sheet), &mut levels.texts);
    centre(sheet, rows, value_cols, &mut levels);
    fill_downwards(&mut levels);
    levels
}

/// The header rows from the outermost level to the one next to the values.
fn outer_first(layout: &Layout) -> Vec<u32> {
    let mut rows = layout.header_rows.clone();
    if layout.header_is_below() {
        rows.reverse();
    }
    rows
}

/// One text per column, and the cells that say it.
type Level = (Vec<String>, Vec<Vec<CellAddress>>);

/// The level of a row; `opens` holds the columns where texts of upper levels stand, and takes those of this one.
fn level(
    sheet: &Sheet,
    layout: &Layout,
    value_cols: &[u32],
    (row, lowest): (u32, bool),
    opens: &mut BTreeSet<u32>,
) -> Level {
    let merges = merges_of_row(sheet, row);
    let spans = merges.iter().any(|merge| merge.width() > 1 && value_cols.iter().any(|c| covers(merge, *c)));
    let goes_on = !lowest && !spans;
    let (Some(first), Some(last)) = (value_cols.first(), value_cols.last()) else { return Level::default() };
    let (mut texts, mut cells) = (Vec::with_capacity(value_cols.len()), Vec::with_capacity(value_cols.len()));
    let mut carried: (String, Vec<CellAddress>) = Default::default();
    let (mut next, mut own_cols) = (0, Vec::new());
    for col in *first..=*last {
        if layout.is_label_col(col) {
            carried = Default::default();
            continue;
        }
        let own = own_text(sheet, &merges, row, col);
        if !own.0.is_empty() {
            carried.clone_from(&own);
        } else if opens.contains(&col) {
            carried = Default::default();
        }
        if own.1.first().is_some_and(|cell| cell.col == col) {
            own_cols.push(col);
        }
        if value_cols.get(next) == Some(&col) {
            let (text, from) = if own.0.is_empty() && goes_on { carried.clone() } else { own };
            texts.push(text);
            cells.push(from);
            next += 1;
        }
    }
    opens.extend(own_cols);
    if spans && !lowest {
        carry_to_repeats(sheet, layout, value_cols, row, (&mut texts, &mut cells));
    }
    (texts, cells)
}

/// Beside merged cells, a column without a text of its own level belongs to the one on its left where its
/// lower heading comes again under others (`Respondents` after the answers to each question).
fn carry_to_repeats(
    sheet: &Sheet,
    layout: &Layout,
    value_cols: &[u32],
    row: u32,
    (texts, cells): (&mut [String], &mut [Vec<CellAddress>]),
) {
    let Some(below) = layout.header_rows.iter().find(|below| **below > row) else { return };
    let lower: Vec<String> = value_cols.iter().map(|col| text::cell_label(sheet, *below, *col)).collect();
    let blank: Vec<usize> = (1..texts.len()).filter(|at| texts[*at].is_empty()).collect();
    for at in &blank {
        if blank.iter().any(|other| other != at && lower[*other] == lower[*at]) {
            let (left, right) = texts.split_at_mut(*at);
            right[0].clone_from(&left[at - 1]);
            let (left, right) = cells.split_at_mut(*at);
            right[0].clone_from(&left[at - 1]);
        }
    }
}

/// Takes note numbers off the headings, where all columns stay apart that were apart before.
fn unglue(notes: &BTreeSet<u32>, levels: &mut [Vec<String>]) {
    let apart = |levels: &[Vec<String>]| {
        let columns = levels.first().map_or(0, Vec::len);
        let column = |at: usize| levels.iter().map(|level| level[at].clone()).collect::<Vec<_>>();
        (0..columns).map(column).collect::<BTreeSet<_>>().len()
    };
    let before = apart(levels);
    for at in 0..levels.len() {
        let kept = levels[at].clone();
        text::unglue(&mut levels[at], notes, true);
        if apart(levels) < before {
            levels[at] = kept;
            text::unglue(&mut levels[at], notes, false);
        }
    }
}

/// Where an upper level leaves its first column blank, nothing is merged, and the level below says the same
/// things over and over, its texts stand in the middle of what they head.
fn centre(sheet: &Sheet, rows: &[u32], value_cols: &[u32], levels: &mut Levels) {
    for (at, row) in rows.iter().copied().enumerate().take(rows.len().saturating_sub(1)) {
        let texts: Vec<(usize, String)> = value_cols
            .iter()
            .enumerate()
            .map(|(place, col)| (place, text::cell_label(sheet, row, *col)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let (count, blocks) = (value_cols.len(), texts.len());
        let merged = value_cols.iter().any(|col| sheet.merge_at(row, *col).is_some());
        if merged || blocks < 2 || count % blocks != 0 || texts[0].0 == 0 {
            continue;
        }
        let width = count / blocks;
        let below = &levels.texts[at + 1];
        let repeats = (width..count).all(|place| below[place] == below[place - width]);
        let inside = texts.iter().enumerate().all(|(block, (place, _))| place / width == block);
        if repeats && inside {
            let cell = |place: usize| vec![CellAddress::new(row, value_cols[texts[place / width].0])];
            levels.cells[at] = (0..count).map(cell).collect();
            levels.texts[at] = (0..count).map(|place| texts[place / width].1.clone()).collect();
        }
    }
}

/// Blank below a text means that the text stands for both levels.
fn fill_downwards(levels: &mut Levels) {
    for lower in 1..levels.texts.len() {
        for at in 0..levels.texts[lower].len() {
            if levels.texts[lower][at].is_empty() {
                levels.texts[lower][at] = levels.texts[lower - 1][at].clone();
                levels.cells[lower][at] = levels.cells[lower - 1][at].clone();
            }
        }
    }
}

/// The merges that touch a row.
fn merges_of_row(sheet: &Sheet, row: u32) -> Vec<CellRange> {
    sheet.merges.iter().filter(|merge| merge.first.row <= row && merge.last.row >= row).copied().collect()
}

fn covers(merge: &CellRange, col: u32) -> bool {
    merge.first.col <= col && merge.last.col >= col
}

/// The text over a column in a header row, merges filled, and the cell in which it stands.
fn own_text(sheet: &Sheet, merges: &[CellRange], row: u32, col: u32) -> (String, Vec<CellAddress>) {
    let own = text::cell_label(sheet, row, col);
    if !own.is_empty() {
        return (own, vec![CellAddress::new(row, col)]);
    }
    let first = merges.iter().find(|merge| covers(merge, col)).map(|merge| merge.first);
    let shared = first.map(|first| (text::cell_label(sheet, first.row, first.col), vec![first]));
    shared.filter(|(text, _)| !text.is_empty()).unwrap_or_default()
}

/// The heading of a label column: the texts of its header rows, top to bottom, each once. A text merged
/// across several columns gives way to those that stand over this one alone.
pub(crate) fn label_heading(sheet: &Sheet, header_rows: &[u32], col: u32) -> String {
    let (mut own, mut shared): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for row in header_rows {
        let merges = merges_of_row(sheet, *row);
        let (text, _) = own_text(sheet, &merges, *row, col);
        let wide = merges.iter().any(|merge| covers(merge, col) && merge.width() > 1);
        let list = if wide { &mut shared } else { &mut own };
        if !text.is_empty() && !is_note_reference(&text) && list.last() != Some(&text) {
            list.push(text);
        }
    }
    if own.is_empty() { shared.join(" ") } else { own.join(" ") }
}

/// `[notes 13, 14 and 15]` alone in a cell.
fn is_note_reference(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']')
}
