//! What a measure counts, decided by words, displays and values, always with the reason.

use model::{Measure, MeasureKind};

use crate::vocabulary::{AVERAGES, COUNTS, MONEY, OTHERS, PEOPLE, PERCENTAGES, QUALIFIERS, RATES, THINGS};
use crate::words;

/// What the values of a measure look like.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    /// Whether most are shown as percentages.
    pub(crate) percent: bool,
    /// Whether some are no whole numbers, or below zero.
    pub(crate) fractional: bool,
    /// Whether there is any number.
    pub(crate) any: bool,
}

/// What words alone say about a label, with the word that says it.
pub(crate) fn said(label: &str) -> Option<(MeasureKind, String)> {
    let words = words::words(label);
    let find = |list: &[&str]| words.iter().find(|word| list.contains(&word.as_str())).cloned();
    let order: [(MeasureKind, Option<String>); 7] = [
        (
            MeasureKind::Percentage,
            words.iter().find(|w| *w == "%").cloned().or_else(|| find(PERCENTAGES)).or_else(|| pair(&words)),
        ),
        (MeasureKind::Rate, find(RATES)),
        (MeasureKind::Average, find(AVERAGES)),
        (MeasureKind::Money, find(MONEY)),
        (MeasureKind::Other, find(OTHERS)),
        (MeasureKind::Things, find(THINGS)),
        (MeasureKind::People, find(PEOPLE)),
    ];
    let people = order[6].1.clone();
    let first = order.into_iter().find_map(|(kind, word)| word.map(|word| (kind, word)))?;
    match (first.0, people) {
        (MeasureKind::Other | MeasureKind::Money | MeasureKind::Things, Some(word))
            if qualified(&words, &word, &first.1) =>
        {
            Some((MeasureKind::People, word))
        }
        _ => Some(first),
    }
}

/// Whether `other` only qualifies what `people` counts: "Number of patients waiting over 4 hours" and
/// "Attendances within 4 hours" count people, "Staff costs" and "Patient days" do not.
fn qualified(words: &[String], people: &str, other: &str) -> bool {
    let (from, to) = (position(words, people), position(words, other));
    let counts = words.first().is_some_and(|word| COUNTS.contains(&word.as_str()));
    from < to && (counts || words[from..to.min(words.len())].iter().any(|w| QUALIFIERS.contains(&w.as_str())))
}

fn position(words: &[String], word: &str) -> usize {
    words.iter().position(|known| known == word).unwrap_or(usize::MAX)
}

/// `per cent` in two words.
fn pair(words: &[String]) -> Option<String> {
    words.windows(2).any(|pair| pair[0] == "per" && pair[1] == "cent").then(|| "per cent".to_owned())
}

/// Whether a label says that numbers stand below it, of whatever.
pub(crate) fn is_measure(label: &str) -> bool {
    said(label).is_some() || words::words(label).iter().any(|word| COUNTS.contains(&word.as_str()))
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

/// The measure of a label.
pub(crate) fn measure(label: &str, look: Look, context: Context<'_>) -> Measure {
    let (kind, reason) = judge(label, look, context);
    // Like the categories of a dimension, a measure goes by its label; a recipe may give it another name.
    let name = if label.trim().is_empty() { "Value".to_owned() } else { label.to_owned() };
    Measure { name, label: label.to_owned(), unit: unit(label, kind, context), kind, reason }
}

/// The kind and the reason for it.
fn judge(label: &str, look: Look, context: Context<'_>) -> (MeasureKind, String) {
    if look.percent {
        return (MeasureKind::Percentage, "Its cells are shown as percentages.".to_owned());
    }
    let places = [
        (label, "the heading"),
        (context.unit.unwrap_or(""), "the unit line"),
        (context.counted(), "the title"),
    ];
    for (text, place) in places {
        let Some((kind, word)) = said(text) else { continue };
        // A title speaks of much; only what it counts or computes matters.
        if place == "the title" && kind == MeasureKind::Other {
            continue;
        }
        if matches!(kind, MeasureKind::People | MeasureKind::Things) && look.fractional {
            return (
                MeasureKind::Other,
                format!("'{word}' in {place} names a count, but the values are no whole numbers."),
            );
        }
        return (kind, words_reason(kind, &word, place));
    }
    if look.fractional {
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
fn unit(label: &str, kind: MeasureKind, context: Context<'_>) -> String {
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
    if let Some(unit) = context.unit {
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
pub(crate) fn fallback_label(context: Context<'_>) -> String {
    let counted = context.unit.and_then(said).or_else(|| said(context.counted()));
    let word = match counted {
        Some((MeasureKind::Percentage, _)) => "percentage".to_owned(),
        Some((MeasureKind::Rate, _)) => "rate".to_owned(),
        Some((MeasureKind::People | MeasureKind::Things | MeasureKind::Average, word)) => word,
        Some((MeasureKind::Money | MeasureKind::Other, _)) | None => "value".to_owned(),
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
        let whole = measure("Emergency", Look { any: true, ..Look::default() }, context);
        assert_eq!((whole.kind, whole.name.as_str()), (MeasureKind::People, "Emergency"));
        let fractional = Look { any: true, fractional: true, percent: false };
        assert_eq!(measure("Emergency", fractional, context).kind, MeasureKind::Other);
        let titled = Context { title: "Percentage of beds in use", ..context };
        assert_eq!(measure("2019", fractional, titled).kind, MeasureKind::Percentage);
    }
}
