//! Keys of tidy observations, and the names made from labels.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Which observation of a table: the category of every dimension, by the dimension's column name, and
/// `measure`. Survives new values and moved cells, so decisions are written with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TidyKey(pub BTreeMap<String, String>);

impl TidyKey {
    /// The name under which a key holds the measure.
    pub const MEASURE: &'static str = "measure";

    /// Whether every part that `self` names is the same in `other` (a key that leaves a part out
    /// matches all of it).
    pub fn matches(&self, other: &Self) -> bool {
        self.0.iter().all(|(name, value)| other.0.get(name) == Some(value))
    }
}

impl fmt::Display for TidyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.0.iter().enumerate() {
            let between = if index == 0 { "" } else { ";" };
            write!(f, "{between}{name}={value}")?;
        }
        Ok(())
    }
}

/// A name from a label: lower case, words joined by `_` (`Age group [note 1]` gives `age_group`).
/// Empty when the label has no letter or digit. Before a digit at the beginning comes `x`, as R's `make.names` and
/// janitor do: SQL, R and most programming languages take no name that begins with a digit, and CSV on the Web none
/// that begins with `_`.
pub fn slug(label: &str) -> String {
    let name = plain_name(label);
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("x{name}") } else { name }
}

/// The same without care for a digit at the beginning, for names of files and parts of longer names.
pub fn plain_name(label: &str) -> String {
    let mut name = String::new();
    let mut in_bracket = false;
    for c in label.chars() {
        match c {
            '[' => in_bracket = true,
            ']' => in_bracket = false,
            _ if in_bracket => {}
            '%' => name.push_str("_percent_"),
            '&' => name.push_str("_and_"),
            '+' => name.push_str("_plus_"),
            '\'' | '’' => {}
            c if c.is_alphanumeric() => name.extend(fold(c)),
            _ => name.push('_'),
        }
    }
    name.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

/// The letter without its accent, for the Latin letters of British and Irish names; other letters that
/// are not ASCII are dropped, because column names must be plain.
fn fold(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        'à'..='å' | 'À'..='Å' => 'a',
        'ç' | 'Ç' => 'c',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ŵ' | 'Ŵ' => 'w',
        'ý' | 'ÿ' | 'Ý' | 'ŷ' | 'Ŷ' => 'y',
        other => other.to_ascii_lowercase(),
    };
    plain.is_ascii_alphanumeric().then_some(plain).into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_plain_names() {
        for (label, name) in [
            ("Age group [note 1]", "age_group"),
            ("% within 4 hours", "percent_within_4_hours"),
            ("  All\nVisits ", "all_visits"),
            ("2023/24", "x2023_24"),
            ("Ynys Môn", "ynys_mon"),
            ("…", ""),
            ("A&E", "a_and_e"),
        ] {
            assert_eq!(slug(label), name, "{label}");
        }
    }

    #[test]
    fn a_key_matches_what_it_names() {
        let whole =
            TidyKey([("age", "0-17"), ("measure", "attendances")].map(|(a, b)| (a.into(), b.into())).into());
        let part = TidyKey([("age".to_owned(), "0-17".to_owned())].into());
        assert!(part.matches(&whole) && !whole.matches(&part));
        assert_eq!(whole.to_string(), "age=0-17;measure=attendances");
    }
}
