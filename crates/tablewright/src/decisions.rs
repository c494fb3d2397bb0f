//! Decisions: what a person said about a finding, and why. They belong to one release.

use std::collections::BTreeMap;

use model::{Failure, FailureKind, TidyKey};
use serde::{Deserialize, Serialize};

use crate::recipe::{check_version, parse_toml};

/// The version of the decisions file that this program writes and reads.
pub const DECISIONS_VERSION: u32 = 1;

/// What is to be done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Leave it as it is; the reason says why that is right.
    Accept,
    /// Withhold the cells that the decision names.
    Suppress,
    /// Leave the hidden content out of everything that is written.
    Exclude,
    /// Treat the hidden content as if it were visible.
    Include,
}

impl Verb {
    /// Its name in files and in the window.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Suppress => "suppress",
            Self::Exclude => "exclude",
            Self::Include => "include",
        }
    }

    /// The verb of a name.
    pub fn find(name: &str) -> Option<Self> {
        [Self::Accept, Self::Suppress, Self::Exclude, Self::Include]
            .into_iter()
            .find(|verb| verb.name() == name)
    }
}

/// One decision. It names its finding by identity: rule, table and tidy key, or kind and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Identity of the finding.
    pub finding: String,
    /// What is to be done.
    pub verb: Verb,
    /// Why; never empty.
    pub reason: String,
    /// When it was made, as the window stamped it. Copied, never drawn from the clock by the engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
    /// For `suppress`: the cells to withhold, each by its tidy key; a key that leaves a dimension out names
    /// every cell along it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<TidyKey>,
}

/// The decisions of a release, in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// The version of this form.
    pub version: u32,
    /// The date of the release that they belong to, as its metadata say. For another release they are precedents: they
    /// are shown, and nothing is decided by them. Without it they are in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// The decisions.
    #[serde(default, rename = "decision", skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
}

impl Default for Decisions {
    fn default() -> Self {
        Self { version: DECISIONS_VERSION, release: None, decisions: Vec::new() }
    }
}

impl Decisions {
    /// Reads a decisions file; `file` names it in failures.
    pub fn parse(file: &str, text: &str) -> Result<Self, Failure> {
        let parsed: Self = parse_toml(file, text)?;
        check_version(file, parsed.version, DECISIONS_VERSION)?;
        for (at, decision) in parsed.decisions.iter().enumerate() {
            if parsed.decisions[..at].iter().any(|earlier| earlier.finding == decision.finding) {
                let detail = format!("there are two decisions on '{}'", decision.finding);
                return Err(Failure::new(FailureKind::Invalid, file, detail));
            }
            decision.check().map_err(|detail| Failure::new(FailureKind::Invalid, file, detail))?;
        }
        Ok(parsed)
    }

    /// Whether they belong to the release of this date; where one of the two is not known, they do.
    pub fn belong_to(&self, release: &str) -> bool {
        self.release.as_ref().is_none_or(|own| release.is_empty() || own.trim() == release.trim())
    }

    /// The decisions as TOML.
    pub fn to_toml(&self) -> Result<String, Failure> {
        toml::to_string_pretty(self)
            .map_err(|error| Failure::new(FailureKind::Internal, "decisions", error.to_string()))
    }

    /// The decision on a finding: the last one made.
    pub fn on(&self, finding: &str) -> Option<&Decision> {
        self.decisions.iter().rev().find(|decision| decision.finding == finding)
    }

    /// Every decision by the finding that it names: the last one made.
    pub(crate) fn by_finding(&self) -> BTreeMap<&str, &Decision> {
        self.decisions.iter().map(|decision| (decision.finding.as_str(), decision)).collect()
    }

    /// Puts a decision in the place of an earlier one on the same finding.
    pub fn put(&mut self, decision: Decision) {
        self.decisions.retain(|known| known.finding != decision.finding);
        self.decisions.push(decision);
    }
}

impl Decision {
    /// What is wrong with it by itself, in words.
    pub fn check(&self) -> Result<(), String> {
        if self.reason.trim().is_empty() {
            return Err(format!("the decision on '{}' gives no reason", self.finding));
        }
        match self.verb {
            Verb::Suppress if self.cells.is_empty() => {
                Err(format!("the decision on '{}' suppresses but names no cells", self.finding))
            }
            Verb::Accept | Verb::Exclude | Verb::Include if !self.cells.is_empty() => {
                Err(format!("the decision on '{}' names cells but does not suppress", self.finding))
            }
            Verb::Accept | Verb::Suppress | Verb::Exclude | Verb::Include => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_read_back_and_wrong_ones_say_where() {
        let text = "version = 1\n\n[[decision]]\nfinding = \"R14/t/a=b;measure=m\"\nverb = \"suppress\"\nreason = \"why\"\n\n[[decision.cells]]\na = \"c\"\nmeasure = \"m\"\n";
        let decisions = Decisions::parse("d.toml", text).unwrap();
        assert_eq!(Decisions::parse("d.toml", &decisions.to_toml().unwrap()).unwrap(), decisions);
        for (wrong, says) in [
            ("version = 2", "version 2"),
            ("version = 1\n[[decision]]\nfinding = \"x\"\nverb = \"ignore\"\nreason = \"r\"", "line 4"),
            ("version = 1\n[[decision]]\nfinding = \"x\"\nverb = \"accept\"\nreason = \" \"", "no reason"),
            ("version = 1\n[[decision]]\nfinding = \"x\"\nverb = \"suppress\"\nreason = \"r\"", "no cells"),
        ] {
            let failure = Decisions::parse("d.toml", wrong).unwrap_err();
            assert!(failure.text().contains(says), "{}", failure.text());
        }
    }
}
