//! Describing and writing the release.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, FailureKind};
use serde::Deserialize;
use tablewright::session::Session;
use tablewright::view::{ExportPlanView, SessionView};
use tauri::{WebviewWindow, command};

use super::Shared;
use crate::desk::{Desk, Places, apart, locked};
use crate::drafting::name;
use crate::keeping::Turn;
use crate::notice::Trouble;
use crate::{dialogs, folder};

/// The public part, or the internal one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Which {
    /// The folder of the bundle.
    Bundle,
    /// The folder of the internal evidence.
    Evidence,
}

/// Fills a field of the metadata.
#[command]
pub(crate) async fn set_field(desk: Shared<'_>, key: String, value: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.set_field(&key, &value, progress)).await
}

/// Empties what belongs to one release, for the next one of the series.
#[command]
pub(crate) async fn next_edition(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.change(|session, progress| session.next_edition(progress)).await
}

/// What an export would write, and where.
#[command]
pub(crate) async fn export_plan(desk: Shared<'_>) -> Result<ExportPlanView, Failure> {
    desk.export_plan().await
}

/// Asks for a folder with the system's dialog.
#[command]
pub(crate) async fn choose_folder(
    window: WebviewWindow,
    desk: Shared<'_>,
    which: Which,
) -> Result<ExportPlanView, Failure> {
    choose(&window, &desk, which).await;
    desk.export_plan().await
}

/// Writes the release into the folder that was chosen, asking for it first where none was.
#[command]
pub(crate) async fn export(window: WebviewWindow, desk: Shared<'_>) -> Result<SessionView, Failure> {
    if !desk.places().has_bundle() && !choose(&window, &desk, Which::Bundle).await {
        return desk.view().await;
    }
    desk.export().await
}

/// Shows what was written in the system's file manager.
#[command]
pub(crate) async fn open_folder(desk: Shared<'_>, which: Which) -> Result<(), Trouble> {
    let Some((bundle, evidence)) = desk.places().written else {
        return Err(Failure::new(FailureKind::NotFound, "What was written", "").into());
    };
    let place = if which == Which::Bundle { bundle } else { evidence };
    let shown = name(&place);
    let answered = apart(move || {
        let gone = || Failure::new(FailureKind::NotFound, name(&place), "");
        place.is_dir().then(|| folder::show(&place)).ok_or_else(gone)
    });
    if answered.await? {
        return Ok(());
    }
    Err(Trouble::own(
        "no-file-manager",
        format!("No file manager could show the folder {shown}."),
        "Look for the folder yourself, in the place that you chose for it.",
    ))
}

/// Asks for a folder and keeps it; false when the dialog was closed.
async fn choose(window: &WebviewWindow, desk: &Desk, which: Which) -> bool {
    let title = match which {
        Which::Bundle => "Choose the folder for the release",
        Which::Evidence => "Choose the folder for the internal evidence",
    };
    let Some(chosen) = dialogs::folder(window, title).await else { return false };
    let mut places = locked(&desk.places);
    match which {
        Which::Bundle => places.bundle = Some(chosen),
        Which::Evidence => places.evidence = Some(chosen),
    }
    true
}

impl Desk {
    fn places(&self) -> Places {
        locked(&self.places).clone()
    }

    async fn export_plan(self: &Arc<Self>) -> Result<ExportPlanView, Failure> {
        let places = self.places();
        self.look(move |session| Ok(places.plan(session))).await
    }

    /// Writes the release. What was written is written: a wish to stop that comes later changes nothing.
    async fn export(self: &Arc<Self>) -> Result<SessionView, Failure> {
        let places = self.places();
        self.job(move |desk, progress| {
            let mut copy = desk.session();
            let missing = || Failure::new(FailureKind::NotFound, "The folder for the release", "");
            let (out, evidence) = places.next(&copy).ok_or_else(missing)?;
            copy.export(&out, Some(&evidence), progress)?;
            locked(&desk.places).written = Some((out, evidence));
            Ok(desk.put_back(Turn::Change, copy))
        })
        .await
    }
}

impl Places {
    /// Whether a folder was chosen and is there: one on a stick that was pulled out is asked for again.
    fn has_bundle(&self) -> bool {
        self.bundle.as_deref().is_some_and(Path::is_dir)
    }

    fn plan(&self, session: &Session) -> ExportPlanView {
        session.export_plan(self.bundle.as_deref(), self.evidence.as_deref())
    }

    /// The folders that an export would write now.
    fn next(&self, session: &Session) -> Option<(PathBuf, PathBuf)> {
        let bundle = self.bundle.as_deref()?;
        let plan = self.plan(session);
        let evidence = self.evidence.as_deref().unwrap_or(bundle);
        Some((bundle.join(plan.folder), evidence.join(plan.evidence)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    use model::Progress;

    use crate::cabinet::Cabinet;

    fn desk(folder: &Path) -> Arc<Desk> {
        Arc::new(Desk::beside(Cabinet::in_folder(folder.join("data"))))
    }

    fn entries(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| name(&entry.unwrap().path())).collect();
        names.sort();
        names
    }

    /// The sample release, with a decision on everything that stops it.
    fn decided(session: &mut Session, progress: &dyn Progress) -> Result<(), Failure> {
        session.open_sample(progress)?;
        let folder = tempfile::tempdir().unwrap();
        let decisions = folder.path().join("decisions.toml");
        fs::write(&decisions, tablewright::sample::sample()?.decisions).unwrap();
        session.open(&[decisions], progress);
        assert_eq!(session.view().export_blocked, None);
        Ok(())
    }

    #[tokio::test]
    async fn the_folder_is_remembered_and_nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let (public, own) = (folder.path().join("public"), folder.path().join("own"));
        fs::create_dir(&public).unwrap();
        fs::create_dir(&own).unwrap();
        let desk = desk(folder.path());
        desk.change(decided).await.unwrap();
        assert_eq!(desk.export_plan().await.unwrap().destination, None);

        locked(&desk.places).bundle = Some(public.clone());
        let plan = desk.export_plan().await.unwrap();
        assert_eq!((plan.destination.as_deref(), &plan.notice), (Some("public"), &None));
        let view = desk.export().await.unwrap();
        assert_eq!(view.written.unwrap().folder, plan.folder);
        assert_eq!(entries(&public), [plan.folder.clone(), plan.evidence]);

        locked(&desk.places).evidence = Some(own.clone());
        let second = desk.export_plan().await.unwrap();
        assert_ne!(second.folder, plan.folder);
        assert!(second.notice.is_some());
        desk.export().await.unwrap();
        assert_eq!(entries(&own), [second.evidence]);
        assert_eq!(entries(&public).len(), 3);
    }

    #[tokio::test]
    async fn an_export_that_is_stopped_leaves_nothing_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let public = folder.path().join("public");
        fs::create_dir(&public).unwrap();
        let desk = desk(folder.path());
        desk.change(decided).await.unwrap();
        locked(&desk.places).bundle = Some(public.clone());
        // Once something of it is on the disc, the window is closed.
        let (closed, watched) = (Arc::clone(&desk), public.clone());
        let person = std::thread::spawn(move || {
            while entries(&watched).is_empty() {
                std::thread::sleep(Duration::from_millis(1));
            }
            closed.may_close()
        });
        assert_eq!(desk.export().await.unwrap_err().kind, FailureKind::Cancelled);
        assert!(!person.join().unwrap(), "the window waits for the job");
        assert!(entries(&public).is_empty());
        assert_eq!(desk.places().written, None);
    }

    #[test]
    fn a_folder_that_is_gone_is_asked_for_again() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places { bundle: Some(folder.path().join("stick")), ..Places::default() };
        assert!(!places.has_bundle());
        fs::create_dir(folder.path().join("stick")).unwrap();
        assert!(places.has_bundle());
        assert!(Places::default().next(&Session::new()).is_none());
    }
}
