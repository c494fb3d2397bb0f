//! `ckan-package.json`: the argument of CKAN's `package_create`, with the fields that data.gov.uk adds.

use serde_json::{Value, json};

use super::{CSV, Object, Record};
use crate::dictionary::CsvFile;

/// The release as a package.
pub(super) fn package(record: Record<'_>) -> Value {
    let metadata = record.metadata;
    let contact = &metadata.contact;
    Object::default()
        .put("name", metadata.edition_name())
        .put("title", record.title())
        .put("notes", metadata.full_description())
        .text("url", record.identifier().unwrap_or_default())
        .put("version", metadata.version.trim())
        .put("author", record.publisher())
        .put("maintainer", contact.name.trim())
        .put("maintainer_email", contact.email.trim())
        .maybe("license_id", record.is_ogl().then_some("uk-ogl"))
        .put("license_title", metadata.licence.name.trim())
        .put("license_url", metadata.licence.url.trim())
        .put("tags", metadata.keywords.iter().filter_map(|word| tag(word)).collect::<Value>())
        .put("extras", extras(record))
        .put("resources", record.files.iter().map(|file| resource(record, file)).collect::<Value>())
        .into()
}

/// A tag of CKAN has 2 to 100 letters, digits, spaces, `-`, `_` or `.`.
fn tag(word: &str) -> Option<Value> {
    let plain = |c: char| if c.is_alphanumeric() || " -_.".contains(c) { c } else { ' ' };
    let plain: String = word.chars().map(plain).collect();
    let name: String = plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
    (name.chars().count() > 1).then(|| json!({ "name": name.trim() }))
}

fn extras(record: Record<'_>) -> Value {
    let metadata = record.metadata;
    let contact = &metadata.contact;
    let [from, to] = record.period();
    let attribution = metadata.attribution();
    let pairs = [
        ("contact-email", contact.email.as_str()),
        ("contact-name", &contact.name),
        ("contact-phone", &contact.phone),
        ("date_released", record.issued),
        ("geographic_coverage", &metadata.coverage),
        ("licence-custom", &attribution),
        ("publisher", record.publisher()),
        ("temporal_coverage-from", from),
        ("temporal_coverage-to", to),
        ("theme-primary", &metadata.theme),
        ("update_frequency", &metadata.frequency),
    ];
    let known = pairs.into_iter().filter(|(_, value)| !value.trim().is_empty());
    known.map(|(key, value)| json!({ "key": key, "value": value.trim() })).collect()
}

fn resource(record: Record<'_>, file: &CsvFile) -> Value {
    Object::default()
        .put("name", file.title.as_str())
        .text("description", &file.description)
        .put("url", record.address("../", &format!("tables/{}", file.path)))
        .put("format", "CSV")
        .put("mimetype", CSV)
        .put("size", file.bytes)
        .put("hash", format!("sha256:{}", file.sha256))
        .put("resource-type", "file")
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_what_ckan_takes() {
        let name = |word: &str| tag(word).map(|tag| tag["name"].as_str().map(str::to_owned).unwrap());
        assert_eq!(name("A&E, 4 hours"), Some("A E 4 hours".into()));
        assert_eq!(name("Ynys Môn"), Some("Ynys Môn".into()));
        assert_eq!(name("!"), None);
    }
}
