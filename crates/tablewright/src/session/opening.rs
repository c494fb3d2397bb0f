//! What can be looked at of workbooks that are still being opened: their sheets, each as soon as it is read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::{Progress, Stage};
use workbook::{Reading, Sheet};

use super::Session;
use crate::view::{OpeningSheetView, OpeningView};

/// The workbooks that are being opened. All copies of a session share it, so that the one that the person looks at knows
/// what the one that a job works on has read.
#[derive(Debug, Clone, Default)]
pub(super) struct Opening(Arc<Mutex<Vec<Partial>>>);

/// A workbook of which some sheets are read.
#[derive(Debug)]
struct Partial {
    id: u32,
    name: String,
    /// The sheets that are known to be there, with their cells once they are read.
    sheets: Vec<(String, Option<Arc<Sheet>>)>,
}

impl Opening {
    fn all(&self) -> MutexGuard<'_, Vec<Partial>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on the sheets of that workbook are collected; hears how far it is read.
    pub(super) fn begin<'a>(&'a self, id: u32, name: &str, progress: &'a dyn Progress) -> Collector<'a> {
        self.all().push(Partial { id, name: name.to_owned(), sheets: Vec::new() });
        Collector { id, opening: self, progress }
    }

    /// A sheet that is read, of a workbook that is not open yet.
    pub(super) fn sheet(&self, workbook: u32, sheet: u32) -> Option<Arc<Sheet>> {
        let all = self.all();
        let partial = all.iter().find(|partial| partial.id == workbook)?;
        partial.sheets.get(sheet as usize)?.1.clone()
    }

    /// A workbook could not be opened: nothing of it is to be seen any more.
    pub(super) fn forget(&self, id: u32) {
        self.all().retain(|partial| partial.id != id);
    }
}

impl Session {
    /// The workbooks that are being opened, with the sheets that can be looked at already.
    pub fn opening(&self) -> Vec<OpeningView> {
        // One that is opened again can be looked at as it was.
        let is_new = |partial: &&Partial| self.workbook(partial.id).is_err();
        self.opening.all().iter().filter(is_new).map(view).collect()
    }

    /// Nothing is being opened any more: what was read is open now, or is not wanted.
    pub fn end_opening(&self) {
        self.opening.all().clear();
    }
}

fn view(partial: &Partial) -> OpeningView {
    let sheet = |(name, sheet): &(String, Option<Arc<Sheet>>)| OpeningSheetView {
        name: name.clone(),
        size: sheet.as_ref().map(|sheet| (sheet.rows(), sheet.cols())),
    };
    OpeningView {
        id: partial.id,
        name: partial.name.clone(),
        sheets: partial.sheets.iter().map(sheet).collect(),
    }
}

/// Collects the sheets of one workbook, and passes on how far it is read.
pub(super) struct Collector<'a> {
    id: u32,
    opening: &'a Opening,
    progress: &'a dyn Progress,
}

impl Collector<'_> {
    fn with(&self, change: impl FnOnce(&mut Partial)) {
        if let Some(partial) = self.opening.all().iter_mut().find(|partial| partial.id == self.id) {
            change(partial);
        }
    }
}

impl Progress for Collector<'_> {
    fn report(&self, stage: Stage, done: u64, total: u64) {
        self.progress.report(stage, done, total);
    }

    fn cancelled(&self) -> bool {
        self.progress.cancelled()
    }
}

impl Reading for Collector<'_> {
    fn listed(&self, names: Vec<String>) {
        self.with(|partial| partial.sheets = names.into_iter().map(|name| (name, None)).collect());
    }

    fn finished(&self, at: usize, sheet: &Arc<Sheet>) {
        self.with(|partial| {
            // A file that does not list its sheets gives them in order.
            if at == partial.sheets.len() {
                partial.sheets.push((sheet.name.clone(), None));
            }
            if let Some(known) = partial.sheets.get_mut(at) {
                known.1 = Some(Arc::clone(sheet));
            }
        });
    }
}

#[cfg(test)]
mod tests;
