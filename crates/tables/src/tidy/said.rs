//! What the words of a label say that its numbers are.

use model::MeasureKind;

use crate::vocabulary::{
    AMOUNTS, AVERAGES, CODES, COUNTS, INDICES, LINKS, MEASUREMENTS, MONEY, OTHERS, PEOPLE, PERCENTAGES,
    QUALIFIERS, RANKS, RATES, SHARES, STATISTICS, THINGS, TIMES,
};
use crate::words;

/// What words alone say about a label, with the word that says it.
pub(super) fn said(label: &str) -> Option<(MeasureKind, String)> {
    let words = words::words(label);
    let find = |list: &[&str]| words.iter().find(|word| list.contains(&word.as_str())).cloned();
    let percentage = sign(&words).or_else(|| find(PERCENTAGES)).or_else(|| pair(&words));
    let (rate, average) = ((MeasureKind::Rate, rate(&words)), (MeasureKind::Average, find(AVERAGES)));
    // A median ratio is an average; an average rate per 100,000 is a rate.
    let per = rate.1.as_ref().is_some_and(|word| word == "per");
    let [before, after] = if per { [rate, average] } else { [average, rate] };
    let people = find(PEOPLE);
    let order: [(MeasureKind, Option<String>); 11] = [
        (MeasureKind::Percentage, percentage.or_else(|| share(&words))),
        (MeasureKind::Index, find(INDICES).or_else(|| base_year(&words))),
        (MeasureKind::Rank, find(RANKS)),
        before,
        after,
        (MeasureKind::Code, words.last().filter(|word| CODES.contains(&word.as_str())).cloned()),
        (MeasureKind::Money, find(MONEY)),
        (MeasureKind::Other, other(&words).or_else(|| other(&words::words(label.split('(').next()?)))),
        (MeasureKind::Things, find(THINGS)),
        (MeasureKind::People, people.clone()),
        (MeasureKind::Percentage, find(&["%"])),
    ];
    let first = order.into_iter().find_map(|(kind, word)| word.map(|word| (kind, word)))?;
    match people {
        Some(word) if people_win(&words, &word, &first) => Some((MeasureKind::People, word)),
        Some(_) | None => Some(first),
    }
}

/// Whether a label that names people and something else counts the people. In doubt it does: a count of
/// people must not go unprotected.
fn people_win(words: &[String], people: &str, (kind, other): &(MeasureKind, String)) -> bool {
    match kind {
        MeasureKind::Other
        | MeasureKind::Index
        | MeasureKind::Rank
        | MeasureKind::Year
        | MeasureKind::Code
        | MeasureKind::Money
        | MeasureKind::Things => qualified(words, people, other) || heads(words, people, other),
        // "Number of children above the 95th percentile", but "Number of patients (%)".
        MeasureKind::Percentage | MeasureKind::Rate | MeasureKind::Average => {
            let sign =
                ["%", "percent", "percentage", "percentages", "per cent", "pct"].contains(&other.as_str());
            let from = position(words, people);
            let to = position(words, other);
            !sign && from < to && (counts_first(words) || other == "percentile") && qualifies(words, from, to)
        }
        MeasureKind::People => true,
    }
}

/// Whether `other` only qualifies what `people` counts: "Number of patients waiting over 4 hours",
/// "Attendances within 4 hours" and "Deaths 28 days after a test" count people, "Staff costs" and "Patient
/// days" do not.
fn qualified(words: &[String], people: &str, other: &str) -> bool {
    let (from, to) = (position(words, people), position(words, other));
    let number = |at: usize| words.get(at).is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    from < to
        && (counts_first(words)
            || qualifies(words, from, to)
            || words[from..to.min(words.len())].iter().any(|word| LINKS.contains(&word.as_str()))
            || other == "age"
            || number(to - 1)
            || number(to + 1))
}

/// Whether `other` stands before the people it describes: "Lower limb injuries", "Care homes residents". Words
/// of statistics (`index`, `limit`) are about the number itself wherever they stand.
fn heads(words: &[String], people: &str, other: &str) -> bool {
    let (from, to) = (position(words, other), position(words, people));
    from < to && !STATISTICS.contains(&other) && !qualifies(words, from, to)
}

pub(super) fn counts_first(words: &[String]) -> bool {
    words.first().is_some_and(|word| COUNTS.contains(&word.as_str()))
}

fn qualifies(words: &[String], from: usize, to: usize) -> bool {
    let between = &words[from..to.min(words.len())];
    between.iter().any(|word| QUALIFIERS.contains(&word.as_str()))
}

pub(super) fn position(words: &[String], word: &str) -> usize {
    words.iter().position(|known| known == word).unwrap_or(usize::MAX)
}

/// The word by which a number is no count. Words of measurement (`days`, `area`) are, where they end or open
/// the label as what is measured: "Bed days", not "Felt lonely in the past 7 days".
fn other(words: &[String]) -> Option<String> {
    let measured = |at: usize| {
        let numbered = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
        let narrows = |word: &String| word != "of" && QUALIFIERS.contains(&word.as_str());
        let ends = at + 1 == words.len() && !words[..at].iter().any(|word| numbered(word) || narrows(word));
        let opens = at == 0 && words.get(1).is_none_or(|next| next != "of" || words[0].ends_with('s'));
        let counted = at > 1 && words[at - 1] == "of" && COUNTS.contains(&words[at - 2].as_str());
        ends || opens || counted
    };
    let band =
        |at: usize| words.get(at + 1).is_some_and(|next| matches!(next.as_str(), "group" | "band" | "range"));
    let strong = |at: usize| {
        !(words[at] == "age" && band(at)) && (!MEASUREMENTS.contains(&words[at].as_str()) || measured(at))
    };
    let found = words.iter().enumerate().find(|(at, word)| OTHERS.contains(&word.as_str()) && strong(*at));
    found
        .map(|(_, word)| word)
        .or_else(|| words.iter().find(|word| AMOUNTS.contains(&word.as_str())))
        .cloned()
}

/// The word that makes a rate; `per day` only says over which time was counted, and a price per something is a price.
fn rate(words: &[String]) -> Option<String> {
    let over_time = |at: usize| {
        let price = words[..at].iter().any(|word| MONEY.contains(&word.as_str()));
        price || words.get(at + 1).is_some_and(|next| TIMES.contains(&next.as_str()))
    };
    let found = words
        .iter()
        .enumerate()
        .find(|(at, word)| RATES.contains(&word.as_str()) && !(*word == "per" && over_time(*at)));
    found.map(|(_, word)| word.clone())
}

/// A percent sign that says what is shown: not the `95%` of a confidence interval.
fn sign(words: &[String]) -> Option<String> {
    let level = |at: usize| {
        at > 0 && matches!(words[at - 1].as_str(), "80" | "90" | "95" | "98" | "99") && words.len() > 2
    };
    let found = words.iter().enumerate().find(|(at, word)| *word == "%" && !level(*at));
    found.map(|(_, word)| word.clone())
}

/// A rate that is a share of all: `Response rate`, `Unemployment rates`.
fn share(words: &[String]) -> Option<String> {
    let rate = words.iter().position(|word| matches!(word.as_str(), "rate" | "rates"))?;
    let shared = rate > 0 && SHARES.contains(&words[rate - 1].as_str());
    (shared && !words.iter().any(|word| word == "per")).then(|| words[rate].clone())
}

/// `2019 = 100`.
fn base_year(words: &[String]) -> Option<String> {
    let year = |word: &String| word.parse().is_ok_and(words::is_year);
    let found = words.windows(2).find(|pair| year(&pair[0]) && pair[1] == "100");
    found.map(|pair| format!("{} = 100", pair[0]))
}

/// `per cent` in two words.
fn pair(words: &[String]) -> Option<String> {
    words.windows(2).any(|pair| pair[0] == "per" && pair[1] == "cent").then(|| "per cent".to_owned())
}

/// Whether a label says that numbers stand below it, of whatever.
pub(super) fn is_measure(label: &str) -> bool {
    said(label).is_some() || words::words(label).iter().any(|word| COUNTS.contains(&word.as_str()))
}
