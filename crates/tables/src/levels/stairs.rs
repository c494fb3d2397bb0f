//! Headings set off from one another like stairs: each column has its own in one of several rows, and none heads
//! another.

use workbook::Sheet;

use super::Levels;
use crate::text;

/// Joins rows over whose columns one text stands each, into the lowest of them; the upper ones then say nothing.
pub(super) fn join(sheet: &Sheet, rows: &[u32], cols: &[u32], levels: &mut Levels) {
    let spans = |row: u32| cols.iter().any(|col| sheet.merge_at(row, *col).is_some_and(|m| m.width() > 1));
    let own =
        |row: u32| -> Vec<String> { cols.iter().map(|col| text::cell_label(sheet, row, *col)).collect() };
    for first in 0..rows.len() {
        let mut texts = own(rows[first]);
        let mut last = first;
        while last + 1 < rows.len() && rows[last + 1].abs_diff(rows[last]) == 1 {
            let next = own(rows[last + 1]);
            let clash = texts.iter().zip(&next).any(|(upper, lower)| !upper.is_empty() && !lower.is_empty());
            if clash || next.iter().all(String::is_empty) {
                break;
            }
            for (text, lower) in texts.iter_mut().zip(next).filter(|(_, lower)| !lower.is_empty()) {
                *text = lower;
            }
            last += 1;
        }
        let whole = texts.len() > 2 && texts.iter().all(|text| !text.is_empty());
        if last > first && whole && !(first..=last).any(|at| spans(rows[at])) {
            for (place, text) in texts.into_iter().enumerate() {
                let from =
                    (first..=last).find(|at| !text::cell_label(sheet, rows[*at], cols[place]).is_empty());
                let cells = from.map(|at| model::CellAddress::new(rows[at], cols[place]));
                levels.texts[last][place] = text;
                levels.cells[last][place] = cells.into_iter().collect();
            }
            for at in first..last {
                levels.texts[at].fill(String::new());
                levels.cells[at].fill(Vec::new());
            }
            return;
        }
    }
}
