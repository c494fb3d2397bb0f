//! Reading a bundle back: is it whole, unchanged, and does it agree with itself?
//!
//! Nothing here knows how a bundle is written, so a fault of the writer is not repeated by its reader. A
//! bundle is a stranger's file: no name in it is trusted, and memory and time are bounded.

mod agree;
mod bagit;
mod catalogue;
mod codebook;
mod csv_check;
mod folder;
mod forms;
mod layout;
mod package;
mod source;
mod table;
mod zipped;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use model::{Failure, FailureKind, Finding, Place, Progress, Severity, Stage, What};

use package::Package;
use source::Source;
pub use zipped::verify_zip_hash;

/// What was read, and what is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// The title of the release, where it could be read.
    pub title: String,
    /// Number of files.
    pub files: u64,
    /// Rows of all tables, without headers.
    pub rows: u64,
    /// Size of all files.
    pub bytes: u64,
    /// The tables: name, and path from the root of the bag.
    pub tables: Vec<(String, String)>,
    /// What is wrong: each a blocker that names the part. Empty when the bundle is as it should be.
    pub findings: Vec<Finding>,
}

/// Verifies a bundle: the root of a bag, its zip, or the folder that holds them.
///
/// # Errors
/// A [`Failure`] when there is no bundle at `path`, or when it cannot be read or is too large.
pub fn verify(path: &Path, progress: &dyn Progress) -> Result<Verified, Failure> {
    let shown = path.display().to_string();
    let metadata = fs::metadata(path).map_err(|error| Failure::reading(&shown, &error))?;
    if metadata.is_file() {
        return verify_zip(path, progress);
    }
    if is_bag(path) { verify_folder(path, progress) } else { verify_release(path, progress) }
}

/// Verifies the root folder of a bag.
///
/// # Errors
/// As [`verify`].
pub fn verify_folder(path: &Path, progress: &dyn Progress) -> Result<Verified, Failure> {
    if !is_bag(path) {
        return Err(no_bundle(path));
    }
    let (mut source, findings) = folder::Folder::open(path)?;
    Ok(examine(&mut source, findings, progress)?.0)
}

/// Verifies the zip of a bag. Nothing is unpacked to the disc.
///
/// # Errors
/// As [`verify`]; [`FailureKind::TooLarge`] when it would unpack to more than a bundle can be.
pub fn verify_zip(path: &Path, progress: &dyn Progress) -> Result<Verified, Failure> {
    let (mut source, findings) = zipped::Zipped::open(path)?;
    Ok(examine(&mut source, findings, progress)?.0)
}

/// The folder that `--out` made: one bag, its zip and the checksum of the zip.
fn verify_release(path: &Path, progress: &dyn Progress) -> Result<Verified, Failure> {
    let shown = path.display().to_string();
    let entries = fs::read_dir(path).map_err(|error| Failure::reading(&shown, &error))?;
    let mut places = BTreeSet::new();
    for entry in entries.take(1000) {
        places.insert(entry.map_err(|error| Failure::reading(&shown, &error))?.path());
    }
    let bags: Vec<&PathBuf> = places.iter().filter(|place| is_bag(place)).collect();
    let [bag] = bags.as_slice() else { return Err(no_bundle(path)) };
    let (mut source, findings) = folder::Folder::open(bag)?;
    let (mut verified, hashes) = examine(&mut source, findings, progress)?;
    let name = file_name(bag);
    let belongs = ["", ".zip", ".zip.sha256"].map(|end| path.join(format!("{name}{end}")));
    for strange in places.iter().filter(|place| !belongs.contains(place)) {
        let problem = "it lies beside the bundle and does not belong to it.";
        verified.findings.push(fault(&file_name(strange), "beside", problem));
    }
    let zip = path.join(format!("{name}.zip"));
    if places.contains(&zip) {
        let (mut source, findings) = zipped::Zipped::open(&zip)?;
        let (zipped, others) = examine(&mut source, findings, progress)?;
        verified
            .findings
            .extend(zipped.findings.into_iter().map(|finding| within(&file_name(&zip), finding)));
        if hashes != others {
            let problem = "it does not hold the same files as the folder beside it.";
            verified.findings.push(fault(&file_name(&zip), "differs", problem));
        }
        verified.findings.extend(verify_zip_hash(&zip)?);
    }
    Ok(verified)
}

/// A folder with the mark of a bag, or with what a bag holds when its mark is missing.
fn is_bag(path: &Path) -> bool {
    ["bagit.txt", "manifest-sha256.txt", package::PACKAGE].iter().any(|part| path.join(part).is_file())
}

fn no_bundle(path: &Path) -> Failure {
    let shown = path.display().to_string();
    if !path.exists() {
        return Failure::new(FailureKind::NotFound, shown, "");
    }
    Failure::new(FailureKind::Invalid, shown, "there is no bundle in it (a folder with bagit.txt and data)")
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// All checks, in the order in which a fault explains the later ones. Also the SHA-256 of every file.
fn examine(
    source: &mut dyn Source,
    mut findings: Vec<Finding>,
    progress: &dyn Progress,
) -> Result<(Verified, BTreeMap<String, String>), Failure> {
    let hashes = hash_all(source, &mut findings, progress)?;
    bagit::check(source, &hashes, &mut findings)?;
    let package = package::read(source, &hashes, &mut findings)?;
    let mut verified = Verified {
        title: String::new(),
        files: source.files().len() as u64,
        rows: 0,
        bytes: source.files().values().sum(),
        tables: Vec::new(),
        findings,
    };
    if let Some(package) = &package {
        verified.title.clone_from(&package.title);
        check_tables(source, package, &mut verified, progress)?;
    }
    agree::check(source, package.as_ref(), &hashes, &mut verified.findings)?;
    // Several checks may meet the same damage.
    let mut said = BTreeSet::new();
    verified.findings.retain(|finding| said.insert(finding.id.clone()));
    Ok((verified, hashes))
}

fn check_tables(
    source: &mut dyn Source,
    package: &Package,
    verified: &mut Verified,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    for resource in &package.resources {
        if !source.files().contains_key(&resource.place()) {
            continue;
        }
        let rows = table::check(source, package, resource, &mut verified.findings, progress)?;
        if resource.is_table() {
            verified.rows += rows;
            verified.tables.push((resource.name.clone(), resource.place()));
        }
    }
    Ok(())
}

/// The SHA-256 of every file that can be read.
fn hash_all(
    source: &mut dyn Source,
    findings: &mut Vec<Finding>,
    progress: &dyn Progress,
) -> Result<BTreeMap<String, String>, Failure> {
    let total: u64 = source.files().values().sum();
    let paths: Vec<String> = source.files().keys().cloned().collect();
    let mut hashes = BTreeMap::new();
    let mut done = 0;
    for path in paths {
        match source::hash(source, &path, &mut |bytes| {
            done += bytes;
            progress.report(Stage::Verifying, done, total);
            progress.go_on()
        })? {
            Ok(hash) => {
                hashes.insert(path, hash);
            }
            Err(finding) => findings.push(finding),
        }
    }
    Ok(hashes)
}

/// A blocker about one part of the bundle. `code` tells it from other faults of the same part.
fn fault(part: &str, code: &str, problem: &str) -> Finding {
    let what = What::BundleFault { part: part.to_owned(), problem: problem.to_owned() };
    Finding::thing(None, Severity::Blocker, Place::file(part), &format!("{part}/{code}"), what)
}

/// The same fault, found in the zip beside the bag.
fn within(zip: &str, finding: Finding) -> Finding {
    match &finding.what {
        What::BundleFault { part, problem } => {
            let code = finding.id.strip_prefix(&format!("bundle-fault/{part}/")).unwrap_or(&finding.id);
            fault(&format!("{zip}/{part}"), code, problem)
        }
        _ => finding,
    }
}

#[cfg(test)]
mod tests;
