//! Do the catalogue files say the same as `datapackage.json`: title, period, licence, publisher, version,
//! release time, and size and checksum of every file?

use std::collections::BTreeMap;

use serde_json::Value;

use model::{Failure, Finding};

use super::forms::{CRATE, CRATE_FACTS, FORMS, Form, SCHEMA_ORG};
use super::package::{Package, array};
use super::source::{Source, text};
use super::{codebook, fault};

/// A file that another one lists: its address, its size and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Item {
    pub(super) address: String,
    pub(super) bytes: String,
    pub(super) sha256: String,
}

/// What a file says: facts by their name in words, and the files that it lists.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) facts: BTreeMap<&'static str, String>,
    /// None when it is not a list of files.
    pub(super) items: Option<Vec<Item>>,
}

const CODEBOOK: &str = "data/catalogue/ddi-codebook.xml";
const INDEX: &str = "data/index.html";

/// Checks every catalogue file that is there.
pub(super) fn check(
    source: &mut dyn Source,
    package: &Package,
    hashes: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let true_facts = facts_of(package);
    let tables = tables_of(package);
    for form in FORMS {
        let Some(json) = json(source, form.path, findings)? else { continue };
        let said = said(&json, &form);
        compare(form.path, &said, &true_facts, &tables, findings);
    }
    check_crate(source, hashes, &true_facts, findings)?;
    check_page(source, &true_facts, &tables, findings)?;
    let Some(content) = text(source, CODEBOOK, findings)? else { return Ok(()) };
    match codebook::read(&content) {
        Ok(said) => compare(CODEBOOK, &said, &true_facts, &tables, findings),
        Err(error) => findings.push(fault(CODEBOOK, "form", &format!("it is not valid XML ({error})."))),
    }
    Ok(())
}

/// What the package says, under the names of the facts.
fn facts_of(package: &Package) -> BTreeMap<&'static str, String> {
    let json = &package.json;
    let of = |path: &str| at(json, json, path).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let (from, to, created, version) =
        (of("temporal/start"), of("temporal/end"), of("created"), of("version"));
    let short = of("shortTitle");
    let three = if version.matches('.').count() == 1 { format!("{version}.0") } else { version.clone() };
    BTreeMap::from([
        ("title", package.title.trim().to_owned()),
        ("short title", if short.is_empty() { package.title.trim().to_owned() } else { short }),
        ("licence", of("licenses/0/path")),
        ("publisher", of("contributors/0/title")),
        ("version", version),
        ("version of three numbers", three),
        ("release date", created.get(..10).unwrap_or_default().to_owned()),
        ("release time", created),
        ("period", format!("{from}/{to}")),
        ("first day", from),
        ("last day", to),
    ])
}

/// Path below `data/`, size and SHA-256 of every resource, as the package says.
fn tables_of(package: &Package) -> Vec<Item> {
    let resources = array(&package.json["resources"]).iter();
    resources.map(|resource| item(resource, &["", "path", "bytes", "hash"])).collect()
}

fn said(json: &Value, form: &Form) -> Said {
    Said {
        facts: form.facts.iter().map(|(fact, path)| (*fact, words(at(json, json, path)))).collect(),
        items: form.list.map(|paths| {
            let list = at(json, json, paths[0]).map_or(&[][..], array);
            list.iter().map(|value| item(value, &paths)).collect()
        }),
    }
}

fn item(value: &Value, paths: &[&str; 4]) -> Item {
    let of = |path: &str| words(at(value, value, path));
    Item {
        address: of(paths[1]),
        bytes: of(paths[2]).trim_end_matches(" B").to_owned(),
        sha256: of(paths[3]).trim_start_matches("sha256:").to_ascii_lowercase(),
    }
}

/// A text or number as text; nothing for anything else.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}

/// What is at a path; see [`Form`].
fn at<'a>(root: &'a Value, from: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').try_fold(from, |value, segment| {
        if segment == ">" {
            let id = value["@id"].as_str()?;
            return array(&root["@graph"]).iter().find(|entity| entity["@id"] == id);
        }
        if let Some((key, wanted)) =
            segment.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')?.split_once('='))
        {
            // The root of a crate is `./`, and a slash parts segments.
            let wanted = wanted.replace('~', "/");
            return array(value).iter().find(|item| item[key] == wanted.as_str());
        }
        match segment.parse::<usize>() {
            Ok(number) => value.get(number),
            Err(_) => value.get(segment),
        }
    })
}

fn json(source: &mut dyn Source, path: &str, findings: &mut Vec<Finding>) -> Result<Option<Value>, Failure> {
    let Some(content) = text(source, path, findings)? else { return Ok(None) };
    Ok(parsed(path, &content, findings))
}

fn parsed(path: &str, content: &str, findings: &mut Vec<Finding>) -> Option<Value> {
    match serde_json::from_str(content) {
        Ok(json) => Some(json),
        Err(error) => {
            findings.push(fault(path, "form", &format!("it is not valid JSON ({error}).")));
            None
        }
    }
}

fn compare(
    part: &str,
    said: &Said,
    facts: &BTreeMap<&'static str, String>,
    tables: &[Item],
    findings: &mut Vec<Finding>,
) {
    for (fact, here) in &said.facts {
        let there = facts.get(fact).map(String::as_str).unwrap_or_default();
        super::agree::differ(part, fact, here, there, findings);
    }
    let Some(items) = &said.items else { return };
    for table in tables {
        let listed = items.iter().filter(|item| {
            let before = item.address.strip_suffix(table.address.as_str());
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        });
        match listed.collect::<Vec<_>>().as_slice() {
            [item] => compare_item(part, item, table, findings),
            [] => {
                let problem =
                    format!("it does not list {}, which datapackage.json does.", shown(&table.address));
                findings.push(fault(part, &format!("lists {}", table.address), &problem));
            }
            _ => {
                let problem = format!("it lists {} more than once.", shown(&table.address));
                findings.push(fault(part, &format!("lists {}", table.address), &problem));
            }
        }
    }
    if items.len() > tables.len() {
        let (more, all) = (items.len(), tables.len());
        let problem = format!("it lists {more} files, but datapackage.json describes {all}.");
        findings.push(fault(part, "list", &problem));
    }
}

fn compare_item(part: &str, here: &Item, there: &Item, findings: &mut Vec<Finding>) {
    let name = shown(&there.address);
    let (is, said) = (&there.bytes, shown(&here.bytes));
    if here.bytes != there.bytes {
        let problem = format!("it says that {name} has {said} bytes, but datapackage.json says {is}.");
        findings.push(fault(part, &format!("size {name}"), &problem));
    }
    if here.sha256 != there.sha256 {
        let problem = format!("its checksum of {name} is not the one in datapackage.json.");
        findings.push(fault(part, &format!("hash {name}"), &problem));
    }
}

fn shown(text: &str) -> String {
    text.escape_debug().take(120).collect()
}

/// The crate lists all of the payload but itself, with sizes and checksums as they are.
fn check_crate(
    source: &mut dyn Source,
    hashes: &BTreeMap<String, String>,
    facts: &BTreeMap<&'static str, String>,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let Some(json) = json(source, CRATE, findings)? else { return Ok(()) };
    let parts = at(&json, &json, "@graph/[@id=.~]/hasPart").map_or(&[][..], array);
    let items = parts.iter().map(|link| {
        let entity = at(&json, link, ">").unwrap_or(&Value::Null);
        item(entity, &["", "@id", "contentSize", "sha256"])
    });
    let form = Form { path: CRATE, facts: CRATE_FACTS, list: None };
    let said = Said { items: Some(items.collect()), ..said(&json, &form) };
    let payload = source.files().iter().filter(|(path, _)| path.starts_with("data/") && *path != CRATE);
    let payload: Vec<Item> = payload
        .map(|(path, bytes)| Item {
            address: path.trim_start_matches("data/").to_owned(),
            bytes: bytes.to_string(),
            sha256: hashes.get(path).cloned().unwrap_or_default(),
        })
        .collect();
    compare(CRATE, &Said { facts: said.facts, items: None }, facts, &[], findings);
    let listed: BTreeMap<&str, &Item> =
        said.items.iter().flatten().map(|item| (item.address.as_str(), item)).collect();
    for file in &payload {
        let name = shown(&file.address);
        match listed.get(file.address.as_str()) {
            None => {
                let problem = format!("it does not list {name}.");
                findings.push(fault(CRATE, &format!("lists {name}"), &problem));
            }
            Some(item) if item.bytes != file.bytes || item.sha256 != file.sha256 => {
                let problem = format!("its size or checksum of {name} is not that of the file.");
                findings.push(fault(CRATE, &format!("hash {name}"), &problem));
            }
            Some(_) => {}
        }
    }
    for address in listed.keys().filter(|address| !payload.iter().any(|file| file.address == **address)) {
        let name = shown(address);
        findings.push(fault(
            CRATE,
            &format!("lists {name}"),
            &format!("it lists {name}, which is not there."),
        ));
    }
    Ok(())
}

/// The page: its data block, its heading, and that it runs nothing.
fn check_page(
    source: &mut dyn Source,
    facts: &BTreeMap<&'static str, String>,
    tables: &[Item],
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let Some(page) = text(source, INDEX, findings)? else { return Ok(()) };
    let between = |from: &str, to: &str| {
        let start = page.find(from)? + from.len();
        Some(&page[start..start + page[start..].find(to)?])
    };
    let heading = between("<h1>", "</h1>").unwrap_or_default();
    let heading = quick_xml::escape::unescape(heading).unwrap_or_default();
    super::agree::differ(INDEX, "heading", &heading, &facts["title"], findings);
    let scripts = page.to_ascii_lowercase().matches("<script").count();
    if scripts != 1 {
        let problem = format!("it has {scripts} script elements; it should have its data block alone.");
        findings.push(fault(INDEX, "script", &problem));
    }
    let Some(block) = between("<script type=\"application/ld+json\">", "</script>") else {
        findings.push(fault(INDEX, "block", "it has no data block for search engines."));
        return Ok(());
    };
    if let Some(json) = parsed(INDEX, block, findings) {
        let list = Some(["distribution", "contentUrl", "contentSize", "sha256"]);
        let said = said(&json, &Form { path: INDEX, facts: SCHEMA_ORG, list });
        compare(INDEX, &said, facts, tables, findings);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_lead_through_names_numbers_items_and_links() {
        let document = json!({ "@graph": [
            { "@id": "./", "publisher": { "@id": "#p" }, "sizes": [7, "8 B"] },
            { "@id": "#p", "name": "Body" },
        ] });
        let of = |path: &str| words(at(&document, &document, path));
        assert_eq!(of("@graph/[@id=.~]/publisher/>/name"), "Body");
        assert_eq!(of("@graph/[@id=.~]/sizes/0"), "7");
        assert_eq!(of("@graph/0/sizes/1"), "8 B");
        assert_eq!(of("@graph/[@id=#q]/name"), "");
        assert_eq!(of("nothing/>/at/all"), "");
    }

    #[test]
    fn an_address_must_end_with_the_whole_path() {
        let table = Item { address: "tables/a.csv".into(), bytes: "1".into(), sha256: "x".into() };
        let findings = |address: &str| {
            let items = Some(vec![Item { address: address.into(), ..table.clone() }]);
            let mut findings = Vec::new();
            let said = Said { facts: BTreeMap::new(), items };
            compare("p", &said, &BTreeMap::new(), std::slice::from_ref(&table), &mut findings);
            findings.len()
        };
        assert_eq!(findings("../tables/a.csv"), 0);
        assert_eq!(findings("https://example.gov.uk/x/tables/a.csv"), 0);
        assert_eq!(findings("tables/a.csv"), 0);
        assert_eq!(findings("../othertables/a.csv"), 1);
    }
}
