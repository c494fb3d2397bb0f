//! Bundles of real workbooks that others published: odd titles, many tables, markers of every kind. Their
//! tables are written as they were found; protection has tests of its own. Skipped, aloud, without the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Finding, Quiet, TidyTable};
use publication::{Bundle, Metadata};
use tablewright::decisions::Decisions;
use tablewright::found::{find, layouts};
use tablewright::recipe::Recipe;
use tablewright::source::Source;

use crate::support::shared;

/// Workbooks up to this size are tried: the larger ones have more rows, not other things.
const LARGEST: u64 = 700_000;

/// The workbooks, the smallest first.
pub(crate) fn workbooks() -> Vec<PathBuf> {
    let Some(folder) = shared("workbooks") else { return Vec::new() };
    let mut files: Vec<(u64, PathBuf)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "md"))
        .map(|path| (path.metadata().unwrap().len(), path))
        .filter(|(bytes, _)| *bytes <= LARGEST)
        .collect();
    files.sort();
    files.into_iter().map(|(_, path)| path).collect()
}

/// The tables that are found in a workbook; none when it cannot be read.
fn tables_of(file: &Path) -> Vec<TidyTable> {
    let Ok(source) = Source::read(file, "workbook", &workbook::Limits::default(), &Quiet) else {
        return Vec::new();
    };
    let layouts = Arc::new(layouts(&source, &Quiet).unwrap());
    let sources = [(source, layouts)];
    let found = find(&sources, &Recipe::default(), &Decisions::default(), &Quiet).unwrap();
    found.tables.iter().map(|table| table.tidy.as_ref().clone()).filter(|table| !table.is_empty()).collect()
}

fn metadata() -> Metadata {
    let mut metadata = Metadata::default();
    for field in publication::fields().iter().filter(|field| field.mandatory) {
        metadata.set(field.key, field.example).unwrap();
    }
    metadata
}

/// Writes the bundle of a workbook into `folder`; false when it has no table.
pub(crate) fn write_bundle(file: &Path, folder: &Path) -> bool {
    let (metadata, tables) = (metadata(), tables_of(file));
    if tables.is_empty() {
        return false;
    }
    let disclosure = "Published as supplied.".to_owned();
    let bundle = Bundle { metadata: &metadata, tables: &tables, disclosure, tool_version: "0.1.0" };
    publication::write_bag(&bundle, folder, &Quiet).unwrap();
    let planned = publication::planned_files(&tables.iter().collect::<Vec<_>>());
    let written = crate::support::files_below(folder);
    assert!(planned.iter().map(|file| &file.path).eq(written.keys()), "{}", file.display());
    true
}

#[test]
fn bundles_of_real_workbooks_verify() {
    let mut bundles = 0;
    let files = workbooks();
    for file in &files {
        let folder = tempfile::tempdir().unwrap();
        if !write_bundle(file, folder.path()) {
            continue;
        }
        bundles += 1;
        let verified = publication::reading::verify(folder.path(), &Quiet).unwrap();
        let texts: Vec<String> = verified.findings.iter().map(Finding::text).collect();
        assert!(texts.is_empty(), "{}: {texts:#?}", file.display());
    }
    println!("{bundles} bundles of {} workbooks", files.len());
    assert!(files.is_empty() || bundles >= 10, "{bundles}");
}
