//! The colours that formats before .xlsx give by number (MS-XLS 2.5.161 `IcvFont`; ECMA-376 part 1, 18.8.27).

/// The default colours 8 to 63, as red, green and blue in one number.
const DEFAULT: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000,
    0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366,
    0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00,
    0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99,
    0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900,
    0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366,
    0x33_3399, 0x33_3333,
];

/// The colours of one workbook.
#[derive(Debug, Default, Clone)]
pub(crate) struct Palette {
    /// Those that replace the default ones from 8 on.
    own: Vec<[u8; 3]>,
}

impl Palette {
    /// A palette of the workbook's own.
    pub(crate) fn new(own: Vec<[u8; 3]>) -> Self {
        Self { own }
    }

    /// A colour by number. The numbers of the system's window colours are none.
    pub(crate) fn colour(&self, number: u16) -> Option<[u8; 3]> {
        // 0 to 7 are the same as 8 to 15.
        let index = usize::from(if number < 8 { number } else { number - 8 });
        let given = self.own.get(index).copied();
        given.or_else(|| {
            DEFAULT.get(index).map(|colour| [(colour >> 16) as u8, (colour >> 8) as u8, *colour as u8])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_colours_come_first() {
        let palette = Palette::new(vec![[1, 2, 3]]);
        assert_eq!(palette.colour(8), Some([1, 2, 3]));
        assert_eq!((palette.colour(10), palette.colour(2)), (Some([255, 0, 0]), Some([255, 0, 0])));
        assert_eq!(palette.colour(64), None);
    }
}
