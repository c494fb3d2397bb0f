//! `datagovuk.json`: what data.gov.uk harvests (<https://guidance.data.gov.uk/publish_and_manage_data/harvest_or_add_data/harvest_data/dcat/>).

use serde_json::{Value, json};

use super::{CSV, Object, Record};
use crate::dictionary::CsvFile;

/// An array with the one data set.
pub(super) fn datasets(record: Record<'_>) -> Value {
    let metadata = record.metadata;
    let contact = &metadata.contact;
    let name = metadata.edition_name();
    let distribution: Value = record.files.iter().map(|file| distribution(record, file)).collect();
    let dataset = Object::default()
        .put("title", metadata.short_title())
        .put("description", metadata.full_description())
        // Data sets are told apart by it, so it stays the same where no address is known.
        .put("identifier", record.identifier().unwrap_or(&name))
        .put("license", metadata.licence.url.trim())
        .put("rights", metadata.attribution())
        .put("publisher", json!({ "name": record.publisher(), "mbox": contact.email.trim() }))
        .put("contactPoint", json!({ "fn": contact.name.trim(), "hasEmail": contact.email.trim() }))
        .put("issued", record.date())
        .put("modified", record.date())
        .put("temporal", record.interval())
        .text("frequency", &metadata.frequency)
        .text("spatial", &metadata.coverage)
        .text("theme", &metadata.theme)
        .text("landingPage", &metadata.page)
        .put("language", json!([metadata.language.trim()]))
        .maybe("keyword", (!metadata.keywords.is_empty()).then(|| json!(metadata.keywords)))
        .maybe("references", references(record))
        .put("distribution", distribution);
    json!([Value::from(dataset)])
}

/// Web pages about the data; they are documents, so they are no distributions.
fn references(record: Record<'_>) -> Option<Value> {
    let quality = &record.metadata.quality;
    let pages = [&quality.methodology_page, &quality.statement_page, &record.metadata.changes.policy];
    let known: Vec<&str> =
        pages.into_iter().map(|page| page.trim()).filter(|page| !page.is_empty()).collect();
    (!known.is_empty()).then(|| json!(known))
}

fn distribution(record: Record<'_>, file: &CsvFile) -> Value {
    Object::default()
        .put("identifier", file.name.as_str())
        .put("title", file.title.as_str())
        .text("description", &file.description)
        .put("downloadURL", record.address("../", &format!("tables/{}", file.path)))
        .put("format", CSV)
        .put("byteSize", file.bytes)
        .put("checksum", json!({ "algorithm": "sha256", "checksumValue": file.sha256 }))
        .put("conformsTo", record.address("../", "tables/csv-metadata.json"))
        .put("temporal", record.interval())
        .into()
}
