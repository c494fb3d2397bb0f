//! `ro-crate-metadata.json`: RO-Crate 1.2 (<https://www.researchobject.org/ro-crate/specification/1.2/>): the
//! inventory of the folder `data`, and which program made it. What it was made from is not said: a checksum
//! of an unprotected table would let a reader test guesses.

use serde_json::{Value, json};

use super::{CSV, Listed, Object, Record, link};

/// The crate with these files; their paths are from the root of the bag.
pub(crate) fn ro_crate(record: Record<'_>, files: &[Listed<'_>]) -> Value {
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": link("./"),
            "conformsTo": link("https://w3id.org/ro/crate/1.2"),
        }),
        root(record, files),
    ];
    graph.extend(files.iter().map(|listed| entity(record, listed)));
    graph.extend(context_of(record));
    json!({ "@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph })
}

fn root(record: Record<'_>, files: &[Listed<'_>]) -> Value {
    let metadata = record.metadata;
    Object::default()
        .put("@id", "./")
        .put("@type", "Dataset")
        .put("name", record.title())
        .put("description", metadata.full_description())
        .put("datePublished", record.issued)
        .put("license", link(metadata.licence.url.trim()))
        .put("publisher", link(publisher_id(record)))
        .put("author", link(publisher_id(record)))
        .maybe("identifier", record.identifier())
        .text("url", &metadata.page)
        .put("version", metadata.version.trim())
        .put("temporalCoverage", record.interval())
        .put("creditText", metadata.attribution())
        .maybe("contentLocation", place_id(record).map(link))
        .maybe("keywords", (!metadata.keywords.is_empty()).then(|| json!(metadata.keywords)))
        .put("mentions", link("#made"))
        .put("hasPart", files.iter().map(|listed| link(id(listed))).collect::<Value>())
        .into()
}

/// The path from the folder `data`.
fn id<'a>(listed: &Listed<'a>) -> &'a str {
    listed.file.path.strip_prefix("data/").unwrap_or(&listed.file.path)
}

fn entity(record: Record<'_>, listed: &Listed<'_>) -> Value {
    Object::default()
        .put("@id", id(listed))
        .put("@type", "File")
        .put("name", listed.title.as_str())
        .put("encodingFormat", media_type(id(listed)))
        .put("contentSize", listed.file.bytes.to_string())
        .put("sha256", listed.file.sha256.as_str())
        .put("license", link(record.metadata.licence.url.trim()))
        .into()
}

/// The media type by the ending of a name.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "csv" => CSV,
        "html" => "text/html",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "md" => "text/markdown",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

fn publisher_id(record: Record<'_>) -> &str {
    let publisher = &record.metadata.publisher;
    let known = [&publisher.ror, &publisher.url].into_iter().find(|address| !address.trim().is_empty());
    known.map_or("#publisher", |address| address.trim())
}

fn place_id(record: Record<'_>) -> Option<String> {
    record.place().or_else(|| (!record.metadata.coverage.trim().is_empty()).then(|| "#place".to_owned()))
}

/// Licence, publisher, contact, place, and how the crate was made.
fn context_of(record: Record<'_>) -> Vec<Value> {
    let metadata = record.metadata;
    let contact = &metadata.contact;
    let contact_id = format!("mailto:{}", contact.email.trim());
    let mut entities = vec![
        json!({
            "@id": metadata.licence.url.trim(),
            "@type": "CreativeWork",
            "name": metadata.licence.name.trim(),
            "description": metadata.attribution(),
        }),
        Object::default()
            .put("@id", publisher_id(record))
            .put("@type", "Organization")
            .put("name", record.publisher())
            .text("url", &metadata.publisher.url)
            .put("contactPoint", link(contact_id.as_str()))
            .into(),
        Object::default()
            .put("@id", contact_id.as_str())
            .put("@type", "ContactPoint")
            .put("contactType", "customer service")
            .put("name", contact.name.trim())
            .put("email", contact.email.trim())
            .text("telephone", &contact.phone)
            .into(),
        json!({
            "@id": "#made",
            "@type": "CreateAction",
            "name": "The release was put together",
            "instrument": link("#program"),
            "agent": link(publisher_id(record)),
            "endTime": record.issued,
            "result": link("./"),
        }),
        // Its kind in schema.org is SoftwareApplication, of which RO-Crate asks a web page; the wider kind is as
        // true and needs none.
        json!({
            "@id": "#program",
            "@type": "CreativeWork",
            "name": "Tablewright",
            "version": record.tool_version,
        }),
    ];
    entities.extend(place_id(record).map(|id| {
        let name = metadata.coverage.trim();
        let name = if name.is_empty() { metadata.coverage_code.trim() } else { name };
        json!({ "@id": id, "@type": "Place", "name": name })
    }));
    entities
}
