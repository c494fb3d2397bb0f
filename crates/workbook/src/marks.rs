//! Note marks: pieces of a text that are raised as superscripts and point at a note (`Population` with a small
//! 2 behind it). Without its formatting such a text reads `Population2`, and a number with a mark reads as
//! another number.
//!
//! Raised text that is no mark stays: exponents (`km2`, `x 106`), ordinals (`19th`), degrees. So does a mark
//! that opens a note (`1 Provisional.`), which is set apart from the words that follow it.

/// A text with its note marks taken out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub(crate) struct Marked {
    /// The text as the file stores it.
    pub(crate) whole: String,
    /// The text without its marks.
    pub(crate) plain: String,
    /// The marks, in order: `1`, `a`, `†`.
    pub(crate) notes: Vec<String>,
}

/// Characters of one raised piece that can be a mark.
const LONGEST: usize = 24;
/// Units that take exponents.
const UNITS: [&str; 18] =
    ["m", "km", "cm", "mm", "dm", "nm", "µm", "μm", "ft", "yd", "mi", "s", "sec", "R", "r", "χ", "sq", "ha"];

/// Takes the marks out of a text whose pieces `raised` (from, to, in bytes, in order) are superscripts.
/// Nothing if there are none.
pub(crate) fn taken_out(whole: &str, raised: &[(usize, usize)]) -> Option<Marked> {
    let mut out = Marked::default();
    let mut done = 0;
    for (from, to) in joined(whole, raised) {
        let (piece, before, after) = (whole.get(from..to)?, whole.get(..from)?, whole.get(to..)?);
        let Some(notes) = notes(piece).filter(|_| !is_exponent(before, piece.trim(), after)) else {
            continue;
        };
        out.plain.push_str(whole.get(done..from)?);
        if opens_a_note(before, after) {
            out.plain.push_str(piece);
            let is_glued = !piece.ends_with(char::is_whitespace) && after.starts_with(char::is_alphanumeric);
            if is_glued {
                out.plain.push(' ');
            }
        } else {
            out.notes.extend(notes);
            let ends_line = after.is_empty() || after.starts_with(['\r', '\n']);
            if ends_line {
                out.plain.truncate(out.plain.trim_end_matches(' ').len());
            }
        }
        done = to;
    }
    out.plain.push_str(whole.get(done..)?);
    // Raised from end to end, it points at nothing: it may be the number of a note in a cell of its own.
    let has_words = !out.plain.trim().is_empty();
    (has_words && out.plain != whole).then(|| Marked { whole: whole.to_owned(), ..out })
}

/// The raised pieces of a text whose runs begin at these characters, counted in UTF-16, and are raised or not.
pub(crate) fn raised(text: &str, runs: &[(usize, bool)]) -> Vec<(usize, usize)> {
    if !runs.iter().any(|(_, is_raised)| *is_raised) {
        return Vec::new();
    }
    let (mut starts, mut units) = (Vec::with_capacity(text.len() + 1), 0);
    for (at, c) in text.char_indices() {
        starts.push((units, at));
        units += c.len_utf16();
    }
    let byte = |unit: usize| {
        let index = starts.partition_point(|(start, _)| *start < unit);
        starts.get(index).map_or(text.len(), |(_, at)| *at)
    };
    let ends = runs.iter().skip(1).map(|(from, _)| *from).chain([usize::MAX]);
    let runs = runs.iter().zip(ends).filter(|((from, is_raised), to)| *is_raised && from < to);
    runs.map(|((from, _), to)| (byte(*from), byte(to))).collect()
}

/// Raised pieces that touch, or have only spaces or commas between them, as one.
fn joined(whole: &str, raised: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (from, to) in raised.iter().filter(|(from, to)| from < to) {
        match out.last_mut() {
            Some((_, end))
                if whole.get(*end..*from).is_some_and(|gap| gap.chars().all(|c| matches!(c, ' ' | ','))) =>
            {
                *end = *to;
            }
            _ => out.push((*from, *to)),
        }
    }
    out
}

/// The marks of a raised piece; nothing if it is something else.
fn notes(piece: &str) -> Option<Vec<String>> {
    if piece.len() > LONGEST {
        return None;
    }
    let parts = piece
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '/' | '(' | ')' | '[' | ']'))
        .filter(|part| !part.is_empty() && !matches!(part.to_ascii_lowercase().as_str(), "note" | "notes"));
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    (!parts.is_empty() && parts.iter().all(|part| is_mark(part))).then_some(parts)
}

/// Whether a word is what notes are called: `12`, `a`, `1b`, `iv`, `**`, `†`.
fn is_mark(word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let count = word.chars().count();
    let is_symbol =
        |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '^' | '~' | '‖' | '+' | 'º' | '°');
    if word.chars().all(is_symbol) {
        return count <= 4 && !matches!(first, 'º' | '°');
    }
    if first.is_ascii_digit() {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        return digits.len() <= 3
            && digits.bytes().all(|b| b.is_ascii_digit())
            && word.len() <= digits.len() + 1;
    }
    let is_roman = count <= 5 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    first.is_alphabetic() && (is_roman || (count <= 3 && chars.all(|c| c == first)))
}

/// Whether a raised piece belongs to what stands before it: an exponent or the sign of degrees.
fn is_exponent(before: &str, piece: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_small = matches!(piece, "2" | "3" | "4");
    let priced = before[..before.len() - word.len()].ends_with(['£', '€', '$']);
    if is_small && UNITS.contains(&word) && !priced {
        return true;
    }
    if matches!(piece, "o" | "0") && after.trim_start().starts_with(['C', 'F']) {
        return true;
    }
    if piece == "o" && matches!(word, "N" | "n") {
        return true;
    }
    let power = before.strip_suffix("10").map(str::trim_end);
    let times = power.is_some_and(|base| base.ends_with(['×', 'x', '*', '·']));
    times && piece.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a mark stands where a note begins: at the start of a line, or before the words that follow it.
fn opens_a_note(before: &str, after: &str) -> bool {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let has_words = !after.trim().is_empty();
    line.trim().is_empty() && has_words
        || (before.ends_with(char::is_whitespace) && after.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces in braces are raised.
    fn read(text: &str) -> Option<Marked> {
        let (mut whole, mut raised) = (String::new(), Vec::new());
        for c in text.chars() {
            match c {
                '{' => raised.push((whole.len(), 0)),
                '}' => raised.last_mut().unwrap().1 = whole.len(),
                other => whole.push(other),
            }
        }
        taken_out(&whole, &raised)
    }

    #[test]
    fn marks_are_taken_out() {
        for (text, plain, notes) in [
            ("Population{2}", "Population", "2"),
            ("Population {2}", "Population", "2"),
            ("9{1}", "9", "1"),
            ("1,234{r}", "1,234", "r"),
            ("South Atlantic{6, 7, 8 }", "South Atlantic", "6 7 8"),
            ("Rate{1},{2}", "Rate", "1 2"),
            ("Illiteracy rate{b,†}\r\n(% aged 15)", "Illiteracy rate\r\n(% aged 15)", "b †"),
            ("Life satisfaction{1,2}, Great Britain", "Life satisfaction, Great Britain", "1 2"),
            ("definition{2}) ", "definition) ", "2"),
            ("Deaths{(1)(2)}", "Deaths", "1 2"),
            ("Deaths{[note 4]}", "Deaths", "4"),
            ("2019/20{p}", "2019/20", "p"),
            ("Income, £m{2}", "Income, £m", "2"),
            ("Rate{**}", "Rate", "**"),
            ("per 1,000{iv}", "per 1,000", "iv"),
        ] {
            let marked = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marked.plain.as_str(), marked.notes.join(" ").as_str()), (plain, notes), "{text}");
            assert_eq!(marked.whole, text.replace(['{', '}'], ""));
        }
    }

    #[test]
    fn runs_are_counted_in_utf_16() {
        assert_eq!(raised("é𝄞x12", &[(0, false), (4, true), (5, false)]), [(7, 8)]);
        assert_eq!(raised("ab", &[(1, true)]), [(1, 2)]);
        assert_eq!(raised("ab", &[(7, true), (3, false)]), []);
    }

    #[test]
    fn what_opens_a_note_stays_and_is_set_apart() {
        for (text, plain) in [
            ("{1}Provisional.", "1 Provisional."),
            ("See notes.\n{2}Revised.", "See notes.\n2 Revised."),
            ("{a}Resident in {b}England", "a Resident in b England"),
        ] {
            let marked = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marked.plain.as_str(), marked.notes.len()), (plain, 0), "{text}");
        }
        assert_eq!(read("{1} Provisional."), None);
    }

    #[test]
    fn other_raised_text_stays() {
        for text in [
            "Area (km{2})",
            "{2}",
            "m{3} per s{2}",
            "19{th} century",
            "5 × 10{6}",
            "20 {o}C",
            "20{0}C",
            "N{o}",
            "CO{2-}",
            "TM{TM}",
            "bold{superscript,}red",
            "plain",
            "a{ }b",
            "s{-1}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
