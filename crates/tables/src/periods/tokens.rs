//! The words and numbers of a label of time, and their shape: one letter for each, so that a form can be named by
//! the letters of its parts.

/// The parts of a label. In `shape`: `Y` a year, `n` a number of one or two digits, `X` one of six, `M` a month, `Q` a
/// quarter with its number, `W` week, `E` ending, `C` commencing, `y` year, `q` quarter, `m` months, `r` rolling, `A` as
/// at, `e` end of, `F` financial, `G` FY, `c` calendar or academic, `t` to, `-` and `/` themselves.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Tokens {
    pub(super) shape: String,
    pub(super) years: Vec<i32>,
    pub(super) small: Vec<i32>,
    pub(super) long: Vec<i32>,
    pub(super) months: Vec<i32>,
    pub(super) quarters: Vec<i32>,
    digits: usize,
}

impl Tokens {
    /// Whether the last small number was written with two digits.
    pub(super) const fn two_digits(&self) -> bool {
        self.digits == 2
    }
}

/// The longest label that is looked at, in bytes.
const LONGEST: usize = 60;

/// The parts of a label; none if it holds anything that is no part of a period.
pub(super) fn tokens(label: &str) -> Option<Tokens> {
    if label.len() > LONGEST {
        return None;
    }
    let lower = label.to_lowercase().replace("w/e", "week ending ").replace("w/c", "week commencing ");
    let lower = lower.replace("y/e", "year ending ").replace("as at", "asat").replace("as of", "asat");
    let mut tokens = Tokens::default();
    let mut rest = lower.trim();
    while let Some(c) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        if c.is_ascii_digit() || c.is_alphabetic() {
            let end = rest.find(|other| kind(other) != kind(c)).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            rest = after;
            if c.is_ascii_digit() {
                tokens.number(part)?;
            } else {
                tokens.word(part, &mut rest)?;
            }
            continue;
        }
        match c {
            '-' | '–' | '—' | '−' => tokens.shape.push('-'),
            '/' | '.' => tokens.shape.push('/'),
            ' ' | ',' | '(' | ')' | ':' | '\'' | '’' | '\u{a0}' => {}
            // `2023 [p]`: a mark in brackets says nothing about days.
            '[' => {
                rest = rest.split_once(']')?.1;
                continue;
            }
            _ => return None,
        }
        rest = &rest[c.len_utf8()..];
    }
    // A full stop at the end of an abbreviated month.
    while tokens.shape.ends_with(['/', '-']) {
        tokens.shape.pop();
    }
    tokens.shape = tokens.shape.replace("M/-", "M-").replace("M/t", "Mt").replace("M/Y", "MY");
    (!tokens.shape.is_empty()).then_some(tokens)
}

impl Tokens {
    fn number(&mut self, digits: &str) -> Option<()> {
        let number: i32 = digits.parse().ok()?;
        match digits.len() {
            1 | 2 => {
                self.small.push(number);
                self.digits = digits.len();
                self.shape.push('n');
            }
            4 if (1800..=2100).contains(&number) => {
                self.years.push(number);
                self.shape.push('Y');
            }
            6 if (180_000..=210_012).contains(&number) => {
                self.long.push(number);
                self.shape.push('X');
            }
            _ => return None,
        }
        Some(())
    }

    fn word(&mut self, word: &str, rest: &mut &str) -> Option<()> {
        if let Some(month) = month(word) {
            self.months.push(month);
            self.shape.push('M');
            return Some(());
        }
        let letter = match word {
            "q" | "qtr" | "quarter" => self.quarter(rest),
            "st" | "nd" | "rd" | "th" => return self.ordinal(rest),
            "w" | "wk" | "week" | "weeks" => 'W',
            "ending" | "ended" => 'E',
            "commencing" | "beginning" | "starting" => 'C',
            "year" | "years" | "annual" => 'y',
            "ye" => {
                self.shape.push('y');
                'E'
            }
            "month" | "months" => 'm',
            "rolling" => 'r',
            "asat" | "at" | "on" | "snapshot" => 'A',
            "end" => 'e',
            "financial" | "fiscal" | "tax" => 'F',
            "fy" => 'G',
            "calendar" | "academic" | "school" | "ay" => 'c',
            "to" => 't',
            "twelve" => return self.number("12"),
            "three" => return self.number("3"),
            "six" => return self.number("6"),
            "the" | "of" | "in" | "for" | "period" | "and" | "from" | "monday" | "tuesday" | "wednesday"
            | "thursday" | "friday" | "saturday" | "sunday" | "mon" | "tue" | "wed" | "thu" | "fri"
            | "sat" | "sun" => return Some(()),
            _ => return None,
        };
        self.shape.push(letter);
        Some(())
    }

    /// `Q1`, `quarter 1`; a quarter without its number ends with something.
    fn quarter(&mut self, rest: &mut &str) -> char {
        let after = rest.trim_start();
        let digit =
            after.chars().next().and_then(|c| c.to_digit(10)).and_then(|digit| i32::try_from(digit).ok());
        let alone = after.len() < 2 || !after.as_bytes()[1].is_ascii_digit();
        match digit.filter(|number| alone && (1..=4).contains(number)) {
            Some(number) => {
                self.quarters.push(number);
                *rest = &after[1..];
                'Q'
            }
            None => 'q',
        }
    }

    /// `1st quarter`; `31st March` needs nothing.
    fn ordinal(&mut self, rest: &mut &str) -> Option<()> {
        self.shape.ends_with('n').then_some(())?;
        if let Some(after) = rest.trim_start().strip_prefix("quarter") {
            let number = self.small.pop().filter(|number| (1..=4).contains(number))?;
            self.shape.pop();
            self.quarters.push(number);
            self.shape.push('Q');
            *rest = after;
        }
        Some(())
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> Option<i32> {
    let short = word.len() == 3 || word == "sept" || word == "june" || word == "july";
    let at = MONTHS.iter().position(|month| *month == word || (short && month.starts_with(word)))?;
    i32::try_from(at + 1).ok()
}
