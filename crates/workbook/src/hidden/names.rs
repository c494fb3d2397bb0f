//! Defined names that are hidden, broken (`#REF!`) or that point into another file. Names that Excel makes
//! for its own use (print areas, filters) count only when they are broken.

use model::{Finding, Hidden, Place, Severity};

use super::{Ordinals, finding, first_of};
use crate::package::Package;
use crate::relations;
use crate::xml::{self, Step, attribute, flag, is};

/// Every such name.
pub(super) fn find(file: &str, package: &mut Package<'_>) -> Vec<Finding> {
    let path = relations::workbook_path(package);
    // In an .xlsb this part is binary; its names are not read.
    if path.rsplit('.').next() == Some("bin") {
        return Vec::new();
    }
    let Some(part) = package.reader(&path) else { return Vec::new() };
    let (mut sheets, mut findings, mut open) = (Vec::new(), Vec::new(), None::<Name>);
    // A part that is not well-formed gives what came before the fault.
    let _ = xml::walk(part, |step| {
        match step {
            Step::Start(element) if is(element, "sheet") => sheets.extend(attribute(element, "name")),
            Step::Start(element) if is(element, "definedName") => open = Some(Name::of(element)),
            Step::Text(text) => {
                if let Some(name) = &mut open {
                    name.formula.push_str(text);
                }
            }
            Step::End("definedName") => {
                findings.extend(open.take().and_then(|name| name.finding(file, &sheets)));
            }
            Step::Start(_) | Step::End(_) => {}
        }
        true
    });
    findings
}

/// The broken ones of names that are given as name and formula.
pub(super) fn broken(file: &str, names: &[(String, String)]) -> Vec<Finding> {
    let mut ordinals = Ordinals::default();
    let mut findings = Vec::new();
    for (name, formula) in names.iter().filter(|(_, formula)| formula.contains("#REF")) {
        // In an .xls the names of print areas and the like are single control characters.
        let is_own = name.chars().all(char::is_control);
        let name = ordinals.name(if is_own { "built-in name".to_owned() } else { name.clone() });
        let starts = first_of(std::slice::from_ref(formula));
        findings.push(finding(Severity::Note, Place::file(file), Hidden::DefinedName, &name, 1, starts));
    }
    findings
}

struct Name {
    called: String,
    /// Index of the sheet that it belongs to.
    sheet: Option<usize>,
    is_hidden: bool,
    formula: String,
}

impl Name {
    fn of(element: &quick_xml::events::BytesStart<'_>) -> Self {
        Self {
            called: attribute(element, "name").unwrap_or_default(),
            sheet: xml::number(element, "localSheetId"),
            is_hidden: flag(element, "hidden"),
            formula: String::new(),
        }
    }

    fn finding(self, file: &str, sheets: &[String]) -> Option<Finding> {
        let is_own = self.called.starts_with("_xlnm") || self.called.starts_with("_xlfn");
        let is_broken = self.formula.contains("#REF!");
        if !(is_broken || (!is_own && (self.is_hidden || points_outside(&self.formula)))) {
            return None;
        }
        let place = match self.sheet.and_then(|index| sheets.get(index)) {
            Some(sheet) => Place::sheet(file, sheet),
            None => Place::file(file),
        };
        let starts = first_of(&[self.formula]);
        Some(finding(Severity::Note, place, Hidden::DefinedName, &self.called, 1, starts))
    }
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
