//! Writing the release from the session.

use std::path::Path;
use std::sync::Arc;

use model::{Failure, Progress, counted};

use super::{Session, Written, file_name};
use crate::found::check_policies;
use crate::register::Register;
use crate::release::{self, ReleaseParts, Released, evidence_place};
use crate::view::{ExportPlanView, ExportView, FileView, PlannedFileView};

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
            register: &Register::default(),
            assessment: &self.assessment,
        };
        let evidence = evidence.map_or_else(|| evidence_place(out), Path::to_path_buf);
        let view = shown(&release::write(parts, out, &evidence, progress)?);
        self.written = Some(Written { view: view.clone(), content: Arc::clone(&self.content) });
        Ok(view)
    }

    /// What an export would write. `parent` is the folder that was chosen for the bundle's own folder, `evidence` the
    /// one for the evidence, which goes beside the bundle otherwise. The names are free there now.
    pub fn export_plan(&self, parent: Option<&Path>, evidence: Option<&Path>) -> ExportPlanView {
        let name = self.content.recipe.metadata.bag_name();
        let folder = free_name(&name, parent, evidence);
        let taken = folder != name;
        ExportPlanView {
            destination: parent.map(file_name),
            evidence_destination: evidence.map(file_name),
            evidence: evidence_name(&folder),
            files: self.planned_files(),
            notice: taken.then(|| {
                format!("'{name}' is there already and stays as it is. This one will be '{folder}'.")
            }),
            folder,
        }
    }

    /// The files of the bundle, as an export would write them.
    fn planned_files(&self) -> Vec<PlannedFileView> {
        let tables: Vec<_> = self.assessment.tables.iter().map(|table| &table.protected.table).collect();
        if tables.is_empty() {
            return Vec::new();
        }
        let files = publication::planned_files(&tables).into_iter();
        files.map(|file| PlannedFileView { path: file.path, what: file.what }).collect()
    }

    /// What was written last; out of date when something was changed since.
    pub(super) fn last_written(&self) -> Option<ExportView> {
        self.written.as_ref().map(|written| ExportView {
            out_of_date: !Arc::ptr_eq(&written.content, &self.content),
            ..written.view.clone()
        })
    }
}

/// The first of `name`, `name-2`, `name-3`... that is neither a bundle in `parent` nor evidence.
fn free_name(name: &str, parent: Option<&Path>, evidence: Option<&Path>) -> String {
    let is_there = |folder: Option<&Path>, name: &str| {
        // A link that leads nowhere is there too.
        folder.is_some_and(|folder| folder.join(name).symlink_metadata().is_ok())
    };
    let is_free =
        |name: &String| !is_there(parent, name) && !is_there(evidence.or(parent), &evidence_name(name));
    let mut names = std::iter::once(name.to_owned()).chain((2..).map(|at| format!("{name}-{at}")));
    names.find(is_free).unwrap_or_else(|| name.to_owned())
}

fn evidence_name(folder: &str) -> String {
    file_name(&evidence_place(Path::new(folder)))
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
