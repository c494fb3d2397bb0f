//! The two editions of the sample: the one to begin with, and the next one, in which things are elsewhere.

use super::figures::{INJURIES, Injury, MONTHS, Month, REGIONS, Region};
use super::pages::TITLES;

/// An edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    /// April 2024 to March 2025.
    First,
    /// A year later: a renamed sheet, a table that stands further down, and a new injury type.
    Next,
}

/// A row of Table 4 that the first edition does not have; none of its counts is small.
const NEW_INJURY: Injury = ("Electric scooter injury", [64, 211, 38, 9]);

/// What each month and each region has more in the next edition: over all months as much as over all regions.
const MORE: (u32, u32) = (900, 1_200);

impl Edition {
    /// A text of the first edition as this one has it.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::First => text.to_owned(),
            // The later year first, so that no year is moved twice.
            Self::Next => [("2026", "2027"), ("2025", "2026"), ("2024-25", "2025-26"), ("2024", "2025")]
                .iter()
                .fold(text.to_owned(), |text, (old, new)| text.replace(old, new)),
        }
    }

    /// Sheet and title of a table.
    pub(super) fn title(self, index: usize) -> (String, String) {
        let (sheet, title) = TITLES[index];
        let sheet = if self == Self::Next && index == 2 { "Within 4 hours" } else { sheet };
        (sheet.to_owned(), self.text(title))
    }

    /// Rows above the title of a table.
    pub(super) const fn above(self, index: usize) -> u32 {
        match (self, index) {
            (Self::Next, 3) => 5,
            (Self::First | Self::Next, _) => 0,
        }
    }

    /// Table 1's months.
    pub(super) fn months(self) -> Vec<(String, [u32; 3])> {
        let more = if self == Self::Next { MORE.0 } else { 0 };
        let month = |(name, [all, admitted, long]): &Month| (self.text(name), [all + more, *admitted, *long]);
        MONTHS.iter().map(month).collect()
    }

    /// Table 3's regions.
    pub(super) fn regions(self) -> Vec<Region> {
        let more = if self == Self::Next { MORE.1 } else { 0 };
        REGIONS.iter().map(|(code, name, all, within)| (*code, *name, all + more, within + more)).collect()
    }

    /// Table 4's rows.
    pub(super) fn injuries(self) -> Vec<Injury> {
        let mut rows = INJURIES.to_vec();
        if self == Self::Next {
            rows.insert(2, NEW_INJURY);
        }
        rows
    }
}
