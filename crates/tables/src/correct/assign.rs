//! A person gives rows or columns another part: what the recipe then says, or why it cannot be.

use model::column_letters;
use workbook::Sheet;

use super::anchors::{self, Lines};
use super::corrected;
use crate::layout::Layout;
use crate::recipe::{Anchor, LayoutRecipe, LineRecipe, LineRole};

/// Rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// Whole rows of the sheet.
    Rows,
    /// Whole columns.
    Columns,
}

/// Rows or columns of the sheet, from zero, and the part that they shall play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleChange {
    /// Which of the two.
    pub along: Along,
    /// The first one.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// The part.
    pub role: LineRole,
}

impl RoleChange {
    /// Which rows or columns are meant, in words: `rows 4 to 5`, `column C`.
    pub fn place(&self) -> String {
        let shown = |at: u32| match self.along {
            Along::Rows => (u64::from(at) + 1).to_string(),
            Along::Columns => column_letters(at),
        };
        let noun = match self.along {
            Along::Rows => "row",
            Along::Columns => "column",
        };
        if self.first == self.last {
            format!("{noun} {}", shown(self.first))
        } else {
            format!("{noun}s {} to {}", shown(self.first), shown(self.last))
        }
    }

    /// The part in words: `header`, `group heading`.
    pub const fn part(&self) -> &'static str {
        match (self.role, self.along) {
            (LineRole::Header, _) => "header",
            (LineRole::Label, Along::Rows) => "group heading",
            (LineRole::Label, Along::Columns) => "label",
            (LineRole::Value, _) => "values",
            (LineRole::Total, _) => "total",
            (LineRole::Note, _) => "note",
            (LineRole::Ignore, _) => "left out",
        }
    }

    /// What is done, in words: `read rows 4 to 5 as header`, `leave column C out`.
    pub fn name(&self) -> String {
        match self.role {
            LineRole::Ignore => format!("leave {} out", self.place()),
            LineRole::Header | LineRole::Label | LineRole::Value | LineRole::Total | LineRole::Note => {
                format!("read {} as {}", self.place(), self.part())
            }
        }
    }
}

/// Puts a change of parts into the recipe of a layout. A change that cannot be made is told in words, without a
/// full stop, and leaves the recipe as it was.
pub fn set_role(
    sheet: &Sheet,
    detected: &Layout,
    recipe: &mut LayoutRecipe,
    change: RoleChange,
) -> Result<(), String> {
    if change.along == Along::Columns && change.role == LineRole::Header {
        return Err("a header is made of rows; a column can be label, values, total or note".to_owned());
    }
    let before = corrected(sheet, detected, recipe).0;
    let mut next = LayoutRecipe { confirmed: None, ..recipe.clone() };
    match change.along {
        Along::Rows => rows(sheet, detected, &before, &mut next, change)?,
        Along::Columns => {
            let lines = anchors::columns(sheet, &rows_only(sheet, detected, &next));
            let at = chosen(&lines, &before, change)?;
            enter(&mut next.columns, &lines, &at, change);
        }
    }
    let after = corrected(sheet, detected, &next).0;
    check(sheet, &before, &after, change)?;
    *recipe = next;
    Ok(())
}

/// A change of rows. What columns say may change with their headings: their entries are written anew.
fn rows(
    sheet: &Sheet,
    detected: &Layout,
    before: &Layout,
    next: &mut LayoutRecipe,
    change: RoleChange,
) -> Result<(), String> {
    let lines = anchors::rows(sheet, detected);
    let at = chosen(&lines, before, change)?;
    let known = anchors::columns(sheet, &rows_only(sheet, detected, next));
    let meant: Vec<Vec<u32>> =
        next.columns.iter().map(|entry| known.find(entry).map(<[u32]>::to_vec).unwrap_or_default()).collect();
    enter(&mut next.rows, &lines, &at, change);
    let anew = anchors::columns(sheet, &rows_only(sheet, detected, next));
    for (entry, at) in next.columns.iter_mut().zip(meant) {
        if let Some(written) = entry_of(&anew, &at, entry.role) {
            *entry = written;
        }
    }
    Ok(())
}

/// Takes corrections for which nothing is found out of a recipe; one from a line to another holds for as many lines as
/// there are now.
pub fn keep_found(sheet: &Sheet, detected: &Layout, recipe: &mut LayoutRecipe) {
    keep_where(sheet, detected, recipe, |_| true);
}

/// The same for the corrections of what says `says` (several texts with commas between them) alone.
pub fn keep_found_one(sheet: &Sheet, detected: &Layout, recipe: &mut LayoutRecipe, says: &str) {
    keep_where(sheet, detected, recipe, |entry| entry.says.join(", ") == says);
}

fn keep_where(
    sheet: &Sheet,
    detected: &Layout,
    recipe: &mut LayoutRecipe,
    about: impl Fn(&LineRecipe) -> bool,
) {
    if !recipe.rows.is_empty() {
        let lines = anchors::rows(sheet, detected);
        recipe.rows.retain_mut(|entry| !about(entry) || keep(&lines, entry));
    }
    if !recipe.columns.is_empty() {
        let lines = anchors::columns(sheet, &rows_only(sheet, detected, recipe));
        recipe.columns.retain_mut(|entry| !about(entry) || keep(&lines, entry));
    }
}

fn keep(lines: &Lines, entry: &mut LineRecipe) -> bool {
    let Ok(found) = lines.stretch(entry) else { return false };
    entry.lines = entry.lines.map(|_| found.len() as u32);
    true
}

/// The layout with the corrections of rows alone: by what columns say there they are found.
fn rows_only(sheet: &Sheet, detected: &Layout, recipe: &LayoutRecipe) -> Layout {
    let rows = LayoutRecipe { columns: Vec::new(), ..recipe.clone() };
    corrected(sheet, detected, &rows).0
}

/// The lines that a change is about.
fn chosen(lines: &Lines, layout: &Layout, change: RoleChange) -> Result<Vec<u32>, String> {
    let at = lines.between(change.first, change.last).to_vec();
    let reach = match change.along {
        Along::Rows => layout.reach,
        Along::Columns => layout.band,
    };
    let place = change.place();
    let several = change.first != change.last;
    if change.last < reach.0 || change.first > reach.1 {
        return Err(format!("{place} {} to no place that this table can reach", verb(several, "belong")));
    }
    if change.first < reach.0 || change.last > reach.1 {
        return Err(format!("{place} {} to another table in part", verb(several, "belong")));
    }
    if at.is_empty() {
        return Err(format!("{place} {} nothing that a reader sees", verb(several, "hold")));
    }
    Ok(at)
}

fn verb(several: bool, verb: &str) -> String {
    if several { verb.to_owned() } else { format!("{verb}s") }
}

/// Writes the entry for a change. Entries that are only about the same lines give way.
fn enter(entries: &mut Vec<LineRecipe>, lines: &Lines, at: &[u32], change: RoleChange) {
    entries.retain(|entry| {
        !lines.find(entry).is_ok_and(|found| found.iter().all(|line| at.binary_search(line).is_ok()))
    });
    entries.extend(entry_of(lines, at, change.role));
}

fn entry_of(lines: &Lines, at: &[u32], role: LineRole) -> Option<LineRecipe> {
    let (first, last) = (at.first()?, at.last()?);
    let anchor = lines.anchor(*first)?;
    let through = if first == last { None } else { Some(lines.anchor(*last)?) };
    let several = through.is_some().then_some(at.len() as u32);
    let Anchor { says, occurrence, of, after } = anchor;
    Some(LineRecipe { role, says, occurrence, of, after, through, lines: several })
}

/// Whether a table is left by a change.
fn check(sheet: &Sheet, before: &Layout, after: &Layout, change: RoleChange) -> Result<(), String> {
    let filled = |row: &u32| after.value_cols.iter().any(|col| !sheet.cell(*row, *col).is_blank());
    if !after.data_rows.iter().any(filled) {
        return Err("no values would be left".to_owned());
    }
    if after.header_rows.is_empty() && !before.header_rows.is_empty() {
        return Err("no header row would be left".to_owned());
    }
    if change.along == Along::Columns {
        return Ok(());
    }
    let heads = |row: &u32| after.header_rows.binary_search(row).is_ok();
    let asked = change.first..=change.last;
    if change.role == LineRole::Header
        && let Some(row) = after.ignored_rows.iter().find(|row| asked.contains(row))
    {
        return Err(format!(
            "row {} stands below the first values, and a header stands above them",
            u64::from(*row) + 1
        ));
    }
    let lost = before.header_rows.iter().find(|row| !asked.contains(row) && !heads(row));
    if let Some(row) = lost {
        return Err(format!(
            "the header in row {} would stand below values; give that row another part first",
            u64::from(*row) + 1
        ));
    }
    Ok(())
}
