//! What stands above a body: header levels, unit line, title, remarks.

use workbook::Sheet;

use super::columns::{self, Columns};
use super::regions::{Facts, Segment};
use super::scan::{Class, Scan};
use crate::text;
use crate::words;

/// The rows above a body, told apart. Each list is in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) header_rows: Vec<u32>,
    pub(crate) title_rows: Vec<u32>,
    pub(crate) unit_rows: Vec<u32>,
    pub(crate) note_rows: Vec<u32>,
    pub(crate) group_rows: Vec<u32>,
    pub(crate) ignored_rows: Vec<u32>,
    pub(crate) title: Option<String>,
    pub(crate) subtitle: Vec<String>,
    pub(crate) unit: Option<String>,
}

/// The nearest text above a column, before it is known which rows are header rows.
pub(crate) fn nearest_text(sheet: &Sheet, scan: &Scan, segment: &Segment, col: u32) -> String {
    let near = segment.above.iter().rev().take(4);
    let mut rows = near.filter(|row| Facts::of(scan, **row, segment.band).count > 1);
    let found = rows.find(|row| matches!(scan.class(**row, col), Some(Class::Text)));
    found.map_or(String::new(), |row| text::cell_label(sheet, *row, col))
}

/// Tells the rows above a body apart, from the body upwards.
pub(crate) fn split(sheet: &Sheet, scan: &Scan, segment: &Segment, columns: &Columns) -> Head {
    let mut head = Head::default();
    let Some(body) = segment.body.first() else { return head };
    let reader = Reader { sheet, scan, segment, columns };
    let mut below = *body;
    let mut rest = segment.above.len();
    for at in (0..segment.above.len()).rev() {
        let row = segment.above[at];
        if !reader.goes_on(&head, row, below) {
            break;
        }
        match reader.part(&head, row) {
            Part::Header => head.header_rows.insert(0, row),
            Part::Unit(unit) => {
                head.unit_rows.insert(0, row);
                // `Persons aged 16 and over` at its other end says more of what is counted.
                let first = text::label(&reader.first_text(row));
                if words::unit_line(&first).as_ref() != Some(&unit) {
                    head.subtitle.insert(0, first);
                }
                head.unit = Some(unit);
            }
            Part::Group => head.group_rows.insert(0, row),
            Part::Ignored => head.ignored_rows.insert(0, row),
            Part::Other => break,
        }
        below = row;
        rest = at;
    }
    if head.header_rows.is_empty() {
        // What looked like groups was the title: without a header nothing says otherwise.
        rest = segment.above.len();
        head = Head::default();
    }
    lines(sheet, &reader, &segment.above[..rest], &mut head);
    head
}

/// The header below the last row of values, where none stands above the first: lines of words over the values,
/// one of them over most. The rows that it takes are no remarks.
pub(super) fn below(scan: &Scan, segment: &Segment, columns: &Columns, head: &mut Head) {
    let first = segment.body.last().map_or(0, |row| row + 1);
    let mut widest = 0;
    let mut rows = Vec::new();
    for (next, row) in (first..).zip(segment.below.iter().take(4)) {
        let facts = Facts::of(scan, *row, segment.band);
        let over = columns.values.iter().filter(|col| scan.class(*row, **col).is_some()).count();
        if *row != next
            || over == 0
            || facts.numbers + facts.markers > 0
            || (facts.count == 1 && over < 2) && rows.is_empty()
        {
            break;
        }
        widest = widest.max(over);
        rows.push(*row);
    }
    if columns.values.len() > 1 && 2 * widest >= columns.values.len() {
        head.header_rows = rows;
    }
}

/// Title, subtitle, unit line and remarks where everything above the header is known.
pub(super) fn lines_above(sheet: &Sheet, scan: &Scan, segment: &Segment, columns: &Columns, head: &mut Head) {
    lines(sheet, &Reader { sheet, scan, segment, columns }, &segment.above, head);
}

enum Part {
    Header,
    Unit(String),
    Group,
    Ignored,
    Other,
}

struct Reader<'a> {
    sheet: &'a Sheet,
    scan: &'a Scan,
    segment: &'a Segment,
    columns: &'a Columns,
}

impl Reader<'_> {
    /// Whether the header may go on upwards to `row`, when `below` is the row last taken.
    fn goes_on(&self, head: &Head, row: u32, below: u32) -> bool {
        let gap = (row + 1..below).filter(|between| !self.sheet.is_row_hidden(*between)).count();
        match gap {
            0 => true,
            _ if head.header_rows.is_empty() => gap <= 3 || (gap <= 9 && self.is_wide(row)),
            1..=4 => self.is_level(head, row),
            5..=9 => self.is_wide(row) && self.is_level(head, row),
            _ => false,
        }
    }

    /// Whether short texts stand over at least half of the values, or the row heads a group.
    fn is_wide(&self, row: u32) -> bool {
        let over = self.over_values(row) as usize;
        let heading = over == 0 && self.is_headed(row);
        (2 * over >= self.columns.values.len() && over > 1) || heading || self.heads_only_column(row)
    }

    /// Whether a short text stands over the one column of values, right of the labels.
    fn heads_only_column(&self, row: u32) -> bool {
        let [only] = self.columns.values.as_slice() else { return false };
        let right = self.columns.labels.iter().any(|label| label < only);
        let text = matches!(self.scan.class(row, *only), Some(Class::Text | Class::Year | Class::Date));
        right && text && self.sheet.text(row, *only).trim().len() <= 60
    }

    /// Whether a row set apart from the header below it is a level of it: short texts over the values, and not
    /// a line of words with a date or unit at its end.
    fn is_level(&self, head: &Head, row: u32) -> bool {
        let facts = Facts::of(self.scan, row, self.segment.band);
        let over = self.over_values(row);
        let first = self.first_text(row);
        let line = words::opens_title(&first) || words::is_note(&first);
        if over == 0 || facts.numbers > 0 || (line && facts.count <= 2) {
            return false;
        }
        let cells = self.scan.row(row, self.segment.band).flat_map(|run| run.first..=run.last);
        if cells.into_iter().any(|col| self.sheet.text(row, col).trim().len() > 90) {
            return false;
        }
        if facts.first >= self.first_value() && !self.columns.labels.is_empty() {
            return true;
        }
        if facts.count > 2 {
            return true;
        }
        let headed = |line: &u32| self.scan.class(*line, facts.first).is_some();
        facts.count == 2 && first.len() <= 40 && !head.header_rows.iter().any(headed)
    }

    fn first_value(&self) -> u32 {
        self.columns.values.first().copied().unwrap_or(u32::MAX)
    }

    fn last_value(&self) -> u32 {
        self.columns.values.last().copied().unwrap_or(0)
    }

    /// How many cells of a row stand over the values.
    fn over_values(&self, row: u32) -> u32 {
        let cells = self.scan.row(row, self.segment.band).flat_map(|run| run.first..=run.last);
        let inside = |col: &u32| {
            (self.first_value()..=self.last_value()).contains(col) && !self.columns.labels.contains(col)
        };
        cells.filter(inside).count() as u32
    }

    fn first_text(&self, row: u32) -> String {
        let facts = Facts::of(self.scan, row, self.segment.band);
        self.sheet.text(row, facts.first).trim().to_owned()
    }

    fn part(&self, head: &Head, row: u32) -> Part {
        let facts = Facts::of(self.scan, row, self.segment.band);
        let first = self.first_text(row);
        let over = self.over_values(row);
        if words::opens_title(&first) && facts.count <= 2 || self.is_numbered_title(row, &facts) {
            return Part::Other;
        }
        if facts.numbers > 0 && facts.texts == 0 && !head.header_rows.is_empty() {
            return Part::Header;
        }
        if facts.numbers > 0 && facts.texts == 0 && facts.count > 2 && self.is_headed(row) {
            return Part::Ignored;
        }
        if facts.count == 1 {
            return self.single(head, row, &first, over);
        }
        if let Some(unit) = self.unit_beside(head, row, facts.count, over) {
            return Part::Unit(unit);
        }
        if over > 0 {
            let note = facts.count == 2 && words::is_note(&first) && !self.names_source(row, &first);
            return if note { Part::Other } else { Part::Header };
        }
        // Headings of label columns alone, under or over the levels of the values.
        let labels_only = facts.count >= 2 && !words::is_note(&first) && first.len() < 60;
        if !labels_only || !(self.near_header(row) || (head.header_rows.is_empty() && self.is_headed(row))) {
            return Part::Other;
        }
        if head.header_rows.is_empty() && !self.near_header(row) {
            return Part::Group;
        }
        let own = |col: &u32| self.has_heading_above(row, *col) && !self.spans_labels(row, *col);
        let named = self.columns.labels.iter().any(own);
        if named && head.header_rows.is_empty() { Part::Group } else { Part::Header }
    }

    /// `1` beside the words of a title, over the labels alone.
    fn is_numbered_title(&self, row: u32, facts: &Facts) -> bool {
        let numbered = self.scan.class(row, facts.first) == Some(Class::Number);
        let number =
            columns::number(self.sheet, row, facts.first).is_some_and(|number| number.abs() < 1000.0);
        let last = self.scan.row(row, self.segment.band).last().map_or(0, |run| run.last);
        let words = self.over_values(row) == 0 || self.sheet.text(row, last).trim().len() > 30;
        numbered && number && facts.count == 2 && facts.texts == 1 && words
    }

    /// `Source` alone in its cell, with a short heading beside it, heads a column of sources.
    fn names_source(&self, row: u32, first: &str) -> bool {
        let last = self.scan.row(row, self.segment.band).last().map_or(0, |run| run.last);
        first.chars().all(char::is_alphabetic) && self.sheet.text(row, last).trim().len() <= 30
    }

    /// A unit at the end of a line of words above the header.
    fn unit_beside(&self, head: &Head, row: u32, cells: u32, over: u32) -> Option<String> {
        if head.header_rows.is_empty() || cells != 2 || over != 1 {
            return None;
        }
        // A short text over labels that no line below heads is their heading, and this line a level.
        let facts = Facts::of(self.scan, row, self.segment.band);
        let headed = |line: &u32| self.scan.class(*line, facts.first).is_some();
        if self.columns.labels.contains(&facts.first)
            && words::words(&self.first_text(row)).len() <= 3
            && !head.header_rows.iter().any(headed)
        {
            return None;
        }
        let last = self.scan.row(row, self.segment.band).last()?.last;
        words::unit_line(&self.sheet.text(row, last))
    }

    /// A row with one cell.
    fn single(&self, head: &Head, row: u32, first: &str, over: u32) -> Part {
        let merged = self.merged_width(row) > 1;
        let facts = Facts::of(self.scan, row, self.segment.band);
        let leftmost = self.columns.labels.iter().chain(&self.columns.values).min() == Some(&facts.first);
        if over == 1 && facts.first >= self.first_value() && !leftmost {
            let unit = words::unit_line(first);
            return match unit {
                Some(unit) if !merged && (self.is_headed(row) || !head.header_rows.is_empty()) => {
                    Part::Unit(unit)
                }
                _ if first.len() > 100 => Part::Other,
                _ if self.columns.labels.is_empty()
                    && self.columns.values.len() > 1
                    && !head.header_rows.is_empty() =>
                {
                    Part::Other
                }
                _ => Part::Header,
            };
        }
        if words::is_note(first) {
            return Part::Other;
        }
        if !head.header_rows.is_empty() {
            let heading = self.columns.labels.contains(&facts.first)
                && !merged
                && first.len() <= 40
                && (self.is_headed(row) || self.tops_heading(head, row, facts.first));
            return if heading { Part::Header } else { Part::Other };
        }
        if merged && self.merged_width(row) as usize > self.columns.values.len() && !self.is_headed(row) {
            return Part::Other;
        }
        if !self.is_headed(row) {
            return Part::Other;
        }
        // `FIPS` over `Code`: the heading of a further label column goes on.
        if self.columns.labels.iter().skip(1).any(|label| *label == facts.first)
            && row > 0
            && self.scan.class(row - 1, facts.first) == Some(Class::Text)
        {
            return Part::Header;
        }
        let heading = self.columns.labels.contains(&facts.first)
            && words::heading_kind(first).is_some()
            && !self.has_heading_above(row, facts.first)
            && !self.heads_a_group(facts.first);
        if heading { Part::Header } else { Part::Group }
    }

    /// Whether a text alone in its row is the upper part of a label column's heading: it stands directly on the
    /// header, apart from the lines above it.
    fn tops_heading(&self, head: &Head, row: u32, col: u32) -> bool {
        let below = head.header_rows.first() == Some(&(row + 1));
        let goes_on = self.scan.class(row + 1, col) == Some(Class::Text);
        let further = self.columns.labels.first() != Some(&col);
        let at = self.segment.above.partition_point(|above| *above < row);
        let apart = at > 0 && self.segment.above[at - 1] + 1 < row;
        let alone = !head.header_rows.iter().any(|line| self.scan.class(*line, col).is_some());
        below && if further { goes_on || alone } else { apart && alone && self.first_text(row).len() <= 25 }
    }

    /// Whether texts that head labels stand alone in a label column further down (`Age` and `Region` between
    /// the rows of a survey): then the first of them heads a group too.
    fn heads_a_group(&self, col: u32) -> bool {
        self.segment.body.iter().any(|row| {
            let facts = Facts::of(self.scan, *row, self.segment.band);
            let text = facts.count == 1 && facts.texts == 1 && facts.first == col;
            text && words::heading_kind(&self.sheet.text(*row, col)).is_some()
        })
    }

    fn merged_width(&self, row: u32) -> u32 {
        let facts = Facts::of(self.scan, row, self.segment.band);
        self.sheet.merge_at(row, facts.first).map_or(1, |merge| merge.width())
    }

    /// Whether a line of headings over the values stands directly above `row`, or a few lines up.
    fn is_headed(&self, row: u32) -> bool {
        self.above(row).any(|above| {
            let facts = Facts::of(self.scan, above, self.segment.band);
            let over = self.over_values(above);
            over > 0
                && facts.numbers + facts.markers == 0
                && (facts.count > 1 || self.merged_width(above) > 1 || self.heads_only_column(above))
                && !(facts.count == 2 && words::opens_title(&self.first_text(above)))
        })
    }

    fn near_header(&self, row: u32) -> bool {
        let facts = |other: &u32| self.over_values(*other) > 0;
        self.segment.above.iter().filter(|other| other.abs_diff(row) <= 2).any(facts)
    }

    fn has_heading_above(&self, row: u32, col: u32) -> bool {
        self.above(row).take(2).any(|above| {
            self.scan.class(above, col).is_some() && Facts::of(self.scan, above, self.segment.band).count > 1
        })
    }

    /// Whether the text above a label column is merged across several of them: it heads the header levels.
    fn spans_labels(&self, row: u32, col: u32) -> bool {
        let merge = self.above(row).find_map(|above| self.sheet.merge_at(above, col));
        merge.is_some_and(|merge| merge.width() > 1)
    }

    /// Up to three rows above, not further than two blank rows away.
    fn above(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let at = self.segment.above.partition_point(|above| *above < row);
        let near = move |above: &&u32| row - **above <= 5;
        self.segment.above[..at].iter().rev().take(3).filter(near).copied()
    }
}

/// Title, subtitle, unit line and remarks among the lines above the header.
fn lines(sheet: &Sheet, reader: &Reader<'_>, rows: &[u32], head: &mut Head) {
    let mut texts: Vec<(u32, String)> =
        rows.iter().map(|row| (*row, line_text(sheet, reader, *row))).collect();
    let named = texts.iter().rposition(|(_, text)| words::opens_title(text));
    let start = named.or_else(|| texts.iter().position(|(_, text)| !words::is_note(text)));
    join_number(&mut texts, start);
    for (at, (row, text)) in texts.into_iter().enumerate() {
        if Some(at) == start {
            head.title = Some(text::label(&text));
            head.title_rows.push(row);
        } else if let Some(unit) = words::unit_line(&text).filter(|_| start.is_some_and(|start| at > start)) {
            head.unit.get_or_insert(unit);
            head.unit_rows.push(row);
        } else if words::is_note(&text) || text.len() > 160 || start.is_none_or(|start| at < start) {
            head.note_rows.push(row);
        } else {
            head.subtitle.push(text::label(&text));
            head.title_rows.push(row);
        }
    }
    head.unit_rows.sort_unstable();
    head.title_rows.sort_unstable();
}

/// `Table 2` alone in its line takes the next line as the rest of the title.
fn join_number(texts: &mut [(u32, String)], start: Option<usize>) {
    let Some(start) = start else { return };
    let alone = words::opens_title(&texts[start].1) && words::words(&texts[start].1).len() <= 2;
    let rest = texts.get(start + 1).map(|(_, rest)| rest.clone());
    if let Some(rest) = rest.filter(|rest| alone && !words::is_note(rest) && words::unit_line(rest).is_none())
    {
        texts[start].1 = format!("{} {rest}", texts[start].1);
    }
}

/// The texts of a line, joined: `Table 1` and its title often stand in two cells.
fn line_text(sheet: &Sheet, reader: &Reader<'_>, row: u32) -> String {
    let cells = reader.scan.row(row, reader.segment.band).flat_map(|run| run.first..=run.last);
    let texts: Vec<String> = cells.map(|col| text::cell_label(sheet, row, col)).collect();
    // A link back to the contents often stands at the end of the title's line.
    let kept = texts.iter().enumerate().filter(|(at, text)| *at == 0 || !words::is_link(text));
    kept.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ").trim().to_owned()
}
