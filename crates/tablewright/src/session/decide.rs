//! Decisions on findings.

use std::collections::{BTreeMap, BTreeSet};

use model::{CellAddress, Failure, FailureKind, Finding, Progress, Severity, TidyKey, What, counted};

use super::Session;
use super::findings::{Filter, passing};
use crate::assess::{Assessed, State, verbs};
use crate::decisions::{Decision, Decisions, Verb};
use crate::view::DecisionRequest;

impl Session {
    /// Decides on findings; `decided` is when, as the window's clock says. What stops the release is decided one by
    /// one; what stops nothing also as a group.
    pub fn decide(
        &mut self,
        request: &DecisionRequest,
        decided: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let verb =
            Verb::find(&request.verb).ok_or_else(|| invalid(format!("'{}' is no verb", request.verb)))?;
        let findings = self.meant(request, verb)?;
        let mut content = (*self.content).clone();
        let mut made = Vec::with_capacity(findings.len());
        for finding in &findings {
            if !verbs(finding).contains(&verb) {
                return Err(invalid(not_possible(finding, verb)));
            }
            let cells = self.cells_of(finding, verb, &request.cells, &content.decisions)?;
            let decision = Decision {
                finding: finding.id.clone(),
                verb,
                reason: request.reason.trim().to_owned(),
                decided: decided.map(str::to_owned),
                cells,
            };
            decision.check().map_err(invalid)?;
            made.push(decision);
        }
        let name = match verb {
            Verb::Suppress => format!("suppress {}", counted(request.cells.len(), "cell", "cells")),
            Verb::Accept | Verb::Exclude | Verb::Include => {
                format!("{} {}", verb.name(), counted(made.len(), "finding", "findings"))
            }
        };
        put(&mut content.decisions, made);
        self.change(name, content, progress)
    }

    /// The findings that a request is about.
    fn meant(&self, request: &DecisionRequest, verb: Verb) -> Result<Vec<&Finding>, Failure> {
        let findings: Vec<&Finding> = if let Some(query) = &request.all {
            let group = |assessed: &&Assessed| {
                assessed.finding.severity != Severity::Blocker
                    && matches!(assessed.state, State::Information | State::Decided)
                    && verbs(&assessed.finding).contains(&verb)
            };
            passing(self, &Filter::of(query)).filter(group).map(|assessed| &*assessed.finding).collect()
        } else {
            self.named(&request.findings)?
        };
        let mut seen = BTreeSet::new();
        let findings: Vec<&Finding> =
            findings.into_iter().filter(|finding| seen.insert(finding.id.as_str())).collect();
        if findings.is_empty() {
            return Err(invalid("there is no finding that it could be about".to_owned()));
        }
        if findings.len() > 1 {
            if findings.iter().any(|finding| finding.severity == Severity::Blocker) {
                let detail =
                    "findings that stop the release are decided one by one, each with its own reason";
                return Err(invalid(detail.to_owned()));
            }
            if verb == Verb::Suppress {
                return Err(invalid("cells are withheld for one finding at a time".to_owned()));
            }
        }
        Ok(findings)
    }

    /// Findings by their identities.
    fn named(&self, ids: &[String]) -> Result<Vec<&Finding>, Failure> {
        let mut wanted: BTreeMap<&str, Option<&Finding>> = ids.iter().map(|id| (id.as_str(), None)).collect();
        for assessed in &self.assessment.findings {
            if let Some(place) = wanted.get_mut(assessed.finding.id.as_str()) {
                place.get_or_insert(&assessed.finding);
            }
        }
        let found = wanted
            .into_iter()
            .map(|(id, finding)| finding.ok_or_else(|| invalid(format!("there is no finding '{id}'"))));
        found.collect()
    }

    /// The cells that a decision withholds, each by its key.
    fn cells_of(
        &self,
        finding: &Finding,
        verb: Verb,
        cells: &[String],
        decisions: &Decisions,
    ) -> Result<Vec<TidyKey>, Failure> {
        if verb != Verb::Suppress {
            return Ok(Vec::new());
        }
        let mut keys = self.keys(finding, cells)?;
        // What was withheld for it before was not enough, and is still needed.
        let earlier = decisions.on(&finding.id).filter(|known| known.verb == Verb::Suppress);
        for cell in earlier.map_or(&[][..], |known| &known.cells) {
            if !keys.contains(cell) {
                keys.push(cell.clone());
            }
        }
        Ok(keys)
    }

    /// The keys of cells, given by their addresses, of the finding's table.
    fn keys(&self, finding: &Finding, cells: &[String]) -> Result<Vec<TidyKey>, Failure> {
        let table = finding
            .table
            .as_deref()
            .and_then(|name| self.assessment.tables.iter().find(|table| table.found.tidy.name == name))
            .ok_or_else(|| invalid("the finding is about no table".to_owned()))?;
        let tidy = &table.found.tidy;
        cells
            .iter()
            .map(|cell| {
                let address: Option<CellAddress> = cell.parse().ok();
                let index = address.and_then(|at| (0..tidy.len()).find(|index| tidy.cell(*index) == at));
                index
                    .map(|index| tidy.key(index))
                    .ok_or_else(|| invalid(format!("{cell} is no value of the table")))
            })
            .collect()
    }

    /// Takes a decision back.
    pub fn undecide(&mut self, finding: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        content.decisions.decisions.retain(|decision| decision.finding != finding);
        self.change("take a decision back".to_owned(), content, progress)
    }
}

/// Puts decisions in, each in the place of an earlier one on the same finding. One that says what is said already
/// keeps its time.
fn put(decisions: &mut Decisions, made: Vec<Decision>) {
    let known = decisions.by_finding();
    let is_new = |new: &Decision| {
        known
            .get(new.finding.as_str())
            .is_none_or(|old| (old.verb, &old.reason, &old.cells) != (new.verb, &new.reason, &new.cells))
    };
    let made: Vec<Decision> = made.into_iter().filter(is_new).collect();
    let replaced: BTreeSet<&str> = made.iter().map(|decision| decision.finding.as_str()).collect();
    decisions.decisions.retain(|decision| !replaced.contains(decision.finding.as_str()));
    decisions.decisions.extend(made);
}

/// Why a verb cannot be used on a finding.
fn not_possible(finding: &Finding, verb: Verb) -> String {
    match finding.what {
        What::DoesNotAdd { .. } => {
            "a sum with withheld cells does not add up, so nothing can be said of their \
                                    safety. Correct which rows and columns are totals, or the figures in the \
                                    workbook, or leave the table out"
                .to_owned()
        }
        What::Metadata { .. } => "the field must be filled or corrected".to_owned(),
        _ => format!("'{}' is not possible here", verb.name()),
    }
}

fn invalid(detail: String) -> Failure {
    Failure::new(FailureKind::Invalid, "The decision", detail)
}
