//! The register: what was published before, read so that the tables of a release can be attacked together
//! with it. A bundle, a tidy CSV, a workbook, or a folder that holds any of these.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, FailureKind, Progress, Stage, TidyTable};
use workbook::Limits;

use crate::decisions::Decisions;
use crate::found::{find, layouts};
use crate::recipe::Recipe;
use crate::source::{Source, read_bytes};

/// How many files a register may hold, and how deep its folders may go.
const MOST_FILES: usize = 20_000;
const DEEPEST: usize = 8;

/// The largest description of a bundle that is read for titles.
const MOST_DESCRIPTION: u64 = 32_000_000;

/// A table that was published before.
#[derive(Debug, Clone)]
pub struct PublishedTable {
    /// The name of the release.
    pub release: String,
    /// The table.
    pub table: Arc<TidyTable>,
}

/// What was published before.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// Its tables, in the order of their files.
    pub tables: Vec<PublishedTable>,
}

impl Register {
    /// Reads everything at `paths`. All or nothing: a register with a hole gives a false sense of safety.
    pub fn read(paths: &[PathBuf], progress: &dyn Progress) -> Result<Self, Vec<Failure>> {
        let mut register = Self::default();
        let mut failures = Vec::new();
        let mut files = Vec::new();
        for path in paths {
            if let Err(failure) = collect(path, 0, &mut files) {
                failures.push(failure);
            }
        }
        for (at, file) in files.iter().enumerate() {
            progress.report(Stage::Reading, at as u64, files.len() as u64);
            match read_file(file, progress) {
                Ok(tables) => register.tables.extend(tables),
                Err(failure) if failure.kind == FailureKind::Cancelled => return Err(vec![failure]),
                Err(failure) => failures.push(failure),
            }
        }
        if failures.is_empty() { Ok(register) } else { Err(failures) }
    }

    /// How many releases it holds.
    pub fn releases(&self) -> usize {
        let mut names: Vec<&str> = self.tables.iter().map(|table| table.release.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    }
}

/// The files of a path, in the order of their names. Of a bundle only the tables are taken; its zip beside it
/// holds the same again.
fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let shown = path.to_string_lossy().into_owned();
    let failure = |error: &std::io::Error| Failure::reading(&shown, error);
    let facts = std::fs::metadata(path).map_err(|error| failure(&error))?;
    if !facts.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| failure(&error))? {
        entries.push(entry.map_err(|error| failure(&error))?.path());
    }
    entries.sort_unstable();
    for entry in entries {
        if depth >= DEEPEST || files.len() >= MOST_FILES {
            return Err(Failure::new(FailureKind::TooLarge, shown, "a register may not hold so much"));
        }
        let name = entry.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        // The internal evidence of a release is not what was published.
        if name.starts_with('.') || name.ends_with(".internal") {
            continue;
        }
        if entry.is_dir() || holds_tables(&name) {
            collect(&entry, depth + 1, files)?;
        }
    }
    Ok(())
}

/// Whether a file of a folder is taken for a table. Bundles describe their columns in files of their own.
fn holds_tables(name: &str) -> bool {
    let ends = [".csv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"];
    let described = ["codebook.csv", "codelist.csv", "data_dictionary.csv"];
    ends.iter().any(|end| name.ends_with(end)) && !described.contains(&name)
}

fn read_file(path: &Path, progress: &dyn Progress) -> Result<Vec<PublishedTable>, Failure> {
    progress.go_on()?;
    let shown = path.to_string_lossy();
    let bundle = bundle_of(path);
    // The workbook of a bundle says the same as its CSV files.
    let is_csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if bundle.is_some() && !is_csv {
        return Ok(Vec::new());
    }
    let source = Source::read(path, &shown, &Limits::default(), progress)?;
    let found = layouts(&source, progress)?;
    let located = [(Arc::clone(&source), Arc::new(found))];
    let found = find(&located, &Recipe::default(), &Decisions::default(), progress)?;
    let release = bundle.as_ref().map_or_else(|| source.name.clone(), |bundle| bundle.name.clone());
    let tables = found.tables.into_iter().map(|found| {
        let titled = bundle.as_ref().and_then(|bundle| bundle.title_of(path));
        let table = titled.map_or_else(
            || Arc::clone(&found.tidy),
            |title| Arc::new(TidyTable { title, ..(*found.tidy).clone() }),
        );
        PublishedTable { release: release.clone(), table }
    });
    Ok(tables.collect())
}

/// The bundle that a file lies in, and what it says of its tables.
struct Bundle {
    name: String,
    root: PathBuf,
    description: serde_json::Value,
}

/// The nearest folder above that is the root of a bag.
fn bundle_of(path: &Path) -> Option<Bundle> {
    let root = path.ancestors().skip(1).take(3).find(|folder| folder.join("bagit.txt").is_file())?;
    let description = ["datapackage.json", "data/datapackage.json"].iter().find_map(|name| {
        let file = root.join(name);
        let bytes = read_bytes(&file, &file.to_string_lossy(), MOST_DESCRIPTION).ok()?;
        serde_json::from_slice(&bytes).ok()
    });
    let name = root.file_name()?.to_string_lossy().into_owned();
    Some(Bundle { name, root: root.to_path_buf(), description: description.unwrap_or_default() })
}

impl Bundle {
    /// The title of the table in a file.
    fn title_of(&self, path: &Path) -> Option<String> {
        let within = path.strip_prefix(&self.root).ok()?.to_string_lossy().replace('\\', "/");
        let resources = self.description.get("resources")?.as_array()?;
        let named = |resource: &&serde_json::Value| {
            resource.get("path").and_then(serde_json::Value::as_str).is_some_and(|own| within.ends_with(own))
        };
        resources.iter().find(named)?.get("title")?.as_str().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Quiet;

    const CSV: &str = "area,value,marker\r\nAll,60,\r\nNorth,,*\r\nSouth,50,\r\n";

    #[test]
    fn a_folder_gives_its_tables_with_the_names_of_their_releases() {
        let folder = tempfile::tempdir().unwrap();
        let bag = folder.path().join("acute-2024");
        std::fs::create_dir_all(bag.join("data")).unwrap();
        std::fs::write(bag.join("bagit.txt"), "BagIt-Version: 1.0\n").unwrap();
        std::fs::write(bag.join("data").join("areas.csv"), CSV).unwrap();
        let description =
            r#"{"resources": [{"path": "data/areas.csv", "title": "Admissions by area, 2024"}]}"#;
        std::fs::write(bag.join("datapackage.json"), description).unwrap();
        std::fs::write(folder.path().join("foi-12.csv"), CSV).unwrap();
        std::fs::create_dir_all(folder.path().join("acute-2024.INTERNAL")).unwrap();
        std::fs::write(folder.path().join("acute-2024.INTERNAL").join("true.csv"), CSV).unwrap();
        let register = Register::read(&[folder.path().to_path_buf()], &Quiet).unwrap();
        let told: Vec<(&str, &str)> =
            register.tables.iter().map(|t| (t.release.as_str(), t.table.title.as_str())).collect();
        assert_eq!(told, [("acute-2024", "Admissions by area, 2024"), ("foi-12.csv", "foi-12")]);
        assert_eq!(register.releases(), 2);
    }

    #[test]
    fn a_register_with_a_hole_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("gone.csv");
        assert!(Register::read(&[missing], &Quiet).is_err());
    }
}
