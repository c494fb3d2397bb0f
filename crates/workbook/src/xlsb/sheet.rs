//! A worksheet part: cells, and what stands around them.

use calamine::CellErrorType;
use model::{CellAddress, CellRange, Failure};

use super::looks::Looks;
use super::strings::{Strings, rich};
use crate::biff12::{Fields, Records};
use crate::excel::{Filler, error_text};
use crate::extras::{Link, ListTable, checked};
use crate::fast::Shown;
use crate::package::{Package, damaged, unreadable};
use crate::relations;
use crate::sheet::{Cell, Sheet};
use crate::sheet_part::joined;
use crate::xlsx_fill::serial;

const ROW: u32 = 0;
const FIRST_CELL: u32 = 2;
const LAST_CELL: u32 = 11;
const RICH_CELL: u32 = 62;
const COLUMN: u32 = 60;
const MERGE: u32 = 176;
const LINK: u32 = 494;
const LIST_PART: u32 = 661;
const LIST: u32 = 343;
const LIST_COLUMN: u32 = 347;

/// Cells between two looks at whether to stop.
const BLOCK: u64 = 4096;

/// Reads the part `path` into `sheet`.
pub(super) fn read(
    filler: &mut Filler<'_>,
    package: &mut Package<'_>,
    path: &str,
    from: (&Looks, &Strings, bool),
    sheet: &mut Sheet,
) -> Result<(), Failure> {
    let file = filler.file();
    let Some(part) = package.streamed(path) else { return Ok(()) };
    let mut records = Records::new(part);
    let mut reader = Reader::new(from, sheet);
    let (mut seen, mut bytes) = (0u64, 0);
    while let Some((kind, data)) = records.next().map_err(|error| unreadable(file, &error))? {
        bytes += data.len() as u64 + 2;
        seen += 1;
        if seen.is_multiple_of(BLOCK) {
            filler.read(std::mem::take(&mut bytes))?;
        }
        reader.record(filler, kind, data)?;
    }
    let Reader { links, lists, .. } = reader;
    drop(records);
    sheet.hidden_rows = joined(std::mem::take(&mut sheet.hidden_rows));
    sheet.hidden_cols = joined(std::mem::take(&mut sheet.hidden_cols));
    sheet.merges.sort_by_key(|merge| (merge.first.row, merge.first.col));
    if links.is_empty() && lists.is_empty() {
        return Ok(());
    }
    let targets = relations::of(package, path);
    for (area, id, place) in links {
        let file = targets.get(&id).map(|target| target.path.clone()).unwrap_or_default();
        let target = if place.is_empty() { file } else { format!("{file}#{place}") };
        sheet.links.push(Link { area, target });
    }
    let parts = lists.iter().filter_map(|id| targets.get(id));
    sheet.lists.extend(parts.filter_map(|part| list(package, &part.path)));
    sheet.lists.sort_by_key(|list| list.area);
    Ok(())
}

struct Reader<'a> {
    looks: &'a Looks,
    strings: &'a Strings,
    is_1904: bool,
    sheet: &'a mut Sheet,
    row: u32,
    /// The sheet's numbers of styles and shared strings that it has met.
    styles: Vec<Option<u32>>,
    texts: Vec<Option<u64>>,
    links: Vec<(CellRange, String, String)>,
    lists: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new((looks, strings, is_1904): (&'a Looks, &'a Strings, bool), sheet: &'a mut Sheet) -> Self {
        let (styles, texts) = (vec![None; looks.styles.len()], vec![None; strings.texts.len()]);
        Self { looks, strings, is_1904, sheet, row: 0, styles, texts, links: Vec::new(), lists: Vec::new() }
    }

    fn record(&mut self, filler: &mut Filler<'_>, kind: u32, data: &[u8]) -> Result<(), Failure> {
        match kind {
            ROW => self.row(data),
            FIRST_CELL..=LAST_CELL | RICH_CELL => self.cell(filler, kind, data)?,
            COLUMN => self.columns(data),
            MERGE => self.sheet.merges.extend(area(&mut Fields(data))),
            LINK => {
                let mut fields = Fields(data);
                let area = area(&mut fields);
                let (id, place) = (fields.text().unwrap_or_default(), fields.text().unwrap_or_default());
                self.links.extend(area.map(|area| (area, id, place)));
            }
            LIST_PART => self.lists.extend(Fields(data).text()),
            _ => {}
        }
        Ok(())
    }

    /// `BrtRowHdr` (MS-XLSB 2.4.761).
    fn row(&mut self, data: &[u8]) {
        let mut fields = Fields(data);
        self.row = fields.u32();
        let mut fields = fields.skip(4);
        let (twips, flags) = (fields.u16(), fields.u16());
        if flags & 0x1000 != 0 || twips == 0 {
            self.sheet.hidden_rows.push((self.row, self.row));
        }
    }

    /// `BrtColInfo` (MS-XLSB 2.4.323).
    fn columns(&mut self, data: &[u8]) {
        let mut fields = Fields(data);
        let (first, last, width) = (fields.u32(), fields.u32(), fields.u32());
        let is_hidden = fields.skip(4).u16() & 1 != 0 || width == 0;
        let run = checked(CellAddress::new(0, first), CellAddress::new(0, last));
        self.sheet.hidden_cols.extend(run.filter(|_| is_hidden).map(|run| (run.first.col, run.last.col)));
    }

    /// `Cell` and the value behind it (MS-XLSB 2.5.9).
    fn cell(&mut self, filler: &mut Filler<'_>, kind: u32, data: &[u8]) -> Result<(), Failure> {
        let mut fields = Fields(data);
        let (col, format) = (fields.u32(), (fields.u32() & 0x00FF_FFFF) as usize);
        filler.check_place(self.sheet, self.row, col)?;
        let style = self.style(format);
        let cell = match kind {
            2 => self.number(rk(fields.u32()), format),
            5 | 9 => self.number(fields.f64(), format),
            3 | 11 => Cell::Error(error(fields.u8())),
            4 | 10 => Cell::Bool(fields.u8() != 0),
            7 => {
                let text = self.shared(filler, fields.u32())?;
                return self.text(filler, col, style, text);
            }
            RICH_CELL => {
                let (text, marked) = rich(fields.0, self.looks);
                let text = match marked {
                    Some(marked) => Some(self.sheet.intern_marked(&marked)),
                    None => (!text.is_empty()).then(|| self.sheet.intern(&text)),
                };
                return self.text(filler, col, style, text);
            }
            _ => {
                let text = fields.text().unwrap_or_default();
                let text = (!text.is_empty()).then(|| self.sheet.intern(&text));
                return self.text(filler, col, style, text);
            }
        };
        self.sheet.put(self.row, col, cell, style);
        filler.check(self.sheet)
    }

    fn text(&mut self, filler: &Filler<'_>, col: u32, style: u32, text: Option<u64>) -> Result<(), Failure> {
        let Some(text) = text else { return Ok(()) };
        self.sheet.put_interned(self.row, col, text, style);
        filler.check(self.sheet)
    }

    fn number(&self, number: f64, format: usize) -> Cell<'static> {
        let shown = self.looks.shown.get(format).copied().unwrap_or(Shown::Number);
        serial(number, shown, self.is_1904)
    }

    fn style(&mut self, format: usize) -> u32 {
        let Some(style) = self.looks.styles.get(format) else { return 0 };
        *self.styles[format].get_or_insert_with(|| self.sheet.style_id(style))
    }

    /// The sheet's number of a shared string; none if it is empty.
    fn shared(&mut self, filler: &Filler<'_>, index: u32) -> Result<Option<u64>, Failure> {
        let Some(known) = self.texts.get_mut(index as usize) else {
            return Err(damaged(filler.file(), &"a cell refers to a string that is not there"));
        };
        if known.is_none() {
            let text = &self.strings.texts[index as usize];
            *known = match self.strings.marked.get(&index) {
                Some(marked) => Some(self.sheet.intern_marked(marked)),
                None => (!text.is_empty()).then(|| self.sheet.intern(text)),
            };
        }
        Ok(*known)
    }
}

/// `RkNumber` (MS-XLSB 2.5.122).
fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

/// `BErr` (MS-XLSB 2.5.97.2). Errors that came later are stored as one of these.
fn error(code: u8) -> &'static str {
    error_text(&match code {
        0x00 => CellErrorType::Null,
        0x07 => CellErrorType::Div0,
        0x17 => CellErrorType::Ref,
        0x1D => CellErrorType::Name,
        0x24 => CellErrorType::Num,
        0x2A => CellErrorType::NA,
        0x2B => CellErrorType::GettingData,
        _ => CellErrorType::Value,
    })
}

/// First and last row, first and last column.
fn area(fields: &mut Fields<'_>) -> Option<CellRange> {
    let (top, bottom, left, right) = (fields.u32(), fields.u32(), fields.u32(), fields.u32());
    checked(CellAddress::new(top, left), CellAddress::new(bottom, right))
}

/// The list table of a part: `BrtBeginList` (MS-XLSB 2.4.100), then its columns.
fn list(package: &mut Package<'_>, path: &str) -> Option<ListTable> {
    let mut list = None::<ListTable>;
    let mut records = Records::new(package.reader(path)?);
    // A part that is cut off gives what came before the cut.
    while let Ok(Some((kind, data))) = records.next() {
        let mut fields = Fields(data);
        if kind == LIST {
            let area = area(&mut fields)?;
            let mut fields = fields.skip(8);
            let (header, totals) = (fields.u32(), fields.u32());
            let mut fields = fields.skip(32);
            let (name, shown) = (fields.text(), fields.text());
            let name = shown.or(name).unwrap_or_default();
            list = Some(ListTable {
                name,
                area,
                has_header: header > 0,
                has_totals: totals > 0,
                columns: Vec::new(),
            });
        } else if let (LIST_COLUMN, Some(list)) = (kind, &mut list) {
            let mut fields = fields.skip(24);
            let (name, caption) = (fields.text(), fields.text());
            list.columns.extend(caption.or(name));
        }
    }
    list
}
