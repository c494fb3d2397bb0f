//! Total rows by their words, where the numbers do not speak against it: `Total` is believed, `Total costs` must
//! be the largest of its block or lie among the others as a mean does, and a nation stands for its regions.

use std::collections::BTreeMap;

use workbook::{Cell, Sheet};

use super::columns;
use crate::layout::Layout;
use crate::text;
use crate::words;

/// Rows of a block that are compared with a total.
const LOOK: usize = 400;
/// Columns in which they are.
const COLUMNS: usize = 40;

/// Rows up to which a nation is looked for: longer tables are lists.
const PLACES: usize = 5000;

/// Marks total rows by words.
pub(super) fn mark(sheet: &Sheet, layout: &mut Layout) {
    let labels = Labels::of(sheet, layout);
    let mut told = Vec::new();
    for (at, texts) in &labels.candidates {
        let row = layout.data_rows[*at];
        if layout.total_rows.binary_search(&row).is_err()
            && let Some(why) = labels.why(*at, texts)
        {
            told.push((row, why));
        }
    }
    for (row, why) in told {
        if let Err(at) = layout.total_rows.binary_search(&row) {
            layout.total_rows.insert(at, row);
        }
        if layout.reasons.len() < super::totals::MOST_REASONS {
            layout.reasons.push(format!("{} {why}.", super::totals::reason_opening(row)));
        }
    }
}

/// The labels of rows that may be totals by their words.
struct Labels<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    /// Places among the data rows, with the texts of the label columns, without note marks.
    candidates: Vec<(usize, Vec<String>)>,
    /// How often each label that opens like a total comes.
    totals: BTreeMap<String, usize>,
    /// Whether few of the rows are nations, so that one among them stands for the others.
    one_nation: bool,
}

impl<'a> Labels<'a> {
    fn of(sheet: &'a Sheet, layout: &'a Layout) -> Self {
        let short = layout.data_rows.len() <= PLACES;
        let mut labels =
            Self { sheet, layout, candidates: Vec::new(), totals: BTreeMap::new(), one_nation: false };
        let mut nations = 0;
        for (at, row) in layout.data_rows.iter().enumerate() {
            let raw = || {
                layout.label_cols.iter().filter_map(|label| match sheet.cell(*row, label.col) {
                    Cell::Text(words) => Some(words),
                    _ => None,
                })
            };
            let nation = short && raw().any(|words| words::is_nation(&text::label(words)));
            nations += usize::from(nation);
            if !nation && !raw().any(words::may_be_total) && !labels.heads_sexes(at) {
                continue;
            }
            let texts: Vec<String> = raw().map(text::label).collect();
            for label in texts.iter().filter(|label| words::is_total(label)) {
                *labels.totals.entry(words::plain(label)).or_default() += 1;
            }
            labels.candidates.push((at, texts));
        }
        labels.one_nation = nations <= 2 && layout.data_rows.len() >= 6 * nations;
        labels
    }

    /// Why a row is a total by its words, if it is.
    fn why(&self, at: usize, texts: &[String]) -> Option<String> {
        if let Some(label) = texts.iter().find(|label| words::is_plain_total(label)) {
            return Some(format!("it is called '{label}'"));
        }
        if self.one_nation
            && let Some(nation) = texts.iter().find(|label| words::is_nation(label))
            && self.compare(at).is_some()
        {
            return Some(format!("'{nation}' stands for the places below or above it"));
        }
        if self.heads_sexes(at) && self.lies_between(at) {
            return Some("its two sexes follow, and it lies between them".to_owned());
        }
        let label = texts.iter().find(|label| words::is_total(label) && !words::is_rate(label))?;
        let often = self.totals.get(&words::plain(label)).copied().unwrap_or(0);
        let many = self.totals.values().sum::<usize>();
        if often > 1 || (many > 2 && 3 * many > self.layout.data_rows.len()) {
            return None;
        }
        let how = self.compare(at)?;
        Some(format!("it is called '{label}', and {how}"))
    }

    /// What the numbers of a row are among those of its block, if that befits a total.
    fn compare(&self, at: usize) -> Option<&'static str> {
        let (sheet, layout) = (self.sheet, self.layout);
        let rows = block(layout, at);
        let edge = rows.first() == Some(&layout.data_rows[at]) || rows.last() == Some(&layout.data_rows[at]);
        let (mut largest, mut among, mut all) = (0, 0, 0);
        for col in layout.value_cols.iter().take(COLUMNS) {
            let Some(value) = columns::number(sheet, layout.data_rows[at], *col) else { continue };
            let others = rows.iter().filter(|row| **row != layout.data_rows[at]);
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            for other in others.filter_map(|row| columns::number(sheet, *row, *col)) {
                low = low.min(other);
                high = high.max(other);
            }
            if low > high {
                continue;
            }
            all += 1;
            largest += usize::from(value >= high);
            among += usize::from(low <= value && value <= high);
        }
        if all == 0 {
            None
        } else if 5 * largest >= 4 * all {
            Some("no row of its block is larger")
        } else if edge && 10 * (among + largest) >= 9 * all {
            Some("it lies among the rows of its block as a mean does")
        } else {
            None
        }
    }

    /// Whether a row of males and one of females follow.
    fn heads_sexes(&self, at: usize) -> bool {
        let sex = |at: usize| {
            let row = self.layout.data_rows.get(at);
            let label = self.layout.label_cols.first();
            row.zip(label).is_some_and(|(row, label)| match self.sheet.cell(*row, label.col) {
                // The first letter tells nearly all other labels of a long table.
                Cell::Text(words) => {
                    let opens = words
                        .trim_start()
                        .starts_with(['M', 'F', 'W', 'B', 'G', 'P', 'm', 'f', 'w', 'b', 'g', 'p']);
                    opens && words.len() <= 20 && words::is_sex(&text::label(words))
                }
                _ => false,
            })
        };
        sex(at + 1) && sex(at + 2) && !sex(at)
    }

    /// Whether the values of a row lie between those of the next two.
    fn lies_between(&self, at: usize) -> bool {
        let (mut between, mut all) = (0, 0);
        for col in self.layout.value_cols.iter().take(COLUMNS) {
            let number = |at: usize| columns::number(self.sheet, self.layout.data_rows[at], *col);
            let (Some(value), Some(one), Some(two)) = (number(at), number(at + 1), number(at + 2)) else {
                continue;
            };
            all += 1;
            between += usize::from(one.min(two) <= value && value <= one.max(two));
        }
        all > 0 && 10 * between >= 9 * all
    }
}

/// The data rows between the group headings around a row, the nearest of them.
fn block(layout: &Layout, at: usize) -> &[u32] {
    let row = layout.data_rows[at];
    let next = layout.group_rows.partition_point(|group| *group < row);
    let from = next.checked_sub(1).map_or(0, |group| layout.group_rows[group]);
    let to = layout.group_rows.get(next).copied().unwrap_or(u32::MAX);
    let first = layout.data_rows.partition_point(|data| *data < from).max(at.saturating_sub(LOOK));
    let last = layout.data_rows.partition_point(|data| *data < to).min(at + LOOK);
    &layout.data_rows[first..last]
}
