//! Markers: the shorthand that stands where a number is withheld, or beside one that needs care.
//!
//! Source of the letters: Analysis Function, "Using symbols and shorthand" (January 2022), and the
//! `StatsWales` shorthand list; the older `*`, `..`, `:` and `-` are met in real workbooks.

use serde::{Deserialize, Serialize};

/// What a marker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerMeaning {
    /// Withheld to protect confidentiality.
    Suppressed,
    /// Not available.
    NotAvailable,
    /// Not applicable.
    NotApplicable,
    /// A low figure that rounds to zero.
    Low,
    /// None recorded in the survey.
    NoneRecorded,
    /// Low reliability.
    LowReliability,
    /// Provisional.
    Provisional,
    /// Revised.
    Revised,
    /// Estimated.
    Estimated,
    /// Break in the series.
    Break,
    /// Forecast.
    Forecast,
    /// Nothing: a zero.
    Nil,
    /// The notes of the table say what it means, and it is none of the others.
    Noted,
    /// Met in the source, meaning unknown (`-`, `~`, `#` vary by publisher).
    Unknown,
}

/// A marker as it was published, with what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Marker {
    /// As written in the cell, trimmed: `*`, `[c]`, `..`.
    pub text: String,
    /// What it says.
    pub meaning: MarkerMeaning,
}

/// What legends say, what it means, and what must not stand with it. The more particular come first: "not
/// available because suppressed" is withheld, "fewer than 30 respondents" is unreliable.
const LEGENDS: [(MarkerMeaning, &[&str], &[&str]); 12] = [
    (
        MarkerMeaning::Suppressed,
        &[
            "suppress",
            "confidential",
            "disclos",
            "withheld",
            "anonymi",
            "fewer than",
            "less than 5",
            "small number",
        ],
        &["reliab", "respondents", "precis"],
    ),
    (MarkerMeaning::NotApplicable, &["not applicable", "does not apply", "inapplicable"], &[]),
    (
        MarkerMeaning::NotAvailable,
        &[
            "not available",
            "unavailable",
            "no data",
            "not collected",
            "missing",
            "not recorded",
            "not provided",
            "no return",
            "not known",
        ],
        &[],
    ),
    (MarkerMeaning::NoneRecorded, &["none recorded"], &[]),
    (MarkerMeaning::Low, &["to zero", "less than half", "negligible", "less than 0.", "low figure"], &[]),
    (MarkerMeaning::Nil, &["nil", "zero"], &[]),
    (
        MarkerMeaning::LowReliability,
        &["reliab", "respondents", "small sample", "small base", "low base", "precis"],
        &[],
    ),
    (MarkerMeaning::Provisional, &["provisional", "preliminary"], &[]),
    (MarkerMeaning::Revised, &["revised", "revision"], &[]),
    (MarkerMeaning::Estimated, &["estimate", "imputed"], &[]),
    (MarkerMeaning::Break, &["break in", "discontinuity", "not comparable"], &[]),
    (MarkerMeaning::Forecast, &["forecast", "projected", "projection"], &[]),
];

impl Marker {
    /// The asterisk of the health rules: suppressed.
    pub fn asterisk() -> Self {
        Self { text: "*".to_owned(), meaning: MarkerMeaning::Suppressed }
    }

    /// The marker that `text` is, if it is one. A bare letter counts only for those met in real
    /// releases (`c`, `x`, `z`, `u`, `w`), because other single letters are usually codes.
    pub fn recognise(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let meaning = match (bare, text) {
            (Some(letter), _) => Self::letter(letter)?,
            (None, "*" | "**") => MarkerMeaning::Suppressed,
            (None, ".." | "…" | "..." | ":") => MarkerMeaning::NotAvailable,
            (None, "." | "-" | "–" | "—" | "~" | "†" | "#") => MarkerMeaning::Unknown,
            (None, "c" | "x" | "z" | "u" | "w") => Self::letter(text)?,
            (None, other) if is_not_available(other) => MarkerMeaning::NotAvailable,
            (None, "(X)" | "(x)" | "(z)" | "(Z)") => MarkerMeaning::NotApplicable,
            (None, "(D)" | "(d)" | "(C)" | "(c)" | "(S)" | "(s)") => MarkerMeaning::Suppressed,
            _ => return None,
        };
        Some(Self { text: text.to_owned(), meaning })
    }

    /// The meaning that words give a symbol, as a legend does: `figures suppressed to protect confidentiality`. None
    /// of the known ones: [`MarkerMeaning::Noted`].
    pub fn meaning_in(words: &str) -> MarkerMeaning {
        let words = words.to_lowercase();
        let says = |all: &[&str]| all.iter().any(|word| words.contains(word));
        let known = LEGENDS.iter().find(|(_, all, unless)| says(all) && !says(unless));
        known.map_or(MarkerMeaning::Noted, |(meaning, _, _)| *meaning)
    }

    /// The meaning of a shorthand letter; a number may follow it (`e1`).
    fn letter(letter: &str) -> Option<MarkerMeaning> {
        Some(match letter.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase().as_str() {
            "c" => MarkerMeaning::Suppressed,
            "x" => MarkerMeaning::NotAvailable,
            "z" => MarkerMeaning::NotApplicable,
            "low" | "k" => MarkerMeaning::Low,
            "w" => MarkerMeaning::NoneRecorded,
            "u" => MarkerMeaning::LowReliability,
            "p" => MarkerMeaning::Provisional,
            "r" => MarkerMeaning::Revised,
            "e" => MarkerMeaning::Estimated,
            "b" => MarkerMeaning::Break,
            "f" => MarkerMeaning::Forecast,
            "a" | "ns" | "s" | "ss" | "sss" | "t" => MarkerMeaning::Unknown,
            _ => return None,
        })
    }
}

/// The ways in which tables write "not available".
fn is_not_available(text: &str) -> bool {
    let bare = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    ["n/a", "na", "n.a.", "n.a", "not available"].iter().any(|known| bare.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_give_a_symbol_its_meaning() {
        for (words, meaning) in [
            ("figures suppressed to prevent disclosure", MarkerMeaning::Suppressed),
            ("fewer than 5 people", MarkerMeaning::Suppressed),
            ("confidential", MarkerMeaning::Suppressed),
            ("not available", MarkerMeaning::NotAvailable),
            ("Not applicable", MarkerMeaning::NotApplicable),
            ("nil", MarkerMeaning::Nil),
            ("nil or less than half the unit shown", MarkerMeaning::Low),
            ("fewer than 30 respondents, estimates are unreliable", MarkerMeaning::LowReliability),
            ("provisional", MarkerMeaning::Provisional),
            ("significant at the 5% level", MarkerMeaning::Noted),
        ] {
            assert_eq!(Marker::meaning_in(words), meaning, "{words}");
        }
    }

    #[test]
    fn markers_are_told_from_codes_and_notes() {
        for (text, meaning) in [
            ("*", MarkerMeaning::Suppressed),
            (" [c] ", MarkerMeaning::Suppressed),
            ("[x]", MarkerMeaning::NotAvailable),
            ("[low]", MarkerMeaning::Low),
            ("..", MarkerMeaning::NotAvailable),
            ("-", MarkerMeaning::Unknown),
            ("[e1]", MarkerMeaning::Estimated),
            ("(NA)", MarkerMeaning::NotAvailable),
            ("(D)", MarkerMeaning::Suppressed),
        ] {
            assert_eq!(Marker::recognise(text).map(|m| m.meaning), Some(meaning), "{text}");
        }
        for text in ["", "12", "A", "[note 1]", "n", "North", "[1]"] {
            assert_eq!(Marker::recognise(text), None, "{text}");
        }
    }
}
