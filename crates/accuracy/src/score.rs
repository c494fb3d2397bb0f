//! Counting what is right.

use std::collections::{BTreeMap, BTreeSet};

use tables::Confidence;

use crate::guess::{CLASSES, Guess, Told};
use crate::labelled::Marked;

/// How often a class was given and true.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) right: u64,
    pub(crate) told: u64,
    pub(crate) truth: u64,
}

impl Count {
    /// Share of what was told that is true; none where nothing was told.
    pub(crate) fn precision(self) -> Option<f64> {
        (self.told > 0).then(|| self.right as f64 / self.told as f64)
    }

    /// Share of what is true that was told; none where there is nothing.
    pub(crate) fn recall(self) -> Option<f64> {
        (self.truth > 0).then(|| self.right as f64 / self.truth as f64)
    }

    /// The harmonic mean of both; none where the class neither is nor was told.
    pub(crate) fn f1(self) -> Option<f64> {
        let all = self.told + self.truth;
        (all > 0).then(|| 2.0 * self.right as f64 / all as f64)
    }
}

/// Counts by class, with what was taken for what.
#[derive(Debug, Clone, Default)]
pub(crate) struct Classes {
    counts: BTreeMap<&'static str, Count>,
    /// Truth, told: how often.
    pub(crate) confusions: BTreeMap<(&'static str, &'static str), u64>,
}

impl Classes {
    fn add(&mut self, truth: &str, told: &'static str) {
        let Some(truth) = CLASSES.iter().find(|class| **class == truth) else { return };
        self.counts.entry(truth).or_default().truth += 1;
        self.counts.entry(told).or_default().told += 1;
        if *truth == told {
            self.counts.entry(truth).or_default().right += 1;
        } else {
            *self.confusions.entry((truth, told)).or_default() += 1;
        }
    }

    /// The count of a class.
    pub(crate) fn of(&self, class: &str) -> Count {
        self.counts.get(class).copied().unwrap_or_default()
    }

    /// The mean F1 of the classes that occur, `empty` left out.
    pub(crate) fn macro_f1(&self) -> Option<f64> {
        let all: Vec<f64> = CLASSES[..6].iter().filter_map(|class| self.of(class).f1()).collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
    }
}

/// The scores of one set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Score {
    pub(crate) tables: u64,
    pub(crate) rows: Classes,
    pub(crate) cells: Classes,
    pub(crate) aggregations: BTreeMap<String, Count>,
    pub(crate) ranges: Count,
    /// Tables by confidence: how many, and how many of them have every row and their range right.
    pub(crate) sure: BTreeMap<Confidence, (u64, u64)>,
    /// Sheets by name with the number of rows that are wrong.
    pub(crate) wrong: BTreeMap<String, u64>,
}

impl Score {
    /// Counts one sheet.
    pub(crate) fn add(&mut self, marked: &Marked, guess: &Guess) {
        self.tables += 1;
        if !marked.row_labels.is_empty() {
            self.add_classes(marked, guess);
        }
        if let Some(known) = &marked.aggregations {
            let known =
                known.iter().map(|known| (known.operator.as_str(), known.total, known.parts.as_slice()));
            self.add_aggregations(known, &guess.aggregations);
        }
    }

    fn add_classes(&mut self, marked: &Marked, guess: &Guess) {
        let mut wrong = 0;
        for (truth, told) in marked.row_labels.iter().zip(&guess.row_labels) {
            self.rows.add(truth, told);
            wrong += u64::from(truth != told && truth != "empty");
        }
        for (truths, tolds) in marked.cell_labels.iter().zip(&guess.cell_labels) {
            for (truth, told) in truths.iter().zip(tolds) {
                self.cells.add(truth, told);
            }
        }
        let truth: BTreeSet<[u32; 4]> = marked.true_ranges().into_iter().collect();
        let told: BTreeSet<[u32; 4]> = guess.ranges.iter().copied().collect();
        let right = truth.intersection(&told).count() as u64;
        self.ranges.right += right;
        self.ranges.truth += truth.len() as u64;
        self.ranges.told += told.len() as u64;
        if let Some(confidence) = guess.confidence {
            let (all, good) = self.sure.entry(confidence).or_default();
            *all += 1;
            *good += u64::from(laid_out_right(marked, guess));
        }
        if wrong > 0 {
            self.wrong.insert(format!("{} {}", marked.file, marked.sheet), wrong);
        }
    }

    /// One cell counts as found when operator, total and every part are the same.
    fn add_aggregations<'a>(
        &mut self,
        known: impl Iterator<Item = (&'a str, [u32; 2], &'a [[u32; 2]])>,
        told: &[Told],
    ) {
        let key = |operator: &str, total: [u32; 2], parts: &[[u32; 2]]| {
            let mut parts = parts.to_vec();
            // The order of a quotient's parts matters; that of a sum's does not.
            if matches!(operator, "Sum" | "Average") {
                parts.sort_unstable();
            }
            (operator.to_owned(), total, parts)
        };
        let truth: BTreeSet<_> = known.map(|(operator, total, parts)| key(operator, total, parts)).collect();
        let told: BTreeSet<_> = told.iter().map(|told| key(told.operator, told.total, &told.parts)).collect();
        for item in &truth {
            let count = self.aggregations.entry(item.0.clone()).or_default();
            count.truth += 1;
            count.right += u64::from(told.contains(item));
        }
        for item in &told {
            self.aggregations.entry(item.0.clone()).or_default().told += 1;
        }
    }
}

/// Whether a person would have nothing to correct in how a sheet is laid out: every row plays its part, data
/// and totals taken together.
fn laid_out_right(marked: &Marked, guess: &Guess) -> bool {
    let part = |label: &str| match label {
        "derived" | "data" => "data".to_owned(),
        "metadata" | "notes" => "text".to_owned(),
        other => other.to_owned(),
    };
    let rows = marked.row_labels.iter().zip(&guess.row_labels);
    rows.filter(|(truth, _)| *truth != "empty").all(|(truth, told)| part(truth) == part(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_counted_and_empty_is_left_out_of_the_mean() {
        let mut classes = Classes::default();
        for (truth, told) in
            [("data", "data"), ("data", "derived"), ("derived", "derived"), ("empty", "data")]
        {
            classes.add(truth, told);
        }
        let data = classes.of("data");
        assert_eq!((data.precision(), data.recall(), data.f1()), (Some(0.5), Some(0.5), Some(0.5)));
        assert_eq!(classes.of("derived").f1(), Some(2.0 / 3.0));
        assert_eq!(classes.of("notes").f1(), None);
        assert!((classes.macro_f1().unwrap_or_default() - f64::midpoint(0.5, 2.0 / 3.0)).abs() < 1e-12);
        assert_eq!(classes.confusions[&("empty", "data")], 1);
    }

    #[test]
    fn the_parts_of_a_sum_have_no_order_and_those_of_a_quotient_have() {
        let mut score = Score::default();
        let told = |operator, parts: &[[u32; 2]]| Told { operator, total: [0, 0], parts: parts.to_vec() };
        let (one, two) = ([1, 0], [2, 0]);
        let truth = [("Sum", [0, 0], &[one, two][..]), ("Division", [0, 0], &[one, two][..])];
        score.add_aggregations(truth.into_iter(), &[told("Sum", &[two, one]), told("Division", &[two, one])]);
        assert_eq!(score.aggregations["Sum"].f1(), Some(1.0));
        assert_eq!(score.aggregations["Division"].f1(), Some(0.0));
    }
}
