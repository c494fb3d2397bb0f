//! The draft: what is needed to go on with a release after the program was closed. Where the workbooks are, the recipe
//! and the decisions; never a data value.

use std::path::{Path, PathBuf};

use model::{Failure, FailureKind};
use publication::Metadata;
use serde::{Deserialize, Serialize};
use tables::TableRecipe;

use crate::decisions::Decisions;
use crate::recipe::{RECIPE_VERSION, Recipe, check_version, parse_toml};

/// The version of the draft's form that this program writes and reads.
pub const DRAFT_VERSION: u32 = 1;

/// A release in work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The version of this form.
    pub version: u32,
    /// When it was saved, as the window stamped it.
    pub saved: String,
    /// The step that the person was at.
    pub step: String,
    /// The title of the release, or the name of its first workbook.
    pub title: String,
    /// The text of the recipe as it was opened, for its comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe_text: Option<String>,
    /// The workbooks.
    #[serde(default, rename = "input", skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<DraftInput>,
    /// The recipe as it stands.
    pub recipe: Recipe,
    /// The tables of the recipe as it was opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<TableRecipe>,
    /// The description in the recipe as it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<Metadata>,
    /// The decisions.
    pub decisions: Decisions,
    /// Decisions of an earlier release.
    #[serde(default, skip_serializing_if = "is_default")]
    pub precedents: Decisions,
}

fn is_default(decisions: &Decisions) -> bool {
    *decisions == Decisions::default()
}

/// A workbook of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftInput {
    /// The file's name.
    pub name: String,
    /// Where it was read; none for the sample.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// Its size when it was read.
    pub bytes: u64,
    /// Its SHA-256 when it was read, to tell whether it was changed since.
    pub sha256: String,
}

impl Draft {
    /// Reads a draft; `file` names it in failures.
    pub fn parse(file: &str, text: &str) -> Result<Self, Failure> {
        let mut draft: Self = parse_toml(file, text)?;
        check_version(file, draft.version, DRAFT_VERSION)?;
        draft.recipe.version = RECIPE_VERSION;
        Ok(draft)
    }

    /// The draft as TOML.
    pub fn to_toml(&self) -> Result<String, Failure> {
        toml::to_string(self).map_err(|error| Failure::new(FailureKind::Internal, "draft", error.to_string()))
    }

    /// The workbooks that are not where they were.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let gone = |input: &&DraftInput| input.path.as_deref().is_some_and(|path: &Path| !path.is_file());
        self.inputs.iter().filter(gone).map(|input| input.name.as_str())
    }
}
