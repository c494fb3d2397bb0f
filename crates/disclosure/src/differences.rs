//! R12: what several tables tell together that none of them tells alone. The tables of one release, and
//! everything that was published before, are attacked as one; what only their difference shows is found by
//! the same equations.

use std::collections::BTreeSet;

use model::{Failure, Finding, Progress, Rule, Severity, What};

use crate::attack::{Attack, Other, State, attack_together};
use crate::explain::{Explainer, label};
use crate::system::Member;

/// Attacks tables together and gives the findings that need more than one of them. Members of earlier releases
/// (`published`) are attacked too: a new table may give away what an old one withholds.
pub fn check_together(members: &[Member], progress: &dyn Progress) -> Result<Vec<Finding>, Failure> {
    if members.len() < 2 {
        return Ok(Vec::new());
    }
    let attack = attack_together(members, progress)?;
    let across = (0..attack.system.equations.len() as u32).any(|equation| attack.system.is_across(equation));
    let mut findings = Vec::new();
    if across {
        for cell in &attack.cells {
            let number = (attack.system.parts[cell.table].first + cell.index) as u32;
            findings.extend(withheld(&attack, number, cell.state, (cell.low, cell.high)));
        }
        for other in &attack.others {
            findings.extend(match attack.system.locate(other.cell) {
                Some(_) => {
                    withheld(&attack, other.cell, other.state, (other.known.low, Some(other.known.high)))
                }
                None => left_over(&attack, other),
            });
        }
    }
    findings.extend(revisions(&attack));
    Ok(findings)
}

/// A withheld figure that other tables give away.
fn withheld(attack: &Attack, cell: u32, state: State, (low, high): (i64, Option<i64>)) -> Option<Finding> {
    let (part, index) = attack.system.locate(cell)?;
    let member = &attack.system.parts[part].member;
    let severity = match state {
        State::Exposed => Severity::Blocker,
        State::Narrowed if member.attacker.blocks_narrowed() => Severity::Blocker,
        State::Narrowed => Severity::Warning,
        State::Safe | State::Undecided => return None,
    };
    let proof = Proof::of(attack, cell);
    if !proof.needs_others(attack, part) {
        return None;
    }
    let table = member.table;
    let mut about = label(table, index);
    if let Some(release) = member.published {
        about = format!("the figure for {about} that '{release}' withholds");
    }
    let what = proof.words(attack, part, cell, about, (low, high?))?;
    let (place, key) = (table.place(index), table.key(index));
    let name =
        member.published.map_or_else(|| table.name.clone(), |release| format!("{release}:{}", table.name));
    Some(Finding::cell(Rule::R12, severity, place, &name, key, what))
}

/// A small figure that stands in no table and is what others leave over.
fn left_over(attack: &Attack, other: &Other) -> Option<Finding> {
    let derived = &attack.system.derived[other.cell as usize - attack.system.cells];
    let member = &attack.system.parts[derived.member].member;
    let policy = member.attacker.policy?;
    let range = policy.suppress?;
    let (low, high) = (other.known.low, other.known.high);
    if low < 1.max(range.low.cast_signed()) || high > range.high.cast_signed() {
        return None;
    }
    let severity = match other.state {
        State::Exposed => Severity::Blocker,
        State::Narrowed if member.attacker.blocks_narrowed() => Severity::Blocker,
        State::Narrowed => Severity::Warning,
        State::Safe | State::Undecided => return None,
    };
    let proof = Proof::of(attack, other.cell);
    let release =
        proof.parts(attack).into_iter().find(|part| attack.system.parts[*part].member.published.is_none())?;
    let table = attack.system.parts[release].member.table;
    let what = proof.words(attack, release, other.cell, derived.label.clone(), (low, high))?;
    let name = format!("{}/{}", table.name, derived.label);
    let place = model::Place { file: table.file.clone(), sheet: table.sheet.clone(), cell: None };
    let mut finding = Finding::thing(Some(Rule::R12), severity, place, &name, what);
    finding.table = Some(table.name.clone());
    Some(finding)
}

/// The equations that prove something about a cell, nearest first.
struct Proof {
    equations: Vec<u32>,
}

impl Proof {
    fn of(attack: &Attack, cell: u32) -> Self {
        Self { equations: attack.trace(cell) }
    }

    /// The tables that have a part in it.
    fn parts(&self, attack: &Attack) -> BTreeSet<usize> {
        let cells =
            self.equations.iter().flat_map(|equation| attack.system.equations.cells(*equation as usize));
        cells.filter_map(|cell| Some(attack.system.locate(*cell)?.0)).collect()
    }

    /// Whether it needs other tables than `part`, the release at hand among them.
    fn needs_others(&self, attack: &Attack, part: usize) -> bool {
        let parts = self.parts(attack);
        let at_hand = parts.iter().any(|part| attack.system.parts[*part].member.published.is_none());
        at_hand && parts.iter().any(|other| *other != part)
    }

    fn words(
        &self,
        attack: &Attack,
        part: usize,
        cell: u32,
        about: String,
        (low, high): (i64, i64),
    ) -> Option<What> {
        let explainer = Explainer { attack, about: part };
        // The subtraction itself is told rather than "this is the same figure".
        let sums = || {
            self.equations
                .iter()
                .filter(|equation| attack.system.equations.cells(**equation as usize).len() > 2)
        };
        let equation = attack.by[cell as usize].filter(|own| sums().any(|sum| sum == own));
        let equation =
            equation.or_else(|| sums().next().copied()).or_else(|| self.equations.first().copied())?;
        let (total, parts) = explainer.terms(equation, cell);
        let members = self.parts(attack).into_iter().map(|part| &attack.system.parts[part].member);
        let releases: BTreeSet<String> =
            members.filter_map(|member| Some(format!("'{}'", member.published?))).collect();
        let attacker = &attack.system.judged_by(cell).attacker;
        let (promised, policy) = (attacker.promised(), attacker.name());
        let releases = releases.into_iter().collect();
        Some(What::Differenced { about, low, high, promised, total, parts, releases, policy })
    }
}

/// Figures that differ from those published before: revisions, one note for each pair of tables.
fn revisions(attack: &Attack) -> Vec<Finding> {
    let system = &attack.system;
    let revised = system.revised.iter().filter_map(|(one, other, count)| {
        let published =
            |cell: u32| system.locate(cell).and_then(|(part, _)| system.parts[part].member.published);
        let (now, before) = if published(*one).is_none() { (*one, *other) } else { (*other, *one) };
        let release = published(before)?;
        let (part, index) =
            system.locate(now).filter(|(part, _)| system.parts[*part].member.published.is_none())?;
        let explainer = Explainer { attack, about: part };
        let table = system.parts[part].member.table;
        let (before, now) = (explainer.term(before), explainer.term(now));
        let what = What::Revised { count: (*count).into(), before, now, release: release.to_owned() };
        let name = format!("{}/{release}", table.name);
        let mut finding = Finding::thing(Some(Rule::R12), Severity::Note, table.place(index), &name, what);
        finding.table = Some(table.name.clone());
        Some(finding)
    });
    revised.collect()
}
