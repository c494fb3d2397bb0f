//! Writing a release: the bag, its zip and the internal evidence, whole or not at all.
//!
//! Everything is written into a temporary folder beside the destination, read back, attacked and verified
//! there, and then renamed: the evidence first, the bundle last. That the bundle's folder exists is the commit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, FailureKind, Progress, Stage, TidyTable, What};
use publication::{Bundle, WrittenFile};

use crate::assess::{AssessedTable, Assessment, State};
use crate::decisions::Decisions;
use crate::evidence;
use crate::readback::{self, Proof};
use crate::recipe::Recipe;
use crate::register::Register;
use crate::source::Source;
use crate::workshop::{Workshop, absolute, check_free, shown};

/// What a release is made of.
#[derive(Debug, Clone, Copy)]
pub struct ReleaseParts<'a> {
    /// The inputs.
    pub sources: &'a [Arc<Source>],
    /// The recipe.
    pub recipe: &'a Recipe,
    /// The decisions.
    pub decisions: &'a Decisions,
    /// The assessment of these three; nothing in it may be open.
    pub assessment: &'a Assessment,
    /// What was published before.
    pub register: &'a Register,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Released {
    /// The folder that holds the bag, its zip and the zip's SHA-256.
    pub folder: PathBuf,
    /// The folder of the internal evidence.
    pub evidence: PathBuf,
    /// Name of the bag.
    pub bundle: String,
    /// The files of the bag.
    pub files: Vec<WrittenFile>,
    /// Rows of all tables, as read back.
    pub rows: u64,
    /// What the attack on the files read back found.
    pub proof: Proof,
}

/// Where the evidence of `out` goes unless another place is given: `out` with `.INTERNAL` behind its name.
pub fn evidence_place(out: &Path) -> PathBuf {
    let mut name = out.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.push(".INTERNAL");
    out.with_file_name(name)
}

/// Writes the release to `out` and its evidence to `evidence`, both absent or empty.
pub fn write(
    parts: ReleaseParts<'_>,
    out: &Path,
    evidence: &Path,
    progress: &dyn Progress,
) -> Result<Released, Failure> {
    if parts.assessment.open().next().is_some() {
        let detail = "findings are open that nobody has decided";
        return Err(Failure::new(FailureKind::Invalid, "Release", detail));
    }
    let (out, evidence) = (absolute(out)?, absolute(evidence)?);
    if real(&evidence).starts_with(real(&out)) || real(&out).starts_with(real(&evidence)) {
        let detail = "the internal evidence must not lie inside the bundle's folder, nor the other way round";
        return Err(Failure::new(FailureKind::Invalid, shown(&evidence), detail));
    }
    check_free(&out)?;
    check_free(&evidence)?;
    let work = Workshop::beside(&out)?;
    let evidence_work = Workshop::beside(&evidence)?;
    let (bag, files) =
        write_public(parts, &work.inside, progress).map_err(|failure| failure.writing_to(&shown(&out)))?;
    let (rows, proof) = read_back(parts, &work.inside, &bag, progress)?;
    evidence::write(parts, &proof, &evidence_work.inside)
        .map_err(|failure| failure.writing_to(&shown(&evidence)))?;
    progress.go_on()?;
    evidence_work.finish(&evidence)?;
    if let Err(failure) = work.finish(&out) {
        // Without the bundle the evidence is of nothing.
        let _ = std::fs::remove_dir_all(&evidence);
        return Err(failure);
    }
    Ok(Released { folder: out, evidence, bundle: bag, files, rows, proof })
}

/// The path with links resolved in the part of it that exists.
fn real(path: &Path) -> PathBuf {
    let resolved = path.canonicalize().ok();
    resolved.unwrap_or_else(|| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => path.to_path_buf(),
    })
}

/// Writes bag, zip and SHA-256 into `folder`; gives the bag's name and files.
fn write_public(
    parts: ReleaseParts<'_>,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<(String, Vec<WrittenFile>), Failure> {
    progress.report(Stage::Writing, 0, 2);
    let tables: Vec<_> = parts.assessment.tables.iter().map(public_table).collect();
    let bundle = Bundle {
        metadata: &parts.recipe.metadata,
        tables: &tables,
        disclosure: statement(parts.assessment),
        tool_version: env!("CARGO_PKG_VERSION"),
    };
    let name = parts.recipe.metadata.bag_name();
    let bag = folder.join(&name);
    std::fs::create_dir(&bag).map_err(|error| Failure::writing(shown(&bag), &error))?;
    let files = publication::write_bag(&bundle, &bag, progress)?;
    progress.report(Stage::Writing, 1, 2);
    let zip = folder.join(format!("{name}.zip"));
    let missing = || Failure::new(FailureKind::Invalid, "recipe", "the release date is missing");
    let release = parts.recipe.metadata.release_time().ok_or_else(missing)?;
    publication::write_zip(&bag, &zip, release, progress)?;
    publication::write_zip_checksum(&zip)?;
    Ok((name, files))
}

/// A table as it is published. Where a person withheld further cells, a note of the source that says what the
/// marker stands for is no longer true, and the disclosure statement says it instead.
pub(crate) fn public_table(table: &AssessedTable) -> TidyTable {
    let mut public = table.protected.table.clone();
    if !table.protected.chosen.is_empty() {
        let marker = table.policy.marker.as_str();
        public.notes.retain(|note| !note.trim_start().starts_with(marker));
    }
    public
}

/// Measures that a person accepted as they came, though the figures beside them are protected.
fn accepted(assessment: &Assessment) -> Vec<String> {
    let decided = assessment.findings.iter().filter(|assessed| assessed.state == State::Decided);
    let measures = decided.filter_map(|assessed| match &assessed.finding.what {
        What::RatioNotRecomputed { measure, .. } => Some(format!("'{measure}'")),
        _ => None,
    });
    measures.collect()
}

/// The public wording of the disclosure rules: each policy in force, once, and where it holds.
pub fn statement(assessment: &Assessment) -> String {
    let mut words: Vec<(String, Vec<String>)> = Vec::new();
    for table in &assessment.tables {
        let rule = if table.protected.chosen.is_empty() {
            disclosure::statement(&table.policy)
        } else {
            disclosure::statement_with_chosen(&table.policy)
        };
        let title = table.protected.table.title.clone();
        match words.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, titles)) => titles.push(title),
            None => words.push((rule, vec![title])),
        }
    }
    let accepted = match accepted(assessment).as_slice() {
        [] => String::new(),
        some => {
            format!("\n\nPublished as supplied, not made from the protected figures: {}.", some.join(", "))
        }
    };
    if let [(rule, _)] = words.as_slice() {
        return format!("{rule}{accepted}");
    }
    let parts: Vec<String> = words
        .into_iter()
        .map(|(rule, titles)| {
            let titles: Vec<String> = titles.iter().map(|title| format!("- {title}")).collect();
            format!("{rule}\n\nThis holds for:\n\n{}", titles.join("\n"))
        })
        .collect();
    parts.join("\n\n") + &accepted
}

/// Reads bag, zip and checksum back from disk, verifies that they agree, and attacks what they say.
fn read_back(
    parts: ReleaseParts<'_>,
    folder: &Path,
    bag: &str,
    progress: &dyn Progress,
) -> Result<(u64, Proof), Failure> {
    progress.report(Stage::Verifying, 0, 1);
    let verified = publication::reading::verify(folder, progress)?;
    readback::no_faults(bag, &verified.findings)?;
    let proof = readback::prove(parts, &folder.join(bag), &verified, progress)?;
    Ok((verified.rows, proof))
}
