//! `csv-metadata.json`: CSV on the Web (<https://www.w3.org/TR/tabular-metadata/>), one group for all CSVs.

use serde_json::{Map, Value, json};

use crate::Metadata;
use crate::dictionary::{CsvColumn, CsvFile};
use crate::lists::List;

/// The description of the CSVs, at its place in the folder of the tables.
pub(crate) fn csv_metadata(
    metadata: &Metadata,
    files: &[CsvFile],
    markers: &[[String; 2]],
    issued: &str,
) -> Value {
    let symbols = one_of(markers);
    let mut group = Map::new();
    let mut put = |key: &str, value: Value| {
        group.insert(key.to_owned(), value);
    };
    put("@context", json!(["http://www.w3.org/ns/csvw", { "@language": metadata.language.trim() }]));
    put("dc:title", json!(metadata.title.trim()));
    put("dc:description", json!(metadata.full_description()));
    put("dc:publisher", json!(metadata.publisher.name.trim()));
    put("dc:license", json!({ "@id": metadata.licence.url.trim() }));
    put("dc:rights", json!(metadata.attribution()));
    put("dc:issued", json!({ "@value": issued, "@type": "xsd:dateTime" }));
    put("dc:temporal", json!(format!("{}/{}", metadata.period.from.trim(), metadata.period.to.trim())));
    if !metadata.keywords.is_empty() {
        put("dcat:keyword", json!(metadata.keywords));
    }
    put("tables", files.iter().map(|file| table(file, &symbols)).collect());
    Value::Object(group)
}

fn table(file: &CsvFile, symbols: &str) -> Value {
    let mut schema = Map::new();
    schema.insert("columns".to_owned(), file.columns.iter().map(|c| column(c, symbols)).collect());
    if !file.key.is_empty() {
        schema.insert("primaryKey".to_owned(), json!(file.key));
    }
    let links: Vec<Value> = file.columns.iter().filter_map(foreign_key).collect();
    if !links.is_empty() {
        schema.insert("foreignKeys".to_owned(), json!(links));
    }
    let mut table = json!({ "url": file.path, "dc:title": file.title });
    if let Value::Object(fields) = &mut table {
        if !file.description.is_empty() {
            fields.insert("dc:description".to_owned(), json!(file.description));
        }
        fields.insert("tableSchema".to_owned(), Value::Object(schema));
    }
    table
}

/// Under CSV on the Web no cell of a foreign key may be empty, as most markers and some codes are: those have
/// their foreign key in `datapackage.json` alone.
fn foreign_key(column: &CsvColumn) -> Option<Value> {
    let list = column.list.filter(|_| !column.blank)?;
    let reference = json!({ "resource": list.path(), "columnReference": list.key() });
    Some(json!({ "columnReference": column.name, "reference": reference }))
}

/// The symbols as a regular expression.
fn one_of(markers: &[[String; 2]]) -> String {
    let escaped = markers.iter().map(|[symbol, _]| {
        symbol.chars().fold(String::new(), |mut text, c| {
            if "\\.*+?()[]{}|^$-".contains(c) {
                text.push('\\');
            }
            text.push(c);
            text
        })
    });
    escaped.collect::<Vec<_>>().join("|")
}

fn column(column: &CsvColumn, symbols: &str) -> Value {
    let datatype = match (column.is_number, column.list == Some(List::Marker)) {
        (true, _) => json!("decimal"),
        (false, true) => json!({ "base": "string", "format": symbols }),
        (false, false) if column.is_date => json!("date"),
        (false, false) => json!("string"),
    };
    // The header is the name, so the name is one of the titles; the other is for people.
    let titles =
        if column.label == column.name { json!([column.name]) } else { json!([column.name, column.label]) };
    let mut value = json!({
        "name": column.name,
        "titles": titles,
        "datatype": datatype,
        "dc:description": column.description,
    });
    let Value::Object(fields) = &mut value else { return value };
    if column.required {
        fields.insert("required".to_owned(), json!(true));
    }
    if let Some(property) = column.property {
        fields.insert("propertyUrl".to_owned(), json!(property));
    }
    if let Some(start) = column.values {
        fields.insert("valueUrl".to_owned(), json!(format!("{start}{{{}}}", column.name)));
    }
    if column.is_number && !column.unit.is_empty() {
        fields.insert("schema:unitText".to_owned(), json!(column.unit));
    }
    value
}
