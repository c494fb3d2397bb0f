//! `datapackage.json` as a reader understands it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use model::{Failure, Finding};

use super::fault;
use super::layout::is_part;
use super::source::{Source, is_safe, text};

/// Where it is in a bag.
pub(super) const PACKAGE: &str = "data/datapackage.json";

/// What the package says about itself and its tables.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) title: String,
    pub(super) json: Value,
    pub(super) resources: Vec<Resource>,
}

/// A CSV of the package.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) name: String,
    /// From the folder of `datapackage.json`.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) fields: Vec<Field>,
    pub(super) key: Vec<String>,
    /// The texts that stand for an empty cell.
    pub(super) missing: BTreeSet<String>,
    /// Columns whose values another resource lists: column, resource, its column.
    pub(super) links: Vec<(String, String, String)>,
}

/// A column of a CSV.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) required: bool,
}

impl Resource {
    /// Its path from the root of the bag.
    pub(super) fn place(&self) -> String {
        format!("data/{}", self.path)
    }

    /// Whether it is a table of the release, not a code list or the data dictionary.
    pub(super) fn is_table(&self) -> bool {
        self.path
            .strip_prefix("tables/")
            .is_some_and(|name| !name.contains('/') && name != "data-dictionary.csv")
    }
}

/// Reads the package, and checks size and checksum of every resource. None when it cannot be read.
pub(super) fn read(
    source: &mut dyn Source,
    hashes: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Result<Option<Package>, Failure> {
    let Some(content) = text(source, PACKAGE, findings)? else {
        if !source.files().contains_key(PACKAGE) {
            findings.push(fault(
                PACKAGE,
                "needed",
                "the bundle has none; it describes the tables for programs.",
            ));
        }
        return Ok(None);
    };
    let json: Value = match serde_json::from_str(&content) {
        Ok(json) => json,
        Err(error) => {
            findings.push(fault(PACKAGE, "form", &format!("it is not valid JSON ({error}).")));
            return Ok(None);
        }
    };
    let mut resources = Vec::new();
    let mut names = BTreeSet::new();
    for (index, value) in array(&json["resources"]).iter().enumerate() {
        match resource(value) {
            Some(resource) if names.insert(resource.name.clone()) => {
                check_bytes(source, hashes, value, &resource, findings);
                resources.push(resource);
            }
            _ => {
                let number = index + 1;
                let problem = format!("resource {number} has no name and path of its own, or no fields.");
                findings.push(fault(PACKAGE, &format!("resource {number}"), &problem));
            }
        }
    }
    if resources.is_empty() {
        findings.push(fault(PACKAGE, "resources", "it describes no table."));
    }
    let described: BTreeSet<String> = resources.iter().map(Resource::place).collect();
    for path in source.files().keys().filter(|path| path.starts_with("data/")) {
        if !described.contains(path) && !is_part(path) {
            let problem = "nothing in the bundle describes it, so it may not be meant for the public.";
            findings.push(fault(path, "described", problem));
        }
    }
    let title = json["title"].as_str().unwrap_or_default().to_owned();
    Ok(Some(Package { title, json, resources }))
}

/// The items of an array; none of anything else.
pub(super) fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text, or an array of texts: both are allowed for keys.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        _ => array(value).iter().filter_map(Value::as_str).map(str::to_owned).collect(),
    }
}

fn resource(value: &Value) -> Option<Resource> {
    let name = value["name"].as_str()?.to_owned();
    let path = value["path"].as_str().filter(|path| is_safe(path))?.to_owned();
    let schema = &value["schema"];
    let fields: Option<Vec<Field>> = array(&schema["fields"]).iter().map(field).collect();
    let fields = fields.filter(|fields| !fields.is_empty())?;
    let missing = match &schema["missingValues"] {
        Value::Array(_) => texts(&schema["missingValues"]).into_iter().collect(),
        _ => BTreeSet::from([String::new()]),
    };
    let links = array(&schema["foreignKeys"]).iter().filter_map(|link| {
        // Only links of one column are made; others are left to the judges.
        let (from, to) = (texts(&link["fields"]), texts(&link["reference"]["fields"]));
        let target =
            link["reference"]["resource"].as_str().filter(|target| !target.is_empty()).unwrap_or(&name);
        match (from.as_slice(), to.as_slice()) {
            ([from], [to]) => Some((from.clone(), target.to_owned(), to.clone())),
            _ => None,
        }
    });
    let links = links.collect();
    let title = value["title"].as_str().unwrap_or_default().to_owned();
    Some(Resource { name, path, title, fields, key: texts(&schema["primaryKey"]), missing, links })
}

fn field(value: &Value) -> Option<Field> {
    Some(Field {
        name: value["name"].as_str()?.to_owned(),
        kind: value["type"].as_str().unwrap_or("any").to_owned(),
        required: value["constraints"]["required"].as_bool().unwrap_or(false),
    })
}

fn check_bytes(
    source: &dyn Source,
    hashes: &BTreeMap<String, String>,
    value: &Value,
    resource: &Resource,
    findings: &mut Vec<Finding>,
) {
    let place = resource.place();
    let Some(bytes) = source.files().get(&place) else {
        let problem = "datapackage.json describes it, but the bundle does not hold it.";
        findings.push(fault(&place, "absent", problem));
        return;
    };
    if let Some(said) = value["bytes"].as_u64().filter(|said| said != bytes) {
        let problem = format!("datapackage.json says that it has {said} bytes, but it has {bytes}.");
        findings.push(fault(&place, "bytes", &problem));
    }
    let said = value["hash"].as_str().and_then(|hash| hash.strip_prefix("sha256:"));
    if said.is_some() && hashes.get(&place).is_some_and(|is| Some(is.as_str()) != said) {
        findings.push(fault(&place, "hash", "its checksum is not the one in datapackage.json."));
    }
}
