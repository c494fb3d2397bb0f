//! Headings that go on in the next row: `Births` over `outside` over `marriage` is one heading, not three
//! levels.

use model::CellAddress;
use workbook::Sheet;

use super::Levels;
use crate::text;
use crate::vocabulary::OPEN_ENDS;
use crate::words;

/// Joins rows that are lines of one heading into the lower one; the upper one then says nothing.
pub(super) fn join(sheet: &Sheet, rows: &[u32], cols: &[u32], levels: &mut Levels) {
    let plain =
        |row: u32| -> Vec<String> { cols.iter().map(|col| text::cell_label(sheet, row, *col)).collect() };
    let mut texts: Vec<Vec<String>> = rows.iter().map(|row| plain(*row)).collect();
    let mut cells: Vec<Vec<Vec<CellAddress>>> = rows
        .iter()
        .zip(&texts)
        .map(|(row, texts)| {
            let cell = |(col, text): (&u32, &String)| {
                if text.is_empty() { Vec::new() } else { vec![CellAddress::new(*row, *col)] }
            };
            cols.iter().zip(texts).map(cell).collect()
        })
        .collect();
    for at in 1..rows.len() {
        let merged = [rows[at - 1], rows[at]].into_iter().any(|row| {
            cols.iter().any(|col| sheet.merge_at(row, *col).is_some_and(|merge| merge.width() > 1))
        });
        let (above, below) = texts.split_at_mut(at);
        if merged || !wraps(&above[at - 1], &below[0]) {
            continue;
        }
        for (upper, lower) in above[at - 1].iter_mut().zip(&mut below[0]) {
            *lower = joined(&std::mem::take(upper), lower);
        }
        let (above, below) = cells.split_at_mut(at);
        for (upper, lower) in above[at - 1].iter_mut().zip(&mut below[0]) {
            lower.splice(0..0, std::mem::take(upper));
        }
        levels.texts[at - 1].fill(String::new());
        levels.cells[at - 1].fill(Vec::new());
        levels.texts[at].clone_from(&texts[at]);
        levels.cells[at].clone_from(&cells[at]);
    }
}

/// Whether the lower row goes on with what the upper one begins. Texts that come again, and periods, ages or
/// sexes, are levels of their own.
fn wraps(upper: &[String], lower: &[String]) -> bool {
    let filled: Vec<&String> = upper.iter().filter(|text| !text.is_empty()).collect();
    let again = filled.iter().enumerate().any(|(at, text)| filled[..at].contains(text));
    let constant = filled.len() == upper.len() && filled.iter().all(|text| *text == filled[0]);
    if filled.is_empty()
        || (again && !constant)
        || filled.iter().any(|text| words::label_kind(text).is_some())
    {
        return false;
    }
    let pairs = || upper.iter().zip(lower).filter(|(upper, lower)| !upper.is_empty() && !lower.is_empty());
    let signs = pairs().filter(|(upper, lower)| is_open(upper) || begins_small(lower)).count();
    let open = pairs().any(|(upper, _)| is_open(upper));
    // A text over blanks that are told apart below heads them all.
    let heads = (1..upper.len()).any(|at| {
        upper[at].is_empty() && begins_small(&lower[at]) && upper[..at].iter().any(|text| !text.is_empty())
    });
    signs > 0 && 2 * signs >= pairs().count() && !heads && (filled.len() > 1 || open)
}

/// `Rate per`, `Still-`, `Number (in`: the heading is not at its end.
fn is_open(text: &str) -> bool {
    let last = words::words(text).pop().unwrap_or_default();
    text.ends_with(['-', ',', '/', '&'])
        || OPEN_ENDS.contains(&last.as_str())
        || text.matches('(').count() > text.matches(')').count()
}

fn begins_small(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase())
}

fn joined(upper: &str, lower: &str) -> String {
    match (upper.is_empty(), lower.is_empty()) {
        (true, _) => lower.to_owned(),
        (_, true) => upper.to_owned(),
        _ if upper.ends_with(['-', '/']) => format!("{upper}{lower}"),
        _ => format!("{upper} {lower}"),
    }
}
