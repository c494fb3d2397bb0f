//! Groups of records that are alike, refined column by column.
//!
//! The rows of a group stand together, so a further column divides each group by counting its codes in a small
//! array: no hash and no sort. A row that stands alone stays alone, and is dropped.

/// Groups of two records or more.
#[derive(Debug, Clone, Default)]
pub(super) struct Partition {
    /// Row numbers, group by group.
    rows: Vec<u32>,
    /// Where each group ends in `rows`.
    ends: Vec<u32>,
}

/// Room for the counts of a column's codes; all zero between uses.
pub(super) struct Scratch {
    counts: Vec<u32>,
    /// The codes of the group's rows, in order.
    codes: Vec<u32>,
    met: Vec<u32>,
}

impl Scratch {
    pub(super) fn new(most_values: usize) -> Self {
        Self { counts: vec![0; most_values], codes: Vec::new(), met: Vec::new() }
    }
}

impl Partition {
    /// All records in one group.
    pub(super) fn whole(rows: usize) -> Self {
        if rows < 2 {
            return Self::default();
        }
        Self { rows: (0..rows as u32).collect(), ends: vec![rows as u32] }
    }

    /// The groups, each as its row numbers.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| &self.rows[from as usize..*to as usize])
    }

    /// Divides every group by a column: calls `alone` with each row that stands alone now, and `size` with the
    /// size of each other group. `into` takes the new groups where there is one.
    pub(super) fn refine(
        &self,
        codes: &[u32],
        scratch: &mut Scratch,
        mut into: Option<&mut Self>,
        mut alone: impl FnMut(u32),
        mut size: impl FnMut(u32),
    ) {
        if let Some(into) = into.as_deref_mut() {
            into.rows.clear();
            into.ends.clear();
        }
        let Scratch { counts, codes: own, met } = scratch;
        for group in self.groups() {
            own.clear();
            met.clear();
            for row in group {
                let code = codes[*row as usize];
                own.push(code);
                let count = &mut counts[code as usize];
                if *count == 0 {
                    met.push(code);
                }
                *count += 1;
            }
            if met.len() == 1 {
                counts[met[0] as usize] = 0;
                size(group.len() as u32);
                if let Some(into) = into.as_deref_mut() {
                    into.rows.extend_from_slice(group);
                    into.ends.push(into.rows.len() as u32);
                }
                continue;
            }
            place(group, own, counts, met, into.as_deref_mut(), &mut alone, &mut size);
        }
    }
}

/// Counts become places, rows go to them, and the counts are zero again.
fn place(
    group: &[u32],
    own: &[u32],
    counts: &mut [u32],
    met: &[u32],
    into: Option<&mut Partition>,
    alone: &mut impl FnMut(u32),
    size: &mut impl FnMut(u32),
) {
    const ALONE: u32 = u32::MAX;
    let mut at = into.as_ref().map_or(0, |into| into.rows.len() as u32);
    let mut ends = Vec::new();
    let keep = into.is_some();
    for code in met {
        let count = &mut counts[*code as usize];
        if *count == 1 {
            *count = ALONE;
            continue;
        }
        size(*count);
        let from = at;
        at += *count;
        *count = from;
        if keep {
            ends.push(at);
        }
    }
    if let Some(into) = into {
        into.rows.resize(at as usize, 0);
        for (row, code) in group.iter().zip(own) {
            let place = &mut counts[*code as usize];
            if *place == ALONE {
                alone(*row);
            } else {
                into.rows[*place as usize] = *row;
                *place += 1;
            }
        }
        into.ends.append(&mut ends);
    } else {
        let singles = group.iter().zip(own).filter(|(_, code)| counts[**code as usize] == ALONE);
        singles.for_each(|(row, _)| alone(*row));
    }
    for code in met {
        counts[*code as usize] = 0;
    }
}
