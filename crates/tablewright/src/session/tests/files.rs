use super::*;
use std::fs;

#[test]
fn every_bad_file_is_told_in_its_own_words_and_the_others_open() {
    let folder = tempfile::tempdir().unwrap();
    crate::sample::write_sample(folder.path()).unwrap();
    let good = folder.path().join(crate::sample::WORKBOOK_NAME);
    let whole = fs::read(&good).unwrap();
    let bad: [(&str, &[u8]); 3] =
        [("page.xlsx", b"<html></html>"), ("cut.xlsx", &whole[..whole.len() / 2]), ("empty.xlsx", b"")];
    let mut files = vec![folder.path().join("gone.xlsx"), folder.path().to_path_buf()];
    for (name, bytes) in bad {
        fs::write(folder.path().join(name), bytes).unwrap();
        files.push(folder.path().join(name));
    }
    files.push(good);
    let mut session = Session::new();
    session.open(&files, &Quiet);
    let view = session.view();
    let kinds: Vec<&str> = view.failures.iter().map(|failure| failure.kind.as_str()).collect();
    assert_eq!(kinds, ["not-found", "is-folder", "not-a-workbook", "damaged", "empty"]);
    assert_eq!(view.workbooks.len(), 1);
    assert_eq!(view.failures[2].file, "page.xlsx");
    let texts: std::collections::BTreeSet<&String> =
        view.failures.iter().map(|failure| &failure.next).collect();
    assert_eq!(texts.len(), 5);
    let path = folder.path().to_str().unwrap();
    assert!(!format!("{view:?}").contains(path));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let paths = put(folder.path(), &[("data.csv", PLAIN)]);
    fs::set_permissions(&paths[0], fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&paths[0]).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    let mut session = Session::new();
    session.open(&paths, &Quiet);
    assert_eq!(session.view().failures[0].text, "data.csv could not be read: you may not read it.");
}

#[test]
fn a_workbook_that_is_open_elsewhere_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for mark in ["~$data.csv", ".~lock.data.csv#"] {
        let session = with_csvs(folder.path(), &[("data.csv", PLAIN), (mark, "x")][..1].as_ref());
        assert_eq!(session.view().workbooks[0].notices, Vec::<String>::new());
        fs::write(folder.path().join(mark), "x").unwrap();
        let session = with_csvs(folder.path(), &[("data.csv", PLAIN)]);
        let notices = session.view().workbooks[0].notices.clone();
        assert!(notices[0].starts_with("It is open in another program"), "{notices:?}");
        fs::remove_file(folder.path().join(mark)).unwrap();
    }
}

#[test]
fn a_change_that_cannot_be_made_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = with_csvs(folder.path(), &[("data.csv", LONE_STAR)]);
    let recipe = folder.path().join("recipe.toml");
    fs::write(&recipe, "version = 1\n[disclosure]\npolicy = \"none-such\"\n").unwrap();
    let before = session.view();
    session.open(&[recipe], &Quiet);
    let after = session.view();
    assert_eq!((after.failures.len(), after.policy), (1, before.policy));
    assert_eq!((after.tables, after.undo), (before.tables, before.undo));
}

#[test]
fn opening_the_same_file_again_reads_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = with_csvs(folder.path(), &[("data.csv", PLAIN)]);
    let before = session.view();
    let path = folder.path().join("data.csv");
    session.open(&[path.clone()], &Quiet);
    assert_eq!(session.view().undo, before.undo);
    session.undo(&Quiet).unwrap();
    assert!(session.is_empty(), "opening what is open already is no step");
    session.redo(&Quiet).unwrap();
    fs::write(&path, PLAIN.replace("30", "31")).unwrap();
    session.open(&[path], &Quiet);
    let after = session.view();
    assert_eq!((after.workbooks.len(), after.tables[0].id), (1, before.tables[0].id));
    assert_eq!(session.rows(after.tables[0].id, false, 1, 1).unwrap().rows[0].fields[3], "31");
}

/// Asks to stop as soon as something is reported.
#[derive(Default)]
struct Stopper(std::sync::atomic::AtomicBool);

impl model::Progress for Stopper {
    fn report(&self, _: model::Stage, _: u64, _: u64) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }
}

#[test]
fn a_cancelled_job_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = with_csvs(folder.path(), &[("data.csv", PLAIN)]);
    let before = session.view();
    let more = put(folder.path(), &[("one.csv", PLAIN), ("two.csv", PLAIN)]);
    session.open(&more, &Stopper::default());
    let view = session.view();
    assert_eq!((view.failures[0].kind.as_str(), view.failures.len()), ("cancelled", 1));
    assert_eq!((view.workbooks, view.undo), (before.workbooks, before.undo));
    let failure = session.set_policy(None, "legacy-1-5", &Stopper::default()).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Cancelled);
    assert_eq!(session.view().policy, before.policy);
}
