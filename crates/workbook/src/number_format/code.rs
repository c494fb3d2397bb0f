//! A number format code, taken apart: ECMA-376 part 1, 18.8.31.

use super::finish::finish;
use super::names::{ENGLISH, Names};

/// A code. Which section shows what is decided in `choice`.
#[derive(Default)]
pub(super) struct Code {
    /// The sections for numbers, at most three.
    pub(super) numeric: Vec<Section>,
    /// The section for text.
    pub(super) text: Option<Section>,
}

/// One of the parts of a code that semicolons separate.
pub(super) struct Section {
    /// Which numbers it is for, where it says so.
    pub(super) condition: Option<Condition>,
    /// What is written, in order.
    pub(super) parts: Vec<Part>,
    /// What kind of thing it shows.
    pub(super) kind: Kind,
    /// The names of months and days.
    pub(super) names: &'static Names,
}

/// What a section shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing at all: it is empty.
    Blank,
    /// Text of its own, whatever the number.
    Words,
    /// The number as General shows it.
    General,
    /// The number in digits of fixed places.
    Fixed,
    /// With an exponent; the number is where it stands.
    Scientific(usize),
    /// Whole and fraction.
    Fraction,
    /// A date, a time, a duration.
    Date,
    /// The text of the cell.
    Text,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A place for a digit.
    Digit(Place),
    /// A digit that is written as it is, unless it is a denominator.
    Figure(char),
    /// The decimal point.
    Point,
    /// Parts thousands, or divides by a thousand.
    Comma,
    /// Multiplies by a hundred.
    Percent,
    /// `E+` or `E-`.
    Exponent {
        /// The letter as written.
        letter: char,
        /// Whether a plus sign is shown.
        plus: bool,
    },
    /// A bar, before it is known whether it belongs to a fraction.
    Slash,
    /// A fraction.
    Fraction(Fraction),
    /// The number as General shows it.
    General,
    /// Text of the code's own.
    Text(String),
    /// Room as wide as a character.
    Room,
    /// The text of the cell.
    At,
    /// A part of a date or time.
    Date(Unit),
}

/// What stands in a place that the number does not fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `0`: a nought.
    Zero,
    /// `#`: nothing.
    Hash,
    /// `?`: a blank.
    Question,
}

/// A part of a date or time, with the number of letters that ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Year.
    Year(usize),
    /// Year of the Buddhist calendar.
    BuddhistYear(usize),
    /// Month; minutes are told from months at the end.
    Month(usize),
    /// Day of the month, or from three letters on of the week.
    Day(usize),
    /// Hour.
    Hour(usize),
    /// Minute.
    Minute(usize),
    /// Second.
    Second(usize),
    /// Decimals of a second.
    Decimals(usize),
    /// All hours, minutes or seconds.
    Elapsed(Span, usize),
    /// `AM/PM`.
    HalfDay,
    /// `A/P`, in the letter's case.
    HalfDayLetter(bool),
}

/// What an elapsed time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
}

/// A fraction: `# ??/16`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fraction {
    /// Places of the whole number; empty when all is in the fraction.
    pub(super) whole: Vec<Part>,
    /// What stands between whole number and fraction.
    pub(super) gap: String,
    /// Places of the numerator.
    pub(super) numerator: Vec<Place>,
    /// Blanks before and after the bar.
    pub(super) around_bar: (String, String),
    /// Places of the denominator.
    pub(super) denominator: usize,
    /// The denominator, where it is given.
    pub(super) fixed: Option<u32>,
}

/// A condition of a section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    /// Which of the six.
    pub(super) relation: Relation,
    /// What the number is compared with.
    pub(super) limit: f64,
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `>=`
    MoreOrEqual,
    /// `>`
    More,
}

impl Code {
    /// Takes a code apart. There is no wrong code: what means nothing is written as it is.
    pub(super) fn parse(code: &str) -> Self {
        let mut sections: Vec<Section> = split(code).into_iter().map(section).take(4).collect();
        let shows_text = |section: &Section| section.parts.contains(&Part::At);
        let has_text = sections.len() == 4 || sections.last().is_some_and(shows_text);
        let text = if has_text { sections.pop() } else { None };
        if sections.is_empty() {
            // `@` alone, or with words around it: numbers are General.
            sections.push(section("General"));
        }
        Self { numeric: sections, text }
    }
}

/// The sections of a code: semicolons that are not quoted part them.
fn split(code: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    let (mut is_quoted, mut is_escaped, mut is_bracketed) = (false, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '\\' | '_' | '*' => is_escaped = true,
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            ';' if !is_bracketed => {
                out.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&code[start..]);
    out
}

fn section(text: &str) -> Section {
    let mut section = Section { condition: None, parts: Vec::new(), kind: Kind::Blank, names: &ENGLISH };
    let mut rest = of_system(text);
    while let Some(c) = rest.chars().next() {
        let taken = take(&mut section, rest, c);
        rest = rest.get(taken..).unwrap_or_default();
    }
    finish(&mut section, text.is_empty());
    section
}

/// A section that asks for the system's own date or time, whatever else it says: as Windows writes them in British
/// English.
fn of_system(text: &str) -> &str {
    let asks = |tags: [&str; 2]| {
        let lower = text.to_ascii_lowercase();
        tags.iter().any(|tag| lower.contains(tag))
    };
    if !text.contains("[$-") {
        text
    } else if asks(["[$-f800]", "[$-x-sysdate]"]) {
        "dd mmmm yyyy"
    } else if asks(["[$-f400]", "[$-x-systime]"]) {
        "hh:mm:ss"
    } else {
        text
    }
}

/// Takes in what `rest` begins with, by its first character; how many bytes that is.
fn take(section: &mut Section, rest: &str, c: char) -> usize {
    let after = &rest[c.len_utf8()..];
    let next = after.chars().next().map_or(0, char::len_utf8);
    let part = match c {
        '"' => {
            let end = after.find('"').unwrap_or(after.len());
            section.parts.push(Part::Text(after[..end].to_owned()));
            return end + 2;
        }
        '\\' => {
            section.parts.push(Part::Text(after[..next].to_owned()));
            return 1 + next;
        }
        '_' => {
            section.parts.push(Part::Room);
            return 1 + next;
        }
        '*' => return 1 + next,
        '[' => {
            let end = after.find(']').unwrap_or(after.len());
            bracket(section, &after[..end]);
            return end + 2;
        }
        '0' => Part::Digit(Place::Zero),
        '#' => Part::Digit(Place::Hash),
        '?' => Part::Digit(Place::Question),
        '1'..='9' => Part::Figure(c),
        '.' => Part::Point,
        ',' => Part::Comma,
        '%' => Part::Percent,
        '/' => Part::Slash,
        '@' => Part::At,
        _ => return letters(section, rest, c),
    };
    section.parts.push(part);
    1
}

/// Takes in a word or a letter that means something, or a character that means itself.
fn letters(section: &mut Section, rest: &str, c: char) -> usize {
    let starts = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let run = rest.chars().take_while(|other| other.eq_ignore_ascii_case(&c)).count();
    let (part, taken) = if starts("General") {
        (Part::General, 7)
    } else if starts("AM/PM") {
        (Part::Date(Unit::HalfDay), 5)
    } else if starts("A/P") {
        (Part::Date(Unit::HalfDayLetter(c == 'A')), 3)
    } else if (starts("E+") || starts("E-"))
        && section.parts.iter().any(|part| matches!(part, Part::Digit(_)))
    {
        (Part::Exponent { letter: c, plus: starts("E+") }, 2)
    } else {
        let unit = match c.to_ascii_lowercase() {
            'y' => Unit::Year(run),
            'e' => Unit::Year(4),
            'b' => Unit::BuddhistYear(run),
            'm' => Unit::Month(run),
            'd' => Unit::Day(run),
            'h' => Unit::Hour(run),
            's' => Unit::Second(run),
            // Eras have no names in English.
            'g' => return run,
            _ => {
                section.parts.push(Part::Text(c.to_string()));
                return c.len_utf8();
            }
        };
        (Part::Date(unit), run)
    };
    section.parts.push(part);
    taken
}

/// What stands in brackets: an elapsed time, a condition, a currency with its locale; colours are not shown.
fn bracket(section: &mut Section, inside: &str) {
    if let Some(locale) = inside.strip_prefix('$') {
        let (currency, tag) = locale.split_once('-').unwrap_or((locale, ""));
        if !currency.is_empty() {
            section.parts.push(Part::Text(currency.to_owned()));
        }
        section.names = Names::of(tag).unwrap_or(section.names);
    } else if inside.starts_with(['<', '>', '=']) {
        section.condition = condition(inside);
    } else {
        let all =
            |letter: char| !inside.is_empty() && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter));
        let spans = [('h', Span::Hours), ('m', Span::Minutes), ('s', Span::Seconds)];
        if let Some((_, span)) = spans.into_iter().find(|(letter, _)| all(*letter)) {
            section.parts.push(Part::Date(Unit::Elapsed(span, inside.len())));
        }
    }
}

fn condition(text: &str) -> Option<Condition> {
    let relations = [
        ("<=", Relation::LessOrEqual),
        ("<>", Relation::NotEqual),
        (">=", Relation::MoreOrEqual),
        ("<", Relation::Less),
        (">", Relation::More),
        ("=", Relation::Equal),
    ];
    let (relation, limit) =
        relations.into_iter().find_map(|(sign, relation)| Some((relation, text.strip_prefix(sign)?)))?;
    Some(Condition { relation, limit: limit.trim().parse().ok()? })
}
