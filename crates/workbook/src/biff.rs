//! The records of an .xls (MS-XLS), as far as calamine does not tell of them: number formats and looks of
//! cells, hidden rows and columns, comments, links. Also the extent of each sheet, before calamine makes
//! room for it.

use std::collections::BTreeMap;

use model::{Failure, FailureKind};

use crate::limits::{Limits, too_large};
use crate::sheet_part::joined;
use crate::style::{Align, Style};
use crate::xlsx::local_code;

/// Rows and columns of a sheet of this format.
const ROWS: u32 = 65_536;
const COLS: u32 = 256;

/// What the records say beside values.
#[derive(Debug, Default)]
pub(crate) struct Biff {
    /// The looks of cells, by which `Part::cells` refers to them.
    pub(crate) styles: Vec<Style>,
    /// Each sheet, in order.
    pub(crate) parts: Vec<Part>,
    /// Linked files, with the number of cells kept from them.
    pub(crate) links: Vec<(String, u64)>,
}

/// What the records of one sheet say.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Hidden rows as runs, from zero.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as runs, from zero.
    pub(crate) hidden_cols: Vec<(u32, u32)>,
    /// Number of comments.
    pub(crate) comments: u64,
    /// The style of each cell by place, in order.
    cells: Vec<((u32, u32), u16)>,
    /// Rows and columns up to the last cell.
    extent: (u32, u32),
}

impl Part {
    /// The index of a cell's style.
    pub(crate) fn style(&self, row: u32, col: u32) -> usize {
        self.cells
            .binary_search_by_key(&(row, col), |(place, _)| *place)
            .map_or(0, |at| usize::from(self.cells[at].1))
    }
}

/// Reads the records of a workbook stream.
pub(crate) fn read(name: &str, stream: &[u8], limits: &Limits) -> Result<Biff, Failure> {
    let mut globals = Globals::default();
    for (kind, data) in Records(stream) {
        if kind == EOF {
            break;
        }
        globals.record(kind, data);
    }
    let mut dense = 0;
    let mut parts = Vec::new();
    for position in &globals.sheets {
        let records = stream.get(*position as usize..).unwrap_or_default();
        let part = sheet(name, records)?;
        // calamine holds every cell of the rectangle.
        dense += u64::from(part.extent.0) * u64::from(part.extent.1);
        if dense > limits.max_cells {
            return Err(too_large(name, &format!("its sheets span more than {} cells", limits.max_cells)));
        }
        parts.push(part);
    }
    Ok(Biff { styles: globals.styles(), parts, links: globals.links })
}

const EOF: u16 = 0x000A;
const BOF: u16 = 0x0809;

/// The number of records of a pivot cache: the first field of its first record, `SXDB` (MS-XLS 2.4.275).
pub(crate) fn pivot_records(stream: &[u8]) -> u64 {
    Records(stream).find(|(kind, _)| *kind == 0x00C6).map_or(0, |(_, data)| u64::from(u32_at(data, 0)))
}

/// Type and content of each record; ends where one is cut off.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.0.split_at_checked(4)?;
        let (data, rest) = rest.split_at_checked(usize::from(u16_at(head, 2)))?;
        self.0 = rest;
        Some((u16_at(head, 0), data))
    }
}

/// The number at an offset; zero beyond the end.
fn u16_at(data: &[u8], at: usize) -> u16 {
    data.get(at..at + 2).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn u32_at(data: &[u8], at: usize) -> u32 {
    u32::from(u16_at(data, at)) | u32::from(u16_at(data, at + 2)) << 16
}

fn u8_at(data: &[u8], at: usize) -> u8 {
    data.get(at).copied().unwrap_or(0)
}

/// What the records before the sheets say.
#[derive(Default)]
struct Globals {
    /// Before BIFF8, texts are bytes and the looks of cells are laid out differently.
    is_old: bool,
    sheets: Vec<u32>,
    formats: BTreeMap<u16, String>,
    fonts: Vec<Font>,
    /// Raw `XF` records: they may come before the fonts and formats that they name.
    looks: Vec<Vec<u8>>,
    links: Vec<(String, u64)>,
}

#[derive(Default, Clone, Copy)]
struct Font {
    tenths: u16,
    bold: bool,
    italic: bool,
}

impl Globals {
    fn record(&mut self, kind: u16, data: &[u8]) {
        match kind {
            BOF => self.is_old = u16_at(data, 0) < 0x0600,
            0x0085 => self.sheets.push(u32_at(data, 0)),
            0x041E => {
                let (length, rest) = if self.is_old {
                    (usize::from(u8_at(data, 2)), data.get(3..))
                } else {
                    (usize::from(u16_at(data, 2)), data.get(4..))
                };
                let code = text(rest.unwrap_or_default(), length, self.is_old);
                self.formats.insert(u16_at(data, 0), code);
            }
            0x0031 => self.fonts.push(Font {
                // Twentieths of a point.
                tenths: u16_at(data, 0) / 2,
                bold: u16_at(data, 6) >= 600,
                italic: u16_at(data, 2) & 2 != 0,
            }),
            0x00E0 => self.looks.push(data.to_vec()),
            0x01AE => self.link(data),
            0x005A => {
                let cells = u64::from(u8_at(data, 0).saturating_sub(u8_at(data, 1))) + 1;
                if let Some((_, count)) = self.links.last_mut() {
                    *count += cells;
                }
            }
            _ => {}
        }
    }

    /// `SupBook` (MS-XLS 2.4.271): a linked workbook, unless it stands for this one or for add-ins.
    fn link(&mut self, data: &[u8]) {
        let length = u16_at(data, 2);
        if matches!(length, 0x0401 | 0x3A01 | 0) {
            return;
        }
        let path = text(data.get(4..).unwrap_or_default(), usize::from(length), false);
        // Control characters stand for drives and folders.
        let file = path.rsplit(|c: char| c == '\\' || c == '/' || c.is_control()).next().unwrap_or_default();
        self.links.push((file.to_owned(), 0));
    }

    fn styles(&self) -> Vec<Style> {
        self.looks.iter().map(|look| self.style(look)).collect()
    }

    /// `XF` (MS-XLS 2.4.353); in BIFF5 only fonts, formats and alignment are at the same places.
    fn style(&self, look: &[u8]) -> Style {
        let id = u16_at(look, 2);
        let code = self.formats.get(&id).map(String::as_str);
        let built_in = || ssfmt::format_code_from_id(u32::from(id)).unwrap_or("General");
        let code = local_code(Some(u32::from(id)), code.unwrap_or_else(built_in));
        let mut style = Style::default().with_number_format(code);
        // Font 4 does not exist.
        let index = usize::from(u16_at(look, 0));
        let font = self.fonts.get(if index > 4 { index - 1 } else { index }).copied().unwrap_or_default();
        (style.bold, style.italic, style.font_size) = (font.bold, font.italic, font.tenths);
        style.align = match u8_at(look, 6) & 7 {
            1 => Align::Left,
            2 | 6 => Align::Centre,
            3 => Align::Right,
            _ => Align::General,
        };
        if !self.is_old {
            style.indent = u8_at(look, 8) & 0x0F;
            style.border_top = u8_at(look, 11) & 0x0F != 0;
            style.border_bottom = u8_at(look, 11) >> 4 != 0;
        }
        style
    }
}

/// A text of `length` characters: bytes before BIFF8, afterwards with a flag for two bytes a character.
fn text(data: &[u8], length: usize, is_old: bool) -> String {
    let latin = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
    if is_old {
        return latin(&data[..length.min(data.len())]);
    }
    let Some((flags, characters)) = data.split_first() else { return String::new() };
    if flags & 1 == 0 {
        return latin(&characters[..length.min(characters.len())]);
    }
    let units: Vec<u16> =
        characters.chunks_exact(2).take(length).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

fn sheet(name: &str, records: &[u8]) -> Result<Part, Failure> {
    let mut part = Part::default();
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
            _ => part.record(name, kind, data)?,
        }
    }
    part.hidden_rows = joined(std::mem::take(&mut part.hidden_rows));
    part.hidden_cols = joined(std::mem::take(&mut part.hidden_cols));
    part.cells.sort_unstable();
    part.cells.dedup_by_key(|(place, _)| *place);
    Ok(part)
}

impl Part {
    fn record(&mut self, name: &str, kind: u16, data: &[u8]) -> Result<(), Failure> {
        let (row, col) = (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
        match kind {
            0x0200 => check_dimensions(name, data)?,
            0x0208 if u16_at(data, 12) & 0x20 != 0 || is_flat(data) => {
                self.hidden_rows.push((row, row));
            }
            0x007D if u16_at(data, 8) & 1 != 0 || u16_at(data, 4) == 0 => {
                self.hidden_cols.push((row, col.clamp(row, COLS - 1)));
            }
            0x001C => self.comments += 1,
            // Number, Label, BoolErr, Rk, LabelSst, RString, Formula
            0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00D6 | 0x0006 => {
                self.cell(name, row, col, u16_at(data, 4))?;
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
        if col >= COLS {
            return Err(Failure::new(FailureKind::Damaged, name, "a cell lies beyond the last column"));
        }
        self.extent = (self.extent.0.max(row + 1), self.extent.1.max(col + 1));
        self.cells.push(((row, col), style));
        Ok(())
    }
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
