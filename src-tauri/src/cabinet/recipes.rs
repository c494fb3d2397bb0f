//! The recipes that were opened or saved, by their paths.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::file::write_whole;
use super::{Cabinet, NEWEST};

/// A recipe that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownRecipe {
    number: u64,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Seconds since 1970.
    used: u64,
}

impl KnownRecipe {
    /// Its id: no draft has a letter in its own.
    pub(crate) fn id(&self) -> String {
        format!("recipe-{}", self.number)
    }

    /// When it was used last.
    pub(crate) fn used(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.used)
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct List {
    #[serde(default)]
    recipe: Vec<KnownRecipe>,
}

impl Cabinet {
    /// The recipes, the last one used first. A list that cannot be read is an empty one.
    pub(crate) fn recipes(&self) -> Vec<KnownRecipe> {
        let text = fs::read_to_string(self.folder.join("recipes.toml")).unwrap_or_default();
        toml::from_str::<List>(&text).unwrap_or_default().recipe
    }

    /// A recipe was opened or saved.
    pub(crate) fn remember_recipe(&self, path: &Path) -> io::Result<()> {
        let used = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        self.with_recipes(|recipes| {
            let new = recipes.iter().map(|known| known.number).max().unwrap_or(0) + 1;
            let known = recipes.iter().position(|known| known.path == path);
            let number = known.map_or(new, |at| recipes.remove(at).number);
            recipes.insert(0, KnownRecipe { number, path: path.to_path_buf(), used });
            recipes.truncate(NEWEST);
        })
    }

    /// Takes a recipe from the list. The file itself stays.
    pub(crate) fn forget_recipe(&self, id: &str) -> io::Result<()> {
        self.with_recipes(|recipes| recipes.retain(|known| known.id() != id))
    }

    /// Changes the list, one program after the other.
    fn with_recipes(&self, change: impl FnOnce(&mut Vec<KnownRecipe>)) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::create(self.folder.join("recipes.lock"))?;
        // Where a disc knows no locks, the last one to write is right.
        let _ = lock.lock();
        let mut list = List { recipe: self.recipes() };
        change(&mut list.recipe);
        let text = toml::to_string(&list).map_err(io::Error::other)?;
        write_whole(&self.folder.join("recipes.toml"), &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(cabinet: &Cabinet) -> Vec<String> {
        cabinet.recipes().iter().map(|known| known.path.display().to_string()).collect()
    }

    #[test]
    fn the_last_one_used_is_first_and_each_is_there_once() {
        let folder = tempfile::tempdir().unwrap();
        let cabinet = Cabinet::in_folder(folder.path().join("data"));
        assert!(cabinet.recipes().is_empty());
        for name in ["a.toml", "b.toml", "a.toml"] {
            cabinet.remember_recipe(Path::new(name)).unwrap();
        }
        assert_eq!(names(&cabinet), ["a.toml", "b.toml"]);
        assert_eq!(cabinet.recipes()[0].id(), "recipe-1", "an id stays with its recipe");
        cabinet.forget_recipe("recipe-1").unwrap();
        assert_eq!(names(&cabinet), ["b.toml"]);
    }

    #[test]
    fn ten_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let cabinet = Cabinet::in_folder(folder.path().to_path_buf());
        for number in 0..12 {
            cabinet.remember_recipe(Path::new(&format!("{number}.toml"))).unwrap();
        }
        let names = names(&cabinet);
        assert_eq!((names.len(), names[0].as_str(), names[9].as_str()), (10, "11.toml", "2.toml"));
    }

    #[test]
    fn a_list_that_cannot_be_read_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let cabinet = Cabinet::in_folder(folder.path().to_path_buf());
        fs::write(folder.path().join("recipes.toml"), "recipe = 7").unwrap();
        assert!(cabinet.recipes().is_empty());
        cabinet.remember_recipe(Path::new("a.toml")).unwrap();
        assert_eq!(names(&cabinet), ["a.toml"]);
    }
}
