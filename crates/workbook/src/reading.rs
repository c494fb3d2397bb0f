//! Who hears of a workbook while it is being read.

use std::sync::Arc;

use model::{Progress, Quiet, Stage};

use crate::sheet::Sheet;

/// Hears of sheets as they finish, so that they can be looked at while others are still being read. What it is told may
/// come from several threads, and in any order.
pub trait Reading: Progress {
    /// The names of the worksheets in order, where the file tells them before their cells.
    fn listed(&self, _names: Vec<String>) {}

    /// The worksheet that will be at that place of [`crate::Workbook::sheets`] is read.
    fn finished(&self, _at: usize, _sheet: &Arc<Sheet>) {}
}

impl Reading for Quiet {}

/// Progress of a job to which single sheets are nothing.
pub struct AsAWhole<'a>(pub &'a dyn Progress);

impl Progress for AsAWhole<'_> {
    fn report(&self, stage: Stage, done: u64, total: u64) {
        self.0.report(stage, done, total);
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

impl Reading for AsAWhole<'_> {}
