//! Macros and embedded objects.

use model::{Finding, Hidden, Place, Severity};

use super::finding;
use crate::package::Package;

/// What macros are called in a finding, in every format.
pub(super) const MACROS: &str = "Visual Basic project";

/// Macros, macro sheets, `ActiveX` controls, embedded workbooks and objects.
pub(super) fn find(file: &str, package: &Package<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add = |hidden, name: &str| {
        findings.push(finding(Severity::Warning, Place::file(file), hidden, name, 1, Vec::new()));
    };
    if !package.names_ending("vbaproject.bin").is_empty() {
        add(Hidden::Macro, MACROS);
    }
    for path in package.names_in("xl/macrosheets/", "") {
        add(Hidden::Macro, &format!("macro sheet {}", last(&path)));
    }
    for folder in ["xl/embeddings/", "xl/activeX/", "xl/model/"] {
        for path in package.names_in(folder, "") {
            add(Hidden::EmbeddedObject, last(&path));
        }
    }
    findings
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
