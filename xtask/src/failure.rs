//! What stopped a task, and what the reader can do about it.

use std::fmt;
use std::io;

/// Why a task could not go on: one sentence for what happened, one for the next step.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    next: String,
}

/// The result of a task or of one of its steps.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(what: impl Into<String>, next: impl Into<String>) -> Failure {
        Failure { what: what.into(), next: next.into() }
    }

    /// A file or folder that could not be read, written or removed.
    pub(crate) fn file(path: &std::path::Path, error: &io::Error) -> Failure {
        Failure::new(
            format!("{}: {error}", path.display()),
            "Check that the folder exists, that you may write to it and that the disc is not full.",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  {}", self.what, self.next)
    }
}
