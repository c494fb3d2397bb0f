//! The workbook part: its sheets, its names, its epoch.

use std::io;

use crate::biff12::{Fields, Records};
use crate::extras::DefinedName;
use crate::package::Package;
use crate::sheet::Visibility;

const WORKBOOK_PROPERTIES: u32 = 153;
const SHEET: u32 = 156;
const NAME: u32 = 39;

/// What the workbook part says.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Listed>,
    /// Names without their formulas.
    pub(super) names: Vec<DefinedName>,
    /// Whether dates count from 1904.
    pub(super) is_1904: bool,
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) visibility: Visibility,
    /// The relation that leads to its part.
    pub(super) relation: String,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>, path: &str) -> io::Result<Self> {
        let mut book = Self::default();
        let Some(part) = package.reader(path) else { return Ok(book) };
        let mut records = Records::new(part);
        while let Some((kind, data)) = records.next()? {
            match kind {
                WORKBOOK_PROPERTIES => book.is_1904 = Fields(data).u32() & 1 != 0,
                SHEET => book.sheets.push(listed(data)),
                NAME => {
                    let name = book.name(data);
                    book.names.push(name);
                }
                _ => {}
            }
        }
        Ok(book)
    }

    /// `BrtName` (MS-XLSB 2.4.711).
    fn name(&self, data: &[u8]) -> DefinedName {
        let mut fields = Fields(data);
        let is_hidden = fields.u32() & 1 != 0;
        let sheet = fields.skip(1).u32();
        DefinedName {
            name: Fields(data).skip(9).text().unwrap_or_default(),
            sheet: self.sheets.get(sheet as usize).map(|sheet| sheet.name.clone()),
            formula: String::new(),
            is_hidden,
        }
    }
}

/// `BrtBundleSh` (MS-XLSB 2.4.310).
fn listed(data: &[u8]) -> Listed {
    let mut fields = Fields(data);
    let visibility = match fields.u32() {
        1 => Visibility::Hidden,
        2 => Visibility::VeryHidden,
        _ => Visibility::Visible,
    };
    let mut fields = fields.skip(4);
    let relation = fields.text().unwrap_or_default();
    Listed { name: fields.text().unwrap_or_default(), visibility, relation }
}
