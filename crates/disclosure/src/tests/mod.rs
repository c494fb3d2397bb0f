//! Tests of the whole room: every rule with a table that has it and a near miss that has not, and the
//! attack against the enumeration of everything that is possible.

mod benchmark;
mod brute_force;
mod differences;
mod faithful;
mod rules;
mod sheet;
mod shown_rules;
mod sums;
