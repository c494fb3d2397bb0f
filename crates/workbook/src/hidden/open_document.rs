//! What an .ods carries: comments, embedded objects, macros.

use std::collections::{BTreeMap, BTreeSet};

use model::{Finding, Hidden, Place, Severity};

use super::objects::MACROS;
use super::{finding, first_of};
use crate::package::Package;
use crate::xml::{self, Step, attribute, is};

/// Everything of these kinds.
pub(super) fn find(file: &str, package: &mut Package<'_>, has_annotations: bool) -> Vec<Finding> {
    // Walking the whole content again takes as long as reading it did.
    let mut findings = if has_annotations { annotations(file, package) } else { Vec::new() };
    let has_code = |path: &str| {
        let of_basic = path.starts_with("Basic/") && !path.ends_with("-lc.xml") && !path.ends_with("-lb.xml");
        of_basic || path.starts_with("Scripts/")
    };
    if package.names().any(has_code) {
        findings.push(finding(Severity::Warning, Place::file(file), Hidden::Macro, MACROS, 1, Vec::new()));
    }
    // "Object 1/content.xml"; "ObjectReplacements/Object 1" is only its picture.
    let objects: BTreeSet<&str> = package
        .names()
        .filter_map(|path| path.split('/').next())
        .filter(|folder| folder.starts_with("Object ") || folder.starts_with("Object_"))
        .collect();
    for name in objects {
        let place = Place::file(file);
        findings.push(finding(Severity::Warning, place, Hidden::EmbeddedObject, name, 1, Vec::new()));
    }
    findings
}

fn annotations(file: &str, package: &mut Package<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<String, (u64, Vec<String>)> = BTreeMap::new();
    let (mut sheet, mut text) = (String::new(), None::<String>);
    let Some(part) = package.reader("content.xml") else { return Vec::new() };
    // A part that is not well-formed gives what came before the fault.
    let _ = xml::walk(part, |step| {
        match step {
            Step::Start(element) if is(element, "table") => {
                sheet = attribute(element, "name").unwrap_or_default();
            }
            Step::Start(element) if is(element, "annotation") => {
                text = Some(String::new());
            }
            Step::Text(more) => {
                if let Some(text) = &mut text {
                    text.push_str(more);
                }
            }
            Step::End("annotation") => {
                let entry = found.entry(sheet.clone()).or_default();
                entry.0 += 1;
                entry.1.extend(text.take());
            }
            Step::Start(_) | Step::End(_) => {}
        }
        true
    });
    let comment = |(sheet, (count, texts)): (String, (u64, Vec<String>))| {
        let place = Place::sheet(file, &sheet);
        finding(Severity::Warning, place, Hidden::Comment, "comments", count, first_of(&texts))
    };
    found.into_iter().map(comment).collect()
}
