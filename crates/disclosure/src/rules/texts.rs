//! R15: texts that say a small count: `1 patient`, `two people`.

use model::{Finding, Place, Rule, Severity, TidyTable, What};

use super::thing;
use crate::Policy;

/// People, and events that happen to people, one or several.
const NOUNS: [&str; 38] = [
    "patient",
    "patients",
    "person",
    "people",
    "persons",
    "man",
    "men",
    "woman",
    "women",
    "child",
    "children",
    "baby",
    "babies",
    "boy",
    "boys",
    "girl",
    "girls",
    "death",
    "deaths",
    "case",
    "cases",
    "individual",
    "individuals",
    "resident",
    "residents",
    "pupil",
    "pupils",
    "student",
    "students",
    "admission",
    "admissions",
    "attendance",
    "attendances",
    "birth",
    "births",
    "suicide",
    "suicides",
    "respondent",
];

/// Words for small numbers.
const NUMBERS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Words that make a limit or a part of a number, not a count.
const BEFORE: [&str; 42] = [
    "than",
    "least",
    "most",
    "under",
    "over",
    "below",
    "above",
    "every",
    "each",
    "per",
    "between",
    "aged",
    "age",
    "within",
    "up",
    "minimum",
    "maximum",
    "threshold",
    "type",
    "level",
    "any",
    "exactly",
    "table",
    "figure",
    "chart",
    "note",
    "section",
    "quarter",
    "week",
    "month",
    "year",
    "version",
    "phase",
    "stage",
    "wave",
    "tier",
    "band",
    "grade",
    "group",
    "class",
    "day",
    "notes",
];

/// Words that join two numbers: `1 to 4`, `1 in 4`.
const JOINERS: [&str; 7] = ["to", "or", "and", "in", "of", "-", "up"];

/// Words after the noun that do the same.
const AFTER: [&str; 7] = ["or", "per", "in", "aged", "household", "households", "years"];

/// Words of a note that explains the rule and says no count.
const RULE_WORDS: [&str; 9] = [
    "suppress",
    "withheld",
    "disclos",
    "rounded",
    "confidential",
    "replaced",
    "not shown",
    "threshold",
    "for example",
];

/// Title and notes of a table.
pub(super) fn check(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let texts = std::iter::once(&table.title).chain(&table.notes);
    let found = texts.filter_map(|text| Some((text, said(text, policy)?)));
    found
        .enumerate()
        .map(|(number, (text, words))| {
            let name = format!("text {}", number + 1);
            thing(
                Rule::R15,
                policy.weight(Rule::R15, Severity::Blocker),
                table,
                None,
                &name,
                what(text, words, policy),
            )
        })
        .collect()
}

/// R15 in a text that belongs to no table: an alternative text, a text box, the summary of the release.
pub fn said_in(text: &str, place: Place, name: &str, policy: &Policy) -> Option<Finding> {
    let words = said(text, policy)?;
    let severity = policy.weight(Rule::R15, Severity::Blocker);
    Some(Finding::thing(Some(Rule::R15), severity, place, name, what(text, words, policy)))
}

fn what(text: &str, words: String, policy: &Policy) -> What {
    What::SaidInText { words, text: text.to_owned(), policy: policy.named() }
}

/// The words that say a count which the policy withholds.
fn said(text: &str, policy: &Policy) -> Option<String> {
    let range = policy.suppress?;
    for sentence in text.split(['.', ';', ':', '\n']) {
        let lower = sentence.to_lowercase();
        if RULE_WORDS.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '%')
            .filter(|word| !word.is_empty())
            .collect();
        for (at, word) in words.iter().enumerate() {
            let Some(number) = number(word) else { continue };
            // "3 male patients" and "2 young children" too.
            let noun = (1..=2).find(|ahead| words.get(at + ahead).is_some_and(|word| NOUNS.contains(word)));
            let limited = is_limited(&words[..at]);
            let Some(noun) =
                noun.filter(|_| number > 0 && (range.low..=range.high).contains(&number) && !limited)
            else {
                continue;
            };
            let joined =
                noun == 2 && (BEFORE.contains(&words[at + 1]) || self::number(words[at + 1]).is_some());
            let next = words.get(at + noun + 1);
            if !joined && !next.is_some_and(|word| AFTER.contains(word)) {
                return Some(words[at..=at + noun].join(" "));
            }
        }
    }
    None
}

/// Whether the words before a number make it a limit, or a part of another number.
fn is_limited(before: &[&str]) -> bool {
    match before {
        [.., word] if BEFORE.contains(word) || number(word).is_some() => true,
        [.., other, word] => JOINERS.contains(word) && (number(other).is_some() || *other == "up"),
        _ => false,
    }
}

fn number(word: &str) -> Option<u64> {
    word.parse().ok().or_else(|| NUMBERS.iter().position(|known| *known == word).map(|at| at as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r15_counts_said_in_words_are_told_from_rules_and_limits() {
        let hes = Policy::find("hes-2018").unwrap();
        for text in [
            "One patient died in March.",
            "The rise in Barnet is due to 3 deaths at one hospital",
            "Includes two young children",
            "Data for 7 people were revised",
        ] {
            assert!(said(text, &hes).is_some(), "{text}");
        }
        for text in [
            "Counts of fewer than 5 people are suppressed.",
            "Rates are shown for at least 3 deaths",
            "One in four people smoke",
            "1 in 4 patients",
            "Table 3: Deaths by age",
            "Patients aged 1 to 4",
            "The data cover 12 patients",
            "Households with 2 or more people",
            "0 patients",
            "Cells with 1-7 patients are replaced by *",
            "COVID-19 cases",
            "2019 deaths",
            "per 5 people",
            "Up to 5 people",
        ] {
            assert_eq!(said(text, &hes), None, "{text}");
        }
        assert!(said_in("2 cases", Place::file("a.xlsx"), "alt", &hes).is_some());
        assert!(
            said_in("2 cases", Place::file("a.xlsx"), "alt", &Policy::find("ons-mortality").unwrap())
                .is_none()
        );
    }
}
