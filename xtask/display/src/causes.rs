//! Why `LibreOffice` shows a cell differently, where that is known. Each cause says who is followed and why.

use workbook::Cell;

use crate::families::{bare, family};
use crate::flat;

/// A cell as both show it.
pub(crate) struct Difference<'a> {
    /// What it stores.
    pub(crate) cell: Cell<'a>,
    /// Its number format.
    pub(crate) code: &'a str,
    /// What we show.
    pub(crate) ours: &'a str,
    /// The text with its note marks, where it has any.
    pub(crate) with_marks: Option<&'a str>,
    /// What `LibreOffice` shows.
    pub(crate) theirs: &'a flat::Cell,
}

/// Whether a difference has a cause.
type Rule = fn(&Difference<'_>) -> bool;

/// The known causes, in the order in which they are tried.
const CAUSES: &[(&str, Rule)] = &[
    ("a formula that LibreOffice calculates anew (random numbers, today)", calculated),
    ("a point with no digit behind it: Excel keeps it", dangling_point),
    ("a language tag (`[$-en-GB]`), which LibreOffice 7.4 does not know", language_tag),
    ("the system's long date: Windows writes no day of the week in British English", system_date),
    (
        "the sign of a negative number under a condition: Excel shows it where positive ones can meet it too",
        sign,
    ),
    ("halves of a given denominator: Excel rounds them up", halves),
    ("the nearest fraction: Excel takes the last of the continued fraction", fraction),
    ("halves of a percentage: LibreOffice multiplies in binary first", percent),
    ("`A/P`: Excel keeps its case", half_day),
    ("years of one or three letters, and `e`, which LibreOffice does not know", years),
    ("text of several lines, to which LibreOffice applies no format", lines),
    ("note marks (superscripts), which are kept apart from the text", marks),
    ("tabs in a text, which LibreOffice drops", tabs),
    ("very large and very small numbers as General: up to 15 digits here", general),
    ("dates before 1 March 1900, which LibreOffice counts from another day", early),
    ("decimals of elapsed seconds, which LibreOffice does not know", elapsed),
    ("room for characters (`_0`), which is shown in blanks", room),
];

impl Difference<'_> {
    /// Whether both show the same. Blanks at either end only align a number; those of a text are its own.
    pub(crate) fn is_none(&self) -> bool {
        match self.cell {
            Cell::Text(_) => self.ours == self.theirs.text || self.ours.trim() == self.theirs.text.trim(),
            _ => self.ours == self.theirs.text.trim(),
        }
    }

    /// The cause, if it is known.
    pub(crate) fn cause(&self) -> Option<&'static str> {
        CAUSES.iter().find(|(_, is_it)| is_it(self)).map(|(cause, _)| *cause)
    }

    fn number(&self) -> Option<f64> {
        match self.cell {
            Cell::Number(number) | Cell::DateTime(number) | Cell::Duration(number) => Some(number),
            Cell::Empty | Cell::Text(_) | Cell::Bool(_) | Cell::Error(_) => None,
        }
    }

    fn is_of(&self, wanted: &str) -> bool {
        family(self.cell, self.code) == wanted
    }

    fn shown(&self) -> &str {
        self.theirs.text.trim()
    }
}

fn calculated(of: &Difference<'_>) -> bool {
    let stored = match of.cell {
        Cell::DateTime(serial) => workbook::iso_date(serial),
        _ => of.number().map_or_else(String::new, |number| number.to_string()),
    };
    of.theirs.is_formula && of.theirs.value != stored
}

fn dangling_point(of: &Difference<'_>) -> bool {
    let chars: Vec<char> = of.ours.chars().collect();
    let dangles = |at: usize| chars[at] == '.' && !chars.get(at + 1).is_some_and(char::is_ascii_digit);
    let without: String = (0..chars.len()).filter(|at| !dangles(*at)).map(|at| chars[at]).collect();
    let is_nought = without.chars().all(|c| !c.is_ascii_digit() || c == '0');
    let shown = of.shown();
    without.len() < of.ours.len()
        && (without == shown || is_nought && shown.trim_start_matches('0') == without)
}

fn language_tag(of: &Difference<'_>) -> bool {
    let tag = of.code.split_once("[$-").and_then(|(_, rest)| rest.split_once(']')).map(|(tag, _)| tag);
    tag.is_some_and(|tag| tag.contains('-'))
}

fn system_date(of: &Difference<'_>) -> bool {
    of.code.to_ascii_lowercase().contains("[$-f800]") && of.shown().contains(of.ours.trim_start_matches('0'))
}

fn sign(of: &Difference<'_>) -> bool {
    let has_condition = ["[<", "[>", "[="].iter().any(|start| of.code.contains(start));
    let without = |text: &str| text.trim_start_matches('-').to_owned();
    has_condition && of.number() < Some(0.0) && without(of.ours) == without(of.shown())
}

fn halves(of: &Difference<'_>) -> bool {
    let bare = bare(of.code);
    let given = bare.split_once('/').map(|(_, below)| below.trim_matches(|c: char| !c.is_ascii_digit()));
    let given = given.and_then(|below| below.parse::<f64>().ok()).filter(|below| *below > 0.0);
    let half =
        |below: f64| of.number().is_some_and(|number| ((number.abs() * below).fract() - 0.5).abs() < 1e-9);
    of.is_of("fractions") && given.is_some_and(half)
}

fn fraction(of: &Difference<'_>) -> bool {
    of.is_of("fractions") && !bare(of.code).contains(|c: char| ('1'..='9').contains(&c))
}

fn percent(of: &Difference<'_>) -> bool {
    let decimals =
        of.ours.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    of.code.contains('%')
        && of
            .number()
            .is_some_and(|number| digits(&format!("{:.decimals$}", number * 100.0)) == digits(of.shown()))
}

fn half_day(of: &Difference<'_>) -> bool {
    of.code.contains("A/P") && of.ours.eq_ignore_ascii_case(of.shown())
}

fn years(of: &Difference<'_>) -> bool {
    ["y", "yyy", "e"].contains(&bare(of.code).as_str())
}

fn lines(of: &Difference<'_>) -> bool {
    matches!(of.cell, Cell::Text(text) if text.contains('\n') && text == of.theirs.text)
}

fn marks(of: &Difference<'_>) -> bool {
    of.with_marks.is_some_and(|text| text.trim() == of.shown())
}

fn tabs(of: &Difference<'_>) -> bool {
    of.ours.contains('\t') && of.ours.replace('\t', "") == of.theirs.text
}

fn general(of: &Difference<'_>) -> bool {
    let is_extreme = |number: f64| !(1e-9..1e15).contains(&number.abs());
    of.is_of("General") && of.number().is_some_and(is_extreme)
}

fn early(of: &Difference<'_>) -> bool {
    of.is_of("dates") && of.number().is_some_and(|number| (0.0..61.0).contains(&number))
}

fn elapsed(of: &Difference<'_>) -> bool {
    let bare = bare(of.code);
    bare.starts_with("[s") && bare.contains("].0")
}

fn room(of: &Difference<'_>) -> bool {
    let without = |text: &str| text.replace(' ', "");
    of.code.contains('_') && without(of.ours) == without(of.shown())
}
