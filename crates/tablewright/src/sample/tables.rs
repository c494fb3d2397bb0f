//! The four tables, and the very hidden sheet with an older version of the last one.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::edition::Edition;
use super::figures::{
    ARRIVAL_MODES, ARRIVES_HIDDEN, Ages, HEAT_ILLNESS, INJURIES, Injury, SUPERSEDED, UNROUNDED, legacy_hides,
    spread, sum,
};
use super::pivot;
use super::styles::Styles;

/// Row of the first header row of every table.
const HEADER: u32 = 2;
const AGES: [&str; 4] = ["0 to 17", "18 to 64", "65 and over", "Total"];
/// Over the table that stands further down in the next edition.
const REVISED: &str =
    "Note: injury types follow the coding frame of April 2025; electric scooters have their own type.";
const SOURCE: &str = "Source: Example Health Statistics, made-up figures";

/// Table 1: one header row, a total row, and two hidden rows that a correction left behind.
pub(super) fn by_month(sheet: &mut Worksheet, styles: &Styles, edition: Edition) -> Result<(), XlsxError> {
    start(sheet, styles, edition, 0)?;
    sheet.set_column_width(0, 38)?.set_column_range_width(1, 4, 20)?;
    let headings = [
        "Month",
        "Area",
        "Attendances",
        "Emergency admissions [note 2]",
        "Waits over 12 hours from decision to admit",
    ];
    header(sheet, styles, HEADER, &headings)?;
    let months = edition.months();
    let superseded = SUPERSEDED.map(|(month, counts)| (edition.text(month), counts));
    let (before, after) = months.split_at(2);
    let mut row = HEADER + 1;
    for (month, counts) in before.iter().chain(&superseded).chain(after) {
        month_row(sheet, styles, row, month, counts)?;
        row += 1;
    }
    for offset in 0..SUPERSEDED.len() {
        sheet.set_row_hidden(HEADER + 1 + (before.len() + offset) as u32)?;
    }
    let total = [0, 1, 2].map(|measure| months.iter().map(|(_, counts)| counts[measure]).sum());
    month_row(sheet, styles, row, "Total", &total)?;
    foot(sheet, styles, row + 2, &[SOURCE])
}

fn month_row(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    month: &str,
    counts: &[u32; 3],
) -> Result<(), XlsxError> {
    sheet.write_with_format(row, 0, month, &styles.text)?;
    sheet.write_with_format(row, 1, "England", &styles.text)?;
    for (col, count) in (2..).zip(counts) {
        sheet.write_with_format(row, col, *count, &styles.count)?;
    }
    Ok(())
}

/// Table 2: sex merged over ages; England, its regions and their boards, told apart by indentation.
pub(super) fn heat_illness(
    sheet: &mut Worksheet,
    styles: &Styles,
    edition: Edition,
) -> Result<(), XlsxError> {
    start(sheet, styles, edition, 1)?;
    sheet.set_column_width(0, 13)?.set_column_width(1, 68)?.set_column_range_width(2, 13, 13)?;
    sheet.merge_range(HEADER, 0, HEADER + 1, 0, "Area code", &styles.header)?;
    sheet.merge_range(HEADER, 1, HEADER + 1, 1, "Area", &styles.header)?;
    for (first, sex) in [(2, "Male"), (6, "Female"), (10, "Total")] {
        sheet.merge_range(HEADER, first, HEADER, first + 3, sex, &styles.header)?;
        for (col, age) in (first..).zip(AGES) {
            sheet.write_with_format(HEADER + 1, col, age, &styles.header)?;
        }
    }
    let mut row = HEADER + 2;
    let england = sum(HEAT_ILLNESS.iter().flat_map(|(_, _, boards)| *boards));
    area_row(sheet, styles, row, (0, "E92000001", "England"), england)?;
    for (code, region, boards) in HEAT_ILLNESS {
        row += 1;
        area_row(sheet, styles, row, (1, code, region), sum(boards))?;
        for (code, board, ages) in boards {
            row += 1;
            area_row(sheet, styles, row, (2, code, board), *ages)?;
        }
    }
    foot(sheet, styles, row + 2, &["* Small count, withheld", SOURCE])
}

/// One area: its level, code and name, and its twelve counts.
fn area_row(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    (level, code, name): (usize, &str, &str),
    ages: Ages,
) -> Result<(), XlsxError> {
    sheet.write_with_format(row, 0, code, &styles.text)?;
    sheet.write_with_format(row, 1, name, &styles.labels[level])?;
    for (index, count) in spread(ages).into_iter().enumerate() {
        // The columns of an area's own ages are not in one piece: the males' total lies between.
        let hidden = ARRIVES_HIDDEN.iter().any(|(board, age)| *board == code && age + age / 3 == index);
        count_or_star(sheet, styles, (row, 2 + index as u16), count, hidden)?;
    }
    Ok(())
}

/// Table 3: counts and a percentage, one of whose cells holds more than it shows.
pub(super) fn four_hours(sheet: &mut Worksheet, styles: &Styles, edition: Edition) -> Result<(), XlsxError> {
    start(sheet, styles, edition, 2)?;
    sheet.set_column_width(0, 13)?.set_column_width(1, 30)?.set_column_range_width(2, 4, 22)?;
    let headings = [
        "Area code",
        "Area",
        "Attendances",
        "Attendances within 4 hours",
        "Percentage within 4 hours [note 4]",
    ];
    header(sheet, styles, HEADER, &headings)?;
    let regions = edition.regions();
    let all = regions.iter().fold((0, 0), |sum, (_, _, all, within)| (sum.0 + all, sum.1 + within));
    let england = ("E92000001", "England", all.0, all.1);
    let mut row = HEADER;
    for (code, name, all, within) in std::iter::once(&england).chain(&regions) {
        row += 1;
        let rounded = (f64::from(*within) / f64::from(*all) * 100.0).round() / 100.0;
        let percentage = if *name == UNROUNDED.0 { UNROUNDED.1 } else { rounded };
        sheet.write_with_format(row, 0, *code, &styles.text)?;
        sheet.write_with_format(row, 1, *name, &styles.labels[usize::from(*name != "England")])?;
        sheet.write_with_format(row, 2, *all, &styles.count)?;
        sheet.write_with_format(row, 3, *within, &styles.count)?;
        sheet.write_with_format(row, 4, percentage, &styles.percent)?;
    }
    foot(sheet, styles, row + 2, &[SOURCE])
}

/// Table 4: small counts withheld, row totals but no column totals; one star alone in its row.
pub(super) fn injuries(sheet: &mut Worksheet, styles: &Styles, edition: Edition) -> Result<(), XlsxError> {
    start(sheet, styles, edition, 3)?;
    let above = edition.above(3);
    if above > 0 {
        sheet.write_with_format(0, 0, REVISED, &styles.text)?;
    }
    let injuries = edition.injuries();
    injury_rows(sheet, styles, (HEADER + above, &injuries), legacy_hides)?;
    let last = HEADER + above + 1 + injuries.len() as u32;
    foot(sheet, styles, last + 1, &["* A count of 1 to 5", SOURCE])
}

/// The very hidden sheet: Table 4 before suppression, and beside it the pivot table of its records.
pub(super) fn old_injuries(sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(pivot::SHEET)?.set_very_hidden(true);
    sheet.set_column_width(0, 30)?.set_column_range_width(1, 5, 14)?;
    sheet.write_with_format(0, 0, "Table 4 before suppression (CANARY HIDDEN)", &styles.title)?;
    injury_rows(sheet, styles, (HEADER, &INJURIES), |_| false)?;
    pivot::cells(sheet, styles)
}

fn injury_rows(
    sheet: &mut Worksheet,
    styles: &Styles,
    (first, injuries): (u32, &[Injury]),
    hides: fn(u32) -> bool,
) -> Result<(), XlsxError> {
    header(sheet, styles, first, &["Injury type"])?;
    for (col, mode) in (1..).zip(ARRIVAL_MODES.iter().chain(&["Total"])) {
        sheet.write_with_format(first, col, *mode, &styles.header)?;
    }
    for (row, (injury, counts)) in (first + 1..).zip(injuries) {
        sheet.write_with_format(row, 0, *injury, &styles.text)?;
        for (col, count) in (1..).zip(counts) {
            count_or_star(sheet, styles, (row, col), *count, hides(*count))?;
        }
        let total: u32 = counts.iter().sum();
        count_or_star(sheet, styles, (row, 1 + counts.len() as u16), total, false)?;
    }
    Ok(())
}

/// Name and title of table number `index`.
fn start(sheet: &mut Worksheet, styles: &Styles, edition: Edition, index: usize) -> Result<(), XlsxError> {
    let (name, title) = edition.title(index);
    sheet.set_name(name)?.write_with_format(edition.above(index), 0, title, &styles.title)?;
    Ok(())
}

fn header(sheet: &mut Worksheet, styles: &Styles, row: u32, headings: &[&str]) -> Result<(), XlsxError> {
    for (col, heading) in (0..).zip(headings) {
        sheet.write_with_format(row, col, *heading, &styles.header)?;
    }
    Ok(())
}

fn count_or_star(
    sheet: &mut Worksheet,
    styles: &Styles,
    (row, col): (u32, u16),
    count: u32,
    hidden: bool,
) -> Result<(), XlsxError> {
    if hidden {
        sheet.write_with_format(row, col, "*", &styles.marker)?;
    } else {
        sheet.write_with_format(row, col, count, &styles.count)?;
    }
    Ok(())
}

fn foot(sheet: &mut Worksheet, styles: &Styles, first: u32, lines: &[&str]) -> Result<(), XlsxError> {
    for (row, line) in (first..).zip(lines) {
        sheet.write_with_format(row, 0, *line, &styles.text)?;
    }
    Ok(())
}
