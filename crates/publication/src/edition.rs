//! What a series passes on from one release to the next, and what each release says anew.

use crate::Metadata;

/// The fields that each release of a series fills anew.
const OF_ONE_RELEASE: [&str; 12] = [
    "period.from",
    "period.to",
    "period.label",
    "release",
    "next_release",
    "version",
    "announcement.date",
    "announcement.previous",
    "announcement.reason",
    "changes.note",
    "changes.revisions",
    "changes.corrections",
];
/// The fields of words in which a period is often named.
const WORDS: [&str; 4] = ["title", "short_title", "summary", "description"];

/// Whether each release of a series fills this field anew.
pub fn is_of_one_release(key: &str) -> bool {
    OF_ONE_RELEASE.contains(&key)
}

impl Metadata {
    /// What the next release of the series begins with: everything but what belongs to one release. It comes out on
    /// the day that this one named, where it named one.
    #[must_use]
    pub fn next_edition(&self) -> Self {
        let mut next = self.clone();
        for key in OF_ONE_RELEASE {
            // Every key is one of the metadata.
            let _ = next.set(key, "");
        }
        next.version = Self::default().version;
        if self.next_release.trim().parse::<jiff::civil::Date>().is_ok() {
            self.next_release.trim().clone_into(&mut next.release);
        }
        next
    }

    /// Whether it says which period the release is about.
    pub fn has_period(&self) -> bool {
        !self.period.label.trim().is_empty()
    }

    /// The fields of words that still name the period of the release `before`, when this one has another period.
    pub fn naming_the_period_of(&self, before: &Self) -> Vec<&'static str> {
        let (old, new) = (before.period.label.trim(), self.period.label.trim());
        // A period that is part of the new one ("2024" of "2024-25") is no sign of anything.
        if old.is_empty() || new.contains(old) {
            return Vec::new();
        }
        let names = |key: &&str| self.get(key).is_some_and(|text| text.contains(old));
        WORDS.into_iter().filter(names).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fields, sample};

    #[test]
    fn only_period_dates_and_changes_are_asked_again() {
        let before = Metadata { next_release: "2025-11-13".into(), ..sample::metadata() };
        let next = before.next_edition();
        assert_eq!((next.release.as_str(), next.version.as_str()), ("2025-11-13", "1.0"));
        for field in fields() {
            let (was, is) = (before.get(field.key), next.get(field.key));
            let kept = !is_of_one_release(field.key);
            let filled = matches!(field.key, "release" | "version");
            assert!(if kept { is == was } else { filled || is.as_deref() == Some("") }, "{}", field.key);
        }
        let words = Metadata { next_release: "November 2025".into(), ..before };
        assert_eq!(words.next_edition().release, "");
        for key in OF_ONE_RELEASE.iter().chain(&WORDS) {
            assert!(fields().iter().any(|field| field.key == *key), "{key}");
        }
    }

    #[test]
    fn a_title_that_still_names_the_last_period_is_told() {
        let mut before = sample::metadata();
        before.period.label = "2024-25".into();
        before.title = "A&E attendances, 2024-25".into();
        let mut next = before.next_edition();
        assert_eq!(next.naming_the_period_of(&before), ["title"]);
        next.period.label = "2025-26".into();
        assert_eq!(next.naming_the_period_of(&before), ["title"]);
        next.title = "A&E attendances, 2025-26".into();
        assert!(next.naming_the_period_of(&before).is_empty());
        assert!(before.naming_the_period_of(&before).is_empty());
    }
}
