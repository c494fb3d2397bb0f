//! l-diversity and t-closeness: what is known of somebody who is known to be in a group.

use super::column::Column;
use super::partition::{Partition, Scratch};

/// What the groups of some columns tell about the values of another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Closeness {
    /// The fewest different values in a group of two or more.
    pub(super) l: u64,
    /// Groups of two or more with one value.
    pub(super) groups: u64,
    /// Records in them.
    pub(super) records: u64,
    /// The largest distance between the values of a group of two or more and those of all records: half the sum of
    /// the differences of their shares (Li, Li and Venkatasubramanian, 2007, with equal distance of all values).
    pub(super) t: f64,
}

/// Groups the records by `by` and compares what `sensitive` holds in each group with what it holds in all.
pub(super) fn closeness(by: &[&Column], sensitive: &Column) -> Closeness {
    let values = by.iter().map(|column| column.values.len()).max().unwrap_or(0);
    let mut scratch = Scratch::new(values);
    let mut groups = Partition::whole(sensitive.codes.len());
    for column in by {
        let mut finer = Partition::default();
        groups.refine(&column.codes, &mut scratch, Some(&mut finer), |_| {}, |_| {});
        groups = finer;
    }
    let all = sensitive.counts();
    let total = sensitive.codes.len() as f64;
    let mut counts = vec![0_u32; all.len()];
    let mut found = Closeness { l: u64::MAX, ..Closeness::default() };
    for group in groups.groups() {
        let mut met = Vec::new();
        for row in group {
            let code = sensitive.codes[*row as usize];
            if counts[code as usize] == 0 {
                met.push(code);
            }
            counts[code as usize] += 1;
        }
        found.l = found.l.min(met.len() as u64);
        if met.len() == 1 {
            found.groups += 1;
            found.records += group.len() as u64;
        }
        // Shares above those of all records make up half of the differences; values not met are below.
        let above = met.iter().map(|code| {
            let at = *code as usize;
            f64::from(counts[at]) / group.len() as f64 - f64::from(all[at]) / total
        });
        found.t = found.t.max(above.filter(|more| *more > 0.0).sum());
        for code in met {
            counts[code as usize] = 0;
        }
    }
    if found.l == u64::MAX {
        found.l = 0;
    }
    found
}
