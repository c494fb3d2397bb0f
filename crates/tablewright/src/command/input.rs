//! What several commands begin with: files and a recipe into tidy tables.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, FailureKind, Progress};
use tablewright::decisions::Decisions;
use tablewright::found::{Found, Layouts, find, layouts};
use tablewright::policies;
use tablewright::recipe::Recipe;
use tablewright::source::{Source, read_all, read_text};
use workbook::Limits;

use super::args::WithRecipe;

/// The recipe at `path`; the empty one without a path.
pub(super) fn recipe(path: Option<&Path>) -> Result<Recipe, Failure> {
    let Some(path) = path else { return Ok(Recipe::default()) };
    let mut recipe = Recipe::parse(&path.to_string_lossy(), &read_text(path)?)?;
    policies::load_named(&mut recipe.disclosure, path)?;
    recipe.read_code_lists(path.parent().unwrap_or(Path::new("")))?;
    Ok(recipe)
}

/// The same, with the code lists that the command line adds.
pub(super) fn recipe_with(args: &WithRecipe) -> Result<Recipe, Failure> {
    let mut recipe = recipe(args.recipe.as_deref())?;
    recipe.add_code_lists(&args.codes)?;
    Ok(recipe)
}

/// The same, with the organisation's policies in a folder.
pub(super) fn with_policies(mut recipe: Recipe, folder: Option<&Path>) -> Result<Recipe, Failure> {
    if let Some(folder) = folder {
        policies::load(&mut recipe.disclosure, folder)?;
    }
    Ok(recipe)
}

/// The decisions at `path`; none without a path.
pub(super) fn decisions(path: Option<&Path>) -> Result<Decisions, Failure> {
    path.map_or_else(
        || Ok(Decisions::default()),
        |path| Decisions::parse(&path.to_string_lossy(), &read_text(path)?),
    )
}

/// Sources with the layouts found on them.
pub(super) type Located = Vec<(Arc<Source>, Arc<Layouts>)>;

/// Reads the files and finds the layouts on them.
pub(super) fn locate(files: &[PathBuf], progress: &dyn Progress) -> Result<Located, Vec<Failure>> {
    let sources = read_all(files, &Limits::default(), progress)?;
    let place = |source: Arc<Source>| Ok((Arc::clone(&source), Arc::new(layouts(&source, progress)?)));
    sources.into_iter().map(place).collect::<Result<_, Failure>>().map_err(|failure| vec![failure])
}

/// Reads the files and lays their tables out tidy.
pub(super) fn found(
    args: &WithRecipe,
    recipe: &Recipe,
    progress: &dyn Progress,
) -> Result<(Located, Found), Vec<Failure>> {
    let located = locate(&args.files.files, progress)?;
    let found = find(&located, recipe, &Decisions::default(), progress).map_err(|failure| vec![failure])?;
    Ok((located, found))
}

/// A failure for input that holds no table at all.
pub(super) fn no_table(files: &[PathBuf]) -> Vec<Failure> {
    let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    vec![Failure::new(FailureKind::Invalid, names.join(", "), "no table was found on any visible sheet")]
}
