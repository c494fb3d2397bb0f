//! Who attacks: a reader of the published figures, and what that reader knows.

use crate::solve::NO_BOUND;
use crate::{Blocks, Policy, SumRecipe, Zeros};

/// A reader who knows the policy, or only that counts are not negative, and does the sums of one table.
#[derive(Debug, Clone, Copy)]
pub struct Attacker<'a> {
    pub(crate) policy: Option<&'a Policy>,
    pub(crate) chosen: bool,
    pub(crate) sums: &'a [SumRecipe],
}

impl<'a> Attacker<'a> {
    /// A reader who knows the policy.
    pub fn new(policy: &'a Policy) -> Self {
        Self { policy: Some(policy), chosen: false, sums: &[] }
    }

    /// A reader who knows no policy: shown figures are exact as far as they are displayed, and hidden
    /// ones are not negative.
    pub fn without_policy() -> Self {
        Attacker { policy: None, chosen: false, sums: &[] }
    }

    /// The same reader, told whether a person withheld further figures under the same marker.
    #[must_use]
    pub fn with_chosen(self, chosen: bool) -> Self {
        Self { chosen, ..self }
    }

    /// The same reader, with what a person said about sums of any of the tables.
    #[must_use]
    pub fn with_sums(self, sums: &'a [SumRecipe]) -> Self {
        Self { sums, ..self }
    }

    /// The attacker in words, for statements of proof.
    pub fn words(&self) -> String {
        match self.policy {
            Some(policy) => {
                format!("a reader who knows the rule {} and solves the sums of this table", policy.named())
            }
            None => "a reader who knows only that counts are not negative and solves the sums of this table"
                .to_owned(),
        }
    }

    /// What a marker of suppression may stand for: lowest and highest. Where further figures share the
    /// marker, it may stand for any count but a zero that the policy shows.
    pub(crate) fn hidden(&self, exempt: bool) -> (i64, i64) {
        let Some(policy) = self.policy else { return (0, NO_BOUND) };
        let least = i64::from(policy.zeros == Zeros::Show && policy.suppress.is_some());
        match policy.suppress {
            Some(range) if !exempt && !policy.secondary_required && !self.chosen => {
                (range.low.cast_signed(), range.high.cast_signed())
            }
            Some(_) | None => (least, NO_BOUND),
        }
    }

    /// How many candidates a hidden count of people must keep.
    pub(crate) fn promised(&self) -> u64 {
        self.policy.map_or(2, Policy::promised)
    }

    /// Whether a cell with fewer candidates than promised blocks.
    pub(crate) fn blocks_narrowed(&self) -> bool {
        self.policy.is_some_and(|policy| policy.blocks == Blocks::Narrowed)
    }

    /// The name that findings give the policy.
    pub(crate) fn name(&self) -> String {
        self.policy.map_or_else(|| "the table's own suppression".to_owned(), Policy::named)
    }
}
