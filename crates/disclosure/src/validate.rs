//! Reading a policy from TOML; a wrong one is refused with the field that is wrong.

use model::{Failure, FailureKind};

use crate::policy::{Policy, RoundingMethod, SuppressRange, Zeros};

impl Policy {
    /// Reads and validates a policy; `file` is its name for messages. What is wrong is named with its line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self, Failure> {
        let invalid = |detail: String| Failure::new(FailureKind::Invalid, file, detail);
        let policy: Self =
            toml::from_str(text).map_err(|error| {
                let message = error.message().trim_end_matches('.').replace('\n', " ");
                let at = error.span().map(|span| position(text, span.start));
                invalid(at.map_or(message.clone(), |(line, column)| {
                    format!("line {line}, column {column}: {message}")
                }))
            })?;
        match policy.problem() {
            Some((field, problem)) => {
                let at = field_position(text, field)
                    .map_or(String::new(), |(line, column)| format!("line {line}, column {column}: "));
                Err(invalid(format!("{at}field '{field}' {problem}")))
            }
            None => Ok(policy),
        }
    }

    /// The file of the policy.
    pub fn to_toml(&self) -> Result<String, Failure> {
        let failed = |error: toml::ser::Error| {
            Failure::new(FailureKind::Invalid, format!("policy {}", self.id), error.to_string())
        };
        toml::to_string(self).map_err(failed)
    }

    /// Refuses what [`Self::parse`] would refuse; `file` is named then.
    pub(crate) fn validate(&self, file: &str) -> Result<(), Failure> {
        self.problem().map_or(Ok(()), |(field, problem)| {
            Err(Failure::new(FailureKind::Invalid, file, format!("field '{field}' {problem}")))
        })
    }

    /// The policy with another highest withheld count, refused where that makes it one that [`Self::parse`]
    /// would refuse: a marker that only ever stands for 1 hides nothing.
    pub fn with_highest_withheld(&self, high: u64) -> Result<Self, Failure> {
        let refused =
            |detail: String| Failure::new(FailureKind::Invalid, format!("policy {}", self.id), detail);
        let mut policy = self.clone();
        let Some(range) = policy.suppress.as_mut() else {
            return Err(refused("withholds no range of counts whose end could be moved".to_owned()));
        };
        range.high = high;
        match policy.problem() {
            Some((field, problem)) => Err(refused(format!("field '{field}' {problem}"))),
            None => Ok(policy),
        }
    }

    /// What is wrong with the policy: the field, and what it must be.
    fn problem(&self) -> Option<(&'static str, String)> {
        self.text_problem()
            .or_else(|| self.suppress_problem())
            .or_else(|| self.rounding_problem())
            .or_else(|| self.people_problem())
            .or_else(|| self.rules_problem())
    }

    /// Parameters that are numbers of people, and percentages.
    fn people_problem(&self) -> Option<(&'static str, String)> {
        let least = |least: u64, what: &str| format!("must be at least {least}: {what}");
        let record = self.record_level;
        let cases = [
            (
                "minimum_n",
                self.minimum_n.is_some_and(|n| n < 2),
                least(2, "an average of one person is that person"),
            ),
            (
                "minimum_contributors",
                self.minimum_contributors.is_some_and(|n| n < 2),
                least(2, "the amount of one contributor is that contributor's"),
            ),
            (
                "record_level.k",
                record.is_some_and(|r| r.k < 2),
                least(2, "one record alone can always be told"),
            ),
            (
                "p_percent",
                self.p_percent.is_some_and(|p| !(1..=100).contains(&p)),
                "must be from 1 to 100".to_owned(),
            ),
            (
                "dominance.percent",
                self.dominance.is_some_and(|d| !(1..=100).contains(&d.percent)),
                "must be from 1 to 100".to_owned(),
            ),
            (
                "dominance.contributors",
                self.dominance.is_some_and(|d| d.contributors == 0),
                "must be at least 1".to_owned(),
            ),
            (
                "rates.standardised",
                self.rates.as_ref().is_some_and(|r| r.standardised < r.crude),
                "must not be below rates.crude".to_owned(),
            ),
        ];
        cases.into_iter().find(|(_, wrong, _)| *wrong).map(|(field, _, problem)| (field, problem))
    }

    fn rules_problem(&self) -> Option<(&'static str, String)> {
        let both = self.block.intersection(&self.warn).next()?;
        Some(("warn", format!("names {both:?}, which 'block' names too; a finding does one or the other")))
    }

    fn text_problem(&self) -> Option<(&'static str, String)> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || !self.id.chars().all(plain) {
            let wanted = "must be lower-case letters, digits and '-', such as hes-2018";
            return Some(("id", format!("is '{}'; it {wanted}", self.id)));
        }
        for (field, text) in [("title", &self.title), ("summary", &self.summary), ("source", &self.source)] {
            if text.trim().is_empty() {
                return Some((field, "is empty".to_owned()));
            }
        }
        let marker = self.marker.trim();
        if marker.is_empty() || marker != self.marker || marker.parse::<f64>().is_ok() {
            let problem = "must be a marker that is no number and has no space around it, such as '*'";
            return Some(("marker", problem.to_owned()));
        }
        None
    }

    fn suppress_problem(&self) -> Option<(&'static str, String)> {
        let Some(range) = self.suppress else {
            let hides = self.zeros == Zeros::Suppress;
            return hides.then(|| ("zeros", "is 'suppress', but no [suppress] range is given".to_owned()));
        };
        if range.high <= range.low {
            let problem = "must be above suppress.low: one withheld count would be known to all";
            return Some(("suppress.high", problem.to_owned()));
        }
        if range.high > 1000 {
            return Some(("suppress.high", format!("is {}; it must be at most 1000", range.high)));
        }
        match self.zeros {
            Zeros::Show if range.low == 0 => {
                Some(("suppress.low", "is 0 while zeros are shown; it must be 1 or more".to_owned()))
            }
            Zeros::Suppress if range.low > 0 => {
                Some(("suppress.low", "must be 0 where zeros are suppressed".to_owned()))
            }
            Zeros::Show | Zeros::Suppress => None,
        }
        .or_else(|| self.candidates_problem(range))
    }

    fn candidates_problem(&self, range: SuppressRange) -> Option<(&'static str, String)> {
        let most = range.high - range.low + 1;
        let wanted = self.min_candidates?;
        (wanted < 2 || wanted > most)
            .then(|| ("min_candidates", format!("is {wanted}; it must be from 2 to {most}")))
    }

    fn rounding_problem(&self) -> Option<(&'static str, String)> {
        match (self.rounding.method, self.rounding.base) {
            (RoundingMethod::None, None)
                if self.suppress.is_none() && self.rates.is_none() && self.record_level.is_none() =>
            {
                Some(("suppress", "is absent and nothing is rounded: the policy does nothing".to_owned()))
            }
            (RoundingMethod::None, Some(_)) => {
                Some(("rounding.base", "is given while rounding.method is 'none'".to_owned()))
            }
            (RoundingMethod::Midpoint6, Some(_)) => Some((
                "rounding.base",
                "is given while rounding.method is 'midpoint6', which has its own".to_owned(),
            )),
            (RoundingMethod::Nearest, base) if base.is_none_or(|b| !(2..=1000).contains(&b)) => {
                Some(("rounding.base", "must be from 2 to 1000".to_owned()))
            }
            (RoundingMethod::None | RoundingMethod::Nearest | RoundingMethod::Midpoint6, _) => None,
        }
    }
}

/// Line and column, from 1, of a place in a text.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
}

/// Where a field such as `suppress.high` is given; none where it is absent.
fn field_position(text: &str, field: &str) -> Option<(usize, usize)> {
    let (wanted, key) = field.split_once('.').unwrap_or(("", field));
    let mut section = String::new();
    for (number, line) in text.lines().enumerate() {
        let plain = line.trim_start();
        if let Some(name) = plain.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            name.trim().clone_into(&mut section);
        } else if section == wanted && plain.split('=').next().is_some_and(|name| name.trim() == key) {
            return Some((number + 1, line.len() - plain.len() + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hes() -> Policy {
        Policy::find("hes-2018").unwrap()
    }

    #[test]
    fn the_highest_withheld_count_can_be_moved_within_reason() {
        assert_eq!(hes().with_highest_withheld(4).unwrap().suppress.map(|range| range.high), Some(4));
        for high in [0, 1, 5000] {
            let failure = hes().with_highest_withheld(high).unwrap_err();
            assert!(failure.detail.contains("'suppress.high'"), "{high}: {}", failure.detail);
        }
        let rounds = Policy { suppress: None, ..hes() };
        assert!(rounds.with_highest_withheld(4).is_err());
    }

    #[test]
    fn a_wrong_policy_is_refused_with_its_field() {
        let good = toml::to_string(&hes()).unwrap();
        assert_eq!(Policy::parse("p.toml", &good).unwrap(), hes());
        for (from, to, named) in [
            ("id = \"hes-2018\"", "id = \"HES 2018\"", "'id'"),
            ("marker = \"*\"", "marker = \"3\"", "'marker'"),
            ("low = 1", "low = 0", "'suppress.low'"),
            ("high = 7", "high = 1", "'suppress.high'"),
            ("base = 5", "base = 1", "'rounding.base'"),
            ("method = \"nearest\"", "method = \"none\"", "'rounding.base'"),
            ("minimum_n = 8", "min_candidates = 8", "'min_candidates'"),
            ("zeros = \"show\"", "zeros = \"sometimes\"", "line 8, column 9"),
            ("base = 5", "base = 1", "line 22, column 1"),
            ("minimum_n = 8", "minimum_n = 1", "'minimum_n'"),
            ("minimum_n = 8", "block = [\"R6\"]\nwarn = [\"R6\"]", "'warn'"),
            ("zeros = \"show\"", "zeroes = \"show\"", "zeroes"),
        ] {
            assert!(good.contains(from), "{from} in {good}");
            let failure = Policy::parse("p.toml", &good.replace(from, to)).unwrap_err();
            assert_eq!((failure.kind, failure.file.as_str()), (FailureKind::Invalid, "p.toml"));
            assert!(failure.detail.contains(named), "{to}: {}", failure.detail);
        }
    }
}
