//! What a workbook says of areas of cells: links, list tables, defined names, print areas. Each is kept once
//! per area and never per cell.

use model::{CellAddress, CellRange};

use crate::limits::{MAX_COLS, MAX_ROWS};
use crate::sheet::Sheet;

/// A link on an area of cells. What a person sees is the text of the cell; this is where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The cells.
    pub area: CellRange,
    /// Where it leads: an address (`https://…`, `mailto:…`), another file, or `#Sheet!A1` in this workbook.
    pub target: String,
}

/// A list table: what Excel calls a table (`ListObject`), and a named database range of an .ods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListTable {
    /// Its name.
    pub name: String,
    /// Its cells, header and totals included.
    pub area: CellRange,
    /// Whether its first row is a header.
    pub has_header: bool,
    /// Whether its last row holds totals.
    pub has_totals: bool,
    /// The names of its columns, where the file gives them.
    pub columns: Vec<String>,
}

/// A defined name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedName {
    /// The name; Excel's own begin with `_xlnm.`.
    pub name: String,
    /// The sheet in which it is known; everywhere if none.
    pub sheet: Option<String>,
    /// What it stands for, as a formula without its equals sign; empty where it was not understood.
    pub formula: String,
    /// Whether a person does not see it.
    pub is_hidden: bool,
}

impl DefinedName {
    /// The areas that it stands for, with their sheets; none if it stands for something else.
    pub fn areas(&self) -> Vec<(String, CellRange)> {
        areas(&self.formula)
    }
}

/// Excel's name for print areas.
pub(crate) const PRINT_AREA: &str = "_xlnm.Print_Area";

/// The print areas among defined names, with their sheets.
pub(crate) fn print_areas(names: &[DefinedName]) -> Vec<(String, CellRange)> {
    names.iter().filter(|name| name.name == PRINT_AREA).flat_map(DefinedName::areas).collect()
}

/// Those of a sheet that it does not know yet.
pub(crate) fn new_print_areas(sheet: &Sheet, areas: &[(String, CellRange)]) -> Vec<CellRange> {
    let mut new = Vec::new();
    for (_, area) in areas.iter().filter(|(name, _)| *name == sheet.name) {
        // LibreOffice writes a name twice into an .xls.
        if !sheet.print_areas.contains(area) && !new.contains(area) {
            new.push(*area);
        }
    }
    new
}

/// The areas of a formula such as `'Table 1'!$A$1:$C$9,'Table 1'!$E:$F`; none if it is another formula.
pub(crate) fn areas(formula: &str) -> Vec<(String, CellRange)> {
    let parts = split_outside_quotes(formula.trim_start_matches('='), ',');
    let areas: Option<Vec<_>> = parts.into_iter().map(area).collect();
    areas.unwrap_or_default()
}

fn area(text: &str) -> Option<(String, CellRange)> {
    let text = text.trim();
    let (sheet, cells) = text.rsplit_once('!')?;
    Some((unquoted(sheet)?, range(cells)?))
}

/// A sheet's name without the quotation marks that it has in formulas; none if it is in another file.
pub(crate) fn unquoted(sheet: &str) -> Option<String> {
    let inside = sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let name = inside.map_or_else(|| sheet.to_owned(), |inside| inside.replace("''", "'"));
    (!name.is_empty() && !name.contains(['[', ']'])).then_some(name)
}

/// `$A$1:$C$9`, `B2`, `$A:$C` or `$1:$3`.
pub(crate) fn range(text: &str) -> Option<CellRange> {
    let plain = text.replace('$', "");
    let (first, last) = plain.split_once(':').unwrap_or((&plain, &plain));
    let (first, last) = if first.bytes().all(|b| b.is_ascii_digit()) {
        let row = |text: &str| text.parse::<u32>().ok()?.checked_sub(1);
        (CellAddress::new(row(first)?, 0), CellAddress::new(row(last)?, MAX_COLS - 1))
    } else if first.bytes().all(|b| b.is_ascii_alphabetic()) && plain.contains(':') {
        let col = |text: &str| format!("{text}1").parse::<CellAddress>().ok();
        (CellAddress::new(0, col(first)?.col), CellAddress::new(MAX_ROWS - 1, col(last)?.col))
    } else {
        (first.parse().ok()?, last.parse().ok()?)
    };
    checked(first, last)
}

/// An area that lies on a sheet.
pub(crate) fn checked(first: CellAddress, last: CellAddress) -> Option<CellRange> {
    let is_real =
        first.row <= last.row && first.col <= last.col && last.row < MAX_ROWS && last.col < MAX_COLS;
    is_real.then(|| CellRange::new(first, last))
}

/// The parts of a text between separators that do not stand in quotation marks.
pub(crate) fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut is_quoted = false;
    text.split(|c: char| {
        is_quoted ^= c == '\'';
        c == separator && !is_quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_from_formulas() {
        let shown = |formula: &str| -> Vec<String> {
            areas(formula).into_iter().map(|(sheet, area)| format!("{sheet}!{area}")).collect()
        };
        assert_eq!(shown("Sheet1!$A$1:$C$9"), ["Sheet1!A1:C9"]);
        assert_eq!(shown("='It''s, x'!$B$2,S!$A:$B"), ["It's, x!B2", "S!A1:B1048576"]);
        assert_eq!(shown("S!$1:$2"), ["S!A1:XFD2"]);
        for other in ["", "0.5", "SUM(S!A1:A2)", "#REF!", "S!#REF!", "[1]S!A1", "OFFSET(S!A1,0,0)", "S!C9:A1"]
        {
            assert!(shown(other).is_empty(), "{other}");
        }
    }
}
