//! Percentages and rates: from which figures of the table they were made, found by arithmetic.

use std::collections::BTreeSet;

use model::{Axis, Finding, MeasureKind, Rule, Severity, TidyTable, What};

use crate::bounds::{counts_people, decimals, exempt, is_hidden, whole};
use crate::check::is_ratio;
use crate::grid::Grid;
use crate::policy::{Policy, RatioSource, SuppressWhen};

/// How many slices must agree before arithmetic is believed.
pub(crate) const INFORMATIVE: usize = 3;

/// The whole that a part is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Denominator {
    /// Another measure in the same slice.
    Measure(usize),
    /// The numerator's own measure at the total just above, along a dimension.
    Parent(usize),
    /// The numerator's own measure at the topmost total, along a dimension.
    Root(usize),
}

/// `ratio = factor * numerator / denominator`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Relation {
    numerator: usize,
    denominator: Denominator,
    pub(crate) factor: f64,
}

/// Where a cell's siblings and totals are.
pub(crate) struct Lookup<'a> {
    grid: Grid<'a>,
    /// Per line of the measure's side: the line of each measure in the same slice.
    siblings: Vec<Vec<Option<u32>>>,
    /// Per dimension with a hierarchy: for each line of its side, the line of the total above it, and of
    /// the topmost.
    above: Vec<Option<[Vec<Option<u32>>; 2]>>,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(table: &'a TidyTable) -> Self {
        let grid = Grid::new(table);
        let mut lookup = Self { siblings: Vec::new(), above: vec![None; table.dimensions.len()], grid };
        if table.is_empty() {
            return lookup;
        }
        lookup.siblings = siblings(&lookup.grid);
        for dimension in 0..table.dimensions.len() {
            if table.dimensions[dimension].categories.iter().any(|c| c.parent.is_some()) {
                lookup.above[dimension] = Some(totals_above(&lookup.grid, dimension));
            }
        }
        lookup
    }

    /// The cell of `measure` in the slice of a cell.
    pub(crate) fn sibling(&self, index: usize, measure: usize) -> Option<usize> {
        let axis = self.grid.measure_axis();
        let line = self.siblings[self.grid.line(axis, index)][measure]?;
        Some(self.grid.at(axis, line as usize, self.grid.line(other(axis), index)))
    }

    fn total(&self, index: usize, dimension: usize, topmost: bool) -> Option<usize> {
        let axis = self.grid.table.dimensions[dimension].axis;
        let line = self.above[dimension].as_ref()?[usize::from(topmost)][self.grid.line(axis, index)]?;
        Some(self.grid.at(axis, line as usize, self.grid.line(other(axis), index)))
    }

    /// The numerator and the denominator of a ratio's cell.
    pub(crate) fn parts(&self, relation: &Relation, index: usize) -> Option<(usize, usize)> {
        let numerator = self.sibling(index, relation.numerator)?;
        let denominator = match relation.denominator {
            Denominator::Measure(measure) => self.sibling(index, measure)?,
            Denominator::Parent(dimension) => self.total(numerator, dimension, false)?,
            Denominator::Root(dimension) => self.total(numerator, dimension, true)?,
        };
        Some((numerator, denominator))
    }

    /// The totals just above a cell and the topmost ones, along every dimension.
    pub(crate) fn totals(&self, index: usize) -> Vec<usize> {
        let along = (0..self.above.len()).filter(|dimension| self.above[*dimension].is_some());
        let both = along
            .flat_map(|dimension| [self.total(index, dimension, false), self.total(index, dimension, true)]);
        both.flatten().filter(|total| *total != index).collect()
    }

    /// The cells of a measure.
    pub(crate) fn cells(&self, measure: usize) -> impl Iterator<Item = usize> {
        (0..self.grid.table.len()).filter(move |index| self.grid.slot(*index) == measure)
    }
}

const fn other(axis: Axis) -> Axis {
    match axis {
        Axis::Rows => Axis::Columns,
        Axis::Columns => Axis::Rows,
    }
}

fn siblings(grid: &Grid) -> Vec<Vec<Option<u32>>> {
    let axis = grid.measure_axis();
    let mut siblings = vec![Vec::new(); grid.lines(axis)];
    for group in grid.groups(axis, None) {
        let mut lines = vec![None; grid.table.measures.len()];
        for line in &group {
            lines[grid.slot(grid.at(axis, *line as usize, 0))].get_or_insert(*line);
        }
        for line in group {
            siblings[line as usize].clone_from(&lines);
        }
    }
    siblings
}

fn totals_above(grid: &Grid, dimension: usize) -> [Vec<Option<u32>>; 2] {
    let of = &grid.table.dimensions[dimension];
    let mut above = [vec![None; grid.lines(of.axis)], vec![None; grid.lines(of.axis)]];
    for group in grid.groups(of.axis, Some(dimension)) {
        let mut by_code: Vec<(u32, u32)> = group.iter().map(|l| (of.codes[*l as usize], *l)).collect();
        by_code.sort_unstable();
        let line_of =
            |code: u32| by_code.binary_search_by_key(&code, |(c, _)| *c).ok().map(|at| by_code[at].1);
        for line in &group {
            let own = of.codes[*line as usize];
            let parent = of.categories[own as usize].parent.unwrap_or(own);
            let mut root = own;
            // A chain of parents is never longer than there are categories, unless it is a ring.
            for _ in 0..of.categories.len() {
                root = of.categories[root as usize].parent.unwrap_or(root);
            }
            above[0][*line as usize] = line_of(parent);
            above[1][*line as usize] = line_of(root);
        }
    }
    above
}

/// How the figures of a table are read when ratios are compared with them.
#[derive(Debug, Clone, Copy)]
enum Exactness<'a> {
    /// As they are shown.
    Shown,
    /// As anything that the policy shows so: ratios were made before rounding.
    BeforeRounding(&'a Policy),
}

/// The relation that holds in every complete slice, the one that explains most; none where fewer than
/// `least` slices say anything.
fn find(lookup: &Lookup, ratio: usize, least: usize, exactness: Exactness) -> Option<Relation> {
    let cells: Vec<usize> =
        lookup.cells(ratio).filter(|index| lookup.grid.table.value(*index).is_some()).collect();
    let table = lookup.grid.table;
    let most = cells.iter().filter_map(|i| Some(decimals(table, *i, table.value(*i)?))).max()?;
    let relations = candidates(lookup, ratio);
    let scored = relations.into_iter().filter_map(|relation| {
        let informative = agreement(lookup, &relation, &cells, most, exactness)?;
        (informative >= least).then_some((informative, relation))
    });
    // The first of equals: measures stand in the order of the sheet.
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, relation)| relation)
}

/// The relation of a ratio in a table that is not protected yet.
pub(crate) fn find_in_source(lookup: &Lookup, ratio: usize) -> Option<Relation> {
    find(lookup, ratio, INFORMATIVE, Exactness::Shown)
}

fn candidates(lookup: &Lookup, ratio: usize) -> Vec<Relation> {
    let measures = &lookup.grid.table.measures;
    let counts = |m: &usize| matches!(measures[*m].kind, MeasureKind::People | MeasureKind::Things);
    let factors: &[f64] = match measures[ratio].kind {
        MeasureKind::Rate => &[1.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0],
        _ => &[100.0, 1.0],
    };
    let mut found = Vec::new();
    for numerator in (0..measures.len()).filter(counts) {
        let wholes = (0..measures.len()).filter(counts).filter(|m| *m != numerator);
        let hierarchies = (0..lookup.above.len()).filter(|d| lookup.above[*d].is_some());
        let totals = hierarchies.flat_map(|d| [Denominator::Parent(d), Denominator::Root(d)]);
        for denominator in wholes.map(Denominator::Measure).chain(totals) {
            found.extend(factors.iter().map(|factor| Relation { numerator, denominator, factor: *factor }));
        }
    }
    found
}

/// How many slices say something for a relation; none where one speaks against it.
fn agreement(
    lookup: &Lookup,
    relation: &Relation,
    cells: &[usize],
    decimals: u8,
    exactness: Exactness,
) -> Option<usize> {
    let table = lookup.grid.table;
    let mut informative = 0;
    for index in cells {
        let Some((numerator, denominator)) = lookup.parts(relation, *index) else { continue };
        let (Some(n), Some(d)) = (table.value(numerator), table.value(denominator)) else { continue };
        let ratio = table.value(*index)?;
        let own = table.precisions[*index].decimals().filter(|_| !table.stored_values).unwrap_or(decimals);
        let give = 0.5 * 10f64.powi(-i32::from(own)) + 1e-9 * ratio.abs().max(1.0);
        let (n_low, n_high) = exactness.range(table, numerator, n);
        let (d_low, d_high) = exactness.range(table, denominator, d);
        if d_high <= 0.0 {
            if n > 0.0 {
                return None;
            }
            continue;
        }
        let highest = if d_low > 0.0 { relation.factor * n_high / d_low } else { f64::INFINITY };
        if ratio < relation.factor * n_low / d_high - give || ratio > highest + give {
            return None;
        }
        informative += usize::from(n > 0.0 && (n - d).abs() > 1e-9);
    }
    Some(informative)
}

impl Exactness<'_> {
    fn range(self, table: &TidyTable, index: usize, value: f64) -> (f64, f64) {
        match self {
            Self::BeforeRounding(policy)
                if counts_people(table.measure(index)) && !exempt(table, policy, index) =>
            {
                let range = whole(value).and_then(|count| policy.candidates(count));
                range.map_or((value, value), |(low, high)| (low as f64, high as f64))
            }
            Self::BeforeRounding(_) | Self::Shown => (value, value),
        }
    }
}

/// Whether a ratio must be withheld when these of its parts are.
pub(crate) fn withheld_with(policy: &Policy, numerator: bool, denominator: bool) -> bool {
    match policy.ratios.suppress {
        SuppressWhen::Numerator => numerator,
        SuppressWhen::Denominator => denominator,
        SuppressWhen::Either => numerator || denominator,
    }
}

/// R9: ratios of a table that do not come from its protected figures, one finding per measure.
pub(crate) fn not_recomputed(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let ratio = |m: &usize| is_ratio(table.measures[*m].kind) && !is_of_things(table, *m);
    let ratios: Vec<usize> = (0..table.measures.len()).filter(ratio).collect();
    if ratios.is_empty() || !touches(table, policy) {
        return Vec::new();
    }
    let lookup = Lookup::new(table);
    ratios
        .into_iter()
        .filter_map(|measure| {
            if is_change(&lookup, measure) {
                return None;
            }
            let cells = unexplained(&lookup, policy, measure);
            let first = *cells.first()?;
            Some(finding(table, policy, measure, first, cells.len() as u64))
        })
        .collect()
}

/// Whether a percentage is a change and no share: some of it is below zero.
pub(crate) fn is_change(lookup: &Lookup, measure: usize) -> bool {
    let table = lookup.grid.table;
    table.measures[measure].kind == MeasureKind::Percentage
        && lookup.cells(measure).any(|index| table.value(index).is_some_and(|value| value < 0.0))
}

/// Whether a ratio is one of things: its heading shares more words with a count of things beside it than with any count
/// of people.
pub(crate) fn is_of_things(table: &TidyTable, ratio: usize) -> bool {
    let words = |measure: usize| -> BTreeSet<String> {
        let label = table.measures[measure].label.to_lowercase();
        let words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
        words.map(str::to_owned).collect()
    };
    let own = words(ratio);
    let shared = |kind: MeasureKind| {
        let like = (0..table.measures.len()).filter(|m| table.measures[*m].kind == kind);
        like.map(|m| words(m).intersection(&own).count()).max().unwrap_or(0)
    };
    let things = shared(MeasureKind::Things);
    things > 1 && things > shared(MeasureKind::People)
}

/// Whether the policy changes anything in a table, or its like elsewhere in the release.
pub(crate) fn touches(table: &TidyTable, policy: &Policy) -> bool {
    policy.base().is_some()
        || (0..table.len()).any(|index| is_hidden(table, index) && counts_people(table.measure(index)))
}

/// The shown cells of a ratio whose parts are not both shown or do not give it.
fn unexplained(lookup: &Lookup, policy: &Policy, measure: usize) -> Vec<usize> {
    let table = lookup.grid.table;
    let shown: Vec<usize> = lookup.cells(measure).filter(|index| table.value(*index).is_some()).collect();
    // 0, 100 % and 1 of 1 agree with too many pairs of figures.
    let says_something = |v: f64| v > 0.0 && v < 100.0 && (v - 1.0).abs() > 1e-9;
    let telling = |index: &&usize| table.value(**index).is_some_and(says_something);
    let least = shown.iter().filter(telling).count().min(INFORMATIVE);
    let exactness = match policy.ratios.from {
        RatioSource::Rounded => Exactness::Shown,
        RatioSource::Unrounded => Exactness::BeforeRounding(policy),
    };
    let relation = find(lookup, measure, least, exactness);
    let mut cells = shown;
    cells.retain(|index| {
        let parts = relation.as_ref().and_then(|relation| lookup.parts(relation, *index));
        let Some((numerator, denominator)) = parts else { return !exempt(table, policy, *index) };
        let open = |cell: usize| table.value(cell).is_some();
        withheld_with(policy, !open(numerator), !open(denominator))
    });
    cells
}

/// The finding that a ratio stands beside protected figures without having been made from them.
pub(crate) fn finding(
    table: &TidyTable,
    policy: &Policy,
    measure: usize,
    first: usize,
    count: u64,
) -> Finding {
    let of = &table.measures[measure];
    // The figures that it was made from may stand in another table of the release.
    let severity = if policy.exempts(of) || of.kind == MeasureKind::Average {
        Severity::Warning
    } else {
        Severity::Blocker
    };
    let what = What::RatioNotRecomputed { measure: of.label.clone(), count };
    let name = format!("{}/{}", table.name, of.name);
    let mut finding = Finding::thing(Some(Rule::R9), severity, table.place(first), &name, what);
    finding.table = Some(table.name.clone());
    finding
}
