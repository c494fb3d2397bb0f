//! A policy: the organisation's named disclosure rule, as data.

use model::{Marker, MarkerMeaning, Measure, MeasureKind};
use serde::{Deserialize, Serialize};

/// How far a policy is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// In use by its publisher.
    Current,
    /// No longer in use, but met in older releases.
    Historic,
    /// An organisation's own.
    Custom,
}

/// Whether figures for the whole country are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum National {
    /// They are shown exactly.
    Exempt,
    /// They are protected like all others.
    Apply,
}

/// What becomes of a zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zeros {
    /// Shown as 0.
    Show,
    /// Withheld with the small counts.
    Suppress,
}

/// The counts that are withheld; both ends belong to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuppressRange {
    /// Lowest.
    pub low: u64,
    /// Highest.
    pub high: u64,
}

/// How counts are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMethod {
    /// Not at all.
    #[default]
    None,
    /// To the nearest multiple of the base, halves upwards; totals on their own.
    Nearest,
}

/// The rounding of what is not withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The method.
    #[serde(default)]
    pub method: RoundingMethod,
    /// The base; given exactly where there is a method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
}

/// From which figures percentages and rates are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatioSource {
    /// From the published, rounded ones.
    Rounded,
    /// From the true ones.
    Unrounded,
}

/// When a percentage or rate is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuppressWhen {
    /// When its numerator is.
    Numerator,
    /// When its denominator is.
    Denominator,
    /// When one of them is.
    Either,
}

/// Percentages and rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratios {
    /// From which figures they are made.
    pub from: RatioSource,
    /// When they are withheld.
    pub suppress: SuppressWhen,
    /// The most decimals they may show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
}

impl Default for Ratios {
    fn default() -> Self {
        Self { from: RatioSource::Rounded, suppress: SuppressWhen::Either, decimals: None }
    }
}

/// Which attack findings block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blocks {
    /// Only a hidden cell with one candidate left; fewer than promised warns.
    Exposed,
    /// Also a hidden cell with fewer candidates than promised.
    Narrowed,
}

/// A statistic that a policy leaves alone: findings about it warn and never block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Statistic {
    /// Directly or indirectly standardised rates.
    StandardisedRates,
    /// Confidence intervals and limits.
    ConfidenceIntervals,
    /// Coefficients and odds ratios.
    Regressions,
    /// Counts of beds, posts, organisations.
    CountsOfThings,
}

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
    /// Statistics that it leaves alone.
    #[serde(default)]
    pub exempt: Vec<Statistic>,
    /// The counts that are withheld; none where the policy only rounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppress: Option<SuppressRange>,
    /// Rounding.
    #[serde(default)]
    pub rounding: Rounding,
    /// Percentages and rates.
    #[serde(default)]
    pub ratios: Ratios,
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
        match self.base() {
            None => count,
            Some(base) => (count + base / 2) / base * base,
        }
    }

    /// The base that counts are rounded to, where they are.
    pub fn base(&self) -> Option<u64> {
        match self.rounding.method {
            RoundingMethod::None => None,
            RoundingMethod::Nearest => self.rounding.base,
        }
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
                says(&["confidence interval", "confidence limit", "lower ci", "upper ci", "95% ci", "95% cl"])
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
            reason: String::new(),
        };
        assert!(hes().exempts(&measure("Directly standardised rate", MeasureKind::Rate)));
        assert!(!hes().exempts(&measure("Crude rate", MeasureKind::Rate)));
        assert!(hes().exempts(&measure("Beds", MeasureKind::Things)));
        assert!(!hes().exempts(&measure("Beds occupied by people", MeasureKind::People)));
    }
}
