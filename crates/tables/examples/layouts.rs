//! Prints the tables found in workbooks, for looking at with one's own eyes:
//! `cargo run -p tables --example layouts -- [--tidy N] [--cells N] FILE...`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it prints")]

use std::path::Path;

use model::{Quiet, TidyTable};
use tables::{Layout, TidyOptions, find_tables, tidy};
use workbook::{Limits, Sheet, open};

fn main() {
    let (mut shown, mut cells) = (0, 0);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut count = || arguments.next().and_then(|count| count.parse().ok()).unwrap_or(5);
        match argument.as_str() {
            "--tidy" => shown = count(),
            "--cells" => cells = count(),
            path => file(Path::new(path), shown, cells),
        }
    }
}

fn file(path: &Path, shown: usize, cells: usize) {
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let bytes = std::fs::read(path).unwrap_or_default();
    let book = match open(&name, &bytes, &Limits::default(), &Quiet) {
        Ok(book) => book,
        Err(failure) => return println!("{failure}"),
    };
    for sheet in &book.sheets {
        println!("## {name} · {} ({} x {})", sheet.name, sheet.rows(), sheet.cols());
        (0..sheet.rows()).take(cells).for_each(|row| line(sheet, row));
        match find_tables(&name, sheet, &Quiet) {
            Ok(found) => found.iter().for_each(|layout| table(&name, sheet, layout, shown)),
            Err(failure) => println!("{failure}"),
        }
    }
}

/// The cells of a row that hold something.
fn line(sheet: &Sheet, row: u32) {
    let text = |col: u32| sheet.text(row, col).trim().chars().take(24).collect::<String>();
    let cells = (0..sheet.cols()).take(16).map(|col| (col, text(col))).filter(|(_, text)| !text.is_empty());
    let cells: Vec<String> =
        cells.map(|(col, text)| format!("{}={text}", model::column_letters(col))).collect();
    let hidden = if sheet.is_row_hidden(row) { " (hidden)" } else { "" };
    println!("    |{}{hidden} {}", u64::from(row) + 1, cells.join(" | "));
}

fn table(name: &str, sheet: &Sheet, layout: &Layout, shown: usize) {
    println!(
        "  {} {} [{:?}] '{}' unit {:?}",
        layout.name, layout.range, layout.confidence, layout.title, layout.unit
    );
    println!(
        "    header {} labels {:?}",
        rows(&layout.header_rows),
        layout
            .label_cols
            .iter()
            .map(|l| format!("{} {}", model::column_letters(l.col), l.heading))
            .collect::<Vec<_>>()
    );
    println!(
        "    values {} data {} groups {} totals {} / {} notes {} ignored {} note cols {}",
        columns(&layout.value_cols),
        rows(&layout.data_rows),
        rows(&layout.group_rows),
        rows(&layout.total_rows),
        columns(&layout.total_cols),
        rows(&layout.note_rows),
        rows(&layout.ignored_rows),
        columns(&layout.note_cols)
    );
    match tidy(name, sheet, layout, None, &TidyOptions::default()) {
        Ok(tidy) => dimensions(&tidy, shown),
        Err(failure) => println!("    {failure}"),
    }
}

fn dimensions(table: &TidyTable, shown: usize) {
    for dimension in &table.dimensions {
        let parents = dimension.categories.iter().filter(|category| category.parent.is_some()).count();
        let first: Vec<&str> = dimension.categories.iter().take(6).map(|c| c.label.as_str()).collect();
        println!(
            "    - {} ({:?}, {:?}) {} categories, {parents} with parent: {first:?}",
            dimension.name,
            dimension.kind,
            dimension.axis,
            dimension.categories.len()
        );
    }
    for measure in table.measures.iter().take(12) {
        println!(
            "    = {} '{}' [{}] {:?}: {}",
            measure.name, measure.label, measure.unit, measure.kind, measure.reason
        );
    }
    let markers: Vec<&str> = table.marker_set.iter().take(20).map(|marker| marker.text.as_str()).collect();
    println!("    {} observations, markers {markers:?}", table.observations().count());
    for observation in table.observations().take(shown) {
        println!(
            "      {} {:?} {:?}",
            table.key(observation.index),
            observation.value,
            observation.marker.map(|m| &m.text)
        );
    }
}

/// Rows from one, as runs.
fn rows(rows: &[u32]) -> String {
    runs(rows, |row| (u64::from(row) + 1).to_string())
}

fn columns(columns: &[u32]) -> String {
    runs(columns, model::column_letters)
}

fn runs(list: &[u32], shown: impl Fn(u32) -> String) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for at in list {
        match parts.last_mut() {
            Some((_, end)) if *end + 1 == *at => *end = *at,
            _ => parts.push((*at, *at)),
        }
    }
    let texts = parts.iter().take(12).map(|(first, last)| {
        if first == last { shown(*first) } else { format!("{}-{}", shown(*first), shown(*last)) }
    });
    format!("[{}]", texts.collect::<Vec<_>>().join(" "))
}
