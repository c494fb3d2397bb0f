//! Whole-pipeline tests: the command from workbook to verified bundle.

mod bad_input;
mod bundle;
mod documents;
mod judges;
mod real_workbooks;
mod sample;
mod support;
