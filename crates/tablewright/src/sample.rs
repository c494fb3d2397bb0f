//! The sample release: a made-up publication with planted dangers, made by the program itself.
//!
//! Whoever tries the program for the first time gets a workbook as colleagues send them, a recipe and the
//! decisions that make it fit to publish. The bytes are the same on every computer. This room knows what
//! rows and columns of the sample mean; it must not know how the pipeline treats them.

mod edition;
#[cfg(test)]
mod engine_tests;
mod figures;
mod pages;
mod parts;
mod pivot;
mod styles;
mod tables;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use model::{Failure, FailureKind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::edition::Edition;
use self::styles::Styles;

/// Name of the workbook's file.
pub const WORKBOOK_NAME: &str = "ae-attendances-2024-25.xlsx";
/// Name of the workbook of the next edition, in the folder [`NEXT_FOLDER`].
pub const NEXT_NAME: &str = "ae-attendances-2025-26.xlsx";
/// Name of the folder in which the next edition lies: it is no part of the release.
pub const NEXT_FOLDER: &str = "next";
/// Name of the recipe's file.
pub const RECIPE_NAME: &str = "sample.recipe.toml";
/// Name of the decisions' file.
pub const DECISIONS_NAME: &str = "sample.decisions.toml";

/// The sample release in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The workbook's file name.
    pub workbook_name: &'static str,
    /// The workbook (.xlsx).
    pub workbook: Vec<u8>,
    /// The recipe (TOML).
    pub recipe: String,
    /// The decisions (TOML).
    pub decisions: String,
}

/// The sample release: the same bytes on every call.
pub fn sample() -> Result<Sample, Failure> {
    Ok(Sample {
        workbook_name: WORKBOOK_NAME,
        workbook: workbook(Edition::First)?,
        recipe: include_str!("sample/sample.recipe.toml").to_owned(),
        decisions: include_str!("sample/sample.decisions.toml").to_owned(),
    })
}

/// The workbook of the next edition, to match the recipe with: one sheet has another name, one table stands further
/// down, and one category is new.
pub fn next_edition() -> Result<Vec<u8>, Failure> {
    workbook(Edition::Next)
}

fn workbook(edition: Edition) -> Result<Vec<u8>, Failure> {
    let mut book = book(edition).map_err(|error| fault(&error))?;
    let plain = book.save_to_buffer().map_err(|error| fault(&error))?;
    parts::repack(&plain, &pivot::additions(), &pivot::edits())
}

/// Writes the files of the sample into `folder`, which is made if it is not there; an earlier sample is replaced.
/// Either all are complete or a failure says which could not be written.
pub fn write_sample(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let sample = sample()?;
    let next = next_edition()?;
    let next_name = format!("{NEXT_FOLDER}/{NEXT_NAME}");
    let files: [(&str, &[u8]); 4] = [
        (&next_name, &next),
        (sample.workbook_name, &sample.workbook),
        (RECIPE_NAME, sample.recipe.as_bytes()),
        (DECISIONS_NAME, sample.decisions.as_bytes()),
    ];
    fs::create_dir_all(folder.join(NEXT_FOLDER))
        .map_err(|error| Failure::writing(folder.display().to_string(), &error))?;
    let drafts: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(format!("{name}.part"))).collect();
    let written = write_files(folder, &files, &drafts);
    if written.is_err() {
        // Best effort: the failure that is already on its way matters more than a draft left behind.
        for draft in &drafts {
            let _ = fs::remove_file(draft);
        }
    }
    written
}

/// All drafts are complete before the first is renamed, so that a full disc replaces nothing.
fn write_files(folder: &Path, files: &[(&str, &[u8])], drafts: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let failed = |path: &Path, error: &std::io::Error| Failure::writing(path.display().to_string(), error);
    for ((name, bytes), draft) in files.iter().zip(drafts) {
        fs::write(draft, bytes).map_err(|error| failed(&folder.join(name), &error))?;
    }
    let mut paths = Vec::new();
    for ((name, _), draft) in files.iter().zip(drafts) {
        let path = folder.join(name);
        fs::rename(draft, &path).map_err(|error| failed(&path, &error))?;
        paths.push(path);
    }
    Ok(paths)
}

/// The workbook as the library can write it; `pivot` holds what it cannot.
fn book(edition: Edition) -> Result<Workbook, XlsxError> {
    let styles = Styles::new();
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(edition.text("Accident and emergency attendances, 2024-25"))
            .set_author("CANARY AUTHOR")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2025, 6, 2)?),
    );
    pages::cover(book.add_worksheet(), &styles, edition)?;
    pages::contents(book.add_worksheet(), &styles, edition)?;
    pages::notes(book.add_worksheet(), &styles, edition)?;
    tables::by_month(book.add_worksheet(), &styles, edition)?;
    tables::heat_illness(book.add_worksheet(), &styles, edition)?;
    tables::four_hours(book.add_worksheet(), &styles, edition)?;
    tables::injuries(book.add_worksheet(), &styles, edition)?;
    tables::old_injuries(book.add_worksheet(), &styles)?;
    Ok(book)
}

/// The sample has no input: what goes wrong while it is made is a fault of the program.
fn fault(error: &impl ToString) -> Failure {
    Failure::new(FailureKind::Internal, WORKBOOK_NAME, error.to_string())
}
