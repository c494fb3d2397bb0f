//! The records of one sheet.

use std::collections::BTreeMap;

use model::{Failure, FailureKind};

use super::areas::{link, list};
use super::strings::{raised_of, text};
use super::{BOF, EOF, Records, u16_at, u32_at};
use crate::extras::{Link, ListTable};
use crate::marks::Marked;
use crate::sheet_part::{between, joined};

/// Rows and columns of a sheet of this format.
const ROWS: u32 = 65_536;
const COLS: u32 = 256;

/// What the records of one sheet say.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Hidden rows as runs, from zero.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as runs, from zero.
    pub(crate) hidden_cols: Vec<(u32, u32)>,
    /// Links.
    pub(crate) links: Vec<Link>,
    /// List tables.
    pub(crate) lists: Vec<ListTable>,
    /// Texts with note marks.
    pub(crate) marked: Vec<(u32, u32, Marked)>,
    /// Number of comments.
    pub(crate) comments: u64,
    /// The style of each cell by row and column, in order: as small as they are, for there are many.
    cells: Vec<((u16, u8), u16)>,
    /// Rows and columns up to the last cell.
    extent: (u32, u32),
    /// Rows that are described, and whether the others are hidden.
    told_rows: Vec<(u32, u32)>,
    hides_other_rows: bool,
}

/// What the workbook says that the records of a sheet need: its strings with note marks, which fonts are raised.
struct Book<'a, F> {
    strings: &'a BTreeMap<u32, Marked>,
    is_raised: &'a F,
}

impl Part {
    /// Reads the records of a sheet. `strings` are the shared strings that have note marks.
    pub(super) fn read(
        name: &str,
        records: &[u8],
        strings: &BTreeMap<u32, Marked>,
        is_raised: &impl Fn(u16) -> bool,
    ) -> Result<Self, Failure> {
        let book = Book { strings, is_raised };
        let mut part = Self::default();
        let mut depth = 0;
        for (kind, data) in Records(records) {
            match kind {
                // Charts on the sheet are streams of their own inside it.
                BOF => depth += 1,
                EOF => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                _ if depth > 1 => {}
                _ => part.record(name, kind, data, &book)?,
            }
        }
        if part.hides_other_rows {
            let others = between(&joined(std::mem::take(&mut part.told_rows)), part.extent.0);
            part.hidden_rows.extend(others);
        }
        part.hidden_rows = joined(std::mem::take(&mut part.hidden_rows));
        part.hidden_cols = joined(std::mem::take(&mut part.hidden_cols));
        part.cells.sort_unstable();
        part.cells.dedup_by_key(|(place, _)| *place);
        Ok(part)
    }

    /// The index of a cell's style. `next` is where the search of the last cell ended; cells are asked for in order.
    pub(crate) fn style(&self, next: &mut usize, row: u32, col: u32) -> usize {
        while let Some(((of_row, of_col), style)) = self.cells.get(*next) {
            let place = (u32::from(*of_row), u32::from(*of_col));
            if place > (row, col) {
                break;
            }
            *next += 1;
            if place == (row, col) {
                return usize::from(*style);
            }
        }
        0
    }

    /// Cells of the rectangle that holds all of its cells.
    pub(super) fn span(&self) -> u64 {
        u64::from(self.extent.0) * u64::from(self.extent.1)
    }
    fn record(
        &mut self,
        name: &str,
        kind: u16,
        data: &[u8],
        book: &Book<'_, impl Fn(u16) -> bool>,
    ) -> Result<(), Failure> {
        let (row, col) = (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
        match kind {
            0x0200 => check_dimensions(name, data)?,
            0x0208 => {
                self.told_rows.push((row, row));
                if u16_at(data, 12) & 0x20 != 0 || is_flat(data) {
                    self.hidden_rows.push((row, row));
                }
            }
            // DefaultRowHeight: rows that are not described have no height.
            0x0225 => self.hides_other_rows = u16_at(data, 0) & 2 != 0,
            0x01B8 => self.links.extend(link(data)),
            0x0872 | 0x0878 => self.lists.extend(list(data)),
            0x007D if u16_at(data, 8) & 1 != 0 || u16_at(data, 4) == 0 => {
                self.hidden_cols.push((row, col.clamp(row, COLS - 1)));
            }
            0x001C => self.comments += 1,
            // Number, Label, BoolErr, Rk, LabelSst, RString, Formula
            0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00D6 | 0x0006 => {
                self.cell(name, row, col, u16_at(data, 4))?;
                let marked = match kind {
                    0x00FD => book.strings.get(&u32_at(data, 6)).cloned(),
                    0x00D6 => rich_label(data, book.is_raised),
                    _ => None,
                };
                self.marked.extend(marked.map(|marked| (row, col, marked)));
            }
            // MulRk: the style of each number before its six bytes.
            0x00BD => {
                let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (index, number) in numbers.chunks_exact(6).enumerate() {
                    self.cell(name, row, col + index as u32, u16_at(number, 0))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, name: &str, row: u32, col: u32, style: u16) -> Result<(), Failure> {
        let (Ok(short_row), Ok(short_col)) = (u16::try_from(row), u8::try_from(col)) else {
            return Err(Failure::new(FailureKind::Damaged, name, "a cell lies beyond the last column"));
        };
        self.extent = (self.extent.0.max(row + 1), self.extent.1.max(col + 1));
        self.cells.push(((short_row, short_col), style));
        Ok(())
    }
}

/// `RString` (MS-XLS 2.4.233), a text with formats in the cell itself.
fn rich_label(data: &[u8], is_raised: &impl Fn(u16) -> bool) -> Option<Marked> {
    let length = usize::from(u16_at(data, 6));
    let flags = data.get(8)?;
    let text = text(data.get(8..)?, length, false);
    let bytes = 1 + if flags & 1 != 0 { length * 2 } else { length };
    raised_of(&text, data.get(8 + bytes + 2..)?, is_raised)
}

/// Whether a row has no height; the uppermost bit only says that the height is the default one.
fn is_flat(row: &[u8]) -> bool {
    u16_at(row, 6) << 1 == 0
}

/// calamine makes room for as many cells as a sheet says that it spans. Before BIFF8 rows are two bytes.
fn check_dimensions(name: &str, data: &[u8]) -> Result<(), Failure> {
    let (rows, cols) = if data.len() >= 14 {
        ((u32_at(data, 0), u32_at(data, 4)), (u16_at(data, 8), u16_at(data, 10)))
    } else {
        ((u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2))), (u16_at(data, 4), u16_at(data, 6)))
    };
    let is_empty = rows.1 == 0 || cols.1 == 0;
    let is_real = rows.0 <= rows.1 && rows.1 <= ROWS && u32::from(cols.1) <= COLS;
    if is_empty || is_real {
        return Ok(());
    }
    Err(Failure::new(FailureKind::Damaged, name, "a sheet says that it spans more than a sheet can"))
}
