//! How the parts of a package point at one another (ECMA-376 part 2, relationships).

use std::collections::BTreeMap;

use crate::package::Package;
use crate::xml::{self, Step, attribute, is};

/// Where a relation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The part, from the root of the package; for an external one, the address as written.
    pub(crate) path: String,
    /// The last word of its type (`worksheet`, `comments`).
    pub(crate) kind: String,
}

/// The relations of a part by id; none where it has none.
pub(crate) fn of(package: &mut Package<'_>, part: &str) -> BTreeMap<String, Target> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let path = format!("{folder}{slash}_rels/{file}.rels");
    let mut targets = BTreeMap::new();
    let Some(rels) = package.reader(&path) else { return targets };
    // What is not well-formed here, calamine refuses.
    let _ = xml::walk(rels, |step| {
        if let Step::Start(element) = step
            && is(element, "Relationship")
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            let is_external = attribute(element, "TargetMode").is_some_and(|mode| mode == "External");
            let path = if is_external { target } else { resolve(folder, &target) };
            let kind = attribute(element, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            targets.insert(id, Target { path, kind });
        }
        true
    });
    targets
}

/// The main part of the workbook.
pub(crate) fn workbook_path(package: &mut Package<'_>) -> String {
    of(package, "")
        .into_values()
        .find(|target| target.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |target| target.path)
}

/// `target` seen from `folder`: `../comments1.xml` from `xl/worksheets` is `xl/comments1.xml`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolve("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
