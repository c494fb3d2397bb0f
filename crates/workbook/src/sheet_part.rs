//! What calamine does not say of a worksheet part: hidden rows and columns, merges in order, formulas whose
//! result was not saved.

use std::collections::BTreeMap;
use std::io::Read;
use std::rc::Rc;

use model::{CellAddress, CellRange, Failure, FailureKind, Progress};

use crate::extras;
use crate::limits::{MAX_COLS, MAX_ROWS};
use crate::marks::Marked;
use crate::package::{Package, damaged, unreadable};
use crate::relations;
use crate::rich::Runs;
use crate::xlsx_areas::Areas;
use crate::xml::{self, Step, attribute, flag, is, number};

/// Elements between two looks at whether to stop.
const BLOCK: u64 = 1 << 18;

/// What a worksheet part says beside its values.
#[derive(Debug, Default)]
pub(crate) struct SheetPart {
    /// Hidden rows as runs, from zero.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as runs, from zero.
    pub(crate) hidden_cols: Vec<(u32, u32)>,
    /// Merged areas.
    pub(crate) merges: Vec<CellRange>,
    /// Error values newer than those that calamine knows (`#SPILL!`), with row and column.
    pub(crate) new_errors: Vec<(u32, u32, String)>,
    /// Formulas without a saved result.
    pub(crate) formulas_without_value: u64,
    /// Texts with note marks, with row and column, where calamine reads the cells.
    pub(crate) marked: Vec<(u32, u32, Marked)>,
    /// Links and list tables.
    pub(crate) areas: Areas,
}

/// The part of each sheet by the sheet's name.
pub(crate) fn paths(package: &mut Package<'_>) -> BTreeMap<String, String> {
    let workbook = relations::workbook_path(package);
    let targets = relations::of(package, &workbook);
    let mut paths = BTreeMap::new();
    let Some(part) = package.reader(&workbook) else { return paths };
    // What is not well-formed here, calamine refuses.
    let _ = xml::walk(part, |step| {
        if let Step::Start(element) = step
            && is(element, "sheet")
            && let (Some(name), Some(id)) = (attribute(element, "name"), relation_id(element))
            && let Some(target) = targets.get(&id)
        {
            paths.insert(name, target.path.clone());
        }
        true
    });
    paths
}

/// `r:id`, whatever the prefix; never the plain `id` of another namespace.
fn relation_id(element: &quick_xml::events::BytesStart<'_>) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.prefix().is_some() && attribute.key.local_name().as_ref() == "id")
        .map(|attribute| attribute.value.into_owned())
}

/// Reads the part of one sheet; `marked` are the shared strings that have note marks.
pub(crate) fn read(
    name: &str,
    package: &mut Package<'_>,
    path: &str,
    marked: Rc<BTreeMap<u32, Marked>>,
    progress: &dyn Progress,
) -> Result<SheetPart, Failure> {
    let Some(part) = package.reader(path) else { return Ok(SheetPart::default()) };
    let mut reader = Reader { walker: Walker { strings: marked, ..Walker::default() } };
    reader.read_all(name, part, progress)?;
    reader.finish(name)
}

/// Reads a part, or only what stands before and behind its rows.
#[derive(Default)]
pub(crate) struct Reader {
    walker: Walker,
}

impl Reader {
    /// Reads what the fast path leaves: a piece of the part without rows.
    pub(crate) fn read(&mut self, name: &str, piece: impl Read) -> Result<(), Failure> {
        self.read_all(name, piece, &model::Quiet)
    }

    fn read_all(&mut self, name: &str, part: impl Read, progress: &dyn Progress) -> Result<(), Failure> {
        let walker = &mut self.walker;
        let mut steps = 0u64;
        let mut stopped = Ok(());
        xml::walk(part, |step| {
            walker.step(&step);
            steps += 1;
            if steps.is_multiple_of(BLOCK) {
                stopped = progress.go_on();
            }
            stopped.is_ok() && walker.impossible.is_none()
        })
        .map_err(|error| match &error {
            quick_xml::Error::Io(error) => unreadable(name, error),
            other => damaged(name, other),
        })?;
        stopped
    }

    /// Adds what was met on the way through the rows.
    pub(crate) fn add_rows(&mut self, hidden: &[u32], formulas_without_value: u64) {
        self.walker.out.hidden_rows.extend(hidden.iter().map(|row| (*row, *row)));
        self.walker.out.formulas_without_value += formulas_without_value;
    }

    /// All that the part said.
    pub(crate) fn finish(self, name: &str) -> Result<SheetPart, Failure> {
        if let Some(span) = &self.walker.impossible {
            let detail = format!("a sheet says that it spans {span}, more than a sheet can");
            return Err(Failure::new(FailureKind::Damaged, name, detail));
        }
        Ok(self.walker.finish())
    }
}

/// The error values that calamine knows; it stops at others.
pub(crate) const KNOWN_ERRORS: [&str; 7] =
    ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is where the walk stands in another respect")]
struct Walker {
    out: SheetPart,
    row: u32,
    next_row: u32,
    col: u32,
    next_col: u32,
    has_formula: bool,
    has_value: bool,
    /// Whether the value may be empty (the result is a text), or is not.
    is_given: bool,
    /// The text of the cell's value, while it is an error.
    error: Option<String>,
    /// What the sheet says that it spans, where no sheet can.
    impossible: Option<String>,
    /// The shared strings that have note marks.
    strings: Rc<BTreeMap<u32, Marked>>,
    /// The index of the cell's shared string, while it is read.
    index: Option<String>,
    /// The cell's own string, while it is read.
    runs: Option<Runs>,
    /// Columns that say how wide they are, and whether others have no width.
    told_cols: Vec<(u32, u32)>,
    hides_other_cols: bool,
}

impl Walker {
    fn step(&mut self, step: &Step<'_>) {
        if let Some(runs) = &mut self.runs {
            runs.step(step);
        }
        match step {
            Step::Start(element) => match element.local_name().as_ref() {
                "c" => self.cell(element),
                "f" => self.has_formula = true,
                "v" => self.has_value = true,
                "is" => (self.has_value, self.runs) = (true, Some(Runs::default())),
                "row" => self.row(element),
                "col" => self.col(element),
                "dimension" => self.dimension(element),
                "mergeCell" => self.out.merges.extend(attribute(element, "ref").and_then(|a| range(&a))),
                "hyperlink" => self.link(element),
                "tablePart" => self.out.areas.tables.extend(relation_id(element)),
                "sheetFormatPr" => {
                    let width = number::<f64>(element, "defaultColWidth");
                    self.hides_other_cols = width.is_some_and(|width| width <= 0.0);
                }
                _ => {}
            },
            Step::End("c") => self.end_cell(),
            Step::Text(text) if self.has_value => {
                self.is_given |= !text.is_empty();
                if let Some(error) = &mut self.error {
                    error.push_str(text);
                }
                if let Some(index) = &mut self.index {
                    index.push_str(text);
                }
            }
            Step::End(_) | Step::Text(_) => {}
        }
    }

    fn cell(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        (self.has_formula, self.has_value) = (false, false);
        self.is_given = attribute(element, "t").as_deref() == Some("str");
        self.error = (attribute(element, "t").as_deref() == Some("e")).then(String::new);
        let is_shared = !self.strings.is_empty() && attribute(element, "t").as_deref() == Some("s");
        self.index = is_shared.then(String::new);
        let place = attribute(element, "r").and_then(|place| place.parse::<CellAddress>().ok());
        self.col = place.map_or(self.next_col, |place| place.col);
        self.next_col = self.col.saturating_add(1);
    }

    fn end_cell(&mut self) {
        // Programs that do not calculate write `<v/>`.
        if self.has_formula && !(self.has_value && self.is_given) {
            self.out.formulas_without_value += 1;
        }
        if let Some(error) = self.error.take()
            && !error.is_empty()
            && !KNOWN_ERRORS.contains(&error.as_str())
        {
            self.out.new_errors.push((self.row, self.col, error));
        }
        let shared = self.index.take().and_then(|index| self.strings.get(&index.parse().ok()?).cloned());
        let own = self.runs.take().and_then(Runs::finish);
        self.out.marked.extend(shared.or(own).map(|marked| (self.row, self.col, marked)));
        self.has_value = false;
    }

    fn link(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        if let Some(area) = attribute(element, "ref").and_then(|text| extras::range(&text)) {
            self.out.areas.links.push((area, relation_id(element), attribute(element, "location")));
        }
    }

    fn row(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        let row = number::<u32>(element, "r").map_or(self.next_row, |row| row.saturating_sub(1));
        (self.row, self.next_row, self.next_col) = (row, row.saturating_add(1), 0);
        let is_flat = number::<f64>(element, "ht").is_some_and(|height| height <= 0.0);
        if row < MAX_ROWS && (flag(element, "hidden") || is_flat) {
            self.out.hidden_rows.push((row, row));
        }
    }

    fn dimension(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        let Some(span) = attribute(element, "ref") else { return };
        let is_possible = |corner: &str| {
            let parsed = corner.parse::<CellAddress>();
            parsed.is_ok_and(|corner| corner.row < MAX_ROWS && corner.col < MAX_COLS)
        };
        if !span.is_empty() && !span.split(':').all(is_possible) {
            self.impossible = Some(span);
        }
    }

    fn col(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        let is_narrow = number::<f64>(element, "width").is_some_and(|width| width <= 0.0);
        if let Some(last) = number::<u32>(element, "max").filter(|last| *last > MAX_COLS) {
            self.impossible = Some(format!("{last} columns"));
        }
        if let (Some(first), Some(last)) = (number::<u32>(element, "min"), number::<u32>(element, "max"))
            && (1..=last.min(MAX_COLS)).contains(&first)
        {
            let run = (first - 1, last.min(MAX_COLS) - 1);
            if flag(element, "hidden") || is_narrow {
                self.out.hidden_cols.push(run);
            }
            self.told_cols.push(run);
        }
    }

    fn finish(mut self) -> SheetPart {
        if self.hides_other_cols {
            self.out.hidden_cols.extend(between(&joined(self.told_cols), MAX_COLS));
        }
        self.out.hidden_rows = joined(self.out.hidden_rows);
        self.out.hidden_cols = joined(self.out.hidden_cols);
        self.out
    }
}

/// Runs in order, touching ones made one.
pub(crate) fn joined(mut runs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    runs.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (first, last) in runs {
        match out.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = (*end).max(last),
            _ => out.push((first, last)),
        }
    }
    out
}

/// What lies between runs that are in order, up to `end`.
pub(crate) fn between(runs: &[(u32, u32)], end: u32) -> Vec<(u32, u32)> {
    let mut gaps = Vec::new();
    let mut next = 0;
    for (first, last) in runs.iter().copied().chain([(end, end)]) {
        if next < first {
            gaps.push((next, first - 1));
        }
        next = last.saturating_add(1);
    }
    gaps
}

fn range(text: &str) -> Option<CellRange> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last): (CellAddress, CellAddress) = (first.parse().ok()?, last.parse().ok()?);
    let is_real =
        first.row <= last.row && first.col <= last.col && last.row < MAX_ROWS && last.col < MAX_COLS;
    is_real.then_some(CellRange::new(first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_runs_become_one() {
        assert_eq!(joined(vec![(5, 6), (1, 2), (3, 3), (9, 9)]), [(1, 3), (5, 6), (9, 9)]);
    }

    #[test]
    fn gaps_lie_between_runs() {
        assert_eq!(between(&[(1, 2), (5, 5)], 9), [(0, 0), (3, 4), (6, 8)]);
        assert_eq!(between(&[(0, 8)], 9), []);
    }

    #[test]
    fn a_result_that_is_empty_is_none_unless_it_is_text() {
        for (cell, missing) in [
            (r#"<c r="A1"><f>B1</f></c>"#, 1),
            (r#"<c r="A1"><f>B1</f><v/></c>"#, 1),
            (r#"<c r="A1"><f>B1</f><v></v></c>"#, 1),
            (r#"<c r="A1"><f>B1</f><v>0</v></c>"#, 0),
            (r#"<c r="A1" t="str"><f>B1</f><v></v></c>"#, 0),
            (r#"<c r="A1"><v>3</v></c>"#, 0),
        ] {
            let mut walker = Walker::default();
            let text = format!("<sheetData><row r=\"1\">{cell}</row></sheetData>");
            xml::walk(text.as_bytes(), |step| {
                walker.step(&step);
                true
            })
            .unwrap();
            assert_eq!(walker.finish().formulas_without_value, missing, "{cell}");
        }
    }

    #[test]
    fn ranges_are_checked() {
        assert_eq!(range("A1:B2").map(|range| range.to_string()).as_deref(), Some("A1:B2"));
        for wrong in ["B2:A1", "A1:XFE1", "A1:A1048577", "A:B", ""] {
            assert!(range(wrong).is_none(), "{wrong}");
        }
    }
}
