//! Converting workbooks table by table as published, each sheet straight through into its CSV where it is one plain
//! table: from the file without holding it, for .xlsx; from the workbook as it was read, for the other formats. The
//! other sheets are laid out as a whole. Several sheets go at once where they are not held, one per processor; what is
//! written does not depend on which of them is done first.
//!
//! What is written is what [`crate::convert::convert`] writes of the same workbooks.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, Finding, Place, Progress, Stage};
use publication::GridWriter;
use tables::{Records, Straight, StraightTable, TidyOptions};
use workbook::{
    Ended, Format, Limits, Listed, SharedFile, Sheet, Stream, Style, Visibility, Workbook, at_once,
};

use crate::convert::{Converted, Files, Reconciliation};
use crate::found::unique;
use crate::source::{open_file, read_up_to};
use crate::workshop::shown;

/// What was written, and what was noticed on the way.
#[derive(Debug, Default)]
pub struct Passed {
    /// The files, and the title of each table.
    pub written: Vec<(Converted, String)>,
    /// What the workbooks carry that a reader does not see.
    pub findings: Vec<Finding>,
    /// How many sheets went through as one plain table.
    pub through: u64,
    /// The sheets that the slower reader had to read, and what the faster one did not know.
    pub handed_over: Vec<HandedOver>,
}

/// A sheet that the faster reader did not know.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HandedOver {
    /// The file's name.
    pub file: String,
    /// The sheet's.
    pub sheet: String,
    /// What was not known.
    pub reason: &'static str,
}

/// Those sheets of a workbook.
pub fn handed_over(book: &Workbook) -> impl Iterator<Item = HandedOver> + '_ {
    let sheets = book.sheets.iter().filter_map(|sheet| Some((sheet, sheet.handed_over?)));
    sheets.map(|(sheet, reason)| HandedOver { file: book.name.clone(), sheet: sheet.name.clone(), reason })
}

/// Writes each table of visible sheets as one CSV file into `out`, which must be absent or empty. All or
/// nothing. None, and nothing is written, if a file is a CSV that is tidy already, or no table is found.
pub fn pass(
    paths: &[PathBuf],
    stored: bool,
    limits: &Limits,
    out: &Path,
    progress: &dyn Progress,
) -> Result<Option<Passed>, Vec<Failure>> {
    let mut files = Files::beside(out).map_err(|failure| vec![failure])?;
    let mut pass = Pass {
        stored,
        progress,
        names: BTreeSet::new(),
        titles: Vec::new(),
        findings: Vec::new(),
        through: 0,
        handed_over: Vec::new(),
    };
    let mut failures = Vec::new();
    for path in paths {
        match pass.workbook(path, limits, &mut files) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(failure) if failure.kind == model::FailureKind::Cancelled => return Err(vec![failure]),
            Err(failure) => failures.push(failure),
        }
    }
    if !failures.is_empty() {
        return Err(failures);
    }
    if pass.titles.is_empty() {
        return Ok(None);
    }
    progress.go_on().map_err(|failure| vec![failure])?;
    let written = files.finish().map_err(|failure| vec![failure])?;
    Ok(Some(Passed {
        written: written.into_iter().zip(pass.titles).collect(),
        findings: pass.findings,
        through: pass.through,
        handed_over: pass.handed_over,
    }))
}

struct Pass<'a> {
    stored: bool,
    progress: &'a dyn Progress,
    names: BTreeSet<String>,
    titles: Vec<String>,
    findings: Vec<Finding>,
    through: u64,
    handed_over: Vec<HandedOver>,
}

impl Pass<'_> {
    /// One workbook; false if it is a tidy CSV.
    fn workbook(&mut self, path: &Path, limits: &Limits, files: &mut Files) -> Result<bool, Failure> {
        let named = path.to_string_lossy().into_owned();
        let (file, _) = open_file(path, &named, limits.max_file_bytes)?;
        let name = path.file_name().map_or_else(|| named.clone(), |name| name.to_string_lossy().into_owned());
        let file = SharedFile::new(file);
        let mut pass = || {
            let is_done = self.stream(&name, file.clone(), limits, files)?;
            Ok(is_done || self.read(&name, file.clone(), limits, files)?)
        };
        pass().map_err(|mut failure: Failure| {
            if failure.file == name {
                failure.file.clone_from(&named);
            }
            failure
        })
    }

    /// Without holding it; false, and nothing is written, if it cannot be streamed.
    fn stream(
        &mut self,
        name: &str,
        file: SharedFile,
        limits: &Limits,
        files: &mut Files,
    ) -> Result<bool, Failure> {
        let Some(mut stream) = Stream::open(name, file, limits, self.progress)? else { return Ok(false) };
        if self.stored {
            stream.want_marks();
        }
        let listed: Vec<Listed> = stream.sheets().into_iter().filter(|sheet| sheet.is_worksheet).collect();
        let way = Way { file: name, stored: self.stored, progress: self.progress, files };
        let done = at_once(
            &stream,
            listed.len(),
            |stream, at| way.sheet(stream, at, &listed[at]),
            |done| matches!(done, Ok(Some(_))),
        );
        let done = done.into_iter().collect::<Result<Vec<_>, _>>()?;
        if done.len() < listed.len() || done.iter().any(Option::is_none) {
            return way.forget(done.into_iter().flatten()).map(|()| false);
        }
        let mut sheets = Vec::new();
        for done in done.into_iter().flatten() {
            self.add_all(files, done.tables, done.is_through)?;
            sheets.push(done.sheet);
        }
        self.findings.extend(stream.hidden(sheets));
        Ok(true)
    }

    /// The same from the workbook as a whole; false if it is a tidy CSV.
    fn read(
        &mut self,
        name: &str,
        file: SharedFile,
        limits: &Limits,
        files: &mut Files,
    ) -> Result<bool, Failure> {
        let bytes = read_up_to(file, name, limits.max_file_bytes)?;
        let book = workbook::open(name, &bytes, limits, self.progress)?;
        if matches!(book.format, Format::Csv) && tables::is_tidy_csv(&bytes) {
            return Ok(false);
        }
        drop(bytes);
        for (at, sheet) in book.sheets.iter().enumerate() {
            if sheet.visibility == Visibility::Visible {
                let way = Way { file: name, stored: self.stored, progress: self.progress, files };
                let (tables, is_through) = way.held(at, sheet)?;
                self.add_all(files, tables, is_through)?;
            }
        }
        self.handed_over.extend(handed_over(&book));
        self.findings.extend(book.hidden);
        Ok(true)
    }

    fn add_all(&mut self, files: &mut Files, tables: Vec<Part>, is_through: bool) -> Result<(), Failure> {
        self.through += u64::from(is_through);
        for Part { path, name, title, rows, reconciled } in tables {
            self.add(files, &path, (&name, &title), rows)?;
            let Some((reconciled, place)) = reconciled else { continue };
            self.findings.extend(reconciled.finding(&name, place));
            files.reconcile(1, Some(&reconciled));
        }
        Ok(())
    }

    fn add(
        &mut self,
        files: &mut Files,
        part: &Path,
        (name, title): (&str, &str),
        rows: u64,
    ) -> Result<(), Failure> {
        self.progress.report(Stage::Writing, self.titles.len() as u64, 0);
        let _stem = files.add(part, unique(name, &mut self.names), rows)?;
        self.titles.push(title.to_owned());
        Ok(())
    }
}

/// What became of one sheet.
struct Done {
    /// The sheet, with its cells only where they say more than was written.
    sheet: Sheet,
    /// Its tables in order.
    tables: Vec<Part>,
    /// Whether it went through without being held.
    is_through: bool,
}

/// A table that is written, and not yet named.
struct Part {
    path: PathBuf,
    name: String,
    title: String,
    rows: u64,
    /// How it agrees with its sheet, and where that is; none for a sheet that went through.
    reconciled: Option<(Reconciliation, Place)>,
}

/// The way of a sheet into its CSVs, whichever thread it goes on.
struct Way<'a> {
    file: &'a str,
    stored: bool,
    progress: &'a dyn Progress,
    files: &'a Files,
}

impl Way<'_> {
    /// The sheet of number `at`; none if it cannot be streamed.
    fn sheet(&self, stream: &mut Stream<'_>, at: usize, listed: &Listed) -> Result<Option<Done>, Failure> {
        let is_visible = listed.visibility == Visibility::Visible;
        if is_visible
            && let Some((table, formulas)) =
                self.straight(at, &listed.name, stream.styles(), |rows| stream.rows(&listed.name, rows))?
        {
            let mut sheet = Sheet::new(&listed.name);
            sheet.formulas_without_value = formulas;
            return Ok(Some(Done { sheet, tables: vec![table], is_through: true }));
        }
        let Ok(sheet) = stream.sheet(listed)? else { return Ok(None) };
        let tables = if is_visible { self.laid_out(at, &sheet)? } else { Vec::new() };
        Ok(Some(Done { sheet, tables, is_through: false }))
    }

    /// The tables of a sheet that is held, and whether it went straight through.
    fn held(&self, at: usize, sheet: &Sheet) -> Result<(Vec<Part>, bool), Failure> {
        let rows = |rows: &mut Straight<'_, Out>| sheet.pass(self.stored, rows, self.progress);
        if let Some((table, _)) = self.straight(at, &sheet.name, sheet.styles().into(), rows)? {
            return Ok((vec![table], true));
        }
        Ok((self.laid_out(at, sheet)?, false))
    }

    fn failure(&self, part: &Path, error: &std::io::Error) -> Failure {
        self.files.failed(Failure::writing(shown(part), error))
    }

    /// Removes what was written of sheets that are written another way.
    fn forget(&self, done: impl Iterator<Item = Done>) -> Result<(), Failure> {
        let remove = |path: &Path| std::fs::remove_file(path).map_err(|error| self.failure(path, &error));
        done.flat_map(|done| done.tables).try_for_each(|table| remove(&table.path))
    }

    /// The table of a sheet that is one plain table, and how many formulas came without their value.
    fn straight(
        &self,
        at: usize,
        name: &str,
        styles: Arc<[Style]>,
        rows: impl FnOnce(&mut Straight<'_, Out>) -> Result<Ended, Failure>,
    ) -> Result<Option<(Part, u64)>, Failure> {
        let path = self.files.part_of(at, 0);
        let mut out = Out::create(&path).map_err(|error| self.failure(&path, &error))?;
        let mut straight = Straight::new(name, styles, self.stored, &mut out);
        let ended = rows(&mut straight)?;
        let table = match ended {
            Ended::AtTheEnd { merges, hidden_cols, formulas_without_value } => {
                let table = straight.finish(&merges, &hidden_cols);
                table.map(|table| (table, formulas_without_value))
            }
            Ended::Stopped | Ended::Unsure(_) => None,
        };
        let written = if table.is_some() { out.finish() } else { out.drop_it(&path) };
        written.map_err(|error| self.failure(&path, &error))?;
        let part = |StraightTable { name, title, rows }| Part { path, name, title, rows, reconciled: None };
        Ok(table.map(|(table, formulas)| (part(table), formulas)))
    }

    /// The tables of a sheet as a whole.
    fn laid_out(&self, at: usize, sheet: &Sheet) -> Result<Vec<Part>, Failure> {
        let options = TidyOptions { stored_values: self.stored, ..TidyOptions::default() };
        let mut parts = Vec::new();
        for layout in tables::find_tables(self.file, sheet, self.progress)? {
            self.progress.go_on()?;
            let grid = tables::clean_grid(sheet, &layout, &options)?;
            let path = self.files.part_of(at, parts.len());
            let write = || {
                let to = std::io::BufWriter::new(File::create(&path)?);
                publication::write_grid_csv(&grid.header, &grid.rows, to)
            };
            write().map_err(|error| self.failure(&path, &error))?;
            let rows = grid.rows.len() as u64;
            let reconciled = crate::convert::reconciled_grid(sheet, &layout, &grid, self.stored);
            let place = Place::cell(self.file, &sheet.name, &layout.range);
            let reconciled = Some((reconciled, place));
            parts.push(Part { path, name: layout.name, title: layout.title, rows, reconciled });
        }
        Ok(parts)
    }
}

/// A CSV, and the first error of writing it.
struct Out {
    grid: GridWriter<File>,
    error: Option<std::io::Error>,
}

impl Out {
    fn create(path: &Path) -> std::io::Result<Self> {
        Ok(Self { grid: GridWriter::new(File::create(path)?), error: None })
    }

    fn finish(self) -> std::io::Result<()> {
        self.error.map_or_else(|| self.grid.finish(), Err)
    }

    /// Removes what was written; an error of writing is told.
    fn drop_it(self, path: &Path) -> std::io::Result<()> {
        drop(self.grid);
        self.error.map_or_else(|| std::fs::remove_file(path), Err)
    }
}

impl Records for Out {
    fn field(&mut self, text: &str) {
        self.grid.field(text);
    }

    #[inline]
    fn plain(&mut self, text: &str) {
        self.grid.plain(text);
    }

    fn undo(&mut self) {
        self.grid.undo();
    }

    #[inline]
    fn end(&mut self) -> bool {
        match self.grid.end() {
            Ok(()) => true,
            Err(error) => {
                self.error = Some(error);
                false
            }
        }
    }
}
