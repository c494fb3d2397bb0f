//! Defined names that are hidden, broken (`#REF!`) or that point into another file. Names that Excel makes
//! for its own use (print areas, filters) count only when they are broken.

use model::{Finding, Hidden, Place, Severity};

use super::{finding, first_of};
use crate::extras::DefinedName;

/// Every such name.
pub(super) fn find(file: &str, names: &[DefinedName]) -> Vec<Finding> {
    names.iter().filter_map(|name| of(file, name)).collect()
}

fn of(file: &str, name: &DefinedName) -> Option<Finding> {
    let is_own = name.name.starts_with("_xlnm") || name.name.starts_with("_xlfn");
    let is_broken = name.formula.contains("#REF!");
    if !(is_broken || (!is_own && (name.is_hidden || points_outside(&name.formula)))) {
        return None;
    }
    let place = match &name.sheet {
        Some(sheet) => Place::sheet(file, sheet),
        None => Place::file(file),
    };
    let starts = first_of(std::slice::from_ref(&name.formula));
    Some(finding(Severity::Note, place, Hidden::DefinedName, &name.name, 1, starts))
}

/// Whether a formula refers to another file: `[1]Sheet1!A1`, `'C:\[old.xlsx]Sheet1'!A1`. The brackets of
/// an Excel table (`Table1[Column]`) do not.
fn points_outside(formula: &str) -> bool {
    let start = formula.trim_start_matches('=');
    start.starts_with('[') || start.contains("'[") || start.contains("\\[") || start.contains("/[")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_other_files_are_told_from_tables() {
        assert!(points_outside("[1]Sheet1!$A$1") && points_outside("'C:\\x\\[old.xlsx]S'!A1"));
        assert!(!points_outside("Table1[Column]") && !points_outside("Sheet1!$A$1"));
    }
}
