//! One clean rectangular table, as published: one header row, one line per data row.

use model::Failure;
use workbook::{Cell, Sheet, Style};

use crate::find;
use crate::layout::Layout;
use crate::levels;
use crate::text::{self, number_text};
use crate::tidy::{self, TidyOptions};

/// A clean table of text, ready for a CSV.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CleanGrid {
    /// One name per column, none empty, no two alike.
    pub header: Vec<String>,
    /// The data rows; each as long as the header.
    pub rows: Vec<Vec<String>>,
    /// Which columns hold values, as indices into the header.
    pub value_cols: Vec<usize>,
}

/// The table as one clean rectangle: header levels joined by `: `, labels filled, group headings in a
/// column of their own, columns of words kept. Dates are ISO, numbers plain, markers stay in their cells.
pub fn clean_grid(sheet: &Sheet, layout: &Layout, options: &TidyOptions) -> Result<CleanGrid, Failure> {
    let (layout, _) = &tidy::corrected(sheet, layout, None, options);
    let labels = tidy::read_rows(sheet, layout, &layout.data_rows);
    let groups = labels.dimensions.len() - layout.label_cols.len();
    let mut columns: Vec<(u32, Column)> = Vec::new();
    for (at, label) in layout.label_cols.iter().enumerate() {
        columns.push((label.col, Column::Label(groups + at)));
    }
    columns.extend(layout.value_cols.iter().enumerate().map(|(at, col)| (*col, Column::Value(at))));
    columns.extend(layout.note_cols.iter().map(|col| (*col, Column::Words)));
    columns.sort_by_key(|(col, _)| *col);
    if groups > 0 {
        columns.insert(0, (layout.range.first.col, Column::Label(0)));
    }
    let levels = levels::header_levels(sheet, layout, &layout.value_cols);
    let headings = columns.iter().map(|(col, column)| match column {
        Column::Label(at) if *at < groups => "Group".to_owned(),
        Column::Label(at) => layout.label_cols[at - groups].heading.clone(),
        Column::Words => levels::label_heading(sheet, &layout.header_rows, *col),
        Column::Value(at) => joined(&levels, *at),
    });
    let header = unique(headings);
    let commas = find::has_decimal_commas(sheet);
    let line = |(at, row): (usize, &u32)| {
        let cell = |(col, column): &(u32, Column)| match column {
            Column::Label(dimension) => {
                let dimension = &labels.dimensions[*dimension];
                dimension.categories[dimension.codes[at] as usize].label.clone()
            }
            Column::Value(_) if commas => with_point(sheet, *row, *col, options.stored_values),
            Column::Value(_) | Column::Words => shown(sheet, *row, *col, options.stored_values),
        };
        columns.iter().map(cell).collect::<Vec<String>>()
    };
    let rows = layout.data_rows.iter().enumerate().map(line).collect();
    let is_value = |at: &usize| matches!(columns[*at].1, Column::Value(_));
    let value_cols = (0..columns.len()).filter(is_value).collect();
    Ok(CleanGrid { header, rows, value_cols })
}

enum Column {
    /// The dimension of that index along the rows.
    Label(usize),
    /// The value column of that index.
    Value(usize),
    Words,
}

/// The levels over a column, each text once.
fn joined(levels: &[Vec<String>], at: usize) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for level in levels {
        let text = level[at].as_str();
        if !text.is_empty() && texts.last() != Some(&text) {
            texts.push(text);
        }
    }
    texts.join(": ")
}

/// Headings without blanks and repeats.
fn unique(headings: impl Iterator<Item = String>) -> Vec<String> {
    let mut header: Vec<String> = Vec::new();
    for (at, heading) in headings.enumerate() {
        let wanted = if heading.is_empty() { format!("Column {}", at + 1) } else { heading };
        let alike = |name: &str| header.iter().any(|known| known == name);
        let mut name = wanted.clone();
        let mut number = 1;
        while alike(&name) {
            number += 1;
            name = format!("{wanted} ({number})");
        }
        header.push(name);
    }
    header
}

/// The text of a cell of a sheet that writes decimals with a comma: with a point.
fn with_point(sheet: &Sheet, row: u32, col: u32, stored: bool) -> String {
    let number = match sheet.cell(row, col) {
        Cell::Text(words) => text::comma_number(words).filter(|number| number.marker.is_none()),
        _ => None,
    };
    let Some(number) = number else { return shown(sheet, row, col, stored) };
    number_text(model::Precision::new(number.decimals, number.percent).displayed(number.value))
}

/// The text of a cell: number as displayed or stored, date, marker or words.
fn shown(sheet: &Sheet, row: u32, col: u32, stored: bool) -> String {
    // As displayed, a note mark is no part of a text.
    if let Some(whole) = sheet.stored_text(row, col).filter(|_| stored) {
        return whole.trim().to_owned();
    }
    shown_as(sheet.cell(row, col), sheet.style(row, col), stored)
}

/// The same for a cell of a style.
pub(crate) fn shown_as(cell: Cell<'_>, style: &Style, stored: bool) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) if stored => number_text(number),
        Cell::Number(number) => number_text(style.precision_of(number).displayed(number)),
        Cell::Duration(days) => number_text(days),
        Cell::DateTime(days) => workbook::iso_date(days),
        Cell::Bool(_) | Cell::Error(_) => style.text(cell).into_owned(),
        Cell::Text(words) => match text::number_in(words) {
            Some(number) if number.marker.is_none() && !number.percent => number_text(number.value),
            Some(_) | None => words.trim().to_owned(),
        },
    }
}
