//! `datacite.json`: what a DOI is registered with (`DataCite` Metadata Schema 4.5).

use serde_json::{Value, json};

use super::{CSV, Object, Record};

/// What the date of the period is; version 4.5 of the schema has no kind for it.
const PERIOD: &str = "The period that the data are about";

/// The release as a resource.
pub(super) fn resource(record: Record<'_>) -> Value {
    let metadata = record.metadata;
    let language = metadata.language.trim();
    let bytes: u64 = record.files.iter().map(|file| file.bytes).sum();
    let rows: u64 = record.files[..record.tables].iter().map(|file| file.rows).sum();
    Object::default()
        .put("schemaVersion", "http://datacite.org/schema/kernel-4")
        .maybe("url", record.identifier())
        .maybe("alternateIdentifiers", record.identifier().map(identifiers))
        .put("types", json!({ "resourceTypeGeneral": "Dataset", "resourceType": "Statistics" }))
        .put("titles", titles(record))
        .put("creators", json!([{ "name": record.publisher(), "nameType": "Organizational" }]))
        .put("publisher", publisher(record))
        .put("publicationYear", record.date().get(..4).unwrap_or_default())
        .put(
            "contributors",
            json!([{
                "name": metadata.contact.name.trim(),
                "nameType": "Organizational",
                "contributorType": "ContactPerson",
            }]),
        )
        .put(
            "dates",
            json!([
                { "date": record.issued, "dateType": "Issued" },
                { "date": record.interval(), "dateType": "Other", "dateInformation": PERIOD },
            ]),
        )
        .put(
            "descriptions",
            json!([{
                "description": metadata.full_description(),
                "descriptionType": "Abstract",
                "lang": language,
            }]),
        )
        .maybe("subjects", subjects(record))
        .maybe("geoLocations", place(&metadata.coverage))
        .put("rightsList", rights(record))
        .put("language", language)
        .put("version", metadata.version.trim())
        .put("formats", json!([CSV]))
        .put("sizes", json!([format!("{bytes} B"), format!("{rows} rows")]))
        .into()
}

fn identifiers(address: &str) -> Value {
    json!([{ "alternateIdentifier": address, "alternateIdentifierType": "URL" }])
}

fn titles(record: Record<'_>) -> Value {
    let language = record.metadata.language.trim();
    let short = record.metadata.short_title.trim();
    let mut titles = vec![json!({ "title": record.title(), "lang": language })];
    if !short.is_empty() {
        titles.push(json!({ "title": short, "titleType": "AlternativeTitle", "lang": language }));
    }
    json!(titles)
}

fn publisher(record: Record<'_>) -> Value {
    let ror = record.metadata.publisher.ror.trim();
    let publisher = Object::default().put("name", record.publisher());
    if ror.is_empty() {
        return publisher.into();
    }
    publisher
        .put("publisherIdentifier", ror)
        .put("publisherIdentifierScheme", "ROR")
        .put("schemeUri", "https://ror.org/")
        .into()
}

fn subjects(record: Record<'_>) -> Option<Value> {
    let keywords = &record.metadata.keywords;
    let subject = |word: &String| json!({ "subject": word, "lang": record.metadata.language.trim() });
    (!keywords.is_empty()).then(|| keywords.iter().map(subject).collect())
}

fn place(coverage: &str) -> Option<Value> {
    let name = coverage.trim();
    (!name.is_empty()).then(|| json!([{ "geoLocationPlace": name }]))
}

fn rights(record: Record<'_>) -> Value {
    let licence = &record.metadata.licence;
    let rights = Object::default()
        .put("rights", licence.name.trim())
        .put("rightsUri", licence.url.trim())
        .maybe("rightsIdentifier", record.is_ogl().then_some("OGL-UK-3.0"))
        .maybe("rightsIdentifierScheme", record.is_ogl().then_some("SPDX"));
    json!([Value::from(rights)])
}
