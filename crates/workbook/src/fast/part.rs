//! One worksheet part, from its first byte to its last: what stands before the rows, the rows, what follows.

use std::io::Read;

use super::blocks::Blocks;
use super::cells::Scan;
use super::tags::unsure;
use super::unpack::Source;
use super::{Halt, Sink};
use crate::sheet_part::{self, SheetPart};

const ROWS: &[u8] = b"<sheetData";
const END: &[u8] = b"</sheetData>";

/// Reads a worksheet part of the file `name` and hands its cells to `sink`. What the part says beside its
/// cells is returned.
pub(crate) fn read(name: &str, from: impl Source, sink: &mut impl Sink) -> Result<SheetPart, Halt> {
    let mut blocks = Blocks::new(from);
    let broken = |error: &std::io::Error| Halt::broken(name, error);
    let Some(start) = blocks.find(ROWS).map_err(|error| broken(&error))? else {
        return unsure("a part without plain rows");
    };
    let head = &blocks.rest()[..start];
    check_head(head)?;
    let mut part = sheet_part::Reader::default();
    part.read(name, head)?;
    blocks.consume(start + ROWS.len());
    let mut scan = Scan::default();
    if !is_empty(&mut blocks).map_err(|error| broken(&error))? {
        rows(&mut blocks, &mut scan, sink, &broken)?;
    }
    part.read(name, (&b"<worksheet>"[..]).chain(blocks.into_rest()))?;
    part.add_rows(&scan.hidden_rows, scan.formulas_without_value);
    Ok(part.finish(name)?)
}

fn rows<R: Source>(
    blocks: &mut Blocks<R>,
    scan: &mut Scan,
    sink: &mut impl Sink,
    broken: &impl Fn(&std::io::Error) -> Halt,
) -> Result<(), Halt> {
    let mut seen = 0;
    loop {
        let whole = blocks.whole_rows();
        let rest = &blocks.rest()[whole..];
        let end = memchr::memmem::find(rest, END);
        let length = end.map_or(whole, |at| whole + at);
        if length > 0 {
            let Ok(text) = std::str::from_utf8(&blocks.rest()[..length]) else {
                return unsure("bytes that are no UTF-8");
            };
            scan.rows(text, sink)?;
            blocks.consume(length);
            let read = blocks.read_so_far();
            sink.block(read - seen)?;
            seen = read;
        }
        if end.is_some() {
            blocks.consume(END.len());
            return Ok(());
        }
        if !blocks.more().map_err(|error| broken(&error))? {
            return unsure("rows without an end");
        }
    }
}

/// Goes past the end of the start tag of the rows; whether there are none.
fn is_empty<R: Source>(blocks: &mut Blocks<R>) -> std::io::Result<bool> {
    while blocks.rest().len() < 2 && blocks.more()? {}
    if blocks.rest().starts_with(b"/>") {
        blocks.consume(2);
        return Ok(true);
    }
    // Anything but `>` is met as "something else between rows".
    if blocks.rest().starts_with(b">") {
        blocks.consume(1);
    }
    Ok(false)
}

/// Whether what stands before the rows is UTF-8 without declarations, comments and prefixes of its own.
fn check_head(head: &[u8]) -> Result<(), Halt> {
    let Ok(text) = std::str::from_utf8(head) else { return unsure("bytes that are no UTF-8") };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    let (declaration, rest) = match text.strip_prefix("<?xml") {
        Some(rest) => match rest.split_once("?>") {
            Some(parts) => parts,
            None => return unsure("a declaration without an end"),
        },
        None => ("", text),
    };
    let declared = declaration.to_ascii_lowercase();
    if declared.contains("encoding") && !declared.contains("\"utf-8\"") && !declared.contains("'utf-8'") {
        return unsure("an encoding other than UTF-8");
    }
    if declared.contains("version") && !declared.contains("1.0") {
        return unsure("a version of XML other than 1.0");
    }
    let rest = rest.trim_start();
    if !rest.starts_with("<worksheet ")
        && !rest.starts_with("<worksheet>")
        && !rest.starts_with("<worksheet\n")
    {
        return unsure("a part that does not begin as a worksheet");
    }
    if rest.contains("<!") || rest.contains("<?") {
        return unsure("a comment or declaration before the rows");
    }
    if rest.contains("<dimension/>") || rest.contains("<dimension />") {
        return unsure("a dimension of an unknown form");
    }
    Ok(())
}
