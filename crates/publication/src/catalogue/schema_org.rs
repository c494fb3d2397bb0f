//! `schema-org.jsonld` and the same within `index.html`: the release for search engines
//! (<https://developers.google.com/search/docs/appearance/structured-data/dataset>).

use serde_json::{Value, json};

use super::{CSV, Object, Record};
use crate::dictionary::CsvFile;

/// The release as a `Dataset`; `up` leads from the file that holds it to the folder `data`.
pub(super) fn dataset(record: Record<'_>, up: &str) -> Value {
    let metadata = record.metadata;
    let distribution: Value = record.files.iter().map(|file| download(record, file, up)).collect();
    Object::default()
        .put("@context", "https://schema.org/")
        .put("@type", "Dataset")
        .maybe("@id", record.identifier())
        .put("name", record.title())
        .text("alternateName", &metadata.short_title)
        .put("description", metadata.full_description())
        .maybe("identifier", record.identifier())
        .text("url", &metadata.page)
        .put("version", metadata.version.trim())
        .put("datePublished", record.issued)
        .put("inLanguage", metadata.language.trim())
        .put("isAccessibleForFree", true)
        .put("license", metadata.licence.url.trim())
        .put("creditText", metadata.attribution())
        .put("citation", record.citation)
        .put("creator", organisation(record))
        .put("publisher", organisation(record))
        .put("temporalCoverage", record.interval())
        .maybe("spatialCoverage", place(record))
        .maybe("keywords", (!metadata.keywords.is_empty()).then(|| json!(metadata.keywords)))
        .put("variableMeasured", measured(record))
        .put("distribution", distribution)
        .into()
}

/// The same as a data block of a page: no `<` is left that could end it.
pub(crate) fn embedded(record: Record<'_>) -> Result<String, serde_json::Error> {
    let text = serde_json::to_string_pretty(&dataset(record, ""))?;
    Ok(text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

fn organisation(record: Record<'_>) -> Value {
    let (publisher, contact) = (&record.metadata.publisher, &record.metadata.contact);
    Object::of("Organization")
        .put("name", record.publisher())
        .text("url", &publisher.url)
        .text("sameAs", &publisher.ror)
        .put(
            "contactPoint",
            Object::of("ContactPoint")
                .put("contactType", "customer service")
                .put("name", contact.name.trim())
                .put("email", contact.email.trim())
                .text("telephone", &contact.phone),
        )
        .into()
}

fn place(record: Record<'_>) -> Option<Value> {
    let name = record.metadata.coverage.trim();
    let address = record.place();
    (address.is_some() || !name.is_empty())
        .then(|| Object::of("Place").maybe("@id", address).text("name", name).into())
}

/// What is measured: the measures of all tables, each once.
fn measured(record: Record<'_>) -> Value {
    let mut known: Vec<(&str, &str)> = Vec::new();
    for measure in record.files[..record.tables].iter().flat_map(|file| &file.measures) {
        let pair = (measure.label.as_str(), measure.unit.as_str());
        if !known.contains(&pair) {
            known.push(pair);
        }
    }
    let value = |(name, unit): (&str, &str)| {
        Value::from(Object::of("PropertyValue").put("name", name).text("unitText", unit))
    };
    known.into_iter().map(value).collect()
}

fn download(record: Record<'_>, file: &CsvFile, up: &str) -> Value {
    Object::of("DataDownload")
        .put("name", file.title.as_str())
        .text("description", &file.description)
        .put("contentUrl", record.address(up, &format!("tables/{}", file.path)))
        .put("encodingFormat", CSV)
        .put("contentSize", format!("{} B", file.bytes))
        .put("sha256", file.sha256.as_str())
        .into()
}
