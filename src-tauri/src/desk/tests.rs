use super::*;
use std::fs;
use std::sync::mpsc;
use std::time::Duration;

use model::Stage;
use tauri::ipc::InvokeResponseBody;

struct Scene {
    folder: tempfile::TempDir,
    desk: Arc<Desk>,
}

fn scene() -> Scene {
    let folder = tempfile::tempdir().unwrap();
    Scene { desk: started(folder.path()), folder }
}

/// A program that was started with this data folder.
fn started(folder: &Path) -> Arc<Desk> {
    Arc::new(Desk::beside(Cabinet::in_folder(folder.join("data"))))
}

/// What a killed program leaves: the lock of its draft is let go, and nothing else is done.
fn killed(desk: Arc<Desk>) {
    assert_eq!(Arc::strong_count(&desk), 1, "no job is left that would go on");
    drop(desk);
}

/// A page: what it hears, as the kinds of the notices and the notices.
fn page(desk: &Desk) -> mpsc::Receiver<serde_json::Value> {
    let (send, receive) = mpsc::channel();
    desk.watch(Channel::new(move |body| {
        if let InvokeResponseBody::Json(text) = body {
            let _ = send.send(serde_json::from_str(&text).unwrap());
        }
        Ok(())
    }));
    receive
}

/// The next notice that is not about progress.
fn heard(page: &mpsc::Receiver<serde_json::Value>) -> serde_json::Value {
    loop {
        let notice = page.recv_timeout(Duration::from_secs(20)).unwrap();
        if notice["kind"] != "progress" {
            return notice;
        }
    }
}

async fn titled(desk: &Arc<Desk>, title: &'static str) -> SessionView {
    desk.change(move |session, progress| session.set_field("title", title, progress)).await.unwrap()
}

fn field(view: &SessionView, key: &str) -> String {
    view.fields.iter().find(|field| field.key == key).map(|field| field.value.clone()).unwrap()
}

fn workbook(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, "Area,2024,2025\nNorth,10,20\nSouth,30,40\nEngland,40,60\n").unwrap();
    path
}

/// A job that holds its turn until it is told to go on; the next ones wait.
struct Held {
    go_on: mpsc::Sender<()>,
    job: tokio::task::JoinHandle<Result<(), Failure>>,
}

async fn held(desk: &Arc<Desk>) -> Held {
    let ((go_on, told), (begun, begins)) = (mpsc::channel(), mpsc::channel());
    let desk = Arc::clone(desk);
    let job = tokio::spawn(async move {
        let work = desk.job(move |_, progress| {
            begun.send(()).unwrap();
            // Asked to stop, or told to go on: as an export between two blocks of rows.
            while told.recv_timeout(Duration::from_millis(5)).is_err() {
                progress.go_on()?;
            }
            Ok(())
        });
        work.await
    });
    tokio::task::spawn_blocking(move || begins.recv().unwrap()).await.unwrap();
    Held { go_on, job }
}

/// Passes on how far a job is, once it has taken long enough to be told.
struct Late<'a>(&'a dyn Progress);

impl Progress for Late<'_> {
    fn report(&self, stage: Stage, done: u64, total: u64) {
        if stage == Stage::FindingTables {
            std::thread::sleep(Duration::from_millis(250));
            self.0.report(stage, done, total);
        }
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

#[tokio::test]
async fn a_sheet_can_be_looked_at_before_its_workbook_is_open() {
    let Scene { desk, folder } = scene();
    let page = page(&desk);
    let path = workbook(folder.path(), "a.csv");
    let looker = Arc::clone(&desk);
    let change = desk.change(move |session, progress| {
        session.open(&[path], &Late(progress));
        let cells = looker.session().cells(1, 0, 0, 0, 9, 9)?;
        assert_eq!(cells.texts[1][0], "North", "the session that the page looks at has it");
        Ok(())
    });
    let view = change.await.unwrap();
    assert_eq!(view.workbooks[0].id, 1);
    let told: Vec<_> = page.try_iter().collect();
    let opening = &told[0]["progress"]["opening"][0];
    assert_eq!((&opening["name"], &opening["id"]), (&"a.csv".into(), &1.into()));
    assert_eq!(opening["sheets"][0]["size"], serde_json::json!([4, 3]));
    assert!(told.last().unwrap()["progress"].is_null());
    assert!(desk.opening().is_empty());
}

#[tokio::test]
async fn a_panic_becomes_a_failure_and_leaves_the_session() {
    let Scene { desk, folder: _folder } = scene();
    let revision = desk.session().view().revision;
    let failure = desk.change(|_, _| panic!("a fault")).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Internal);
    assert_eq!(desk.session().view().revision, revision);
    let failure = desk.look(|_| -> Result<(), _> { panic!("a fault") }).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Internal);
    assert!(desk.change(|_, _| Ok(())).await.is_ok(), "the window lives on");
}

#[tokio::test]
async fn a_cancelled_change_is_not_put_back() {
    let Scene { desk, folder: _folder } = scene();
    let before = desk.view().await.unwrap();
    let asked = Arc::clone(&desk);
    let change = desk.change(move |session, progress| {
        asked.jobs.cancel();
        session.set_field("title", "Half done", progress)
    });
    assert_eq!(change.await.unwrap_err().kind, FailureKind::Cancelled);
    assert_eq!(desk.view().await.unwrap(), before);
}

#[tokio::test]
async fn changes_wait_for_each_other() {
    let Scene { desk, folder: _folder } = scene();
    let title = desk.change(|session, progress| session.set_field("title", "A title", progress));
    let summary = desk.change(|session, progress| session.set_field("summary", "A summary", progress));
    let (title, summary) = tokio::join!(title, summary);
    assert!(title.is_ok() && summary.is_ok());
    let view = desk.view().await.unwrap();
    assert_eq!(field(&view, "title"), "A title");
    assert_eq!(field(&view, "summary"), "A summary");
}

#[tokio::test]
async fn a_failure_carries_no_path() {
    let place = std::env::temp_dir().join("private").join("release");
    let given = place.display().to_string();
    let scene = scene();
    let failed =
        scene.desk.job(move |_, _| Err::<(), _>(Failure::new(FailureKind::OutputNotEmpty, given, "")));
    assert_eq!(failed.await.unwrap_err().file, "release");
}

#[tokio::test]
async fn looking_does_not_wait_for_a_job() {
    let Scene { desk, folder: _folder } = scene();
    let held = held(&desk).await;
    assert!(desk.view().await.is_ok());
    assert_eq!(desk.search(|_, _| Ok(7)).await, Ok(7));
    held.go_on.send(()).unwrap();
    assert!(held.job.await.unwrap().is_ok());
}

#[tokio::test]
async fn a_new_search_stops_the_one_before() {
    let Scene { desk, folder: _folder } = scene();
    let (begun, begins) = mpsc::channel();
    let first = Arc::clone(&desk);
    let first = tokio::spawn(async move {
        let search = first.search(move |_, progress| {
            begun.send(()).unwrap();
            loop {
                progress.go_on()?;
                std::thread::sleep(Duration::from_millis(2));
            }
            #[allow(unreachable_code)]
            Ok(())
        });
        search.await
    });
    tokio::task::spawn_blocking(move || begins.recv().unwrap()).await.unwrap();
    assert!(desk.search(|_, progress| progress.go_on()).await.is_ok());
    assert_eq!(first.await.unwrap().unwrap_err().kind, FailureKind::Cancelled);
}

#[tokio::test]
async fn files_dropped_during_a_job_are_opened_after_it_even_if_it_is_stopped() {
    let Scene { desk, folder } = scene();
    let page = page(&desk);
    let held = held(&desk).await;
    crate::window::open(&desk, vec![workbook(folder.path(), "first.csv")]);
    tokio::task::yield_now().await;
    let ten = (0..10).map(|number| workbook(folder.path(), &format!("{number}.csv"))).collect();
    crate::window::open(&desk, ten);
    tokio::task::yield_now().await;
    desk.jobs.cancel();
    assert_eq!(held.job.await.unwrap().unwrap_err().kind, FailureKind::Cancelled);
    drop(held.go_on);
    let (first, second) = tokio::task::spawn_blocking(move || (heard(&page), heard(&page))).await.unwrap();
    assert_eq!((first["kind"].as_str(), second["kind"].as_str()), (Some("opened"), Some("opened")));
    assert_eq!(second["view"]["workbooks"].as_array().unwrap().len(), 11);
}

#[tokio::test]
async fn a_folder_is_told_as_such_and_the_rest_is_open() {
    let Scene { desk, folder } = scene();
    let inside = folder.path().join("tables");
    fs::create_dir(&inside).unwrap();
    let view = desk.open(vec![inside, workbook(folder.path(), "a.csv")]).await.unwrap();
    assert_eq!(view.workbooks.len(), 1);
    assert_eq!(view.failures.len(), 1);
    assert_eq!((view.failures[0].file.as_str(), view.failures[0].kind.as_str()), ("tables", "is-folder"));
}

#[tokio::test]
async fn each_change_is_saved_and_a_killed_program_goes_on_where_it_was() {
    let Scene { desk, folder } = scene();
    let view = desk.open(vec![workbook(folder.path(), "a.csv")]).await.unwrap();
    assert!(view.saved.is_some_and(|saved| saved.len() == 5));
    titled(&desk, "Waiting times").await;
    killed(desk);

    let desk = started(folder.path());
    desk.restore().await;
    let page = page(&desk);
    let notice = tokio::task::spawn_blocking(move || heard(&page)).await.unwrap();
    assert_eq!(notice["kind"], "restored");
    assert_eq!(notice["view"]["title"], "Waiting times");
    assert_eq!(notice["view"]["workbooks"][0]["name"], "a.csv");
    assert!(!notice.to_string().contains(&*folder.path().to_string_lossy()), "no path reaches the page");
    assert!(desk.recent().await.unwrap().is_empty(), "it is open, and not for opening");
}

#[tokio::test]
async fn a_program_that_ends_in_order_lists_its_work_at_the_next_start() {
    let Scene { desk, folder } = scene();
    desk.open(vec![workbook(folder.path(), "a.csv")]).await.unwrap();
    titled(&desk, "Waiting times").await;
    desk.put_down();
    killed(desk);

    let desk = started(folder.path());
    desk.restore().await;
    assert!(desk.view().await.unwrap().workbooks.is_empty(), "nothing is restored");
    let recent = desk.recent().await.unwrap();
    assert_eq!(recent.len(), 1);
    assert_eq!((recent[0].kind.as_str(), recent[0].title.as_str()), ("release", "Waiting times"));
    assert_eq!((&recent[0].files[..], &recent[0].missing), (&["a.csv".to_owned()][..], &None));
    let view = desk.open_recent(recent[0].id.clone()).await.unwrap();
    assert_eq!(view.title, "Waiting times");
    assert_eq!(view.workbooks.len(), 1);
}

#[tokio::test]
async fn the_draft_holds_no_value() {
    let Scene { desk, folder } = scene();
    let path = folder.path().join("a.csv");
    fs::write(&path, "Area,2024,2025\nNorth,918273,827364\nSouth,736455,645546\n").unwrap();
    let view = desk.open(vec![path]).await.unwrap();
    assert_eq!(view.tables.len(), 1);
    let shelf = desk.cabinet.shelf();
    let text = shelf[0].text.as_ref().unwrap();
    assert!(text.contains("a.csv"));
    assert!(["918273", "827364", "736455", "645546"].iter().all(|value| !text.contains(value)), "{text}");
}

#[tokio::test]
async fn nothing_done_leaves_nothing_behind() {
    let Scene { desk, folder } = scene();
    desk.go("home".to_owned()).unwrap();
    desk.job(|_, _| Ok(())).await.unwrap();
    desk.put_down();
    assert!(!folder.path().join("data").exists());
}

#[tokio::test]
async fn a_new_release_leaves_the_one_before_in_the_list() {
    let Scene { desk, folder } = scene();
    desk.open(vec![workbook(folder.path(), "a.csv")]).await.unwrap();
    titled(&desk, "First").await;
    let view = desk.turn(Turn::NewRelease, |session, progress| session.new_release(progress)).await.unwrap();
    assert_eq!((view.title.as_str(), view.saved), ("", None));
    let recent = desk.recent().await.unwrap();
    assert_eq!((recent.len(), &recent[0].missing), (1, &None));
    desk.open(vec![workbook(folder.path(), "b.csv")]).await.unwrap();
    titled(&desk, "Second").await;
    let titles: Vec<String> = desk.recent().await.unwrap().into_iter().map(|one| one.title).collect();
    assert_eq!(titles, ["First"]);
    let before = desk.view().await.unwrap().revision;
    let view = desk.open_recent(recent[0].id.clone()).await.unwrap();
    assert_eq!(view.title, "First");
    assert!(view.revision > before, "the page takes nothing older than what it shows");
    let titles: Vec<String> = desk.recent().await.unwrap().into_iter().map(|one| one.title).collect();
    assert_eq!(titles, ["Second"]);
}

#[tokio::test]
async fn a_release_that_is_open_elsewhere_is_left_there() {
    let Scene { desk, folder } = scene();
    desk.open(vec![workbook(folder.path(), "a.csv")]).await.unwrap();
    titled(&desk, "First").await;
    let another = started(folder.path());
    let recent = another.recent().await.unwrap();
    assert!(recent[0].missing.as_ref().is_some_and(|why| why.contains("another window")));
    assert!(another.open_recent(recent[0].id.clone()).await.is_err());
    assert!(another.forget_recent(recent[0].id.clone()).await.is_err());
    another.restore().await;
    titled(&another, "Mine").await;
    assert_eq!(desk.view().await.unwrap().title, "First");
    assert_eq!(desk.cabinet.shelf().len(), 2);
}

#[tokio::test]
async fn a_damaged_draft_is_told_and_set_aside() {
    let Scene { desk, folder } = scene();
    titled(&desk, "First").await;
    killed(desk);
    let drafts = folder.path().join("data").join("drafts");
    let draft = fs::read_dir(&drafts).unwrap().map(|entry| entry.unwrap().path());
    let draft = draft.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).last().unwrap();
    fs::write(&draft, "title = [").unwrap();

    let desk = started(folder.path());
    let page = page(&desk);
    desk.restore().await;
    let notice = tokio::task::spawn_blocking(move || heard(&page)).await.unwrap();
    assert_eq!((&notice["kind"], &notice["failure"]["kind"]), (&"failed".into(), &"draft-damaged".into()));
    assert_eq!(fs::read_to_string(draft.with_extension("broken")).unwrap(), "title = [");
    assert!(desk.recent().await.unwrap().is_empty());
}

#[tokio::test]
async fn that_a_draft_cannot_be_saved_is_told_once_and_undoes_nothing() {
    let Scene { desk, folder } = scene();
    let page = page(&desk);
    fs::write(folder.path().join("data"), "a file where the folder should be").unwrap();
    let view = titled(&desk, "First").await;
    assert_eq!((field(&view, "title").as_str(), view.saved), ("First", None));
    titled(&desk, "Second").await;
    let told: Vec<_> = page.try_iter().filter(|notice| notice["kind"] == "failed").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["failure"]["kind"], "not-saved");
}

#[tokio::test]
async fn recipes_are_remembered_and_decisions_are_not() {
    let Scene { desk, folder } = scene();
    let sample = tablewright::sample::sample().unwrap();
    let recipe = folder.path().join("a.recipe.toml");
    let decisions = folder.path().join("a.decisions.toml");
    fs::write(&recipe, &sample.recipe).unwrap();
    fs::write(&decisions, &sample.decisions).unwrap();
    desk.open(vec![recipe.clone(), decisions]).await.unwrap();
    desk.put_down();
    let recipes = |recent: Vec<tablewright::view::RecentView>| -> Vec<_> {
        recent.into_iter().filter(|one| one.kind == "recipe").collect()
    };
    let listed = recipes(desk.recent().await.unwrap());
    assert_eq!((listed.len(), listed[0].title.as_str()), (1, "a.recipe.toml"));
    fs::remove_file(recipe).unwrap();
    let listed = recipes(desk.recent().await.unwrap());
    assert!(listed[0].missing.is_some());
    let left = desk.forget_recent(listed[0].id.clone()).await.unwrap();
    assert!(recipes(left).is_empty());
}

#[tokio::test]
async fn where_the_person_went_during_a_job_is_not_lost() {
    let Scene { desk, folder } = scene();
    desk.open(vec![workbook(folder.path(), "a.csv")]).await.unwrap();
    let (begun, begins) = mpsc::channel();
    let (go_on, told) = mpsc::channel::<()>();
    let changed = Arc::clone(&desk);
    let change = tokio::spawn(async move {
        let change = changed.change(move |session, progress| {
            begun.send(()).unwrap();
            told.recv().unwrap();
            session.set_field("title", "A title", progress)
        });
        change.await
    });
    tokio::task::spawn_blocking(move || begins.recv().unwrap()).await.unwrap();
    desk.go("columns".to_owned()).unwrap();
    go_on.send(()).unwrap();
    let view = change.await.unwrap().unwrap();
    assert_eq!((view.step.as_str(), view.title.as_str()), ("columns", "A title"));
    desk.job(|_, _| Ok(())).await.unwrap();
    assert!(desk.cabinet.shelf()[0].text.as_ref().unwrap().contains("columns"));
}

#[tokio::test]
async fn closing_stops_the_job_and_waits_for_its_end() {
    let Scene { desk, folder: _folder } = scene();
    let held = held(&desk).await;
    assert!(!desk.may_close(), "something may be half-written");
    assert!(desk.may_close(), "whoever closes twice does not wait");
    desk.jobs.quiet().await;
    assert_eq!(held.job.await.unwrap().unwrap_err().kind, FailureKind::Cancelled);
}

#[tokio::test]
async fn a_window_without_a_job_may_close_at_once() {
    assert!(scene().desk.may_close());
}
