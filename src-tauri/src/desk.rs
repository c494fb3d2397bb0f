//! The state of the window: one session, one job at a time, and the way to the page. The session's lock is
//! never held while computing: a job works on a copy, which shares what it does not change, and puts it back.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use model::{Failure, FailureKind, Progress};
use tablewright::session::Session;
use tablewright::view::{OpeningView, SessionView};
use tauri::ipc::Channel;

use crate::cabinet::Cabinet;
use crate::drafting;
use crate::jobs::Jobs;
use crate::keeping::{Keeping, Turn};
use crate::notice::{Notice, Reporter};

/// What the commands share.
pub(crate) struct Desk {
    session: Mutex<Session>,
    /// The step that the person went to while a job was running on a copy.
    went: Mutex<Option<String>>,
    pub(crate) jobs: Jobs,
    page: Mutex<Page>,
    pub(crate) cabinet: Cabinet,
    pub(crate) keeping: Mutex<Keeping>,
    pub(crate) places: Mutex<Places>,
    title: OnceLock<Hears>,
}

/// Hears the title of the release.
type Hears = Box<dyn Fn(&str) + Send + Sync>;

/// The way to the page, or what it will be told when it has loaded.
enum Page {
    Loading(Vec<Notice>),
    Listening(Channel<Notice>),
}

/// Where the release is to be written, and where it was. No path leaves the desk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// The folder that the bundle's own folder goes into.
    pub(crate) bundle: Option<PathBuf>,
    /// The folder that the evidence's own folder goes into; none while it goes beside the bundle.
    pub(crate) evidence: Option<PathBuf>,
    /// The two folders that were written last.
    pub(crate) written: Option<(PathBuf, PathBuf)>,
}

impl Desk {
    /// An empty desk beside this cabinet.
    pub(crate) fn beside(cabinet: Cabinet) -> Self {
        Self {
            session: Mutex::default(),
            went: Mutex::default(),
            jobs: Jobs::default(),
            page: Mutex::new(Page::Loading(Vec::new())),
            keeping: Mutex::new(Keeping::in_cabinet(cabinet.clone())),
            cabinet,
            places: Mutex::default(),
            title: OnceLock::new(),
        }
    }

    /// From now on this hears the title of the release.
    pub(crate) fn on_title(&self, hears: impl Fn(&str) + Send + Sync + 'static) {
        // The window is made once.
        let _ = self.title.set(Box::new(hears));
    }

    /// What there is now, to look at.
    pub(crate) fn session(&self) -> Session {
        locked(&self.session).clone()
    }

    /// The workbooks that are being opened.
    pub(crate) fn opening(&self) -> Vec<OpeningView> {
        locked(&self.session).opening()
    }

    /// From now on the page hears on this channel; first what it missed while it was loading.
    pub(crate) fn watch(&self, channel: Channel<Notice>) {
        let before = std::mem::replace(&mut *locked(&self.page), Page::Listening(channel));
        if let Page::Loading(missed) = before {
            for notice in missed {
                self.notify(notice);
            }
        }
    }

    /// Tells the page.
    pub(crate) fn notify(&self, notice: Notice) {
        match &mut *locked(&self.page) {
            // Progress is of the moment.
            Page::Loading(_) if matches!(notice, Notice::Progress { .. } | Notice::Hover { .. }) => {}
            Page::Loading(missed) => missed.push(notice),
            // Nobody listens after the page has gone.
            Page::Listening(channel) => drop(channel.send(notice)),
        }
    }

    /// What the page is shown.
    pub(crate) async fn view(self: &Arc<Self>) -> Result<SessionView, Failure> {
        let desk = Arc::clone(self);
        self.look(move |session| Ok(desk.shown(session))).await
    }

    fn shown(&self, session: &Session) -> SessionView {
        let saved = locked(&self.keeping).saved();
        SessionView { saved, ..session.view() }
    }

    /// Remembers the step that the person is at; a running job takes it over when it ends.
    pub(crate) fn go(self: &Arc<Self>, step: String) -> Result<(), Failure> {
        locked(&self.session).go(&step)?;
        *locked(&self.went) = Some(step);
        let desk = Arc::clone(self);
        // The person does not wait for the disc, and still less for the job.
        tauri::async_runtime::spawn(async move {
            let saved = desk.job(|desk, _| {
                desk.keep(Turn::Change, &desk.session());
                Ok(())
            });
            saved.await
        });
        Ok(())
    }

    /// Looks at the session as it is, also while a job runs.
    pub(crate) async fn look<T, F>(self: &Arc<Self>, look: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Session) -> Result<T, Failure> + Send + 'static,
    {
        let session = self.session();
        apart(move || look(&session)).await
    }

    /// Searches the session as it is, also while a job runs. A new search stops the one before.
    pub(crate) async fn search<T, F>(self: &Arc<Self>, look: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Session, &dyn Progress) -> Result<T, Failure> + Send + 'static,
    {
        let (session, stop) = (self.session(), self.jobs.search());
        let reporter = Reporter::of_search(self, &stop);
        let found = apart(move || look(&session, &reporter)).await;
        if self.jobs.searched(&stop) && !self.jobs.running() {
            self.notify(Notice::Progress { progress: None });
        }
        found
    }

    /// Changes the session and gives what there is then. A change that fails, is cancelled or panics leaves the
    /// session as it was.
    pub(crate) async fn change<F>(self: &Arc<Self>, work: F) -> Result<SessionView, Failure>
    where
        F: FnOnce(&mut Session, &dyn Progress) -> Result<(), Failure> + Send + 'static,
    {
        self.turn(Turn::Change, work).await
    }

    /// Changes the session, and says what that means for the draft.
    pub(crate) async fn turn<F>(self: &Arc<Self>, turn: Turn, work: F) -> Result<SessionView, Failure>
    where
        F: FnOnce(&mut Session, &dyn Progress) -> Result<(), Failure> + Send + 'static,
    {
        self.job(move |desk, progress| {
            let mut copy = desk.session();
            work(&mut copy, progress)?;
            progress.go_on()?;
            Ok(desk.put_back(turn, copy))
        })
        .await
    }

    /// Puts a changed copy in the session's place, saves the draft, and gives what there is then.
    pub(crate) fn put_back(&self, turn: Turn, mut copy: Session) -> SessionView {
        {
            let mut session = locked(&self.session);
            if let Some(step) = locked(&self.went).take() {
                // It was one of the steps when the person went there, and the steps do not change.
                let _ = copy.go(&step);
            }
            *session = copy.clone();
        }
        self.keep(turn, &copy);
        let view = self.shown(&copy);
        if let Some(hears) = self.title.get() {
            hears(&view.title);
        }
        view
    }

    /// Saves the draft. That it cannot be saved is told, and undoes nothing.
    fn keep(&self, turn: Turn, session: &Session) {
        let text = drafting::text(session);
        let failed = locked(&self.keeping).save(turn, text);
        if let Some(error) = failed {
            self.notify(Notice::Failed { failure: drafting::not_saved(&error) });
        }
    }

    /// Runs a job off the window's threads, after those before it.
    pub(crate) async fn job<T, F>(self: &Arc<Self>, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Desk, &dyn Progress) -> Result<T, Failure> + Send + 'static,
    {
        let (_turn, stop) = self.jobs.turn().await;
        // Where the person went before this job began is in the session that it begins with.
        *locked(&self.went) = None;
        let (desk, reporter) = (Arc::clone(self), Reporter::of_job(self, &stop));
        let done = apart(move || {
            reporter.go_on()?;
            work(&desk, &reporter)
        });
        let done = done.await;
        self.jobs.ended();
        locked(&self.session).end_opening();
        self.notify(Notice::Progress { progress: None });
        done
    }

    /// The running job stops as soon as it can. True when there is none, or when this was asked before: then
    /// nobody need wait.
    pub(crate) fn may_close(&self) -> bool {
        let first = self.jobs.close();
        !first || !self.jobs.running()
    }

    /// The program ends in order.
    pub(crate) fn put_down(&self) {
        locked(&self.keeping).put_down();
    }
}

/// Runs off the window's threads. A panic is a failure like others.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    // The only error of a blocking task that nobody aborts is its panic.
    let done = done.unwrap_or_else(|_| Err(Failure::new(FailureKind::Internal, "This step", "")));
    done.map_err(without_path)
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
mod tests;
