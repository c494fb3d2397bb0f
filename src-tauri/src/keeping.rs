//! Keeping the draft of the release in work: which file it goes into, and when a new one begins.

use std::io;
use std::time::SystemTime;

use crate::cabinet::{Cabinet, Kept};
use crate::clock;

/// What a change means for the draft.
#[derive(Debug)]
pub(crate) enum Turn {
    /// The same release, changed.
    Change,
    /// A step back: also over the beginning of a new release, to the one before it.
    Undo,
    /// Everything was closed for a new release. The draft of the one before stays as it is.
    NewRelease,
    /// Another release took the place of the one before, whose draft stays as it is.
    Another,
    /// A draft from the shelf is the release in work now.
    Taken(Kept),
}

/// The draft of the release in work.
#[derive(Debug)]
pub(crate) struct Keeping {
    cabinet: Cabinet,
    kept: Option<Kept>,
    /// The draft that is held is of the release before; what comes next is another one.
    finished: bool,
    saved: Option<SystemTime>,
    /// Saving has failed, and the person was told.
    told: bool,
}

impl Keeping {
    /// Nothing is in work yet.
    pub(crate) fn in_cabinet(cabinet: Cabinet) -> Self {
        Self { cabinet, kept: None, finished: false, saved: None, told: false }
    }

    /// When the draft was saved, as a time of day; none before.
    pub(crate) fn saved(&self) -> Option<String> {
        self.saved.map(clock::time_of_day)
    }

    /// Id of the draft of the release in work.
    pub(crate) fn current(&self) -> Option<&str> {
        self.kept.as_ref().filter(|_| !self.finished).map(Kept::id)
    }

    /// Id of the draft that is still held of the release before.
    pub(crate) fn before(&self) -> Option<&str> {
        self.kept.as_ref().filter(|_| self.finished).map(Kept::id)
    }

    /// The held draft under this id, where it is that of the release before.
    pub(crate) fn take_back(&mut self, id: &str) -> Option<Kept> {
        let before = self.finished && self.kept.as_ref().is_some_and(|kept| kept.id() == id);
        if before { self.kept.take() } else { None }
    }

    /// After a change: `text` is what the draft is to say, none when nothing is open. Gives why it could not be
    /// saved, once until it can be again.
    pub(crate) fn save(&mut self, turn: Turn, text: io::Result<Option<String>>) -> Option<io::Error> {
        let saved = text.and_then(|text| self.try_save(turn, text.as_deref()));
        let told = std::mem::replace(&mut self.told, saved.is_err());
        saved.err().filter(|_| !told)
    }

    fn try_save(&mut self, turn: Turn, text: Option<&str>) -> io::Result<()> {
        match turn {
            Turn::NewRelease => self.finished = true,
            Turn::Undo => self.finished = self.finished && text.is_none(),
            Turn::Change => {}
            Turn::Another => self.put_down(),
            Turn::Taken(mut kept) => {
                self.put_down();
                // If it cannot be marked, it is not restored after a crash; it is still listed.
                let _ = kept.go_on();
                self.kept = Some(kept);
            }
        }
        let Some(text) = text else {
            self.saved = None;
            if let Some(kept) = self.kept.take_if(|_| !self.finished) {
                kept.remove();
            }
            return Ok(());
        };
        if self.finished {
            self.put_down();
        }
        let kept = match self.kept.take() {
            Some(kept) => kept,
            None => self.cabinet.begin_draft()?,
        };
        let written = kept.write(text);
        self.kept = Some(kept);
        written.map(|()| self.saved = Some(SystemTime::now()))
    }

    /// The work ends in order: the draft goes to the shelf.
    pub(crate) fn put_down(&mut self) {
        self.finished = false;
        self.saved = None;
        if let Some(kept) = self.kept.take() {
            kept.put_down();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cabinet::Taken;
    use std::fs;

    struct Scene {
        folder: tempfile::TempDir,
        cabinet: Cabinet,
        keeping: Keeping,
    }

    fn scene() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let cabinet = Cabinet::in_folder(folder.path().join("data"));
        Scene { folder, keeping: Keeping::in_cabinet(cabinet.clone()), cabinet }
    }

    impl Scene {
        fn texts(&self) -> Vec<String> {
            let mut texts: Vec<String> =
                self.cabinet.shelf().into_iter().filter_map(|one| one.text).collect();
            texts.sort();
            texts
        }
    }

    #[test]
    fn each_change_goes_into_the_same_draft() {
        let mut scene = scene();
        assert_eq!(scene.keeping.saved(), None);
        assert!(scene.keeping.save(Turn::Change, Ok(Some("1".to_owned()))).is_none());
        assert!(scene.keeping.save(Turn::Change, Ok(Some("2".to_owned()))).is_none());
        assert_eq!(scene.texts(), ["2"]);
        assert!(scene.keeping.saved().is_some());
    }

    #[test]
    fn nothing_open_leaves_no_draft() {
        let mut scene = scene();
        scene.keeping.save(Turn::Change, Ok(None));
        assert!(!scene.folder.path().join("data").exists());
        scene.keeping.save(Turn::Change, Ok(Some("1".to_owned())));
        scene.keeping.save(Turn::Undo, Ok(None));
        assert!(scene.texts().is_empty());
        assert_eq!(scene.keeping.saved(), None);
    }

    #[test]
    fn a_new_release_leaves_the_one_before_as_it_was() {
        let mut scene = scene();
        scene.keeping.save(Turn::Change, Ok(Some("first".to_owned())));
        scene.keeping.save(Turn::NewRelease, Ok(None));
        assert_eq!(scene.texts(), ["first"]);
        assert_eq!(scene.keeping.current(), None);
        scene.keeping.save(Turn::Change, Ok(Some("second".to_owned())));
        assert_eq!(scene.texts(), ["first", "second"]);
        scene.keeping.save(Turn::Another, Ok(Some("third".to_owned())));
        assert_eq!(scene.texts(), ["first", "second", "third"]);
        scene.keeping.put_down();
        assert!(scene.cabinet.interrupted().is_none());
    }

    #[test]
    fn a_new_release_that_is_taken_back_goes_on_in_its_own_draft() {
        let mut scene = scene();
        scene.keeping.save(Turn::Change, Ok(Some("first".to_owned())));
        scene.keeping.save(Turn::NewRelease, Ok(None));
        scene.keeping.save(Turn::Undo, Ok(Some("first, again".to_owned())));
        assert_eq!(scene.texts(), ["first, again"]);
        assert!(scene.keeping.current().is_some());
    }

    #[test]
    fn a_draft_from_the_shelf_takes_the_place_of_the_one_in_work() {
        let mut scene = scene();
        scene.keeping.save(Turn::Change, Ok(Some("first".to_owned())));
        let id = scene.keeping.current().unwrap().to_owned();
        scene.keeping.save(Turn::Another, Ok(Some("second".to_owned())));
        let Taken::Held(kept) = scene.cabinet.take_draft(&id) else { panic!("it is free") };
        scene.keeping.save(Turn::Taken(kept), Ok(Some("first, changed".to_owned())));
        assert_eq!(scene.texts(), ["first, changed", "second"]);
        // The program is killed: of the two only the one in work is restored.
        drop(scene.keeping);
        assert_eq!(scene.cabinet.interrupted().unwrap().text.unwrap(), "first, changed");
        assert!(scene.cabinet.interrupted().is_none());
    }

    #[test]
    fn the_draft_of_the_release_before_can_be_taken_back() {
        let mut scene = scene();
        scene.keeping.save(Turn::Change, Ok(Some("first".to_owned())));
        let id = scene.keeping.current().unwrap().to_owned();
        assert!(scene.keeping.take_back(&id).is_none(), "it is in work");
        scene.keeping.save(Turn::NewRelease, Ok(None));
        let kept = scene.keeping.take_back(&id).unwrap();
        scene.keeping.save(Turn::Taken(kept), Ok(Some("first".to_owned())));
        assert_eq!(scene.keeping.current(), Some(id.as_str()));
    }

    #[test]
    fn that_it_cannot_be_saved_is_told_once_until_it_can_be_again() {
        let mut scene = scene();
        // A file where the folder should be: as on a disc that may not be written, also for an administrator.
        let data = scene.folder.path().join("data");
        fs::write(&data, "").unwrap();
        assert!(scene.keeping.save(Turn::Change, Ok(Some("1".to_owned()))).is_some());
        assert!(scene.keeping.save(Turn::Change, Ok(Some("2".to_owned()))).is_none());
        assert_eq!(scene.keeping.saved(), None);
        fs::remove_file(&data).unwrap();
        assert!(scene.keeping.save(Turn::Change, Ok(Some("3".to_owned()))).is_none());
        assert_eq!(scene.texts(), ["3"]);
        fs::remove_dir_all(&data).unwrap();
        assert!(scene.keeping.save(Turn::Change, Ok(Some("4".to_owned()))).is_some());
    }

    #[test]
    fn a_draft_that_cannot_be_replaced_stays_as_it_was() {
        let mut scene = scene();
        scene.keeping.save(Turn::Change, Ok(Some("1".to_owned())));
        let drafts = scene.folder.path().join("data").join("drafts");
        let away = scene.folder.path().join("away");
        fs::rename(&drafts, &away).unwrap();
        assert!(scene.keeping.save(Turn::Change, Ok(Some("2".to_owned()))).is_some());
        fs::rename(&away, &drafts).unwrap();
        assert_eq!(scene.texts(), ["1"]);
    }
}
