//! Tests of tables of records.

mod groups;
