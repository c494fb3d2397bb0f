//! A list of text: codes, names, postcodes, dates, and no number among them. It is looked for where a sheet
//! holds nothing else, and it must be plain that it is no cover, contents, notes or glossary.

use workbook::Sheet;

use super::assemble;
use super::body::Body;
use super::columns::{self, Columns, Counts};
use super::header::{self, Head};
use super::regions::{Facts, Segment};
use super::scan::{Class, Scan};
use crate::layout::Layout;
use crate::text;
use crate::words;

/// Rows looked at to judge a column.
const LOOK: usize = 200;
/// Longer texts, in the mean, are prose.
const PROSE: usize = 60;

/// The list of a sheet, if it is one.
pub(super) fn find(sheet: &Sheet, scan: &Scan) -> Option<Layout> {
    if scan.rows() == 0 || scan.cols == 0 {
        return None;
    }
    let segment = longest(scan)?;
    let counts = columns::count(scan, &segment);
    let list = List { sheet, scan, rows: &segment.body, columns: filled(&segment, &counts) };
    if !list.is_plain() {
        return None;
    }
    let headed = list.is_headed();
    laid_out(sheet, scan, segment.clone(), &list.columns, headed)
}

/// The longest stretch of rows without a blank one between them, most of which hold several texts.
fn longest(scan: &Scan) -> Option<Segment> {
    let band = (0, scan.cols - 1);
    let mut stretches: Vec<Vec<u32>> = vec![Vec::new()];
    for row in 0..scan.rows() {
        let open = stretches.last_mut()?;
        let several = Facts::of(scan, row, band).count > 1;
        // A record of which only its code is known goes on with the list, a line above it does not open it.
        if several || (!open.is_empty() && !scan.is_blank(row, band)) {
            open.push(row);
        } else if !open.is_empty() {
            stretches.push(Vec::new());
        }
    }
    let mut body = stretches.into_iter().max_by_key(Vec::len)?;
    while body.last().is_some_and(|row| Facts::of(scan, *row, band).count < 2) {
        body.pop();
    }
    let (first, last) = (*body.first()?, *body.last()?);
    let filled = |row: &u32| !scan.is_blank(*row, band);
    let above = (0..first).filter(filled).collect();
    let below = (last + 1..scan.rows()).filter(filled).collect();
    Some(Segment { band, above, body, below, known: Vec::new() })
}

/// The columns that hold anything.
fn filled(segment: &Segment, counts: &[Counts]) -> Vec<(u32, Counts)> {
    let numbered = (segment.band.0..).zip(counts.iter().copied());
    numbered.filter(|(_, count)| count.filled() > 0).collect()
}

struct List<'a> {
    sheet: &'a Sheet,
    scan: &'a Scan,
    rows: &'a [u32],
    columns: Vec<(u32, Counts)>,
}

impl List<'_> {
    /// Whether it is a list of records and not lines of words: several columns are mostly filled, hardly any is
    /// prose, and its rows do not point to sheets, notes or marks.
    fn is_plain(&self) -> bool {
        let full = self.columns.iter().filter(|(_, count)| 2 * count.filled() as usize > self.rows.len());
        let full: Vec<u32> = full.map(|(col, _)| *col).collect();
        let numbers: u32 = self.columns.iter().map(|(_, count)| count.number).sum();
        let prose = full.iter().any(|col| self.mean_length(*col) > PROSE);
        let Some(first) = full.first() else { return false };
        if numbers > 0 || full.len() < 2 || self.points(*first) || (prose && full.len() < 4) {
            return false;
        }
        let coded = full.iter().any(|col| self.is_coded(*col));
        let short = full.iter().all(|col| self.mean_length(*col) <= 40);
        match (full.len(), coded) {
            (2, true) => self.rows.len() > 3,
            (2, false) => self.rows.len() > 7 && short,
            (_, coded) => self.rows.len() > 2 && (coded || self.is_headed() || self.rows.len() > 5),
        }
    }

    /// The texts of a column below the first row.
    fn texts(&self, col: u32) -> impl Iterator<Item = String> + '_ {
        let rows = self.rows.iter().skip(1).take(LOOK);
        rows.map(move |row| self.sheet.text(*row, col).trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn mean_length(&self, col: u32) -> usize {
        let (sum, count) = self.texts(col).fold((0, 0), |(sum, count), text| (sum + text.len(), count + 1));
        sum / count.max(1)
    }

    /// Whether the rows of a column point to sheets, notes or marks, or name what follows with a colon.
    fn points(&self, col: u32) -> bool {
        let (mut points, mut all) = (0, 0);
        for text in self.texts(col) {
            let marks = words::opens_title(&text)
                || words::is_note(&text)
                || words::is_link(&text)
                || text.ends_with(':')
                || model::Marker::recognise(&text).is_some();
            points += usize::from(marks);
            all += 1;
        }
        4 * points > all || words::is_front_matter(&self.sheet.text(self.rows[0], col))
    }

    fn is_coded(&self, col: u32) -> bool {
        let (mut codes, mut all) = (0, 0);
        for text in self.texts(col) {
            codes += usize::from(is_code(&text));
            all += 1;
        }
        all > 1 && 10 * codes >= 9 * all
    }

    /// Whether the first row heads the others: short words in every column, none of them a code over codes or
    /// said again below.
    fn is_headed(&self) -> bool {
        let first = self.rows[0];
        let heads = |(col, _): &(u32, Counts)| {
            let text = self.sheet.text(first, *col).trim().to_owned();
            self.scan.class(first, *col) == Some(Class::Text)
                && text.len() <= PROSE
                && !(self.is_coded(*col) && is_code(&text))
                && !self.texts(*col).any(|below| below == text)
        };
        let blank = |(col, _): &(u32, Counts)| self.scan.class(first, *col).is_none();
        self.columns.iter().all(|column| heads(column) || blank(column))
            && 2 * self.columns.iter().filter(|column| heads(column)).count() > self.columns.len()
    }
}

/// `RQM`, `E54000027`, `SW1A 2AA`, `2020-04-01`: capitals and digits, short, and more than words alone.
fn is_code(text: &str) -> bool {
    let short = text.len() <= 12 && text.split_whitespace().count() <= 2;
    let signs = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '_');
    short && text.chars().all(signs) && (text.chars().any(|c| c.is_ascii_digit()) || text.len() <= 5)
}

fn laid_out(
    sheet: &Sheet,
    scan: &Scan,
    mut segment: Segment,
    all: &[(u32, Counts)],
    headed: bool,
) -> Option<Layout> {
    // Where nothing but marks stands under most headings, all numbers were withheld.
    let withheld = |count: &Counts| count.marker > 1 && count.marker == count.filled() - u32::from(headed);
    let values: Vec<u32> = all.iter().filter(|(_, count)| withheld(count)).map(|(col, _)| *col).collect();
    let values = if 2 * values.len() >= all.len() && values.len() < all.len() { values } else { Vec::new() };
    let labels = all.iter().map(|(col, _)| *col).filter(|col| !values.contains(col)).collect();
    let columns = Columns { labels, values, notes: Vec::new() };
    let mut head = Head::default();
    if headed {
        head.header_rows.push(segment.body.remove(0));
    }
    header::lines_above(sheet, scan, &segment, &columns, &mut head);
    let body = Body { data: segment.body.clone(), ..Body::default() };
    let filled = |row: &u32| columns.labels.iter().any(|col| !text::cell_label(sheet, *row, *col).is_empty());
    if !body.data.iter().any(filled) {
        return None;
    }
    Some(assemble::marked(sheet, assemble::finished(sheet, &segment, &columns, head, body)))
}
