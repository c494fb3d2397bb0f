//! What ties tables to each other: the same figure in two tables, a total in one and its parts in another,
//! bands and periods that tile or nest, and what is left over between them.
//!
//! Figures are taken for the same only where two tables that count the same thing agree wherever both show
//! a figure. Where they differ, the later one is a revision: it is said to be, and ties nothing.

use std::collections::{BTreeMap, BTreeSet};

use model::{Failure, Progress};

use super::bands::Span;
use super::equations::Tie;
use super::keys::{AGE, Key, Keys, PERIOD};
use super::{Derived, System};
use crate::solve::NO_BOUND;

/// The most figures that may be derived; a release with more overlaps than that has other problems.
const MOST_DERIVED: usize = 20_000;

/// Ties the tables of a system.
pub(super) fn tie(system: &mut System, progress: &dyn Progress) -> Result<(), Failure> {
    let keys: Vec<Keys> = system.parts.iter().map(Keys::new).collect();
    let points = points(system, &keys, progress)?;
    let clusters = clusters(system, &points);
    let relations = relations(system, &keys);
    drop(keys);
    let mut tying = Tying { system, points: BTreeMap::new(), relations, made: BTreeSet::new() };
    for cluster in clusters {
        progress.go_on()?;
        tying.cluster(&points, &cluster);
    }
    Ok(())
}

/// The cells of each key, table by table.
type Points = BTreeMap<Key, Vec<(u32, u32)>>;

fn points(system: &System, keys: &[Keys], progress: &dyn Progress) -> Result<Points, Failure> {
    let mut points = Points::new();
    for (at, (part, keys)) in system.parts.iter().zip(keys).enumerate() {
        progress.go_on()?;
        let table = part.member.table;
        for index in (0..table.len()).filter(|index| !table.is_blank(*index)) {
            if let Some(key) = keys.of(part.grid.slot(index), index) {
                points.entry(key).or_default().push((at as u32, (part.first + index) as u32));
            }
        }
    }
    // A key that stands twice in a table says nothing certain about either.
    for cells in points.values_mut() {
        let tables: Vec<u32> = cells.iter().map(|(table, _)| *table).collect();
        cells.retain(|(table, _)| tables.iter().filter(|other| *other == table).count() == 1);
    }
    Ok(points)
}

/// How two tables agree on what they both show.
#[derive(Debug, Clone, Copy, Default)]
struct Agreement {
    agree: u32,
    differ: u32,
    first: Option<(u32, u32)>,
}

/// The tables that count the same thing, subject by subject, and do not contradict each other.
fn clusters(system: &mut System, points: &Points) -> Vec<(String, BTreeSet<u32>)> {
    let mut tables_of: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    let mut agreements: BTreeMap<(u32, u32), Agreement> = BTreeMap::new();
    for (key, cells) in points {
        tables_of.entry(&key.subject).or_default().extend(cells.iter().map(|(table, _)| *table));
        for (at, (table, cell)) in cells.iter().enumerate() {
            for (other, beside) in &cells[at + 1..] {
                compare(system, (*table, *cell), (*other, *beside), &mut agreements);
            }
        }
    }
    let mut clusters = Vec::new();
    for (subject, tables) in tables_of {
        // The release at hand comes first: what contradicts it is left out, not the other way round.
        let mut left: Vec<u32> = tables.into_iter().collect();
        left.sort_by_key(|table| system.parts[*table as usize].member.published.is_some());
        while let Some(first) = left.first().copied() {
            let mut cluster = BTreeSet::from([first]);
            left.retain(|table| {
                let joins = *table == first || belongs(system, &cluster, *table, &agreements);
                if joins {
                    cluster.insert(*table);
                }
                !joins
            });
            if cluster.len() > 1 {
                clusters.push((subject.to_owned(), cluster));
            }
        }
    }
    // A table that agrees nowhere is about other people; one that agrees here and there was revised.
    for agreement in agreements.values().filter(|agreement| agreement.differ > 0 && agreement.agree > 0) {
        system.revised.extend(agreement.first.map(|(one, other)| (one, other, agreement.differ)));
    }
    clusters
}

/// Whether a table may be about the same people as those of a cluster: it contradicts none of them. Two tables
/// of one release must agree somewhere, too, because a workbook counts many things under one heading.
fn belongs(
    system: &System,
    cluster: &BTreeSet<u32>,
    table: u32,
    agreements: &BTreeMap<(u32, u32), Agreement>,
) -> bool {
    let published = |table: u32| system.parts[table as usize].member.published;
    let with = |own: &u32| agreements.get(&(*own.min(&table), *own.max(&table))).copied().unwrap_or_default();
    let apart = cluster.iter().any(|own| with(own).differ > 0);
    let near = |own: &u32| published(*own) != published(table) || with(own).agree > 0;
    !apart && cluster.iter().any(near)
}

fn compare(
    system: &System,
    (table, cell): (u32, u32),
    (other, beside): (u32, u32),
    agreements: &mut BTreeMap<(u32, u32), Agreement>,
) {
    let domains = &system.domains;
    let shown = |cell: u32| {
        let (part, index) = system.locate(cell)?;
        system.parts[part].member.table.value(index).filter(|value| *value != 0.0)
    };
    let agreement = agreements.entry((table.min(other), table.max(other))).or_default();
    let (own, their) = (cell as usize, beside as usize);
    let apart = domains.low[own] > domains.high[their] || domains.low[their] > domains.high[own];
    if apart {
        agreement.differ += 1;
        agreement.first.get_or_insert((cell, beside));
    } else if shown(cell).is_some() && shown(beside).is_some() {
        agreement.agree += 1;
    }
}

/// Parents and their parts, by dimension of keys, as any table of the system says.
type Relations = BTreeMap<String, BTreeMap<Option<String>, BTreeSet<Vec<String>>>>;

fn relations(system: &System, keys: &[Keys]) -> Relations {
    let mut relations = Relations::new();
    for (part, keys) in system.parts.iter().zip(keys) {
        for sum in part.sums.iter().filter(|sum| sum.is_used()) {
            let Some((name, total)) = keys.member(sum.dimension, sum.total) else { continue };
            let parts = sum.parts.iter().map(|code| keys.member(sum.dimension, *code)?.1.map(str::to_owned));
            if let Some(mut parts) = parts.collect::<Option<Vec<String>>>() {
                parts.sort_unstable();
                let own = relations.entry(name.to_owned()).or_default();
                own.entry(total.map(str::to_owned)).or_default().insert(parts);
            }
        }
    }
    relations
}

struct Tying<'s, 'a> {
    system: &'s mut System<'a>,
    /// The cells of the cluster in hand, one for each key, with the table.
    points: BTreeMap<Key, (u32, u32)>,
    relations: Relations,
    /// Equations and differences that are made already, by their cells.
    made: BTreeSet<Vec<u32>>,
}

impl Tying<'_, '_> {
    fn cluster(&mut self, points: &Points, (subject, tables): &(String, BTreeSet<u32>)) {
        self.points.clear();
        for (key, cells) in points.iter().filter(|(key, _)| key.subject == *subject) {
            let own: Vec<(u32, u32)> =
                cells.iter().copied().filter(|(table, _)| tables.contains(table)).collect();
            let Some(first) = own.first() else { continue };
            for other in &own[1..] {
                self.system.equations.push(Tie::Same, [first.1, other.1]);
            }
            self.points.insert(key.clone(), *first);
        }
        for dimension in [AGE, PERIOD] {
            self.spans(dimension);
        }
        self.sums();
    }

    /// Bands that tile a wider one, and pairs of which one holds the other.
    fn spans(&mut self, dimension: &str) {
        let mut slices: BTreeMap<Key, BTreeMap<Span, (u32, u32)>> = BTreeMap::new();
        for (key, at) in &self.points {
            let span = match key.members.get(dimension) {
                Some(member) => Span::of_member(member),
                None => (dimension == AGE).then(Span::all_ages),
            };
            if let Some(span) = span {
                slices.entry(key.without(dimension)).or_default().insert(span, *at);
            }
        }
        for (slice, spans) in slices.into_iter().filter(|(_, spans)| spans.len() > 1) {
            let known: BTreeSet<Span> = spans.keys().copied().collect();
            for (wide, total) in &spans {
                let tilings = wide.tilings(&known);
                for tiling in &tilings {
                    let parts: Vec<(u32, u32)> = tiling.iter().map(|span| spans[span]).collect();
                    self.add_up(*total, &parts);
                }
                for (narrow, part) in spans.iter().filter(|(narrow, _)| wide.is_wider_than(**narrow)) {
                    let tiled = tilings.iter().any(|tiling| tiling.len() == 2 && tiling.contains(narrow));
                    if !tiled && total.0 != part.0 {
                        let what = wide.less(*narrow, dimension == AGE);
                        self.left_over(*total, &[*part], &what, &slice);
                    }
                }
            }
            if dimension == PERIOD {
                self.windows(&slice, &spans);
            }
        }
    }

    /// Windows of the same length that overlap: what leaves and what comes differ as the windows do.
    fn windows(&mut self, slice: &Key, spans: &BTreeMap<Span, (u32, u32)>) {
        let ordered: Vec<(&Span, &(u32, u32))> = spans.iter().collect();
        for (at, (earlier, first)) in ordered.iter().enumerate() {
            for (later, second) in &ordered[at + 1..] {
                let Some((gone, common, come)) = earlier.overlap(**later) else { continue };
                let (Some(gone), true) = (spans.get(&gone), first.0 != second.0 || spans.contains_key(&come))
                else {
                    continue;
                };
                let mut known = |span: &Span, table: u32| {
                    let label = || format!("{} {}", words(slice), span.months());
                    spans.get(span).map(|(_, cell)| *cell).or_else(|| self.derive(table, &label()))
                };
                let (Some(common), Some(come)) = (known(&common, first.0), known(&come, second.0)) else {
                    return;
                };
                self.push([first.1, gone.1, common]);
                self.push([second.1, common, come]);
            }
        }
    }

    /// Totals and parts that stand in several tables.
    fn sums(&mut self) {
        let relations = std::mem::take(&mut self.relations);
        let keys: Vec<Key> = self.points.keys().cloned().collect();
        for (dimension, totals) in &relations {
            for key in &keys {
                let own = key.members.get(dimension).cloned();
                for parts in totals.get(&own).into_iter().flatten() {
                    self.sum(key, dimension, parts);
                }
            }
        }
        self.relations = relations;
    }

    fn sum(&mut self, key: &Key, dimension: &str, parts: &[String]) {
        let total = self.points[key];
        let at = |part: &String| self.points.get(&key.with(dimension, Some(part))).copied();
        let there: Vec<(u32, u32)> = parts.iter().filter_map(at).collect();
        if there.len() == parts.len() {
            self.add_up(total, &there);
        } else if !there.is_empty() && there.iter().any(|(table, _)| *table != total.0) {
            let missing: Vec<&str> =
                parts.iter().filter(|part| at(part).is_none()).map(String::as_str).collect();
            let what = match missing.as_slice() {
                [one] => (*one).to_owned(),
                several => format!("the other {} parts", several.len()),
            };
            self.left_over(total, &there, &what, key);
        }
    }

    /// An equation, unless one table has it already or it was made before.
    fn add_up(&mut self, total: (u32, u32), parts: &[(u32, u32)]) {
        if parts.iter().all(|(table, _)| *table == total.0) {
            return;
        }
        let cells: Vec<u32> = std::iter::once(total.1).chain(parts.iter().map(|(_, cell)| *cell)).collect();
        if self.made.insert(cells.clone()) {
            self.push(cells);
        }
    }

    /// An equation over several tables. One that cannot hold is not about the same people.
    fn push(&mut self, cells: impl IntoIterator<Item = u32>) {
        let cells: Vec<u32> = cells.into_iter().collect();
        let domains = &self.system.domains;
        let sum =
            |of: &[i64]| cells[1..].iter().fold(0i64, |sum, cell| sum.saturating_add(of[*cell as usize]));
        let total = cells[0] as usize;
        if sum(&domains.low) <= domains.high[total] && sum(&domains.high) >= domains.low[total] {
            self.system.equations.push(Tie::Across, cells);
        }
    }

    /// What a total leaves over beside some of its parts, where that may be few.
    fn left_over(&mut self, total: (u32, u32), parts: &[(u32, u32)], what: &str, slice: &Key) {
        let domains = &self.system.domains;
        let most: i64 = parts.iter().map(|(_, cell)| domains.high[*cell as usize].min(NO_BOUND / 1000)).sum();
        let least = domains.low[total.1 as usize] - most;
        let judge = &self.system.parts[total.0 as usize].member.attacker;
        let few = judge.policy.and_then(|policy| policy.suppress).map_or(0, |range| range.high.cast_signed());
        let cells: Vec<u32> = std::iter::once(total.1).chain(parts.iter().map(|(_, cell)| *cell)).collect();
        if least > few || !self.made.insert(cells.clone()) {
            return;
        }
        if let Some(rest) = self.derive(total.0, &format!("{} {what}", words(slice))) {
            self.push(cells.into_iter().chain([rest]));
        }
    }

    fn derive(&mut self, table: u32, label: &str) -> Option<u32> {
        let room = self.system.derived.len() < MOST_DERIVED;
        room.then(|| self.system.derive(Derived { label: label.trim().to_owned(), member: table as usize }))
    }
}

/// A key in words.
fn words(key: &Key) -> String {
    let plain = |(name, member): (&String, &String)| match name.as_str() {
        PERIOD => Span::of_member(member).map_or_else(|| member.clone(), Span::months),
        AGE => Span::of_member(member).map_or_else(|| member.clone(), Span::ages),
        _ => member.clone(),
    };
    let members: Vec<String> = key.members.iter().map(plain).collect();
    format!("{} ({})", key.subject, members.join(", "))
}
