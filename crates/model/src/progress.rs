//! How a long job tells what it is doing and hears that it should stop.

use crate::{Failure, FailureKind};

/// What is being done, in the order of the data's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Opening and reading a workbook.
    Reading,
    /// Finding its tables.
    FindingTables,
    /// Laying them out tidy.
    Tidying,
    /// Running the disclosure checks.
    Checking,
    /// Protecting what is unsafe.
    Protecting,
    /// Writing the files.
    Writing,
    /// Reading back and verifying what was written.
    Verifying,
}

/// Hears progress; asked now and then whether to stop. Implementations must be cheap.
pub trait Progress: Sync {
    /// `done` of `total` units of `stage` (bytes, sheets, rows or files); `total` 0 when unknown.
    fn report(&self, stage: Stage, done: u64, total: u64);

    /// Whether the person asked to stop.
    fn cancelled(&self) -> bool;

    /// A [`FailureKind::Cancelled`] once the person asked to stop; called per block of rows.
    fn go_on(&self) -> Result<(), Failure> {
        if self.cancelled() { Err(Failure::new(FailureKind::Cancelled, "", "")) } else { Ok(()) }
    }
}

/// Nobody listens and nobody cancels.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn report(&self, _stage: Stage, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        false
    }
}
