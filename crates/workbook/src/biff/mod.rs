//! The records of an .xls (MS-XLS), as far as calamine does not tell of them: number formats and looks of
//! cells, note marks, hidden rows and columns, names, comments, links. Also the extent of each sheet, before
//! calamine makes room for it.

mod areas;
mod sheet;
mod strings;

use std::collections::BTreeMap;

use model::{Failure, FailureKind};

use crate::limits::{Limits, too_large};
use crate::number_format;
use crate::palette::Palette;
use crate::style::{Align, Style};
use crate::xlsx::local_code;

pub(crate) use sheet::Part;
use strings::{Strings, text};

/// What the records say beside values.
#[derive(Debug, Default)]
pub(crate) struct Biff {
    /// The looks of cells, by which `Part::cells` refers to them.
    pub(crate) styles: Vec<Style>,
    /// Each sheet, in order.
    pub(crate) parts: Vec<Part>,
    /// Linked files, with the number of cells kept from them.
    pub(crate) links: Vec<(String, u64)>,
    /// Defined names.
    pub(crate) names: Vec<Name>,
}

/// A defined name without its formula.
#[derive(Debug, PartialEq)]
pub(crate) struct Name {
    pub(crate) text: String,
    /// The index of the sheet in which it is known; everywhere if none.
    pub(crate) sheet: Option<usize>,
    pub(crate) is_hidden: bool,
}

/// Reads the records of a workbook stream.
pub(crate) fn read(name: &str, stream: &[u8], limits: &Limits) -> Result<Biff, Failure> {
    let mut globals = Globals::default();
    for (kind, data) in Records(stream) {
        match kind {
            EOF => break,
            // What follows is encrypted.
            FILE_PASS => return Err(Failure::new(FailureKind::PasswordProtected, name, "")),
            _ => globals.record(kind, data),
        }
    }
    let strings = std::mem::take(&mut globals.strings);
    let is_raised = |font: u16| globals.font(font).is_raised;
    let strings = strings.marked(is_raised);
    let mut dense = 0;
    let mut parts = Vec::new();
    for position in &globals.sheets {
        let records = stream.get(*position as usize..).unwrap_or_default();
        let part = Part::read(name, records, &strings, &is_raised)?;
        // calamine holds every cell of the rectangle.
        dense += part.span();
        if dense > limits.max_cells {
            return Err(too_large(name, &format!("its sheets span more than {} cells", limits.max_cells)));
        }
        parts.push(part);
    }
    Ok(Biff { styles: globals.styles(), parts, links: globals.links, names: globals.names })
}

const EOF: u16 = 0x000A;
const BOF: u16 = 0x0809;
const CONTINUE: u16 = 0x003C;
const FILE_PASS: u16 = 0x002F;

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
    names: Vec<Name>,
    palette: Palette,
    /// The table of shared strings.
    strings: Strings,
    /// Whether the record before is that table, or went on with it.
    in_strings: bool,
}

#[derive(Default, Clone, Copy)]
struct Font {
    tenths: u16,
    bold: bool,
    italic: bool,
    is_raised: bool,
}

impl Globals {
    fn record(&mut self, kind: u16, data: &[u8]) {
        self.in_strings = kind == 0x00FC || (kind == CONTINUE && self.in_strings);
        if self.in_strings {
            self.strings.add(data);
        }
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
                is_raised: u16_at(data, 8) == 1,
            }),
            0x0018 => self.names.push(self.name(data)),
            0x0092 => {
                let colours = data.get(2..).unwrap_or_default().chunks_exact(4);
                self.palette =
                    Palette::new(colours.map(|colour| [colour[0], colour[1], colour[2]]).collect());
            }
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

    /// `Lbl` (MS-XLS 2.4.150); before BIFF8 the name has no flags.
    fn name(&self, data: &[u8]) -> Name {
        let flags = u16_at(data, 0);
        let text = text(data.get(14..).unwrap_or_default(), usize::from(u8_at(data, 3)), self.is_old);
        let own = text.chars().next().filter(|_| flags & 0x20 != 0);
        Name {
            text: own.map_or(text, |own| format!("_xlnm.{}", built_in(own))),
            sheet: usize::from(u16_at(data, 8)).checked_sub(1),
            is_hidden: flags & 1 != 0,
        }
    }

    /// A font by number; number 4 does not exist.
    fn font(&self, number: u16) -> Font {
        let index = usize::from(number);
        self.fonts.get(if index > 4 { index - 1 } else { index }).copied().unwrap_or_default()
    }

    fn styles(&self) -> Vec<Style> {
        self.looks.iter().map(|look| self.style(look)).collect()
    }

    /// `XF` (MS-XLS 2.4.353); in BIFF5 only fonts, formats and alignment are at the same places.
    fn style(&self, look: &[u8]) -> Style {
        let id = u16_at(look, 2);
        let code = self.formats.get(&id).map(String::as_str);
        let built_in = || number_format::built_in(id).unwrap_or("General");
        let code = local_code(Some(u32::from(id)), code.unwrap_or_else(built_in));
        let mut style = Style::default().with_number_format(code);
        let font = self.font(u16_at(look, 0));
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
            let pattern = u32_at(look, 14) >> 26;
            style.fill = if pattern == 0 { None } else { self.palette.colour(u16_at(look, 18) & 0x7F) };
        }
        style
    }
}

/// Excel's own names, of which only a number is stored.
fn built_in(number: char) -> &'static str {
    match u32::from(number) {
        0 => "Consolidate_Area",
        1 => "Auto_Open",
        2 => "Auto_Close",
        3 => "Extract",
        4 => "Database",
        5 => "Criteria",
        6 => "Print_Area",
        7 => "Print_Titles",
        13 => "_FilterDatabase",
        _ => "Built_in",
    }
}
