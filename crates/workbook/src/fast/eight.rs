//! Many bytes at a time: digits as one number, and texts looked through without a branch for each byte.

/// The digit 0 in each byte.
const ZEROS: u64 = 0x3030_3030_3030_3030;
/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The first eight bytes as a number, the first of them lowest; none where there are fewer.
#[inline]
pub(crate) fn eight(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// How many of eight bytes are digits, up to the first that is none.
#[inline]
pub(crate) fn leading_digits(word: u64) -> usize {
    let low = word ^ ZEROS;
    // A byte below ten stays below 0x80 when 0x76 is added; no byte carries into the next.
    let others = (low | ((low & !HIGH) + 0x7676_7676_7676_7676)) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// How many digits the bytes begin with.
#[inline]
pub(crate) fn digits_at(bytes: &[u8]) -> usize {
    let mut count = 0;
    while let Some(word) = bytes.get(count..).and_then(eight) {
        let more = leading_digits(word);
        count += more;
        if more < 8 {
            return count;
        }
    }
    count + bytes[count..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number that the first `count` of eight bytes spell, which are one to eight digits.
#[inline]
pub(crate) fn number_of(word: u64, count: usize) -> u32 {
    // The digits go to the top, the bytes below them are leading zeros.
    let tens = (word ^ ZEROS) << (64 - 8 * count);
    let pairs = (tens.wrapping_mul(10).wrapping_add(tens >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) as u32
}

/// Whether any byte is one of three.
#[inline]
pub(crate) fn holds_any(bytes: &[u8], [a, b, c]: [u8; 3]) -> bool {
    // A fixed number of bytes without a branch between them becomes a few instructions for all.
    let in_chunk = |chunk: &[u8]| {
        chunk
            .iter()
            .fold(0, |found, byte| found | u8::from(*byte == a) | u8::from(*byte == b) | u8::from(*byte == c))
            != 0
    };
    let (chunks, rest) = bytes.as_chunks::<16>();
    if chunks.iter().any(|chunk| in_chunk(chunk)) {
        return true;
    }
    // What is left is looked at with some bytes before it, as a whole chunk again.
    match bytes.last_chunk::<16>() {
        _ if rest.is_empty() => false,
        Some(chunk) => in_chunk(chunk),
        None => in_chunk(rest),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_beside_a_digit_ends_the_digits() {
        for byte in 0..=u8::MAX {
            let word = eight(&[b'1', b'9', byte, b'0', b'5', b'0', b'0', b'0']).unwrap();
            assert_eq!(leading_digits(word), if byte.is_ascii_digit() { 8 } else { 2 }, "{byte}");
        }
        assert_eq!(eight(b"1234567"), None);
    }

    proptest! {
        #[test]
        fn digits_are_counted_and_read(number in 0u32..100_000_000, tail in "[^0-9][a-z<.]{0,9}") {
            let text = format!("{number}{tail}");
            let digits = number.to_string().len();
            prop_assert_eq!(digits_at(text.as_bytes()), digits);
            if let Some(word) = eight(text.as_bytes()) {
                prop_assert_eq!(number_of(word, digits), number);
            }
        }

        #[test]
        fn one_of_three_bytes_is_found(text in "[a-f]{0,60}") {
            let bytes = text.as_bytes();
            prop_assert_eq!(holds_any(bytes, [b'c', b'x', b'_']), text.contains('c'));
            prop_assert_eq!(holds_any(bytes, [b'x', b'a', b'e']), text.contains(['a', 'e']));
        }

        #[test]
        fn long_runs_of_digits_are_counted(text in "[0-9]{0,40}") {
            prop_assert_eq!(digits_at(text.as_bytes()), text.len());
        }
    }
}
