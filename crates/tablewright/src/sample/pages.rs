//! Cover, contents and notes.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::edition::Edition;
use super::styles::Styles;

/// Sheet and title of each table, in the order of the contents.
pub(super) const TITLES: [(&str, &str); 4] = [
    (
        "Table 1",
        "Table 1: A&E attendances, emergency admissions and long waits by month, England, April 2024 to March 2025 [note 1]",
    ),
    (
        "Table 2",
        "Table 2: A&E attendances for heat-related illness by integrated care board and patient characteristics, April 2024 to March 2025 [note 3]",
    ),
    (
        "Table 3",
        "Table 3: A&E attendances and percentage within 4 hours by region, April 2024 to March 2025 [note 1]",
    ),
    (
        "Table 4",
        "Table 4: A&E attendances for selected injuries by injury type and arrival mode, April 2024 to March 2025 [note 5]",
    ),
];

const NOTES: [(&str, &str); 5] = [
    ("note 1", "Attendances at all types of department. A person who attends twice is counted twice."),
    ("note 2", "Admissions to the same hospital through its accident and emergency department."),
    (
        "note 3",
        "Three regions that take part in the collection. England is the sum of these regions. Boards are those of December 2024.",
    ),
    ("note 4", "From arrival to departure, admission or transfer. Shown as a whole percentage."),
    (
        "note 5",
        "A star stands for a count of 1 to 5. Selected injuries only, so there is no total of all injuries.",
    ),
];

const COVER: [&str; 8] = [
    "An example to try Tablewright with. Every figure in this workbook is made up.",
    "Names and codes of regions and integrated care boards are real, so that code lists can be shown; the figures say nothing about them.",
    "Publisher: Example Health Statistics",
    "Publication date: 10 July 2025",
    "Period: April 2024 to March 2025",
    "Next release: July 2026",
    "Contact: Urgent care statistics team, urgent.care.statistics@example.org",
    "Counts are unrounded and some are small. They are not to be published before disclosure control.",
];

/// The cover: title, summary, dates, contact.
pub(super) fn cover(sheet: &mut Worksheet, styles: &Styles, edition: Edition) -> Result<(), XlsxError> {
    sheet.set_name("Cover")?.set_column_width(0, 100)?;
    let title = edition.text("Accident and emergency attendances, 2024-25");
    sheet.write_with_format(0, 0, title, &styles.title)?;
    for (row, line) in (2..).zip(COVER) {
        sheet.write_with_format(row, 0, edition.text(line), &styles.wrapped)?;
    }
    Ok(())
}

/// The contents, with a link to each table.
pub(super) fn contents(sheet: &mut Worksheet, styles: &Styles, edition: Edition) -> Result<(), XlsxError> {
    sheet.set_name("Contents")?.set_column_width(0, 16)?.set_column_width(1, 110)?;
    sheet.write_with_format(0, 0, "Contents", &styles.title)?;
    sheet.write_with_format(2, 0, "Worksheet", &styles.header)?;
    sheet.write_with_format(2, 1, "Title", &styles.header)?;
    for (row, (name, title)) in (3..).zip((0..TITLES.len()).map(|index| edition.title(index))) {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(&name);
        sheet.write_url(row, 0, link)?;
        sheet.write_with_format(row, 1, title, &styles.text)?;
    }
    Ok(())
}

/// The notes that the tables refer to.
pub(super) fn notes(sheet: &mut Worksheet, styles: &Styles, edition: Edition) -> Result<(), XlsxError> {
    sheet.set_name("Notes")?.set_column_width(0, 16)?.set_column_width(1, 110)?;
    sheet.write_with_format(0, 0, "Notes", &styles.title)?;
    sheet.write_with_format(2, 0, "Note number", &styles.header)?;
    sheet.write_with_format(2, 1, "Note text", &styles.header)?;
    for (row, (number, text)) in (3..).zip(NOTES) {
        sheet.write_with_format(row, 0, number, &styles.text)?;
        sheet.write_with_format(row, 1, edition.text(text), &styles.wrapped)?;
    }
    Ok(())
}
