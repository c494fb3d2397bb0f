//! The part of the styles: what the formats of cells mean.

use std::collections::BTreeMap;
use std::io;

use crate::biff12::{Fields, Records};
use crate::dates;
use crate::fast::Shown;
use crate::number_format;
use crate::package::Package;
use crate::palette::Palette;
use crate::style::{Align, Style};
use crate::xlsx::local_code;

const NUMBER_FORMAT: u32 = 44;
const FONT: u32 = 43;
const FILL: u32 = 45;
const BORDER: u32 = 46;
const FORMAT: u32 = 47;
const OWN_COLOUR: u32 = 475;
const BEGIN_CELL_FORMATS: u32 = 617;
const END_CELL_FORMATS: u32 = 618;

/// What the formats of cells mean, by the index that cells give.
#[derive(Default)]
pub(super) struct Looks {
    pub(super) styles: Vec<Style>,
    pub(super) shown: Vec<Shown>,
    fonts: Vec<Font>,
    codes: BTreeMap<u16, String>,
    fills: Vec<Option<[u8; 3]>>,
    /// Upper and lower edge.
    borders: Vec<(bool, bool)>,
    colours: Vec<[u8; 3]>,
}

struct Font {
    tenths: u16,
    bold: bool,
    italic: bool,
    is_raised: bool,
}

impl Looks {
    pub(super) fn read(package: &mut Package<'_>, path: Option<&str>) -> io::Result<Self> {
        let mut looks = Self::default();
        let Some(part) = path.and_then(|path| package.reader(path)) else { return Ok(looks) };
        let mut records = Records::new(part);
        let (mut of_cells, mut fills, mut formats) = (false, Vec::new(), Vec::new());
        while let Some((kind, data)) = records.next()? {
            match kind {
                NUMBER_FORMAT => {
                    let mut fields = Fields(data);
                    looks.codes.insert(fields.u16(), fields.text().unwrap_or_default());
                }
                FONT => looks.fonts.push(font(data)),
                FILL => fills.push(data.to_vec()),
                BORDER => looks.borders.push(border(data)),
                OWN_COLOUR => {
                    let [red, green, blue, _] = Fields(data).u32().to_le_bytes();
                    looks.colours.push([red, green, blue]);
                }
                BEGIN_CELL_FORMATS => of_cells = true,
                END_CELL_FORMATS => of_cells = false,
                FORMAT if of_cells => formats.push(data.to_vec()),
                _ => {}
            }
        }
        // Colours come behind the fills that name them; the first eight stand for themselves.
        if looks.colours.len() > 56 {
            looks.colours.drain(..8);
        }
        let palette = Palette::new(std::mem::take(&mut looks.colours));
        looks.fills = fills.iter().map(|data| fill(data, &palette)).collect();
        for format in formats {
            looks.format(&format);
        }
        Ok(looks)
    }

    /// Whether text in a font is raised.
    pub(super) fn is_raised(&self, font: u16) -> bool {
        self.fonts.get(usize::from(font)).is_some_and(|font| font.is_raised)
    }

    /// `BrtXF` (MS-XLSB 2.4.843).
    fn format(&mut self, data: &[u8]) {
        let mut fields = Fields(data).skip(2);
        let (id, font, fill, border) = (fields.u16(), fields.u16(), fields.u16(), fields.u16());
        let mut fields = fields.skip(1);
        let (indent, alignment) = (fields.u8(), fields.u8());
        let code = self.codes.get(&id).map(String::as_str);
        let code = code.or_else(|| number_format::built_in(id)).unwrap_or("General");
        self.shown.push(dates::shown(id, code));
        let mut style = Style::default().with_number_format(local_code(Some(u32::from(id)), code));
        if let Some(font) = self.fonts.get(usize::from(font)) {
            (style.bold, style.italic, style.font_size) = (font.bold, font.italic, font.tenths);
        }
        style.fill = self.fills.get(usize::from(fill)).copied().flatten();
        (style.border_top, style.border_bottom) =
            self.borders.get(usize::from(border)).copied().unwrap_or_default();
        style.indent = indent;
        style.align = match alignment & 7 {
            1 => Align::Left,
            2 | 6 => Align::Centre,
            3 => Align::Right,
            _ => Align::General,
        };
        self.styles.push(style);
    }
}

/// `BrtFont` (MS-XLSB 2.4.149).
fn font(data: &[u8]) -> Font {
    let mut fields = Fields(data);
    let (twips, flags, weight, script) = (fields.u16(), fields.u16(), fields.u16(), fields.u16());
    Font { tenths: twips / 2, bold: weight >= 600, italic: flags & 2 != 0, is_raised: script == 1 }
}

/// `BrtBorder` (MS-XLSB 2.4.302): whether there are lines above and below.
fn border(data: &[u8]) -> (bool, bool) {
    (Fields(data).skip(1).u8() != 0, Fields(data).skip(11).u8() != 0)
}

/// `BrtFill` (MS-XLSB 2.4.155): the colour of a pattern, of which a solid one is the usual.
fn fill(data: &[u8], palette: &Palette) -> Option<[u8; 3]> {
    let mut fields = Fields(data);
    if fields.u32() == 0 {
        return None;
    }
    let (kind, index) = (fields.u8(), fields.u8());
    let mut fields = fields.skip(2);
    let colour = [fields.u8(), fields.u8(), fields.u8()];
    match kind >> 1 {
        1 => palette.colour(u16::from(index)),
        // The program that wrote a colour of the theme worked out what it is.
        2 | 3 if kind & 1 != 0 => Some(colour),
        _ => None,
    }
}
