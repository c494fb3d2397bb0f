//! Tables that people have marked, one JSON object a line.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::Quiet;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use workbook::{Limits, Sheet, open};

/// One sheet as people have marked it. A set has classes, aggregations, or both.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Marked {
    /// The file it is from.
    pub(crate) file: String,
    /// The sheet it is from.
    #[serde(default)]
    pub(crate) sheet: String,
    /// Its cells as text, row by row.
    pub(crate) cells: Vec<Vec<String>>,
    /// The class of every row.
    #[serde(default)]
    pub(crate) row_labels: Vec<String>,
    /// The class of every cell.
    #[serde(default)]
    pub(crate) cell_labels: Vec<Vec<String>>,
    /// What is worked out from what; none where the set says nothing about it.
    pub(crate) aggregations: Option<Vec<Known>>,
    /// First row, first column, last row, last column of its tables, where the set gives them.
    pub(crate) ranges: Option<Vec<[u32; 4]>>,
}

/// One cell that is worked out from others. Cells are row and column, from zero.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Known {
    pub(crate) operator: String,
    pub(crate) total: [u32; 2],
    pub(crate) parts: Vec<[u32; 2]>,
}

/// Which tables are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    /// All of them.
    Both,
    /// Those by which the rules were tuned.
    Tuned,
    /// The others.
    HeldOut,
    /// Those of the others that nobody looked at, at any time.
    Unseen,
}

impl Half {
    /// Whether a file is of this half: by the first bytes of the hash of its name, so that all sets agree.
    fn takes(self, file: &str) -> bool {
        let stem = file.strip_suffix(".xls").unwrap_or(file);
        let hash = Sha256::digest(stem.as_bytes());
        let tuned = hash[0] % 2 == 0;
        match self {
            Self::Both => true,
            Self::Tuned => tuned,
            Self::HeldOut => !tuned,
            Self::Unseen => !tuned && hash[1] % 2 == 1,
        }
    }
}

/// A named set of marked sheets.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) tables: Vec<Marked>,
}

/// Every set of a folder, by name.
pub(crate) fn sets(folder: &Path, half: Half) -> Result<Vec<Set>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    paths.sort();
    paths.iter().map(|path| set(path, half)).collect()
}

fn set(path: &Path, half: Half) -> Result<Set, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut tables = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let marked: Marked = serde_json::from_str(line)
            .map_err(|error| format!("{} line {}: {error}", path.display(), at + 1))?;
        if half.takes(&marked.file) {
            tables.push(marked);
        }
    }
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Set { name, tables })
}

impl Marked {
    /// The sheet as the program reads it: the cells go through a text file of separated values, so nothing but
    /// their text is known.
    pub(crate) fn opened(&self) -> Result<Sheet, String> {
        let mut writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .flexible(true)
            .from_writer(Vec::new());
        for row in &self.cells {
            writer.write_record(row).map_err(|error| error.to_string())?;
        }
        let bytes = writer.into_inner().map_err(|error| error.to_string())?;
        let name = format!("{}.csv", self.file);
        let book = open(&name, &bytes, &Limits::default(), &Quiet).map_err(|failure| failure.to_string())?;
        book.sheets
            .into_iter()
            .next()
            .map(Arc::unwrap_or_clone)
            .ok_or_else(|| format!("{name}: no sheet in it"))
    }

    /// The ranges of its tables: as given, or the box around every cell that belongs to a table.
    pub(crate) fn true_ranges(&self) -> Vec<[u32; 4]> {
        if let Some(ranges) = &self.ranges {
            return ranges.clone();
        }
        let mut around: Option<[u32; 4]> = None;
        for (row, labels) in self.cell_labels.iter().enumerate() {
            for (col, label) in labels.iter().enumerate() {
                if matches!(label.as_str(), "header" | "group" | "data" | "derived") {
                    let (row, col) = (row as u32, col as u32);
                    let [top, left, bottom, right] = around.unwrap_or([row, col, row, col]);
                    around = Some([top.min(row), left.min(col), bottom.max(row), right.max(col)]);
                }
            }
        }
        around.into_iter().collect()
    }
}
