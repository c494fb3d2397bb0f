//! Tables of records, where a row is a person: recognised, searched for identifiers and free text, and measured
//! by how few others a record is like (k-anonymity, l-diversity, t-closeness, SUDA2).
//!
//! This room must not know where a column came from: it is given headings and texts.

mod check;
mod closeness;
mod column;
mod forms;
mod headings;
mod identifiers;
mod names;
mod partition;
mod recognise;
mod search;
#[cfg(test)]
mod tests;

pub use check::check_records;
pub use column::{Column, ColumnBuilder, Records};
pub use identifiers::{Detected, identifier_of};
pub use recognise::{Recognised, recognise};
pub use search::{Search, SetCount, search};
