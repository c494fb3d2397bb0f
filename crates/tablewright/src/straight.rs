//! Converting .xlsx workbooks table by table as published, without holding them: a large sheet goes straight
//! through from the file into its CSV, the others are read one at a time.
//!
//! What is written is what [`crate::convert::convert`] writes of the same workbooks.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use model::{Failure, Finding, Place, Progress, Stage};
use publication::GridWriter;
use tables::{Records, Straight, StraightTable, TidyOptions};
use workbook::{Ended, Limits, Listed, Sheet, Stream, Visibility};

use crate::convert::{Converted, Files};
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
        let Some(mut stream) = Stream::open(name, file, limits, self.progress)? else { return Ok(false) };
        let mut sheets = Vec::new();
        for listed in stream.sheets().iter().filter(|sheet| sheet.is_worksheet) {
            match self.sheet(name, &mut stream, listed, files)? {
                Some(sheet) => sheets.push(sheet),
                None => return Ok(false),
            }
        }
        self.findings.extend(stream.hidden(sheets));
        Ok(true)
    }

    /// One sheet, with its cells only where they say more than was written; none if it cannot be streamed.
    fn sheet(
        &mut self,
        file: &str,
        stream: &mut Stream<'_>,
        listed: &Listed,
        files: &mut Files,
    ) -> Result<Option<Sheet>, Failure> {
        let is_visible = listed.visibility == Visibility::Visible;
        if is_visible && let Some((table, sheet)) = self.straight(stream, listed, files)? {
            let part = files.part();
            self.through += 1;
            self.add(files, &part, (&table.name, &table.title), table.rows)?;
            return Ok(Some(sheet));
        }
        let Ok(sheet) = stream.sheet(listed)? else { return Ok(None) };
        if is_visible {
            self.stored(file, &sheet, files)?;
        }
        Ok(Some(sheet))
    }

    /// A sheet that goes straight through, without its cells.
    fn straight(
        &mut self,
        stream: &mut Stream<'_>,
        listed: &Listed,
        files: &Files,
    ) -> Result<Option<(StraightTable, Sheet)>, Failure> {
        let part = files.part();
        let failure = |error: &std::io::Error| files.failed(Failure::writing(shown(&part), error));
        let table = self.try_straight(stream, listed, &part, &failure)?;
        if table.is_none() {
            std::fs::remove_file(&part).map_err(|error| failure(&error))?;
        }
        Ok(table)
    }

    fn try_straight(
        &mut self,
        stream: &mut Stream<'_>,
        listed: &Listed,
        part: &Path,
        failure: &dyn Fn(&std::io::Error) -> Failure,
    ) -> Result<Option<(StraightTable, Sheet)>, Failure> {
        let mut out = Out::create(part).map_err(|error| failure(&error))?;
        let mut straight = Straight::new(&listed.name, stream.styles(), self.stored, &mut out);
        let ended = stream.rows(&listed.name, &mut straight)?;
        let Ended::AtTheEnd { merges, hidden_cols, formulas_without_value } = ended else {
            return out.error.map_or(Ok(None), |error| Err(failure(&error)));
        };
        let Some(table) = straight.finish(&merges, &hidden_cols) else { return Ok(None) };
        out.finish().map_err(|error| failure(&error))?;
        let mut sheet = Sheet::new(&listed.name);
        sheet.formulas_without_value = formulas_without_value;
        Ok(Some((table, sheet)))
    }

    /// The tables of a sheet that is held.
    fn stored(&mut self, file: &str, sheet: &Sheet, files: &mut Files) -> Result<(), Failure> {
        let options = TidyOptions { stored_values: self.stored, ..TidyOptions::default() };
        for layout in tables::find_tables(file, sheet, self.progress)? {
            self.progress.go_on()?;
            let grid = tables::clean_grid(sheet, &layout, &options)?;
            let part = files.part();
            let failure = |error: &std::io::Error| files.failed(Failure::writing(shown(&part), error));
            let to = File::create(&part).map_err(|error| failure(&error))?;
            publication::write_grid_csv(&grid.header, &grid.rows, std::io::BufWriter::new(to))
                .map_err(|error| failure(&error))?;
            self.add(files, &part, (&layout.name, &layout.title), grid.rows.len() as u64)?;
            let reconciled = crate::convert::reconciled_grid(sheet, &layout, &grid, self.stored);
            self.findings
                .extend(reconciled.finding(&layout.name, Place::cell(file, &sheet.name, &layout.range)));
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
