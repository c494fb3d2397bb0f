//! Links to other files: where from, and the values that were last read from there.

use model::{Finding, Hidden, Place, Severity};

use super::{Ordinals, finding, first_of};
use crate::biff12;
use crate::package::Package;
use crate::relations;
use crate::xml::{self, Step, attribute, is};

const FOLDER: &str = "xl/externalLinks/";

/// Every link.
pub(super) fn find(file: &str, package: &mut Package<'_>) -> Vec<Finding> {
    let mut ordinals = Ordinals::default();
    let mut paths = package.names_in(FOLDER, ".xml");
    paths.extend(package.names_in(FOLDER, ".bin"));
    let mut findings = Vec::new();
    for path in paths {
        let target = relations::of(package, &path).into_values().next();
        let name = target.map_or_else(|| "not named".to_owned(), |target| file_name(&target.path));
        let (count, values) = cached(package, &path);
        let name = ordinals.name(name);
        let place = Place::file(file);
        findings.push(finding(
            Severity::Warning,
            place,
            Hidden::ExternalLink,
            &name,
            count,
            first_of(&values),
        ));
    }
    findings
}

/// The number of cells kept and the first of them, after the names of the sheets that they are from.
fn cached(package: &mut Package<'_>, path: &str) -> (u64, Vec<String>) {
    if std::path::Path::new(path).extension().is_some_and(|extension| extension == "bin") {
        let count = package.part(path).map_or(0, |part| biff12::count(&part, &biff12::EXTERNAL_CELLS));
        return (count, Vec::new());
    }
    let (mut count, mut values, mut in_value) = (0, Vec::new(), false);
    let Some(part) = package.reader(path) else { return (0, values) };
    // A part that is not well-formed gives what came before the fault.
    let _ = xml::walk(part, |step| {
        match step {
            Step::Start(element) if is(element, "v") => {
                (count, in_value) = (count + 1, true);
            }
            Step::Start(element) if is(element, "sheetName") => values.extend(attribute(element, "val")),
            Step::End("v") => in_value = false,
            Step::Text(text) if in_value && values.len() < 100 => values.push(text.to_owned()),
            Step::Start(_) | Step::End(_) | Step::Text(_) => {}
        }
        true
    });
    (count, values)
}

/// The file's name at the end of an address: folders tell of people and servers, and change.
fn file_name(address: &str) -> String {
    let last = address.rsplit(['/', '\\']).next().unwrap_or(address);
    let mut bytes = Vec::new();
    let mut rest = last.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let escaped = (byte == b'%')
            .then(|| [ahead.next(), ahead.next()])
            .and_then(|[a, b]| String::from_utf8(vec![a?, b?]).ok())
            .and_then(|digits| u8::from_str_radix(&digits, 16).ok());
        bytes.push(escaped.unwrap_or(byte));
        if escaped.is_some() {
            rest = ahead;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_left_out() {
        for (address, name) in [
            ("file:///\\\\server\\people\\Old%20release.xlsx", "Old release.xlsx"),
            ("../a/b.xlsx", "b.xlsx"),
            ("100%.xlsx", "100%.xlsx"),
        ] {
            assert_eq!(file_name(address), name);
        }
    }
}
