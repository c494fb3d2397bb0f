//! What the markers of a table mean, and who says so: a person, the notes of the sheet, those of the workbook, or the
//! conventions of publishers.

use model::{CellAddress, Marker, MarkerMeaning, TidyTable, What};
use serde::{Deserialize, Serialize};

use super::legend::Legend;
use crate::remarks::Remark;

/// What a person says that a marker means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarkerRecipe {
    /// As written in the cells.
    pub text: String,
    /// What it means.
    pub meaning: MarkerMeaning,
}

/// Who says what a marker means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerSource {
    /// The recipe.
    Recipe,
    /// Notes on the table's own sheet.
    Sheet,
    /// Notes on another sheet of the workbook.
    Workbook,
    /// The conventions of publishers.
    Convention,
    /// Nobody.
    Nobody,
}

/// A marker of a table with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkerRead {
    /// As written in the cells.
    pub text: String,
    /// What it means.
    pub meaning: MarkerMeaning,
    /// Who says so.
    pub source: MarkerSource,
    /// The words of the notes that say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// How many cells hold it.
    pub cells: u64,
}

/// Gives the markers of a table their meanings.
pub(super) fn settle(
    table: &mut TidyTable,
    said: &[MarkerRecipe],
    sheet: &Legend,
    workbook: &Legend,
) -> Vec<MarkerRead> {
    let mut counts = vec![0u64; table.marker_set.len()];
    for code in table.markers.iter().filter_map(|code| code.checked_sub(1)) {
        counts[usize::from(code)] += 1;
    }
    let read = |(marker, cells): (&mut Marker, u64)| {
        let (meaning, source, words) = meaning(marker, said, sheet, workbook);
        marker.meaning = meaning;
        MarkerRead { text: marker.text.clone(), meaning, source, words, cells }
    };
    table.marker_set.iter_mut().zip(counts).map(read).collect()
}

fn meaning(
    marker: &Marker,
    said: &[MarkerRecipe],
    sheet: &Legend,
    workbook: &Legend,
) -> (MarkerMeaning, MarkerSource, Option<String>) {
    if let Some(said) = said.iter().find(|said| said.text.trim() == marker.text) {
        return (said.meaning, MarkerSource::Recipe, None);
    }
    for (legend, source) in [(sheet, MarkerSource::Sheet), (workbook, MarkerSource::Workbook)] {
        let Some((meaning, words)) = legend.meaning(&marker.text) else { continue };
        // What the notes say in words that are not known takes nothing from a convention.
        if meaning != MarkerMeaning::Noted || marker.meaning == MarkerMeaning::Unknown {
            return (meaning, source, Some(words.to_owned()));
        }
    }
    let source = if marker.meaning == MarkerMeaning::Unknown {
        MarkerSource::Nobody
    } else {
        MarkerSource::Convention
    };
    (marker.meaning, source, None)
}

/// Markers without a meaning that have a finding of their own.
const MOST: usize = 5;

/// A finding for every marker of which nobody says what it means; very many words are a column of words, of which one
/// finding is enough.
pub(super) fn unknown(table: &TidyTable, read: &[MarkerRead]) -> Vec<Remark> {
    let is_unknown = |read: &MarkerRead| read.source == MarkerSource::Nobody && read.cells > 0;
    let mut unknown: Vec<(usize, &MarkerRead)> =
        read.iter().enumerate().filter(|(_, read)| is_unknown(read)).collect();
    unknown.sort_by_key(|(_, read)| std::cmp::Reverse(read.cells));
    let rest = unknown.split_off(unknown.len().min(MOST));
    let mut remarks: Vec<Remark> = unknown.into_iter().map(|(at, read)| remark(table, at, read)).collect();
    if let [(at, first), others @ ..] = rest.as_slice() {
        let cells = rest.iter().map(|(_, read)| read.cells).sum();
        let text = match others.len() {
            0 => first.text.clone(),
            more => format!("{} (and {more} others)", first.text),
        };
        let all = MarkerRead { text, cells, ..(*first).clone() };
        remarks.push(Remark { name: "marker/others".to_owned(), ..remark(table, *at, &all) });
    }
    remarks
}

fn remark(table: &TidyTable, at: usize, read: &MarkerRead) -> Remark {
    let first = table.markers.iter().position(|code| usize::from(*code) == at + 1);
    let cell: Option<CellAddress> = first.map(|index| table.cell(index));
    let what = What::MarkerUnknown { marker: read.text.clone(), count: read.cells };
    Remark::warning(cell, format!("marker/{}", read.text), what)
}
