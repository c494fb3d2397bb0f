//! From the session to its draft and back.

use std::path::PathBuf;
use std::sync::Arc;

use model::{Failure, FailureKind, Progress, Stage};
use workbook::Limits;

use super::{Content, Session};
use crate::draft::{DRAFT_VERSION, Draft, DraftInput};
use crate::recipe::Recipe;
use crate::source::Source;

impl Session {
    /// What is needed to go on with this release; `saved` is when, as the window's clock says.
    pub fn draft(&self, saved: &str) -> Draft {
        let content = &self.content;
        let input = |opened: &super::Opened| DraftInput {
            name: opened.source.name.clone(),
            // A path that is no Unicode cannot be kept; its file will be told as gone.
            path: opened.path.as_ref().map(|path| PathBuf::from(path.to_string_lossy().into_owned())),
            bytes: opened.source.bytes,
            sha256: opened.source.sha256.clone(),
        };
        Draft {
            version: DRAFT_VERSION,
            saved: saved.to_owned(),
            step: self.step.clone(),
            title: self.title(),
            inputs: content.opened.iter().map(input).collect(),
            recipe_text: content.recipe.text.as_deref().map(str::to_owned),
            recipe: Recipe { text: None, migrated_from: None, ..content.recipe.clone() },
            expected: content.expected.as_ref().clone(),
            described: content.described.as_deref().cloned(),
            decisions: content.decisions.clone(),
            precedents: content.precedents.clone(),
        }
    }

    /// The session of a draft. Files that are gone are told in the view, and so are those that were changed; the rest
    /// is open.
    ///
    /// # Errors
    /// When it was cancelled, or nothing can be made of the recipe with these workbooks.
    pub fn restore(draft: &Draft, progress: &dyn Progress) -> Result<Self, Failure> {
        let mut session = Self::new();
        let mut content = Content {
            recipe: draft.recipe.clone().of_text(draft.recipe_text.as_deref()),
            decisions: draft.decisions.clone(),
            precedents: draft.precedents.clone(),
            expected: Arc::new(draft.expected.clone()),
            described: draft.described.clone().map(Arc::new),
            ..Content::default()
        };
        for (at, input) in draft.inputs.iter().enumerate() {
            progress.report(Stage::Reading, at as u64, draft.inputs.len() as u64);
            match session.read_again(&mut content, input, progress) {
                Err(failure) if failure.kind == FailureKind::Cancelled => return Err(failure),
                Err(failure) => session.failures.push(failure),
                Ok(()) => {}
            }
        }
        session.change(String::new(), content, progress)?;
        session.undo.clear();
        // A step of a later version of the program is none of this one.
        let _ = session.go(&draft.step);
        Ok(session)
    }

    /// Takes the place of another session: its revisions are counted on, so that nobody takes what is shown from now
    /// on for something older.
    pub fn follow(&mut self, before: &Self) {
        self.revision = self.revision.max(before.revision + 1);
    }

    fn read_again(
        &mut self,
        content: &mut Content,
        input: &DraftInput,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let limits = Limits::default();
        let source = if let Some(path) = &input.path {
            Source::read(path, &input.name, &limits, progress)?
        } else {
            let sample = crate::sample::sample()?;
            Source::from_bytes(sample.workbook_name, &input.name, &sample.workbook, &limits, progress)?
        };
        let changed = source.sha256 != input.sha256;
        let id = self.id_of(content, input.path.as_ref(), &source.name);
        Self::put(content, (id, input.path.clone()), source, progress)?;
        if let Some(opened) = content.opened.last_mut().filter(|_| changed) {
            opened.notices.push(CHANGED.to_owned());
        }
        Ok(())
    }
}

const CHANGED: &str =
    "It was changed since it was open here last. The decisions were kept where they still fit.";
