//! Do the files of a bundle say the same?

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use csv::ByteRecord;
use serde_json::Value;

use model::{Failure, Finding};

use super::bagit::info;
use super::csv_check::Records;
use super::package::{Package, Resource, array, texts};
use super::source::{Source, text};
use super::{catalogue, fault, layout};

const CSVW: &str = "data/tables/csv-metadata.json";
const README: &str = "data/README.md";
const DICTIONARY: &str = "data/tables/data-dictionary.csv";

/// Checks that the parts of every bundle are there, and that they agree.
pub(super) fn check(
    source: &mut dyn Source,
    package: Option<&Package>,
    hashes: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    layout::check(source, findings)?;
    let Some(package) = package else { return Ok(()) };
    check_titles(source, package, findings)?;
    check_csvw(source, package, findings)?;
    check_dictionary(source, package, findings)?;
    catalogue::check(source, package, hashes, findings)
}

fn check_titles(
    source: &mut dyn Source,
    package: &Package,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    if let Some(readme) = text(source, README, findings)? {
        let heading = readme.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
        differ(README, "title", heading, &package.title, findings);
    }
    if let Some(tags) = text(source, "bag-info.txt", findings)? {
        for (name, said) in [
            ("External-Description", Some(package.title.as_str())),
            ("Bagging-Date", package.json["created"].as_str().and_then(|time| time.get(..10))),
        ] {
            if let (Some(value), Some(said)) = (info(&tags, name), said) {
                differ("bag-info.txt", name, value, said, findings);
            }
        }
    }
    Ok(())
}

/// A finding when two parts do not say the same.
pub(super) fn differ(part: &str, what: &str, here: &str, there: &str, findings: &mut Vec<Finding>) {
    if here.trim() != there.trim() {
        let short = |text: &str| -> String { text.trim().escape_debug().take(80).collect() };
        let problem =
            format!("its {what} is '{}', but datapackage.json says '{}'.", short(here), short(there));
        findings.push(fault(part, &format!("differs {what}"), &problem));
    }
}

fn check_csvw(
    source: &mut dyn Source,
    package: &Package,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let Some(content) = text(source, CSVW, findings)? else { return Ok(()) };
    let json: Value = match serde_json::from_str(&content) {
        Ok(json) => json,
        Err(error) => {
            findings.push(fault(CSVW, "form", &format!("it is not valid JSON ({error}).")));
            return Ok(());
        }
    };
    let of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let package_json = &package.json;
    let temporal = &package_json["temporal"];
    let period = format!("{}/{}", of(&temporal["start"]), of(&temporal["end"]));
    for (what, here, there) in [
        ("title", of(&json["dc:title"]), package.title.clone()),
        ("licence", of(&json["dc:license"]["@id"]), of(&package_json["licenses"][0]["path"])),
        ("publisher", of(&json["dc:publisher"]), of(&package_json["contributors"][0]["title"])),
        ("release time", of(&json["dc:issued"]["@value"]), of(&package_json["created"])),
        ("period", of(&json["dc:temporal"]), period),
    ] {
        differ(CSVW, what, &here, &there, findings);
    }
    let mut tables: BTreeMap<String, &Value> = BTreeMap::new();
    for table in array(&json["tables"]) {
        tables.insert(format!("tables/{}", of(&table["url"])), table);
    }
    for resource in &package.resources {
        let Some(table) = tables.remove(&resource.path) else {
            let problem = format!("it does not describe {}, which datapackage.json does.", resource.path);
            findings.push(fault(CSVW, &resource.path, &problem));
            continue;
        };
        check_columns(resource, table, findings);
    }
    for path in tables.keys() {
        let shown: String = path.escape_debug().take(120).collect();
        let problem = format!("it describes {shown}, which datapackage.json does not.");
        findings.push(fault(CSVW, &shown, &problem));
    }
    Ok(())
}

fn check_columns(resource: &Resource, table: &Value, findings: &mut Vec<Finding>) {
    let schema = &table["tableSchema"];
    let here: Vec<String> = array(&schema["columns"]).iter().map(csvw_column).collect();
    let there: Vec<String> = resource
        .fields
        .iter()
        .map(|field| {
            let kind = if matches!(field.kind.as_str(), "number" | "integer") { "number" } else { "text" };
            described(&field.name, kind, field.required)
        })
        .collect();
    let path = &resource.path;
    if let Some(at) = (0..here.len().max(there.len())).find(|at| here.get(*at) != there.get(*at)) {
        let say =
            |columns: &[String]| columns.get(at).map_or("nothing".to_owned(), |column| format!("'{column}'"));
        let (number, here, there) = (at + 1, say(&here), say(&there));
        let problem = format!("column {number} of {path} is {here}, but datapackage.json says {there}.");
        findings.push(fault(CSVW, &format!("columns {path}"), &problem));
    }
    if texts(&schema["primaryKey"]) != resource.key {
        let problem = format!("its key of {path} is not the one in datapackage.json.");
        findings.push(fault(CSVW, &format!("key {path}"), &problem));
    }
    let title = table["dc:title"].as_str().unwrap_or_default();
    differ(CSVW, &format!("title of {path}"), title, &resource.title, findings);
}

/// A column of CSV on the Web in the words of [`described`].
fn csvw_column(column: &Value) -> String {
    let datatype = &column["datatype"];
    let base = datatype.as_str().or_else(|| datatype["base"].as_str()).unwrap_or("string");
    let number = ["decimal", "double", "float", "number", "integer", "int", "long", "nonNegativeInteger"];
    let kind = if number.contains(&base) { "number" } else { "text" };
    let name = column["name"].as_str().unwrap_or_default();
    described(name, kind, column["required"].as_bool().unwrap_or(false))
}

fn described(name: &str, kind: &str, required: bool) -> String {
    let name: String = name.escape_debug().take(80).collect();
    format!("{name}: {kind}{}", if required { ", never blank" } else { "" })
}

/// Every column has its line in the data dictionary, and no other.
fn check_dictionary(
    source: &mut dyn Source,
    package: &Package,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    if !source.files().contains_key(DICTIONARY) {
        return Ok(());
    }
    let expected: BTreeSet<(String, String)> = package
        .resources
        .iter()
        .filter(|resource| resource.place() != DICTIONARY)
        .flat_map(|resource| {
            let path = resource.path.strip_prefix("tables/").unwrap_or(&resource.path).to_owned();
            resource.fields.iter().map(move |field| (path.clone(), field.name.clone()))
        })
        .collect();
    let read = source.open(DICTIONARY).and_then(|from| {
        let mut records = Records::new(from);
        let mut record = ByteRecord::new();
        let mut left = expected;
        let mut strange = 0u64;
        records.next(&mut record)?;
        while records.next(&mut record)? {
            let cell = |at| String::from_utf8_lossy(record.get(at).unwrap_or_default()).into_owned();
            strange += u64::from(!left.remove(&(cell(0), cell(1))));
        }
        Ok((left, strange))
    });
    match read {
        Ok((left, strange)) => {
            if let Some((path, column)) = left.first() {
                let shown: String = format!("{column} of {path}").escape_debug().take(120).collect();
                let count = left.len();
                let problem = format!("it lacks {count} of the columns, first {shown}.");
                findings.push(fault(DICTIONARY, "lacks", &problem));
            }
            if strange > 0 {
                let problem = format!("{strange} of its rows are about columns that no table has.");
                findings.push(fault(DICTIONARY, "strange", &problem));
            }
        }
        // The damage has been reported.
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {}
        Err(error) => {
            source.broken(DICTIONARY, &error)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn columns_are_compared_in_the_same_words() {
        let column = json!({ "name": "value", "datatype": "decimal", "required": true });
        assert_eq!(csvw_column(&column), described("value", "number", true));
        let column = json!({ "name": "marker", "datatype": { "base": "string", "format": "x" } });
        assert_eq!(csvw_column(&column), described("marker", "text", false));
        assert_eq!(csvw_column(&json!(null)), described("", "text", false));
    }
}
