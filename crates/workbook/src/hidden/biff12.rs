//! The records of the binary parts of an .xlsb (MS-XLSB 2.1.4): enough to count them.

use std::ops::RangeInclusive;

/// Rows of a pivot cache (`BrtPCRRecord`, `BrtPCRRecordDt`).
pub(super) const PIVOT_RECORDS: RangeInclusive<u32> = 33..=34;
/// Cells read from another file (`BrtExternCellReal` to `BrtExternCellString`).
pub(super) const EXTERNAL_CELLS: RangeInclusive<u32> = 368..=371;
/// Comments (`BrtBeginComment`).
pub(super) const COMMENTS: RangeInclusive<u32> = 635..=635;

/// How many records of a part have one of the types.
pub(super) fn count(part: &[u8], types: &RangeInclusive<u32>) -> u64 {
    let mut rest = part;
    let mut count = 0;
    while let Some(kind) = variable(&mut rest, 2) {
        let Some(length) = variable(&mut rest, 4) else { break };
        count += u64::from(types.contains(&kind));
        let Some(next) = rest.get(length as usize..) else { break };
        rest = next;
    }
    count
}

/// A number in up to `most` bytes of seven bits each; the eighth says that more follow.
fn variable(rest: &mut &[u8], most: u32) -> Option<u32> {
    let mut value = 0;
    for index in 0..most {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_counted_by_type() {
        // Type 33 of 2 bytes, type 368 (two bytes: 0xF0 0x02) of none, type 34 of 130 bytes.
        let mut part = vec![33, 2, 9, 9, 0xF0, 0x02, 0, 34, 0x82, 0x01];
        part.extend([0; 130]);
        assert_eq!(count(&part, &PIVOT_RECORDS), 2);
        assert_eq!(count(&part, &EXTERNAL_CELLS), 1);
        assert_eq!(count(&part, &COMMENTS), 0);
        assert_eq!(count(&part[..3], &PIVOT_RECORDS), 1);
    }
}
