//! What will be written, and what was.

use serde::Serialize;

/// What an export would write, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportPlanView {
    /// Name of the folder that was chosen for the bundle; none before it is chosen.
    pub destination: Option<String>,
    /// Name of the new folder in it.
    pub folder: String,
    /// Name of the folder that was chosen for the internal evidence; none while it goes beside the bundle.
    pub evidence_destination: Option<String>,
    /// Name of the new folder of the evidence.
    pub evidence: String,
    /// The files of the bundle.
    pub files: Vec<PlannedFileView>,
    /// What the person should know before ("A folder of this name is there already...").
    pub notice: Option<String>,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedFileView {
    /// Its place in the bundle.
    pub path: String,
    /// What it is, in words.
    pub what: String,
}

/// What was written and read back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportView {
    /// Name of the folder that was written, without its parents.
    pub folder: String,
    /// Name of the bundle.
    pub bundle: String,
    /// The public files, by their place in the bundle.
    pub files: Vec<FileView>,
    /// "Written and read back: 4 files, 12,340 rows, hashes match".
    pub summary: String,
    /// The proof, which names its attacker.
    pub proof: String,
    /// Name of the folder of the internal evidence.
    pub evidence: String,
    /// Whether something was changed since.
    pub out_of_date: bool,
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FileView {
    /// Its place in the bundle.
    pub path: String,
    /// Its size in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}
