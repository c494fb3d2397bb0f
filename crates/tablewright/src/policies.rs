//! An organisation's own policies: a folder with a TOML file each, beside the recipe or named on the command line.

use std::path::{Path, PathBuf};

use disclosure::{DisclosureRecipe, Policy};
use model::{Failure, FailureKind};

use crate::source::read_text;

/// Most files of a folder of policies.
const MOST: usize = 200;

/// Takes the policies of a folder into the recipe, in the order of their file names. One that is not valid, or whose id
/// is taken, is refused with its file.
pub fn load(recipe: &mut DisclosureRecipe, folder: &Path) -> Result<(), Failure> {
    for file in files(folder)? {
        let name = file.to_string_lossy().into_owned();
        let policy = Policy::parse(&name, &read_text(&file)?)?;
        if !recipe.own.contains(&policy) {
            recipe.catalogue()?.adopt(&name, policy.clone())?;
            recipe.own.push(policy);
        }
    }
    Ok(())
}

/// Takes the policies of the folder that a recipe names, which is found from where the recipe lies. Afterwards they
/// belong to the recipe itself.
pub fn load_named(recipe: &mut DisclosureRecipe, recipe_file: &Path) -> Result<(), Failure> {
    let Some(folder) = recipe.policies.take() else { return Ok(()) };
    let beside = recipe_file.parent().unwrap_or(Path::new(""));
    load(recipe, &beside.join(folder))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let shown = folder.to_string_lossy().into_owned();
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::reading(&*shown, &error))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")));
    files.sort();
    if files.is_empty() || files.len() > MOST {
        let detail = if files.is_empty() {
            "this folder of policies holds no .toml file".to_owned()
        } else {
            format!("this folder of policies holds more than {MOST} .toml files")
        };
        return Err(Failure::new(FailureKind::Invalid, shown, detail));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(id: &str) -> String {
        Policy { id: id.to_owned(), ..Policy::find("legacy-1-5").unwrap() }.to_toml().unwrap()
    }

    #[test]
    fn a_recipe_names_a_folder_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("ours")).unwrap();
        std::fs::write(folder.path().join("ours/a.toml"), own("our-a")).unwrap();
        std::fs::write(folder.path().join("ours/readme.md"), "no policy").unwrap();
        let mut recipe =
            DisclosureRecipe { policies: Some("ours".to_owned()), ..DisclosureRecipe::default() };
        load_named(&mut recipe, &folder.path().join("r.toml")).unwrap();
        assert_eq!(recipe.find("our-a").unwrap().id, "our-a");
        assert!(recipe.policies.is_none(), "it is kept in the recipe now");
        load(&mut recipe, &folder.path().join("ours")).unwrap();
        assert_eq!(recipe.own.len(), 1, "the same again changes nothing");
        std::fs::write(folder.path().join("ours/b.toml"), own("hes-2018")).unwrap();
        let failure = load(&mut recipe, &folder.path().join("ours")).unwrap_err();
        assert!(failure.file.ends_with("b.toml") && failure.detail.contains("'id'"), "{failure:?}");
        assert!(load(&mut recipe, &folder.path().join("none")).is_err());
    }
}
