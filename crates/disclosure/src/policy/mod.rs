//! A policy: the organisation's named disclosure rule, as data.

mod catalogue;
mod parameters;

use std::collections::BTreeSet;

use model::{Marker, MarkerMeaning, Measure, MeasureKind, Rule, Severity};
use serde::{Deserialize, Serialize};

pub use catalogue::Policies;
pub use parameters::{
    Blocks, Dominance, Extremes, National, RateRules, RatioSource, Ratios, RecordLevel, Rounding,
    RoundingMethod, Statistic, Status, SuppressRange, SuppressWhen, Zeros,
};

/// A named disclosure rule. One TOML file each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name: lower case, words joined by `-`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it says, in plain words.
    pub summary: String,
    /// Where the rule is written down.
    pub source: String,
    /// How far it is in use.
    pub status: Status,
    /// Whether a part of it could not be confirmed; the summary says which.
    #[serde(default)]
    pub unverified: bool,
    /// Figures for the whole country.
    pub national: National,
    /// Zeros.
    pub zeros: Zeros,
    /// What stands in the place of a withheld figure.
    pub marker: String,
    /// Whether further figures must be withheld to protect the withheld ones; they share the marker.
    pub secondary_required: bool,
    /// Which attack findings block.
    pub blocks: Blocks,
    /// How many candidates a hidden cell must keep; by default, as many as are withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_candidates: Option<u64>,
    /// Fewest people behind a published average.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_n: Option<u64>,
    /// Minima, maxima and percentiles.
    #[serde(default)]
    pub extremes: Extremes,
    /// Fewest contributors to an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_contributors: Option<u64>,
    /// An amount is not shown where the total less the two largest contributions is less than this part of the
    /// largest, in percent: the second could come that near to the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_percent: Option<u32>,
    /// Fewest people in the base of a table on a sensitive topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small_base: Option<u64>,
    /// Topics that are sensitive, in words of titles and headings, instead of those that come with the program.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Statistics that it leaves alone.
    #[serde(default)]
    pub exempt: Vec<Statistic>,
    /// Rules whose findings block, whatever they do by default.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub block: BTreeSet<Rule>,
    /// Rules whose findings only warn.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub warn: BTreeSet<Rule>,
    /// The counts that are withheld; none where the policy only rounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppress: Option<SuppressRange>,
    /// Rounding.
    #[serde(default)]
    pub rounding: Rounding,
    /// Percentages and rates.
    #[serde(default)]
    pub ratios: Ratios,
    /// The largest contributors to an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dominance: Option<Dominance>,
    /// Rates from few events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rates: Option<RateRules>,
    /// Tables of records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_level: Option<RecordLevel>,
}

/// What a policy makes of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// Shown as this number.
    Count(u64),
    /// Replaced by the marker.
    Withheld,
}

impl Policy {
    /// What the policy makes of `count`; `national` says that it is about the whole country.
    pub fn publish(&self, count: u64, national: bool) -> Published {
        if national && self.national == National::Exempt {
            return Published::Count(count);
        }
        if self.withholds(count) { Published::Withheld } else { Published::Count(self.rounded(count)) }
    }

    /// Whether a count lies in the range that is withheld.
    pub(crate) fn withholds(&self, count: u64) -> bool {
        self.suppress.is_some_and(|range| (range.low..=range.high).contains(&count))
    }

    /// Whether a figure lies in that range or so near to it that no whole number is between: a count that
    /// is not whole, or below zero, is no safer than its neighbour.
    pub(crate) fn withholds_figure(&self, value: f64) -> bool {
        let size = value.abs();
        self.suppress.is_some_and(|range| {
            size > range.low as f64 - 1.0 && size < range.high as f64 + 1.0 && (size > 0.0 || range.low == 0)
        })
    }

    /// The count rounded, whatever its size.
    pub(crate) fn rounded(&self, count: u64) -> u64 {
        match (self.rounding.method, self.base()) {
            (RoundingMethod::Midpoint6, _) => count.div_ceil(6) * 6 - if count > 0 { 3 } else { 0 },
            (_, Some(base)) => (count + base / 2) / base * base,
            (_, None) => count,
        }
    }

    /// Whether the policy ever shows this count of people.
    pub(crate) fn shows(&self, count: u64) -> bool {
        self.candidates(count).is_some()
    }

    /// How much a finding of a rule weighs: as the policy says, or else `usual`.
    pub(crate) fn weight(&self, rule: Rule, usual: Severity) -> Severity {
        if self.block.contains(&rule) {
            Severity::Blocker
        } else if self.warn.contains(&rule) {
            Severity::Warning
        } else {
            usual
        }
    }

    /// The base that counts are rounded to, where they are.
    pub fn base(&self) -> Option<u64> {
        match self.rounding.method {
            RoundingMethod::None => None,
            RoundingMethod::Nearest => self.rounding.base,
            RoundingMethod::Midpoint6 => Some(6),
        }
    }

    /// The policy as sentences name it: its title in quotes.
    pub fn named(&self) -> String {
        format!("'{}'", self.title)
    }

    /// The counts that are published as `shown`, first and last; none where the policy never shows that
    /// number. Found by applying the policy to every count near it, never by a formula.
    pub fn candidates(&self, shown: u64) -> Option<(u64, u64)> {
        let reach = self.base().unwrap_or(0);
        let mut published = (shown.saturating_sub(reach)..=shown.saturating_add(reach))
            .filter(|count| self.publish(*count, false) == Published::Count(shown));
        let first = published.next()?;
        Some((first, published.next_back().unwrap_or(first)))
    }

    /// How many candidates a hidden cell must keep.
    pub fn promised(&self) -> u64 {
        let own = self.suppress.map_or(2, |range| range.high - range.low + 1);
        self.min_candidates.unwrap_or(own)
    }

    /// The marker that stands in the place of a withheld figure.
    pub fn marker(&self) -> Marker {
        Marker { text: self.marker.clone(), meaning: MarkerMeaning::Suppressed }
    }

    /// Whether a measure is a statistic that the policy leaves alone.
    pub(crate) fn exempts(&self, measure: &Measure) -> bool {
        let label = measure.label.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
        self.exempt.iter().any(|statistic| match statistic {
            Statistic::StandardisedRates => {
                measure.kind == MeasureKind::Rate && says(&["standardised", "standardized"])
            }
            Statistic::ConfidenceIntervals => {
                let limits =
                    ["confidence interval", "confidence limit", "lower ci", "upper ci", "95% ci", "95% cl"];
                says(&limits)
                    || says(&["lower limit", "upper limit", "lower bound", "upper bound", "lcl", "ucl"])
            }
            Statistic::Regressions => says(&["regression", "odds ratio", "coefficient"]),
            Statistic::CountsOfThings => measure.kind == MeasureKind::Things,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hes() -> Policy {
        Policy::find("hes-2018").unwrap()
    }

    #[test]
    fn a_shown_number_stands_for_what_the_policy_maps_to_it() {
        let cases = [
            ("hes-2018", 0, Some((0, 0))),
            ("hes-2018", 5, None),
            ("hes-2018", 10, Some((8, 12))),
            ("hes-2018", 15, Some((13, 17))),
            ("hes-2018", 12, None),
            ("did-1-2", 5, Some((3, 7))),
            ("did-1-2", 0, Some((0, 0))),
            ("mhsds-0-4", 0, None),
            ("mhsds-0-4", 5, Some((5, 7))),
            ("opensafely-midpoint-6", 0, Some((0, 0))),
            ("opensafely-midpoint-6", 3, Some((1, 6))),
            ("opensafely-midpoint-6", 9, Some((7, 12))),
            ("opensafely-midpoint-6", 6, None),
            ("legacy-1-5", 6, Some((6, 6))),
            ("legacy-1-5", 5, None),
            ("legacy-1-5", 0, Some((0, 0))),
        ];
        for (id, shown, expected) in cases {
            assert_eq!(Policy::find(id).unwrap().candidates(shown), expected, "{id} {shown}");
        }
    }

    #[test]
    fn national_figures_are_exact_where_exempt() {
        assert_eq!(hes().publish(3, true), Published::Count(3));
        assert_eq!(hes().publish(3, false), Published::Withheld);
        assert_eq!(hes().publish(8, false), Published::Count(10));
        assert_eq!(Policy::find("did-1-2").unwrap().publish(2, true), Published::Withheld);
    }

    #[test]
    fn exempt_statistics_are_known_by_their_words() {
        let measure = |label: &str, kind| Measure {
            name: String::new(),
            label: label.to_owned(),
            unit: String::new(),
            kind,
            adding: model::Adding::Additive,
            reason: String::new(),
        };
        assert!(hes().exempts(&measure("Directly standardised rate", MeasureKind::Rate)));
        assert!(!hes().exempts(&measure("Crude rate", MeasureKind::Rate)));
        assert!(hes().exempts(&measure("Beds", MeasureKind::Things)));
        assert!(!hes().exempts(&measure("Beds occupied by people", MeasureKind::People)));
    }
}
