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
    /// Met in the source, meaning unknown (`..`, `:`, `-` vary by publisher).
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
            (None, "." | ".." | "…" | "..." | ":" | "-" | "–" | "—" | "~" | "†" | "#") => {
                MarkerMeaning::Unknown
            }
            (None, "c" | "x" | "z" | "u" | "w") => Self::letter(text)?,
            (None, other) if other.eq_ignore_ascii_case("n/a") || other.eq_ignore_ascii_case("na") => {
                MarkerMeaning::NotAvailable
            }
            _ => return None,
        };
        Some(Self { text: text.to_owned(), meaning })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_codes_and_notes() {
        for (text, meaning) in [
            ("*", MarkerMeaning::Suppressed),
            (" [c] ", MarkerMeaning::Suppressed),
            ("[x]", MarkerMeaning::NotAvailable),
            ("[low]", MarkerMeaning::Low),
            ("..", MarkerMeaning::Unknown),
            ("[e1]", MarkerMeaning::Estimated),
        ] {
            assert_eq!(Marker::recognise(text).map(|m| m.meaning), Some(meaning), "{text}");
        }
        for text in ["", "12", "A", "[note 1]", "n", "North", "[1]"] {
            assert_eq!(Marker::recognise(text), None, "{text}");
        }
    }
}
