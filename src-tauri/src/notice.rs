//! What the window tells the page without being asked, and the progress of a job among it.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use model::{Failure, Progress, Stage};
use serde::Serialize;
use tablewright::view::{ProgressView, SessionView};
use tablewright::words::stage as stage_words;

use crate::desk::{Desk, locked};

/// A job that ends sooner is not worth a progress bar.
const QUIET: Duration = Duration::from_millis(200);
/// Ten a second.
const BETWEEN: Duration = Duration::from_millis(100);

/// One message to the page.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Notice {
    /// Files are being dragged over the window, or no longer.
    Hover {
        /// Whether they are.
        over: bool,
    },
    /// How far the running job is; none when it has ended.
    Progress {
        /// Where it is.
        progress: Option<ProgressView>,
    },
    /// Files came in by a drop or with the start of the program.
    Opened {
        /// What there is now.
        view: Box<SessionView>,
    },
    /// A job that the page did not ask for could not be done.
    Failed {
        /// Why.
        failure: Failure,
    },
}

/// Hears a job and tells the page, ten times a second at most.
pub(crate) struct Reporter<'a> {
    desk: &'a Desk,
    next: Mutex<Instant>,
}

impl<'a> Reporter<'a> {
    /// For a job that starts now.
    pub(crate) fn new(desk: &'a Desk) -> Self {
        Self { desk, next: Mutex::new(Instant::now() + QUIET) }
    }
}

impl Progress for Reporter<'_> {
    fn report(&self, stage: Stage, done: u64, total: u64) {
        let now = Instant::now();
        let mut next = locked(&self.next);
        if now >= *next {
            *next = now + BETWEEN;
            let progress = ProgressView { stage: stage_words(stage).to_owned(), done, total };
            self.desk.notify(Notice::Progress { progress: Some(progress) });
        }
    }

    fn cancelled(&self) -> bool {
        self.desk.cancelled()
    }
}
