//! What a person sees in a cell.

use std::borrow::Cow;

use crate::sheet::Cell;
use crate::style::Style;

/// The text shown for a cell of this style.
pub(crate) fn text<'a>(cell: Cell<'a>, _style: &Style) -> Cow<'a, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) | Cell::Error(text) => Cow::Borrowed(text),
        Cell::Bool(value) => Cow::Borrowed(if value { "TRUE" } else { "FALSE" }),
        Cell::Number(number) | Cell::DateTime(number) | Cell::Duration(number) => {
            Cow::Owned(number.to_string())
        }
    }
}
