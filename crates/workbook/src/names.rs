//! Defined names of .xlsx and .xlsm, from the part of the workbook.

use crate::extras::DefinedName;
use crate::package::Package;
use crate::relations;
use crate::xml::{self, Step, attribute, flag, is, number};

/// All of them, in order.
pub(crate) fn of_workbook(package: &mut Package<'_>) -> Vec<DefinedName> {
    let path = relations::workbook_path(package);
    let Some(part) = package.reader(&path) else { return Vec::new() };
    let (mut sheets, mut names, mut open) = (Vec::new(), Vec::new(), None::<DefinedName>);
    // A part that is not well-formed gives what came before the fault.
    let _ = xml::walk(part, |step| {
        match step {
            Step::Start(element) if is(element, "sheet") => sheets.extend(attribute(element, "name")),
            Step::Start(element) if is(element, "definedName") => {
                let sheet = number::<usize>(element, "localSheetId").and_then(|index| sheets.get(index));
                open = Some(DefinedName {
                    name: attribute(element, "name").unwrap_or_default(),
                    sheet: sheet.cloned(),
                    formula: String::new(),
                    is_hidden: flag(element, "hidden"),
                });
            }
            Step::Text(text) => {
                if let Some(name) = &mut open {
                    name.formula.push_str(text);
                }
            }
            Step::End("definedName") => names.extend(open.take()),
            Step::Start(_) | Step::End(_) => {}
        }
        true
    });
    names
}
