//! Writing tables as CSV files, unprotected: `convert`, and the result of `protect`.

mod ees;
mod files;
mod nhs_long;
mod parts;
mod reconcile;

use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use model::{Failure, FailureKind, Finding, Place, Progress, Severity, Stage, TidyTable, What};
use tables::{CleanGrid, Sum, TidyOptions};

use crate::found::{FoundTable, Layouts};
use crate::recipe::OutputRecipe;
use crate::source::Source;
use crate::workshop::shown;

pub(crate) use files::Files;
pub use nhs_long::Release;
pub use reconcile::{LeftOut, Reconciliation};

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
    /// The long layout of NHS England's monthly files.
    NhsLong,
    /// Data and description of Explore Education Statistics.
    Ees,
}

/// What is asked of the CSV files.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Their layout.
    pub layout: CsvLayout,
    /// Totals and files, as the recipe says.
    pub output: OutputRecipe,
    /// What some layouts ask that a table does not say.
    pub release: Release,
}

impl Wanted {
    /// A layout, with all else as it is by default.
    pub fn plain(layout: CsvLayout) -> Self {
        Self { layout, output: OutputRecipe::default(), release: Release::default() }
    }
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Converted {
    /// Name of the file in the output folder.
    pub file: String,
    /// Name of the table.
    pub table: String,
    /// Rows below the header.
    pub rows: u64,
    /// The numbers of the table on its sheet and in its files, read back; none where the sheet is not held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation: Option<Reconciliation>,
}

/// What was written, and what there is to say about it.
#[derive(Debug, Default)]
pub struct Conversion {
    /// The files, each with the title of its table.
    pub written: Vec<(Converted, String)>,
    /// What a layout could not say, and what does not reconcile.
    pub findings: Vec<Finding>,
}

/// Sources with the layouts found on them.
type Located = [(Arc<Source>, Arc<Layouts>)];

/// Writes each table as one CSV file, or several, into `out`, which must be absent or empty. All or nothing.
pub fn convert(
    sources: &Located,
    found: &[FoundTable],
    wanted: &Wanted,
    out: &Path,
    progress: &dyn Progress,
) -> Result<Conversion, Failure> {
    let mut writing = Writing {
        sources,
        wanted,
        progress,
        files: Files::beside(out)?,
        titles: Vec::new(),
        findings: Vec::new(),
    };
    for (index, table) in found.iter().enumerate() {
        progress.report(Stage::Writing, index as u64, found.len() as u64);
        progress.go_on()?;
        writing.table(table).map_err(|failure| writing.files.failed(failure))?;
    }
    let written = writing.files.finish()?;
    Ok(Conversion { written: written.into_iter().zip(writing.titles).collect(), findings: writing.findings })
}

struct Writing<'a> {
    sources: &'a Located,
    wanted: &'a Wanted,
    progress: &'a dyn Progress,
    files: Files,
    titles: Vec<String>,
    findings: Vec<Finding>,
}

/// What one file holds.
struct Held {
    rows: u64,
    numbers: Sum,
    lost: Vec<String>,
}

impl Writing<'_> {
    /// Writes the files of a table and holds them against its sheet.
    fn table(&mut self, table: &FoundTable) -> Result<(), Failure> {
        let is_list = table.layout.is_some() && table.tidy.cols.is_empty();
        let (mut written, mut totals) = (Sum::default(), Sum::default());
        let mut count = 0;
        if is_list || self.wanted.layout == CsvLayout::Sheet {
            written = self.as_published(table, is_list)?;
            count += 1;
        } else {
            let (parts, left) = parts::of(&table.tidy, self.wanted.output);
            totals = left;
            for part in parts {
                let numbers = self.tidy(&part.table, part.name)?;
                written.numbers += numbers.numbers;
                written.sum += numbers.sum;
                count += 1;
            }
        }
        let tally = if is_list { None } else { reconcile::on_sheet(self.sources, table) };
        let reconciliation =
            tally.map(|tally| Reconciliation::of(tally, totals, written, tables::additions(&table.tidy)));
        if let Some(reconciliation) = &reconciliation {
            self.findings.extend(reconciliation.finding(&table.tidy.name, place(&table.tidy)));
        }
        self.files.reconcile(count, reconciliation.as_ref());
        self.titles.extend(std::iter::repeat_n(title(&table.tidy).to_owned(), count));
        Ok(())
    }

    /// A table as it stands on its sheet, or a list of words.
    fn as_published(&mut self, table: &FoundTable, is_list: bool) -> Result<Sum, Failure> {
        let part = self.files.part();
        let grid = grid(self.sources, table)?;
        let named = is_list && self.wanted.layout != CsvLayout::Sheet;
        let header = if named { names(&grid.header) } else { grid.header };
        let failure = |error: &std::io::Error| Failure::writing(shown(&part), error);
        let file = std::fs::File::create(&part).map_err(|error| failure(&error))?;
        publication::write_grid_csv(&header, &grid.rows, BufWriter::new(file))
            .map_err(|error| failure(&error))?;
        let numbers = reconcile::written(&part, |at, _| grid.value_cols.contains(&at))?;
        self.files.add(&part, table.tidy.name.clone(), grid.rows.len() as u64)?;
        Ok(numbers)
    }

    /// A tidy table in one of the layouts that hold one.
    fn tidy(&mut self, table: &TidyTable, name: String) -> Result<Sum, Failure> {
        let part = self.files.part();
        let Held { rows, numbers, lost } = match self.wanted.layout {
            CsvLayout::Ees => return self.ees(table, name),
            CsvLayout::NhsLong => self.nhs_long(table, &part)?,
            CsvLayout::Tidy { provenance } => {
                let rows = tidy_file(table, provenance, &part, self.progress)?;
                Held {
                    rows,
                    numbers: reconcile::written(&part, |_, name| name == "value")?,
                    lost: Vec::new(),
                }
            }
            CsvLayout::Sheet => Held { rows: 0, numbers: Sum::default(), lost: Vec::new() },
        };
        self.files.add(&part, name, rows)?;
        self.lost(table, "nhs-long", lost);
        Ok(numbers)
    }

    fn nhs_long(&self, table: &TidyTable, part: &Path) -> Result<Held, Failure> {
        let release = self.release(table);
        let (rows, lost) =
            nhs_long::write(table, &release, create(part)?).map_err(|error| writing(part, error))?;
        let numbers = reconcile::written(part, |_, name| name == "MEASURE_VALUE")?;
        Ok(Held { rows, numbers, lost })
    }

    fn ees(&mut self, table: &TidyTable, name: String) -> Result<Sum, Failure> {
        let part = self.files.part();
        let about = part.with_extension("about");
        let release = self.release(table);
        let held = ees::write(table, &release, create(&part)?, create(&about)?)
            .map_err(|error| writing(&part, error))?;
        let numbers = reconcile::written(&part, |_, name| held.indicators.iter().any(|known| known == name))?;
        let stem = self.files.add(&part, name, held.rows)?;
        self.files.add_beside(&about, &format!("{stem}.meta.csv"))?;
        self.lost(table, "ees", held.lost);
        Ok(numbers)
    }

    /// What the table does not say: its title's period and country go before the release's.
    fn release(&self, table: &TidyTable) -> Release {
        let mut release = self.wanted.release.clone();
        release.period = tables::period_of_title(&table.title).or(release.period);
        if let Some(country) = tables::country_of_title(&table.title) {
            country.clone_into(&mut release.coverage);
        }
        release
    }

    fn lost(&mut self, table: &TidyTable, layout: &str, lost: Vec<String>) {
        for (at, words) in lost.into_iter().enumerate() {
            let what = What::LayoutLoss { layout: layout.to_owned(), what: words };
            let name = format!("{}/{layout}/{}", table.name, at + 1);
            let finding = Finding::thing(None, Severity::Note, place(table), &name, what);
            self.findings.push(Finding { table: Some(table.name.clone()), ..finding });
        }
    }
}

/// A clean grid held against its sheet.
pub(crate) fn reconciled_grid(
    sheet: &workbook::Sheet,
    layout: &tables::Layout,
    grid: &CleanGrid,
    stored: bool,
) -> Reconciliation {
    let mut written = Sum::default();
    let fields = grid.rows.iter().flat_map(|row| grid.value_cols.iter().map(|at| row[*at].as_str()));
    fields.filter_map(tables::figure).for_each(|number| written.add(number));
    let tally = tables::tally(sheet, layout, stored);
    Reconciliation::of(tally, Sum::default(), written, tables::Additions::default())
}

fn place(table: &TidyTable) -> Place {
    Place { file: table.file.clone(), sheet: table.sheet.clone(), cell: None }
}

fn title(table: &TidyTable) -> &str {
    if table.title.is_empty() { table.sheet.as_deref().unwrap_or_default() } else { &table.title }
}

fn create(path: &Path) -> Result<BufWriter<std::fs::File>, Failure> {
    let file = std::fs::File::create(path).map_err(|error| Failure::writing(shown(path), &error))?;
    Ok(BufWriter::new(file))
}

fn writing(path: &Path, error: csv::Error) -> Failure {
    Failure::writing(shown(path), &error.into())
}

/// The dialect of every file.
fn writer<W: Write>(to: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to)
}

/// A text on one line, with single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The table as published; a stacked one with what tells its parts apart in the first column.
fn grid(sources: &Located, table: &FoundTable) -> Result<CleanGrid, Failure> {
    let source = &sources[table.source].0;
    if !table.stack.is_empty() {
        return stacked_grid(sources, table);
    }
    let Some(layout) = &table.layout else {
        let detail = "it is a tidy CSV already; use --layout tidy";
        return Err(Failure::new(FailureKind::Invalid, &source.name, detail));
    };
    let options = TidyOptions { stored_values: table.tidy.stored_values, ..TidyOptions::default() };
    tables::clean_grid(&source.workbook.sheets[table.sheet], layout, &options)
}

fn stacked_grid(sources: &Located, table: &FoundTable) -> Result<CleanGrid, Failure> {
    let mut whole = CleanGrid::default();
    let told = &table.tidy.dimensions[0];
    for (part, category) in table.stack.iter().zip(&told.categories) {
        let grid = grid(sources, part)?;
        if whole.header.is_empty() {
            whole.header = std::iter::once(told.label.clone()).chain(grid.header.clone()).collect();
            whole.value_cols = grid.value_cols.iter().map(|at| at + 1).collect();
        } else if whole.header[1..] != grid.header {
            let detail = format!("'{}' has other headings than the first table of its stack", part.tidy.name);
            return Err(Failure::new(FailureKind::Invalid, table.tidy.name.clone(), detail));
        }
        let row = |row: Vec<String>| std::iter::once(category.label.clone()).chain(row).collect();
        whole.rows.extend(grid.rows.into_iter().map(row));
    }
    Ok(whole)
}

/// Names of columns from headings.
fn names(headings: &[String]) -> Vec<String> {
    let mut header: Vec<String> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        let slug = Some(model::slug(heading)).filter(|slug| !slug.is_empty() && !header.contains(slug));
        header.push(slug.unwrap_or_else(|| format!("column_{}", at + 1)));
    }
    header
}

/// Writes one tidy table; with provenance, file, sheet and cell of every observation behind its columns.
fn tidy_file(
    table: &TidyTable,
    provenance: bool,
    part: &Path,
    progress: &dyn Progress,
) -> Result<u64, Failure> {
    let plain = part.with_extension("plain");
    let to = if provenance { plain.as_path() } else { part };
    let rows = publication::write_tidy_csv_to(table, &shown(to), create(to)?, progress)?;
    if provenance {
        add_provenance(table, &plain, part).map_err(|error| writing(part, error))?;
        std::fs::remove_file(&plain).map_err(|error| Failure::writing(shown(part), &error))?;
    }
    Ok(rows)
}

/// Copies a tidy CSV, row by row, and says behind each row where it came from: the rows are the table's
/// observations, in the same order.
fn add_provenance(table: &TidyTable, from: &Path, to: &Path) -> Result<(), csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(from)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_path(to)?;
    let mut records = reader.byte_records();
    if let Some(header) = records.next() {
        let mut header = header?;
        for name in tables::PROVENANCE {
            header.push_field(name.as_bytes());
        }
        writer.write_byte_record(&header)?;
    }
    for (record, observation) in records.zip(table.observations()) {
        let mut record = record?;
        let (file, sheet) = table.origin(observation.index);
        record.push_field(file.as_bytes());
        record.push_field(sheet.unwrap_or_default().as_bytes());
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
    let mut files = Files::beside(out)?;
    for (index, table) in tables.iter().enumerate() {
        progress.report(Stage::Writing, index as u64, tables.len() as u64);
        progress.go_on()?;
        let part = files.part();
        let rows = tidy_file(table, false, &part, progress).map_err(|failure| files.failed(failure))?;
        files.add(&part, table.name.clone(), rows)?;
    }
    files.finish()
}
