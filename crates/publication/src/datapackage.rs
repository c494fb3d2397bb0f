//! `datapackage.json`: Data Package v2 (<https://datapackage.org/standard/data-package/>).

use serde_json::{Map, Value, json};

use crate::Metadata;
use crate::dictionary::{CsvColumn, CsvFile};
use crate::parts::OGL_URL;

/// The descriptor of the bundle's data.
pub(crate) fn datapackage(metadata: &Metadata, files: &[CsvFile], created: &str) -> Value {
    let mut package = Map::new();
    let mut put = |key: &str, value: Value| {
        package.insert(key.to_owned(), value);
    };
    put("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    put("name", json!(metadata.edition_name()));
    if !metadata.identifier.trim().is_empty() {
        put("id", json!(metadata.identifier.trim()));
    }
    put("title", json!(metadata.title.trim()));
    if !metadata.short_title.trim().is_empty() {
        put("shortTitle", json!(metadata.short_title.trim()));
    }
    put("description", json!(metadata.full_description()));
    put("version", json!(metadata.version.trim()));
    put("created", json!(created));
    if !metadata.page.trim().is_empty() {
        put("homepage", json!(metadata.page.trim()));
    }
    if !metadata.keywords.is_empty() {
        put("keywords", json!(metadata.keywords));
    }
    put("licenses", json!([licence(metadata)]));
    put("contributors", contributors(metadata));
    put("language", json!(metadata.language.trim()));
    put(
        "temporal",
        json!({ "start": metadata.period.from.trim(), "end": metadata.period.to.trim(), "label": metadata.period.label.trim() }),
    );
    if !metadata.coverage.trim().is_empty() {
        put("spatial", json!(metadata.coverage.trim()));
    }
    put("resources", files.iter().map(resource).collect());
    Value::Object(package)
}

fn licence(metadata: &Metadata) -> Value {
    let licence = &metadata.licence;
    let mut value = json!({ "path": licence.url.trim(), "title": licence.name.trim() });
    if let (true, Value::Object(fields)) = (licence.url.trim() == OGL_URL, &mut value) {
        // The name is an identifier of the SPDX list, so it is only given where it is known.
        fields.insert("name".to_owned(), json!("OGL-UK-3.0"));
    }
    value
}

fn contributors(metadata: &Metadata) -> Value {
    let mut publisher = json!({ "title": metadata.publisher.name.trim(), "roles": ["publisher"] });
    if let (false, Value::Object(fields)) = (metadata.publisher.url.trim().is_empty(), &mut publisher) {
        fields.insert("path".to_owned(), json!(metadata.publisher.url.trim()));
    }
    let contact = &metadata.contact;
    json!([publisher, { "title": contact.name.trim(), "email": contact.email.trim(), "roles": ["contact"] }])
}

fn resource(file: &CsvFile) -> Value {
    let mut value = json!({
        "name": file.name,
        "type": "table",
        "path": format!("tables/{}", file.path),
        "title": file.title,
        "description": file.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "schema": schema(file),
    });
    if let (true, Value::Object(fields)) = (file.description.is_empty(), &mut value) {
        fields.shift_remove("description");
    }
    value
}

fn schema(file: &CsvFile) -> Value {
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), file.columns.iter().map(field).collect());
    if !file.key.is_empty() {
        schema.insert("primaryKey".to_owned(), json!(file.key));
    }
    schema.insert("missingValues".to_owned(), json!([""]));
    let links: Vec<Value> = file.columns.iter().filter_map(foreign_key).collect();
    if !links.is_empty() {
        schema.insert("foreignKeys".to_owned(), json!(links));
    }
    Value::Object(schema)
}

fn foreign_key(column: &CsvColumn) -> Option<Value> {
    let list = column.list?;
    let reference = json!({ "resource": list.name(), "fields": [list.key()] });
    Some(json!({ "fields": [column.name], "reference": reference }))
}

fn field(column: &CsvColumn) -> Value {
    let mut field = json!({
        "name": column.name,
        "type": column.type_name("string"),
        "title": column.label,
        "description": column.description,
    });
    if let (true, Value::Object(fields)) = (column.required, &mut field) {
        fields.insert("constraints".to_owned(), json!({ "required": true }));
    }
    let Value::Object(fields) = &mut field else { return field };
    if let Some(property) = column.property {
        fields.insert("rdfType".to_owned(), json!(property));
    }
    if column.is_number && !column.unit.is_empty() {
        fields.insert("unit".to_owned(), json!(column.unit));
    }
    field
}
