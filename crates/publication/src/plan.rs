//! Which files a bundle holds, known before any of them is written.

use model::TidyTable;

use crate::tables::{table_stems, title_of};
use crate::{catalogue, dictionary, lists};

/// A file that a bag is going to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Its path in the bag.
    pub path: String,
    /// What it is, in words.
    pub what: String,
}

/// The files that [`crate::write_bag`] would write for these tables, sorted by path.
pub fn planned_files(tables: &[&TidyTable]) -> Vec<PlannedFile> {
    let file = |path: &str, what: &str| PlannedFile { path: path.to_owned(), what: what.to_owned() };
    let mut files: Vec<PlannedFile> = tables
        .iter()
        .zip(table_stems(tables.iter().copied()))
        .map(|(table, stem)| file(&format!("data/tables/{stem}.csv"), &title_of(table)))
        .collect();
    let lists = lists::needed(tables.iter().copied());
    files.extend(lists.into_iter().map(|list| file(&format!("data/tables/{}", list.path()), list.title())));
    files.push(file(&format!("data/tables/{}", dictionary::DICTIONARY), "What every column holds"));
    files.extend([
        file(CSV_METADATA, "The tables described for programs (CSV on the Web)"),
        file(PACKAGE, "The release described for programs (Data Package)"),
        file(CRATE, "The list of all files for archives and research tools (RO-Crate)"),
        file(INDEX, "The release as a web page"),
        file(README, "The release described for readers"),
        file(STATEMENT, "How confidentiality is protected"),
        file(METHODOLOGY, "How the figures are made"),
        file(QUALITY, "How good the figures are"),
        file(CHANGES, "Revisions and corrections"),
        file("bagit.txt", "Says that the folder is a bag (BagIt)"),
        file("bag-info.txt", "Who made the bag, and when"),
        file("manifest-sha256.txt", "Checksums of the data"),
        file("tagmanifest-sha256.txt", "Checksums of the other files"),
    ]);
    files.extend(catalogue::FILES.map(|(path, what)| file(path, what)));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

pub(crate) const CSV_METADATA: &str = "data/tables/csv-metadata.json";
pub(crate) const PACKAGE: &str = "data/datapackage.json";
pub(crate) const README: &str = "data/README.md";
pub(crate) const STATEMENT: &str = "data/docs/disclosure-statement.md";
pub(crate) const METHODOLOGY: &str = "data/docs/methodology.md";
pub(crate) const QUALITY: &str = "data/docs/quality.md";
pub(crate) const CHANGES: &str = "data/docs/changes.md";
pub(crate) const INDEX: &str = "data/index.html";
pub(crate) const CRATE: &str = "data/ro-crate-metadata.json";
