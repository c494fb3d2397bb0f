//! Periods: the days that the labels of a table stand for.
//!
//! A label is read by itself first ([`label`]); what it leaves open is asked of the labels beside it, of the heading, and
//! of the title. What stays open after that stays unread, with the reason: a wrong day is worse than none.

mod calendar;
mod label;
mod tokens;

use std::collections::BTreeSet;

use model::{Dimension, DimensionKind, Period, PeriodKind, Periods, TidyTable, What};
use serde::{Deserialize, Serialize};

use crate::recipe::TableRecipe;
use crate::remarks::Remark;
use crate::words;
use label::{Form, NO_PERIOD, Read, Said};

/// How a person says that the labels of a dimension are to be read, where they leave it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodReading {
    /// `2003-04` and `2023` are financial years; a single number is that of the year in which it begins.
    FinancialYear,
    /// `2023/24` is a school year, September to August.
    AcademicYear,
    /// `2003-04` is a month, and a date is the first day of its month.
    Month,
    /// Weeks are numbered as in ISO 8601.
    IsoWeek,
    /// `01/02/2024` is 1 February.
    DayFirst,
    /// `01/02/2024` is 2 January.
    MonthFirst,
    /// They stand for no days.
    None,
}

impl PeriodReading {
    const fn form(self) -> Option<Form> {
        match self {
            Self::FinancialYear | Self::AcademicYear => Some(Form::SplitYear),
            Self::Month => Some(Form::YearMonth),
            Self::DayFirst => Some(Form::DayFirst),
            Self::MonthFirst => Some(Form::MonthFirst),
            Self::IsoWeek | Self::None => None,
        }
    }
}

/// Combinations of categories of time that are read at most.
const MOST: usize = 200_000;

/// Labels that a finding names.
const NAMED: usize = 5;

/// Reads the periods of a table from its dimensions of time; `title` settles what they leave open. Gives what stayed
/// unread.
pub(crate) fn fill(table: &mut TidyTable, title: &str, recipe: Option<&TableRecipe>) -> Vec<Remark> {
    let chosen = |dimension: &Dimension| {
        let said = recipe?.dimensions.iter().find(|said| said.name == dimension.name)?;
        said.periods
    };
    let timed = |dimension: &Dimension| {
        dimension.kind == DimensionKind::Time && chosen(dimension) != Some(PeriodReading::None)
    };
    let mut dimensions: Vec<usize> =
        (0..table.dimensions.len()).filter(|at| timed(&table.dimensions[*at])).collect();
    let mut remarks = Vec::new();
    let mut readings = Vec::new();
    for at in &dimensions {
        let dimension = &table.dimensions[*at];
        let said = read_dimension(dimension, title, chosen(dimension));
        remarks.extend(unread(dimension, &said));
        readings.push(said);
    }
    // A column of time of day or waiting time says no period.
    let dated: Vec<bool> = readings.iter().map(|said| said.iter().any(Result::is_ok)).collect();
    let keep = |at: &usize| dated.get(*at) == Some(&true);
    dimensions = (0..dimensions.len()).filter(keep).map(|at| dimensions[at]).collect();
    readings = readings.into_iter().zip(&dated).filter(|(_, dated)| **dated).map(|(said, _)| said).collect();
    let sizes: Option<usize> = readings.iter().map(Vec::len).try_fold(1usize, usize::checked_mul);
    if dimensions.is_empty() || sizes.is_none_or(|size| size > MOST) {
        table.periods = Periods::default();
        return remarks;
    }
    let context = Context::of(title);
    let ends = ends(table, &dimensions);
    let read: Vec<Option<Period>> =
        (0..sizes.unwrap_or(0)).map(|index| combined(&at_index(&readings, index), &context, ends)).collect();
    if read.iter().any(Option::is_some) {
        table.periods = Periods { dimensions, read };
    }
    remarks
}

/// The single period that a title names: `Attendances, April 2024 to March 2025`.
pub fn of_title(title: &str) -> Option<Period> {
    Context::of(title).whole
}

/// The readings of one combination of categories, the last dimension fastest.
fn at_index(readings: &[Vec<Read>], index: usize) -> Vec<Option<Said>> {
    let mut rest = index;
    let mut said: Vec<Option<Said>> = Vec::with_capacity(readings.len());
    for reading in readings.iter().rev() {
        said.push(reading[rest % reading.len()].as_ref().ok().map(|(_, said)| said.clone()));
        rest /= reading.len();
    }
    said.reverse();
    said
}

/// Which of two dimensions says the beginning and which the end, where a pair does.
fn ends(table: &TidyTable, dimensions: &[usize]) -> Option<(usize, usize)> {
    let named = |words: &[&str]| {
        dimensions.iter().position(|at| {
            words::words(&table.dimensions[*at].label).iter().any(|word| words.contains(&word.as_str()))
        })
    };
    let (start, end) = (named(&["start", "from", "begin", "beginning"])?, named(&["end", "to", "until"])?);
    (start != end).then_some((start, end))
}

/// What the title says about time.
#[derive(Debug, Default)]
struct Context {
    academic: bool,
    /// The year of months and quarters that name none.
    year: Option<Said>,
    /// The one period that it names.
    whole: Option<Period>,
}

impl Context {
    fn of(title: &str) -> Self {
        let lower = title.to_lowercase();
        let said = stretches(title);
        let year = match said.as_slice() {
            [one @ (Said::Year(_) | Said::Split(_))] => Some(one.clone()),
            _ => None,
        };
        let mut context = Self { academic: is_academic(&lower), year, whole: None };
        if let [one] = said.as_slice() {
            context.whole = combined(&[Some(one.clone())], &context, None);
        }
        context
    }
}

fn is_academic(lower: &str) -> bool {
    lower.contains("academic") || lower.contains("school year")
}

/// The periods that a sentence names, each the longest run of words that is one.
fn stretches(text: &str) -> Vec<Said> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (at + 1..=words.len().min(at + 9)).rev().find_map(|end| {
            let run = words[at..end].join(" ");
            let run = run.trim_matches(|c: char| ",.;:()".contains(c));
            let told = run.contains(|c: char| c.is_ascii_digit()) && run.len() >= 4;
            let said = label::read(run).ok().filter(|_| told)?.1;
            let whole = matches!(said, Said::Days(_) | Said::Year(_) | Said::Split(_));
            whole.then_some((end, said))
        });
        match longest {
            Some((end, said)) => {
                if !found.contains(&said) {
                    found.push(said);
                }
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// What a heading says in words that belong before each of its labels: `Week ending` over `5 January 2024`.
const OPENINGS: [&str; 8] = [
    "week ending",
    "week commencing",
    "week beginning",
    "year ending",
    "12 months ending",
    "12 months to",
    "quarter ending",
    "as at",
];

/// The readings of the categories of a dimension, with what the labels beside them, the heading and a person settle.
fn read_dimension(dimension: &Dimension, title: &str, chosen: Option<PeriodReading>) -> Vec<Read> {
    let heading = dimension.label.to_lowercase();
    let quarterly = words::words(&heading).iter().any(|word| word == "quarter");
    let opening = OPENINGS.into_iter().find(|opening| heading.contains(opening));
    let read = |label: &str| {
        let plain = label::read(label);
        let within = opening.and_then(|opening| label::read(&format!("{opening} {label}")).ok());
        let numbered = quarterly.then(|| numbered_quarter(label)).flatten();
        within.or(numbered).map_or(plain, Ok)
    };
    let mut said: Vec<Read> = dimension.categories.iter().map(|category| read(&category.label)).collect();
    settle(&mut said, chosen);
    let hints = Hints::of(&heading, title, chosen, &said);
    for (reading, category) in said.iter_mut().zip(&dimension.categories) {
        let Ok((_, said)) = reading else { continue };
        if let Some(better) = hints.refine(said, &category.label) {
            *reading = better;
        }
    }
    said
}

/// `2008/4` under a heading that says that quarters stand below it.
fn numbered_quarter(label: &str) -> Option<(Option<Form>, Said)> {
    let (year, quarter) = label.trim().split_once(['/', '-', ' ', '.'])?;
    label::read(&format!("{year} Q{quarter}")).ok().filter(|_| year.len() == 4 && quarter.len() == 1)
}

/// What a heading, a title or a person says about all labels of a dimension.
#[allow(clippy::struct_excessive_bools, reason = "each is a hint of its own")]
struct Hints {
    chosen: Option<PeriodReading>,
    academic: bool,
    iso_weeks: bool,
    /// Dates are first days of months.
    monthly: bool,
    /// Years are financial years of one number.
    financial: bool,
    /// Years end with this month.
    ending: Option<i32>,
}

impl Hints {
    fn of(heading: &str, title: &str, chosen: Option<PeriodReading>, said: &[Read]) -> Self {
        let headed = words::words(heading).iter().any(|word| word == "month");
        Self {
            chosen,
            academic: is_academic(heading),
            iso_weeks: chosen == Some(PeriodReading::IsoWeek)
                || heading.contains("iso")
                || title.to_lowercase().contains("iso week"),
            monthly: chosen == Some(PeriodReading::Month) || (headed && on_first_days(said)),
            financial: heading.contains("financial") || heading.contains("fiscal"),
            ending: year_ending(heading),
        }
    }

    /// What a label says in their light, where that is something else than by itself.
    fn refine(&self, said: &Said, label: &str) -> Option<Read> {
        let chosen = |reading| self.chosen == Some(reading);
        let academic = match self.chosen {
            Some(chosen) => chosen == PeriodReading::AcademicYear,
            None => self.academic || is_academic(&label.to_lowercase()),
        };
        let whole =
            |period: Option<Period>| Some(period.map(|days| (None, Said::Days(days))).ok_or(NO_PERIOD));
        match said {
            Said::Split(year) if academic => whole(calendar::months(*year, 9, 12, false)),
            Said::Split(year) if chosen(PeriodReading::FinancialYear) => {
                whole(calendar::months(*year, 4, 12, false))
            }
            Said::Year(year) if chosen(PeriodReading::FinancialYear) => Some(Ok((None, Said::Split(*year)))),
            Said::Year(year) if self.ending.is_some() => {
                whole(self.ending.and_then(|month| calendar::months_to(*year, month, 12, false)))
            }
            Said::Year(_) if self.financial && self.chosen.is_none() => Some(Err(label::WHICH_YEAR)),
            Said::Week(Some(year), week) if self.iso_weeks => whole(calendar::iso_week(*year, *week)),
            Said::Week(..) if !self.iso_weeks => Some(Err(WHICH_WEEK)),
            Said::Days(days) if self.monthly => {
                let (year, month) = (days.start.get(..4)?.parse().ok()?, days.start.get(5..7)?.parse().ok()?);
                whole(calendar::months(year, month, 1, false))
            }
            Said::Days(_)
            | Said::Year(_)
            | Said::Split(_)
            | Said::Months(..)
            | Said::Quarter(_)
            | Said::Week(..)
            | Said::Either(..) => None,
        }
    }
}

const WHICH_WEEK: &str = "A week's number means other days to each publisher: write 'week ending 5 January 2024' or '2024-W01', or 'ISO week' in the heading.";

/// The month of a heading such as `Year ending March`.
fn year_ending(heading: &str) -> Option<i32> {
    let after = ["year ending", "year to", "12 months to", "12 months ending"]
        .into_iter()
        .find_map(|opening| heading.split_once(opening))?
        .1;
    match label::read(after) {
        Ok((_, Said::Months(month, 1))) => Some(month),
        _ => None,
    }
}

/// Whether all are first days of months, as a spreadsheet holds months.
fn on_first_days(said: &[Read]) -> bool {
    let mut days = said.iter().filter_map(|read| match read {
        Ok((_, Said::Days(days))) if days.kind == PeriodKind::Day => Some(days),
        _ => None,
    });
    let first = days.next().is_some_and(|days| days.start.ends_with("-01"));
    first && days.all(|days| days.start.ends_with("-01"))
}

/// Settles labels that can be two things by those beside them that can be only one.
fn settle(said: &mut [Read], chosen: Option<PeriodReading>) {
    let forms: BTreeSet<Form> = match chosen.and_then(PeriodReading::form) {
        Some(form) => BTreeSet::from([form]),
        None => said.iter().flatten().filter_map(|(form, _)| *form).collect(),
    };
    for reading in said.iter_mut() {
        let Ok((_, Said::Either(first, second))) = reading else { continue };
        *reading = match (forms.contains(&first.0), forms.contains(&second.0)) {
            (true, false) => Ok((None, first.1.clone())),
            (false, true) => Ok((None, second.1.clone())),
            _ if first.0 == Form::DayFirst => Err(
                "Day and month could be the other way round: write the month in letters, or dates in ISO form.",
            ),
            _ => Err("It may be a year such as 2003/04 or a month: write '2003/04' or 'April 2003'."),
        };
    }
}

/// The period of a combination of what several dimensions say.
fn combined(said: &[Option<Said>], context: &Context, ends: Option<(usize, usize)>) -> Option<Period> {
    if let Some((start, end)) = ends
        && let (Some(Some(Said::Days(start))), Some(Some(Said::Days(end)))) = (said.get(start), said.get(end))
        && start.start <= end.end
    {
        return Some(named(Period {
            start: start.start.clone(),
            end: end.end.clone(),
            kind: PeriodKind::Span,
        }));
    }
    let mut days: Vec<&Period> = Vec::new();
    let (mut year, mut part) = (None, None);
    for one in said.iter().flatten() {
        match one {
            Said::Days(period) => days.push(period),
            Said::Year(_) | Said::Split(_) => year = Some(one),
            Said::Months(..) | Said::Quarter(_) => part = Some(one),
            Said::Week(..) | Said::Either(..) => return None,
        }
    }
    if let Some(part) = part {
        return days.is_empty().then(|| of_year(year.or(context.year.as_ref())?, part)).flatten();
    }
    let year = year.and_then(|year| whole_year(year, context));
    // The narrowest, if it lies within all others.
    let all = || days.iter().copied().chain(&year);
    let narrowest = all().max_by(|one, other| one.start.cmp(&other.start).then(other.end.cmp(&one.end)))?;
    all().all(|other| other.start <= narrowest.start && narrowest.end <= other.end).then(|| narrowest.clone())
}

fn whole_year(year: &Said, context: &Context) -> Option<Period> {
    match year {
        Said::Year(year) => calendar::months(*year, 1, 12, false),
        Said::Split(year) if context.academic => calendar::months(*year, 9, 12, false),
        Said::Split(year) => calendar::months(*year, 4, 12, false),
        Said::Days(_) | Said::Months(..) | Said::Quarter(_) | Said::Week(..) | Said::Either(..) => None,
    }
}

/// A quarter or months of a year.
fn of_year(year: &Said, part: &Said) -> Option<Period> {
    match (year, part) {
        (Said::Year(year), Said::Quarter(quarter)) => calendar::months(*year, quarter * 3 - 2, 3, false),
        (Said::Split(year), Said::Quarter(quarter)) => label::quarter_of_split(*year, *quarter),
        (Said::Year(year), Said::Months(month, count)) => {
            // November to January of one year: which of its two ends is not said.
            let within = month + *count <= 13;
            within.then(|| calendar::months(*year, *month, *count, false)).flatten()
        }
        (Said::Split(year), Said::Months(month, count)) => label::months_of_split(*year, *month, *count),
        _ => None,
    }
}

/// A stretch by its own kind, where its days are those of a year, quarter or month.
pub fn named(period: Period) -> Period {
    let parts = |iso: &str| Some((iso.get(..4)?.parse::<i32>().ok()?, iso.get(5..7)?.parse::<i32>().ok()?));
    let (Some(from), Some(to)) = (parts(&period.start), parts(&period.end)) else { return period };
    let count = (to.0 - from.0) * 12 + to.1 - from.1 + 1;
    let whole = calendar::months(from.0, from.1, count, false);
    if period.start == period.end {
        return Period { kind: PeriodKind::Day, ..period };
    }
    whole.filter(|whole| whole.start == period.start && whole.end == period.end).unwrap_or(period)
}

/// What stayed unread, where it looks like a period or stands among periods. Totals over all periods are none.
fn unread(dimension: &Dimension, said: &[Read]) -> Option<Remark> {
    let some = said.iter().any(Result::is_ok);
    // `Percentage change` among years is no period that somebody failed to write clearly.
    let numbered = |label: &str| label.contains(|c: char| c.is_ascii_digit());
    let looks = |label: &str| {
        !label.is_empty() && !words::is_total(label) && ((some && numbered(label)) || words::is_period(label))
    };
    let mut left = dimension.categories.iter().zip(said).filter_map(|(category, read)| {
        let why = *read.as_ref().err()?;
        looks(&category.label).then_some((category.label.clone(), why))
    });
    let (first, why) = left.next()?;
    let mut labels = vec![first];
    let mut count = 1;
    for (label, _) in left {
        count += 1;
        if labels.len() < NAMED {
            labels.push(label);
        }
    }
    let dimension_name = dimension.name.clone();
    let what = What::PeriodUnread { dimension: dimension_name.clone(), labels, count, why: why.to_owned() };
    Some(Remark::note(format!("{dimension_name}/periods"), what))
}

#[cfg(test)]
mod tests;
