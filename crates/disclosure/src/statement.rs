//! A policy in words: for the public disclosure statement, and for the person who chooses one.

use crate::policy::{
    Extremes, National, Policy, RatioSource, RoundingMethod, Statistic, Status, SuppressWhen, Zeros,
};

/// The rule in words, as the public disclosure statement says it. Only the rule itself: nothing about
/// which figures were withheld.
pub fn statement(policy: &Policy) -> String {
    sentences(policy, policy.secondary_required).join(" ")
}

/// The rule in words for a release in which a person withheld further figures: readers must know that
/// a marker may stand for any count.
pub fn statement_with_chosen(policy: &Policy) -> String {
    sentences(policy, true).join(" ")
}

/// The policy explained to the person who chooses one: title, status, source, summary and rule.
pub fn explain(policy: &Policy) -> String {
    let status = match policy.status {
        Status::Current => "current",
        Status::Historic => "historic",
        Status::Custom => "custom",
    };
    let unverified = if policy.unverified { ", unverified default" } else { "" };
    format!(
        "{} ({})\nStatus: {status}{unverified}\nSource: {}\n\n{}\n\nRule: {}\n\n{}\n",
        policy.title,
        policy.id,
        policy.source,
        policy.summary,
        statement(policy),
        levels(policy)
    )
}

/// What blocks and what warns, and which statistics are left alone.
fn levels(policy: &Policy) -> String {
    let blocks = match policy.blocks {
        crate::Blocks::Exposed => "Blocks where a hidden figure can be worked out exactly; warns",
        crate::Blocks::Narrowed => "Blocks where a hidden figure can be worked out exactly, and",
    };
    let mut said = vec![format!("{blocks} where fewer than {} candidates are left.", policy.promised())];
    let rules = |rules: &std::collections::BTreeSet<model::Rule>| {
        rules.iter().map(|rule| format!("{rule:?}")).collect::<Vec<_>>().join(", ")
    };
    if !policy.block.is_empty() {
        said.push(format!("Always blocks on {}.", rules(&policy.block)));
    }
    if !policy.warn.is_empty() {
        said.push(format!("Only warns on {}.", rules(&policy.warn)));
    }
    if !policy.exempt.is_empty() {
        let names: Vec<&str> = policy.exempt.iter().map(|statistic| exempt_words(*statistic)).collect();
        said.push(format!("Leaves alone, and only warns of: {}.", names.join(", ")));
    }
    said.join("\n")
}

const fn exempt_words(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::StandardisedRates => "standardised rates",
        Statistic::ConfidenceIntervals => "confidence intervals",
        Statistic::Regressions => "regressions",
        Statistic::CountsOfThings => "counts of beds, posts and organisations",
    }
}

fn sentences(policy: &Policy, secondary: bool) -> Vec<String> {
    let marker = &policy.marker;
    let mut said = vec![format!("Figures are protected under the rule '{}'.", policy.title)];
    if let Some(range) = policy.suppress {
        said.push(format!(
            "Counts of people, and of events that happen to people, from {} to {} are replaced by {marker}.",
            range.low, range.high
        ));
    }
    if secondary {
        said.push(format!(
            "Further figures may be replaced by {marker}, so that withheld figures cannot be worked out."
        ));
    }
    said.extend(rounding(policy));
    if policy.zeros == Zeros::Show {
        said.push("Zeros are shown.".to_owned());
    }
    if policy.national == National::Exempt {
        said.push("Figures for the whole country are shown exactly.".to_owned());
    }
    said.push(ratios(policy));
    if let Some(least) = policy.minimum_n {
        said.push(format!("Averages are shown only where they are about at least {least} people."));
    }
    said.extend(amounts(policy));
    said
}

/// What is said of extremes, amounts, rates from few events and records.
fn amounts(policy: &Policy) -> Vec<String> {
    let mut said = Vec::new();
    if policy.extremes == Extremes::Withhold {
        said.push("Minima, maxima and percentiles are not shown.".to_owned());
    }
    if let Some(least) = policy.ratios.minimum_denominator {
        said.push(format!("Percentages and rates are shown only of at least {least} people."));
    }
    if let Some(least) = policy.minimum_contributors {
        said.push(format!("Amounts are shown only where at least {least} contribute to them."));
    }
    if let Some(most) = policy.dominance {
        let largest = match most.contributors {
            1 => "the largest contributor makes".to_owned(),
            n => format!("the {n} largest contributors make"),
        };
        said.push(format!("Amounts are not shown where {largest} up more than {} % of them.", most.percent));
    }
    if let Some(percent) = policy.p_percent {
        said.push(format!(
            "Amounts are not shown where one contributor could tell another's to within {percent} %."
        ));
    }
    if let Some(rates) = &policy.rates {
        said.push(format!(
            "Crude rates are shown from {} events, age-standardised rates from {}; rates from fewer than {} are marked {}.",
            rates.crude, rates.standardised, rates.flag_below, rates.flag
        ));
    }
    if let Some(record) = policy.record_level {
        said.push(format!(
            "In tables of records, every combination of quasi-identifiers is shared by at least {} records, and no area of fewer than {} people is named.",
            record.k, record.base_population
        ));
    }
    said
}

fn rounding(policy: &Policy) -> Option<String> {
    let base = policy.base()?;
    if policy.rounding.method == RoundingMethod::Midpoint6 {
        return Some(
            "Counts are shown as the midpoint of their six (1 to 6 as 3, 7 to 12 as 9), totals too, so parts may not add up to them."
                .to_owned(),
        );
    }
    let which = if policy.suppress.is_some() { "Other counts" } else { "Counts" };
    Some(format!(
        "{which} are rounded to the nearest {base}; totals are rounded on their own, so parts may not add up to them."
    ))
}

fn ratios(policy: &Policy) -> String {
    let from = match (policy.ratios.from, policy.base()) {
        (RatioSource::Rounded, Some(_)) => "calculated from the rounded figures",
        (RatioSource::Rounded, None) => "calculated from the published figures",
        (RatioSource::Unrounded, _) => "calculated from the figures before protection",
    };
    let when = match policy.ratios.suppress {
        SuppressWhen::Numerator => "their numerator is",
        SuppressWhen::Denominator => "their denominator is",
        SuppressWhen::Either => "their numerator or denominator is",
    };
    let whole = match policy.ratios.decimals {
        Some(0) => ", shown as whole numbers".to_owned(),
        Some(decimals) => format!(", shown with at most {decimals} decimals"),
        None => String::new(),
    };
    let replaced =
        if policy.suppress.is_some() { format!(", and replaced where {when}") } else { String::new() };
    format!("Percentages and rates are {from}{whole}{replaced}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_says_the_rule() {
        let hes = statement(&Policy::find("hes-2018").unwrap());
        assert_eq!(
            hes,
            "Figures are protected under the rule 'Hospital Episode Statistics, 2018'. Counts of people, and of \
             events that happen to people, from 1 to 7 are replaced by *. Other counts are rounded to the nearest \
             5; totals are rounded on their own, so parts may not add up to them. Zeros are shown. Figures for the \
             whole country are shown exactly. Percentages and rates are calculated from the rounded figures, and \
             replaced where their numerator or denominator is. Averages are shown only where they are about at \
             least 8 people."
        );
        let legacy = statement(&Policy::find("legacy-1-5").unwrap());
        assert!(legacy.contains("Further figures may be replaced by *") && !legacy.contains("rounded to"));
        assert!(!hes.contains("Further"));
        assert!(statement_with_chosen(&Policy::find("hes-2018").unwrap()).contains("Further"));
    }

    #[test]
    fn an_unconfirmed_part_is_said_to_be_so() {
        assert!(explain(&Policy::find("under-7").unwrap()).contains("unverified default"));
        assert!(!explain(&Policy::find("legacy-1-5").unwrap()).contains("unverified"));
        assert!(explain(&Policy::find("legacy-1-5").unwrap()).contains("fewer than 5 candidates"));
    }
}
