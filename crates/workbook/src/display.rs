//! What a person sees in a cell.

use std::borrow::Cow;

use crate::number_format;
use crate::sheet::Cell;
use crate::style::Style;

/// The text shown for a cell of this style.
pub(crate) fn text<'a>(cell: Cell<'a>, style: &Style) -> Cow<'a, str> {
    let code = &style.number_format;
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => number_format::show_text(code, text).map_or(Cow::Borrowed(text), Cow::Owned),
        Cell::Error(text) => Cow::Borrowed(text),
        Cell::Bool(value) => Cow::Borrowed(if value { "TRUE" } else { "FALSE" }),
        Cell::Number(number) => Cow::Owned(number_format::show(code, number)),
        // Where a file gives no format, a date is shown as ISO 8601 writes it.
        Cell::DateTime(days) if number_format::is_general(code) => Cow::Owned(crate::dates::iso_date(days)),
        Cell::Duration(days) if number_format::is_general(code) => {
            Cow::Owned(number_format::show("[h]:mm:ss", days))
        }
        Cell::DateTime(days) | Cell::Duration(days) => Cow::Owned(number_format::show(code, days)),
    }
}
