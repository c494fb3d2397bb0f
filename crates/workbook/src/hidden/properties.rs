//! The document's properties: who made it, where, and what it was once called.

use calamine::WorkbookProperties;
use model::{Finding, Hidden, Place, Severity};

use super::{finding, first_of};

/// Every property that is filled, but for dates, versions and the name of the program.
pub(super) fn find(file: &str, properties: &WorkbookProperties) -> Vec<Finding> {
    let named = [
        ("creator", &properties.creator),
        ("lastModifiedBy", &properties.last_modified_by),
        ("company", &properties.company),
        ("manager", &properties.manager),
        ("title", &properties.title),
        ("subject", &properties.subject),
        ("description", &properties.description),
        ("keywords", &properties.keywords),
        ("category", &properties.category),
        ("contentStatus", &properties.content_status),
        ("template", &properties.template),
    ];
    let named = named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.as_ref()?)));
    let mut custom: Vec<(String, &String)> =
        properties.custom_properties.iter().map(|(name, value)| (format!("custom: {name}"), value)).collect();
    custom.sort();
    named
        .chain(custom)
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| {
            let starts = first_of(std::slice::from_ref(value));
            finding(Severity::Note, Place::file(file), Hidden::DocumentProperty, &name, 1, starts)
        })
        .collect()
}
