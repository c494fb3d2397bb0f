//! The inputs: files read into workbooks, with their fingerprints.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use model::{Failure, FailureKind, Progress, Stage, TidyTable};
use sha2::{Digest, Sha256};
use workbook::{AsAWhole, Format, Limits, Reading, Workbook, open_and_tell};

/// An input: the workbook and what identifies the file. The path is not kept: it never reaches an output.
#[derive(Debug)]
pub struct Source {
    /// The file's name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal; internal evidence only, because the hash of an unprotected table is an oracle.
    pub sha256: String,
    /// What it holds.
    pub workbook: Workbook,
    /// The tables of a CSV that is tidy already, read as such.
    pub tidy: Vec<Arc<TidyTable>>,
    /// What its notes say about symbols.
    pub legend: Arc<tables::Legend>,
}

impl Source {
    /// Reads the file at `path`. Failures name it as `shown`.
    pub fn read(
        path: &Path,
        shown: &str,
        limits: &Limits,
        progress: &dyn Progress,
    ) -> Result<Arc<Self>, Failure> {
        Self::read_and_tell(path, shown, limits, &AsAWhole(progress))
    }

    /// The same, and tells of each sheet when it is read.
    pub fn read_and_tell(
        path: &Path,
        shown: &str,
        limits: &Limits,
        progress: &dyn Reading,
    ) -> Result<Arc<Self>, Failure> {
        let bytes = read_bytes(path, shown, limits.max_file_bytes)?;
        let name =
            path.file_name().map_or_else(|| shown.to_owned(), |name| name.to_string_lossy().into_owned());
        Self::told(&name, shown, &bytes, limits, progress)
    }

    /// Reads a file that is in memory. Failures name it as `shown`.
    pub fn from_bytes(
        name: &str,
        shown: &str,
        bytes: &[u8],
        limits: &Limits,
        progress: &dyn Progress,
    ) -> Result<Arc<Self>, Failure> {
        Self::told(name, shown, bytes, limits, &AsAWhole(progress))
    }

    fn told(
        name: &str,
        shown: &str,
        bytes: &[u8],
        limits: &Limits,
        progress: &dyn Reading,
    ) -> Result<Arc<Self>, Failure> {
        progress.go_on()?;
        let as_shown = |mut failure: Failure| {
            if failure.file == name {
                shown.clone_into(&mut failure.file);
            }
            failure
        };
        let workbook = open_and_tell(name, bytes, limits, progress).map_err(as_shown)?;
        let tidy = if matches!(workbook.format, Format::Csv) && tables::is_tidy_csv(bytes) {
            tables::read_tidy_csv(name, bytes).map_err(as_shown)?.into_iter().map(Arc::new).collect()
        } else {
            Vec::new()
        };
        let sha256 = fingerprint(bytes, progress)?;
        let (name, bytes) = (name.to_owned(), bytes.len() as u64);
        let legend = Arc::new(tables::Legend::of_workbook(workbook.sheets.iter().map(AsRef::as_ref)));
        Ok(Arc::new(Self { name, bytes, sha256, workbook, tidy, legend }))
    }
}

/// Reads all of `paths`, in order, as the command line names them. Either all or the failures of those that
/// could not be read.
pub fn read_all(
    paths: &[impl AsRef<Path>],
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Vec<Arc<Source>>, Vec<Failure>> {
    let mut sources = Vec::new();
    let mut failures = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        let path = path.as_ref();
        progress.report(Stage::Reading, index as u64, paths.len() as u64);
        match Source::read(path, &path.to_string_lossy(), limits, progress) {
            Ok(source) => sources.push(source),
            Err(failure) if failure.kind == FailureKind::Cancelled => return Err(vec![failure]),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() { Ok(sources) } else { Err(failures) }
}

/// The bytes of a file that is there, is a file and is not too large.
pub(crate) fn read_bytes(path: &Path, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    read_up_to(open_file(path, shown, max)?.0, shown, max)
}

/// The bytes of an open file. One that is special has no length of its own: the limit holds for what is really read.
pub(crate) fn read_up_to(file: impl Read, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    file.take(max + 1).read_to_end(&mut bytes).map_err(|error| Failure::reading(shown, &error))?;
    if bytes.len() as u64 > max { Err(too_large(shown, bytes.len() as u64, max)) } else { Ok(bytes) }
}

fn too_large(shown: &str, bytes: u64, max: u64) -> Failure {
    let detail = format!("it has {} MB; the limit is {} MB", bytes / 1_000_000, max / 1_000_000);
    Failure::new(FailureKind::TooLarge, shown, detail)
}

/// A file that is there, is a file and says that it is not too large.
pub(crate) fn open_file(
    path: &Path,
    shown: &str,
    max: u64,
) -> Result<(std::fs::File, std::fs::Metadata), Failure> {
    let failure = |error: &std::io::Error| Failure::reading(shown, error);
    let facts = std::fs::metadata(path).map_err(|error| failure(&error))?;
    if facts.is_dir() {
        return Err(Failure::new(FailureKind::IsFolder, shown, ""));
    }
    if facts.len() > max {
        return Err(too_large(shown, facts.len(), max));
    }
    let file = std::fs::File::open(path).map_err(|error| failure(&error))?;
    #[cfg(test)]
    OPENED.with(|opened| opened.borrow_mut().push(path.to_owned()));
    Ok((file, facts))
}

#[cfg(test)]
thread_local! {
    /// The files that this thread opened, in order: none is to be read twice.
    pub(crate) static OPENED: std::cell::RefCell<Vec<std::path::PathBuf>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// The text of a code list, which may be much longer than a recipe.
pub(crate) fn read_list(path: &Path) -> Result<String, Failure> {
    text_of(path, 512_000_000)
}

/// The text of a small file (recipe, decisions) in UTF-8.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    text_of(path, 16_000_000)
}

fn text_of(path: &Path, max: u64) -> Result<String, Failure> {
    let shown = path.to_string_lossy();
    let bytes = read_bytes(path, &shown, max)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(FailureKind::Encoding, shown.clone(), "it must be UTF-8 text"))?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// SHA-256 in hexadecimal.
fn fingerprint(bytes: &[u8], progress: &dyn Progress) -> Result<String, Failure> {
    use std::fmt::Write;
    let mut hash = Sha256::new();
    for piece in bytes.chunks(PIECE) {
        progress.go_on()?;
        hash.update(piece);
    }
    Ok(hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Bytes between two looks at whether to stop.
const PIECE: usize = 1 << 20;
