//! Values, displays and markers of the cells of a table.

use model::{Marker, MarkerMeaning, Precision, TidyTable};
use workbook::{Cell, Sheet};

use crate::find;
use crate::text;

/// Different markers that one table can hold.
pub(crate) const MOST_MARKERS: usize = 250;

/// Reads the grid of a table into its values, precisions and markers.
pub(super) fn fill(sheet: &Sheet, table: &mut TidyTable) {
    let (rows, cols) = (table.rows.clone(), table.cols.clone());
    let commas = find::has_decimal_commas(sheet);
    table.values.reserve(rows.len() * cols.len());
    for row in &rows {
        for col in &cols {
            let (value, precision, marker) = read(sheet, *row, *col, commas);
            let code = marker.map_or(0, |marker| table.marker_code(&marker));
            table.values.push(value);
            table.precisions.push(precision);
            table.markers.push(code);
        }
    }
}

/// One cell: its stored number (NaN where there is none), how it is displayed, and its marker. `commas` says that the
/// sheet writes decimals with a comma.
pub(crate) fn read(sheet: &Sheet, row: u32, col: u32, commas: bool) -> (f64, Precision, Option<Marker>) {
    match sheet.cell(row, col) {
        Cell::Empty => (f64::NAN, Precision::GENERAL, None),
        Cell::Number(number) => (number, sheet.precision(row, col), None),
        Cell::Duration(days) => (days, Precision::GENERAL, None),
        Cell::Text(words) => match text::comma_number(words).filter(|_| commas) {
            Some(number) => (number.value, Precision::new(number.decimals, number.percent), number.marker),
            None => read_text(words),
        },
        Cell::Error(words) => (f64::NAN, Precision::GENERAL, Some(unknown(words))),
        Cell::Bool(_) => (f64::NAN, Precision::GENERAL, Some(unknown(&sheet.text(row, col)))),
        Cell::DateTime(days) => (f64::NAN, Precision::GENERAL, Some(unknown(&workbook::iso_date(days)))),
    }
}

/// A value cell that holds text: a number typed as text, a marker, a bound, or words that stay as they are.
pub(crate) fn read_text(words: &str) -> (f64, Precision, Option<Marker>) {
    let words = words.trim();
    if words.is_empty() {
        return (f64::NAN, Precision::GENERAL, None);
    }
    if let Some(number) = text::number_in(words) {
        return (number.value, Precision::new(number.decimals, number.percent), number.marker);
    }
    let marker = Marker::recognise(words).unwrap_or_else(|| {
        // A bound stands where the number itself is withheld.
        let withheld = text::is_bounded(words);
        let meaning = if withheld { MarkerMeaning::Suppressed } else { MarkerMeaning::Unknown };
        Marker { text: words.to_owned(), meaning }
    });
    (f64::NAN, Precision::GENERAL, Some(marker))
}

fn unknown(words: &str) -> Marker {
    Marker { text: words.to_owned(), meaning: MarkerMeaning::Unknown }
}
