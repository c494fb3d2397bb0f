//! The scores in words and as JSON.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::expected::Reproduced;
use crate::guess::CLASSES;
use crate::score::{Classes, Count, Score};

fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

fn rounded(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| json!((value * 1e6).round() / 1e6))
}

/// One object for a set.
pub(crate) fn as_json(set: &str, score: &Score) -> Value {
    let mut object = Map::new();
    object.insert("set".to_owned(), json!(set));
    object.insert("tables".to_owned(), json!(score.tables));
    if score.rows.macro_f1().is_some() {
        object.insert("row_f1".to_owned(), by_class(&score.rows, Count::f1));
        object.insert("row_macro_f1".to_owned(), rounded(score.rows.macro_f1()));
        object.insert("row_precision".to_owned(), by_class(&score.rows, Count::precision));
        object.insert("row_recall".to_owned(), by_class(&score.rows, Count::recall));
        object.insert("cell_f1".to_owned(), by_class(&score.cells, Count::f1));
        object.insert("cell_macro_f1".to_owned(), rounded(score.cells.macro_f1()));
        object.insert("cell_precision".to_owned(), by_class(&score.cells, Count::precision));
        object.insert("cell_recall".to_owned(), by_class(&score.cells, Count::recall));
        object.insert("ranges_right".to_owned(), rounded(score.ranges.recall()));
        let sure = score.sure.iter().map(|(confidence, (all, right))| {
            (format!("{confidence:?}").to_lowercase(), json!({"tables": all, "right": right}))
        });
        object.insert("confidence".to_owned(), Value::Object(sure.collect()));
    }
    let aggregations = score.aggregations.iter().map(|(operator, count)| {
        let told = json!({"precision": rounded(count.precision()), "recall": rounded(count.recall())});
        (operator.clone(), told)
    });
    object.insert("aggregations".to_owned(), Value::Object(aggregations.collect()));
    Value::Object(object)
}

fn by_class(classes: &Classes, of: impl Fn(Count) -> Option<f64>) -> Value {
    let shares = CLASSES.iter().map(|class| ((*class).to_owned(), rounded(of(classes.of(class)))));
    Value::Object(shares.filter(|(_, share)| !share.is_null()).collect())
}

/// One object for the expected outputs.
pub(crate) fn expected_as_json(all: &[Reproduced]) -> Value {
    let files =
        all.iter().map(|one| {
            json!({"file": one.file, "observations": one.all, "reproduced": one.right, "absent": one.absent})
        });
    let (right, total) = sums(all);
    json!({
        "set": "expected",
        "tables": all.len(),
        "reproduced": rounded((total > 0).then(|| right as f64 / total as f64)),
        "files": files.collect::<Vec<_>>(),
    })
}

fn sums(all: &[Reproduced]) -> (usize, usize) {
    (all.iter().map(|one| one.right).sum(), all.iter().map(|one| one.all).sum())
}

/// A set in words.
pub(crate) fn in_words(set: &str, score: &Score) -> String {
    let mut text = format!("{set}: {} tables\n", score.tables);
    if score.rows.macro_f1().is_some() {
        let _ = writeln!(text, "              rows                      cells");
        let _ = writeln!(text, "              prec   recall F1          prec   recall F1");
        for class in CLASSES {
            let side = |count: Count| {
                let all = count.truth;
                format!(
                    "{:<6} {:<6} {:<6} {all:>5}",
                    share(count.precision()),
                    share(count.recall()),
                    share(count.f1())
                )
            };
            let (row, cell) = (score.rows.of(class), score.cells.of(class));
            let _ = writeln!(text, "  {class:<10}  {}   {}", side(row), side(cell));
        }
        let (rows, cells) = (share(score.rows.macro_f1()), share(score.cells.macro_f1()));
        let _ = writeln!(text, "  macro F1 without empty: rows {rows}, cells {cells}");
        let _ = writeln!(text, "  rows taken for another class: {}", confusions(&score.rows));
        let _ = writeln!(text, "  cells taken for another class: {}", confusions(&score.cells));
        let ranges = score.ranges;
        let _ = writeln!(
            text,
            "  table ranges exactly right: {} of {} ({} told)",
            ranges.right, ranges.truth, ranges.told
        );
        for (confidence, (all, right)) in &score.sure {
            let _ = writeln!(text, "  {confidence:?} confidence: {all} sheets, {right} laid out right");
        }
    }
    for (operator, count) in &score.aggregations {
        let (precision, recall) = (share(count.precision()), share(count.recall()));
        let _ = writeln!(text, "  {operator}: precision {precision}, recall {recall} of {}", count.truth);
    }
    if !score.wrong.is_empty() {
        let wrong: Vec<String> =
            score.wrong.iter().map(|(sheet, rows)| format!("{sheet} ({rows})")).collect();
        let _ = writeln!(text, "  sheets with wrong rows: {}", wrong.join(", "));
    }
    text
}

fn confusions(classes: &Classes) -> String {
    let mut all: Vec<_> = classes.confusions.iter().collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let named = all.iter().take(8).map(|((truth, told), count)| format!("{truth} as {told} {count}"));
    named.collect::<Vec<_>>().join(", ")
}

/// The expected outputs in words.
pub(crate) fn expected_in_words(all: &[Reproduced]) -> String {
    let mut text = "expected outputs: observations reproduced\n".to_owned();
    for one in all {
        let absent = if one.absent > 0 { format!("  ({} in no cell)", one.absent) } else { String::new() };
        let _ =
            writeln!(text, "  {:<36} {:>6} of {:>6}{absent}{}", one.file, one.right, one.all, one.example());
    }
    let (right, total) = sums(all);
    let there = total - all.iter().map(|one| one.absent).sum::<usize>();
    let _ = writeln!(
        text,
        "  all {right} of {total}; {there} have their value and the words of their labels in cells"
    );
    text
}
