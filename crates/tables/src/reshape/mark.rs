//! A table that a person has marked out on a sheet, where none was found or another one.

use model::{CellAddress, CellRange};
use workbook::{Cell, Sheet};

use super::{Bounds, bounds, finish, joined};
use crate::correct::{Lines, Unfound, sheet_columns, sheet_rows};
use crate::find;
use crate::layout::{Confidence, LabelColumn, Layout, Said};
use crate::recipe::AreaRecipe;
use crate::text;

/// What the recipe says of an area of a sheet. Refused, in words without a full stop, where nothing can find it again.
pub fn area_of(sheet: &Sheet, range: CellRange) -> Result<AreaRecipe, String> {
    let rows = sheet_rows(sheet);
    let own = rows.between(range.first.row, range.last.row);
    let (Some(first), Some(last)) = (own.first().copied(), own.last().copied()) else {
        return Err("it holds nothing that a reader sees".to_owned());
    };
    let end = sheet.rows().max(1) - 1;
    let is_first = rows.between(0, first).len() == 1;
    let next = rows.between(last + 1, end).first().copied();
    let mut area = AreaRecipe {
        from: rows.anchor(first).filter(|_| !is_first),
        before: next.and_then(|next| rows.anchor(next)),
        ..AreaRecipe::default()
    };
    let cols = sheet_columns(sheet, (first, last));
    let across = cols.between(range.first.col, range.last.col);
    let (Some(left), Some(right)) = (across.first().copied(), across.last().copied()) else {
        return Err("it holds nothing that a reader sees".to_owned());
    };
    if cols.between(0, left).len() > 1 {
        area.from_column = cols.anchor(left);
    }
    let beyond = cols.between(right + 1, sheet.cols().max(1) - 1).first().copied();
    area.before_column = beyond.and_then(|beyond| cols.anchor(beyond));
    Ok(area)
}

/// The table in an area of a sheet. None where it holds no values; what the area is found by and is not there is told.
pub fn marked_out(file: &str, sheet: &Sheet, area: &AreaRecipe) -> Result<Option<Layout>, Vec<Unfound>> {
    if sheet.rows() == 0 || sheet.cols() == 0 {
        return Ok(None);
    }
    let whole = Bounds { rows: (0, sheet.rows() - 1), cols: (0, sheet.cols() - 1) };
    let columns = |rows: (u32, u32)| -> Lines { sheet_columns(sheet, rows) };
    let found = bounds(whole, area, &sheet_rows(sheet), columns)?;
    let tables = find::find_within(file, sheet, found.rows, found.cols);
    let layout = match tables.as_slice() {
        [] => plain(sheet, found),
        [only] => Some(only.clone()),
        [first, others @ ..] => Some(joined(sheet, first, &others.iter().collect::<Vec<_>>())),
    };
    Ok(layout.map(|mut layout| {
        layout.reach = found.rows;
        layout.band = found.cols;
        if layout.title.is_empty() {
            layout.title.clone_from(&sheet.name);
        }
        layout.reasons.push("A person has marked it out.".to_owned());
        layout
    }))
}

/// A layout where detection sees no table: rows above the first number are its header, columns of words on the left its
/// labels.
fn plain(sheet: &Sheet, found: Bounds) -> Option<Layout> {
    let seen_cols = (found.cols.0..=found.cols.1).filter(|col| !sheet.is_col_hidden(*col));
    let cols: Vec<u32> = seen_cols.collect();
    let holds = |row: &u32| cols.iter().any(|col| !sheet.cell(*row, *col).is_blank());
    let seen = (found.rows.0..=found.rows.1).filter(|row| !sheet.is_row_hidden(*row));
    let rows: Vec<u32> = seen.filter(holds).collect();
    let number = |row: u32, col: u32| find::number(sheet, row, col).is_some();
    let first = rows.iter().position(|row| cols.iter().skip(1).any(|col| number(*row, *col)));
    let first = first.or_else(|| rows.iter().position(|row| cols.iter().any(|col| number(*row, *col))))?;
    let (header, data) = rows.split_at(first);
    let is_values = |col: &u32| data.iter().any(|row| number(*row, *col));
    let left = cols.iter().position(|col| is_values(col) && (*col != cols[0] || cols.len() == 1));
    let left = left.or_else(|| cols.iter().position(is_values))?;
    let filled = |col: &u32| data.iter().any(|row| !matches!(sheet.cell(*row, *col), Cell::Empty));
    let labels = cols[..left].iter().filter(|col| filled(col));
    let labels = labels.map(|col| LabelColumn { col: *col, heading: String::new() }).collect();
    let value_cols: Vec<u32> = cols[left..].iter().copied().filter(is_values).collect();
    let note_cols = cols[left..].iter().copied().filter(|col| !is_values(col) && filled(col)).collect();
    // One text over several header lines is a title.
    let texts = |row: u32| cols.iter().filter(|col| !sheet.cell(row, **col).is_blank()).count();
    let titles = header.iter().take_while(|row| header.len() > 1 && texts(**row) == 1).count();
    let (title_rows, header_rows) = header.split_at(titles);
    let title = title_rows.first().map(|row| {
        let line = cols.iter().map(|col| text::cell_label(sheet, *row, *col));
        line.filter(|text| !text.is_empty()).collect::<String>()
    });
    let cell = CellAddress::new(found.rows.0, found.cols.0);
    let mut layout = Layout {
        name: model::slug(&sheet.name),
        sheet: sheet.name.clone(),
        position: 1,
        title: title.unwrap_or_else(|| sheet.name.clone()),
        subtitle: Vec::new(),
        unit: None,
        range: CellRange::new(cell, cell),
        title_rows: title_rows.to_vec(),
        unit_rows: Vec::new(),
        header_rows: header_rows.to_vec(),
        label_cols: labels,
        value_cols,
        note_cols,
        data_rows: data.to_vec(),
        group_rows: Vec::new(),
        total_rows: Vec::new(),
        total_cols: Vec::new(),
        note_rows: Vec::new(),
        ignored_rows: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_cols: Vec::new(),
        confidence: Confidence::Low,
        reasons: Vec::new(),
        band: found.cols,
        ignored_cols: Vec::new(),
        reach: found.rows,
        said: Said::default(),
    };
    finish(sheet, &mut layout, "No table was found here: the first row with a number begins the values.");
    Some(layout)
}
