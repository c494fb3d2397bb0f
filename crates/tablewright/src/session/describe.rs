//! The description of the release: its form, what changed in it, and the page that is made of it.

use model::{Failure, Progress, What};
use publication::{Bundle, Metadata};

use super::{Content, Session};
use crate::release;
use crate::view::FieldView;

impl Session {
    /// Fills a field of the metadata.
    pub fn set_field(&mut self, key: &str, value: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        content.recipe.metadata.set(key, value)?;
        let label =
            publication::fields().iter().find(|field| field.key == key).map_or(key, |field| field.label);
        self.change(format!("change {}", label.to_lowercase()), content, progress)
    }

    /// Empties what belongs to one release, for the next one of the series.
    pub fn next_edition(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        content.recipe.metadata = content.recipe.metadata.next_edition();
        self.change("describe the next release".to_owned(), content, progress)
    }

    /// Whether the description still says of itself what an earlier release said.
    pub(super) fn has_next_edition(&self) -> bool {
        let now = &self.content.recipe.metadata;
        let same = |before: &Metadata| {
            let fields = publication::fields().iter().map(|field| field.key);
            let mut own = fields.filter(|key| publication::is_of_one_release(key) && *key != "version");
            now.has_period() && own.all(|key| now.get(key) == before.get(key))
        };
        self.content.described.as_deref().is_some_and(same)
    }

    /// The page of the release as a reader will see it, as HTML that holds all it needs. What is missing in the form
    /// stands in square brackets.
    ///
    /// # Errors
    /// When it was cancelled.
    pub fn preview(&self, progress: &dyn Progress) -> Result<String, Failure> {
        let tables: Vec<_> = self.assessment.tables.iter().map(release::public_table).collect();
        let bundle = Bundle {
            metadata: &self.content.recipe.metadata,
            tables: &tables,
            disclosure: release::statement(&self.assessment),
            tool_version: env!("CARGO_PKG_VERSION"),
        };
        publication::preview(&bundle, progress)
    }
}

/// The form.
pub(super) fn fields(content: &Content) -> Vec<FieldView> {
    let metadata = &content.recipe.metadata;
    let problems = metadata.problems();
    let problem = |key: &str| {
        problems.iter().find_map(|finding| match &finding.what {
            What::Metadata { field, problem } if field == key => Some(problem.clone()),
            _ => None,
        })
    };
    let described = content.described.as_deref();
    let still = described.map(|before| metadata.naming_the_period_of(before)).unwrap_or_default();
    let notice = |key: &str| {
        let label = described.filter(|_| still.contains(&key)).map(|before| before.period.label.trim());
        label.map(|label| format!("It still names {label}, the period of the release before."))
    };
    publication::fields()
        .iter()
        .map(|field| {
            let value = metadata.get(field.key).unwrap_or_default();
            FieldView {
                key: field.key.to_owned(),
                label: field.label.to_owned(),
                section: field.section().to_owned(),
                help: field.help.to_owned(),
                example: field.example.to_owned(),
                mandatory: field.mandatory,
                problem: problem(field.key),
                before: described.and_then(|before| before.get(field.key)).filter(|before| *before != value),
                notice: notice(field.key),
                value,
            }
        })
        .collect()
}
