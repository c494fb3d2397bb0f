use super::*;
use crate::view::FieldView;

fn field(session: &Session, key: &str) -> FieldView {
    session.view().fields.into_iter().find(|field| field.key == key).unwrap()
}

#[test]
fn a_changed_field_says_what_it_held_in_the_recipe() {
    let mut session = sample();
    let title = field(&session, "title");
    assert_eq!((title.before, title.notice), (None, None));
    session.set_field("title", "Another title", &Quiet).unwrap();
    assert_eq!(field(&session, "title").before, Some(title.value.clone()));
    session.set_field("title", &title.value, &Quiet).unwrap();
    assert_eq!(field(&session, "title").before, None);
    let mut fresh = Session::new();
    fresh.set_field("title", "A title", &Quiet).unwrap();
    assert_eq!(field(&fresh, "title").before, None, "there was no recipe to compare with");
}

#[test]
fn the_next_release_asks_for_period_dates_and_changes_again() {
    let mut session = sample();
    assert!(session.view().next_edition);
    let label = field(&session, "period.label").value;
    let publisher = field(&session, "publisher.name");
    session.next_edition(&Quiet).unwrap();
    let view = session.view();
    assert!(!view.next_edition);
    assert_eq!(view.undo.as_deref(), Some("describe the next release"));
    let period = field(&session, "period.label");
    assert_eq!((period.value.as_str(), period.before.as_deref()), ("", Some(label.as_str())));
    assert!(period.problem.is_some());
    assert_eq!(field(&session, "publisher.name"), publisher);

    session.set_field("period.label", "2031-32", &Quiet).unwrap();
    session.set_field("title", &format!("Attendances, {label}"), &Quiet).unwrap();
    assert!(field(&session, "title").notice.unwrap().contains(&label));
    session.set_field("title", "Attendances, 2031-32", &Quiet).unwrap();
    assert_eq!(field(&session, "title").notice, None);
    let restored = Session::restore(&session.draft("now"), &Quiet).unwrap();
    assert_eq!(field(&restored, "period.label"), field(&session, "period.label"));
}

#[test]
fn the_preview_follows_the_form_and_holds_no_withheld_figure() {
    let mut session = sample();
    let page = session.preview(&Quiet).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&field(&session, "title").value));
    session.set_field("title", "", &Quiet).unwrap();
    assert!(session.preview(&Quiet).unwrap().contains("[Title]"));
    // Before anything is open there is a page, too.
    assert!(Session::new().preview(&Quiet).unwrap().contains("[Title]"));
}
