//! The encoding of a text file. UTF-8 and UTF-16 can be told with certainty; Windows-1252 is what is left for
//! text that could have come from a Western European desktop, and for nothing else.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::{Failure, FailureKind};

/// The text of a file without byte order mark, and the name of its encoding.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<(String, &'static str), Failure> {
    let encoding = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Err(unknown(name, "it is UTF-32")),
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ if bytes.contains(&0) => match utf_16_without_mark(bytes) {
            Some(encoding) => encoding,
            None => return Err(binary(name)),
        },
        _ => UTF_8,
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    if !is_broken {
        return Ok((text.into_owned(), encoding.name()));
    }
    if encoding != UTF_8 {
        return Err(unknown(name, "it says UTF-16 and is not"));
    }
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    if bytes.iter().any(is_control) {
        return Err(binary(name));
    }
    if is_windows_1252(bytes) {
        return Ok((WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), WINDOWS_1252.name()));
    }
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = String::from_utf8_lossy(&bytes[..good]).matches('\n').count() + 1;
    let byte = bytes.get(good).copied().unwrap_or_default();
    Err(unknown(name, &format!("line {line} is neither UTF-8 (byte {byte:#04X}) nor plainly Windows-1252")))
}

fn unknown(name: &str, detail: &str) -> Failure {
    Failure::new(FailureKind::Encoding, name, detail)
}

fn binary(name: &str) -> Failure {
    Failure::new(FailureKind::NotAWorkbook, name, "it is neither a known kind of workbook nor text")
}

/// UTF-16 of mostly Western text has a zero in nearly every pair of bytes, always on the same side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.chunks_exact(2).take(4096);
    let count = pairs.len();
    let (high, low) = pairs.fold((0, 0), |(high, low), pair| {
        (high + usize::from(pair[0] == 0), low + usize::from(pair[1] == 0))
    });
    let is_even = bytes.len().is_multiple_of(2);
    match (high, low) {
        (0, low) if is_even && low * 10 >= count * 6 => Some(UTF_16LE),
        (high, 0) if is_even && high * 10 >= count * 6 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether bytes that are not UTF-8 read as Windows-1252 without surprises: all are defined, accented letters
/// stand in words, signs between them, and nothing runs on as the letters of other scripts do.
fn is_windows_1252(bytes: &[u8]) -> bool {
    if bytes.iter().any(|byte| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)) || has_utf_8(bytes) {
        return false;
    }
    let (mut high, mut odd, mut run) = (0usize, 0usize, 0usize);
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii() {
            run = 0;
            continue;
        }
        high += 1;
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        run = if before == *byte { run } else { run + 1 };
        let is_odd = match byte {
            _ if run > 2 => true,
            byte if is_accented(*byte) => !(is_letter(before) || is_letter(after)),
            // An apostrophe, dashes, a soft hyphen and a middle dot may stand inside words.
            0x91 | 0x92 | 0x96 | 0x97 | 0xA0 | 0xAD | 0xB7 => false,
            _ => is_letter(before) && after.is_ascii_lowercase(),
        };
        odd += usize::from(is_odd);
    }
    odd * 4 <= high
}

fn is_accented(byte: u8) -> bool {
    matches!(byte, 0x8A | 0x8C | 0x8E | 0x9A | 0x9C | 0x9E | 0x9F)
        || (byte >= 0xC0 && !matches!(byte, 0xD7 | 0xF7))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || is_accented(byte)
}

/// Whether there are whole characters of UTF-8 beyond ASCII: then another piece of the text is broken.
fn has_utf_8(bytes: &[u8]) -> bool {
    let is_next = |byte: Option<&u8>| byte.is_some_and(|byte| (0x80..0xC0).contains(byte));
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        0xC3 | 0xC2 => is_next(bytes.get(at + 1)),
        0xE2 => is_next(bytes.get(at + 1)) && is_next(bytes.get(at + 2)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn encodings_are_found() {
        let text = "Area,Deaths\nYnys Môn,2\n“Côte d’Ivoire” – £5,3\n";
        let marked = |text: &str| format!("\u{feff}{text}");
        let (latin, _, _) = WINDOWS_1252.encode(text);
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked(text).into_bytes(), "UTF-8"),
            (utf_16(&marked(text), u16::to_le_bytes), "UTF-16LE"),
            (utf_16(&marked(text), u16::to_be_bytes), "UTF-16BE"),
            (utf_16(text, u16::to_le_bytes), "UTF-16LE"),
            (utf_16(text, u16::to_be_bytes), "UTF-16BE"),
            (latin.into_owned(), "windows-1252"),
        ] {
            assert_eq!(decode("a.csv", &bytes), Ok((text.to_owned(), encoding)));
        }
    }

    #[test]
    fn windows_1252_is_not_read_into_other_encodings() {
        for bytes in [
            &b"a,b\n\x81\x8d,2\n"[..],
            b"\x82\xa0\x82\xa2\x82\xa4,1\n",
            b"\xcc\xee\xf1\xea\xe2\xe0,1\n",
            // Mac Roman and DOS: "Ynys Môn", "Ynys Môn", a pound sign.
            b"Ynys M\x99n,2\n",
            b"Ynys M\x93n,2\n",
            b"Cost,\x9c12\n",
            // UTF-8 in one line, Windows-1252 in another; and UTF-8 that is cut off.
            b"Ynys M\xc3\xb4n,2\nC\xf4te,3\n",
            b"Ynys M\xc3\xb4n,2\nC\xc3",
            b"\xff\xfe\x00\x00a\x00\x00\x00",
        ] {
            assert_eq!(decode("a.csv", bytes).unwrap_err().kind, FailureKind::Encoding, "{bytes:?}");
        }
        let failure = decode("a.csv", b"a,b\n\x82\xa0\x82\xa2,1\n").unwrap_err();
        assert!(failure.text().contains("line 2"), "{failure}");
        for bytes in [&b"a,b\0\x01\x02"[..], b"\xff\x01\x02\x03abc", b"\0\0\0\0"] {
            assert_eq!(decode("a.csv", bytes).unwrap_err().kind, FailureKind::NotAWorkbook, "{bytes:?}");
        }
    }

    #[test]
    fn signs_of_windows_1252_are_plausible() {
        for text in ["£5,€3", "caf\u{e9}", "±2°,½", "10–19,2", "Don’t know,•", "© ONS…", "Å,ö", "xx——yy"]
        {
            let (bytes, _, _) = WINDOWS_1252.encode(text);
            let is_read = decode("a.csv", &bytes).is_ok_and(|(read, _)| read == text);
            assert_eq!(is_read, !text.contains('Å'), "{text}");
        }
    }
}
