//! Labels that do not stand at the top of the rows they speak for: at the bottom, in the middle, or in a column
//! right of the values.

use std::collections::{BTreeMap, BTreeSet};

use workbook::Sheet;

use crate::layout::Layout;
use crate::text;

/// Of a label column: for each row that leaves it blank, the row whose label speaks for it.
pub(crate) type Speakers = BTreeMap<u32, u32>;

/// The speakers of every label column of `cols`; empty where blank means what it usually does, the label above.
///
/// A column is looked at if another one labels every row. Where the labels of that one come again in the same
/// order, each round is a block, and the one label in it speaks for all of it. Else labels at the bottom of their
/// blocks speak for the rows above them.
pub(crate) fn speakers(sheet: &Sheet, layout: &Layout, cols: &[u32], rows: &[u32]) -> Vec<Speakers> {
    let none = || vec![Speakers::new(); cols.len()];
    let bare = layout.value_cols.is_empty() || !layout.group_rows.is_empty();
    if bare || cols.len() < 2 || rows.len() < 4 {
        return none();
    }
    let is_filled = |row: u32, col: u32| !sheet.cell(row, col).is_blank();
    let (full, sparse): (Vec<u32>, Vec<u32>) =
        cols.iter().partition(|col| rows.iter().all(|row| is_filled(*row, **col)));
    let odd = |col: &u32| {
        let right = full.last() < Some(col) && layout.value_cols.last() < full.first();
        right || (Some(col) < full.first() && !is_filled(rows[0], *col))
    };
    if full.is_empty() || !sparse.iter().any(odd) {
        return none();
    }
    let inner: Vec<Vec<String>> =
        rows.iter().map(|row| full.iter().map(|col| text::cell_label(sheet, *row, *col)).collect()).collect();
    let of = |col: &u32| {
        let filled: Vec<usize> = (0..rows.len()).filter(|at| is_filled(rows[*at], *col)).collect();
        if !sparse.contains(col) || !odd(col) || filled.len() < 2 || 2 * filled.len() > rows.len() {
            return Speakers::new();
        }
        let blocks = rounds(&inner, &filled).or_else(|| runs(&inner, &filled)).unwrap_or_default();
        let spoken = |(first, last, speaker): (usize, usize, usize)| {
            (first..=last).filter(move |at| *at != speaker).map(move |at| (rows[at], rows[speaker]))
        };
        blocks.into_iter().flat_map(spoken).collect()
    };
    cols.iter().map(of).collect()
}

/// First row, last row and speaking row of a block, by their places.
type Block = (usize, usize, usize);

/// Blocks in each of which all labels come once, in the same order, with one filled row.
fn rounds(inner: &[Vec<String>], filled: &[usize]) -> Option<Vec<Block>> {
    let again = inner.iter().skip(1).position(|label| *label == inner[0])? + 1;
    let round = |start: usize| {
        let same = inner[start..start + again] == inner[..again];
        let mut speakers = filled.iter().filter(|at| (start..start + again).contains(at));
        let speaker = speakers.next().filter(|_| same)?;
        speakers.next().is_none().then_some((start, start + again - 1, *speaker))
    };
    if !inner.len().is_multiple_of(again) {
        return None;
    }
    (0..inner.len()).step_by(again).map(round).collect()
}

/// Blocks with their label at the top or at the bottom, in none of which another label comes twice.
fn runs(inner: &[Vec<String>], filled: &[usize]) -> Option<Vec<Block>> {
    let last = inner.len() - 1;
    let blocks: Vec<Block> = if filled[0] == 0 {
        let ends = filled.iter().skip(1).map(|next| next - 1).chain([last]);
        filled.iter().zip(ends).map(|(first, end)| (*first, end, *first)).collect()
    } else if filled.last() == Some(&last) {
        let starts = [0].into_iter().chain(filled.iter().map(|before| before + 1));
        starts.zip(filled).map(|(start, end)| (start, *end, *end)).collect()
    } else {
        return None;
    };
    let distinct = |block: &Block| {
        let labels = &inner[block.0..=block.1];
        labels.iter().collect::<BTreeSet<_>>().len() == labels.len()
    };
    blocks.iter().all(distinct).then_some(blocks)
}
