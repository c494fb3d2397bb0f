//! Bands: ages and periods as spans of whole years or months, which may overlap, nest and tile each other.

use std::collections::BTreeSet;

/// Where an open band ends.
const END: u32 = 1_000_000;

/// How many spans one tiling may have.
const LONGEST: usize = 200;

/// From the first to before the end: ages in years, periods in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) first: u32,
    pub(crate) end: u32,
}

impl Span {
    /// The ages that a label names: `18-64`, `0 to 17`, `85 and over`, `85+`, `under 18`, `aged 5`.
    pub(crate) fn of_age(label: &str) -> Option<Self> {
        let label = label.to_lowercase().replace(['–', '—', '−'], "-");
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        if has(&["month", "week", "day", "not ", "unknown"]) {
            return None;
        }
        let numbers: Vec<u32> = label
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        match numbers.as_slice() {
            [] if has(&["all ages", "all age"]) || label.trim() == "all" || label.trim() == "total" => {
                Some(Self { first: 0, end: END })
            }
            [only] if *only > 130 => None,
            [only] if has(&["under", "below", "less than", "younger than"]) || label.contains('<') => {
                Some(Self { first: 0, end: *only })
            }
            [only] if has(&["over", "older", "above", "plus", "more"]) || label.contains('+') => {
                let first = if has(&[
                    "and over",
                    "and older",
                    "and above",
                    "or over",
                    "or more",
                    "and more",
                    "plus",
                    "+",
                ]) {
                    *only
                } else {
                    only + 1
                };
                Some(Self { first, end: END })
            }
            [only] => Some(Self { first: *only, end: only + 1 }),
            [first, last] if first <= last && *last <= 130 => Some(Self { first: *first, end: last + 1 }),
            _ => None,
        }
    }

    /// The months that a period names: `2024`, `2023/24`, `April 2024`, `Apr 2023 to Mar 2024`, `2024-04`,
    /// `2024 Q1`.
    pub(crate) fn of_period(label: &str) -> Option<Self> {
        let text = label.to_lowercase().replace(['–', '—', '−'], "-");
        let parts: Vec<&str> = text.split(" to ").collect();
        match parts.as_slice() {
            [one] => single_period(one),
            [from, to] => {
                let (from, to) = (single_period(from)?, single_period(to)?);
                (from.first < to.end).then_some(Self { first: from.first, end: to.end })
            }
            _ => None,
        }
    }

    /// Its form in keys.
    pub(crate) fn member(self) -> String {
        format!("{}-{}", self.first, self.end)
    }

    /// The span of a key's member.
    pub(crate) fn of_member(member: &str) -> Option<Self> {
        let (first, end) = member.split_once('-')?;
        Some(Self { first: first.parse().ok()?, end: end.parse().ok()? })
    }

    /// Every age.
    pub(crate) const fn all_ages() -> Self {
        Self { first: 0, end: END }
    }

    /// In words, as ages.
    pub(crate) fn ages(self) -> String {
        match self.end {
            END => format!("aged {} and over", self.first),
            end => format!("aged {} to {}", self.first, end - 1),
        }
    }

    /// In words, as months.
    pub(crate) fn months(self) -> String {
        let month = |at: u32| format!("{}-{:02}", at / 12, at % 12 + 1);
        if self.end == self.first + 1 {
            month(self.first)
        } else {
            format!("{} to {}", month(self.first), month(self.end - 1))
        }
    }

    /// What it holds beside a part of it, in words.
    pub(crate) fn less(self, part: Self, ages: bool) -> String {
        let rest = [Self { end: part.first, ..self }, Self { first: part.end, ..self }];
        let rest = rest.into_iter().filter(|span| span.first < span.end);
        let words: Vec<String> = rest.map(|span| if ages { span.ages() } else { span.months() }).collect();
        words.join(" or ")
    }

    /// For two spans of the same length that overlap: what the later one no longer holds, what both hold,
    /// and what is new.
    pub(crate) fn overlap(self, later: Self) -> Option<(Self, Self, Self)> {
        let same_length = self.end - self.first == later.end - later.first;
        let overlaps = self.first < later.first && later.first < self.end;
        (same_length && overlaps).then_some((
            Self { first: self.first, end: later.first },
            Self { first: later.first, end: self.end },
            Self { first: self.end, end: later.end },
        ))
    }

    /// Whether it holds all of another and more.
    pub(crate) fn is_wider_than(self, other: Self) -> bool {
        self != other && self.first <= other.first && other.end <= self.end
    }

    /// The ways to make it of the known spans, from its start on always with the shortest or the longest
    /// that fits: the finest tiling and the coarsest.
    pub(crate) fn tilings(self, known: &BTreeSet<Self>) -> Vec<Vec<Self>> {
        let inside: Vec<Self> = known.iter().filter(|span| self.is_wider_than(**span)).copied().collect();
        let tile = |finest: bool| {
            let mut tiling: Vec<Self> = Vec::new();
            let mut at = self.first;
            while at < self.end && tiling.len() < LONGEST {
                let starting = inside.iter().filter(|span| span.first == at);
                let next =
                    if finest { starting.min_by_key(|s| s.end) } else { starting.max_by_key(|s| s.end) }?;
                at = next.end;
                tiling.push(*next);
            }
            (at == self.end && tiling.len() > 1).then_some(tiling)
        };
        let mut found: Vec<Vec<Self>> = [tile(false), tile(true)].into_iter().flatten().collect();
        found.dedup();
        found
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn single_period(text: &str) -> Option<Span> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month_of = |word: &&str| word.get(..3).and_then(|three| MONTHS.iter().position(|m| *m == three));
    let month = words.iter().find_map(month_of).map(|month| month as u32);
    let quarter = words
        .iter()
        .find_map(|word| word.strip_prefix('q')?.parse::<u32>().ok())
        .filter(|q| (1..=4).contains(q));
    let numbers: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let year = *numbers.iter().find(|number| (1900..2200).contains(*number))?;
    let months = |first: u32, count: u32| Some(Span { first, end: first + count });
    let january = year * 12;
    match (month, quarter, numbers.as_slice()) {
        (Some(month), _, _) => months(january + month, 1),
        (None, Some(quarter), _) => months(january + 3 * (quarter - 1), 3),
        (None, None, [_]) => months(january, 12),
        // A financial year (2023/24), or a month in figures (2024-04).
        (None, None, [_, next]) if *next == (year + 1) % 100 || *next == year + 1 => months(january + 3, 12),
        (None, None, [_, month]) if (1..=12).contains(month) && text.contains('-') => {
            months(january + month - 1, 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_ages_are_spans_of_years() {
        for (label, expected) in [
            ("0-17", Some((0, 18))),
            ("18 to 64", Some((18, 65))),
            ("Aged 65 and over", Some((65, END))),
            ("85+", Some((85, END))),
            ("Under 18", Some((0, 18))),
            ("Over 64", Some((65, END))),
            ("All ages", Some((0, END))),
            ("17", Some((17, 18))),
            ("Not known", None),
            ("0-27 days", None),
        ] {
            assert_eq!(Span::of_age(label).map(|s| (s.first, s.end)), expected, "{label}");
        }
    }

    #[test]
    fn labels_of_periods_are_spans_of_months() {
        let year =
            |year: u32, month: u32, count: u32| Some((year * 12 + month - 1, year * 12 + month - 1 + count));
        for (label, expected) in [
            ("2024", year(2024, 1, 12)),
            ("2023/24", year(2023, 4, 12)),
            ("2023-24", year(2023, 4, 12)),
            ("April 2024", year(2024, 4, 1)),
            ("2024-04", year(2024, 4, 1)),
            ("2024 Q2", year(2024, 4, 3)),
            ("Apr 2023 to Mar 2024", year(2023, 4, 12)),
            ("Winter", None),
        ] {
            assert_eq!(Span::of_period(label).map(|s| (s.first, s.end)), expected, "{label}");
        }
    }

    #[test]
    fn bands_tile_a_wider_one() {
        let known: BTreeSet<Span> = ["0-17", "18-64", "18-39", "40-64", "65+", "All ages"]
            .iter()
            .filter_map(|l| Span::of_age(l))
            .collect();
        let all = Span::of_age("All ages").unwrap();
        assert_eq!(all.tilings(&known).iter().map(Vec::len).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(Span::of_age("18-64").unwrap().tilings(&known).len(), 1);
        assert!(Span::of_age("0-17").unwrap().tilings(&known).is_empty());
    }
}
