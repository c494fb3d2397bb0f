//! Home: opening, what was worked on before, and a new release.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::Failure;
use tablewright::view::{RecentView, SessionView};
use tauri::ipc::Channel;
use tauri::{WebviewWindow, command};

use super::Shared;
use crate::cabinet::write_whole;
use crate::desk::{Desk, apart};
use crate::dialogs;
use crate::drafting::name;
use crate::keeping::Turn;
use crate::notice::{Notice, Trouble};

/// Starts telling the page what happens; gives what there is now.
#[command]
pub(crate) async fn watch(desk: Shared<'_>, notices: Channel<Notice>) -> Result<SessionView, Failure> {
    desk.watch(notices);
    desk.view().await
}

/// Asks for workbooks with the system's dialog and opens them.
#[command]
pub(crate) async fn open_files(window: WebviewWindow, desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.open(dialogs::files_to_open(&window).await).await
}

/// Opens the sample release in the place of what is open.
#[command]
pub(crate) async fn open_sample(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.turn(Turn::Another, |session, progress| session.open_sample(progress)).await
}

/// Releases in work and recipes, the last one first.
#[command]
pub(crate) async fn recent(desk: Shared<'_>) -> Result<Vec<RecentView>, Failure> {
    desk.recent().await
}

/// Opens one of them.
#[command]
pub(crate) async fn open_recent(desk: Shared<'_>, id: String) -> Result<SessionView, Trouble> {
    desk.open_recent(id).await
}

/// Takes one of them from the list; gives what is left.
#[command]
pub(crate) async fn forget_recent(desk: Shared<'_>, id: String) -> Result<Vec<RecentView>, Trouble> {
    desk.forget_recent(id).await
}

/// Closes everything for a new release.
#[command]
pub(crate) async fn new_release(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.turn(Turn::NewRelease, |session, progress| session.new_release(progress)).await
}

/// Asks for a place with the system's dialog and saves the recipe there; false when the dialog was closed.
#[command]
pub(crate) async fn save_recipe(window: WebviewWindow, desk: Shared<'_>) -> Result<bool, Trouble> {
    // The name of the bundle, which comes from the title.
    let proposed = format!("{}.recipe.toml", desk.session().export_plan(None, None).folder);
    let Some(chosen) = dialogs::recipe_to_save(&window, &proposed).await else { return Ok(false) };
    let path = with_ending(&chosen)?;
    // As it is now: something may have been changed while the dialog was open.
    let saving = Arc::clone(&desk);
    apart(move || saving.save_recipe(&path)).await?;
    Ok(true)
}

impl Desk {
    /// Opens files beside those that are open. The recipes among them are remembered.
    pub(crate) async fn open(self: &Arc<Self>, files: Vec<PathBuf>) -> Result<SessionView, Failure> {
        if files.is_empty() {
            return self.view().await;
        }
        let desk = Arc::clone(self);
        let open = self.change(move |session, progress| {
            session.open(&files, progress);
            progress.go_on()?;
            desk.remember_recipes(&files);
            Ok(())
        });
        open.await
    }

    fn remember_recipes(&self, files: &[PathBuf]) {
        let is_recipe = |path: &&PathBuf| {
            let text = has_ending(path).then(|| std::fs::read_to_string(path).ok()).flatten();
            text.is_some_and(|text| tablewright::recipe::Recipe::parse("", &text).is_ok())
        };
        for path in files.iter().filter(is_recipe) {
            if let Ok(path) = std::path::absolute(path) {
                // A list that cannot be kept is no reason to stop working.
                let _ = self.cabinet.remember_recipe(&path);
            }
        }
    }

    fn save_recipe(&self, path: &Path) -> Result<(), Failure> {
        let text = self.session().recipe_toml()?;
        write_whole(path, &text).map_err(|error| Failure::writing(name(path), &error))?;
        let _ = self.cabinet.remember_recipe(path);
        Ok(())
    }
}

fn has_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// By its ending a recipe is known when it is opened. The dialog has not asked whether a file of the longer name may
/// be replaced.
fn with_ending(chosen: &Path) -> Result<PathBuf, Trouble> {
    if has_ending(chosen) {
        return Ok(chosen.to_path_buf());
    }
    let mut longer = chosen.as_os_str().to_os_string();
    longer.push(".toml");
    let longer = PathBuf::from(longer);
    if longer.exists() {
        return Err(Trouble::own(
            "exists",
            format!("There is a file named {} already.", name(&longer)),
            "Save the recipe again and give another name, or choose that file to replace it.",
        ));
    }
    Ok(longer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_recipe_gets_its_ending_and_replaces_nothing_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(with_ending(&at("a.recipe.toml")).unwrap(), at("a.recipe.toml"));
        assert_eq!(with_ending(&at("2024.25")).unwrap(), at("2024.25.toml"));
        fs::write(at("there.toml"), "").unwrap();
        assert!(with_ending(&at("there")).is_err());
        assert!(with_ending(&at("there.toml")).is_ok(), "the dialog has asked");
    }
}
