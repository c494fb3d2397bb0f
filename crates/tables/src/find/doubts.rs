//! What could be otherwise in how a table is laid out: each doubt is a reason not to be sure.

use workbook::Sheet;

use super::scan::{self, Class};
use crate::layout::Layout;
use crate::levels;

/// Rows looked at in long tables.
const LOOK: usize = 500;

/// Every doubt, in words, about the header first.
pub(super) fn about(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    let table = Table { sheet, layout, commas: scan::has_decimal_commas(sheet) };
    let checks = [
        Table::bare_columns,
        Table::lone_heading,
        Table::header_far,
        Table::numbers_in_header,
        Table::wide_lines_above,
        Table::long_heading,
        Table::heading_above,
        Table::labels_in_header,
        Table::label_columns,
        Table::odd_sides,
        Table::labels_among_values,
        Table::no_values,
        Table::filled,
        Table::words_among_values,
        Table::groups,
        Table::labels_without_values,
        Table::ignored,
    ];
    checks.iter().filter_map(|check| check(&table)).collect()
}

struct Table<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    /// Whether the sheet writes decimals with a comma.
    commas: bool,
}

impl Table<'_> {
    fn number(row: u32) -> u64 {
        u64::from(row) + 1
    }

    fn is_filled(&self, row: u32, col: u32) -> bool {
        !self.sheet.cell(row, col).is_blank()
    }

    fn class(&self, row: u32, col: u32) -> Option<Class> {
        scan::classify(self.sheet, row, col, self.commas)
    }

    fn filled_in_band(&self, row: u32) -> usize {
        let (first, last) = self.layout.band;
        let shown = |col: &u32| !self.sheet.is_col_hidden(*col) && self.is_filled(row, *col);
        (first..=last).filter(shown).count()
    }

    fn bare_columns(&self) -> Option<String> {
        let texts = levels::header_levels(self.sheet, self.layout, &self.layout.value_cols);
        let bare = texts.last().map_or(0, |level| level.iter().filter(|text| text.is_empty()).count());
        (bare > 0).then(|| format!("{bare} of the value columns have no heading."))
    }

    /// A label heading alone in a row below other headings may head a group instead.
    fn lone_heading(&self) -> Option<String> {
        let (last, above) = self.layout.header_rows.split_last()?;
        let lone = !above.is_empty() && !self.layout.value_cols.iter().any(|col| self.is_filled(*last, *col));
        lone.then(|| {
            let row = Self::number(*last);
            format!("Row {row} holds a heading of the labels alone: it may head the first group instead.")
        })
    }

    fn header_far(&self) -> Option<String> {
        let first = *self.layout.data_rows.first().min(self.layout.group_rows.first())?;
        let next = self.layout.header_rows.iter().skip(1).copied().chain([first]);
        let gaps = self.layout.header_rows.iter().zip(next).map(|(row, next)| next.saturating_sub(row + 1));
        let blank = gaps.max()?;
        (blank > 3).then(|| format!("{blank} rows stand empty below a row of the header."))
    }

    fn numbers_in_header(&self) -> Option<String> {
        let number = |row: &&u32| {
            let mut cols = self.layout.value_cols.iter();
            cols.any(|col| matches!(self.class(**row, *col), Some(Class::Number | Class::Marker)))
        };
        let row = self.layout.header_rows.iter().find(number)?;
        Some(format!("Row {} of the header holds numbers or markers.", Self::number(*row)))
    }

    /// A line of several texts over the values that was taken for a title or note.
    fn wide_lines_above(&self) -> Option<String> {
        let first = *self.layout.header_rows.first()?;
        let above = self.layout.title_rows.iter().chain(&self.layout.note_rows).filter(|row| **row < first);
        let wide = |row: &&u32| self.filled_in_band(**row) > 3;
        let row = above.copied().find(|row| wide(&row))?;
        Some(format!(
            "Row {} above the header holds several texts: it may be a level of it.",
            Self::number(row)
        ))
    }

    /// A long text over the labels in a row of the header may be a line of the title.
    fn long_heading(&self) -> Option<String> {
        let label = self.layout.label_cols.first()?.col;
        let long = |row: &&u32| self.sheet.text(**row, label).trim().len() > 45;
        let row = self.layout.header_rows.iter().find(long)?;
        Some(format!("Row {} of the header opens with a long text: it may be a title.", Self::number(*row)))
    }

    /// A short line just above the header, where its labels have no heading, may be their heading.
    fn heading_above(&self) -> Option<String> {
        let label = self.layout.label_cols.first().filter(|label| label.heading.is_empty())?;
        let first = *self.layout.header_rows.first()?;
        let above = self.layout.title_rows.iter().chain(&self.layout.note_rows).filter(|row| **row < first);
        let row = above.copied().max().filter(|row| first - row <= 3)?;
        let short = self.sheet.text(row, label.col).trim().len();
        (1..=30)
            .contains(&short)
            .then(|| format!("Row {} above the header may be the heading of its labels.", Self::number(row)))
    }

    /// Labels in many rows of the header may be those of rows without numbers.
    fn labels_in_header(&self) -> Option<String> {
        let first = self.layout.label_cols.first()?.col;
        let labelled = self.layout.header_rows.iter().filter(|row| self.is_filled(**row, first)).count();
        (labelled >= 3).then(|| format!("{labelled} rows of the header have a label."))
    }

    fn label_columns(&self) -> Option<String> {
        self.layout.label_cols.is_empty().then(|| "No column of labels was found.".to_owned())
    }

    fn odd_sides(&self) -> Option<String> {
        let right =
            self.layout.label_cols.first().map(|label| label.col) > self.layout.value_cols.last().copied();
        let odd = self.layout.header_is_below() || (right && !self.layout.value_cols.is_empty());
        odd.then(|| "Its header stands below, or its labels right of, the values.".to_owned())
    }

    /// Words in every other column are rather remarks on the values than labels of the rows.
    fn labels_among_values(&self) -> Option<String> {
        let first = self.layout.value_cols.first()?;
        let among = self.layout.label_cols.iter().filter(|label| label.col > *first).count();
        (among > 3 && 4 * among > self.layout.value_cols.len())
            .then(|| format!("{among} columns of words stand among its values."))
    }

    fn no_values(&self) -> Option<String> {
        let list = "It holds no numbers: it is taken for a list of codes and names.";
        self.layout.value_cols.is_empty().then(|| list.to_owned())
    }

    fn filled(&self) -> Option<String> {
        if self.layout.value_cols.is_empty() {
            return None;
        }
        let rows = self.layout.data_rows.iter().take(200);
        let filled: usize = rows
            .map(|row| self.layout.value_cols.iter().filter(|col| self.is_filled(*row, **col)).count())
            .sum();
        let all = self.layout.data_rows.len().min(200) * self.layout.value_cols.len();
        let share = 100 * filled / all.max(1);
        (share < 70).then(|| format!("Only {share} % of the cells in its value columns hold something."))
    }

    fn words_among_values(&self) -> Option<String> {
        let (mut words, mut filled) = (0, 0);
        for row in self.layout.data_rows.iter().take(200) {
            for col in self.layout.value_cols.iter().take(60) {
                let class = self.class(*row, *col);
                words += usize::from(class == Some(Class::Text));
                filled += usize::from(class.is_some());
            }
        }
        (20 * words > filled).then(|| "Words stand among its values.".to_owned())
    }

    fn groups(&self) -> Option<String> {
        let first = self.layout.label_cols.first()?.col;
        let blank = |row: &&u32| !self.is_filled(**row, first);
        if let Some(row) = self.layout.group_rows.iter().find(blank) {
            return Some(format!(
                "Row {} is taken for a group heading, but its first label is empty.",
                Self::number(*row)
            ));
        }
        let several = self.layout.label_cols.len() > 1;
        let goes_on = |row: &&u32| {
            let next = self.layout.data_rows.binary_search(&(**row + 1)).is_ok();
            !several && next && !self.is_filled(**row + 1, first)
        };
        let row = self.layout.group_rows.iter().find(goes_on)?;
        Some(format!("The label of row {} may go on in the next row.", Self::number(*row)))
    }

    fn labels_without_values(&self) -> Option<String> {
        if self.layout.value_cols.is_empty() {
            return None;
        }
        let empty = |row: &&u32| !self.layout.value_cols.iter().any(|col| self.is_filled(**row, *col));
        let row = self.layout.data_rows.iter().take(LOOK).find(empty)?;
        Some(format!("Row {} has a label and no values.", Self::number(*row)))
    }

    fn ignored(&self) -> Option<String> {
        (!self.layout.ignored_rows.is_empty()).then(|| {
            "Rows inside the table repeat the header or number its columns; they are left out.".to_owned()
        })
    }
}
