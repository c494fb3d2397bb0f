//! The recipe: what carries over to the next release. Each crate owns the form of its part; here they are
//! put together. Never a data value, never the acceptance of a finding.

use disclosure::DisclosureRecipe;
use model::{Failure, FailureKind};
use publication::Metadata;
use serde::{Deserialize, Serialize};
use tables::TableRecipe;

/// The version of the recipe's form that this program writes and reads.
pub const RECIPE_VERSION: u32 = 1;

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

/// What outputs look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputRecipe {
    /// Which numbers outputs take.
    #[serde(default)]
    pub values: Values,
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
}

impl Unlisted {
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
    /// The tables to publish, in order, and what is said of them. None: every table found.
    #[serde(default, rename = "table", skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableRecipe>,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            version: RECIPE_VERSION,
            unlisted: Unlisted::default(),
            metadata: Metadata::default(),
            disclosure: DisclosureRecipe { policy: FIRST_POLICY.to_owned(), ..DisclosureRecipe::default() },
            output: OutputRecipe::default(),
            tables: Vec::new(),
        }
    }
}

impl Recipe {
    /// Reads a recipe; `file` names it in failures, which say the line.
    pub fn parse(file: &str, text: &str) -> Result<Self, Failure> {
        let recipe: Self = parse_toml(file, text)?;
        check_version(file, recipe.version, RECIPE_VERSION)?;
        Ok(recipe)
    }

    /// The recipe as TOML.
    pub fn to_toml(&self) -> Result<String, Failure> {
        toml::to_string_pretty(self)
            .map_err(|error| Failure::new(FailureKind::Internal, "recipe", error.to_string()))
    }

    /// The id of the policy for a table.
    pub fn policy_of(&self, table: &str) -> &str {
        self.disclosure.policy_of(table)
    }
}

/// Reads TOML; the failure says the line and what is wrong there.
pub(crate) fn parse_toml<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        let what = error.message().replace('\n', " ");
        let detail = line.map_or_else(|| what.clone(), |line| format!("line {line}: {what}"));
        Failure::new(FailureKind::Invalid, file, detail)
    })
}

/// A file of a later form is refused rather than half understood.
pub(crate) fn check_version(file: &str, found: u32, known: u32) -> Result<(), Failure> {
    if found == known {
        return Ok(());
    }
    let detail = format!("it has version {found}; this program reads version {known}");
    Err(Failure::new(FailureKind::Invalid, file, detail))
}
