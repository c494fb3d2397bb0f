//! R13: small groups and a sensitive topic.

use model::{DimensionKind, Finding, Rule, Severity, TidyTable, What};

use super::{term, thing};
use crate::Policy;
use crate::bounds::{ShareLines, counts_people, exempt, whole};

/// Topics that harm whoever is told of them. A policy may give a list of its own.
const TOPICS: [&str; 30] = [
    "abortion",
    "terminations of pregnancy",
    "hiv",
    "aids",
    "sexually transmitted",
    "gonorrhoea",
    "syphilis",
    "chlamydia",
    "suicide",
    "self-harm",
    "self harm",
    "domestic abuse",
    "sexual offence",
    "sexual assault",
    "rape",
    "female genital mutilation",
    "fgm",
    "drug misuse",
    "drug death",
    "drug deaths",
    "substance misuse",
    "alcohol misuse",
    "detention",
    "detained",
    "gender identity",
    "gender dysphoria",
    "safeguarding",
    "child protection",
    "prisoners",
    "asylum",
];

/// People in the base of a small table where the policy names no number.
const BASE: u64 = 50;

pub(super) fn check(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let Some(topic) = topic(table, policy) else { return Vec::new() };
    let base = policy.small_base.unwrap_or(BASE);
    let local =
        |d: &model::Dimension| matches!(d.kind, DimensionKind::Geography | DimensionKind::Organisation);
    if policy.small_base.is_none() && !table.dimensions.iter().any(local) {
        return Vec::new();
    }
    let counted: Vec<bool> = table.measures.iter().map(counts_people).collect();
    let shares = ShareLines::of(table);
    let small = |index: &usize| {
        !shares.holds(table, *index)
            && counted[table.measure_index(*index)]
            && !exempt(table, policy, *index)
            && is_total(table, *index)
            && table.value(*index).and_then(whole).is_some_and(|count| count > 0 && count < base)
    };
    let found: Vec<usize> = (0..table.len()).filter(small).collect();
    let value = |index: &usize| table.value(*index).unwrap_or(0.0);
    let Some(smallest) = found.iter().copied().min_by(|a, b| value(a).total_cmp(&value(b))) else {
        return Vec::new();
    };
    let what =
        What::SensitiveTopic { topic, count: found.len() as u64, smallest: term(table, smallest), base };
    vec![thing(Rule::R13, policy.weight(Rule::R13, Severity::Warning), table, Some(smallest), "", what)]
}

/// The topic that the title or a heading names.
fn topic(table: &TidyTable, policy: &Policy) -> Option<String> {
    let own: Vec<String> = policy.topics.iter().map(|topic| topic.to_lowercase()).collect();
    let topics: Vec<&str> =
        if own.is_empty() { TOPICS.to_vec() } else { own.iter().map(String::as_str).collect() };
    let headings = table.measures.iter().map(|m| &m.label).chain(table.dimensions.iter().map(|d| &d.label));
    let text = std::iter::once(&table.title)
        .chain(headings)
        .map(|text| text.to_lowercase())
        .collect::<Vec<_>>()
        .join(" | ");
    topics.into_iter().find(|topic| holds_word(&text, topic)).map(str::to_owned)
}

/// Whether a text holds a phrase as whole words; a plural `s` may follow.
fn holds_word(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let rest = &text[at + phrase.len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        before && rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Whether a cell is about a whole group: in no dimension of attributes a part of anything.
fn is_total(table: &TidyTable, index: usize) -> bool {
    (0..table.dimensions.len()).all(|dimension| {
        let attribute = matches!(
            table.dimensions[dimension].kind,
            DimensionKind::Other | DimensionKind::Age | DimensionKind::Sex
        );
        let has_total =
            table.dimensions[dimension].categories.iter().any(|category| category.parent.is_some());
        !attribute || !has_total || table.category(dimension, index).parent.is_none()
    })
}
