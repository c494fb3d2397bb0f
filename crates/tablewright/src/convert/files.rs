//! Files that are written all or not at all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use model::Failure;

use super::{Converted, Reconciliation};
use crate::workshop::{Workshop, absolute, check_free, shown};

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

    /// The same for the table of number `table` on the sheet of number `sheet`, where several are written at once.
    pub(crate) fn part_of(&self, sheet: usize, table: usize) -> PathBuf {
        self.work.inside.join(format!("{sheet}-{table}.part"))
    }

    /// A failure of writing, in terms of what was asked for.
    pub(crate) fn failed(&self, failure: Failure) -> Failure {
        failure.writing_to(&shown(&self.out))
    }

    /// Takes a file that was written at [`Self::part`], and gives the stem of its name.
    pub(crate) fn add(&mut self, part: &Path, table: String, rows: u64) -> Result<String, Failure> {
        let stem = publication::file_stem(&table, &mut self.taken);
        let file = format!("{stem}.csv");
        self.place(part, &file)?;
        self.written.push(Converted { file, table, rows, reconciliation: None });
        Ok(stem)
    }

    /// Says of the files that were added last how they agree with their sheet.
    pub(crate) fn reconcile(&mut self, count: usize, reconciliation: Option<&Reconciliation>) {
        let from = self.written.len().saturating_sub(count);
        for file in &mut self.written[from..] {
            file.reconciliation = reconciliation.cloned();
        }
    }

    /// Takes a file that belongs to one which was added, under a name of its own.
    pub(crate) fn add_beside(&self, part: &Path, file: &str) -> Result<(), Failure> {
        self.place(part, file)
    }

    fn place(&self, part: &Path, file: &str) -> Result<(), Failure> {
        let last = self.work.inside.join(file);
        let finish = || -> std::io::Result<()> {
            std::fs::OpenOptions::new().write(true).open(part)?.sync_all()?;
            std::fs::rename(part, &last)
        };
        finish().map_err(|error| Failure::writing(shown(&self.out), &error))
    }

    /// Puts all files into their place.
    pub(crate) fn finish(self) -> Result<Vec<Converted>, Failure> {
        self.work.finish(&self.out)?;
        Ok(self.written)
    }
}
