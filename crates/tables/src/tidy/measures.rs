//! What a measure counts, decided by words, displays and values, always with the reason.

use model::{Measure, MeasureKind};

use super::counting;
use super::said::{counts_first, position, said};
use crate::vocabulary::{AMOUNTS, BASES, CURRENCY_WORDS, EVENTS, PEOPLE, PLACES_COUNTED};
use crate::words;

/// What the values of a measure look like. Zeros are not counted: they are whole in every measure.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    /// Whether most are shown as percentages.
    pub(crate) percent: bool,
    /// Numbers other than zero.
    pub(crate) numbers: u32,
    /// How many of them are no whole numbers, or below zero.
    pub(crate) fractional: u32,
    /// How many of them are more than 100.
    pub(crate) large: u32,
    /// How many of them can be years.
    pub(crate) years: u32,
}

impl Look {
    /// Takes one displayed number into account.
    pub(crate) fn add(&mut self, shown: f64) {
        if shown == 0.0 || shown.is_nan() {
            return;
        }
        self.numbers += 1;
        self.fractional += u32::from(shown < 0.0 || shown.fract() != 0.0);
        self.large += u32::from(shown > 100.0);
        self.years += u32::from(words::is_year(shown));
    }

    /// Enough numbers that are not whole to say that nothing is counted. One odd number in a column of
    /// counts is a mistake to be seen, no reason to leave the counts unprotected.
    fn is_fractional(self) -> bool {
        self.fractional * 2 > self.numbers
    }

    /// So many that even a heading which names people must mean something else.
    fn is_mostly_fractional(self) -> bool {
        self.fractional > 0 && self.fractional * 3 >= self.numbers * 2
    }
}

/// What surrounds a measure: the words to ask when its own say nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The table's unit line.
    pub(crate) unit: Option<&'a str>,
    /// The unit line at the top of its sheet, asked last.
    pub(crate) sheet_unit: Option<&'a str>,
    /// Its title and subtitle.
    pub(crate) title: &'a str,
    /// Whether the table is divided by sex or age: then people are counted.
    pub(crate) by_person: bool,
}

impl<'a> Context<'a> {
    /// What the title counts: `Attendances by age` is about attendances, not ages.
    pub(crate) fn counted(self) -> &'a str {
        self.title.split_once(" by ").map_or(self.title, |(counted, _)| counted)
    }

    /// The texts to ask, in order, with where they stand: of `£ million and % change` the first unit, of the title
    /// its first line before the others.
    fn texts(self) -> [(&'a str, &'static str); 4] {
        let first = |unit: Option<&'a str>| {
            let unit = unit.unwrap_or("");
            unit.split_once(" and ").map_or(unit, |(first, _)| first)
        };
        let counted = self.counted();
        let title = counted.split_once('\n').map_or(counted, |(first, _)| first);
        [
            (first(self.unit), "the unit line"),
            (title, "the title"),
            (counted, "the title"),
            (first(self.sheet_unit), "the unit line of the sheet"),
        ]
    }
}

/// The measure of a heading; where there is none, one that its context names.
pub(crate) fn measure(heading: &str, look: Look, context: Context<'_>) -> Measure {
    let (kind, reason) = judge(heading, look, context);
    let label = if heading.trim().is_empty() { fallback_label(kind, context) } else { heading.to_owned() };
    // Like the categories of a dimension, a measure goes by its label; a recipe may give it another name.
    let adding = counting::adding_of(&[&label, context.title], kind);
    Measure { name: label.clone(), unit: unit(&label, kind, look, context), label, kind, adding, reason }
}

/// Whether the levels of a heading say by themselves what stands below it.
pub(super) fn speaks(heading: &str) -> bool {
    of_heading(heading).0.is_some()
}

/// The kind and the reason for it.
fn judge(label: &str, look: Look, context: Context<'_>) -> (MeasureKind, String) {
    let counted = || of_heading(label).0.is_some_and(|(kind, _)| kind == MeasureKind::People);
    // A row of percentages in a column of counts, as often as not: the counts must not go unprotected.
    if look.percent && !(look.large * 4 >= look.numbers && look.large > 1 && counted()) {
        return (MeasureKind::Percentage, "Its cells are shown as percentages.".to_owned());
    }
    if look.numbers > 0 && look.years == look.numbers && is_year_heading(label) {
        return (MeasureKind::Year, format!("Its heading is '{}', and its values are years.", label.trim()));
    }
    let (heading, counting) = of_heading(label);
    if let Some((kind, reason)) = of_pure_unit(label, heading.as_ref(), counting, look, context) {
        return (kind, reason);
    }
    if let Some(found) = heading {
        if look.numbers > 0 && !look.is_fractional() && may_divide(label, &found, context) {
            let reason =
                format!("'{}' in the heading may say among what or where people were counted.", found.1);
            return (MeasureKind::People, reason);
        }
        return weigh(found, "the heading", label, look, context);
    }
    for (text, place) in context.texts() {
        if let Some(found) = around(text, place, counting, look) {
            return weigh(found, place, text, look, context);
        }
    }
    if look.is_fractional() {
        return (MeasureKind::Other, "Its values are no whole numbers, so it is no count.".to_owned());
    }
    if context.by_person {
        return (MeasureKind::People, "The table divides by age or sex, so people are counted.".to_owned());
    }
    (
        MeasureKind::People,
        "Nothing says what is counted; whole numbers are taken for counts of people until you say otherwise."
            .to_owned(),
    )
}

/// Whether a heading that names places or money may be a category of a count of people: `Hospitals` and `Care
/// homes` under "Deaths by place", `Debt` under "Clients by problem".
fn may_divide(label: &str, (kind, word): &Said, context: Context<'_>) -> bool {
    let weak = match kind {
        MeasureKind::Things => PLACES_COUNTED.contains(&word.as_str()),
        MeasureKind::Money => word.chars().all(char::is_alphabetic) && word != "gbp",
        MeasureKind::People
        | MeasureKind::Percentage
        | MeasureKind::Rate
        | MeasureKind::Average
        | MeasureKind::Index
        | MeasureKind::Rank
        | MeasureKind::Year
        | MeasureKind::Code
        | MeasureKind::Other => false,
    };
    if !weak || label.contains(['£', '$', '€']) || counts_first(&words::words(label)) {
        return false;
    }
    let around: Vec<MeasureKind> = [context.unit.unwrap_or(""), context.counted()]
        .into_iter()
        .filter_map(said)
        .map(|(kind, _)| kind)
        .collect();
    let named = words::words(context.title).contains(word);
    match kind {
        MeasureKind::Things => !named && !around.contains(&MeasureKind::Things),
        _ => !named && around.contains(&MeasureKind::People) && !around.contains(&MeasureKind::Money),
    }
}

type Said = (MeasureKind, String);

/// What the levels of a heading say, the lowest first, and whether one says that it is a number of
/// something: then what stands above it ("Attendances and percentage: Number") cannot make it a percentage.
fn of_heading(label: &str) -> (Option<Said>, bool) {
    let mut counted = None;
    for part in label.rsplit(": ") {
        if is_number_word(part) {
            let above = label.split(": ").filter_map(said).find(|(kind, _)| is_count(*kind));
            return (counted.or(above), true);
        }
        match said(part) {
            Some((kind, word)) if is_count(kind) => {
                let numbered = words::words(part).first().is_some_and(|first| is_number_word(first));
                counted = counted.or(Some((kind, word)));
                if numbered {
                    return (counted, true);
                }
            }
            Some((MeasureKind::Money, word)) => {
                // "Below the poverty line (%): $1 a day".
                let share =
                    label.split(": ").filter_map(said).find(|(kind, _)| *kind == MeasureKind::Percentage);
                return (share.or(Some((MeasureKind::Money, word))), false);
            }
            Some(found) => return (Some(found), false),
            None => {}
        }
    }
    (counted, false)
}

const fn is_count(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::People | MeasureKind::Things)
}

fn is_number_word(part: &str) -> bool {
    matches!(
        part.trim().to_lowercase().as_str(),
        "number" | "numbers" | "count" | "counts" | "no." | "n" | "frequency" | "(number)" | "(n)" | "(no.)"
    )
}

/// What a unit line or title says about a column whose heading is silent. A title speaks of much: where the
/// column says that it counts, or whole numbers stand below words that also name people or a number, its
/// percentages, rates and amounts are those of other columns.
fn around(text: &str, place: &str, counting: bool, look: Look) -> Option<Said> {
    let (kind, word) = said(text)?;
    if is_count(kind) {
        return Some((kind, word));
    }
    let words = words::words(text);
    let at = position(&words, &word);
    let before = words.iter().take(at).find(|word| PEOPLE.contains(&word.as_str()));
    let numbered = words.iter().take(at).any(|word| is_number_word(word));
    let whole = look.numbers > 0 && !look.is_fractional();
    let beyond = kind == MeasureKind::Percentage && look.large * 2 > look.numbers;
    if counting || (whole && (before.is_some() || numbered || beyond)) {
        let people = words.iter().find(|word| PEOPLE.contains(&word.as_str()));
        return people.map(|word| (MeasureKind::People, word.clone()));
    }
    // Of what a title computes only the clear words matter.
    (place != "the title" || kind != MeasureKind::Other || AMOUNTS.contains(&word.as_str()))
        .then_some((kind, word))
}

fn is_percent_sign(word: &str) -> bool {
    ["%", "percent", "percentage", "percentages", "per cent", "pct"].contains(&word)
}

/// The words of a question put to people say little about the numbers of those who answered.
fn is_sentence(text: &str) -> bool {
    text.contains('?') || words::words(text).len() > 12
}

/// Holds words against the values.
fn weigh(
    (kind, word): Said,
    place: &str,
    text: &str,
    look: Look,
    context: Context<'_>,
) -> (MeasureKind, String) {
    if is_count(kind)
        && look.fractional * 4 > look.numbers
        && let Some((ratio, word, place)) = ratio_around(context)
    {
        return (ratio, words_reason(ratio, &word, place));
    }
    if kind == MeasureKind::Percentage && matches!(word.as_str(), "rate" | "rates") && look.large > 0 {
        return (MeasureKind::Rate, words_reason(MeasureKind::Rate, &word, place));
    }
    if is_count(kind) && look.is_mostly_fractional() {
        return (
            MeasureKind::Other,
            format!("'{word}' in {place} names a count, but the values are no whole numbers."),
        );
    }
    let whole = look.numbers > 0 && !look.is_fractional();
    let lowest = text.rsplit(": ").find(|part| said(part).is_some()).unwrap_or(text);
    if whole && !is_count(kind) && !is_percent_sign(&word) && is_sentence(lowest) {
        return (
            MeasureKind::People,
            format!("'{word}' stands in a whole sentence in {place}, and the values are whole numbers."),
        );
    }
    if whole && matches!(word.as_str(), "incidence" | "prevalence") {
        return (
            MeasureKind::People,
            format!("'{word}' in {place} may be a rate, but its values are whole numbers."),
        );
    }
    (kind, words_reason(kind, &word, place))
}

/// The percentage or rate that the unit line or the title speaks of, with the word and where it stands.
fn ratio_around(context: Context<'_>) -> Option<(MeasureKind, String, &'static str)> {
    context.texts().into_iter().find_map(|(text, place)| {
        let (kind, word) = said(text)?;
        matches!(kind, MeasureKind::Percentage | MeasureKind::Rate).then_some((kind, word, place))
    })
}

fn is_year_heading(label: &str) -> bool {
    let words = words::words(label);
    matches!(words.last().map(String::as_str), Some("year" | "years")) && words.len() <= 3
        || words.first().is_some_and(|word| word == "year") && words.len() <= 3
}

/// What a unit line that is nothing but a unit makes of a heading that names something else: under `£ million`,
/// "Overseas residents' visits" are what they spent; under `%`, "All people" are a share.
fn of_pure_unit(
    label: &str,
    heading: Option<&Said>,
    counting: bool,
    look: Look,
    context: Context<'_>,
) -> Option<(MeasureKind, String)> {
    let unit = context.unit?;
    let kind = pure_unit(unit)?;
    let (said, _) = heading?;
    let base = words::words(label).iter().any(|word| BASES.contains(&word.as_str()));
    let ratio = matches!(said, MeasureKind::Percentage | MeasureKind::Rate | MeasureKind::Index);
    if *said == kind || counting || base || ratio || counts_first(&words::words(label)) {
        return None;
    }
    // Whole numbers up to 100 under a heading that names people may be people after all.
    let fits = match kind {
        MeasureKind::Percentage => look.large == 0 && (look.fractional > 0 || !is_count(*said)),
        _ => *said != MeasureKind::Average,
    };
    fits.then(|| (kind, format!("The unit line is '{unit}'.")))
}

/// The kind of a unit line that says nothing but a unit.
pub(super) fn pure_unit(unit: &str) -> Option<MeasureKind> {
    let words = words::words(unit);
    let all = |list: &[&str]| !words.is_empty() && words.iter().all(|word| list.contains(&word.as_str()));
    if all(&["%", "percent", "percentage", "percentages", "per", "cent"]) {
        return Some(MeasureKind::Percentage);
    }
    let currency = words.iter().any(|word| matches!(word.as_str(), "£" | "$" | "€" | "gbp"));
    (currency && all(CURRENCY_WORDS)).then_some(MeasureKind::Money)
}

fn words_reason(kind: MeasureKind, word: &str, place: &str) -> String {
    let meaning = match kind {
        MeasureKind::People if EVENTS.contains(&word) => {
            "names an event that happens to people, which counts as people"
        }
        MeasureKind::People => "names people",
        MeasureKind::Things => "names things, not people",
        MeasureKind::Percentage => "says that it is a percentage",
        MeasureKind::Rate => "says that it is a rate",
        MeasureKind::Average => "says that it is an average",
        MeasureKind::Money => "says that it is an amount of money",
        MeasureKind::Index => "says that it is an index",
        MeasureKind::Rank => "says that it is a rank",
        MeasureKind::Year => "says that it is a year",
        MeasureKind::Code => "says that it is a code",
        MeasureKind::Other => "says that it is no count",
    };
    format!("'{word}' in {place} {meaning}.")
}

/// The unit in words.
fn unit(label: &str, kind: MeasureKind, look: Look, context: Context<'_>) -> String {
    if kind == MeasureKind::Percentage {
        return "percent".to_owned();
    }
    let lower = label.to_lowercase();
    if let Some(at) = lower.find("per 1") {
        return lower[at..].trim_end_matches([')', ']']).to_owned();
    }
    let bracket = label.rfind('(').and_then(|open| label[open + 1..].strip_suffix(')'));
    if let Some(inside) = bracket.and_then(words::unit_line) {
        return inside;
    }
    let fits = |unit: &&str| said(unit).is_none_or(|(said, _)| said == kind) || look.is_fractional();
    if let Some(unit) = context.unit.filter(fits) {
        return unit.to_owned();
    }
    match kind {
        MeasureKind::People | MeasureKind::Things => {
            let counted = said(label).or_else(|| said(context.counted()));
            counted.filter(|(said, _)| *said == kind).map_or(String::new(), |(_, word)| word)
        }
        MeasureKind::Percentage
        | MeasureKind::Rate
        | MeasureKind::Average
        | MeasureKind::Money
        | MeasureKind::Index
        | MeasureKind::Rank
        | MeasureKind::Year
        | MeasureKind::Code
        | MeasureKind::Other => String::new(),
    }
}

/// The label of the measure of a table whose headers name none: what its title or unit line counts.
fn fallback_label(kind: MeasureKind, context: Context<'_>) -> String {
    let counted = context.unit.and_then(said).or_else(|| said(context.counted()));
    let word = match (kind, counted) {
        (MeasureKind::Percentage, _) => "percentage".to_owned(),
        (MeasureKind::Rate, _) => "rate".to_owned(),
        (MeasureKind::People | MeasureKind::Things | MeasureKind::Average, Some((said, word)))
            if said == kind =>
        {
            word
        }
        _ => "value".to_owned(),
    };
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_decide_what_is_counted() {
        for (label, kind) in [
            ("Attendances", MeasureKind::People),
            ("% within 4 hours", MeasureKind::Percentage),
            ("Rate per 100,000", MeasureKind::Rate),
            ("Available beds", MeasureKind::Things),
            ("Mean length of stay (days)", MeasureKind::Average),
            ("Expenditure (£ million)", MeasureKind::Money),
            ("Number of patients waiting over 4 hours", MeasureKind::People),
            ("Attendances within 4 hours", MeasureKind::People),
            ("Waits over 12 hours from decision to admit", MeasureKind::People),
            ("Deaths under 1 year of age", MeasureKind::People),
            ("Staff costs", MeasureKind::Money),
            ("Patient days", MeasureKind::Other),
            ("Per cent of patients", MeasureKind::Percentage),
            ("Upper limit", MeasureKind::Other),
        ] {
            assert_eq!(said(label).map(|(kind, _)| kind), Some(kind), "{label}");
        }
        assert_eq!(said("Emergency"), None);
    }

    #[test]
    fn what_is_not_said_is_taken_with_care() {
        let context = Context { unit: None, sheet_unit: None, title: "Table 1", by_person: false };
        let whole = measure("Emergency", Look { numbers: 9, ..Look::default() }, context);
        assert_eq!((whole.kind, whole.name.as_str()), (MeasureKind::People, "Emergency"));
        let fractional = Look { numbers: 9, fractional: 9, ..Look::default() };
        assert_eq!(measure("Emergency", fractional, context).kind, MeasureKind::Other);
        let titled = Context { title: "Percentage of beds in use", ..context };
        assert_eq!(measure("2019", fractional, titled).kind, MeasureKind::Percentage);
    }
}
