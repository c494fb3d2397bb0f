//! What an .xls carries beside its sheets: pivot caches, links, comments, macros, objects, broken names.

use model::{Finding, Hidden, Place, Severity};

use super::objects::MACROS;
use super::{Ordinals, finding, names};
use crate::biff::{self, Biff};
use crate::compound::Compound;
use crate::excel::Opened;

/// Everything of these kinds. Texts of comments and values of caches are not read.
pub(super) fn find(file: &str, compound: &Compound, biff: &Biff, opened: &Opened) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut ordinals = Ordinals::default();
    let whole = || Place::file(file);
    for cache in &compound.pivot_caches {
        let name = ordinals.name("source not named".to_owned());
        let records = biff::pivot_records(cache);
        findings.push(finding(Severity::Blocker, whole(), Hidden::PivotCache, &name, records, Vec::new()));
    }
    for (target, cells) in &biff.links {
        let name = ordinals.name(target.clone());
        findings.push(finding(Severity::Warning, whole(), Hidden::ExternalLink, &name, *cells, Vec::new()));
    }
    for (sheet, count) in &opened.comments {
        let place = Place::sheet(file, sheet);
        findings.push(finding(Severity::Warning, place, Hidden::Comment, "comments", *count, Vec::new()));
    }
    if compound.has_macros {
        findings.push(finding(Severity::Warning, whole(), Hidden::Macro, MACROS, 1, Vec::new()));
    }
    for object in &compound.objects {
        findings.push(finding(Severity::Warning, whole(), Hidden::EmbeddedObject, object, 1, Vec::new()));
    }
    findings.extend(names::find(file, &opened.names));
    findings
}
