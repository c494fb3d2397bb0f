//! Cuts a sheet into stretches of rows and bands of columns that each may be one table.

use super::columns;
use super::scan::{Class, Run, Scan};
use crate::words;
use workbook::Sheet;

/// A stretch that may be a table: what stands above its body, the body, and what follows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Segment {
    /// First and last column of the block.
    pub(crate) band: (u32, u32),
    /// Rows before the first row of values that are not blank: titles, units, headers.
    pub(crate) above: Vec<u32>,
    /// Rows from the first to the last one with values that are not blank.
    pub(crate) body: Vec<u32>,
    /// Rows after the body that are not blank: notes.
    pub(crate) below: Vec<u32>,
    /// Of the last stretch, whether each column of the block had values: a row goes on with the table if it
    /// has values there.
    pub(crate) known: Vec<bool>,
}

impl Segment {
    fn rows(&self) -> (u32, u32) {
        let all = || self.above.iter().chain(&self.body).chain(&self.below).copied();
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    }
}

/// Every stretch of the sheet, top to bottom, left to right.
pub(crate) fn segments(sheet: &Sheet, scan: &Scan) -> Vec<Segment> {
    if scan.rows() == 0 || scan.cols == 0 {
        return Vec::new();
    }
    cut(sheet, scan, (0, scan.cols - 1), (0, scan.rows() - 1), 0)
}

/// Cuts by rows, then each stretch by columns, and again: tables may stand in a grid.
fn cut(sheet: &Sheet, scan: &Scan, band: (u32, u32), rows: (u32, u32), depth: u8) -> Vec<Segment> {
    let mut found = Vec::new();
    for segment in Walk::over(sheet, scan, band, rows) {
        let bands = if depth < 3 { columns::bands(scan, &segment) } else { vec![segment.band] };
        if bands.len() < 2 {
            found.push(segment);
            continue;
        }
        for band in bands {
            found.extend(cut(sheet, scan, band, segment.rows(), depth + 1));
        }
    }
    found
}

/// The walk down a band, with what it has learned of the open stretch.
struct Walk<'a> {
    sheet: &'a Sheet,
    scan: &'a Scan,
    band: (u32, u32),
    /// Rows since the last row of values.
    pending: Vec<u32>,
    open: Option<Segment>,
    /// How many values each column of the band had in the open stretch.
    seen: Vec<u32>,
    done: Vec<Segment>,
}

impl<'a> Walk<'a> {
    fn over(sheet: &'a Sheet, scan: &'a Scan, band: (u32, u32), rows: (u32, u32)) -> Vec<Segment> {
        let width = (band.1 - band.0 + 1) as usize;
        let (pending, done, seen) = (Vec::new(), Vec::new(), vec![0; width]);
        let mut walk = Self { sheet, scan, band, pending, open: None, seen, done };
        for row in rows.0..=rows.1 {
            if scan.is_blank(row, band) {
                continue;
            }
            if walk.is_body(row) {
                walk.body_row(row);
            } else {
                walk.pending.push(row);
            }
        }
        if let Some(mut last) = walk.open.take() {
            last.below.append(&mut walk.pending);
            last.known = walk.seen.iter().map(|seen| *seen > 0).collect();
            walk.done.push(last);
        }
        walk.done
    }

    fn runs(&self, row: u32) -> impl Iterator<Item = Run> + '_ {
        self.scan.row(row, self.band)
    }

    /// Whether a row holds values of a table.
    fn is_body(&self, row: u32) -> bool {
        let cells = Facts::of(self.scan, row, self.band);
        if cells.numbers + cells.markers == 0 {
            return cells.years > 0 && self.years_are_values(row, &cells);
        }
        if self.open.is_some() {
            return self.values_in_known(row) > 0 || (cells.numbers > 1 && self.pending_heads(row));
        }
        let title = self.is_numbered_line(row, &cells);
        if self.is_years_with_notes(row, &cells) {
            return false;
        }
        cells.numbers > 0 && cells.count > 1 && !title && !self.is_counting(row, &cells)
    }

    /// A number and words beside it, alone in their row: `1 | Visits by month`, a numbered title or note.
    fn is_numbered_line(&self, row: u32, cells: &Facts) -> bool {
        let numbered = self.scan.class(row, cells.first) == Some(Class::Number);
        numbered && cells.count == 2 && cells.texts == 1
    }

    fn values_in_known(&self, row: u32) -> u32 {
        let known = |run: Run| (run.first..=run.last).filter(|col| self.known(*col)).count() as u32;
        self.runs(row).filter(|run| run.class.is_value()).map(known).sum()
    }

    fn known(&self, col: u32) -> bool {
        self.seen[(col - self.band.0) as usize] > 0
    }

    /// Whether the rows since the last values hold a header for a table that starts at `row`.
    fn pending_heads(&self, row: u32) -> bool {
        let first = self.runs(row).filter(|run| run.class.is_value()).map(|run| run.first).max();
        let headed = |above: &u32| self.scan.class(*above, first.unwrap_or(0)) == Some(Class::Text);
        self.pending.iter().rev().take(4).any(headed)
    }

    /// A row of years and words only: header or values?
    fn years_are_values(&self, row: u32, cells: &Facts) -> bool {
        let sequence = is_sequence(&self.numbers(row));
        let adjacent = |above: Option<&u32>| above.is_some_and(|above| above + 1 == row);
        let in_years = |wanted: &dyn Fn(u32) -> bool| {
            self.runs(row)
                .filter(|run| run.class == Class::Year)
                .any(|run| (run.first..=run.last).any(wanted))
        };
        if let Some(open) = &self.open {
            let follows = self.pending.is_empty() && adjacent(open.body.last());
            return in_years(&|col| self.known(col)) && (follows || !sequence || cells.years == 1);
        }
        // A flat table of counts around 2000: words stand directly above the numbers.
        let above = self.pending.last().copied();
        let headed = |col| above.is_some_and(|above| self.scan.class(above, col) == Some(Class::Text));
        // A year before words is a label: header years stand together.
        let labels = cells.texts > 0 && self.scan.class(row, cells.first) == Some(Class::Year);
        cells.years > 1 && (labels || !sequence) && adjacent(self.pending.last()) && in_years(&headed)
    }

    /// Column numbers or single ages as a header: 1, 2, 3... with no label beside them.
    fn is_counting(&self, row: u32, cells: &Facts) -> bool {
        if cells.numbers < 3 || cells.markers > 0 || cells.texts > 1 {
            return false;
        }
        let numbers = self.numbers(row);
        numbers.len() >= 3
            && numbers.windows(2).all(|pair| (pair[1] - pair[0] - 1.0).abs() < f64::EPSILON)
            && numbers.iter().all(|number| number.fract() == 0.0)
    }

    /// Header years of which some bear a glued note number: 2005, 2006, 20071.
    fn is_years_with_notes(&self, row: u32, cells: &Facts) -> bool {
        if cells.years < 3 || cells.numbers > 2 || cells.markers > 0 || cells.texts > 1 {
            return false;
        }
        let numbers = self.numbers(row);
        let years: Vec<f64> =
            numbers.iter().map(|n| if words::is_year(*n) { *n } else { (n / 10.0).floor() }).collect();
        years.iter().all(|year| words::is_year(*year)) && is_sequence(&years)
    }

    fn numbers(&self, row: u32) -> Vec<f64> {
        let numeric = self.runs(row).filter(|run| matches!(run.class, Class::Number | Class::Year));
        numeric
            .flat_map(|run| run.first..=run.last)
            .filter_map(|col| columns::number(self.sheet, row, col))
            .collect()
    }

    fn body_row(&mut self, row: u32) {
        let mut open = self.open.take();
        if let Some(segment) = open.as_mut() {
            if self.extends_header(segment, row) || self.heads_by_codes(segment, row) {
                // Rows of weights or codes under the header are header levels.
                segment.above.append(&mut segment.body);
                segment.above.append(&mut self.pending);
                self.seen.fill(0);
            } else if self.starts_table(segment, row) {
                let own = self.split_pending(segment);
                let above = self.pending.split_off(own);
                segment.below.append(&mut self.pending);
                self.done.extend(open.take());
                self.pending = above;
                self.seen.fill(0);
            } else {
                segment.body.append(&mut self.pending);
            }
        }
        let mut segment = open.unwrap_or_else(|| self.start(row));
        segment.body.push(row);
        self.learn(row);
        self.open = Some(segment);
    }

    /// A new stretch with what is pending above it. Rows directly above that hold markers or bounds where
    /// the first row has values, or a date alone, belong to its body.
    fn start(&mut self, first: u32) -> Segment {
        let mut above = std::mem::take(&mut self.pending);
        let values = self.new_columns(first);
        let mut keep = above.len();
        let mut next = first;
        while keep > 1 && above[keep - 1] + 1 == next {
            next = above[keep - 1];
            let headed = values.iter().all(|col| self.is_headed_by_text(&above[..keep - 1], *col));
            if !self.is_withheld(next, &values, headed) {
                break;
            }
            keep -= 1;
        }
        let body = above.split_off(keep);
        Segment { band: self.band, above, body, ..Segment::default() }
    }

    /// Whether the nearest line above a column that holds anything there holds words.
    fn is_headed_by_text(&self, above: &[u32], col: u32) -> bool {
        let nearest = above.iter().rev().find_map(|line| self.scan.class(*line, col));
        // Lines of bounds between the header and here do not count.
        let text =
            || above.iter().rev().take(40).any(|line| self.scan.class(*line, col) == Some(Class::Text));
        matches!(nearest, Some(Class::Text)) || (nearest == Some(Class::Bounded) && text())
    }

    /// A row of markers or bounds in the place of values, or of a date without any.
    fn is_withheld(&self, row: u32, values: &[u32], headed: bool) -> bool {
        let facts = Facts::of(self.scan, row, self.band);
        if facts.numbers > 0 {
            return false;
        }
        if facts.count == 1 {
            return self.scan.class(row, facts.first) == Some(Class::Date);
        }
        let stands =
            |class: Class| values.iter().filter(|col| self.scan.class(row, **col) == Some(class)).count();
        let markers = stands(Class::Marker);
        let all = markers + stands(Class::Bounded);
        all > 0 && 2 * all >= values.len() && (headed || (markers > 1 && markers == all))
    }

    fn learn(&mut self, row: u32) {
        let runs: Vec<Run> =
            self.runs(row).filter(|run| run.class.is_value() || run.class == Class::Year).collect();
        let strong = runs.iter().any(|run| run.class.is_value());
        for run in runs.iter().filter(|run| !strong || run.class.is_value()) {
            for col in run.first..=run.last {
                self.seen[(col - self.band.0) as usize] += 1;
            }
        }
    }

    /// A line of words directly under one or two rows of numbers, directly under the header.
    fn extends_header(&self, open: &Segment, row: u32) -> bool {
        let (Some(first), Some(last)) = (open.body.first(), self.pending.last()) else { return false };
        let unbroken = last - first + 1 == (open.body.len() + self.pending.len()) as u32 && last + 1 == row;
        let above = open.above.last().is_some_and(|above| above + 1 == *first);
        let wide = self.new_columns(row).len() >= 3;
        unbroken && above && wide && open.body.len() <= 2 && self.pending.len() == 1 && self.heads(*last, row)
    }

    /// A line or two of numbers without labels (codes of an industry, weights) between lines of headings, above a
    /// row of values that has a label: a level of the header, even where blank lines part them.
    fn heads_by_codes(&self, open: &Segment, row: u32) -> bool {
        let (Some(first), Some(last)) = (open.body.first(), self.pending.last()) else { return false };
        let labelled = |line: u32| {
            let cells = Facts::of(self.scan, line, self.band);
            self.new_columns(line).first().is_some_and(|value| cells.first < *value)
        };
        let near = open.above.last().is_some_and(|above| first - above <= 2) && row - last <= 3;
        let titled = self.pending.iter().any(|line| self.is_title(*line));
        near && !titled
            && open.body.len() <= 2
            && !open.body.iter().any(|line| labelled(*line))
            && labelled(row)
            && open.above.iter().any(|line| self.heads_some(*line, row))
            && self.heads(*last, row)
    }

    /// Whether a line of words stands over some of the values of `row`.
    fn heads_some(&self, line: u32, row: u32) -> bool {
        let cells = Facts::of(self.scan, line, self.band);
        let mut columns = self.new_columns(row).into_iter();
        cells.numbers == 0 && columns.any(|col| self.scan.class(line, col) == Some(Class::Text))
    }

    /// Columns of values of the row that would start a body.
    fn new_columns(&self, row: u32) -> Vec<u32> {
        self.runs(row).filter(|run| run.class.is_value()).flat_map(|run| run.first..=run.last).collect()
    }

    /// Whether a line of words stands over at least half of the values of `row`.
    fn heads(&self, line: u32, row: u32) -> bool {
        let cells = Facts::of(self.scan, line, self.band);
        let columns = self.new_columns(row);
        // A marker over the labels alone: `[z]` where a code has no meaning.
        let marked = columns.iter().any(|col| self.scan.class(line, *col) == Some(Class::Marker));
        if (cells.numbers > 0 || marked) && !self.is_counting(line, &cells) {
            return false;
        }
        let over = columns.iter().filter(|col| self.scan.class(line, **col).is_some()).count();
        over > 0 && 2 * over >= columns.len()
    }

    fn starts_table(&self, open: &Segment, row: u32) -> bool {
        let Some(last) = open.body.last() else { return false };
        let titled = self.pending.iter().any(|line| self.is_title(*line));
        let Some(head) = self.pending.iter().find(|line| self.heads(**line, row)) else {
            return titled && self.pending.iter().any(|line| self.opens_title(*line));
        };
        let spaced = *head > last + 1;
        if self.repeats_header(open, *head) {
            return titled;
        }
        let narrow = self.new_columns(row).len() < 3;
        if narrow { titled || (spaced && self.band_text(*head).len() > 1) } else { true }
    }

    /// A line of one text in the first columns that is no note.
    fn is_title(&self, line: u32) -> bool {
        let texts = self.band_text(line);
        texts.len() == 1 && !words::is_note(&texts[0])
    }

    fn opens_title(&self, line: u32) -> bool {
        self.band_text(line).first().is_some_and(|text| words::opens_title(text))
    }

    fn band_text(&self, line: u32) -> Vec<String> {
        let cells = self.runs(line).flat_map(|run| run.first..=run.last);
        cells.map(|col| self.sheet.text(line, col).trim().to_owned()).collect()
    }

    fn repeats_header(&self, open: &Segment, head: u32) -> bool {
        let texts = self.band_text(head);
        open.above.iter().any(|line| self.band_text(*line) == texts)
    }

    /// How many of the pending rows belong to the table above them.
    fn split_pending(&self, open: &Segment) -> usize {
        let last = open.body.last().copied().unwrap_or(0);
        // A title opens what belongs to the next table, the notes in it included. Lines set apart by blank rows
        // belong together: a remark under another title is about that table.
        let titled = self.pending.iter().position(|line| self.opens_title(*line));
        let end = titled.unwrap_or(self.pending.len());
        let mut own = 0;
        let mut noted = false;
        for at in 0..end {
            let starts = at == 0 || self.pending[at - 1] + 1 < self.pending[at];
            if starts {
                noted = self.is_note_line(self.pending[at]);
            }
            if noted || (self.is_note_line(self.pending[at]) && titled.is_some()) {
                own = at + 1;
            }
        }
        let after = |at: usize| {
            self.pending.get(at).is_some_and(|line| line + 1 < self.pending.get(at + 1).copied().unwrap_or(0))
        };
        // A line glued to the data, set apart from what follows, is a remark on it.
        if own == 0 && self.pending.first() == Some(&(last + 1)) && after(0) && !self.opens_title(last + 1) {
            own = 1;
        }
        own
    }

    fn is_note_line(&self, line: u32) -> bool {
        let texts = self.band_text(line);
        let points = |text: &String| matches!(words::plain(text).as_str(), "see notes" | "see note");
        texts.len() <= 2 && texts.first().is_some_and(|text| words::is_note(text) && !points(text))
    }
}

/// Whether years go on from one to the next, perhaps starting again under another heading.
fn is_sequence(years: &[f64]) -> bool {
    let steps = years.len().saturating_sub(1);
    let near = years.windows(2).filter(|pair| (pair[1] - pair[0]).abs() <= 1.0).count();
    years.windows(2).all(|pair| pair[0] < pair[1])
        || years.windows(2).all(|pair| pair[0] > pair[1])
        || 2 * near > steps
}

/// How many cells of each sort a row has.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) count: u32,
    pub(crate) texts: u32,
    pub(crate) numbers: u32,
    pub(crate) years: u32,
    pub(crate) markers: u32,
    /// The first column that holds something.
    pub(crate) first: u32,
}

impl Facts {
    pub(crate) fn of(scan: &Scan, row: u32, band: (u32, u32)) -> Self {
        let mut facts = Self::default();
        for run in scan.row(row, band) {
            let cells = run.last - run.first + 1;
            if facts.count == 0 {
                facts.first = run.first;
            }
            facts.count += cells;
            match run.class {
                Class::Text => facts.texts += cells,
                Class::Number => facts.numbers += cells,
                Class::Marker => facts.markers += cells,
                Class::Year | Class::Date => facts.years += cells,
                Class::Bounded => {}
            }
        }
        facts
    }
}
