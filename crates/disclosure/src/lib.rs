//! Statistical disclosure control: policies, the attack that a reader of the published figures could
//! make, and protection by threshold and rounding.
//!
//! The attacker is the policy: a reader who knows the published rule, so that a shown count stands for
//! exactly the counts that the rule maps to it and a `*` for those that the rule withholds. This room
//! must not know where a table came from or how it is written.
//!
//! ```
//! use disclosure::{Policy, Published};
//!
//! let policy = Policy::find("hes-2018").expect("it comes with the program");
//! assert_eq!(policy.publish(7, false), Published::Withheld);
//! assert_eq!(policy.publish(8, false), Published::Count(10));
//! // So a reader who sees 10 knows that it stands for one of these:
//! assert_eq!(policy.candidates(10), Some((8, 12)));
//! ```

mod attack;
mod attacker;
mod bounds;
mod builtin;
mod check;
mod differences;
mod explain;
mod grid;
mod keys;
mod policy;
mod protect;
mod ratios;
mod recipe;
mod records;
mod rules;
mod solve;
mod statement;
mod system;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod unprotected;
mod validate;

pub use attack::{Attack, CellState, State, attack_together, list_sums};
pub use attacker::Attacker;
pub use check::{attack, check, check_as, check_without_policy};
pub use differences::check_together;
pub use policy::{
    Blocks, Dominance, Extremes, National, Policies, Policy, Published, RateRules, RatioSource, Ratios,
    RecordLevel, Rounding, RoundingMethod, Statistic, Status, SuppressRange, SuppressWhen, Zeros,
};
pub use protect::{Protected, protect};
pub use recipe::DisclosureRecipe;
pub use records::{
    Column, ColumnBuilder, Detected, Recognised, Records, Search, SetCount, check_records, identifier_of,
    recognise, search,
};
pub use rules::{Released, check_release, said_in};
pub use statement::{explain, statement, statement_with_chosen};
pub use system::{Hierarchy, Member, SumList, SumRecipe, SumSays, SumSource, SumState};
