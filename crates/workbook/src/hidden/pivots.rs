//! Pivot caches: a copy of the source of a pivot table, often with records that no sheet shows. Deleting
//! the pivot table's sheet or its source leaves it in place. A cache without records still holds the
//! distinct values of its fields.

use model::{Finding, Hidden, Place, Severity};

use super::{Ordinals, finding, first_of};
use crate::biff12;
use crate::package::Package;
use crate::relations;
use crate::xml::{self, Step, attribute, is};

const FOLDER: &str = "xl/pivotCache/";

/// Every pivot cache.
pub(super) fn find(file: &str, package: &mut Package<'_>) -> Vec<Finding> {
    let mut ordinals = Ordinals::default();
    let mut findings = Vec::new();
    for path in package.names_in(FOLDER, ".xml") {
        if path.to_ascii_lowercase().contains("definition") {
            findings.extend(cache(file, package, &path, &mut ordinals));
        }
    }
    for path in package.names_in(FOLDER, ".bin") {
        if path.to_ascii_lowercase().contains("records") {
            let records = package.part(&path).map_or(0, |part| biff12::count(&part, &biff12::PIVOT_RECORDS));
            let name = ordinals.name("source not named".to_owned());
            let (place, hidden) = (Place::file(file), Hidden::PivotCache);
            findings.push(finding(Severity::Blocker, place, hidden, &name, records, Vec::new()));
        }
    }
    findings
}

/// What the definition of a cache says.
#[derive(Default)]
struct Definition {
    source: Option<String>,
    fields: Vec<String>,
    /// The distinct values of each field.
    shared: Vec<Vec<String>>,
}

fn cache(file: &str, package: &mut Package<'_>, path: &str, ordinals: &mut Ordinals) -> Option<Finding> {
    let definition = definition(package, path);
    let records_path =
        relations::of(package, path).into_values().find(|target| target.kind == "pivotCacheRecords");
    let (count, mut values) =
        records_path.map_or((0, Vec::new()), |target| records(package, &target.path, &definition));
    if count == 0 {
        values = definition.shared.iter().flatten().take(super::FIRST).cloned().collect();
        if values.is_empty() {
            return None;
        }
    }
    let mut starts = vec![definition.fields.join(", ")];
    starts.extend(values);
    // Distinct values alone are no records, but still what somebody took out of sight.
    let severity = if count > 0 { Severity::Blocker } else { Severity::Warning };
    let name = ordinals.name(definition.source.unwrap_or_else(|| "source not named".to_owned()));
    Some(finding(severity, Place::file(file), Hidden::PivotCache, &name, count, first_of(&starts)))
}

fn definition(package: &mut Package<'_>, path: &str) -> Definition {
    let mut out = Definition::default();
    let Some(part) = package.reader(path) else { return out };
    // A part that is not well-formed gives what came before the fault.
    let _ = xml::walk(part, |step| {
        if let Step::Start(element) = step {
            if is(element, "worksheetSource") {
                out.source = attribute(element, "name").or_else(|| attribute(element, "sheet"));
            } else if is(element, "cacheField") {
                out.fields.push(attribute(element, "name").unwrap_or_default());
                out.shared.push(Vec::new());
            } else if let (Some(values), Some(value)) = (out.shared.last_mut(), attribute(element, "v")) {
                values.push(value);
            }
        }
        true
    });
    out
}

/// The number of records and the values of the first ones.
fn records(package: &mut Package<'_>, path: &str, definition: &Definition) -> (u64, Vec<String>) {
    let (mut count, mut values, mut field) = (0, Vec::new(), 0);
    let Some(part) = package.reader(path) else { return (0, values) };
    let _ = xml::walk(part, |step| {
        let Step::Start(element) = step else { return true };
        if is(element, "r") {
            (count, field) = (count + 1, 0);
        } else if count > 0 {
            if values.len() < super::FIRST {
                let own = attribute(element, "v");
                values.extend(if is(element, "x") { shared(definition, field, own) } else { own });
            }
            field += 1;
        }
        true
    });
    (count, values)
}

/// The distinct value that a record points at.
fn shared(definition: &Definition, field: usize, index: Option<String>) -> Option<String> {
    definition.shared.get(field)?.get(index?.parse::<usize>().ok()?).cloned()
}
