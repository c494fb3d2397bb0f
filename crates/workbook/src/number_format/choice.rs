//! Which section of a code shows a number, and who shows its sign.

use super::code::{Code, Condition, Relation, Section};

/// The section that shows a number, and whether a minus sign has to be put before what it shows.
pub(super) struct Chosen<'a> {
    /// The section.
    pub(super) section: &'a Section,
    /// Whether the number is negative and the section does not say so itself.
    pub(super) minus: bool,
}

impl Condition {
    fn is_met(self, value: f64) -> bool {
        let limit = self.limit;
        match self.relation {
            Relation::Less => value < limit,
            Relation::LessOrEqual => value <= limit,
            Relation::Equal => value.to_bits() == limit.to_bits() || (value - limit).abs() < f64::EPSILON,
            Relation::NotEqual => !Self { relation: Relation::Equal, limit }.is_met(value),
            Relation::MoreOrEqual => value >= limit,
            Relation::More => value > limit,
        }
    }

    /// Whether a number above nought can meet it.
    fn admits_positive(self) -> bool {
        match self.relation {
            Relation::Less | Relation::LessOrEqual | Relation::Equal => self.limit > 0.0,
            Relation::NotEqual | Relation::MoreOrEqual | Relation::More => true,
        }
    }

    /// Whether a number above nought can fail it.
    fn leaves_positive(self) -> bool {
        match self.relation {
            Relation::Less | Relation::LessOrEqual | Relation::Equal => true,
            Relation::NotEqual | Relation::MoreOrEqual | Relation::More => self.limit > 0.0,
        }
    }
}

impl Code {
    /// The section for a number.
    pub(super) fn choose(&self, value: f64) -> Option<Chosen<'_>> {
        let is_negative = value < 0.0;
        if self.numeric.iter().any(|section| section.condition.is_some()) {
            return self.by_condition(value);
        }
        Some(match self.numeric.as_slice() {
            [] => return None,
            [_, negative, ..] if is_negative => Chosen { section: negative, minus: false },
            [_, _, zero] if value == 0.0 => Chosen { section: zero, minus: false },
            [positive, ..] => Chosen { section: positive, minus: is_negative },
        })
    }

    /// The first section whose condition is met; one without a condition takes what is left. A section that no
    /// number above nought can reach is for negative ones and shows their sign itself.
    fn by_condition(&self, value: f64) -> Option<Chosen<'_>> {
        let mut positive_is_left = true;
        for section in &self.numeric {
            let reaches_positive =
                positive_is_left && section.condition.is_none_or(Condition::admits_positive);
            if section.condition.is_none_or(|condition| condition.is_met(value)) {
                return Some(Chosen { section, minus: value < 0.0 && reaches_positive });
            }
            positive_is_left &= section.condition.is_some_and(Condition::leaves_positive);
        }
        let last = self.numeric.last()?;
        Some(Chosen { section: last, minus: value < 0.0 })
    }
}
