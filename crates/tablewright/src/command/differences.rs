//! What a recipe expects against what was found, as lines of text and as JSON: what must be settled first.

use std::fmt::Write;

use model::counted;
use serde_json::{Value, json};
use tables::Became;
use tablewright::matching::Matched;

/// One line of the list: a table, or something in it.
struct Line<'a> {
    id: &'a str,
    part: &'a str,
    table: &'a str,
    became: Became,
    text: String,
    open: bool,
    settled: Option<&'a str>,
    choices: Vec<(String, String)>,
}

/// Every table with what differs in it, in the order in which a person should look at them.
fn lines(matched: &[Matched]) -> Vec<Line<'_>> {
    let mut all: Vec<Line<'_>> = Vec::new();
    for one in matched {
        let own = one.open && (one.items.is_empty() || one.became.is_open());
        all.push(Line {
            id: &one.id,
            part: "table",
            table: &one.id,
            became: one.became,
            text: said(one),
            open: own,
            settled: one.settled.as_deref(),
            choices: one.choices.iter().map(|choice| (choice.id.clone(), choice.label.clone())).collect(),
        });
        all.extend(one.items.iter().map(|item| Line {
            id: &item.id,
            part: item.part,
            table: &one.id,
            became: item.became,
            text: item.text.clone(),
            open: item.open,
            settled: (item.became.is_open() && !item.open).then_some("Accepted."),
            choices: item.choices.iter().map(|choice| (choice.clone(), choice.clone())).collect(),
        }));
    }
    all.sort_by_key(|line| (!line.open, rank(line.became)));
    all
}

/// What is most in need of a person's eye comes first.
const fn rank(became: Became) -> u8 {
    match became {
        Became::Ambiguous => 0,
        Became::Gone => 1,
        Became::New => 2,
        Became::Moved => 3,
        Became::Unchanged => 4,
    }
}

/// A table with its place and what differs in it.
fn said(one: &Matched) -> String {
    let mut text = format!("'{}'", one.title);
    if one.found.is_empty() {
        let _ = write!(text, ": not found. Expected: {}", one.expected);
    } else {
        let _ = write!(text, " at {}", one.found);
    }
    for note in &one.notes {
        let _ = write!(text, ". {}", note.trim_end_matches('.'));
    }
    text.push('.');
    text
}

/// How many of the list are open.
pub(super) fn open(matched: &[Matched]) -> usize {
    lines(matched).iter().filter(|line| line.open).count()
}

/// The list as JSON.
pub(super) fn document(matched: &[Matched]) -> Value {
    let one = |line: &Line<'_>| {
        let choices: Vec<Value> =
            line.choices.iter().map(|(id, label)| json!({"id": id, "label": label})).collect();
        json!({
            "id": line.id, "part": line.part, "table": line.table, "status": line.became.name(),
            "text": line.text, "open": line.open, "settled": line.settled, "choices": choices
        })
    };
    lines(matched).iter().map(one).collect()
}

/// The list for a person: how many of each sort, then each.
pub(super) fn text(matched: &[Matched]) -> String {
    let lines = lines(matched);
    let count = |became: Became| lines.iter().filter(|line| line.became == became).count();
    let mut text = format!(
        "{} unchanged, {} moved, {} new, {} gone, {} ambiguous; {} to settle\n",
        count(Became::Unchanged),
        count(Became::Moved),
        count(Became::New),
        count(Became::Gone),
        count(Became::Ambiguous),
        counted(lines.iter().filter(|line| line.open).count(), "difference", "differences"),
    );
    for line in &lines {
        let mark = if line.open { "TO SETTLE" } else { "" };
        let _ = writeln!(text, "{:<9}  {mark:<9}  {}", line.became.name(), line.text);
        if line.became != Became::Unchanged {
            let _ = writeln!(text, "{:22} id: {}", "", line.id);
        }
        if let Some(settled) = line.settled {
            let _ = writeln!(text, "{:22} {settled}", "");
        }
        if line.open && !line.choices.is_empty() {
            let choices: Vec<&str> = line.choices.iter().map(|(id, _)| id.as_str()).collect();
            let _ = writeln!(text, "{:22} may be: {}", "", choices.join("; "));
        }
    }
    text
}
