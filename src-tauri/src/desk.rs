//! The state of the window: one session, one job at a time, and the way to the page. The session's lock is
//! never held while computing: a job works on a copy, which shares what it does not change, and puts it back.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::{Failure, FailureKind, Progress};
use tablewright::session::Session;
use tablewright::view::SessionView;
use tauri::ipc::Channel;

use crate::notice::{Notice, Reporter};

/// What the commands share.
#[derive(Default)]
pub(crate) struct Desk {
    session: Mutex<Session>,
    /// Held by the running job, so that none puts back a copy that does not know of another's change.
    turn: tokio::sync::Mutex<()>,
    stop: AtomicBool,
    page: Mutex<Option<Channel<Notice>>>,
}

impl Desk {
    /// What there is now, to look at.
    pub(crate) fn session(&self) -> Session {
        locked(&self.session).clone()
    }

    /// From now on the page hears on this channel.
    pub(crate) fn watch(&self, page: Channel<Notice>) {
        *locked(&self.page) = Some(page);
    }

    /// Tells the page. Nobody listens before it has loaded and after it has gone; it asks when it comes.
    pub(crate) fn notify(&self, notice: Notice) {
        if let Some(page) = &*locked(&self.page) {
            let _ = page.send(notice);
        }
    }

    /// Asks the running job to stop.
    pub(crate) fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to.
    pub(crate) fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Changes the session and gives what there is then. A change that fails, is cancelled or panics leaves the
    /// session as it was.
    pub(crate) async fn change<F>(self: &Arc<Self>, work: F) -> Result<SessionView, Failure>
    where
        F: FnOnce(&mut Session, &dyn Progress) -> Result<(), Failure> + Send + 'static,
    {
        self.job(move |desk, progress| {
            let mut copy = desk.session();
            work(&mut copy, progress)?;
            progress.go_on()?;
            let view = copy.view();
            *locked(&desk.session) = copy;
            Ok(view)
        })
        .await
    }

    /// Runs a job off the window's threads, after those before it.
    pub(crate) async fn job<T, F>(self: &Arc<Self>, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Desk, &dyn Progress) -> Result<T, Failure> + Send + 'static,
    {
        let _turn = self.turn.lock().await;
        self.stop.store(false, Ordering::Relaxed);
        let desk = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&desk, &Reporter::new(&desk))).await;
        self.notify(Notice::Progress { progress: None });
        // The only error of a blocking task that nobody aborts is its panic.
        let done = done.unwrap_or_else(|_| Err(Failure::new(FailureKind::Internal, "This step", "")));
        done.map_err(without_path)
    }
}

/// The page gets names, never paths.
fn without_path(mut failure: Failure) -> Failure {
    if let Some(name) = Path::new(&failure.file).file_name() {
        failure.file = name.to_string_lossy().into_owned();
    }
    failure
}

/// A lock. Whoever panicked while holding one had not begun to change what is in it.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> Arc<Desk> {
        Arc::new(Desk::default())
    }

    #[tokio::test]
    async fn a_panic_becomes_a_failure_and_leaves_the_session() {
        let desk = desk();
        let revision = desk.session().view().revision;
        let failure = desk.change(|_, _| panic!("a fault")).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Internal);
        assert_eq!(desk.session().view().revision, revision);
        assert!(desk.change(|_, _| Ok(())).await.is_ok(), "the window lives on");
    }

    #[tokio::test]
    async fn a_cancelled_change_is_not_put_back() {
        let desk = desk();
        let before = desk.session().view();
        let asked = Arc::clone(&desk);
        let failure = desk
            .change(move |session, progress| {
                asked.cancel();
                session.set_field("title", "Half done", progress)
            })
            .await
            .unwrap_err();
        assert_eq!(failure.kind, FailureKind::Cancelled);
        assert_eq!(desk.session().view(), before);
    }

    #[tokio::test]
    async fn changes_wait_for_each_other() {
        let desk = desk();
        let title = desk.change(|session, progress| session.set_field("title", "A title", progress));
        let summary = desk.change(|session, progress| session.set_field("summary", "A summary", progress));
        let (title, summary) = tokio::join!(title, summary);
        assert!(title.is_ok() && summary.is_ok());
        let view = desk.session().view();
        let value =
            |key: &str| view.fields.iter().find(|field| field.key == key).map(|field| field.value.clone());
        assert_eq!(value("title").as_deref(), Some("A title"));
        assert_eq!(value("summary").as_deref(), Some("A summary"));
    }

    #[tokio::test]
    async fn a_failure_carries_no_path() {
        let place = std::env::temp_dir().join("private").join("release");
        let given = place.display().to_string();
        let failed = desk()
            .job(move |_, _| Err::<(), _>(Failure::new(FailureKind::OutputNotEmpty, given, "")))
            .await
            .unwrap_err();
        assert_eq!(failed.file, "release");
    }
}
