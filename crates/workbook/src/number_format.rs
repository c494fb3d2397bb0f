//! What a number format code does to a number: ECMA-376 part 1, 18.8.31, as far as numbers go.
//!
//! The codes are taken apart by `ssfmt`. Plain numbers are put together here, because the rounding must be
//! the one by which displayed values are published ([`Precision::displayed`]); dates, fractions and
//! scientific notation are left to `ssfmt`.

use model::Precision;
use ssfmt::ast::{DigitPlaceholder, FormatPart};
use ssfmt::{FormatOptions, NumberFormat, Section};

/// How a code shows plain positive numbers. Fractions, scientific notation, scaling by thousands, dates
/// and text have no fixed decimals: they count as general.
pub(crate) fn precision(code: &str) -> Precision {
    parse(code).map_or(Precision::GENERAL, |format| of_section(section_for(&format, 1000.0).0))
}

/// How a code shows this number, where that depends on the number.
pub(crate) fn precision_of(code: &str, value: f64) -> Precision {
    parse(code).map_or(Precision::GENERAL, |format| of_section(section_for(&format, value).0))
}

/// Whether this number may get another section of the code than plain positive numbers do.
pub(crate) fn depends_on(code: &str, value: f64) -> bool {
    let has_condition = || ["[<", "[>", "[="].iter().any(|start| code.contains(start));
    is_sectioned(code) && (value <= 0.0 || has_condition())
}

/// Whether the code has sections.
fn is_sectioned(code: &str) -> bool {
    code.contains(';')
}

/// Whether the code is the general one.
pub(crate) fn is_general(code: &str) -> bool {
    code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@"
}

/// A number as text by a code. General shows up to 15 significant digits.
pub(crate) fn show(code: &str, value: f64) -> String {
    if is_general(code) {
        return general(value);
    }
    let Some(format) = parse(code) else { return general(value) };
    let (section, sign) = section_for(&format, value);
    let index = format.sections().iter().position(|known| std::ptr::eq(known, section));
    if index.is_some_and(|index| is_blank_section(code, index)) {
        return String::new();
    }
    let shown = match kind(section) {
        Kind::General => format!("{}{}", sign.mark(), general(sign.of(value))),
        Kind::Fixed(layout) => layout.show(section, sign, value),
        Kind::Other => format.format(value, &FormatOptions::default()),
    };
    shown.trim().to_owned()
}

/// A text by a code: the fourth section, where there is one.
pub(crate) fn show_text(code: &str, text: &str) -> Option<String> {
    if is_general(code) || !is_sectioned(code) {
        return None;
    }
    let format = parse(code)?;
    let shown = format.format_text(text, &FormatOptions::default());
    (format.sections().len() >= 4 && shown != text).then_some(shown)
}

/// Up to 15 significant digits, no trailing zeros; very large and very small numbers with an exponent.
pub(crate) fn general(value: f64) -> String {
    let value = Precision::GENERAL.displayed(value);
    if value == 0.0 {
        return "0".to_owned();
    }
    if (1e-9..1e21).contains(&value.abs()) {
        return value.to_string();
    }
    let text = format!("{value:E}");
    match text.split_once('E') {
        Some((digits, exponent)) if exponent.starts_with('-') => {
            format!("{digits}E-{:0>2}", exponent.trim_start_matches('-'))
        }
        Some((digits, exponent)) => format!("{digits}E+{exponent:0>2}"),
        None => text,
    }
}

fn parse(code: &str) -> Option<NumberFormat> {
    NumberFormat::parse(code).ok()
}

/// Whether a section of a code is written as nothing at all, as those of `;;;` are: it shows nothing. The
/// parsed section does not tell it from `General`.
fn is_blank_section(code: &str, index: usize) -> bool {
    let (mut quoted, mut escaped, mut bracketed) = (false, false, false);
    let mut sections = vec![true];
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                sections.push(true);
                continue;
            }
            '[' if !quoted => bracketed = true,
            ']' if bracketed => {
                bracketed = false;
                continue;
            }
            '\\' | '_' | '*' if !quoted => escaped = true,
            _ => {}
        }
        if !bracketed && let Some(blank) = sections.last_mut() {
            *blank = false;
        }
    }
    sections.len() > 1 && sections.get(index).copied().unwrap_or(false)
}

/// Whether a minus sign has to be put before the number that a section shows.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    /// The number is not negative.
    None,
    /// The section does not show the sign itself.
    Minus,
    /// The section is for negative numbers and shows what it wants.
    Own,
}

impl Sign {
    fn mark(self) -> &'static str {
        if self == Self::Minus { "-" } else { "" }
    }

    fn of(self, value: f64) -> f64 {
        if self == Self::None { value } else { value.abs() }
    }
}

/// The section that shows `value`, and what becomes of its sign.
fn section_for(format: &NumberFormat, value: f64) -> (&Section, Sign) {
    let sections = format.sections();
    let numeric = &sections[..sections.len().min(3)];
    let minus = if value < 0.0 { Sign::Minus } else { Sign::None };
    if let Some(found) = by_condition(numeric, value) {
        return (found, minus);
    }
    match numeric {
        [_, negative, ..] if value < 0.0 => (negative, Sign::Own),
        [_, _, zero] if value == 0.0 && !is_text_only(zero) => (zero, Sign::None),
        [positive, ..] => (positive, minus),
        [] => (&sections[0], minus),
    }
}

/// Where sections carry conditions, the first that is met, else the first without one after them.
fn by_condition(sections: &[Section], value: f64) -> Option<&Section> {
    if sections.iter().all(|section| section.condition.is_none()) {
        return None;
    }
    let met = |section: &&Section| section.condition.is_none_or(|condition| condition.evaluate(value));
    sections.iter().find(met).or(sections.last())
}

fn is_text_only(section: &Section) -> bool {
    section.has_text_placeholder() && !section.parts.iter().any(FormatPart::is_numeric_part)
}

enum Kind {
    General,
    Fixed(Layout),
    Other,
}

fn kind(section: &Section) -> Kind {
    let parts = &section.parts;
    if parts.is_empty() || parts.iter().any(|part| matches!(part, FormatPart::GeneralNumber)) {
        return Kind::General;
    }
    let other = |part: &FormatPart| {
        part.is_date_part() || matches!(part, FormatPart::Scientific { .. } | FormatPart::Fraction { .. })
    };
    if parts.iter().any(other) { Kind::Other } else { Kind::Fixed(Layout::of(section)) }
}

fn of_section(section: &Section) -> Precision {
    let Kind::Fixed(layout) = kind(section) else { return Precision::GENERAL };
    if layout.digits == 0 || layout.thousands > 0 || layout.percents > 1 {
        return Precision::GENERAL;
    }
    Precision::new(u8::try_from(layout.decimals).unwrap_or(u8::MAX), layout.percents == 1)
}

/// The digits of a section of fixed decimals.
struct Layout {
    /// All digit places.
    digits: usize,
    /// Digit places after the point.
    decimals: usize,
    /// Digit places before the point.
    whole: usize,
    /// Commas after the last digit: each divides by a thousand.
    thousands: u8,
    /// Whether thousands are separated.
    grouped: bool,
    /// Percent signs: each multiplies by a hundred.
    percents: u8,
}

impl Layout {
    fn of(section: &Section) -> Self {
        let digit = |part: &FormatPart| matches!(part, FormatPart::Digit(_));
        let point = |part: &FormatPart| matches!(part, FormatPart::DecimalPoint);
        let comma = |part: &&FormatPart| matches!(part, FormatPart::ThousandsSeparator);
        let percent = |part: &FormatPart| matches!(part, FormatPart::Percent);
        let parts = &section.parts;
        let digits = parts.iter().filter(|part| digit(part)).count();
        let at_point = parts.iter().position(point).unwrap_or(parts.len());
        let whole = parts[..at_point].iter().filter(|part| digit(part)).count();
        // Scaling commas stand after the last digit before the point, or after the last digit of all.
        let last_whole = parts[..at_point].iter().rposition(digit).map_or(0, |at| at + 1);
        let last = parts.iter().rposition(|part| digit(part) || point(part)).map_or(0, |at| at + 1);
        let mut thousands = parts[last..].iter().filter(comma).count();
        if last_whole < at_point && at_point < parts.len() {
            thousands += parts[last_whole..at_point].iter().filter(comma).count();
        }
        Self {
            digits,
            decimals: digits - whole,
            whole,
            thousands: u8::try_from(thousands).unwrap_or(u8::MAX),
            grouped: parts[..last_whole].iter().any(|part| comma(&part)),
            percents: u8::try_from(parts.iter().filter(|part| percent(part)).count()).unwrap_or(u8::MAX),
        }
    }

    fn show(&self, section: &Section, sign: Sign, value: f64) -> String {
        let (whole, fraction) = self.rounded(value.abs());
        let is_zero = !whole.bytes().chain(fraction.bytes()).any(|b| b != b'0');
        let mut out = String::new();
        if sign == Sign::Minus && !(is_zero && self.digits > 0) {
            out.push('-');
        }
        let mut whole = self.whole_places(&section.parts, whole.trim_start_matches('0')).into_iter();
        let mut places = fraction.chars();
        let mut after_point = false;
        for part in &section.parts {
            match part {
                FormatPart::Digit(_) if !after_point => out.extend(whole.next()),
                FormatPart::Digit(place) => {
                    let rest_is_zero = places.as_str().bytes().all(|b| b == b'0');
                    let digit = places.next().unwrap_or('0');
                    match place {
                        DigitPlaceholder::Hash if rest_is_zero => {}
                        DigitPlaceholder::Question if rest_is_zero => out.push(' '),
                        _ => out.push(digit),
                    }
                }
                FormatPart::DecimalPoint => {
                    if self.whole == 0 {
                        out.extend(whole.next());
                    }
                    after_point = true;
                    out.push('.');
                }
                FormatPart::Percent => out.push('%'),
                FormatPart::Literal(text) | FormatPart::EscapedLiteral(text) => out.push_str(text),
                FormatPart::Locale(locale) => out.push_str(locale.currency.as_deref().unwrap_or("")),
                FormatPart::Skip(_) => out.push(' '),
                _ => {}
            }
        }
        out
    }

    /// The digits before and after the point, rounded as the code says.
    fn rounded(&self, value: f64) -> (String, String) {
        let shift = i32::from(self.percents) * 2 - i32::from(self.thousands) * 3;
        let scaled = if shift == 0 { value } else { shifted(value, shift) };
        let places = Precision::new(u8::try_from(self.decimals).unwrap_or(u8::MAX), false);
        let text = format!("{:.*}", self.decimals, places.displayed(scaled));
        match text.split_once('.') {
            Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
            None => (text, String::new()),
        }
    }

    /// What stands in each digit place before the point; the first takes all digits beyond the places.
    fn whole_places(&self, parts: &[FormatPart], digits: &str) -> Vec<String> {
        let places: Vec<DigitPlaceholder> = parts
            .iter()
            .filter_map(|part| if let FormatPart::Digit(place) = part { Some(*place) } else { None })
            .take(self.whole)
            .collect();
        if places.is_empty() {
            return vec![self.with_separators(digits, 0)];
        }
        let extra = digits.len().saturating_sub(places.len());
        let missing = places.len().saturating_sub(digits.len());
        let mut out = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let after = places.len() - index - 1;
            let text = match (index.checked_sub(missing), place) {
                (Some(0), _) => digits[..=extra].to_owned(),
                (Some(at), _) => digits[extra + at..=extra + at].to_owned(),
                (None, DigitPlaceholder::Zero) => "0".to_owned(),
                (None, DigitPlaceholder::Question) => " ".to_owned(),
                (None, DigitPlaceholder::Hash) => String::new(),
            };
            out.push(self.with_separators(&text, after));
        }
        out
    }

    /// Puts commas after the digits that have a multiple of three digits to their right.
    fn with_separators(&self, digits: &str, after: usize) -> String {
        if !self.grouped {
            return digits.to_owned();
        }
        let mut out = String::new();
        for (index, c) in digits.chars().enumerate() {
            out.push(c);
            let to_right = digits.len() - index - 1 + after;
            if c.is_ascii_digit() && to_right > 0 && to_right.is_multiple_of(3) {
                out.push(',');
            }
        }
        out
    }
}

/// `value` with its decimal point moved, so that 0.07 becomes 7 and not 7.000000000000001.
fn shifted(value: f64, places: i32) -> f64 {
    let text = format!("{value:e}");
    let Some((digits, exponent)) = text.split_once('e') else { return value };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    format!("{digits}e{}", exponent + places).parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_by_their_codes() {
        for (code, value, shown) in [
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 1_234_567.0, "1234567"),
            ("General", 123_456_789_012.5, "123456789012.5"),
            ("General", 1e21, "1E+21"),
            ("General", -2.5e-12, "-2.5E-12"),
            ("0", 2.5, "3"),
            ("0", -0.4, "0"),
            ("0.00", 2.675, "2.68"),
            ("0.00", -1.0, "-1.00"),
            ("#,##0", 1_234_567.4, "1,234,567"),
            ("#,##0", 0.0, "0"),
            ("#,##0", 12.0, "12"),
            ("#,##0.0", 1234.56, "1,234.6"),
            ("0%", 0.1234, "12%"),
            ("0.0%", 0.07, "7.0%"),
            ("#", 0.0, ""),
            ("#.##", 0.5, ".5"),
            ("0.##", 1.5, "1.5"),
            ("000000", 42.0, "000042"),
            ("0,000", 12.0, "0,012"),
            ("£#,##0.00", 1234.5, "£1,234.50"),
            ("[$£-809]#,##0", 1234.0, "£1,234"),
            ("\"£\"#,##0;[Red]\\-\"£\"#,##0", -5.0, "-£5"),
            ("#,##0_);(#,##0)", -1234.0, "(1,234)"),
            ("#,##0,", 1_234_567.0, "1,235"),
            ("0.0,,\"m\"", 12_345_678.0, "12.3m"),
            ("0;-0;\"-\"", 0.0, "-"),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", 1234.0, "1,234"),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", 0.0, "-"),
            ("[<1]0.00;0", 0.25, "0.25"),
            ("[<1]0.00;0", 25.2, "25"),
            ("[=0]\"*\";0", 0.0, "*"),
            ("\"*\"", 3.0, "*"),
            (";;;", 3.0, ""),
            (";;;", -3.0, ""),
            ("0;;", -3.0, ""),
            ("0.00E+00", 12345.0, "1.23E+04"),
            ("# ?/?", 1.5, "1 1/2"),
            ("dd/mm/yyyy", 45_383.0, "01/04/2024"),
            ("mmm-yy", 45_383.0, "Apr-24"),
            ("[$-809]dd mmmm yyyy;@", 45_383.0, "01 April 2024"),
            ("h:mm", 0.395_833_333_333_333, "9:30"),
            ("[h]:mm:ss", 1.5, "36:00:00"),
            ("0.00%", 1.0, "100.00%"),
            ("0 \"people\"", 7.0, "7 people"),
        ] {
            assert_eq!(show(code, value), shown, "{code} of {value}");
        }
    }

    #[test]
    fn precisions_follow_the_section_in_force() {
        for (code, wanted) in [
            ("General", Precision::GENERAL),
            ("0", Precision::new(0, false)),
            ("#,##0.0", Precision::new(1, false)),
            ("0.0%", Precision::new(1, true)),
            ("0.##", Precision::new(2, false)),
            ("#,##0,", Precision::GENERAL),
            ("0.00E+00", Precision::GENERAL),
            ("# ??/??", Precision::GENERAL),
            ("dd/mm/yyyy", Precision::GENERAL),
            ("\"*\"", Precision::GENERAL),
            ("@", Precision::GENERAL),
            ("_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", Precision::new(2, false)),
            ("[<1]0.00;0", Precision::new(0, false)),
        ] {
            assert_eq!(precision(code), wanted, "{code}");
        }
        assert_eq!(precision_of("[<1]0.00;0", 0.5), Precision::new(2, false));
        assert_eq!(precision_of("0.0;-0.00", -0.5), Precision::new(2, false));
    }

    #[test]
    fn texts_take_the_fourth_section() {
        assert_eq!(show_text("0;0;0;\"[\"@\"]\"", "c").as_deref(), Some("[c]"));
        assert_eq!(show_text(";;;", "secret").as_deref(), Some(""));
        assert_eq!(show_text("0.0;-0.0", "c"), None);
    }
}
