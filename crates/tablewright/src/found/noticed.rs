//! What was noticed while a table was laid out, as findings under the table's name.

use model::{Finding, Place};

use super::FoundTable;

/// The findings of a table.
pub(super) fn findings(table: &FoundTable) -> Vec<Finding> {
    let tidy = &table.tidy;
    let finding = |remark: &tables::Remark| {
        let cell = remark.cell.map(|cell| cell.to_string());
        let place = Place { file: tidy.file.clone(), sheet: tidy.sheet.clone(), cell };
        let name = format!("{}/{}", tidy.name, remark.name);
        let finding = Finding::thing(None, remark.severity, place, &name, remark.what.clone());
        Finding { table: Some(tidy.name.clone()), ..finding }
    };
    table.making.remarks.iter().map(finding).collect()
}
