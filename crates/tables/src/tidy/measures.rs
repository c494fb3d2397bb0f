//! What a measure counts, decided by words, displays and values, always with the reason.

use model::{Measure, MeasureKind};

use super::said::{counts_first, position, said};
use crate::vocabulary::{PEOPLE, PLACES_COUNTED};
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
}

/// The measure of a heading; where there is none, one that its context names.
pub(crate) fn measure(heading: &str, look: Look, context: Context<'_>) -> Measure {
    let (kind, reason) = judge(heading, look, context);
    let label = if heading.trim().is_empty() { fallback_label(kind, context) } else { heading.to_owned() };
    // Like the categories of a dimension, a measure goes by its label; a recipe may give it another name.
    Measure { name: label.clone(), unit: unit(&label, kind, look, context), label, kind, reason }
}

/// The kind and the reason for it.
fn judge(label: &str, look: Look, context: Context<'_>) -> (MeasureKind, String) {
    if look.percent {
        return (MeasureKind::Percentage, "Its cells are shown as percentages.".to_owned());
    }
    let (heading, counting) = of_heading(label);
    if let Some(found) = heading {
        if look.numbers > 0 && !look.is_fractional() && may_divide(label, &found, context) {
            let reason =
                format!("'{}' in the heading may say among what or where people were counted.", found.1);
            return (MeasureKind::People, reason);
        }
        return weigh(found, "the heading", label, look);
    }
    for (text, place) in [(context.unit.unwrap_or(""), "the unit line"), (context.counted(), "the title")] {
        if let Some(found) = around(text, place, counting, look) {
            return weigh(found, place, text, look);
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
    (place != "the title" || kind != MeasureKind::Other).then_some((kind, word))
}

fn is_percent_sign(word: &str) -> bool {
    ["%", "percent", "percentage", "percentages", "per cent", "pct"].contains(&word)
}

/// The words of a question put to people say little about the numbers of those who answered.
fn is_sentence(text: &str) -> bool {
    text.contains('?') || words::words(text).len() > 12
}

/// Holds words against the values.
fn weigh((kind, word): Said, place: &str, text: &str, look: Look) -> (MeasureKind, String) {
    if is_count(kind) && look.is_mostly_fractional() {
        return (
            MeasureKind::Other,
            format!("'{word}' in {place} names a count, but the values are no whole numbers."),
        );
    }
    let whole = look.numbers > 0 && !look.is_fractional();
    if whole && !is_count(kind) && !is_percent_sign(&word) && is_sentence(text) {
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

fn words_reason(kind: MeasureKind, word: &str, place: &str) -> String {
    let meaning = match kind {
        MeasureKind::People => "names people or an event that happens to people",
        MeasureKind::Things => "names things, not people",
        MeasureKind::Percentage => "says that it is a percentage",
        MeasureKind::Rate => "says that it is a rate",
        MeasureKind::Average => "says that it is an average",
        MeasureKind::Money => "says that it is an amount of money",
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
        let context = Context { unit: None, title: "Table 1", by_person: false };
        let whole = measure("Emergency", Look { numbers: 9, ..Look::default() }, context);
        assert_eq!((whole.kind, whole.name.as_str()), (MeasureKind::People, "Emergency"));
        let fractional = Look { numbers: 9, fractional: 9, ..Look::default() };
        assert_eq!(measure("Emergency", fractional, context).kind, MeasureKind::Other);
        let titled = Context { title: "Percentage of beds in use", ..context };
        assert_eq!(measure("2019", fractional, titled).kind, MeasureKind::Percentage);
    }
}
