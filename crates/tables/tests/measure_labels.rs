//! What every measure of the real workbooks counts, against labels that were read by hand before the classifier was
//! written. Skipped where the workbooks are missing.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop and speak")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use model::{Adding, Measure, MeasureKind, Quiet};
use tables::{TidyOptions, find_tables, tidy};
use workbook::{Limits, open};

/// File, sheet, table, measure.
type Key = [String; 4];

struct Label {
    kinds: Vec<String>,
    adding: String,
}

fn labels() -> BTreeMap<Key, Label> {
    let lines = include_str!("measures.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let key = [0, 1, 2, 3].map(|at| fields[at].to_owned());
            let kinds = fields[4].split('|').map(str::to_owned).collect();
            (key, Label { kinds, adding: fields[5].to_owned() })
        })
        .collect()
}

/// The words of the labels; events that happen to people count as people.
fn is_right(label: &Label, measure: &Measure) -> bool {
    let kinds: &[&str] = match measure.kind {
        MeasureKind::People => &["people", "events"],
        MeasureKind::Things => &["things"],
        MeasureKind::Percentage => &["percentage"],
        MeasureKind::Rate => &["rate"],
        MeasureKind::Average => &["average"],
        MeasureKind::Money => &["money"],
        MeasureKind::Index => &["index"],
        MeasureKind::Rank => &["rank"],
        MeasureKind::Year => &["year"],
        MeasureKind::Code => &["code"],
        MeasureKind::Other => &["other"],
    };
    label.kinds.iter().any(|label| kinds.contains(&label.as_str()))
}

fn adds_right(label: &Label, measure: &Measure) -> bool {
    let wanted = if measure.adding == Adding::Distinct { "distinct" } else { "additive" };
    label.adding.is_empty() || label.adding == wanted
}

/// Every measure that is found, with its key.
fn measures() -> Option<Vec<(Key, Measure)>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    if !folder.is_dir() {
        println!("skipped: the folder ../shared/workbooks is missing");
        return None;
    }
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() || path.extension().is_some_and(|extension| extension == "md") {
            continue;
        }
        let book = open(&name, &std::fs::read(&path).unwrap(), &Limits::default(), &Quiet).unwrap();
        for sheet in &book.sheets {
            for layout in find_tables(&book.name, sheet, &Quiet).unwrap() {
                let Ok(table) = tidy(&book.name, sheet, &layout, None, &TidyOptions::default()) else {
                    continue;
                };
                let flat = |text: &str| text.replace(['\t', '\n'], " ");
                found.extend(table.measures.into_iter().map(|measure| {
                    let key = [&name, &sheet.name, &layout.name, &measure.name].map(|text| flat(text));
                    (key, measure)
                }));
            }
        }
    }
    Some(found)
}

#[test]
fn measures_count_what_a_reader_says() {
    let (labels, Some(measures)) = (labels(), measures()) else { return };
    let met: Vec<(&Label, &Key, &Measure)> =
        measures.iter().filter_map(|(key, measure)| Some((labels.get(key)?, key, measure))).collect();
    let wrong: Vec<_> = met.iter().filter(|(label, _, measure)| !is_right(label, measure)).collect();
    for (label, key, measure) in &wrong {
        println!(
            "{}: {:?}, not {} ({})",
            key.join(" / "),
            measure.kind,
            label.kinds.join(" or "),
            measure.reason
        );
    }
    let exposed =
        wrong.iter().filter(|(label, ..)| label.kinds.iter().all(|k| k == "people" || k == "events"));
    let (exposed, adding) =
        (exposed.count(), met.iter().filter(|(label, _, m)| !adds_right(label, m)).count());
    let right = 100.0 - 100.0 * wrong.len() as f64 / met.len() as f64;
    println!("{} of {} measures have labels", met.len(), measures.len());
    println!(
        "{right:.1} % right; {exposed} counts of people are taken for something else; {adding} add wrongly"
    );
    assert!(met.len() * 10 >= labels.len() * 6, "most labels are still of a measure that is found");
    assert!(right >= 95.0, "{right:.1} % right");
}
