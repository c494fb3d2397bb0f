use super::*;

fn cabinet() -> (tempfile::TempDir, Cabinet) {
    let folder = tempfile::tempdir().unwrap();
    let cabinet = Cabinet::in_folder(folder.path().join("data"));
    (folder, cabinet)
}

/// What a killed program leaves: the lock is free, and nobody said that the work was put down.
fn crash(kept: Kept) {
    drop(kept);
}

fn begun(cabinet: &Cabinet, text: &str) -> Kept {
    let kept = cabinet.begin_draft().unwrap();
    kept.write(text).unwrap();
    kept
}

#[test]
fn work_that_a_crash_interrupted_is_found_again() {
    let (_folder, cabinet) = cabinet();
    crash(begun(&cabinet, "a = 1"));
    let found = cabinet.interrupted().unwrap();
    assert_eq!(found.text.unwrap(), "a = 1");
    assert!(found.saved <= SystemTime::now());
}

#[test]
fn work_that_was_put_down_is_only_listed() {
    let (_folder, cabinet) = cabinet();
    begun(&cabinet, "a = 1").put_down();
    assert!(cabinet.interrupted().is_none());
    let shelf = cabinet.shelf();
    assert_eq!(shelf.len(), 1);
    assert_eq!(shelf[0].text.as_deref(), Some("a = 1"));
    assert!(!shelf[0].in_use);
}

#[test]
fn a_draft_that_brings_the_program_down_is_not_tried_twice() {
    let (_folder, cabinet) = cabinet();
    crash(begun(&cabinet, "a = 1"));
    crash(cabinet.interrupted().unwrap().kept);
    assert!(cabinet.interrupted().is_none());
    assert_eq!(cabinet.shelf().len(), 1, "it can still be opened by hand");
}

#[test]
fn restored_work_is_found_after_a_second_crash() {
    let (_folder, cabinet) = cabinet();
    crash(begun(&cabinet, "a = 1"));
    let mut kept = cabinet.interrupted().unwrap().kept;
    kept.go_on().unwrap();
    crash(kept);
    assert!(cabinet.interrupted().is_some());
}

#[test]
fn of_two_that_were_interrupted_the_newer_one_is_restored() {
    let (_folder, cabinet) = cabinet();
    let old = begun(&cabinet, "old");
    let yesterday = SystemTime::now() - Duration::from_secs(86_400);
    File::options().write(true).open(&old.file).unwrap().set_modified(yesterday).unwrap();
    crash(old);
    crash(begun(&cabinet, "new"));
    let found = cabinet.interrupted().unwrap();
    assert_eq!(found.text.unwrap(), "new");
    found.kept.put_down();
    assert!(cabinet.interrupted().is_none(), "the other one is listed and no more");
    assert_eq!(cabinet.shelf().len(), 2);
}

#[test]
fn two_running_programs_leave_each_others_draft_alone() {
    let (_folder, cabinet) = cabinet();
    let one = begun(&cabinet, "one");
    let another = begun(&cabinet, "another");
    assert_ne!(one.id(), another.id());
    assert!(cabinet.interrupted().is_none());
    assert!(matches!(cabinet.take_draft(one.id()), Taken::InUse));
    assert!(matches!(cabinet.forget_draft(one.id()), Taken::InUse));
    assert!(cabinet.shelf().iter().all(|draft| draft.in_use));
    assert_eq!(one.read().unwrap(), "one");
}

#[test]
fn a_draft_is_taken_from_the_shelf_and_forgotten() {
    let (_folder, cabinet) = cabinet();
    let kept = begun(&cabinet, "a = 1");
    let id = kept.id().to_owned();
    kept.put_down();
    let Taken::Held(mut kept) = cabinet.take_draft(&id) else { panic!("it is free") };
    assert_eq!(kept.read().unwrap(), "a = 1");
    assert!(matches!(cabinet.take_draft(&id), Taken::InUse));
    kept.go_on().unwrap();
    crash(kept);
    assert!(cabinet.interrupted().is_some(), "it was in work again");
    assert!(matches!(cabinet.forget_draft(&id), Taken::Gone));
    assert!(matches!(cabinet.take_draft(&id), Taken::Gone));
    assert_eq!(fs::read_dir(cabinet.drafts()).unwrap().count(), 0);
}

#[test]
fn the_newest_ten_are_kept() {
    let (_folder, cabinet) = cabinet();
    let first = begun(&cabinet, "0");
    let first_id = first.id().to_owned();
    let before = SystemTime::now() - Duration::from_secs(60);
    File::options().write(true).open(&first.file).unwrap().set_modified(before).unwrap();
    first.put_down();
    for text in 1..=10 {
        begun(&cabinet, &text.to_string()).put_down();
    }
    let shelf = cabinet.shelf();
    assert_eq!(shelf.len(), 10);
    assert!(shelf.iter().all(|draft| draft.id != first_id));
}

#[test]
fn what_cannot_be_read_is_set_aside_and_not_deleted() {
    let (_folder, cabinet) = cabinet();
    let kept = begun(&cabinet, "no = [");
    let broken = kept.file.with_extension("broken");
    kept.set_aside().unwrap();
    assert_eq!(fs::read_to_string(broken).unwrap(), "no = [");
    assert!(cabinet.shelf().is_empty());
}

#[test]
fn an_id_names_no_other_place() {
    let (folder, cabinet) = cabinet();
    fs::create_dir_all(cabinet.drafts()).unwrap();
    fs::write(folder.path().join("data").join("settings.toml"), "").unwrap();
    assert!(matches!(cabinet.take_draft("../settings"), Taken::Gone));
    assert!(matches!(cabinet.forget_draft(""), Taken::Gone));
    assert!(folder.path().join("data").join("settings.toml").exists());
}

#[test]
fn a_draft_without_a_word_said_was_put_down() {
    let (_folder, cabinet) = cabinet();
    assert!(cabinet.interrupted().is_none(), "nothing was ever kept");
    cabinet.begin_draft().unwrap().put_down();
    assert_eq!(fs::read_dir(cabinet.drafts()).unwrap().count(), 0, "nothing was written, nothing stays");
}
