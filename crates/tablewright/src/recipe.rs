//! The recipe: what carries over to the next release. Each crate owns the form of its part; here they are
//! put together. Never a data value, never the acceptance of a finding.

mod read;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use disclosure::DisclosureRecipe;
use model::{Failure, FailureKind, Finding, Place, Severity, What};
use publication::Metadata;
use serde::{Deserialize, Serialize};
use tables::{CodeLists, TableRecipe};

pub(crate) use read::{check_version, parse_toml};

/// The version of the recipe's form that this program writes. It reads all from 1 on: version 2 added categories, areas
/// and what tells lines apart that say the same.
pub const RECIPE_VERSION: u32 = 2;

/// The policy with which work without a recipe begins; a person chooses another, and the recipe keeps it.
const FIRST_POLICY: &str = "hes-2018";

/// Which numbers outputs take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Values {
    /// As a reader of the workbook sees them.
    #[default]
    Displayed,
    /// As stored in the cells, with every digit.
    Stored,
}

/// Whether totals are written, where they could be made again from their parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Totals {
    /// They stay.
    #[default]
    Keep,
    /// They are left out, except of tables with a cell that is suppressed or rounded: there nobody could make them again.
    LeaveOut,
}

/// How tables are parted into files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Files {
    /// One file for each table.
    #[default]
    Table,
    /// One file for each family of measures of a table: counts of people, percentages, rates...
    Family,
}

/// What outputs look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputRecipe {
    /// Which numbers outputs take.
    #[serde(default)]
    pub values: Values,
    /// Whether `convert` writes totals.
    #[serde(default, skip_serializing_if = "is_default")]
    pub totals: Totals,
    /// How `convert` parts tables into files.
    #[serde(default, skip_serializing_if = "is_default")]
    pub files: Files,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Tables of the same shape that are one: one sheet for each year or area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StackRecipe {
    /// The name of the table that they make.
    pub name: String,
    /// The names of the tables, in order.
    pub tables: Vec<String>,
    /// The name of the column that tells their rows apart; it holds what their sheets, or else their titles, are called.
    pub dimension: String,
}

/// What becomes of tables that the recipe does not list, where it lists some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unlisted {
    /// They are left out, and said to be.
    #[default]
    LeaveOut,
    /// They are published as they were found.
    Publish,
    /// They stop the release until somebody has taken them in or left them out.
    Ask,
}

impl Unlisted {
    /// Whether unlisted tables are left out, which a recipe need not say.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A recipe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The version of this form.
    pub version: u32,
    /// What becomes of tables that are not listed, where some are.
    #[serde(default, rename = "unlisted-tables", skip_serializing_if = "Unlisted::is_default")]
    pub unlisted: Unlisted,
    /// What the release is: title, period, publisher and so on.
    #[serde(default)]
    pub metadata: Metadata,
    /// The disclosure rules. Never left to a default: a release says which policy it follows.
    pub disclosure: DisclosureRecipe,
    /// What outputs look like.
    #[serde(default)]
    pub output: OutputRecipe,
    /// Code lists that are added to those which the program carries: CSV files, named from the recipe's folder.
    #[serde(default, rename = "code-lists", skip_serializing_if = "Vec::is_empty")]
    pub code_lists: Vec<String>,
    /// What those files hold, once they were read.
    #[serde(skip)]
    pub codes: Arc<CodeLists>,
    /// Tables that are stacked into one.
    #[serde(default, rename = "stack", skip_serializing_if = "Vec::is_empty")]
    pub stacks: Vec<StackRecipe>,
    /// The tables to publish, in order, and what is said of them. None: every table found.
    #[serde(default, rename = "table", skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableRecipe>,
    /// The text that it was read from, whose comments and order stay when it is written again.
    #[serde(skip)]
    pub text: Option<Arc<str>>,
    /// The version of its form before it was read.
    #[serde(skip)]
    pub migrated_from: Option<u32>,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            version: RECIPE_VERSION,
            unlisted: Unlisted::default(),
            metadata: Metadata::default(),
            disclosure: DisclosureRecipe { policy: FIRST_POLICY.to_owned(), ..DisclosureRecipe::default() },
            output: OutputRecipe::default(),
            code_lists: Vec::new(),
            codes: Arc::default(),
            stacks: Vec::new(),
            tables: Vec::new(),
            text: None,
            migrated_from: None,
        }
    }
}

impl Recipe {
    /// Reads a recipe; `file` names it in failures, which say line, column and what is wrong there. One of an older
    /// version is brought to this one.
    pub fn parse(file: &str, text: &str) -> Result<Self, Failure> {
        read::recipe(file, text)
    }

    /// The recipe as TOML. Where it was read from a text, only what has changed since is changed in it.
    pub fn to_toml(&self) -> Result<String, Failure> {
        write::recipe(self)
    }

    /// Reads the code lists that it names from its folder.
    pub fn read_code_lists(&mut self, folder: &Path) -> Result<(), Failure> {
        let paths: Vec<PathBuf> = self.code_lists.iter().map(|name| folder.join(name)).collect();
        self.add_code_lists(&paths)
    }

    /// Adds code lists to those that it has read: CSV files with a code and a name.
    pub fn add_code_lists(&mut self, paths: &[PathBuf]) -> Result<(), Failure> {
        for path in paths {
            let text = crate::source::read_list(path)?;
            Arc::make_mut(&mut self.codes).add(&text).map_err(|why| {
                Failure::new(FailureKind::Invalid, path.to_string_lossy(), format!("as a code list: {why}"))
            })?;
        }
        Ok(())
    }

    /// The recipe as one that was read from a text, or from none, and changed since.
    #[must_use]
    pub fn of_text(mut self, text: Option<&str>) -> Self {
        self.migrated_from = text.and_then(read::older);
        self.text = text.map(Arc::from);
        self
    }

    /// The id of the policy for a table.
    pub fn policy_of(&self, table: &str) -> &str {
        self.disclosure.policy_of(table)
    }

    /// Whether tables that it does not list are published.
    pub fn publishes_unlisted(&self) -> bool {
        self.tables.is_empty() || self.unlisted == Unlisted::Publish
    }

    /// That it was of an older version, for a person to know.
    pub(crate) fn migrated(&self) -> Option<Finding> {
        let what =
            What::RecipeMigrated { from: self.migrated_from?, to: RECIPE_VERSION, lacks: LACKS.to_owned() };
        Some(Finding::thing(None, Severity::Note, Place::file("recipe"), "version", what))
    }
}

/// What a recipe of version 1 cannot say.
const LACKS: &str =
    "It does not say which categories its columns had, so that new ones are not told this time.";

#[cfg(test)]
mod tests;
