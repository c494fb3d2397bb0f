//! Cell addresses as a spreadsheet shows them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One cell, counted from zero; shown as a spreadsheet does (`B7`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellAddress {
    /// Row, from zero.
    pub row: u32,
    /// Column, from zero.
    pub col: u32,
}

impl CellAddress {
    /// The cell at `row` and `col`, both from zero.
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.col), u64::from(self.row) + 1)
    }
}

impl FromStr for CellAddress {
    type Err = String;

    /// Reads `B7` or `$B$7`.
    fn from_str(text: &str) -> Result<Self, String> {
        let plain: String = text.chars().filter(|c| *c != '$').collect();
        let split = plain.find(|c: char| c.is_ascii_digit()).unwrap_or(plain.len());
        let (letters, digits) = plain.split_at(split);
        let wrong = || format!("'{text}' is not a cell address such as B7");
        if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(wrong());
        }
        let col =
            letters.bytes().fold(0u32, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1) - 1;
        let row: u32 = digits.parse().map_err(|_| wrong())?;
        let row = row.checked_sub(1).ok_or_else(wrong)?;
        Ok(Self { row, col })
    }
}

/// The letters of a column counted from zero: 0 is `A`, 26 is `AA`.
pub fn column_letters(col: u32) -> String {
    let mut rest = u64::from(col) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = ((rest - 1) % 26) as u8;
        letters.push((b'A' + digit) as char);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A block of cells; both corners belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRange {
    /// Upper left corner.
    pub first: CellAddress,
    /// Lower right corner.
    pub last: CellAddress,
}

impl CellRange {
    /// The block between two corners (upper left, lower right).
    pub const fn new(first: CellAddress, last: CellAddress) -> Self {
        Self { first, last }
    }

    /// Whether the cell lies in the block.
    pub const fn contains(&self, cell: CellAddress) -> bool {
        cell.row >= self.first.row
            && cell.row <= self.last.row
            && cell.col >= self.first.col
            && cell.col <= self.last.col
    }

    /// Number of rows.
    pub const fn height(&self) -> u32 {
        self.last.row - self.first.row + 1
    }

    /// Number of columns.
    pub const fn width(&self) -> u32 {
        self.last.col - self.first.col + 1
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { self.first.fmt(f) } else { write!(f, "{}:{}", self.first, self.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_back_as_they_are_shown() {
        for (row, col, shown) in
            [(0, 0, "A1"), (6, 1, "B7"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellAddress::new(row, col).to_string(), shown);
            assert_eq!(shown.parse(), Ok(CellAddress::new(row, col)));
        }
        assert_eq!("$C$2".parse(), Ok(CellAddress::new(1, 2)));
        for wrong in ["", "7", "B", "B0", "ABCD1", "é1"] {
            assert!(wrong.parse::<CellAddress>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_range_knows_its_size() {
        let range = CellRange::new(CellAddress::new(1, 1), CellAddress::new(3, 2));
        assert_eq!((range.height(), range.width(), range.to_string().as_str()), (3, 2, "B2:C4"));
        assert!(range.contains(CellAddress::new(3, 2)) && !range.contains(CellAddress::new(4, 2)));
    }
}
