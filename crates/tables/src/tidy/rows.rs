//! Dimensions along the rows: label columns and group rows.

use std::collections::BTreeMap;

use model::{Axis, Category, CellAddress, Dimension, DimensionKind};
use workbook::{Cell, Sheet};

use super::sources::{Given, LabelSource, Runs};
use crate::layout::Layout;
use crate::spread::{self, Speakers};
use crate::text;
use crate::words;

/// A dimension being built: the dictionary is filled in order of first appearance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Builder {
    pub(crate) codes: Vec<u32>,
    pub(crate) categories: Vec<Category>,
    index: BTreeMap<String, u32>,
}

impl Builder {
    /// The code of a label, which is learned if it is new.
    pub(crate) fn code(&mut self, label: &str) -> u32 {
        if let Some(code) = self.index.get(label) {
            return *code;
        }
        let code = self.categories.len() as u32;
        self.categories.push(Category { label: label.to_owned(), ..Category::default() });
        self.index.insert(label.to_owned(), code);
        code
    }

    /// Adds the label of the next row or column.
    pub(crate) fn push(&mut self, label: &str) {
        let code = self.code(label);
        self.codes.push(code);
    }

    /// The dimension, named later.
    pub(crate) fn finish(self, label: &str, axis: Axis) -> Dimension {
        Dimension {
            name: String::new(),
            label: label.to_owned(),
            kind: DimensionKind::Other,
            axis,
            codes: self.codes,
            categories: self.categories,
        }
    }
}

/// What the rows say: one dimension per label column, one for groups, and how far labels are indented.
pub(crate) struct RowLabels {
    pub(crate) dimensions: Vec<Dimension>,
    /// Of the dimension of the same index: the indentation of each category where it first stands.
    pub(crate) indents: Vec<Vec<u32>>,
    /// Of the dimension of the same index: where the label of each row stands.
    pub(crate) sources: Vec<LabelSource>,
}

/// Reads the labels of `rows`.
pub(crate) fn read(sheet: &Sheet, layout: &Layout, rows: &[u32]) -> RowLabels {
    let cols: Vec<u32> = layout.label_cols.iter().map(|label| label.col).collect();
    let mut walk = Walk::new(sheet, &cols, staggers(sheet, &cols, rows), &layout.total_rows);
    walk.speakers = spread::speakers(sheet, layout, &cols, rows);
    let mut groups_above = layout.group_rows.iter().peekable();
    for row in rows {
        while let Some(group) = groups_above.next_if(|group| *group < row) {
            walk.group(*group, *row);
        }
        walk.row(*row);
    }
    let mut labels = RowLabels { dimensions: Vec::new(), indents: Vec::new(), sources: Vec::new() };
    if let Some((groups, sources)) = groups(sheet, layout, rows) {
        labels.dimensions.push(groups);
        labels.indents.push(Vec::new());
        labels.sources.push(LabelSource { names: sources, codes: Vec::new() });
    }
    for (column, builder) in layout.label_cols.iter().zip(walk.builders) {
        labels.dimensions.push(builder.finish(&column.heading, Axis::Rows));
    }
    labels.indents.extend(walk.indents);
    let sources = walk.sources.into_iter().map(|names| LabelSource { names, codes: Vec::new() });
    labels.sources.extend(sources);
    let notes = layout.note_numbers(sheet);
    for dimension in &mut labels.dimensions {
        let mut names: Vec<String> =
            dimension.categories.iter().map(|category| category.label.clone()).collect();
        text::unglue(&mut names, &notes, false);
        for (category, name) in dimension.categories.iter_mut().zip(names) {
            category.label = name;
        }
    }
    labels
}

/// Whether a blank label means "same as above": some row leaves the first label column blank and fills
/// a later one.
fn staggers(sheet: &Sheet, cols: &[u32], rows: &[u32]) -> bool {
    let Some((first, later)) = cols.split_first() else { return false };
    rows.iter().any(|row| {
        sheet.cell(*row, *first).is_blank() && later.iter().any(|col| !sheet.cell(*row, *col).is_blank())
    })
}

struct Walk<'a> {
    sheet: &'a Sheet,
    cols: &'a [u32],
    staggers: bool,
    /// Rows that are totals by their numbers or words.
    sums: &'a [u32],
    /// Per column: the first rows of cells merged downwards, with their last row.
    merged: Vec<BTreeMap<u32, u32>>,
    /// Per column: the label in force.
    current: Vec<Current>,
    builders: Vec<Builder>,
    indents: Vec<Vec<u32>>,
    sources: Vec<Runs>,
    /// Per column: the rows whose label speaks for rows that are not right below them.
    speakers: Vec<Speakers>,
}

/// The label that is in force in a column.
#[derive(Debug, Clone, Default)]
struct Current {
    text: String,
    /// Where merged, the last row that it covers.
    until: Option<u32>,
    /// The row in which it stands.
    row: Option<u32>,
}

impl<'a> Walk<'a> {
    fn new(sheet: &'a Sheet, cols: &'a [u32], staggers: bool, sums: &'a [u32]) -> Self {
        let mut merged = vec![BTreeMap::new(); cols.len()];
        for merge in sheet.merges.iter().filter(|merge| merge.height() > 1) {
            if let Some(at) = cols.iter().position(|col| *col == merge.first.col) {
                merged[at].insert(merge.first.row, merge.last.row);
            }
        }
        let builders = vec![Builder::default(); cols.len()];
        Self {
            sheet,
            cols,
            staggers,
            sums,
            merged,
            current: vec![Current::default(); cols.len()],
            builders,
            indents: vec![Vec::new(); cols.len()],
            sources: cols.iter().map(|col| Runs::of_column(*col)).collect(),
            speakers: vec![Speakers::new(); cols.len()],
        }
    }

    /// A group row speaks for the label columns but the last that the next row leaves blank.
    fn group(&mut self, group: u32, next: u32) {
        for at in 0..self.cols.len().saturating_sub(1) {
            let text = text::cell_label(self.sheet, group, self.cols[at]);
            if !text.is_empty() && self.sheet.cell(next, self.cols[at]).is_blank() {
                self.current[at] = Current { text, until: None, row: Some(group) };
            }
        }
    }

    fn row(&mut self, row: u32) {
        let mut own: Vec<String> =
            self.cols.iter().map(|col| text::cell_label(self.sheet, row, *col)).collect();
        if self.sums.binary_search(&row).is_ok() && own.iter().all(String::is_empty) {
            own.fill(WHOLE.to_owned());
        }
        let filled = own.iter().position(|text| !text.is_empty());
        for (at, text) in own.into_iter().enumerate() {
            let (label, given) =
                if text.is_empty() { self.blank(at, row, filled) } else { self.take(at, row, text) };
            self.sources[at].push(given);
            let known = self.builders[at].categories.len();
            self.builders[at].push(&label);
            if self.builders[at].categories.len() > known {
                let indent = indent(self.sheet, row, self.cols[at]);
                self.indents[at].push(indent);
            }
        }
    }

    fn take(&mut self, at: usize, row: u32, text: String) -> (String, Given) {
        let until = self.merged_until(at, row);
        // A total without a label of its own is named by the program: there is no such cell.
        let named = self.sheet.cell(row, self.cols[at]).is_blank();
        self.current[at] = Current { text: text.clone(), until, row: (!named).then_some(row) };
        (text, if named { Given::Nowhere } else { Given::Here })
    }

    /// The last row of a merge that starts at or above `row` and covers it.
    fn merged_until(&self, at: usize, row: u32) -> Option<u32> {
        self.merged[at].range(..=row).next_back().map(|(_, last)| *last).filter(|last| *last >= row)
    }

    /// The label that a blank cell stands for.
    fn blank(&mut self, at: usize, row: u32, filled: Option<usize>) -> (String, Given) {
        if let Some(speaker) = self.speakers[at].get(&row) {
            return (text::cell_label(self.sheet, *speaker, self.cols[at]), Given::Above(*speaker));
        }
        let current = &self.current[at];
        let above = || (current.text.clone(), current.row.map_or(Given::Nowhere, Given::Above));
        if current.until.is_some_and(|last| last >= row) {
            return above();
        }
        match filled {
            Some(filled) if at < filled => above(),
            Some(_) if self.staggers => {
                self.current[at] = Current::default();
                ("All".to_owned(), Given::Nowhere)
            }
            _ => (String::new(), Given::Nowhere),
        }
    }
}

/// How far a label is indented: by style, or by leading spaces.
fn indent(sheet: &Sheet, row: u32, col: u32) -> u32 {
    let spaces = match sheet.cell(row, col) {
        Cell::Text(text) => {
            text.chars().take_while(|c| *c == ' ' || *c == '\u{a0}' || *c == '\t').count() as u32
        }
        _ => 0,
    };
    u32::from(sheet.style(row, col).indent) * 4 + spaces
}

/// The label of a total that has none of its own.
const WHOLE: &str = "Total";

/// The label of rows that stand before the first group.
const UNGROUPED: &str = "Ungrouped";

/// The dimension that group rows make; groups directly under one another are joined.
fn groups(sheet: &Sheet, layout: &Layout, rows: &[u32]) -> Option<(Dimension, Runs)> {
    let group = |row: &u32| (*row, group_label(sheet, layout, rows, *row));
    let named = layout.group_rows.iter().map(group).filter(|(_, (label, _))| !label.is_empty());
    let named: Vec<(u32, (String, Vec<CellAddress>))> = named.collect();
    let (first, _) = named.first()?;
    let (mut builder, mut sources, mut given) = (Builder::default(), Runs::of_groups(), Given::Nowhere);
    let mut next = named.iter().peekable();
    let mut before = rows.iter().filter(|row| *row < first).peekable();
    let whole = before.peek().is_some() && before.all(|row| is_total_row(sheet, layout, *row));
    let mut current = if whole { WHOLE } else { UNGROUPED }.to_owned();
    for row in rows {
        let (mut fresh, mut cells): (Vec<&str>, Vec<CellAddress>) = (Vec::new(), Vec::new());
        while let Some((_, (label, from))) = next.next_if(|(group, _)| group < row) {
            fresh.push(label);
            cells.extend(from);
        }
        if !fresh.is_empty() {
            current = fresh.join(": ");
            given = sources.group(cells);
        }
        builder.push(&current);
        sources.push(given);
    }
    Some((builder.finish("", Axis::Rows), sources))
}

fn is_total_row(sheet: &Sheet, layout: &Layout, row: u32) -> bool {
    let label = |column: &crate::LabelColumn| text::cell_label(sheet, row, column.col);
    layout.label_cols.iter().any(|column| words::is_total(&label(column)))
}

/// The text of a group row, without what stands in label columns before the last that the next data row
/// leaves blank: that belongs to those columns.
fn group_label(sheet: &Sheet, layout: &Layout, rows: &[u32], row: u32) -> (String, Vec<CellAddress>) {
    let labels = layout.label_cols.split_last().map_or(&[][..], |(_, before)| before);
    let next = rows.get(rows.partition_point(|data| *data < row)).copied().unwrap_or(row);
    let taken = |col: u32| labels.iter().any(|label| label.col == col) && sheet.cell(next, col).is_blank();
    let cells = (layout.band.0..=layout.band.1).filter(|col| !sheet.is_col_hidden(*col) && !taken(*col));
    let texts = cells.map(|col| (text::cell_label(sheet, row, col), CellAddress::new(row, col)));
    let (texts, cells): (Vec<String>, Vec<CellAddress>) = texts.filter(|(text, _)| !text.is_empty()).unzip();
    (texts.join(" ").trim_end_matches(':').to_owned(), cells)
}
