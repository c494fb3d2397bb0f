//! Jobs: one at a time, each with a way to stop it. Searches run beside them, because they change nothing.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use crate::desk::locked;

/// Asked to stop or not; each job has its own, so that stopping one does not stop those that wait.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn is(&self, other: &Stop) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The job that runs, the search that runs, and whether the program is about to end.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    /// Held by the running job, so that none puts back a copy that does not know of another's change. Whoever
    /// waits for it gets it in the order of asking.
    turn: tokio::sync::Mutex<()>,
    job: Mutex<Option<Stop>>,
    search: Mutex<Option<Stop>>,
    closing: AtomicBool,
}

impl Jobs {
    /// Waits for those before.
    pub(crate) async fn turn(&self) -> (tokio::sync::MutexGuard<'_, ()>, Stop) {
        let turn = self.turn.lock().await;
        let stop = Stop::default();
        *locked(&self.job) = Some(stop.clone());
        (turn, stop)
    }

    /// Waits until no job runs, for the end of the program: the turn is not given back.
    pub(crate) async fn quiet(&self) {
        std::mem::forget(self.turn.lock().await);
    }

    /// The job has ended; its turn is still held.
    pub(crate) fn ended(&self) {
        *locked(&self.job) = None;
    }

    /// Whether a job runs.
    pub(crate) fn running(&self) -> bool {
        locked(&self.job).is_some()
    }

    /// A search begins. The one before it is not wanted any more.
    pub(crate) fn search(&self) -> Stop {
        let stop = Stop::default();
        if let Some(before) = locked(&self.search).replace(stop.clone()) {
            before.ask();
        }
        stop
    }

    /// A search has ended. True when no other has begun since.
    pub(crate) fn searched(&self, stop: &Stop) -> bool {
        let mut search = locked(&self.search);
        let last = search.as_ref().is_some_and(|running| running.is(stop));
        if last {
            *search = None;
        }
        last
    }

    /// Asks the running job and the running search to stop.
    pub(crate) fn cancel(&self) {
        for running in [&self.job, &self.search] {
            if let Some(stop) = &*locked(running) {
                stop.ask();
            }
        }
    }

    /// From now on every job stops as soon as it can, those that wait too. False when that was said before.
    pub(crate) fn close(&self) -> bool {
        !self.closing.swap(true, Ordering::Relaxed)
    }

    /// Whether a job was asked to stop.
    pub(crate) fn stopped(&self, stop: &Stop) -> bool {
        stop.asked() || self.closing.load(Ordering::Relaxed)
    }
}
