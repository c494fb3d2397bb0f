//! The table of shared strings, and rich strings wherever they stand.

use std::collections::BTreeMap;
use std::io;

use model::Progress;

use super::looks::Looks;
use crate::biff12::{Fields, Records};
use crate::marks::{self, Marked};
use crate::package::Package;

const STRING: u32 = 19;
/// Strings between two looks at whether to stop.
const BLOCK: usize = 1 << 16;

/// Shared strings by index.
#[derive(Default)]
pub(super) struct Strings {
    pub(super) texts: Vec<String>,
    pub(super) marked: BTreeMap<u32, Marked>,
}

impl Strings {
    pub(super) fn read(
        package: &mut Package<'_>,
        path: Option<&str>,
        looks: &Looks,
        progress: &dyn Progress,
    ) -> io::Result<Self> {
        let mut strings = Self::default();
        let Some(part) = path.and_then(|path| package.reader(path)) else { return Ok(strings) };
        let mut records = Records::new(part);
        while let Some((kind, data)) = records.next()? {
            if kind != STRING {
                continue;
            }
            let (text, marked) = rich(data, looks);
            strings.marked.extend(marked.map(|marked| (strings.texts.len() as u32, marked)));
            strings.texts.push(text);
            if strings.texts.len().is_multiple_of(BLOCK) && progress.cancelled() {
                break;
            }
        }
        Ok(strings)
    }
}

/// A `RichStr` (MS-XLSB 2.5.121): its text, and that without note marks if it has some.
pub(super) fn rich(data: &[u8], looks: &Looks) -> (String, Option<Marked>) {
    let mut fields = Fields(data);
    let has_runs = fields.u8() & 1 != 0;
    let text = fields.text().unwrap_or_default();
    if !has_runs {
        return (text, None);
    }
    let count = (fields.u32() as usize).min(fields.0.len() / 4);
    let runs: Vec<(usize, bool)> =
        (0..count).map(|_| (usize::from(fields.u16()), looks.is_raised(fields.u16()))).collect();
    let marked = marks::taken_out(&text, &marks::raised(&text, &runs));
    (text, marked)
}
