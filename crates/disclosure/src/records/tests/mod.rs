//! Tests of tables of records.

mod columns;
mod groups;
mod recognised;
