//! Writing tables as CSV files, unprotected: `convert`, and the result of `protect`.

use std::collections::BTreeSet;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, FailureKind, Progress, Stage, TidyTable};
use tables::{CleanGrid, TidyOptions};

use crate::found::{FoundTable, Layouts};
use crate::source::Source;
use crate::workshop::{Workshop, absolute, check_free, shown};

/// The layout of the CSV files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvLayout {
    /// One observation a row; with provenance, columns that say where each came from.
    Tidy {
        /// Whether to add them.
        provenance: bool,
    },
    /// One clean rectangular table, as published.
    Sheet,
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Converted {
    /// Name of the file in the output folder.
    pub file: String,
    /// Name of the table.
    pub table: String,
    /// Rows below the header.
    pub rows: u64,
}

/// Writes each table as one CSV file into `out`, which must be absent or empty. All or nothing.
pub fn convert(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    found: &[FoundTable],
    layout: CsvLayout,
    out: &Path,
    progress: &dyn Progress,
) -> Result<Vec<Converted>, Failure> {
    write_all(found.len(), out, progress, |index, part| {
        let table = &found[index];
        let rows = match layout {
            CsvLayout::Tidy { .. } if table.layout.is_some() && table.tidy.cols.is_empty() => {
                list_file(&grid(sources, table)?, part)?
            }
            CsvLayout::Tidy { provenance } => tidy_file(&table.tidy, provenance, part, progress)?,
            CsvLayout::Sheet => {
                let grid = grid(sources, table)?;
                let file =
                    std::fs::File::create(part).map_err(|error| Failure::writing(shown(part), &error))?;
                publication::write_grid_csv(&grid.header, &grid.rows, BufWriter::new(file))
                    .map_err(|error| Failure::writing(shown(part), &error))?;
                grid.rows.len() as u64
            }
        };
        Ok((table.tidy.name.clone(), rows))
    })
}

/// The table as published: a tidy CSV already is one.
fn grid(sources: &[(Arc<Source>, Arc<Layouts>)], table: &FoundTable) -> Result<CleanGrid, Failure> {
    let source = &sources[table.source].0;
    let Some(layout) = &table.layout else {
        let detail = "it is a tidy CSV already; use --layout tidy";
        return Err(Failure::new(FailureKind::Invalid, &source.name, detail));
    };
    let options = TidyOptions { stored_values: table.tidy.stored_values, ..TidyOptions::default() };
    tables::clean_grid(&source.workbook.sheets[table.sheet], layout, &options)
}

/// Writes one tidy table; with provenance, sheet and cell of every observation behind its columns.
fn tidy_file(
    table: &TidyTable,
    provenance: bool,
    part: &Path,
    progress: &dyn Progress,
) -> Result<u64, Failure> {
    let failure = |error: &std::io::Error| Failure::writing(shown(part), error);
    let plain = part.with_extension("plain");
    let to = if provenance { plain.as_path() } else { part };
    let file = std::fs::File::create(to).map_err(|error| failure(&error))?;
    let rows = publication::write_tidy_csv_to(table, &shown(to), BufWriter::new(file), progress)?;
    if provenance {
        add_provenance(table, &plain, part).map_err(|error| failure(&error.into()))?;
        std::fs::remove_file(&plain).map_err(|error| failure(&error))?;
    }
    Ok(rows)
}

/// Writes a list without values, which is tidy as it is: one record a row, under the names of columns.
fn list_file(grid: &CleanGrid, part: &Path) -> Result<u64, Failure> {
    let mut header: Vec<String> = Vec::new();
    for (at, heading) in grid.header.iter().enumerate() {
        let slug = Some(model::slug(heading)).filter(|slug| !slug.is_empty() && !header.contains(slug));
        header.push(slug.unwrap_or_else(|| format!("column_{}", at + 1)));
    }
    let file = std::fs::File::create(part).map_err(|error| Failure::writing(shown(part), &error))?;
    publication::write_grid_csv(&header, &grid.rows, BufWriter::new(file))
        .map_err(|error| Failure::writing(shown(part), &error))?;
    Ok(grid.rows.len() as u64)
}

/// Copies a tidy CSV, row by row, and says behind each row where it came from: the rows are the table's
/// observations, in the same order.
fn add_provenance(table: &TidyTable, from: &Path, to: &Path) -> Result<(), csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(from)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_path(to)?;
    let mut records = reader.byte_records();
    if let Some(header) = records.next() {
        let mut header = header?;
        for name in ["source_file", "source_sheet", "source_cell"] {
            header.push_field(name.as_bytes());
        }
        writer.write_byte_record(&header)?;
    }
    for (record, observation) in records.zip(table.observations()) {
        let mut record = record?;
        record.push_field(table.file.as_bytes());
        record.push_field(table.sheet.as_deref().unwrap_or_default().as_bytes());
        record.push_field(observation.cell.to_string().as_bytes());
        writer.write_byte_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}

/// Writes tidy tables into `out`, which must be absent or empty. All or nothing.
pub fn write_tidy(
    tables: &[TidyTable],
    out: &Path,
    progress: &dyn Progress,
) -> Result<Vec<Converted>, Failure> {
    write_all(tables.len(), out, progress, |index, part| {
        Ok((tables[index].name.clone(), tidy_file(&tables[index], false, part, progress)?))
    })
}

/// Writes `count` files; `write` gives the table's name and rows.
fn write_all(
    count: usize,
    out: &Path,
    progress: &dyn Progress,
    mut write: impl FnMut(usize, &Path) -> Result<(String, u64), Failure>,
) -> Result<Vec<Converted>, Failure> {
    let mut files = Files::beside(out)?;
    for index in 0..count {
        progress.report(Stage::Writing, index as u64, count as u64);
        progress.go_on()?;
        let part = files.part();
        let (table, rows) = write(index, &part).map_err(|failure| files.failed(failure))?;
        files.add(&part, table, rows)?;
    }
    files.finish()
}

/// Files that are written all or not at all.
pub(crate) struct Files {
    out: PathBuf,
    work: Workshop,
    taken: BTreeSet<String>,
    written: Vec<Converted>,
}

impl Files {
    /// Files that will be in `out`, which must be absent or empty.
    pub(crate) fn beside(out: &Path) -> Result<Self, Failure> {
        let out = absolute(out)?;
        check_free(&out)?;
        let work = Workshop::beside(&out)?;
        Ok(Self { out, work, taken: BTreeSet::new(), written: Vec::new() })
    }

    /// Where to write the next file: its name follows from the table's, so it goes by a number first.
    pub(crate) fn part(&self) -> PathBuf {
        self.work.inside.join(format!("{}.part", self.written.len()))
    }

    /// A failure of writing, in terms of what was asked for.
    pub(crate) fn failed(&self, failure: Failure) -> Failure {
        failure.writing_to(&shown(&self.out))
    }

    /// Takes a file that was written at [`Self::part`].
    pub(crate) fn add(&mut self, part: &Path, table: String, rows: u64) -> Result<(), Failure> {
        let file = format!("{}.csv", publication::file_stem(&table, &mut self.taken));
        let last = self.work.inside.join(&file);
        let finish = || -> std::io::Result<()> {
            std::fs::OpenOptions::new().write(true).open(part)?.sync_all()?;
            std::fs::rename(part, &last)
        };
        finish().map_err(|error| Failure::writing(shown(&self.out), &error))?;
        self.written.push(Converted { file, table, rows });
        Ok(())
    }

    /// Puts all files into their place.
    pub(crate) fn finish(self) -> Result<Vec<Converted>, Failure> {
        self.work.finish(&self.out)?;
        Ok(self.written)
    }
}
