//! The parameters of a policy: the choices that its file may make.

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
    /// To the midpoint of each six: 1 to 6 are shown as 3, 7 to 12 as 9; zeros stay. Totals on their own.
    Midpoint6,
}

/// The rounding of what is not withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The method.
    #[serde(default)]
    pub method: RoundingMethod,
    /// The base; given exactly where the method is `nearest`.
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
    /// Fewest people in their denominator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_denominator: Option<u64>,
}

impl Default for Ratios {
    fn default() -> Self {
        Self {
            from: RatioSource::Rounded,
            suppress: SuppressWhen::Either,
            decimals: None,
            minimum_denominator: None,
        }
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

/// The largest values of a group: minima, maxima, percentiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extremes {
    /// They may be shown where enough people are behind them.
    #[default]
    Show,
    /// They are never shown: each is the value of somebody.
    Withhold,
}

/// An amount to which few contribute nearly all is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dominance {
    /// How many of the largest contributors are taken together.
    pub contributors: u32,
    /// The most that they may contribute, in percent.
    pub percent: u32,
}

/// How many events a rate needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateRules {
    /// Fewest events behind a crude rate.
    pub crude: u64,
    /// Fewest events behind an age-standardised rate.
    pub standardised: u64,
    /// A rate from fewer events carries the flag.
    pub flag_below: u64,
    /// The flag of low reliability.
    pub flag: String,
}

/// What a table of records must keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordLevel {
    /// Fewest records that share every combination of quasi-identifiers.
    pub k: u64,
    /// Smallest population of an area that may be named.
    pub base_population: u64,
}
