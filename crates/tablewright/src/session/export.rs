//! Writing the release from the session.

use std::path::Path;
use std::sync::Arc;

use model::{Failure, Progress, counted};

use super::{Session, Written, file_name};
use crate::found::check_policies;
use crate::release::{self, ReleaseParts, Released, evidence_place};
use crate::view::{ExportView, FileView};

impl Session {
    /// Writes the release to `out` and its evidence to `evidence`, or beside `out`.
    pub fn export(
        &mut self,
        out: &Path,
        evidence: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<ExportView, Failure> {
        check_policies(&self.found, &self.content.recipe)?;
        let sources: Vec<_> = self.content.opened.iter().map(|opened| Arc::clone(&opened.source)).collect();
        let parts = ReleaseParts {
            sources: &sources,
            recipe: &self.content.recipe,
            decisions: &self.content.decisions,
            assessment: &self.assessment,
        };
        let evidence = evidence.map_or_else(|| evidence_place(out), Path::to_path_buf);
        let view = shown(&release::write(parts, out, &evidence, progress)?);
        self.written = Some(Written { view: view.clone(), content: Arc::clone(&self.content) });
        Ok(view)
    }

    /// A name for the folder of the release, from its metadata.
    pub fn export_name(&self) -> String {
        self.content.recipe.metadata.bag_name()
    }

    /// What was written last; out of date when something was changed since.
    pub(super) fn last_written(&self) -> Option<ExportView> {
        self.written.as_ref().map(|written| ExportView {
            out_of_date: !Arc::ptr_eq(&written.content, &self.content),
            ..written.view.clone()
        })
    }
}

fn shown(released: &Released) -> ExportView {
    let files = released.files.iter().map(|file| FileView {
        path: file.path.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
    });
    ExportView {
        folder: file_name(&released.folder),
        bundle: released.bundle.clone(),
        files: files.collect(),
        summary: format!(
            "Written and read back: {}, {} rows, hashes match.",
            counted(released.files.len(), "file", "files"),
            released.rows
        ),
        proof: released.proof.text(),
        evidence: file_name(&released.evidence),
        out_of_date: false,
    }
}
