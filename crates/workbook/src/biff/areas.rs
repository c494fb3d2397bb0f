//! Links and list tables of a sheet of an .xls.

use model::{CellAddress, CellRange};

use super::strings::text;
use super::{u8_at, u16_at, u32_at};
use crate::extras::{Link, ListTable, checked};

/// A `Ref8U`: first and last row, first and last column.
fn area(data: &[u8]) -> Option<CellRange> {
    let at = |index: usize| u32::from(u16_at(data, index * 2));
    checked(CellAddress::new(at(0), at(2)), CellAddress::new(at(1), at(3)))
}

/// `URL Moniker` and `File Moniker` (MS-OSHARED 2.3.7.6, 2.3.7.8) begin with these.
const URL: [u8; 4] = [0xE0, 0xC9, 0xEA, 0x79];
const FILE: [u8; 4] = [0x03, 0x03, 0, 0];

/// An `HLink` record (MS-XLS 2.4.140) with its `Hyperlink Object` (MS-OSHARED 2.3.7.1).
pub(super) fn link(data: &[u8]) -> Option<Link> {
    let area = area(data)?;
    let flags = u32_at(data, 28);
    let mut rest = data.get(32..)?;
    // The text that is shown, and the frame.
    for _ in [0x10, 0x80].iter().filter(|bit| flags & **bit != 0) {
        string(&mut rest);
    }
    let mut target = match (flags & 1 != 0, flags & 0x100 != 0) {
        (true, true) => string(&mut rest),
        (true, false) => moniker(&mut rest)?,
        (false, _) => String::new(),
    };
    if flags & 8 != 0 {
        target = format!("{target}#{}", string(&mut rest));
    }
    (!target.is_empty()).then_some(Link { area, target })
}

/// A `HyperlinkString`: its length in characters, then the characters, the last of them zero.
fn string(rest: &mut &[u8]) -> String {
    let length = (u32_at(rest, 0) as usize).saturating_mul(2);
    let bytes = after(rest, 4);
    *rest = after(bytes, length);
    wide(&bytes[..length.min(bytes.len())])
}

fn moniker(rest: &mut &[u8]) -> Option<String> {
    let (class, body) = rest.split_at_checked(16)?;
    if class.starts_with(&URL) {
        let length = u32_at(body, 0) as usize;
        let address = after(body, 4);
        *rest = after(address, length);
        return Some(wide(&address[..length.min(address.len())]));
    }
    if !class.starts_with(&FILE) {
        return None;
    }
    let short = u32_at(body, 2) as usize;
    let bytes = after(body, 6);
    let path = encoding_rs::WINDOWS_1252.decode(&bytes[..short.min(bytes.len())]).0;
    let path = path.trim_end_matches('\0').to_owned();
    let long = after(bytes, short.saturating_add(24));
    let length = u32_at(long, 0) as usize;
    *rest = after(long, length.saturating_add(4));
    if length <= 6 {
        return Some(path);
    }
    let bytes = after(long, 10);
    Some(wide(&bytes[..(length - 6).min(bytes.len())]))
}

fn after(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(length..).unwrap_or_default()
}

/// Characters of two bytes, up to a zero.
fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&units)
}

/// A `Feature11` or `Feature12` record (MS-XLS 2.4.113): a list table.
pub(super) fn list(data: &[u8]) -> Option<ListTable> {
    let area = area(data.get(4..)?)?;
    // Only shared features of this kind are lists.
    if u16_at(data, 12) != 5 {
        return None;
    }
    let places = usize::from(u16_at(data, 19));
    let table = data.get(27 + places * 8..)?;
    // 64 bytes of fixed size, then the name.
    let name = table.get(66..).unwrap_or_default();
    Some(ListTable {
        name: text(name, usize::from(u16_at(table, 64)), false),
        area,
        has_header: u32_at(table, 8) > 0,
        has_totals: u32_at(table, 12) > 0,
        columns: Vec::new(),
    })
    .filter(|_| u8_at(table, 20) == 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_of(text: &str) -> Vec<u8> {
        text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
    }

    fn long(number: usize) -> Vec<u8> {
        (number as u32).to_le_bytes().to_vec()
    }

    fn link_of(flags: u32, rest: &[Vec<u8>]) -> Option<Link> {
        let place = [1u8, 0, 2, 0, 3, 0, 3, 0];
        let head = [place.to_vec(), vec![0; 16], long(2), flags.to_le_bytes().to_vec()].concat();
        link(&[head, rest.concat()].concat())
    }

    #[test]
    fn links_lead_to_addresses_files_and_cells() {
        let string = |text: &str| [long(text.len() + 1), wide_of(text)].concat();
        let class = |first: [u8; 4]| [first.to_vec(), vec![0; 12]].concat();
        let url =
            [class(URL), long(wide_of("https://example.org").len()), wide_of("https://example.org")].concat();
        let shown = link_of(0x11 | 8, &[string("Shown"), url, string("part")]).unwrap();
        assert_eq!(
            (shown.target.as_str(), shown.area.to_string().as_str()),
            ("https://example.org#part", "D2:D3")
        );
        assert_eq!(link_of(8, &[string("Sheet1!A1")]).unwrap().target, "#Sheet1!A1");
        let file = [class(FILE), vec![0, 0], long(6), b"a.xls\0".to_vec(), vec![0; 24], long(0)].concat();
        assert_eq!(link_of(1, &[file]).unwrap().target, "a.xls");
        let path = &wide_of("ä.xls")[..10];
        let named = [long(6 + path.len()), long(path.len()), vec![3, 0], path.to_vec()].concat();
        let file = [class(FILE), vec![0, 0], long(6), b"a.xls\0".to_vec(), vec![0; 24], named].concat();
        assert_eq!(link_of(1, &[file]).unwrap().target, "ä.xls");
        assert_eq!(link_of(1, &[vec![9; 40]]), None);
        assert_eq!(link_of(0x11, &[long(usize::MAX >> 33)]), None);
    }

    #[test]
    fn list_tables() {
        let head = [
            vec![0x72, 8, 0, 0],
            vec![0, 0, 4, 0, 0, 0, 2, 0],
            vec![5, 0],
            vec![0; 5],
            vec![1, 0],
            vec![0; 6],
        ];
        let fixed = [long(0), long(1), long(1), long(0), long(3), long(64), vec![0; 40]].concat();
        let name = [vec![6, 0, 0], b"Deaths".to_vec()].concat();
        let list = list(&[head.concat(), vec![0; 8], fixed, name].concat()).unwrap();
        assert_eq!((list.name.as_str(), list.area.to_string().as_str()), ("Deaths", "A1:C5"));
        assert_eq!((list.has_header, list.has_totals), (true, false));
    }
}
