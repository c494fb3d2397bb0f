//! `croissant.json`: Croissant 1.0 (<https://docs.mlcommons.org/croissant/docs/croissant-spec.html>), so that
//! the tables load in the tools of machine learning.

use serde_json::{Value, json};

use super::{CSV, Object, Record};
use crate::dictionary::{CsvColumn, CsvFile};

/// The release as a data set of Croissant.
pub(super) fn dataset(record: Record<'_>) -> Value {
    let metadata = record.metadata;
    let address = record.identifier().map_or_else(|| record.address("../", "index.html"), str::to_owned);
    Object::default()
        .put("@context", context(metadata.language.trim()))
        .put("@type", "sc:Dataset")
        .put("conformsTo", "http://mlcommons.org/croissant/1.0")
        .put("name", record.title())
        .put("description", metadata.full_description())
        .put("url", address)
        .put("version", semantic(metadata.version.trim()))
        .put("datePublished", record.issued)
        .put("license", metadata.licence.url.trim())
        .put("citeAs", record.citation)
        .put("inLanguage", metadata.language.trim())
        .put("temporalCoverage", record.interval())
        .put("creator", json!({ "@type": "sc:Organization", "name": record.publisher() }))
        .put("publisher", json!({ "@type": "sc:Organization", "name": record.publisher() }))
        .maybe("keywords", (!metadata.keywords.is_empty()).then(|| json!(metadata.keywords)))
        .put("distribution", record.files.iter().map(|file| object(record, file)).collect::<Value>())
        .put("recordSet", record.files.iter().map(record_set).collect::<Value>())
        .into()
}

/// Croissant asks for three numbers.
fn semantic(version: &str) -> String {
    if version.matches('.').count() == 1 { format!("{version}.0") } else { version.to_owned() }
}

/// The context that the specification prescribes, word for word but for the language.
fn context(language: &str) -> Value {
    json!({
        "@language": language,
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}

fn object(record: Record<'_>, file: &CsvFile) -> Value {
    Object::of("cr:FileObject")
        .put("@id", file.path.as_str())
        .put("name", file.path.as_str())
        .put("description", file.title.as_str())
        .put("contentUrl", record.address("../", &format!("tables/{}", file.path)))
        .put("contentSize", format!("{} B", file.bytes))
        .put("encodingFormat", CSV)
        .put("sha256", file.sha256.as_str())
        .into()
}

fn record_set(file: &CsvFile) -> Value {
    let id = |column: &str| format!("{}/{column}", file.name);
    let key: Vec<Value> = file.key.iter().map(|column| json!({ "@id": id(column) })).collect();
    Object::of("cr:RecordSet")
        .put("@id", file.name.as_str())
        .put("name", file.name.as_str())
        .put("description", file.title.as_str())
        .maybe("key", (!key.is_empty()).then_some(key))
        .put(
            "field",
            file.columns.iter().map(|column| field(file, column, &id(&column.name))).collect::<Value>(),
        )
        .into()
}

fn field(file: &CsvFile, column: &CsvColumn, id: &str) -> Value {
    json!({
        "@type": "cr:Field",
        "@id": id,
        "name": column.name,
        "description": column.description,
        "dataType": match column.type_name("text") {
            "number" => "sc:Float",
            "date" => "sc:Date",
            _ => "sc:Text",
        },
        "source": { "fileObject": { "@id": file.path }, "extract": { "column": column.name } },
    })
}
