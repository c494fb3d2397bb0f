//! Whole-pipeline tests: the command from workbook to verified bundle.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test ends at what it does not expect, and says what it skips"
)]

mod bad_input;
mod bundle;
mod convert;
mod documents;
mod judges;
mod jury;
mod matching;
mod promises;
mod real_bundles;
mod real_workbooks;
mod sample;
mod steps;
mod support;
