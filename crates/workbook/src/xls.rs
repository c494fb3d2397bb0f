//! .xls: values, dates, merges and sheet visibility through calamine; number formats, looks, note marks, hidden rows and
//! columns, links and names from the records themselves.

use calamine::{Reader, SheetType, Xls, XlsError};
use model::{CellAddress, CellRange, Failure, FailureKind};

use crate::biff::{Biff, Name};
use crate::excel::{Filler, Opened, visibility};
use crate::extras::DefinedName;
use crate::limits::Limits;
use crate::package::damaged;
use crate::reading::Reading;
use crate::sheet::Sheet;
use crate::watched::Watched;

/// Reads all worksheets.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    biff: &mut Biff,
    limits: &Limits,
    progress: &dyn Reading,
) -> Result<Opened, Failure> {
    let mut book: Xls<_> = Xls::new(Watched::new(bytes, progress)).map_err(|error| failure(name, &error))?;
    let listed = book.sheets_metadata().to_vec();
    let mut opened = Opened::default();
    let worksheets = listed.iter().filter(|meta| meta.typ == SheetType::WorkSheet);
    progress.listed(worksheets.map(|meta| meta.name.clone()).collect());
    let mut filler = Filler::new(name, limits, book.has_1904_epoch(), listed.len(), progress);
    let mut parts = std::mem::take(&mut biff.parts).into_iter();
    for meta in listed {
        let part = parts.next().unwrap_or_default();
        filler.next_sheet()?;
        if meta.typ != SheetType::WorkSheet {
            opened.others.push((meta.name, visibility(meta.visible), meta.typ));
            continue;
        }
        let mut sheet = Sheet::new(meta.name.clone());
        sheet.visibility = visibility(meta.visible);
        let range = book.worksheet_range(&meta.name).map_err(|error| failure(name, &error))?;
        let (top, left) = range.start().unwrap_or_default();
        let (mut ids, mut next) = (vec![None; biff.styles.len()], 0);
        for (row, col, value) in range.used_cells() {
            let (row, col) = (top + row as u32, left + col as u32);
            let style = part.style(&mut next, row, col);
            let id = match (ids.get_mut(style), biff.styles.get(style)) {
                (Some(id), Some(style)) => *id.get_or_insert_with(|| sheet.style_id(style)),
                _ => 0,
            };
            filler.put(&mut sheet, row, col, value, id)?;
        }
        if part.comments > 0 {
            opened.comments.push((meta.name.clone(), part.comments));
        }
        for (row, col, marked) in &part.marked {
            sheet.take_marks(*row, *col, marked);
        }
        sheet.links = part.links;
        sheet.lists = part.lists;
        sheet.hidden_rows = part.hidden_rows;
        sheet.hidden_cols = part.hidden_cols;
        sheet.merges = merges(&book, &meta.name);
        let at = opened.sheets.len();
        opened.sheets.push(filler.end_sheet(at, sheet));
    }
    opened.names = names(&book, std::mem::take(&mut biff.names));
    opened.properties = book.workbook_properties().unwrap_or_default();
    Ok(opened)
}

/// Defined names with the formulas that calamine gives, which come in the same order.
fn names(book: &Xls<Watched<'_>>, names: Vec<Name>) -> Vec<DefinedName> {
    let (formulas, sheets) = (book.defined_names(), book.sheets_metadata());
    let is_complete = formulas.len() == names.len();
    let all = names.into_iter().enumerate().map(|(index, name)| DefinedName {
        name: name.text,
        sheet: name.sheet.and_then(|sheet| sheets.get(sheet)).map(|sheet| sheet.name.clone()),
        formula: formulas
            .get(index)
            // That is how calamine says that it does not know a formula.
            .filter(|(_, formula)| is_complete && !formula.starts_with("Unsupported"))
            .map(|(_, formula)| formula.clone())
            .unwrap_or_default(),
        is_hidden: name.is_hidden,
    });
    all.collect()
}

fn merges(book: &Xls<Watched<'_>>, sheet: &str) -> Vec<CellRange> {
    let cell = |(row, col): (u32, u32)| CellAddress::new(row, col);
    let mut merges: Vec<CellRange> = book
        .merge_cells_by_sheet_name(sheet)
        .unwrap_or_default()
        .into_iter()
        .filter(|merge| merge.start.0 <= merge.end.0 && merge.start.1 <= merge.end.1)
        .map(|merge| CellRange::new(cell(merge.start), cell(merge.end)))
        .collect();
    merges.sort_by_key(|merge| (merge.first.row, merge.first.col));
    merges
}

fn failure(name: &str, error: &XlsError) -> Failure {
    match error {
        XlsError::Password => Failure::new(FailureKind::PasswordProtected, name, ""),
        other => damaged(name, other),
    }
}
