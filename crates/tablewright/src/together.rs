//! The tables of a release as one: attacked together, and with what was published before.

use std::sync::Arc;

use disclosure::{
    Attacker, Member, Policy, Released, SumList, SumRecipe, check_release, check_together, list_sums,
};
use model::{Failure, Finding, Progress, TidyTable};

use crate::register::Register;

/// A table of the release and by which policy it is published.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The table, as it is to be published.
    pub table: &'a TidyTable,
    /// Its policy; none where only the table's own suppression is looked at.
    pub policy: Option<&'a Arc<Policy>>,
    /// Whether a person withheld further figures of it.
    pub chosen: bool,
}

/// The findings that need more than one table. Earlier tables are taken to be published by the policy of the
/// release's first table.
pub fn findings(
    tables: &[Judged<'_>],
    sums: &[SumRecipe],
    register: &Register,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let own = tables.iter().map(|judged| Member::new(judged.table, attacker(judged, sums)));
    let Some(first) = tables.first() else { return Ok(Vec::new()) };
    // Whatever was chosen in earlier releases is not known any more.
    let before = attacker(first, sums).with_chosen(true);
    let earlier = register.tables.iter().map(|published| Member {
        table: &published.table,
        attacker: before,
        published: Some(published.release.as_str()),
    });
    let members: Vec<Member<'_>> = own.chain(earlier).collect();
    let mut findings = check_together(&members, progress)?;
    let release: Vec<Released<'_>> = tables
        .iter()
        .map(|judged| Released { table: judged.table, policy: judged.policy.map(AsRef::as_ref) })
        .collect();
    findings.extend(check_release(&release, progress)?.into_iter().flatten());
    Ok(findings)
}

/// The sums of the tables, each with where it comes from and how often it holds.
pub fn sums(
    tables: &[Judged<'_>],
    said: &[SumRecipe],
    progress: &dyn Progress,
) -> Result<Vec<SumList>, Failure> {
    let members: Vec<Member<'_>> =
        tables.iter().map(|judged| Member::new(judged.table, attacker(judged, said))).collect();
    list_sums(&members, progress)
}

fn attacker<'a>(judged: &Judged<'a>, sums: &'a [SumRecipe]) -> Attacker<'a> {
    let attacker = judged.policy.map_or_else(Attacker::without_policy, |policy| Attacker::new(policy));
    attacker.with_chosen(judged.chosen).with_sums(sums)
}
