//! The look of the sample's cells.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// The cell formats that the sheets share.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) text: Format,
    pub(super) wrapped: Format,
    pub(super) header: Format,
    /// Labels by level: country, region, board.
    pub(super) labels: [Format; 3],
    pub(super) count: Format,
    pub(super) percent: Format,
    pub(super) marker: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let text = Format::new().set_font_name("Arial").set_font_size(12);
        let bold = text.clone().set_bold();
        Self {
            title: bold.clone().set_font_size(15),
            wrapped: text.clone().set_text_wrap().set_align(FormatAlign::Top),
            header: bold
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_border_bottom(FormatBorder::Thin),
            labels: [bold, text.clone().set_indent(1), text.clone().set_indent(2)],
            count: text.clone().set_num_format("#,##0"),
            percent: text.clone().set_num_format("0%"),
            marker: text.clone().set_align(FormatAlign::Right),
            text,
        }
    }
}
