//! `dcat.jsonld`: DCAT-AP 3.0 (<https://semiceu.github.io/DCAT-AP/releases/3.0.0/>), with its context inside,
//! so that a reader needs no network.

use serde_json::{Value, json};

use super::{CSV, Object, Record, link};
use crate::dictionary::CsvFile;

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// The release as a data set with one distribution per file.
pub(super) fn graph(record: Record<'_>) -> Value {
    let metadata = record.metadata;
    let [from, to] = record.period();
    let dataset = Object::default()
        .put("@context", context())
        .put("@id", record.identifier().unwrap_or("../"))
        .put("@type", "dcat:Dataset")
        .put("dct:title", in_language(record, record.title()))
        .put("dct:description", in_language(record, &metadata.full_description()))
        .maybe("dct:identifier", record.identifier())
        .put("dct:publisher", publisher(record))
        .put("dcat:contactPoint", contact(record))
        .put("dct:issued", json!({ "@value": record.issued, "@type": "xsd:dateTime" }))
        .put(
            "dct:temporal",
            json!({
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": { "@value": from, "@type": "xsd:date" },
                "dcat:endDate": { "@value": to, "@type": "xsd:date" },
            }),
        )
        .maybe("dct:spatial", spatial(record))
        .maybe("dct:accrualPeriodicity", frequency(&metadata.frequency))
        .maybe("dct:language", language(&metadata.language))
        .maybe("dcat:theme", theme(&metadata.theme))
        .maybe("dcat:landingPage", page(&metadata.page))
        .maybe("foaf:page", page(&metadata.quality.methodology_page))
        .text("dcat:version", &metadata.version)
        .text("adms:versionNotes", &metadata.changes.note)
        .maybe("dcat:keyword", keywords(record))
        .put("dct:accessRights", typed(&format!("{AUTHORITY}access-right/PUBLIC"), "dct:RightsStatement"))
        .put(
            "dcat:distribution",
            record.files.iter().map(|file| distribution(record, file)).collect::<Value>(),
        );
    dataset.into()
}

fn context() -> Value {
    json!({
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn in_language(record: Record<'_>, text: &str) -> Value {
    json!({ "@value": text, "@language": record.metadata.language.trim() })
}

fn typed(address: &str, kind: &str) -> Value {
    json!({ "@id": address, "@type": kind })
}

fn publisher(record: Record<'_>) -> Value {
    let publisher = &record.metadata.publisher;
    let known = [&publisher.ror, &publisher.url].into_iter().find(|address| !address.trim().is_empty());
    Object::of("foaf:Agent")
        .maybe("@id", known.map(|address| address.trim()))
        .put("foaf:name", record.publisher())
        .maybe("foaf:homepage", page(&publisher.url))
        .into()
}

fn contact(record: Record<'_>) -> Value {
    let contact = &record.metadata.contact;
    let phone: String = contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    // The checks of DCAT-AP do not know that an organisation is a kind.
    Object::default()
        .put("@type", json!(["vcard:Kind", "vcard:Organization"]))
        .put("vcard:fn", contact.name.trim())
        .put("vcard:hasEmail", link(format!("mailto:{}", contact.email.trim())))
        .maybe("vcard:hasTelephone", (!phone.is_empty()).then(|| link(format!("tel:{phone}"))))
        .into()
}

fn spatial(record: Record<'_>) -> Option<Value> {
    let name = record.metadata.coverage.trim();
    let place = record.place();
    (place.is_some() || !name.is_empty())
        .then(|| Object::of("dct:Location").maybe("@id", place).text("rdfs:label", name).into())
}

fn page(address: &str) -> Option<Value> {
    let address = address.trim();
    (!address.is_empty()).then(|| typed(address, "foaf:Document"))
}

fn keywords(record: Record<'_>) -> Option<Value> {
    let keywords = &record.metadata.keywords;
    (!keywords.is_empty()).then(|| keywords.iter().map(|word| in_language(record, word)).collect())
}

/// The European authority's word for a repeating duration.
fn frequency(text: &str) -> Option<Value> {
    let name = match text.trim() {
        "R/P1Y" => "ANNUAL",
        "R/P6M" => "ANNUAL_2",
        "R/P3M" => "QUARTERLY",
        "R/P1M" => "MONTHLY",
        "R/P1W" => "WEEKLY",
        "R/P1D" => "DAILY",
        "irregular" => "IRREG",
        _ => return None,
    };
    Some(typed(&format!("{AUTHORITY}frequency/{name}"), "dct:Frequency"))
}

/// The European authority's word for a language; only those that UK statistics are written in.
fn language(tag: &str) -> Option<Value> {
    let name = match tag.trim().split('-').next().unwrap_or_default() {
        "en" => "ENG",
        "cy" => "CYM",
        "gd" => "GLA",
        "ga" => "GLE",
        _ => return None,
    };
    Some(typed(&format!("{AUTHORITY}language/{name}"), "dct:LinguisticSystem"))
}

/// The European theme nearest to one of data.gov.uk.
fn theme(text: &str) -> Option<Value> {
    let name = match text.trim() {
        "business-and-economy" | "government-spending" => "ECON",
        "crime-and-justice" | "defence" => "JUST",
        "education" => "EDUC",
        "environment" => "ENVI",
        "government" | "government-reference-data" | "digital-services-performance" => "GOVE",
        "health" => "HEAL",
        "mapping" | "towns-and-cities" => "REGI",
        "society" => "SOCI",
        "transport" => "TRAN",
        _ => return None,
    };
    Some(typed(&format!("{AUTHORITY}data-theme/{name}"), "skos:Concept")).map(|mut concept| {
        concept["skos:prefLabel"] = json!({ "@value": text.trim(), "@language": "en" });
        concept
    })
}

fn distribution(record: Record<'_>, file: &CsvFile) -> Value {
    let address = record.address("../", &format!("tables/{}", file.path));
    let licence = &record.metadata.licence;
    json!({
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": in_language(record, &file.title),
        "dcat:accessURL": link(address.as_str()),
        "dcat:downloadURL": link(address.as_str()),
        "dcat:mediaType": typed(&format!("http://www.iana.org/assignments/media-types/{CSV}"), "dct:MediaType"),
        "dct:format": typed(&format!("{AUTHORITY}file-type/CSV"), "dct:MediaTypeOrExtent"),
        "dcat:byteSize": { "@value": file.bytes.to_string(), "@type": "xsd:nonNegativeInteger" },
        "dct:license": {
            "@id": licence.url.trim(),
            "@type": "dct:LicenseDocument",
            "rdfs:label": licence.name.trim(),
        },
        "dct:rights": { "@type": "dct:RightsStatement", "rdfs:label": record.metadata.attribution() },
        "dct:conformsTo": {
            "@id": record.address("../", "tables/csv-metadata.json"),
            "@type": "dct:Standard",
            "dct:title": "CSV on the Web",
        },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": typed("http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm"),
            "spdx:checksumValue": { "@value": file.sha256, "@type": "xsd:hexBinary" },
        },
    })
}
