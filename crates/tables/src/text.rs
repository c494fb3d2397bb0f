//! Text in cells: numbers, dates and note marks read from it, and written without a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};

use model::Marker;
use workbook::{Cell, Sheet, Style};

use crate::vocabulary::NUMBERED_WORDS;
use crate::words;

/// The shortest decimal form of a number, never with an exponent: `0.1`, `1200000`, `-3.5`.
///
/// ```
/// assert_eq!(tables::number_text(1e21), "1000000000000000000000");
/// assert_eq!(tables::number_text(-0.0), "0");
/// ```
pub fn number_text(number: f64) -> String {
    // Whole numbers up to here are exact, and are written much faster as such.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).to_string();
    }
    format!("{number}")
}

/// A number found in text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextNumber {
    /// Its value; a percentage is divided by 100, as a spreadsheet stores it.
    pub(crate) value: f64,
    /// Decimals as typed.
    pub(crate) decimals: u8,
    /// Whether a percent sign follows it.
    pub(crate) percent: bool,
    /// A marker that follows it (`12 [p]`).
    pub(crate) marker: Option<Marker>,
}

/// The number that `text` is: thousands separators, currency signs, spaces and a following marker are
/// understood. Codes with a leading zero (`0012`) are no numbers.
pub(crate) fn number_in(text: &str) -> Option<TextNumber> {
    let text = text.trim_matches(|c: char| c.is_whitespace());
    let first = text.bytes().next()?;
    // The quick way out for nearly all text.
    if first.is_ascii_alphabetic() || text.len() > 40 {
        return None;
    }
    // `12 [note 1]`: the note is about the number, it does not stand for it.
    let text = strip_bracket(text, '[', ']', is_note_inside);
    let (number, marker) = split_marker(text);
    let (number, percent) = match number.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (number, false),
    };
    let (negative, number) = match number.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let number = number.strip_prefix(['£', '$', '€']).unwrap_or(number);
    let plain = plain_digits(number)?;
    let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let value: f64 = plain.parse().ok()?;
    let value = if percent { value / 100.0 } else { value };
    let value = if negative { -value } else { value };
    Some(TextNumber { value, decimals: decimals.min(30) as u8, percent, marker })
}

/// Whether text is a number with a decimal comma: `29,9`, `-0,12`, `7 286,07`, `1.204,50`. `1,234` is not: its comma parts
/// thousands.
pub(crate) fn is_decimal_comma(text: &str) -> bool {
    decimal_comma(text).is_some()
}

/// The number that text with a decimal comma is.
pub(crate) fn decimal_comma(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.len() > 20 {
        return None;
    }
    let (whole, fraction) = text.split_once(',')?;
    let negative = whole.starts_with(['-', '−', '–']);
    // Where commas part decimals, points part thousands.
    let whole = plain_digits(&whole.trim_start_matches(['-', '−', '–', '+']).replace('.', " "))?;
    let digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    if !digits || (fraction.len() == 3 && whole != "0") {
        return None;
    }
    let value: f64 = format!("{whole}.{fraction}").parse().ok()?;
    Some(if negative { -value } else { value })
}

/// The number that text is on a sheet that writes decimals with a comma: `1.234,5`, `-0,12 %`, `7 286,07`, `1,234`.
pub(crate) fn comma_number(text: &str) -> Option<TextNumber> {
    let text = text.trim();
    if text.len() > 40 || !text.contains(',') {
        return None;
    }
    let (number, marker) = split_marker(text);
    let (number, percent) = match number.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (number, false),
    };
    let bare = number.trim_start_matches(['-', '−', '–', '+']);
    let negative = number.starts_with(['-', '−', '–']);
    let bare = bare.strip_prefix(['£', '$', '€']).unwrap_or(bare).trim_end_matches(['€', '£', ' ']);
    let (whole, fraction) = bare.split_once(',')?;
    let whole = plain_digits(&whole.replace('.', " "))?;
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: f64 = format!("{whole}.{fraction}").parse().ok()?;
    let value = if percent { value / 100.0 } else { value };
    let decimals = fraction.len().min(30) as u8;
    Some(TextNumber { value: if negative { -value } else { value }, decimals, percent, marker })
}

/// The digits and the point of a number, separators taken out; none if it is anything else.
fn plain_digits(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let groups: Vec<&str> = whole.split([',', '\u{a0}', '\u{202f}', ' ']).collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.len() > 1;
    if grouped && !groups[1..].iter().all(|group| group.len() == 3 && digits(group)) {
        return None;
    }
    if grouped && groups[0].len() > 3 {
        return None;
    }
    let whole = groups.concat();
    if !digits(&whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    match fraction {
        Some(fraction) if digits(fraction) => Some(format!("{whole}.{fraction}")),
        Some(_) => None,
        None => Some(whole),
    }
}

/// Parts `12 [p]`, `12[r]` and `12*` into number and marker.
fn split_marker(text: &str) -> (&str, Option<Marker>) {
    let at = if text.ends_with(']') { text.find('[') } else { text.strip_suffix('*').map(str::len) };
    let Some(at) = at.filter(|at| *at > 0) else { return (text, None) };
    match Marker::recognise(&text[at..]) {
        Some(marker) => (text[..at].trim_end(), Some(marker)),
        None => (text, None),
    }
}

/// Whether `text` is a range or bound that can stand for a withheld number: `<5`, `0-2`, `>95`, `1 to 4`.
pub(crate) fn is_bounded(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 16 {
        return false;
    }
    let bound = text.strip_prefix("<=").or_else(|| text.strip_prefix(['<', '>', '≤', '≥']));
    if let Some(rest) = bound {
        return number_in(rest.trim_start_matches('=').trim()).is_some();
    }
    let ends = text.split_once(" to ").or_else(|| text.split_once(['-', '–']));
    ends.is_some_and(|(low, high)| {
        let whole = |part: &str| {
            let part = part.trim();
            !part.is_empty() && part.len() < 8 && part.bytes().all(|b| b.is_ascii_digit())
        };
        whole(low) && whole(high)
    })
}

/// A label as it is used: white space single, note marks gone.
pub(crate) fn label(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    strip_notes(&words)
}

/// Takes `[note 1]`, `(1)` and superscript digits from the end of words.
fn strip_notes(text: &str) -> String {
    let mut kept: String = text.to_owned();
    loop {
        let before = kept.len();
        let trimmed = kept.trim_end_matches(|c: char| SUPERSCRIPTS.contains(c)).trim_end();
        // `2016 ->` marks where a series goes on or breaks.
        let trimmed = trimmed.strip_suffix("->").unwrap_or(trimmed).trim_end();
        let trimmed = strip_bracket(trimmed, '[', ']', is_note_inside);
        let trimmed = strip_bracket(trimmed, '(', ')', is_note_number);
        kept.truncate(trimmed.len());
        if kept.len() == before {
            break;
        }
    }
    if let (Some(open), Some(close)) = (kept.find("[note"), kept.find(']'))
        && open < close
    {
        let rest = kept[close + 1..].trim_start().to_owned();
        kept.truncate(kept[..open].trim_end().len());
        if !rest.is_empty() {
            kept.push(' ');
            kept.push_str(&rest);
        }
    }
    if kept.is_empty() { text.to_owned() } else { kept }
}

const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹†‡";

fn strip_bracket(text: &str, open: char, close: char, is_note: fn(&str) -> bool) -> &str {
    let Some(rest) = text.strip_suffix(close) else { return text };
    match rest.rfind(open) {
        Some(at) if at > 0 && is_note(&rest[at + open.len_utf8()..]) => rest[..at].trim_end(),
        _ => text,
    }
}

fn is_note_inside(inside: &str) -> bool {
    let inside = inside.trim().to_lowercase();
    inside.starts_with("note")
        || inside.starts_with("footnote")
        || (!inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || ", ".contains(c)))
}

/// `(1)`, `(1,2)`, `(a)` is not: letters in parentheses carry meaning too often. `(2019)` is a year.
fn is_note_number(inside: &str) -> bool {
    !inside.is_empty()
        && inside
            .split([',', ' ', '&'])
            .all(|part| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The number with which a note opens: `1 Text`, `2. Text`, `(3) Text`, `[4] Text`, `[note 5] Text`.
pub(crate) fn note_number(line: &str) -> Option<u32> {
    let lower = line.trim_start().to_lowercase();
    let open = lower.trim_start_matches(['(', '[']);
    let open = open.strip_prefix("note").map_or(open, str::trim_start);
    let digits = open.len() - open.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sets_apart = open[digits..].starts_with(|c: char| !c.is_alphanumeric() && c != ',' && c != '%');
    if !sets_apart || digits > 2 { None } else { open[..digits].parse().ok() }
}

/// Takes digits off the ends of labels that are the superscripts of notes (`Population2`, `Rate1,3`), which
/// plain text glues to their words. They are, if all of them number a note of the table and the word alone
/// names nothing else: `Band1` and `Band2` are two bands. With `shared` the word may stand among the labels
/// already: another header level tells the two apart.
pub(crate) fn unglue(labels: &mut [String], notes: &BTreeSet<u32>, shared: bool) {
    if notes.is_empty() {
        return;
    }
    let stems: Vec<Option<String>> = labels.iter().map(|label| stem(label, notes)).collect();
    let known: BTreeSet<String> = labels.iter().cloned().collect();
    let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (label, stem) in labels.iter().zip(&stems) {
        let Some(stem) = stem else { continue };
        bearers.entry(stem.clone()).or_default().insert(label.clone());
    }
    for (label, stem) in labels.iter_mut().zip(stems) {
        let alone = |stem: &String| {
            (shared || !known.contains(stem)) && bearers.get(stem).is_some_and(|all| all.len() == 1)
        };
        if let Some(stem) = stem.filter(alone) {
            *label = stem;
        }
    }
}

/// A label without the note numbers glued to its last word, if there are any.
pub(crate) fn stem(label: &str, notes: &BTreeSet<u32>) -> Option<String> {
    let word = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    let marks = &label[word.len()..];
    let told = |mark: &str| mark.parse().is_ok_and(|mark| notes.contains(&mark));
    let letters = word.trim_end_matches(')').chars().rev().take_while(|c| c.is_lowercase()).count();
    let last = words::words(word).pop().unwrap_or_default();
    let numbered = NUMBERED_WORDS.contains(&last.as_str());
    (letters >= 3 && !numbered && !marks.is_empty() && marks.split(',').all(told)).then(|| word.to_owned())
}

/// The text by which a cell serves as label: dates in ISO form, numbers plain, text without note marks.
pub(crate) fn cell_label(sheet: &Sheet, row: u32, col: u32) -> String {
    label_of(sheet.cell(row, col), sheet.style(row, col))
}

/// The same for a cell of a style.
pub(crate) fn label_of(cell: Cell<'_>, style: &Style) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => label(text),
        // `00123` is a code: the zeros that its format shows are part of it.
        Cell::Number(_) if pads_zeros(&style.number_format) => style.text(cell).trim().to_owned(),
        Cell::Number(number) => {
            let precision = style.precision_of(number);
            let shown = number_text(precision.displayed(number));
            if precision.is_percent() { format!("{shown}%") } else { shown }
        }
        // `Mar-24` is a month: its first day would be said by nobody.
        Cell::DateTime(_) if shows_months(&style.number_format) => style.text(cell).trim().to_owned(),
        Cell::DateTime(days) => workbook::iso_date(days),
        Cell::Bool(_) | Cell::Error(_) | Cell::Duration(_) => style.text(cell).into_owned(),
    }
}

/// Whether a number format shows whole numbers with zeros before them: `00000`.
fn pads_zeros(format: &str) -> bool {
    format.starts_with("00") && format.bytes().all(|b| b == b'0')
}

/// Whether a date format shows month and year, or the year, but no day: `mmm-yy`, `mmmm yyyy`.
pub(crate) fn shows_months(format: &str) -> bool {
    if format == "General" {
        return false;
    }
    let mut plain = String::new();
    let (mut quoted, mut bracket) = (false, false);
    for c in format.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            _ if !quoted && !bracket => plain.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    let first = plain.split(';').next().unwrap_or_default();
    first.contains("yy") && !first.contains(['d', 'h', 's'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_text() {
        for (text, value, decimals) in [
            ("2,686.8", 2686.8, 1),
            (" 12 ", 12.0, 0),
            ("£1,200", 1200.0, 0),
            ("-3.50", -3.5, 2),
            ("12.5%", 0.125, 1),
            ("12 [p]", 12.0, 0),
            ("7*", 7.0, 0),
            ("1,207 [note 3]", 1207.0, 0),
            ("4 [1]", 4.0, 0),
        ] {
            let number = number_in(text).unwrap();
            assert!((number.value - value).abs() < 1e-12, "{text}");
            assert_eq!(number.decimals, decimals, "{text}");
        }
        for text in ["", "0012", "12,34", "1-4", "12 beds", "<5", "*", "E1", "1.2.3", "2019/20", "-"] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }

    #[test]
    fn decimal_commas_are_read_where_a_sheet_writes_them() {
        for (text, value, decimals) in [
            ("29,9", 29.9, 1),
            ("1.234,50", 1234.5, 2),
            ("7 286,07", 7286.07, 2),
            ("-0,12", -0.12, 2),
            ("12,5 %", 0.125, 1),
        ] {
            let number = comma_number(text).unwrap();
            assert!((number.value - value).abs() < 1e-9, "{text}");
            assert_eq!(number.decimals, decimals, "{text}");
        }
        for text in ["12", "1,2,3", "a,b", "1,", "12.34,5"] {
            assert_eq!(comma_number(text), None, "{text}");
        }
    }

    #[test]
    fn bounds_are_told_from_words() {
        for text in ["<5", "0-2", ">95", "1 to 4", "≤ 10", "<=4"] {
            assert!(is_bounded(text), "{text}");
        }
        for text in ["5", "A-1", "well-known", "", "-"] {
            assert!(!is_bounded(text), "{text}");
        }
    }

    #[test]
    fn labels_lose_their_note_marks_only() {
        for (text, plain) in [
            ("Age group [note 1]", "Age group"),
            ("All Visits  ", "All Visits"),
            ("satisfied [note 4][note 5]", "satisfied"),
            ("Robbery (1)", "Robbery"),
            ("Deaths (1,2)", "Deaths"),
            ("Rate²", "Rate"),
            ("2016     ->", "2016"),
            ("Dec†", "Dec"),
            ("Spend (2019)", "Spend (2019)"),
            ("Area [note 2] name", "Area name"),
            ("Two\nlines", "Two lines"),
            ("[note 1]", "[note 1]"),
            ("Weight (kg)", "Weight (kg)"),
        ] {
            assert_eq!(label(text), plain);
        }
    }

    #[test]
    fn glued_note_numbers_need_their_notes() {
        let notes: BTreeSet<u32> =
            ["1 Area of residence", "2. Mid-year", "(3) Registered", "[note 4] x", "2019 was a leap year"]
                .into_iter()
                .filter_map(note_number)
                .collect();
        assert_eq!(notes, BTreeSet::from([1, 2, 3, 4]));
        let read = |labels: &[&str], notes: &BTreeSet<u32>| {
            let mut labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            unglue(&mut labels, notes, false);
            labels
        };
        assert_eq!(read(&["Population2", "Rate2,3", "Deaths3"], &notes), ["Population", "Rate", "Deaths"]);
        for kept in
            [&["Zone1", "Zone2"][..], &["Deaths7"], &["Type1"], &["PM2"], &["Area", "Area1"], &["2022"]]
        {
            assert_eq!(read(kept, &notes), kept);
        }
        assert_eq!(read(&["Population2"], &BTreeSet::new()), ["Population2"]);
    }

    #[test]
    fn days_become_iso_dates() {
        for (serial, iso) in [
            (1.0, "1900-01-01"),
            (61.0, "1900-03-01"),
            (44174.0, "2020-12-09"),
            (44174.5, "2020-12-09T12:00:00"),
        ] {
            assert_eq!(workbook::iso_date(serial), iso);
        }
    }
}
