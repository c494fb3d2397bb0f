//! Families of number formats.

use workbook::Cell;

/// The family of a cell's format.
pub(crate) fn family(cell: Cell<'_>, code: &str) -> &'static str {
    match cell {
        Cell::Empty => "nothing",
        Cell::Text(_) => "text",
        Cell::Bool(_) => "booleans",
        Cell::Error(_) => "errors",
        Cell::Number(_) | Cell::DateTime(_) | Cell::Duration(_) => of_code(code),
    }
}

/// A code without what it quotes, escapes and leaves room for, in small letters.
pub(crate) fn bare(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(chars.next()),
            _ => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

/// What stands outside brackets.
fn outside(bare: &str) -> String {
    let mut depth = 0;
    let kept = bare.chars().filter(|c| {
        depth += i32::from(*c == '[');
        let is_kept = depth == 0;
        depth -= i32::from(*c == ']');
        is_kept
    });
    kept.collect()
}

fn of_code(code: &str) -> &'static str {
    let bare = bare(code);
    let outside = outside(&bare);
    let has = |letters: &[char]| outside.contains(letters);
    if bare.contains("[h") || bare.contains("[m") && !bare.contains("[magenta") || bare.contains("[s") {
        "elapsed times"
    } else if outside.contains("general") || outside.is_empty() || outside == "@" {
        "General"
    } else if has(&['d', 'y']) || outside.contains("mmm") {
        "dates"
    } else if has(&['h', 's']) {
        "times"
    } else if has(&['m', 'b']) || outside == "e" {
        "dates"
    } else if ["[<", "[>", "[="].iter().any(|start| bare.contains(start)) {
        "conditions"
    } else if outside.contains("e+") || outside.contains("e-") {
        "scientific"
    } else if outside.contains('/') && has(&['?', '#', '0']) {
        "fractions"
    } else if !has(&['0', '#', '?']) {
        "words alone, or nothing"
    } else if has(&['%']) {
        "percentages"
    } else if is_scaled(&outside) {
        "divided by thousands"
    } else if outside.contains(';') {
        "sections"
    } else if has(&[',']) {
        "thousands"
    } else {
        "digits"
    }
}

fn is_scaled(outside: &str) -> bool {
    outside.split(';').any(|section| {
        section.rfind(['0', '#', '?']).is_some_and(|last| section[last + 1..].starts_with(','))
    })
}
