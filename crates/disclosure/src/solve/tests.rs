//! The solver against the enumeration of every table that is possible, in two and three dimensions.

use model::Quiet;
use proptest::prelude::*;

use super::{Domains, Known, Problem, Rows, solve};

/// How a made-up table is published: which counts are withheld, to what the others are rounded, whether zeros
/// are shown.
#[derive(Debug, Clone, Copy)]
struct Rule {
    low: i64,
    high: i64,
    base: i64,
}

impl Rule {
    fn withholds(self, count: i64) -> bool {
        (self.low..=self.high).contains(&count)
    }

    fn rounded(self, count: i64) -> i64 {
        (count + self.base / 2) / self.base * self.base
    }

    /// What a reader knows of a count.
    fn bounds(self, count: i64) -> (i64, i64) {
        if self.withholds(count) {
            return (self.low, self.high);
        }
        let shown = self.rounded(count);
        let near = (shown - self.base).max(0)..=shown + self.base;
        let fits = |other: &i64| {
            !self.withholds(*other) && self.rounded(*other) == shown && (*other == 0) == (count == 0)
        };
        let mut fitting = near.filter(fits);
        let first = fitting.next().unwrap();
        (first, fitting.next_back().unwrap_or(first))
    }
}

/// Sides of a table, its total on each side first; a side of 1 has no total.
type Sides = [usize; 3];

fn at(sides: Sides, place: [usize; 3]) -> usize {
    (place[0] * sides[1] + place[1]) * sides[2] + place[2]
}

fn places(sides: Sides) -> impl Iterator<Item = [usize; 3]> {
    (0..sides[0]).flat_map(move |a| (0..sides[1]).flat_map(move |b| (0..sides[2]).map(move |c| [a, b, c])))
}

/// Whether a place is no total.
fn is_inner(sides: Sides, place: [usize; 3]) -> bool {
    (0..3).all(|side| sides[side] == 1 || place[side] > 0)
}

/// The cells to which an inner one adds.
fn adds_to(sides: Sides, place: [usize; 3]) -> Vec<usize> {
    let choices = |side: usize| if sides[side] == 1 { vec![0] } else { vec![0, place[side]] };
    let (a, b, c) = (choices(0), choices(1), choices(2));
    a.iter().flat_map(|a| b.iter().flat_map(|b| c.iter().map(|c| at(sides, [*a, *b, *c])))).collect()
}

fn rows(sides: Sides) -> Rows {
    let mut rows = Rows::default();
    for side in (0..3).filter(|side| sides[*side] > 1) {
        for place in places(sides).filter(|place| place[side] == 0) {
            let part = |number: usize| {
                let mut part = place;
                part[side] = number;
                at(sides, part) as u32
            };
            let parts = (1..sides[side]).map(|number| (part(number), -1));
            rows.push(std::iter::once((part(0), 1)).chain(parts), 0, 0);
        }
    }
    rows
}

/// The values that each cell has in any table that is published alike, as bits above its lowest.
fn possible(sides: Sides, domains: &Domains) -> Vec<u64> {
    let inner: Vec<[usize; 3]> = places(sides).filter(|place| is_inner(sides, *place)).collect();
    let sums: Vec<Vec<usize>> = inner.iter().map(|place| adds_to(sides, *place)).collect();
    let cells = domains.low.len();
    let mut seen = vec![0u64; cells];
    let mut now = vec![0i64; cells];
    let add =
        |now: &mut Vec<i64>, place: usize, by: i64| sums[place].iter().for_each(|cell| now[*cell] += by);
    let own: Vec<usize> = inner.iter().map(|place| at(sides, *place)).collect();
    own.iter().enumerate().for_each(|(place, cell)| add(&mut now, place, domains.low[*cell]));
    loop {
        if (0..cells).all(|cell| (domains.low[cell]..=domains.high[cell]).contains(&now[cell])) {
            (0..cells).for_each(|cell| seen[cell] |= 1 << (now[cell] - domains.low[cell]).min(63));
        }
        let Some(next) = own.iter().position(|cell| now[*cell] < domains.high[*cell]) else { return seen };
        for place in 0..next {
            let back = domains.low[own[place]] - now[own[place]];
            add(&mut now, place, back);
        }
        add(&mut now, next, 1);
    }
}

fn made_up() -> impl Strategy<Value = (Sides, Rule, Vec<i64>)> {
    let sides = prop::sample::select(vec![[3, 3, 1], [3, 4, 1], [4, 3, 1], [3, 3, 3], [5, 1, 1]]);
    let rule = prop::sample::select(vec![
        (1, 4, 5),
        (1, 7, 5),
        (0, 4, 5),
        (1, 2, 5),
        (1, 5, 1),
        (0, 3, 1),
        (1, 3, 3),
    ]);
    let rule = rule.prop_map(|(low, high, base)| Rule { low, high, base });
    (sides, rule, prop::collection::vec(prop_oneof![0i64..6, 0i64..14], 12))
}

proptest! {
    #[test]
    fn what_is_known_is_what_enumeration_finds((sides, rule, counts) in made_up()) {
        let cells = sides.iter().product();
        let mut table = vec![0i64; cells];
        let inner: Vec<[usize; 3]> = places(sides).filter(|place| is_inner(sides, *place)).collect();
        for (place, count) in inner.iter().zip(&counts) {
            for cell in adds_to(sides, *place) {
                table[cell] += count;
            }
        }
        let (low, high) = table.iter().map(|count| rule.bounds(*count)).unzip();
        let domains = Domains { low, high };
        let choices = |place: &[usize; 3]| (domains.high[at(sides, *place)] - domains.low[at(sides, *place)] + 1) as f64;
        // What takes too long to enumerate is left to other cases.
        prop_assume!(inner.iter().map(choices).product::<f64>() < 20_000.0);
        let targets: Vec<u32> = (0..cells as u32).filter(|cell| rule.withholds(table[*cell as usize])).collect();
        let wanted = (rule.high - rule.low + 1) as u64;
        let rows = rows(sides);
        let problem = Problem { rows: &rows, domains: domains.clone(), targets: &targets, wanted: &|_| wanted };
        let solution = solve(problem, &Quiet).unwrap();
        prop_assert!(solution.faulty.is_empty());
        let seen = possible(sides, &domains);
        for (target, known) in targets.iter().zip(&solution.known) {
            let (own, least) = (seen[*target as usize], domains.low[*target as usize]);
            let expected = Known {
                low: least + i64::from(own.trailing_zeros()),
                high: least + 63 - i64::from(own.leading_zeros()),
                settled: true,
                possible: u64::from(own.count_ones()),
            };
            prop_assert_eq!((known.low, known.high, known.settled), (expected.low, expected.high, true));
            prop_assert_eq!(known.possible.min(wanted), expected.possible.min(wanted));
        }
    }
}
