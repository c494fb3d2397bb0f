//! Putting content in force, and going back over it.

use std::sync::Arc;

use model::{Failure, Progress, Stage};

use super::{Content, Opened, Session, Step, located};
use crate::assess::{AssessedTable, chosen_cells, conclude, table_state, together};
use crate::found::{FoundTable, find_again};
use crate::register::Register;

/// The most letters of a title that the name of a step quotes: it stands on a button.
const QUOTED: usize = 40;

/// A title as the name of a step quotes it: whole words, as many as fit.
pub(super) fn quoted(title: &str) -> String {
    if title.chars().count() <= QUOTED {
        return format!("'{title}'");
    }
    let cut: String = title.chars().take(QUOTED).collect();
    let words = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(words, _)| words);
    format!("'{}…'", words.trim_end_matches(|c: char| c.is_whitespace() || ",;:-".contains(c)))
}

impl Session {
    /// Puts new content in force, with a step of undo. Content that is the same is no step.
    pub(super) fn change(
        &mut self,
        name: String,
        content: Content,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        if content == *self.content {
            return Ok(());
        }
        let before = Arc::clone(&self.content);
        self.enforce(Arc::new(content), progress)?;
        self.undo.push(Step { name, content: before });
        self.redo.clear();
        Ok(())
    }

    /// Goes one step back.
    pub fn undo(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let Some(step) = self.undo.last().cloned() else { return Ok(()) };
        let content = Arc::clone(&self.content);
        self.enforce(step.content, progress)?;
        self.undo.pop();
        self.redo.push(Step { name: step.name, content });
        Ok(())
    }

    /// Does again what was undone.
    pub fn redo(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let Some(step) = self.redo.last().cloned() else { return Ok(()) };
        let content = Arc::clone(&self.content);
        self.enforce(step.content, progress)?;
        self.redo.pop();
        self.undo.push(Step { name: step.name, content });
        Ok(())
    }

    /// Puts content in force with all that follows from it; tables that nothing has touched keep their results.
    /// On a failure everything stays as it was.
    fn enforce(&mut self, content: Arc<Content>, progress: &dyn Progress) -> Result<(), Failure> {
        let located = located(&content);
        let found = find_again(&located, &content.recipe, &content.decisions, &self.found, progress)?;
        let mut tables = Vec::with_capacity(found.tables.len());
        for (at, table) in found.tables.iter().enumerate() {
            progress.report(Stage::Checking, at as u64, found.tables.len() as u64);
            progress.go_on()?;
            let kept = self.kept(table, &content);
            tables.push(
                kept.map_or_else(|| table_state(table, &content.recipe, &content.decisions, progress), Ok)?,
            );
        }
        let sources: Vec<_> = located.into_iter().map(|(source, _)| source).collect();
        let together = together(&tables, &content.recipe, &Register::default(), progress)?;
        let (recipe, decisions) = (&content.recipe, &content.decisions);
        self.assessment = Arc::new(conclude(&sources, &found, tables, together, recipe, decisions));
        self.ids = self.ids.after(&content, &found);
        self.found = Arc::new(found);
        self.content = content;
        self.revision += 1;
        Ok(())
    }

    /// The result for a table, when neither the table, its policy nor the cells chosen in it have changed.
    fn kept(&self, table: &FoundTable, content: &Content) -> Option<AssessedTable> {
        let chosen = chosen_cells(&content.decisions, &table.tidy.name);
        self.assessment
            .tables
            .iter()
            .find(|known| {
                known.policy.id == content.recipe.policy_of(&table.tidy.name)
                    && known.also == chosen
                    && known.sums == content.recipe.disclosure.sums
                    && (Arc::ptr_eq(&known.found.tidy, &table.tidy) || known.found.tidy == table.tidy)
            })
            // The result is kept, not where the table stands: workbooks before it may have been closed.
            .map(|known| AssessedTable { found: table.clone(), ..known.clone() })
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        let Self { opened, recipe, decisions, precedents, expected, described } = self;
        (opened, recipe, decisions, precedents)
            == (&other.opened, &other.recipe, &other.decisions, &other.precedents)
            && (expected, described) == (&other.expected, &other.described)
    }
}

impl PartialEq for Opened {
    /// The bytes of the file decide, not when they were read.
    fn eq(&self, other: &Self) -> bool {
        let Self { id, path, source, layouts: _, notices } = self;
        (id, path, &source.sha256, notices) == (&other.id, &other.path, &other.source.sha256, &other.notices)
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_long_title_is_quoted_up_to_a_whole_word() {
        assert_eq!(quoted("Waits by month"), "'Waits by month'");
        let long = "Table 1: A&E attendances, by month, England and Wales, April 2024 to March 2025";
        assert_eq!(quoted(long), "'Table 1: A&E attendances, by month…'");
        assert_eq!(quoted(&"é".repeat(50)), format!("'{}…'", "é".repeat(40)));
    }
}
