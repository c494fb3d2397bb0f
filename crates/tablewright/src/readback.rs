//! Reading back what was written, and attacking it: the last judge before "done" is said.

use std::path::Path;

use disclosure::{Attacker, State};
use model::{Failure, FailureKind, Finding, Progress, TidyTable, counted};
use publication::reading::Verified;

use crate::assess::{AssessedTable, Assessment};
use crate::decisions::Verb;
use crate::release::ReleaseParts;
use crate::together::{self, Judged};

/// What the attack on the files read back found, all tables together.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Proof {
    /// Suppressed cells that were attacked.
    pub suppressed: usize,
    /// Cells that can be worked out, each accepted by a person with a reason.
    pub exposed: usize,
    /// Cells that can be narrowed below the policy's promise.
    pub narrowed: usize,
    /// Equations that the attacker used.
    pub equations: usize,
    /// The fewest candidates that any cell keeps, where it is known.
    pub narrowest: Option<u64>,
    /// Tables that were attacked.
    pub tables: usize,
    /// Earlier releases that they were attacked with.
    pub releases: usize,
}

impl Proof {
    /// The proof in words; it names its attacker.
    pub fn text(&self) -> String {
        let against = format!(
            "against a reader who knows the policy and the {} of this release{}",
            counted(self.tables, "table", "tables"),
            match self.releases {
                0 => String::new(),
                some => format!(", and {}", counted(some, "earlier release", "earlier releases")),
            }
        );
        if self.suppressed == 0 {
            return format!("No cell is suppressed; {against}, there is nothing to work out.");
        }
        if self.equations == 0 {
            return format!(
                "{}; no sums were found in the tables, so {against}, nothing could be tried.",
                counted(self.suppressed, "suppressed cell", "suppressed cells")
            );
        }
        let exposed = match self.exposed {
            0 => "none can be worked out".to_owned(),
            some => {
                format!("{} can be worked out, as was accepted with a reason", counted(some, "cell", "cells"))
            }
        };
        let narrowed = match self.narrowed {
            0 => String::new(),
            some => format!("; {some} keep fewer candidates than the policy's own range"),
        };
        let narrowest = self.narrowest.map_or_else(String::new, |count| {
            format!("; the narrowest keeps {}", counted(count as usize, "candidate", "candidates"))
        });
        format!(
            "{}; {against}, {exposed}{narrowed}{narrowest}. The tables were attacked together, with {} of their own.",
            counted(self.suppressed, "suppressed cell", "suppressed cells"),
            counted(self.equations, "equation", "equations")
        )
    }
}

/// Fails when reading back found a fault.
pub(crate) fn no_faults(part: &str, findings: &[Finding]) -> Result<(), Failure> {
    findings.first().map_or(Ok(()), |first| Err(Failure::new(FailureKind::NotVerified, part, first.text())))
}

/// Attacks the tables of the bag as they are on disk, and compares them with what was to be written.
pub(crate) fn prove(
    parts: ReleaseParts<'_>,
    bag: &Path,
    verified: &Verified,
    progress: &dyn Progress,
) -> Result<Proof, Failure> {
    let assessment = parts.assessment;
    let mut proof = Proof { releases: parts.register.releases(), ..Proof::default() };
    let mut all = Vec::with_capacity(assessment.tables.len());
    for (table, (name, path)) in assessment.tables.iter().zip(&verified.tables) {
        let read = read_table(&table.protected.table, &bag.join(path), name)?;
        same_observations(&table.protected.table, &read, name)?;
        add(&mut proof, table, &read, parts, progress)?;
        all.push(read);
    }
    if proof.tables != assessment.tables.len() {
        return Err(Failure::new(FailureKind::NotVerified, "bundle", "a table is missing"));
    }
    let judged: Vec<Judged<'_>> = assessment
        .tables
        .iter()
        .zip(&all)
        .map(|(table, read)| Judged { table: read, ..table.judged() })
        .collect();
    let sums = &parts.recipe.disclosure.sums;
    let findings = together::findings(&judged, sums, parts.register, progress)?;
    none_open(&findings, assessment, "bundle")?;
    Ok(proof)
}

/// Attacks one table as read back.
fn add(
    proof: &mut Proof,
    table: &AssessedTable,
    read: &TidyTable,
    parts: ReleaseParts<'_>,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let attacker = Attacker::new(&table.policy)
        .with_chosen(!table.protected.chosen.is_empty())
        .with_sums(&parts.recipe.disclosure.sums);
    let attack = attacker.attack(read, progress)?;
    if attack.count(State::Undecided) > 0 {
        let detail = format!("{}: a cell's safety is undecided", read.name);
        return Err(Failure::new(FailureKind::NotVerified, "bundle", detail));
    }
    proof.tables += 1;
    proof.equations += attack.equations;
    proof.suppressed += attack.cells.len();
    proof.exposed += attack.count(State::Exposed);
    proof.narrowed += attack.count(State::Narrowed);
    proof.narrowest = [proof.narrowest, attack.narrowest()].into_iter().flatten().min();
    let findings = disclosure::check_as(&attacker, read, progress)?;
    none_open(&findings, parts.assessment, &read.name)
}

/// Fails where a finding blocks that nobody has decided.
fn none_open(findings: &[Finding], assessment: &Assessment, name: &str) -> Result<(), Failure> {
    let open = findings.iter().find(|finding| {
        let settled = |decision: &crate::decisions::Decision| decision.verb != Verb::Suppress;
        let decided = assessment.findings.iter().any(|assessed| {
            assessed.finding.id == finding.id && assessed.decision.as_ref().is_some_and(settled)
        });
        finding.severity == model::Severity::Blocker && !decided
    });
    open.map_or(Ok(()), |finding| {
        Err(Failure::new(FailureKind::NotVerified, "bundle", format!("{name}: {}", finding.text())))
    })
}

/// The table as the CSV on disk says; what a CSV cannot say (hierarchies, kinds) is that of `written`.
fn read_table(written: &TidyTable, path: &Path, name: &str) -> Result<TidyTable, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::reading(name, &error))?;
    let fault = |detail: String| Failure::new(FailureKind::NotVerified, name, detail);
    let tables = tables::read_tidy_csv(name, &bytes).map_err(|failure| fault(failure.detail))?;
    let [mut table] =
        <[TidyTable; 1]>::try_from(tables).map_err(|_| fault("it is not one table".to_owned()))?;
    tables::adopt(&mut table, written);
    // Findings are told apart by sheet too, and decisions name them so.
    table.sheet.clone_from(&written.sheet);
    Ok(table)
}

/// Every observation on disk is the one that was to be written, in the same order.
fn same_observations(written: &TidyTable, read: &TidyTable, name: &str) -> Result<(), Failure> {
    let fault = |detail: String| Failure::new(FailureKind::NotVerified, name, detail);
    let (mut ours, mut theirs) = (written.observations(), read.observations());
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return Ok(()),
            (Some(own), Some(other)) => {
                let same = own.value.map(f64::to_bits) == other.value.map(f64::to_bits)
                    && own.marker.map(|marker| &marker.text) == other.marker.map(|marker| &marker.text)
                    && labels(written, own.index) == labels(read, other.index);
                if !same {
                    return Err(fault(format!("{} reads back differently", written.key(own.index))));
                }
            }
            (Some(own), None) => return Err(fault(format!("{} is missing", written.key(own.index)))),
            (None, Some(other)) => return Err(fault(format!("{} is too many", read.key(other.index)))),
        }
    }
}

/// Measure and labels of an observation, with white space made single, as CSV files hold it.
fn labels(table: &TidyTable, index: usize) -> Vec<String> {
    let dimensions = (0..table.dimensions.len()).map(|d| table.category(d, index).label.as_str());
    let all = dimensions.chain(std::iter::once(table.measure(index).name.as_str()));
    all.map(|label| label.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
