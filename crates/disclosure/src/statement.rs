//! A policy in words: for the public disclosure statement, and for the person who chooses one.

use crate::policy::{National, Policy, RatioSource, Status, SuppressWhen, Zeros};

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
    let blocks = match policy.blocks {
        crate::Blocks::Exposed => "Blocks where a hidden figure can be worked out exactly; warns",
        crate::Blocks::Narrowed => "Blocks where a hidden figure can be worked out exactly, and",
    };
    format!(
        "{} ({})\nStatus: {status}{unverified}\nSource: {}\n\n{}\n\nRule: {}\n\n{blocks} where fewer than {} candidates are left.\n",
        policy.title,
        policy.id,
        policy.source,
        policy.summary,
        statement(policy),
        policy.promised()
    )
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
    said
}

fn rounding(policy: &Policy) -> Option<String> {
    let base = policy.base()?;
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
