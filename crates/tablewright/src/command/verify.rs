//! `tablewright verify`: does a bundle hold what it says?

use std::fmt::Write;

use model::{Failure, Progress, counted};
use serde_json::json;

use super::args::VerifyArgs;
use super::outcome::Outcome;

pub(super) fn run(args: &VerifyArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let verified = publication::reading::verify(&args.bundle, progress).map_err(|failure| vec![failure])?;
    let mut outcome = Outcome::new(args.json);
    outcome.own.insert(
        "bundle".into(),
        json!({"files": verified.files, "rows": verified.rows, "bytes": verified.bytes, "valid": verified.findings.is_empty()}),
    );
    if verified.findings.is_empty() {
        let _ = writeln!(
            outcome.text,
            "Valid: {}, {} rows; hashes, structure and tables agree.",
            counted(verified.files as usize, "file", "files"),
            verified.rows
        );
    } else {
        let _ = writeln!(outcome.text, "Not valid: {}.", counted(verified.findings.len(), "fault", "faults"));
    }
    Ok(outcome.with_findings(&verified.findings))
}
