//! Cells of the fast path into a sheet.

use crate::dates;
use crate::excel::Filler;
use crate::fast::{Halt, Raw, Shown, Sink, number};
use crate::limits::{MAX_COLS, MAX_ROWS};
use crate::sheet::{Cell, Sheet};
use crate::style::Style;
use crate::xlsx::Fast;

/// A number that no string and no style has.
const UNKNOWN: u32 = u32::MAX;

/// Puts the cells of one part into a sheet.
pub(crate) struct Fill<'a, 'f> {
    fast: &'a Fast,
    filler: &'a mut Filler<'f>,
    sheet: &'a mut Sheet,
    /// The sheet's number of each shared string that it has met.
    texts: Vec<u32>,
    /// The sheet's number of each style that it has met.
    styles: Vec<u32>,
}

impl<'a, 'f> Fill<'a, 'f> {
    pub(crate) fn new(fast: &'a Fast, filler: &'a mut Filler<'f>, sheet: &'a mut Sheet) -> Self {
        let texts = vec![UNKNOWN; fast.shared.len()];
        let styles = vec![UNKNOWN; fast.looks.styles.len()];
        Self { fast, filler, sheet, texts, styles }
    }

    fn style(&mut self, style: u32) -> u32 {
        let Some(known) = self.styles.get_mut(style as usize) else { return 0 };
        if *known == UNKNOWN {
            let style: &Style = &self.fast.looks.styles[style as usize];
            *known = self.sheet.style_id(style);
        }
        *known
    }

    fn shared(&mut self, row: u32, col: u32, index: u32, style: u32) -> Result<(), Halt> {
        let Some(known) = self.texts.get_mut(index as usize) else {
            return Err(Halt::Unsure("a string that is not in the table"));
        };
        if *known == UNKNOWN {
            let text = self.fast.shared.get(index).unwrap_or_default();
            if text.is_empty() {
                return Ok(());
            }
            *known = match self.fast.shared.marked(index) {
                Some(marked) => self.sheet.intern_marked(marked) as u32,
                None => self.sheet.intern(text) as u32,
            };
        }
        self.sheet.put_interned(row, col, u64::from(*known), style);
        Ok(())
    }
}

impl Sink for Fill<'_, '_> {
    fn row(&mut self, _row: u32, _is_hidden: bool) -> Result<(), Halt> {
        Ok(())
    }

    fn cell(&mut self, row: u32, col: u32, style: u32, value: Raw<'_>) -> Result<(), Halt> {
        debug_assert!(row < MAX_ROWS && col < MAX_COLS);
        let id = self.style(style);
        let cell = match value {
            Raw::Shared(index) => {
                self.shared(row, col, index, id)?;
                return Ok(self.filler.check(self.sheet)?);
            }
            Raw::Number(text, _) => {
                serial(number(text), self.fast.looks.shown(style), self.fast.looks.is_1904)
            }
            Raw::Marked(marked) => {
                let text = self.sheet.intern_marked(marked);
                self.sheet.put_interned(row, col, text, id);
                return Ok(self.filler.check(self.sheet)?);
            }
            Raw::Text("") => return Ok(()),
            Raw::Text(text) => Cell::Text(text),
            Raw::IsoDate(text) => dates::parse_iso(text).map_or(Cell::Text(text), Cell::DateTime),
            Raw::Bool(value) => Cell::Bool(value),
            Raw::Error(text) => Cell::Error(text),
            Raw::NewError(text) => {
                self.sheet.put(row, col, Cell::Error(text), 0);
                return Ok(());
            }
        };
        self.sheet.put(row, col, cell, id);
        Ok(self.filler.check(self.sheet)?)
    }

    fn end_row(&mut self, _row: u32) -> Result<(), Halt> {
        Ok(())
    }

    fn block(&mut self, bytes: u64) -> Result<(), Halt> {
        self.filler.count(self.sheet);
        Ok(self.filler.read(bytes)?)
    }
}

/// A number as its format means it.
pub(crate) fn serial(number: f64, shown: Shown, is_1904: bool) -> Cell<'static> {
    match shown {
        Shown::Number => Cell::Number(number),
        Shown::Duration => Cell::Duration(number),
        Shown::Date if is_1904 => Cell::DateTime(dates::from_1904(number)),
        Shown::Date => Cell::DateTime(number),
    }
}
