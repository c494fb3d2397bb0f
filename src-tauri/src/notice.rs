//! What the window tells the page without being asked, and the progress of a job among it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use model::{Failure, Progress, Stage};
use serde::Serialize;
use tablewright::view::{FailureView, ProgressView, SessionView};
use tablewright::words::stage as stage_words;

use crate::desk::{Desk, locked};
use crate::jobs::Stop;

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
    /// The work that was interrupted is open again.
    Restored {
        /// What there is now.
        view: Box<SessionView>,
        /// When it was last saved ("23 November 2026, 10:42").
        when: String,
    },
    /// Something that the page did not ask for could not be done.
    Failed {
        /// Why.
        failure: Trouble,
    },
}

/// Why something could not be done: in the engine's words, or in those of the window for what only the window does.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Trouble {
    /// The engine's.
    Engine(Failure),
    /// The window's.
    Own(FailureView),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Engine(failure)
    }
}

impl Trouble {
    /// In words of the window: a stable word for the kind, what happened, and what to do next.
    pub(crate) fn own(kind: &str, text: impl Into<String>, next: &str) -> Self {
        let (kind, next) = (kind.to_owned(), next.to_owned());
        Self::Own(FailureView { file: String::new(), kind, text: text.into(), next })
    }
}

/// Hears a job and tells the page, ten times a second at most, and of each stage: a stage may go on for long without
/// a word, and the last sheet of a workbook is read when its stage ends.
pub(crate) struct Reporter {
    desk: Arc<Desk>,
    stop: Stop,
    /// A search leaves the progress bar to the job that runs beside it.
    search: bool,
    /// When it tells next, and of which stage it told last.
    next: Mutex<(Instant, Option<Stage>)>,
}

impl Reporter {
    /// For a job that starts now.
    pub(crate) fn of_job(desk: &Arc<Desk>, stop: &Stop) -> Self {
        let next = Mutex::new((Instant::now() + QUIET, None));
        Self { desk: Arc::clone(desk), stop: stop.clone(), search: false, next }
    }

    /// For a search that starts now.
    pub(crate) fn of_search(desk: &Arc<Desk>, stop: &Stop) -> Self {
        Self { search: true, ..Self::of_job(desk, stop) }
    }
}

impl Progress for Reporter {
    fn report(&self, stage: Stage, done: u64, total: u64) {
        let now = Instant::now();
        let mut next = locked(&self.next);
        let is_due = now >= next.0 || next.1.is_some_and(|told| told != stage);
        if is_due && !(self.search && self.desk.jobs.running()) {
            *next = (now + BETWEEN, Some(stage));
            let opening = self.desk.opening();
            let progress = ProgressView { stage: stage_words(stage).to_owned(), done, total, opening };
            self.desk.notify(Notice::Progress { progress: Some(progress) });
        }
    }

    fn cancelled(&self) -> bool {
        self.desk.jobs.stopped(&self.stop)
    }
}
