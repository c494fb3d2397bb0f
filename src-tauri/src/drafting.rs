//! Between the session and the cabinet: what a draft says, how it is listed, and how work goes on from it.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use model::Failure;
use tablewright::draft::Draft;
use tablewright::session::Session;
use tablewright::view::{RecentView, SessionView};

use crate::cabinet::{Interrupted, Kept, KnownRecipe, OnShelf, Taken};
use crate::clock;
use crate::desk::{Desk, apart, locked};
use crate::keeping::Turn;
use crate::notice::{Notice, Trouble};

/// What failures call a draft.
const DRAFT: &str = "The draft of the release";
/// What a release without a title is called in the list.
const UNTITLED: &str = "A release without a title";

/// What the draft of a session says; none when nothing is open.
pub(crate) fn text(session: &Session) -> io::Result<Option<String>> {
    if session.is_empty() {
        return Ok(None);
    }
    session.draft(&clock::stamp()).to_toml().map(Some).map_err(io::Error::other)
}

/// Why a draft could not be saved, and that this is no reason to stop.
pub(crate) fn not_saved(error: &io::Error) -> Trouble {
    let mut trouble = Failure::writing(DRAFT, error).text();
    trouble.insert_str(0, "Not saved. ");
    Trouble::own(
        "not-saved",
        trouble,
        "Go on working: nothing is lost while this window is open. Make room on the disc; the draft is saved with \
         the next change.",
    )
}

impl Desk {
    /// Releases in work and recipes, the last one first.
    pub(crate) async fn recent(self: &Arc<Self>) -> Result<Vec<RecentView>, Failure> {
        let desk = Arc::clone(self);
        apart(move || Ok(desk.listed())).await
    }

    fn listed(&self) -> Vec<RecentView> {
        let current = locked(&self.keeping).current().map(str::to_owned);
        let before = locked(&self.keeping).before().map(str::to_owned);
        let drafts = self.cabinet.shelf().into_iter().filter(|draft| Some(&draft.id) != current.as_ref());
        let releases = drafts.map(|draft| {
            let elsewhere = draft.in_use && Some(&draft.id) != before.as_ref();
            (draft.saved, release(&draft, elsewhere))
        });
        let recipes = self.cabinet.recipes().into_iter().map(|known| (known.used(), recipe(&known)));
        let mut all: Vec<(SystemTime, RecentView)> = releases.chain(recipes).collect();
        all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        all.into_iter().map(|(_, view)| view).collect()
    }

    /// Opens a release in work, or a recipe, from the list.
    pub(crate) async fn open_recent(self: &Arc<Self>, id: String) -> Result<SessionView, Trouble> {
        if let Some(known) = self.cabinet.recipes().into_iter().find(|known| known.id() == id) {
            return Ok(self.open(vec![known.path]).await?);
        }
        if locked(&self.keeping).current() == Some(id.as_str()) {
            return Ok(self.view().await?);
        }
        let kept = self.taken(&id)?;
        let Ok(draft) = read(kept.read()) else { return Err(set_aside(kept)) };
        Ok(self.go_on_from(kept, draft).await?)
    }

    fn taken(&self, id: &str) -> Result<Kept, Trouble> {
        if let Some(kept) = locked(&self.keeping).take_back(id) {
            return Ok(kept);
        }
        match self.cabinet.take_draft(id) {
            Taken::Held(kept) => Ok(kept),
            Taken::InUse => Err(in_use()),
            Taken::Gone => Err(Trouble::own(
                "not-found",
                "This release is not kept any more.",
                "Open its workbooks and its recipe again.",
            )),
        }
    }

    /// Takes a release in work, or a recipe, from the list. The recipe's file stays; a draft is gone for good.
    pub(crate) async fn forget_recent(self: &Arc<Self>, id: String) -> Result<Vec<RecentView>, Trouble> {
        let desk = Arc::clone(self);
        let forgotten = apart(move || {
            if let Some(kept) = locked(&desk.keeping).take_back(&id) {
                kept.remove();
                return Ok(true);
            }
            desk.cabinet
                .forget_recipe(&id)
                .map_err(|error| Failure::writing("The list of recipes", &error))?;
            Ok(!matches!(desk.cabinet.forget_draft(&id), Taken::InUse))
        });
        if forgotten.await? { Ok(self.recent().await?) } else { Err(in_use()) }
    }

    /// At the start: opens again what a crash interrupted, if anything, and tells the page.
    pub(crate) async fn restore(self: &Arc<Self>) {
        let desk = Arc::clone(self);
        let Ok(Some(interrupted)) = apart(move || Ok(desk.cabinet.interrupted())).await else { return };
        let notice = self.restored(interrupted).await;
        self.notify(notice.unwrap_or_else(|failure| Notice::Failed { failure }));
    }

    async fn restored(self: &Arc<Self>, interrupted: Interrupted) -> Result<Notice, Trouble> {
        let Interrupted { kept, text, saved } = interrupted;
        let Ok(draft) = read(text) else { return Err(set_aside(kept)) };
        let view = Box::new(self.go_on_from(kept, draft).await?);
        Ok(Notice::Restored { view, when: clock::lately(saved) })
    }

    async fn go_on_from(self: &Arc<Self>, kept: Kept, draft: Draft) -> Result<SessionView, Failure> {
        self.job(move |desk, progress| match Session::restore(&draft, progress) {
            Ok(mut session) => {
                session.follow(&desk.session());
                Ok(desk.put_back(Turn::Taken(kept), session))
            }
            Err(failure) => {
                kept.put_down();
                Err(failure)
            }
        })
        .await
    }
}

fn read(text: io::Result<String>) -> Result<Draft, Failure> {
    let text = text.map_err(|error| Failure::reading(DRAFT, &error))?;
    Draft::parse(DRAFT, &text)
}

fn set_aside(kept: Kept) -> Trouble {
    // Where it cannot even be moved it stays in the list, and is told of there.
    let _ = kept.set_aside();
    Trouble::own(
        "draft-damaged",
        "A draft is damaged and could not be opened.",
        "It was set aside in the program's own folder. Open the release's workbooks and recipe again.",
    )
}

fn in_use() -> Trouble {
    Trouble::own(
        "in-use",
        "This release is open in another window of Tablewright.",
        "Go on there, or close that window first.",
    )
}

fn release(draft: &OnShelf, elsewhere: bool) -> RecentView {
    let (id, when) = (draft.id.clone(), clock::day_and_time(draft.saved));
    let missing = elsewhere.then(|| "It is open in another window of Tablewright.".to_owned());
    let kind = "release".to_owned();
    let said = draft.text.as_deref().and_then(|text| Draft::parse(DRAFT, text).ok());
    match said {
        Some(said) => {
            let files = said.inputs.into_iter().map(|input| input.name).collect();
            let title = if said.title.is_empty() { UNTITLED.to_owned() } else { said.title };
            RecentView { id, kind, title, files, when, missing }
        }
        None => RecentView {
            id,
            kind,
            title: UNTITLED.to_owned(),
            files: Vec::new(),
            when,
            missing: missing.or_else(|| Some("Its draft is damaged and cannot be opened.".to_owned())),
        },
    }
}

fn recipe(known: &KnownRecipe) -> RecentView {
    let there = known.path.is_file();
    RecentView {
        id: known.id(),
        kind: "recipe".to_owned(),
        title: name(&known.path),
        files: Vec::new(),
        when: clock::day_and_time(known.used()),
        missing: (!there).then(|| "The file is not where it was.".to_owned()),
    }
}

/// The name of a file, without its folders.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
