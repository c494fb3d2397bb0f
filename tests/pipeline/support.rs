//! What the tests share: running the command, the sample, folders that clean up after themselves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The command, as built for this test.
pub(crate) fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_tablewright"))
}

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The JSON document on stdout.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.stdout, self.stderr))
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs the command with these arguments.
pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Run {
    command().args(arguments).output().unwrap().into()
}

/// A temporary folder with the sample release in it.
pub(crate) struct SampleFolder {
    pub(crate) folder: tempfile::TempDir,
}

impl SampleFolder {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        tablewright::sample::write_sample(folder.path()).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn workbook(&self) -> PathBuf {
        self.path(tablewright::sample::sample().unwrap().workbook_name)
    }

    /// Arguments of the release that the sample's files describe.
    pub(crate) fn release(&self, out: &Path) -> Vec<PathBuf> {
        vec![
            "release".into(),
            self.path("sample.recipe.toml"),
            self.workbook(),
            "--decisions".into(),
            self.path("sample.decisions.toml"),
            "--out".into(),
            out.to_path_buf(),
        ]
    }

    /// Makes the release in `release` and gives its folder.
    pub(crate) fn released(&self) -> PathBuf {
        let out = self.path("release");
        let run = run(&self.release(&out));
        assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
        out
    }
}

/// Every file below a folder, by its place, with its bytes.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let place = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(place, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The one bag in the folder of a release.
pub(crate) fn bag(release: &Path) -> PathBuf {
    let mut bags: Vec<PathBuf> = std::fs::read_dir(release)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    assert_eq!(bags.len(), 1);
    bags.remove(0)
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for (place, bytes) in files_below(from) {
        let path = to.join(place);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// A folder of material shared with the project but not part of it; the test says so where it is missing.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: {} is not there", path.display());
        None
    }
}
