//! One label of a dimension of time: what it says, before anything around it is asked.

use jiff::civil::Date;
use model::{Period, PeriodKind};

use super::calendar;
use super::tokens::{Tokens, tokens};

/// What a label says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// Certain days.
    Days(Period),
    /// A calendar year, which a quarter or month beside it divides further.
    Year(i32),
    /// A year that begins in one calendar year and ends in the next: `2023/24`.
    Split(i32),
    /// Months of a year that is said elsewhere: first month and how many, and the quarter's number if it is one.
    Months(i32, i32),
    /// A quarter of a year that is said elsewhere.
    Quarter(i32),
    /// A numbered week, of a year if that is said with it.
    Week(Option<i32>, i32),
    /// One of two, which the labels beside it may tell.
    Either(Box<(Form, Said)>, Box<(Form, Said)>),
}

/// How a label is written, where the same text can be two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `2003-04` as the year 2003/04.
    SplitYear,
    /// `2003-04` as April 2003.
    YearMonth,
    /// `01/02/2024` as 1 February.
    DayFirst,
    /// `01/02/2024` as 2 January.
    MonthFirst,
}

/// What a label says, and how it is written where that matters; else why it is not read.
pub(super) type Read = Result<(Option<Form>, Said), &'static str>;

pub(super) const NO_PERIOD: &str = "They are written in no form that is known.";
const ENDS_WHEN: &str = "'2019 to 2020' may be two years or a financial year: write '2019/20' for one.";
pub(super) const WHICH_YEAR: &str =
    "A financial year of one number may begin or end in that year: write '2023/24'.";
const WHICH_DAY: &str = "A snapshot needs its day: write 'as at 31 March 2024'.";

/// Reads a label.
pub(super) fn read(label: &str) -> Read {
    let label = without_marks(label);
    if let Some(date) = iso_day(label) {
        return days(calendar::on(date));
    }
    let Some(tokens) = tokens(label) else { return Err(NO_PERIOD) };
    read_tokens(&tokens)
}

/// A label without the marks of notes at its end: `Jan *`, `2007 \\1`, `2023 (p)`.
fn without_marks(label: &str) -> &str {
    let label = label.trim_end_matches(|c: char| "*†‡# ".contains(c));
    let label = match label.rsplit_once('\\') {
        Some((before, mark)) if mark.bytes().all(|b| b.is_ascii_digit()) => before,
        _ => label,
    };
    let provisional = ["(p)", "(r)", "(P)", "(R)"].iter().find_map(|mark| label.strip_suffix(mark));
    provisional.unwrap_or(label).trim_end()
}

/// `2024-03-31`, perhaps with a time.
fn iso_day(label: &str) -> Option<Date> {
    let day = label.trim().get(..10)?;
    let dashed = day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-';
    let ends = matches!(label.trim().as_bytes().get(10), None | Some(b'T' | b' '));
    (dashed && ends).then(|| day.parse().ok()).flatten()
}

fn days(period: Option<Period>) -> Read {
    period.map(|period| (None, Said::Days(period))).ok_or("There is no such day.")
}

fn read_tokens(tokens: &Tokens) -> Read {
    let shape = tokens.shape.as_str();
    if let Some(read) = ending(tokens, shape) {
        return read;
    }
    if let Some(read) = snapshot(tokens, shape) {
        return read;
    }
    // What sort of year it is matters for years alone.
    let plain: String = shape.chars().filter(|c| !"Fcy".contains(*c)).collect();
    if shape.contains('F') && plain == "Y" {
        return Err(WHICH_YEAR);
    }
    if plain.contains('G') {
        return fiscal(tokens, &plain.replace('G', ""));
    }
    quarter(tokens, &plain)
        .or_else(|| week(tokens, &plain))
        .or_else(|| year(tokens, &plain))
        .or_else(|| range(tokens, &plain))
        .or_else(|| month(tokens, &plain))
        .or_else(|| date(tokens, &plain).map(|read| read.and_then(|(form, day)| said_day(form, day))))
        .unwrap_or(Err(NO_PERIOD))
}

fn said_day(form: Day, other: Option<Date>) -> Read {
    let of = |date| calendar::on(date).map(Said::Days).ok_or(NO_PERIOD);
    match (form, other) {
        (Day::Certain(date), _) => Ok((None, of(date)?)),
        (Day::Form(form, date), None) => Ok((Some(form), of(date)?)),
        (Day::Form(_, first), Some(second)) => {
            let (first, second) = ((Form::DayFirst, of(first)?), (Form::MonthFirst, of(second)?));
            Ok((None, Said::Either(Box::new(first), Box::new(second))))
        }
    }
}

/// `FY24`, `FY2023/24`: the number is that of the year in which it ends.
fn fiscal(tokens: &Tokens, rest: &str) -> Read {
    match rest {
        "n" => Ok((None, Said::Split(century(tokens.small[0]) - 1))),
        "Y" => Ok((None, Said::Split(tokens.years[0] - 1))),
        "n/n" | "n-n" if follows(century(tokens.small[0]), tokens.small[1]) => {
            Ok((None, Said::Split(century(tokens.small[0]))))
        }
        "Y/n" | "Y-n" | "Y/Y" | "Y-Y" => split(tokens, rest).ok_or(NO_PERIOD),
        _ if rest.contains('Q') && rest.contains('n') && !rest.contains('Y') => {
            let year = century(tokens.small[0]) - 1;
            days(quarter_of_split(year, tokens.quarters[0]))
        }
        _ => quarter(tokens, rest).unwrap_or(Err(NO_PERIOD)),
    }
}

/// A two-digit year.
pub(super) const fn century(short: i32) -> i32 {
    if short > 60 { 1900 + short } else { 2000 + short }
}

/// Whether `2023` and `24` are years in a row.
const fn follows(year: i32, short: i32) -> bool {
    (year + 1) % 100 == short
}

/// `2023/24` and `2023/2024`.
fn split(tokens: &Tokens, shape: &str) -> Option<(Option<Form>, Said)> {
    let year = *tokens.years.first()?;
    let second = match shape {
        "Y/n" | "Y-n" => follows(year, tokens.small[0]),
        "Y/Y" | "Y-Y" => tokens.years[1] == year + 1,
        _ => false,
    };
    second.then_some((Some(Form::SplitYear), Said::Split(year)))
}

fn year(tokens: &Tokens, shape: &str) -> Option<Read> {
    let first = tokens.years.first().copied();
    let two_years = || (tokens.years[0], tokens.years[1]);
    Some(match shape {
        "Y" => Ok((None, Said::Year(first?))),
        "Y-n" if tokens.two_digits() && (1..=12).contains(&tokens.small[0]) => {
            let month = Said::Days(calendar::months(first?, tokens.small[0], 1, false)?);
            match split(tokens, shape) {
                Some((_, split)) => {
                    let (year, month) = ((Form::SplitYear, split), (Form::YearMonth, month));
                    Ok((None, Said::Either(Box::new(year), Box::new(month))))
                }
                None => Ok((Some(Form::YearMonth), month)),
            }
        }
        "Y/n" | "Y-n" | "Y/Y" => split(tokens, shape).ok_or(NO_PERIOD),
        "Y-Y" | "YtY" => {
            let (from, to) = two_years();
            if to == from + 1 {
                return Some(Err(ENDS_WHEN));
            }
            days(calendar::months(from, 1, (to - from + 1).saturating_mul(12), false))
        }
        "YtY/n" => Err(NO_PERIOD),
        "X" => six(tokens.long[0]),
        _ => return None,
    })
}

/// `202425` as a year, `202403` as a month.
fn six(number: i32) -> Read {
    let (year, rest) = ((number / 100), number % 100);
    let month = calendar::months(year, rest, 1, false).map(Said::Days);
    let split = follows(year, rest).then_some(Said::Split(year));
    match (split, month) {
        (Some(split), Some(month)) => {
            Ok((None, Said::Either(Box::new((Form::SplitYear, split)), Box::new((Form::YearMonth, month)))))
        }
        (Some(split), None) => Ok((Some(Form::SplitYear), split)),
        (None, Some(month)) => Ok((Some(Form::YearMonth), month)),
        (None, None) => Err(NO_PERIOD),
    }
}

fn month(tokens: &Tokens, shape: &str) -> Option<Read> {
    let month = *tokens.months.first()?;
    let year = tokens.years.first().copied();
    Some(match shape {
        "M" => Ok((None, Said::Months(month, 1))),
        "MY" | "M-Y" | "M/Y" | "YM" | "Y-M" | "Y/M" => days(calendar::months(year?, month, 1, false)),
        "M-n" | "Mn" | "M/n" => days(calendar::months(century(tokens.small[0]), month, 1, false)),
        "MY/n" | "Y/nM" | "MY-n" | "Y-nM" => {
            let (_, said) = split_year(tokens)?;
            days(months_of_split(said, month, 1))
        }
        _ => return None,
    })
}

fn split_year(tokens: &Tokens) -> Option<(i32, i32)> {
    let year = *tokens.years.first()?;
    follows(year, *tokens.small.first()?).then_some((0, year))
}

/// Months of a financial year: from January on they are those of the next calendar year.
pub(super) fn months_of_split(year: i32, month: i32, count: i32) -> Option<Period> {
    calendar::months(if month < 4 { year + 1 } else { year }, month, count, true)
}

/// A quarter of a financial year: the first begins in April.
pub(super) fn quarter_of_split(year: i32, quarter: i32) -> Option<Period> {
    let month = if quarter == 4 { 1 } else { 1 + quarter * 3 };
    months_of_split(year, month, 3)
}

fn quarter(tokens: &Tokens, shape: &str) -> Option<Read> {
    let quarter = *tokens.quarters.first()?;
    let year = tokens.years.first().copied();
    // The months that stand beside a quarter say it better: `Q1 (Jan-Mar) 2023`.
    if !tokens.months.is_empty() {
        let rest: String = shape.chars().filter(|c| *c != 'Q').collect();
        return range(tokens, rest.trim_matches('-'));
    }
    Some(match shape {
        "Q" => Ok((None, Said::Quarter(quarter))),
        "QY" | "YQ" | "Q-Y" | "Y-Q" | "Q/Y" | "Y/Q" => {
            days(calendar::months(year?, quarter * 3 - 2, 3, false))
        }
        "QY/n" | "QY-n" | "Y/nQ" | "Y-nQ" | "Y/n-Q" | "Y-n-Q" | "Q-Y/n" => match split_year(tokens) {
            Some((_, year)) => days(quarter_of_split(year, quarter)),
            None => Err(NO_PERIOD),
        },
        "QY/Y" | "Y/YQ" if tokens.years[1] == year? + 1 => days(quarter_of_split(year?, quarter)),
        _ => return None,
    })
}

fn week(tokens: &Tokens, shape: &str) -> Option<Read> {
    let number = || tokens.small.first().copied();
    Some(match shape {
        "Wn" => Ok((None, Said::Week(None, number()?))),
        "WnY" | "YWn" | "Wn-Y" | "Wn/Y" => Ok((None, Said::Week(tokens.years.first().copied(), number()?))),
        // The form of ISO 8601 itself.
        "Y-Wn" => days(calendar::iso_week(*tokens.years.first()?, number()?)),
        _ => return None,
    })
}

/// Months and days from one to another.
fn range(tokens: &Tokens, shape: &str) -> Option<Read> {
    let (m, y, n) = (&tokens.months, &tokens.years, &tokens.small);
    let shape = shape.replace('t', "-");
    Some(match shape.as_str() {
        "M-M" => Ok((None, Said::Months(m[0], length(m[0], m[1])))),
        "M-MY" | "YM-M" | "M-M-Y" => days(over(y[0], m[0], m[1])),
        "M-Mn" | "M-M-n" => days(over(century(n[0]), m[0], m[1])),
        "M-MY/n" | "Y/nM-M" | "M-MY-n" => match split_year(tokens) {
            Some((_, year)) => days(months_of_split(year, m[0], length(m[0], m[1]))),
            None => Err(NO_PERIOD),
        },
        "MY-MY" => days(calendar::months(y[0], m[0], (y[1] - y[0]) * 12 + m[1] - m[0] + 1, false)),
        "nMY-nMY" => stretch((y[0], m[0], n[0]), (y[1], m[1], n[1])),
        "nM-nMY" => {
            let from = if m[0] > m[1] { y[0] - 1 } else { y[0] };
            stretch((from, m[0], n[0]), (y[0], m[1], n[1]))
        }
        "n-nMY" => stretch((y[0], m[0], n[0]), (y[0], m[0], n[1])),
        _ => return None,
    })
}

/// How many months there are from one to another, across the turn of the year if need be.
const fn length(from: i32, to: i32) -> i32 {
    (to - from).rem_euclid(12) + 1
}

/// Months that end in a year.
fn over(year: i32, from: i32, to: i32) -> Option<Period> {
    calendar::months_to(year, to, length(from, to), false)
}

fn stretch(from: (i32, i32, i32), to: (i32, i32, i32)) -> Read {
    let (Some(start), Some(end)) = (calendar::day(from.0, from.1, from.2), calendar::day(to.0, to.1, to.2))
    else {
        return days(None);
    };
    // Whole months keep their kind.
    let whole = from.2 == 1 && end.tomorrow().is_ok_and(|next| next.day() == 1);
    if whole {
        let count = (to.0 - from.0) * 12 + to.1 - from.1 + 1;
        return days(calendar::months(from.0, from.1, count, false));
    }
    let week = start.checked_add(jiff::Span::new().days(6)).is_ok_and(|last| last == end);
    days(calendar::period(start, end, if week { PeriodKind::Week } else { PeriodKind::Span }))
}

/// A day, and how it is written where two ways are possible.
enum Day {
    Certain(Date),
    Form(Form, Date),
}

/// A date in words or numbers; where day and month could be the other way round, that date too.
fn date(tokens: &Tokens, shape: &str) -> Option<Result<(Day, Option<Date>), &'static str>> {
    let (m, y, n) = (&tokens.months, &tokens.years, &tokens.small);
    let none = "There is no such day.";
    let certain = |date: Option<Date>| date.map(|date| (Day::Certain(date), None)).ok_or(none);
    Some(match shape {
        "nMY" | "n-M-Y" | "n/M/Y" | "MnY" => certain(calendar::day(y[0], m[0], n[0])),
        "nMn" | "n-M-n" => certain(calendar::day(century(n[1]), m[0], n[0])),
        "Y-n-n" | "Y/n/n" => certain(calendar::day(y[0], n[0], n[1])),
        "n/n/Y" | "n-n-Y" | "n/n/n" => {
            let year = y.first().copied().unwrap_or_else(|| century(n[2]));
            match (calendar::day(year, n[1], n[0]), calendar::day(year, n[0], n[1])) {
                (Some(date), Some(same)) if date == same => Ok((Day::Certain(date), None)),
                (Some(date), other @ Some(_)) => Ok((Day::Form(Form::DayFirst, date), other)),
                (Some(date), None) => Ok((Day::Form(Form::DayFirst, date), None)),
                (None, Some(date)) => Ok((Day::Form(Form::MonthFirst, date), None)),
                (None, None) => Err(none),
            }
        }
        _ => return None,
    })
}

/// What ends, or begins, with a day or month: weeks, quarters, years, rolling months.
fn ending(tokens: &Tokens, shape: &str) -> Option<Read> {
    let shape: String = shape.chars().filter(|c| !"rF".contains(*c)).collect();
    if let Some(rest) = shape.strip_prefix("WE").or_else(|| shape.strip_prefix("Wt")) {
        return Some(week_by(tokens, rest, calendar::week_to));
    }
    if let Some(rest) = shape.strip_prefix("WC") {
        return Some(week_by(tokens, rest, calendar::week_from));
    }
    let (count, rest, skip) = if let Some(rest) = strip(&shape, &["yE", "yt"]) {
        (12, rest, 0)
    } else if let Some(rest) = strip(&shape, &["qE", "qt"]) {
        (3, rest, 0)
    } else if let Some(rest) = strip(&shape, &["mE"]) {
        (1, rest, 0)
    } else if let Some(rest) = strip(&shape, &["nmE", "nmt"]) {
        (tokens.small[0], rest, 1)
    } else {
        return None;
    };
    Some(months_by(tokens, rest, count, skip))
}

fn strip<'a>(shape: &'a str, openings: &[&str]) -> Option<&'a str> {
    openings.iter().find_map(|opening| shape.strip_prefix(opening))
}

fn week_by(tokens: &Tokens, rest: &str, week: fn(Date) -> Option<Period>) -> Read {
    match date(tokens, rest) {
        Some(Ok((Day::Certain(day), _))) => days(week(day)),
        Some(Ok((Day::Form(form, day), None))) => Ok((Some(form), Said::Days(week(day).ok_or(NO_PERIOD)?))),
        Some(Ok((Day::Form(_, first), Some(second)))) => {
            let of = |day| week(day).map(Said::Days).ok_or(NO_PERIOD);
            let either = (Box::new((Form::DayFirst, of(first)?)), Box::new((Form::MonthFirst, of(second)?)));
            Ok((None, Said::Either(either.0, either.1)))
        }
        Some(Err(why)) => Err(why),
        None => Err(NO_PERIOD),
    }
}

fn months_by(tokens: &Tokens, rest: &str, count: i32, skip: usize) -> Read {
    let small = &tokens.small[skip.min(tokens.small.len())..];
    let Some(month) = tokens.months.first().copied() else { return Err(NO_PERIOD) };
    let year = match (rest, tokens.years.first()) {
        ("MY" | "M-Y" | "nMY", Some(year)) => *year,
        ("M-n" | "Mn", None) => century(*small.first().ok_or(NO_PERIOD)?),
        _ => return Err(NO_PERIOD),
    };
    let last = calendar::months(year, month, 1, false).ok_or(NO_PERIOD)?;
    // Up to a day that is not the last of its month: months that are not whole.
    if rest == "nMY" && calendar::day(year, month, small[0]).is_none_or(|day| day.to_string() != last.end) {
        return Err("They end within a month.");
    }
    days(calendar::months_to(year, month, count, false))
}

/// `As at 31 March 2024`, `at end March 2024`.
fn snapshot(tokens: &Tokens, shape: &str) -> Option<Read> {
    let rest = shape.trim_start_matches(['A', 'e']);
    if rest.len() == shape.len() {
        return None;
    }
    if matches!(rest, "MY" | "M-Y" | "M-n" | "Mn") {
        if !shape.contains('e') {
            return Some(Err(WHICH_DAY));
        }
        let year = tokens.years.first().copied().unwrap_or_else(|| century(tokens.small[0]));
        let last = calendar::months(year, tokens.months[0], 1, false)?;
        return Some(days(calendar::on(last.end.parse().ok()?)));
    }
    Some(date(tokens, rest)?.and_then(|(form, other)| said_day(form, other)))
}
