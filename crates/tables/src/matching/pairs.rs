//! Pairs of wanted and standing tables: the closest bonds first, and none where another pair would do as well.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::profile::{self, Names, Wanted};
use super::{Match, Standing};

/// How a standing table is bound to a wanted one, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// The same sheet and title to the letter.
    Exact,
    /// The same but for periods; where there is no title, the same place on the sheet.
    Alike,
    /// The same title on another sheet.
    Title,
    /// The same sheet, another title or place; what it holds must be the same.
    Sheet,
    /// Another sheet, and no title on one side; what it holds must be the same all the more.
    Content,
    /// Another sheet and another title: what holds the same may be it, and a person must say so.
    Stranger,
}

impl Bond {
    const ALL: [Self; 6] =
        [Self::Exact, Self::Alike, Self::Title, Self::Sheet, Self::Content, Self::Stranger];

    /// The share of what a table should hold that it must hold.
    const fn least(self) -> f64 {
        match self {
            Self::Exact | Self::Alike | Self::Title => 0.0,
            Self::Sheet => 0.7,
            Self::Content | Self::Stranger => 0.8,
        }
    }
}

/// By how much the content of one must fit better than that of all others, for it to be taken.
const CLEARLY: f64 = 0.2;

pub(super) struct Pairs<'a> {
    wanted: &'a [Wanted<'a>],
    standing: &'a [Standing<'a>],
    texts: Vec<OnceCell<BTreeSet<String>>>,
    /// For each wanted one how each standing one is bound to it.
    bonds: Vec<Vec<Bond>>,
    found: Vec<Option<Match>>,
    taken: Vec<bool>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(wanted: &'a [Wanted<'a>], standing: &'a [Standing<'a>]) -> Self {
        let texts = standing.iter().map(|_| OnceCell::new()).collect();
        let names: Vec<Names> = standing.iter().map(|one| Names::of(*one)).collect();
        let bonds = |wanted: &Wanted<'_>| -> Vec<Bond> {
            standing.iter().zip(&names).map(|(one, names)| wanted.bond(*one, names)).collect()
        };
        let bonds = wanted.iter().map(bonds).collect();
        Self {
            wanted,
            standing,
            texts,
            bonds,
            found: vec![None; wanted.len()],
            taken: vec![false; standing.len()],
        }
    }

    /// What was found for each.
    pub(super) fn found(mut self) -> Vec<Match> {
        for bond in Bond::ALL {
            for (wanted, standing) in self.groups(bond) {
                self.pair(&wanted, &standing, bond);
            }
        }
        self.found.into_iter().map(|found| found.unwrap_or(Match::Gone)).collect()
    }

    /// Wanted tables that the same standing ones may be, with those.
    fn groups(&self, bond: Bond) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for at in (0..self.wanted.len()).filter(|at| self.found[*at].is_none()) {
            let fits: Vec<usize> =
                (0..self.standing.len()).filter(|standing| self.fits(at, *standing, bond)).collect();
            if fits.is_empty() {
                continue;
            }
            let touches = |group: &(Vec<usize>, Vec<usize>)| group.1.iter().any(|one| fits.contains(one));
            let (joined, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(touches);
            let mut group = (vec![at], fits);
            for (wanted, standing) in joined {
                group.0.extend(wanted);
                group.1.extend(standing);
            }
            group.0.sort_unstable();
            group.1.sort_unstable();
            group.1.dedup();
            rest.push(group);
            groups = rest;
        }
        groups
    }

    fn fits(&self, at: usize, standing: usize, bond: Bond) -> bool {
        if self.taken[standing] || !self.standing[standing].visible || self.bonds[at][standing] != bond {
            return false;
        }
        if bond > Bond::Exact && self.is_of_series(at) {
            return false;
        }
        bond.least() == 0.0 || self.shared(at, standing).is_some_and(|shared| shared >= bond.least())
    }

    /// Whether it is one of several that differ in their periods alone, of which another one was found to the letter:
    /// then the period is part of its name.
    fn is_of_series(&self, at: usize) -> bool {
        let own = &self.wanted[at];
        let other = |(other, wanted): (usize, &Wanted<'_>)| {
            other != at && self.found[other].is_some() && wanted.is_of_series(own)
        };
        own.is_dated() && self.wanted.iter().enumerate().any(other)
    }

    fn shared(&self, at: usize, standing: usize) -> Option<f64> {
        let texts = self.texts[standing].get_or_init(|| profile::texts(self.standing[standing]));
        self.wanted[at].shared(texts)
    }

    /// Pairs a group: as many with as many in their order, and otherwise what is clear.
    fn pair(&mut self, wanted: &[usize], standing: &[usize], bond: Bond) {
        if bond == Bond::Stranger {
            return self.leave_open(wanted, standing);
        }
        let ordered = bond <= Bond::Alike || wanted.len() == 1;
        if wanted.len() == standing.len() && ordered {
            for (at, one) in wanted.iter().zip(standing) {
                self.take(*at, *one);
            }
            return;
        }
        while let Some((at, one)) = self.clear_pair(&self.unpaired(wanted), &self.untaken(standing)) {
            self.take(at, one);
        }
        self.leave_open(wanted, standing);
    }

    /// What is left may be meant, and a person says which.
    fn leave_open(&mut self, wanted: &[usize], standing: &[usize]) {
        let left = self.untaken(standing);
        for at in self.unpaired(wanted).into_iter().filter(|_| !left.is_empty()) {
            self.found[at] = Some(Match::Ambiguous(left.clone()));
        }
    }

    fn unpaired(&self, wanted: &[usize]) -> Vec<usize> {
        wanted.iter().copied().filter(|at| self.found[*at].is_none()).collect()
    }

    fn untaken(&self, standing: &[usize]) -> Vec<usize> {
        standing.iter().copied().filter(|one| !self.taken[*one]).collect()
    }

    /// Two that fit each other clearly better than all others do; where none do, two that alone stand in one place.
    fn clear_pair(&self, wanted: &[usize], standing: &[usize]) -> Option<(usize, usize)> {
        let share = |at: usize, one: usize| self.shared(at, one).unwrap_or(0.0);
        let all = || wanted.iter().flat_map(|at| standing.iter().map(move |one| (*at, *one)));
        let clear = |(at, one): &(usize, usize)| {
            let mut others = all().filter(|(a, o)| (a == at) != (o == one));
            others.all(|(a, o)| share(*at, *one) >= share(a, o) + CLEARLY)
        };
        if wanted.len() + standing.len() > 2
            && let Some(pair) = all().find(clear)
        {
            return Some(pair);
        }
        let in_place = |(at, one): &(usize, usize)| self.wanted[*at].is_in_place(self.standing[*one]);
        let alone = |(at, one): &(usize, usize)| {
            let mut others = all().filter(|(a, o)| (a == at) != (o == one));
            others.all(|other| !in_place(&other) && share(other.0, other.1) < share(*at, *one) + CLEARLY)
        };
        all().filter(in_place).find(alone)
    }

    fn take(&mut self, at: usize, standing: usize) {
        self.found[at] = Some(Match::Found(standing));
        self.taken[standing] = true;
    }
}
