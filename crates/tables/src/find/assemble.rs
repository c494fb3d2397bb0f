//! Puts a layout together from a stretch, or says that it is no table.

use model::{CellAddress, CellRange, Failure, Progress};
use workbook::Sheet;

use super::body::Body;
use super::columns::{self, Columns};
use super::doubts;
use super::header::{self, Head};
use super::regions::Segment;
use super::scan::{Class, Scan};
use super::totals;
use crate::layout::{Confidence, LabelColumn, Layout, Said};
use crate::levels;
use crate::text;
use crate::words;

/// The layout of a stretch, unless it is no table. `front` says that the sheet's name is that of a cover,
/// contents or notes sheet, where a table must prove itself.
pub(crate) fn layout(
    sheet: &Sheet,
    scan: &Scan,
    segment: &Segment,
    front: bool,
    progress: &dyn Progress,
) -> Result<Option<Layout>, Failure> {
    let layout = unmarked(sheet, scan, segment, front, progress)?;
    progress.go_on()?;
    Ok(layout.map(|layout| marked(sheet, layout)))
}

/// The same without its totals and without a judgement: what a table as published needs.
pub(crate) fn unmarked(
    sheet: &Sheet,
    scan: &Scan,
    segment: &Segment,
    front: bool,
    progress: &dyn Progress,
) -> Result<Option<Layout>, Failure> {
    let counts = columns::count(scan, segment);
    let heading = |col: u32| header::nearest_text(sheet, scan, segment, col);
    let mut columns = columns::tell(sheet, segment, &counts, &heading);
    progress.go_on()?;
    if columns.values.is_empty() {
        return Ok(None);
    }
    let mut head = header::split(sheet, scan, segment, &columns);
    if head.header_rows.is_empty() {
        header::below(scan, segment, &columns, &mut head);
    }
    let body = Body::of(sheet, scan, segment, &mut columns, &head);
    progress.go_on()?;
    if body.data.is_empty() || !is_table(scan, &columns, &head, &body, front) {
        return Ok(None);
    }
    Ok(Some(finished(sheet, segment, &columns, head, body)))
}

/// The layout of what was told apart.
pub(super) fn finished(
    sheet: &Sheet,
    segment: &Segment,
    columns: &Columns,
    head: Head,
    body: Body,
) -> Layout {
    let mut layout = put_together(sheet, segment, columns, head, body);
    let notes = layout.note_numbers(sheet);
    text::unglue(std::slice::from_mut(&mut layout.title), &notes, false);
    unglue_headings(sheet, &mut layout);
    hidden(sheet, &mut layout);
    layout
}

/// A layout with its totals, judged.
pub(super) fn marked(sheet: &Sheet, mut layout: Layout) -> Layout {
    totals::mark(sheet, &mut layout);
    judge(sheet, &mut layout);
    layout
}

/// Takes note numbers off the headings of label columns.
pub(crate) fn unglue_headings(sheet: &Sheet, layout: &mut Layout) {
    let notes = layout.note_numbers(sheet);
    for label in &mut layout.label_cols {
        text::unglue(std::slice::from_mut(&mut label.heading), &notes, false);
    }
}

/// Whether a stretch has what a table needs.
fn is_table(scan: &Scan, columns: &Columns, head: &Head, body: &Body, front: bool) -> bool {
    let filled = body.data.iter().flat_map(|row| {
        columns.values.iter().filter(|col| scan.class(*row, **col).is_some_and(|class| class != Class::Text))
    });
    // Enough is enough: the count is needed for small stretches only.
    is_enough(body.data.len(), filled.take(2000).count(), columns, !head.header_rows.is_empty(), front)
}

/// Whether so many rows and filled cells, of which 2,000 are counted, make a table.
pub(crate) fn is_enough(rows: usize, filled: usize, columns: &Columns, headed: bool, front: bool) -> bool {
    let cells = rows * columns.values.len();
    let dense = filled * 8 >= cells.min(2000);
    if front {
        return headed && filled >= 12 && columns.values.len() >= 2 && dense;
    }
    if !headed {
        return dense && rows >= 3 && filled >= 4 && columns.values.len() >= 2;
    }
    dense && (filled >= 2 || (columns.labels.len() + columns.values.len() >= 2 && filled >= 1))
}

fn put_together(sheet: &Sheet, segment: &Segment, columns: &Columns, head: Head, body: Body) -> Layout {
    let all_cols = || columns.labels.iter().chain(&columns.values).chain(&columns.notes).copied();
    let all_rows = || head.header_rows.iter().chain(&body.groups).chain(&body.data).copied();
    let first = CellAddress::new(all_rows().min().unwrap_or(0), all_cols().min().unwrap_or(0));
    let last = CellAddress::new(all_rows().max().unwrap_or(0), all_cols().max().unwrap_or(0));
    let label_cols = label_columns(sheet, &head.header_rows, &columns.labels, &columns.values);
    let notes = head.note_rows.iter().chain(&body.notes).chain(&segment.below).copied();
    let mut note_rows: Vec<u32> = notes.filter(|row| !head.header_rows.contains(row)).collect();
    note_rows.sort_unstable();
    let mut ignored_rows: Vec<u32> = head.ignored_rows.iter().chain(&body.ignored).copied().collect();
    ignored_rows.sort_unstable();
    Layout {
        name: String::new(),
        sheet: sheet.name.clone(),
        position: 1,
        title: head.title.clone().unwrap_or_default(),
        subtitle: head.subtitle,
        unit: head.unit,
        range: CellRange::new(first, last),
        title_rows: head.title_rows,
        unit_rows: head.unit_rows,
        header_rows: head.header_rows,
        label_cols,
        value_cols: columns.values.clone(),
        note_cols: columns.notes.clone(),
        data_rows: body.data,
        group_rows: body.groups,
        total_rows: Vec::new(),
        total_cols: Vec::new(),
        note_rows,
        ignored_rows,
        hidden_rows: Vec::new(),
        hidden_cols: Vec::new(),
        confidence: Confidence::High,
        reasons: Vec::new(),
        band: segment.band,
        ignored_cols: Vec::new(),
        reach: (0, sheet.rows().saturating_sub(1)),
        said: Said::default(),
    }
}

/// The label columns with their headings. Below a line of weights or codes stand header levels alone.
pub(crate) fn label_columns(
    sheet: &Sheet,
    header_rows: &[u32],
    labels: &[u32],
    values: &[u32],
) -> Vec<LabelColumn> {
    let holds_number = |row: &&u32| {
        values
            .iter()
            .any(|col| matches!(sheet.cell(**row, *col), workbook::Cell::Number(n) if !words::is_year(n)))
    };
    let headings: Vec<u32> = header_rows.iter().take_while(|row| !holds_number(row)).copied().collect();
    let heading = |col: &u32| levels::label_heading(sheet, &headings, *col);
    labels.iter().map(|col| LabelColumn { col: *col, heading: heading(col) }).collect()
}

/// A table without a title right below another one, in the same columns, whose header opens with the labels of a
/// level of the other's header, goes on with the levels above that one (`CDID` again under new codes).
pub(super) fn inherit(sheet: &Sheet, tables: &mut [Layout]) {
    for at in 1..tables.len() {
        let (before, rest) = tables.split_at_mut(at);
        let (Some(above), Some(table)) = (before.last(), rest.first_mut()) else { continue };
        let Some(upper) = upper_levels(sheet, above, table) else { continue };
        let rows: Vec<String> = upper.iter().map(|row| (row + 1).to_string()).collect();
        table.header_rows.splice(0..0, upper);
        table.title.clone_from(&above.title);
        table.subtitle.clone_from(&above.subtitle);
        table.unit.clone_from(&above.unit);
        let labels: Vec<u32> = table.label_cols.iter().map(|label| label.col).collect();
        table.label_cols = label_columns(sheet, &table.header_rows, &labels, &table.value_cols);
        judge(sheet, table);
        table.reasons.push(format!("Row {} of the table above heads its columns too.", rows.join(", ")));
    }
}

/// The header rows of the table above that head this one too.
fn upper_levels(sheet: &Sheet, above: &Layout, table: &Layout) -> Option<Vec<u32>> {
    let labels = |layout: &Layout| layout.label_cols.iter().map(|label| label.col).collect::<Vec<_>>();
    let own = *table.header_rows.first()?;
    let alike = above.value_cols == table.value_cols && labels(above) == labels(table);
    let untitled = table.title_rows.is_empty() && table.unit_rows.is_empty();
    if !alike || !untitled || above.extent().1 >= own {
        return None;
    }
    let stub = |row: u32| -> Vec<String> {
        labels(table).iter().map(|col| text::cell_label(sheet, row, *col)).collect()
    };
    let opening = stub(own);
    let blank = opening.iter().all(String::is_empty);
    let same = above.header_rows.iter().rposition(|row| !blank && stub(*row) == opening)?;
    (same > 0).then(|| above.header_rows[..same].to_vec())
}

/// Notes hidden rows and columns inside the range that hold something.
pub(crate) fn hidden(sheet: &Sheet, layout: &mut Layout) {
    let (first, last) = (layout.range.first, layout.range.last);
    layout.hidden_rows.clear();
    layout.hidden_cols.clear();
    for (from, to) in &sheet.hidden_rows {
        let inside = (*from).max(first.row)..=(*to).min(last.row);
        let holds = |row: &u32| (first.col..=last.col).any(|col| !sheet.cell(*row, col).is_blank());
        layout.hidden_rows.extend(inside.filter(holds));
    }
    for (from, to) in &sheet.hidden_cols {
        let inside = (*from).max(first.col)..=(*to).min(last.col);
        let holds = |col: &u32| (first.row..=last.row).any(|row| !sheet.cell(row, *col).is_blank());
        layout.hidden_cols.extend(inside.filter(holds));
    }
}

/// Says why the table is laid out so, and how sure that is; reasons that are there stay behind them.
pub(crate) fn judge(sheet: &Sheet, layout: &mut Layout) {
    let mut reasons = Vec::new();
    let levels = layout.header_rows.len();
    let below = layout.header_is_below();
    match levels {
        _ if below => reasons.push("The header stands below the last row of values.".to_owned()),
        0 => reasons.push("No header row was found above the values.".to_owned()),
        1 => reasons.push("1 header row stands above the first row of values.".to_owned()),
        _ => reasons.push(format!("{levels} header rows stand above the first row of values.")),
    }
    if !layout.label_cols.is_empty() {
        let named: Vec<String> = layout.label_cols.iter().map(|l| model::column_letters(l.col)).collect();
        reasons.push(format!("The rows are labelled by column {}.", named.join(", ")));
    }
    if layout.title_rows.is_empty() {
        reasons.push("No title was found; the sheet's name is used.".to_owned());
    }
    let doubts = doubts::about(sheet, layout);
    layout.confidence = match doubts.len() + 2 * usize::from(levels == 0) {
        0 => Confidence::High,
        1 => Confidence::Medium,
        _ => Confidence::Low,
    };
    reasons.extend(doubts);
    layout.reasons.splice(0..0, reasons);
}
