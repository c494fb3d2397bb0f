//! Converting .xlsx workbooks table by table as published, without holding them: a large sheet goes straight
//! through from the file into its CSV, the others are read whole. Several sheets go at once, one per processor; what
//! is written does not depend on which of them is done first.
//!
//! What is written is what [`crate::convert::convert`] writes of the same workbooks.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use model::{Failure, Finding, Place, Progress, Stage};
use publication::GridWriter;
use tables::{Records, Straight, StraightTable, TidyOptions};
use workbook::{Ended, Limits, Listed, SharedFile, Sheet, Stream, Visibility};

use crate::convert::{Converted, Files, Reconciliation};
use crate::found::unique;
use crate::source::open_file;
use crate::workshop::shown;

/// What was written, and what was noticed on the way.
#[derive(Debug, Default)]
pub struct Passed {
    /// The files, and the title of each table.
    pub written: Vec<(Converted, String)>,
    /// What the workbooks carry that a reader does not see.
    pub findings: Vec<Finding>,
    /// How many sheets went through without being held.
    pub through: u64,
}

/// Writes each table of visible sheets as one CSV file into `out`, which must be absent or empty. All or
/// nothing. None, and nothing is written, if a file is none that can be streamed, or no table is found.
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
    }))
}

struct Pass<'a> {
    stored: bool,
    progress: &'a dyn Progress,
    names: BTreeSet<String>,
    titles: Vec<String>,
    findings: Vec<Finding>,
    through: u64,
}

impl Pass<'_> {
    /// One workbook; false if it cannot be streamed.
    fn workbook(&mut self, path: &Path, limits: &Limits, files: &mut Files) -> Result<bool, Failure> {
        let named = path.to_string_lossy().into_owned();
        let (file, _) = open_file(path, &named, limits.max_file_bytes)?;
        let name = path.file_name().map_or_else(|| named.clone(), |name| name.to_string_lossy().into_owned());
        self.stream(&name, file, limits, files).map_err(|mut failure| {
            if failure.file == name {
                failure.file.clone_from(&named);
            }
            failure
        })
    }

    fn stream(
        &mut self,
        name: &str,
        file: File,
        limits: &Limits,
        files: &mut Files,
    ) -> Result<bool, Failure> {
        let file = SharedFile::new(file);
        let Some(mut stream) = Stream::open(name, file, limits, self.progress)? else { return Ok(false) };
        if self.stored {
            stream.want_marks();
        }
        let listed: Vec<Listed> = stream.sheets().into_iter().filter(|sheet| sheet.is_worksheet).collect();
        let way = Way { file: name, stored: self.stored, progress: self.progress, files };
        let done = at_once(&stream, listed.len(), |stream, at| way.sheet(stream, at, &listed[at]));
        let mut sheets = Vec::new();
        for done in done {
            let Some(Done { sheet, tables, is_through }) = done? else { return Ok(false) };
            self.through += u64::from(is_through);
            for Part { path, name, title, rows, reconciled } in tables {
                self.add(files, &path, (&name, &title), rows)?;
                let Some((reconciled, place)) = reconciled else { continue };
                self.findings.extend(reconciled.finding(&name, place));
                files.reconcile(1, Some(&reconciled));
            }
            sheets.push(sheet);
        }
        self.findings.extend(stream.hidden(sheets));
        Ok(true)
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
    /// How it agrees with its sheet, and where that is; none for a sheet that was not held.
    reconciled: Option<(Reconciliation, Place)>,
}

/// Does `work` with each number below `count`, in order, on as many threads as there are processors. The results are in
/// order; behind one that is no success some may be missing.
fn at_once<T: Send>(
    stream: &Stream<'_>,
    count: usize,
    work: impl Fn(&mut Stream<'_>, usize) -> Result<Option<T>, Failure> + Sync,
) -> Vec<Result<Option<T>, Failure>> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = |mut stream: Stream<'_>| {
        let mut results = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let result = work(&mut stream, at);
            if !matches!(result, Ok(Some(_))) {
                stop.store(true, Ordering::Relaxed);
            }
            results.push((at, result));
        }
        results
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let others = processors.min(MOST_AT_ONCE).min(count).saturating_sub(1);
    let mut results = std::thread::scope(|scope| {
        let run = &run;
        let others: Vec<_> =
            (0..others).map(|_| stream.clone()).map(|stream| scope.spawn(move || run(stream))).collect();
        let mut results = run(stream.clone());
        for other in others {
            results.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Sheets that are read at once at most: each holds about a megabyte.
const MOST_AT_ONCE: usize = 8;

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
        if is_visible && let Some((table, sheet)) = self.straight(stream, at, listed)? {
            return Ok(Some(Done { sheet, tables: vec![table], is_through: true }));
        }
        let Ok(sheet) = stream.sheet(listed)? else { return Ok(None) };
        let tables = if is_visible { self.held(at, &sheet)? } else { Vec::new() };
        Ok(Some(Done { sheet, tables, is_through: false }))
    }

    fn failure(&self, part: &Path, error: &std::io::Error) -> Failure {
        self.files.failed(Failure::writing(shown(part), error))
    }

    /// A sheet that goes straight through, without its cells.
    fn straight(
        &self,
        stream: &mut Stream<'_>,
        at: usize,
        listed: &Listed,
    ) -> Result<Option<(Part, Sheet)>, Failure> {
        let path = self.files.part_of(at, 0);
        let table = self.try_straight(stream, listed, &path)?;
        if table.is_none() {
            std::fs::remove_file(&path).map_err(|error| self.failure(&path, &error))?;
        }
        let part = |(StraightTable { name, title, rows }, sheet)| {
            (Part { path, name, title, rows, reconciled: None }, sheet)
        };
        Ok(table.map(part))
    }

    fn try_straight(
        &self,
        stream: &mut Stream<'_>,
        listed: &Listed,
        part: &Path,
    ) -> Result<Option<(StraightTable, Sheet)>, Failure> {
        let mut out = Out::create(part).map_err(|error| self.failure(part, &error))?;
        let mut straight = Straight::new(&listed.name, stream.styles(), self.stored, &mut out);
        let ended = stream.rows(&listed.name, &mut straight)?;
        let Ended::AtTheEnd { merges, hidden_cols, formulas_without_value } = ended else {
            return out.error.map_or(Ok(None), |error| Err(self.failure(part, &error)));
        };
        let Some(table) = straight.finish(&merges, &hidden_cols) else { return Ok(None) };
        out.finish().map_err(|error| self.failure(part, &error))?;
        let mut sheet = Sheet::new(&listed.name);
        sheet.formulas_without_value = formulas_without_value;
        Ok(Some((table, sheet)))
    }

    /// The tables of a sheet that is held.
    fn held(&self, at: usize, sheet: &Sheet) -> Result<Vec<Part>, Failure> {
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
