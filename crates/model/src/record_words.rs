//! The words of findings on tables of records.

use crate::counted;
use crate::finding::What;
use crate::record::{Identifier, RecordSign, quoted};

/// What a finding on a table of records says; empty for any other.
pub(crate) fn text(what: &What) -> String {
    match what {
        What::RecordLevel { rows, signs } => record_level(*rows, signs),
        What::Identifies { column, identifier, percent, heading, verified } => {
            identifies(column, *identifier, *percent, (*heading, *verified))
        }
        What::FreeText { column, texts, holds } => free_text(column, *texts, holds),
        What::SmallGroups { columns, records, unique, least, needed, policy, unverified } => {
            small_groups(columns, (*records, *unique, *least, *needed), policy.as_deref(), *unverified)
        }
        What::LittleDiversity { column, by, groups, records, distance } => format!(
            "In {} by {}, with {}, everybody has the same '{column}': whoever is known to be in one is known to have it. The group that differs most from all records is {distance} % away.",
            counted(*groups as usize, "group", "groups"),
            quoted(by),
            counted(*records as usize, "record", "records")
        ),
        What::SpecialUniques { records, highest, rows, columns } => format!(
            "One or two of the columns {1} single out {0}. The highest SUDA score is {highest}; look first at {2}.",
            counted(*records as usize, "record", "records"),
            quoted(columns),
            if let [row] = rows.as_slice() {
                format!("row {row}")
            } else {
                format!("rows {}", rows.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
            }
        ),
        _ => String::new(),
    }
}

fn record_level(rows: u64, signs: &[RecordSign]) -> String {
    let signs: Vec<String> = signs.iter().map(RecordSign::words).collect();
    format!(
        "{} to be about one person each: {}. Publish figures about groups instead, or say why these records may be published.",
        counted(rows as usize, "row seems", "rows seem"),
        signs.join("; ")
    )
}

fn identifies(
    column: &str,
    identifier: Identifier,
    percent: u64,
    (heading, verified): (bool, bool),
) -> String {
    let why = match (heading, verified) {
        (true, true) => "its heading says so and its values bear it out",
        (true, false) => "its heading says so and its values have the form",
        (false, _) => "its values bear it out, whatever its heading",
    };
    let remedy = match identifier {
        Identifier::HighAge => "Give them as '90 and over'",
        _ => "Leave it out",
    };
    format!(
        "The column '{column}' holds {} in {percent} % of its values: {why}. {remedy}.",
        identifier.words()
    )
}

fn free_text(column: &str, texts: u64, holds: &[Identifier]) -> String {
    let holds: Vec<&str> = holds.iter().map(|identifier| identifier.words()).collect();
    let found = if holds.is_empty() {
        "Nothing that identifies was found in it, which is no proof".to_owned()
    } else {
        format!("It holds {}", holds.join(", "))
    };
    format!(
        "The column '{column}' is free text ({}). {found}. Do not publish it.",
        counted(texts as usize, "different text", "different texts")
    )
}

fn small_groups(
    columns: &[String],
    (records, unique, least, needed): (u64, u64, u64, u64),
    policy: Option<&str>,
    unverified: bool,
) -> String {
    let columns = quoted(columns);
    let Some(policy) = policy else {
        return format!("{} alone in {columns}.", counted(unique as usize, "record stands", "records stand"));
    };
    let status = if unverified { ", an unverified default" } else { "" };
    format!(
        "{} in groups of fewer than {needed} by {columns}, {unique} of them alone: k is {least}, and {policy} asks for {needed}{status}. Take values together, or leave a column out.",
        counted(records as usize, "record is", "records are")
    )
}
