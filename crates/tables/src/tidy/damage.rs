//! What a spreadsheet did to labels while they were typed or opened: `2E05` became 2.00E+05, `5-9` became 5 September,
//! `00123` became 123, and of 16 digits the last became a zero.

use std::collections::BTreeMap;

use model::{CellAddress, Damage, What};
use workbook::{Cell, Sheet};

use crate::layout::Layout;
use crate::remarks::Remark;
use crate::text;
use crate::words;

/// Rows that are looked at: what happened to a column shows there.
const LOOK: usize = 20_000;

/// What was found in one column or header row.
#[derive(Default)]
struct Line {
    labels: u32,
    ages: u32,
    coded: u32,
    dates: Vec<(CellAddress, String)>,
    scientific: Vec<(CellAddress, String)>,
    long: Vec<(CellAddress, String)>,
    /// Labels of digits alone, by their length.
    digits: BTreeMap<usize, Vec<(CellAddress, String)>>,
    /// Whether some of them begins with a zero.
    zeros: bool,
}

/// Looks at the label columns and header rows of a table.
pub(super) fn remarks(sheet: &Sheet, layout: &Layout) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for column in &layout.label_cols {
        let cells = layout.data_rows.iter().take(LOOK).map(|row| CellAddress::new(*row, column.col));
        remarks.extend(line(sheet, cells).remarks(&column.heading));
    }
    for row in &layout.header_rows {
        let cells = layout.value_cols.iter().map(|col| CellAddress::new(*row, *col));
        remarks.extend(line(sheet, cells).remarks(""));
    }
    remarks
}

fn line(sheet: &Sheet, cells: impl Iterator<Item = CellAddress>) -> Line {
    let mut line = Line::default();
    for at in cells {
        let cell = sheet.cell(at.row, at.col);
        if !cell.is_blank() {
            line.labels += 1;
            line.look(at, cell, &sheet.style(at.row, at.col).number_format, &sheet.text(at.row, at.col));
        }
    }
    line
}

impl Line {
    fn look(&mut self, at: CellAddress, cell: Cell<'_>, format: &str, shown: &str) {
        match cell {
            Cell::DateTime(days) => self.dates.push((at, short_date(&workbook::iso_date(days)))),
            Cell::Number(number) => {
                let scientific = format.contains("E+") || format.contains("e+");
                if scientific && number.fract() == 0.0 && number.abs() >= 10.0 {
                    self.scientific.push((at, shown.to_owned()));
                } else if number.abs() >= 1e15 {
                    self.long.push((at, text::number_text(number)));
                } else if number.fract() == 0.0 && number >= 0.0 {
                    self.digits(
                        at,
                        &text::label_of(cell, &workbook::Style::default().with_number_format(format)),
                    );
                }
            }
            Cell::Text(words) => self.text(at, words.trim()),
            Cell::Empty | Cell::Bool(_) | Cell::Error(_) | Cell::Duration(_) => {}
        }
    }

    fn text(&mut self, at: CellAddress, label: &str) {
        if words::is_age(label) || text::is_bounded(label) {
            self.ages += 1;
        } else if is_scientific(label) {
            self.scientific.push((at, label.to_owned()));
        } else if let Some(date) = typed_date(label) {
            self.dates.push((at, date));
        } else if !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit()) {
            self.digits(at, label);
        }
        self.coded += u32::from(is_code(label));
    }

    fn digits(&mut self, at: CellAddress, label: &str) {
        self.zeros |= label.starts_with('0') && label.len() > 1;
        self.digits.entry(label.len()).or_default().push((at, label.to_owned()));
    }

    fn remarks(self, heading: &str) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let few = |count: usize| (count as u32) * 2 < self.labels;
        if self.ages * 2 >= self.labels && few(self.dates.len()) {
            let meant = |shown: &str| range_of(shown);
            remarks.extend(remark(Damage::Date, heading, &self.dates, meant));
        } else if self.coded * 2 >= self.labels && few(self.dates.len()) {
            remarks.extend(remark(Damage::Date, heading, &self.dates, |_| None));
        }
        if self.coded > 0 || few(self.scientific.len()) {
            remarks.extend(remark(Damage::Scientific, heading, &self.scientific, code_of));
        }
        remarks.extend(remark(Damage::LostDigits, heading, &self.long, |_| None));
        // Codes of one length with zeros in front, and shorter ones that have none.
        if let (true, Some((length, most))) =
            (self.zeros, self.digits.iter().max_by_key(|(_, all)| all.len()))
        {
            let shorter: Vec<(CellAddress, String)> =
                self.digits.range(..length).flat_map(|(_, all)| all.iter().cloned()).collect();
            if *length > 2 && most.len() > shorter.len() {
                remarks.extend(remark(Damage::LostZeros, heading, &shorter, |shown| {
                    Some(format!("{shown:0>length$}"))
                }));
            }
        }
        remarks
    }
}

fn remark(
    damage: Damage,
    heading: &str,
    cells: &[(CellAddress, String)],
    meant: impl Fn(&str) -> Option<String>,
) -> Option<Remark> {
    let (cell, shown) = cells.first()?;
    let what = What::Damaged {
        damage,
        column: heading.to_owned(),
        count: cells.len() as u64,
        shown: shown.clone(),
        meant: meant(shown),
    };
    Some(Remark::warning(Some(*cell), format!("{heading}/{damage:?}").to_lowercase(), what))
}

/// `2.00E+05`, as Excel writes it into a CSV.
fn is_scientific(label: &str) -> bool {
    let Some((mantissa, exponent)) = label.split_once("E+") else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(exponent) && mantissa.split('.').all(digits) && mantissa.split('.').count() <= 2
}

/// The code that a number in scientific notation may have been: `2E05` of 2.00E+05.
fn code_of(shown: &str) -> Option<String> {
    let (mantissa, exponent) = shown.split_once("E+")?;
    let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
    (!mantissa.contains('.')).then(|| format!("{mantissa}E{exponent}"))
}

/// A code of letters and digits: `2E05`, `A1B`.
fn is_code(label: &str) -> bool {
    (2..=10).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && label.bytes().any(|b| b.is_ascii_digit())
        && label.bytes().any(|b| b.is_ascii_uppercase())
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `2024-09-05` as Excel shows what was typed as `5-9`: `05-Sep`.
fn short_date(iso: &str) -> String {
    let month = iso.get(5..7).and_then(|month| month.parse::<usize>().ok()).and_then(|at| MONTHS.get(at - 1));
    match (month, iso.get(8..10)) {
        (Some(month), Some(day)) => format!("{day}-{month}"),
        _ => iso.to_owned(),
    }
}

/// `05-Sep` or `Sep-05` as it stands in a CSV that Excel has saved.
fn typed_date(label: &str) -> Option<String> {
    let (one, other) = label.split_once('-')?;
    let month = |part: &str| MONTHS.contains(&part);
    let number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    ((month(one) && number(other)) || (number(one) && month(other))).then(|| label.to_owned())
}

/// The range that a short date may have been: `5-9` of 05-Sep, `10-14` of Oct-14.
fn range_of(shown: &str) -> Option<String> {
    let (one, other) = shown.split_once('-')?;
    let month = |part: &str| MONTHS.iter().position(|month| *month == part).map(|at| at + 1);
    let number = |part: &str| part.parse::<usize>().ok();
    if let (Some(day), Some(month)) = (number(one), month(other)) {
        return Some(format!("{}-{}", day.min(month), day.max(month)));
    }
    Some(format!("{}-{}", month(one)?, number(other)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_labels_are_told_from_sound_ones() {
        assert!(is_scientific("2.00E+05") && is_scientific("2E+05") && !is_scientific("2E05"));
        assert_eq!(code_of("2.00E+05").as_deref(), Some("2E05"));
        assert_eq!(code_of("2.50E+05"), None);
        assert_eq!(range_of("05-Sep").as_deref(), Some("5-9"));
        assert_eq!(range_of("Oct-14").as_deref(), Some("10-14"));
        assert_eq!(short_date("2024-09-05"), "05-Sep");
        assert!(is_code("2E05") && is_code("15N") && !is_code("Total") && !is_code("2024"));
    }
}
