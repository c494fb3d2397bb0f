//! The sums of a system as a person reads, confirms or refuses them.

use serde::Serialize;

use super::{SumSource, SumState, System, Tie};
use crate::solve::can_hold;

/// A sum of a table, for the document of `check` and the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SumList {
    /// Its identity: table, dimension, total and parts by their labels.
    pub id: String,
    /// The table's name.
    pub table: String,
    /// The dimension's column name.
    pub dimension: String,
    /// Label of the total.
    pub total: String,
    /// Labels of the parts.
    pub parts: Vec<String>,
    /// Why it is believed, or proposed.
    pub source: SumSource,
    /// What is done with it.
    pub state: SumState,
    /// In how many places the attack uses it.
    pub places: usize,
    /// In how many of them the figures cannot add up.
    pub fails: usize,
}

impl System<'_> {
    /// The sums of the tables of the release at hand.
    pub(crate) fn sum_list(&self) -> Vec<SumList> {
        let rows = self.rows();
        let mut counts: Vec<Vec<(usize, usize)>> =
            self.parts.iter().map(|part| vec![(0, 0); part.sums.len()]).collect();
        for equation in 0..self.equations.len() {
            if let Tie::Sum { table, sum } = self.equations.tie(equation) {
                let (places, fails) = &mut counts[table as usize][sum as usize];
                *places += 1;
                *fails += usize::from(!can_hold(&rows, equation, &self.domains));
            }
        }
        let mut listed = Vec::new();
        for (part, counts) in self.parts.iter().zip(counts) {
            let table = part.member.table;
            for (sum, (places, fails)) in part.sums.iter().zip(counts) {
                let dimension = &table.dimensions[sum.dimension];
                let label = |code: &u32| dimension.categories[*code as usize].label.clone();
                listed.extend(part.member.published.is_none().then(|| SumList {
                    id: sum.id(table),
                    table: table.name.clone(),
                    dimension: dimension.name.clone(),
                    total: label(&sum.total),
                    parts: sum.parts.iter().map(label).collect(),
                    source: sum.source,
                    state: sum.state,
                    places,
                    fails,
                }));
            }
        }
        listed
    }
}
