//! What of a cell's formatting matters: how its number is shown, and what its look says about structure.

use std::borrow::Cow;

use model::Precision;

use crate::display;
use crate::number_format;
use crate::sheet::Cell;

/// How text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text left, numbers right.
    #[default]
    General,
    /// Left.
    Left,
    /// Centre, also across a selection.
    Centre,
    /// Right.
    Right,
}

/// The formatting of a cell, as far as it matters.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about a cell's look")]
pub struct Style {
    /// The number format code (`#,##0.0`); `General` by default.
    pub number_format: String,
    /// What the number format does to plain positive numbers, worked out once.
    pub precision: Precision,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Indentation in steps.
    pub indent: u8,
    /// Horizontal alignment.
    pub align: Align,
    /// Fill colour, as red, green, blue.
    pub fill: Option<[u8; 3]>,
    /// Whether there is a line along the upper edge.
    pub border_top: bool,
    /// Whether there is a line along the lower edge.
    pub border_bottom: bool,
    /// Font size in tenths of a point; 0 when unknown.
    pub font_size: u16,
}

impl Style {
    /// The style with the number format and the precision that follows from it.
    #[must_use]
    pub fn with_number_format(mut self, code: &str) -> Self {
        code.clone_into(&mut self.number_format);
        self.precision = number_format::precision(code);
        self
    }

    /// How a number is displayed; a format with sections may show different numbers differently.
    pub fn precision_of(&self, number: f64) -> Precision {
        if number_format::depends_on(&self.number_format, number) {
            number_format::precision_of(&self.number_format, number)
        } else {
            self.precision
        }
    }

    /// The text that a person sees in a cell of this style; not clipped to the column's width.
    pub fn text<'a>(&self, cell: Cell<'a>) -> Cow<'a, str> {
        display::text(cell, self)
    }

    /// A key that equal styles share.
    pub(crate) fn key(&self) -> String {
        format!("{self:?}")
    }
}

impl Default for Style {
    fn default() -> Self {
        Self {
            number_format: "General".to_owned(),
            precision: Precision::GENERAL,
            bold: false,
            italic: false,
            indent: 0,
            align: Align::General,
            fill: None,
            border_top: false,
            border_bottom: false,
            font_size: 0,
        }
    }
}
