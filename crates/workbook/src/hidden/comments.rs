//! Comments and threaded comments, one finding per sheet that has some.

use std::collections::BTreeMap;

use model::{Finding, Hidden, Place, Severity};

use super::{finding, first_of};
use crate::biff12;
use crate::package::Package;
use crate::xml::{self, Step, is};
use crate::{relations, sheet_part};

/// The comments of every sheet.
pub(super) fn find(file: &str, package: &mut Package<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut by_part: BTreeMap<String, String> = BTreeMap::new();
    for (sheet, path) in sheet_part::paths(package) {
        for target in relations::of(package, &path).into_values() {
            by_part.insert(target.path, sheet.clone());
        }
    }
    let mut found: BTreeMap<Option<String>, (u64, Vec<String>)> = BTreeMap::new();
    for path in package.names_ending(".xml").into_iter().chain(package.names_ending(".bin")) {
        let lower = path.to_ascii_lowercase();
        let file_name = lower.rsplit('/').next().unwrap_or_default();
        if !lower.starts_with("xl/")
            || !(file_name.starts_with("comment") || file_name.starts_with("threadedcomment"))
        {
            continue;
        }
        let (count, texts) = comments(package, &path);
        let entry = found.entry(by_part.get(&path).cloned()).or_default();
        // A threaded comment has a copy among the plain ones, for older programs.
        entry.0 = entry.0.max(count);
        entry.1.extend(texts);
    }
    for (sheet, (count, texts)) in found.into_iter().filter(|(_, (count, _))| *count > 0) {
        let place = sheet.map_or_else(|| Place::file(file), |sheet| Place::sheet(file, &sheet));
        findings.push(finding(
            Severity::Warning,
            place,
            Hidden::Comment,
            "comments",
            count,
            first_of(&texts),
        ));
    }
    findings
}

/// The number of comments in a part and their texts.
fn comments(package: &mut Package<'_>, path: &str) -> (u64, Vec<String>) {
    if std::path::Path::new(path).extension().is_some_and(|extension| extension == "bin") {
        let count = package.part(path).map_or(0, |part| biff12::count(&part, &biff12::COMMENTS));
        return (count, Vec::new());
    }
    let (mut count, mut texts, mut text) = (0, Vec::new(), None::<String>);
    let Some(part) = package.reader(path) else { return (0, texts) };
    // A part that is not well-formed gives what came before the fault.
    let _ = xml::walk(part, |step| {
        match step {
            Step::Start(element) if is(element, "comment") || is(element, "threadedComment") => {
                count += 1;
                text = Some(String::new());
            }
            Step::Text(more) => {
                if let Some(text) = &mut text {
                    text.push_str(more);
                }
            }
            Step::End("comment" | "threadedComment") => texts.extend(text.take()),
            Step::Start(_) | Step::End(_) => {}
        }
        true
    });
    (count, texts)
}
