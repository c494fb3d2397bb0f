//! What a number format code makes of a cell: ECMA-376 part 1, 18.8.31, as Excel does it.
//!
//! `code` takes a code apart, `finish` settles what its parts mean together, `choice` finds the section for a number,
//! and `numbers` and `dates` write it. Numbers are rounded on their decimal digits as displayed values are published
//! ([`Precision::displayed`]). What is compared with `LibreOffice`, and where Excel is followed instead, is in
//! `docs/display.md`.

mod built_in;
mod choice;
mod code;
mod dates;
mod decimal;
mod finish;
mod names;
mod numbers;

pub(crate) use built_in::{built_in, of_the_country};

use std::cell::RefCell;
use std::rc::Rc;

use model::Precision;

use choice::Chosen;
use code::{Code, Kind, Part, Section};

/// How a code shows plain positive numbers. Fractions, scientific notation, scaling by thousands, dates
/// and text have no fixed decimals: they count as general.
pub(crate) fn precision(code: &str) -> Precision {
    precision_of(code, 1000.0)
}

/// How a code shows this number, where that depends on the number.
pub(crate) fn precision_of(code: &str, value: f64) -> Precision {
    parsed(code).choose(value).map_or(Precision::GENERAL, |chosen| of_section(chosen.section))
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
    let code = parsed(code);
    let Some(Chosen { section, minus }) = code.choose(value) else { return general(value) };
    let parts = &section.parts;
    let shown = match section.kind {
        Kind::Blank => String::new(),
        Kind::Words => in_words(parts, ""),
        Kind::General | Kind::Text => {
            let is_signed = minus || code.numeric.len() < 2;
            in_words(parts, &general(if is_signed { value } else { value.abs() }))
        }
        Kind::Fixed => numbers::fixed(parts, minus, value),
        Kind::Scientific(at) => numbers::scientific(parts, at, minus, value),
        Kind::Fraction => numbers::fraction(parts, minus, value),
        Kind::Date => dates::show(section, value).unwrap_or_else(|| general(value)),
    };
    shown.trim().to_owned()
}

/// A text by a code, where it changes it: the section for text.
pub(crate) fn show_text(code: &str, text: &str) -> Option<String> {
    if is_general(code) || !(is_sectioned(code) || code.contains('@')) {
        return None;
    }
    let shown = shown_text(parsed(code).text.as_ref()?, text);
    (shown != text).then_some(shown)
}

/// A text as a section shows it. Room and filling beside it are not part of it.
fn shown_text(section: &Section, text: &str) -> String {
    let shown = section.parts.iter().map(|part| match part {
        Part::At => text,
        Part::Text(own) => own,
        _ => "",
    });
    shown.collect()
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

/// The words of a section with a number among them; its sign goes before all.
fn in_words(parts: &[Part], number: &str) -> String {
    let (minus, number) = number.strip_prefix('-').map_or(("", number), |number| ("-", number));
    let mut out = String::from(minus);
    for part in parts {
        match part {
            Part::General | Part::At => out.push_str(number),
            other => numbers::plain(&mut out, other),
        }
    }
    out
}

fn of_section(section: &Section) -> Precision {
    if section.kind != Kind::Fixed {
        return Precision::GENERAL;
    }
    let layout = numbers::Layout::of(&section.parts);
    if layout.thousands > 0 || layout.percents > 1 {
        return Precision::GENERAL;
    }
    Precision::new(u8::try_from(layout.decimals).unwrap_or(u8::MAX), layout.percents == 1)
}

/// A code, taken apart. Cells beside each other mostly have the same one.
fn parsed(code: &str) -> Rc<Code> {
    thread_local! {
        static LAST: RefCell<(String, Rc<Code>)> = RefCell::default();
    }
    LAST.with_borrow_mut(|(last, parsed)| {
        if last != code || parsed.numeric.is_empty() {
            *parsed = Rc::new(Code::parse(code));
            code.clone_into(last);
        }
        Rc::clone(parsed)
    })
}

#[cfg(test)]
mod tests;
