//! .xlsb: the records of its parts (MS-XLSB), read once and as a stream. calamine is asked only for the formulas of
//! defined names and for the document's properties: of this format it tells no looks, merges or hidden rows,
//! and passes over cells of rich text and of errors that a formula gave.

mod book;
mod looks;
mod sheet;
mod strings;

use std::io::{Cursor, Write};
use std::panic::catch_unwind;

use calamine::{Reader, SheetType, Xlsb};
use model::Failure;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::excel::{Filler, Opened};
use crate::extras::DefinedName;
use crate::limits::Limits;
use crate::package::{Package, unreadable};
use crate::reading::Reading;
use crate::relations;
use crate::sheet::Sheet;

use book::Book;
use looks::Looks;
use strings::Strings;

/// Reads all worksheets.
pub(crate) fn read(
    name: &str,
    package: &mut Package<'_>,
    limits: &Limits,
    progress: &dyn Reading,
) -> Result<Opened, Failure> {
    let main = relations::workbook_path(package);
    let broken = |error: std::io::Error| unreadable(name, &error);
    let Book { sheets, names, is_1904 } = Book::read(package, &main).map_err(broken)?;
    let targets = relations::of(package, &main);
    let beside =
        |kind: &str| targets.values().find(|target| target.kind == kind).map(|target| target.path.clone());
    let looks = Looks::read(package, beside("styles").as_deref()).map_err(broken)?;
    let path = beside("sharedStrings");
    let strings = Strings::read(package, path.as_deref(), &looks, progress).map_err(broken)?;
    let mut opened = Opened::default();
    let claimed = package.claimed_sheet_bytes();
    let mut filler = Filler::new(name, limits, is_1904, sheets.len(), progress).by_bytes(claimed);
    for listed in sheets {
        filler.next_sheet()?;
        let target = targets.get(&listed.relation);
        let typ = target.map_or(SheetType::WorkSheet, |target| kind(&target.kind));
        if typ != SheetType::WorkSheet {
            opened.others.push((listed.name, listed.visibility, typ));
            continue;
        }
        let mut sheet = Sheet::new(listed.name);
        sheet.visibility = listed.visibility;
        if let Some(target) = target {
            sheet::read(&mut filler, package, &target.path, (&looks, &strings, is_1904), &mut sheet)?;
        }
        let at = opened.sheets.len();
        opened.sheets.push(filler.end_sheet(at, sheet));
    }
    opened.names = names;
    ask_calamine(package, &main, &mut opened);
    Ok(opened)
}

fn kind(relation: &str) -> SheetType {
    match relation {
        "chartsheet" => SheetType::ChartSheet,
        "dialogsheet" => SheetType::DialogSheet,
        "xlMacrosheet" | "xlIntlMacrosheet" => SheetType::MacroSheet,
        _ => SheetType::WorkSheet,
    }
}

/// Formulas of names, and properties, from calamine: it is given the workbook without cells and strings. What it
/// does not understand, or what makes it panic, is left empty.
fn ask_calamine(package: &mut Package<'_>, main: &str, opened: &mut Opened) {
    let Ok(stub) = stub(package, main) else { return };
    let asked = catch_unwind(|| {
        let mut book = Xlsb::new(Cursor::new(stub)).ok()?;
        Some((book.workbook_properties().unwrap_or_default(), book.defined_names().to_vec()))
    });
    let Ok(Some((properties, formulas))) = asked else { return };
    opened.properties = properties;
    if formulas.len() == opened.names.len() {
        let pairs = opened.names.iter_mut().zip(formulas);
        pairs.for_each(|(name, (_, formula)): (&mut DefinedName, _)| name.formula = formula);
    }
}

fn stub(package: &mut Package<'_>, main: &str) -> zip::result::ZipResult<Vec<u8>> {
    let is_wanted = |name: &&str| {
        let lower = name.to_ascii_lowercase();
        *name == main
            || lower.starts_with("_rels/")
            || lower.starts_with("docprops/")
            || lower.starts_with("xl/_rels/")
    };
    let wanted: Vec<String> = package.names().filter(is_wanted).map(str::to_owned).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for name in wanted {
        let Some(content) = package.part(&name) else { continue };
        zip.start_file(name.as_str(), options)?;
        zip.write_all(&content)?;
    }
    Ok(zip.finish()?.into_inner())
}
