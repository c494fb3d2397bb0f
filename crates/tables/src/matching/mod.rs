//! Which of the tables that were found are those of a recipe, and what is different in them.
//!
//! A table is known by its title, its sheet and what it holds, never by its address alone; periods in them may change.
//! Where two tables may be meant, none is taken: a person says which.

mod drift;
mod pairs;
mod profile;

use workbook::Sheet;

use crate::layout::Layout;
use crate::recipe::{JoinRecipe, TableRecipe};
use pairs::{Bond, Pairs};
use profile::{Names, Wanted};

pub(crate) use drift::renewed;
pub use drift::{Became, Drift, Part, drift, pairing, refresh, refresh_names, rename, take_over};

/// A table on a sheet that a recipe may mean.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Whether it has no name that matters: that of a CSV.
    pub unnamed: bool,
    /// The table as it was detected.
    pub layout: &'a Layout,
    /// Whether it may be taken at all: a hidden one may not.
    pub visible: bool,
}

/// What was found for a table of a recipe; indices into the tables that stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This one.
    Found(usize),
    /// One of these.
    Ambiguous(Vec<usize>),
    /// None.
    Gone,
}

impl Match {
    /// The table, where there is no doubt.
    pub const fn found(&self) -> Option<usize> {
        match self {
            Self::Found(at) => Some(*at),
            Self::Ambiguous(_) | Self::Gone => None,
        }
    }
}

/// What was found for an entry of a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// For the table itself; for one that a person marked out where none was found, nothing.
    pub table: Match,
    /// For those that belong to it.
    pub joins: Vec<Match>,
}

/// Finds the tables of a recipe among those that stand on the sheets. No table is given to two entries, but for those
/// that are parts of it.
pub fn assign(entries: &[TableRecipe], standing: &[Standing<'_>]) -> Vec<Assigned> {
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let places: Vec<(Option<usize>, Vec<usize>)> = entries
        .iter()
        .map(|entry| {
            let own = (!entry.added).then(|| place(&mut wanted, Wanted::table(entry)));
            let joins = entry.joins.iter().map(|join| place(&mut wanted, Wanted::join(join))).collect();
            (own, joins)
        })
        .collect();
    let found = Pairs::new(&wanted, standing).found();
    let of = |at: usize| found[at].clone();
    let assigned = places.into_iter().map(|(own, joins)| Assigned {
        table: own.map_or(Match::Gone, of),
        joins: joins.into_iter().map(of).collect(),
    });
    assigned.collect()
}

/// The place of a wanted table in the list: parts of one table are one.
fn place<'a>(all: &mut Vec<Wanted<'a>>, wanted: Wanted<'a>) -> usize {
    let known = all.iter().position(|known| known.is_part && wanted.is_part && known.same_anchors(&wanted));
    known.unwrap_or_else(|| {
        all.push(wanted);
        all.len() - 1
    })
}

/// Whether an entry says of a table just what it says of itself: then it cannot tell the two apart from others.
pub fn is_twin(entry: &TableRecipe, standing: Standing<'_>) -> bool {
    let wanted = Wanted::table(entry);
    wanted.is_in_place(standing) && wanted.bond(standing, &Names::of(standing)) <= Bond::Alike
}

/// Whether the sheet of a recipe is the sheet of this name; periods in it may change.
pub fn is_sheet(wanted: &str, name: &str) -> bool {
    wanted.is_empty() || crate::alike::alike(wanted) == crate::alike::alike(name)
}

/// Whether two titles are the same but for periods.
pub fn is_title(wanted: &str, title: &str) -> bool {
    crate::alike::title(wanted) == crate::alike::title(title)
}

/// What finds a table again as a part of another one.
pub fn join_from(entry: &TableRecipe) -> JoinRecipe {
    let TableRecipe { sheet, title, position, at, .. } = entry.clone();
    JoinRecipe { sheet, title, position, at }
}
