//! What `LibreOffice` shows: the cells of a flat `OpenDocument` spreadsheet (ODF 1.3 part 3, 9.1). The
//! paragraphs of a cell are its text as displayed, whatever the width of its column.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// More repetitions than this are filling, not content.
const MOST_REPEATED: u32 = 20_000;

/// A cell: what it stores and what is shown of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    /// The value's type as calc knows it: `float`, `percentage`, `currency`, `date`, `time`, `boolean`, `string`,
    /// `error`.
    pub(crate) kind: String,
    /// Whether it is the result of a formula.
    pub(crate) is_formula: bool,
    /// The stored value, where it is not text.
    pub(crate) value: String,
    /// The displayed text, one line for each paragraph.
    pub(crate) text: String,
}

/// The cells of a sheet by row and column from zero; those without a value are left out.
pub(crate) type Cells = BTreeMap<(u32, u32), Cell>;

/// The sheets of a file, in order.
pub(crate) fn read(path: &Path) -> Result<Vec<(String, Cells)>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_reader(BufReader::new(file));
    reader.config_mut().expand_empty_elements = true;
    let (mut walk, mut buffer) = (Walk::default(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
            Event::Start(element) => walk.start(&element),
            Event::End(element) => walk.end(element.name().as_ref()),
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => walk.text(c.encode_utf8(&mut [0; 4])),
                _ => walk.text(resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default()),
            },
            Event::Eof => return Ok(walk.sheets),
            _ => {}
        }
    }
}

/// Where the walk through a file stands.
#[derive(Default)]
struct Walk {
    sheets: Vec<(String, Cells)>,
    row: u32,
    col: u32,
    /// How often the open row is repeated, and its cells so far.
    rows: u32,
    cells: Vec<(u32, Cell)>,
    /// The open cell and how often it is repeated.
    cell: Option<(Cell, u32)>,
    paragraphs: u32,
    in_paragraph: bool,
    /// Depth of what is in a cell and not its text: comments, drawings.
    aside: u32,
}

impl Walk {
    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.name();
        if self.aside > 0 || is_aside(name.as_ref()) {
            self.aside += 1;
            return;
        }
        let repeated = |name| attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1);
        match name.as_ref() {
            "table:table" => {
                self.sheets.push((attribute(element, "table:name").unwrap_or_default(), Cells::new()));
                (self.row, self.col) = (0, 0);
            }
            "table:table-row" => {
                self.rows = repeated("table:number-rows-repeated");
                self.col = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = Some((cell(element), repeated("table:number-columns-repeated")));
                self.paragraphs = 0;
            }
            "text:p" => {
                self.in_paragraph = true;
                self.paragraphs += 1;
                if self.paragraphs > 1 {
                    self.text("\n");
                }
            }
            "text:s" => self.text(&" ".repeat(repeated("text:c") as usize)),
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((cell, _)) = self.cell.as_mut().filter(|_| self.in_paragraph && self.aside == 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name {
            "text:p" => self.in_paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some((cell, times)) = self.cell.take() else { return };
        if !cell.kind.is_empty() {
            let last = self.col + times.min(MOST_REPEATED);
            self.cells.extend((self.col..last).map(|col| (col, cell.clone())));
        }
        self.col += times;
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if let Some((_, sheet)) = self.sheets.last_mut() {
            for row in self.row..self.row + self.rows.min(MOST_REPEATED) {
                sheet.extend(cells.iter().map(|(col, cell)| ((row, *col), cell.clone())));
            }
        }
        self.row += self.rows;
    }
}

fn is_aside(name: &str) -> bool {
    name.starts_with("draw:") || matches!(name, "office:annotation" | "table:shapes" | "table:detective")
}

fn cell(element: &BytesStart<'_>) -> Cell {
    let kind = attribute(element, "calcext:value-type").or_else(|| attribute(element, "office:value-type"));
    let values = ["office:value", "office:date-value", "office:time-value", "office:boolean-value"];
    let value = values.iter().find_map(|name| attribute(element, name));
    Cell {
        kind: kind.unwrap_or_default(),
        is_formula: attribute(element, "table:formula").is_some(),
        value: value.unwrap_or_default(),
        text: String::new(),
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
}
