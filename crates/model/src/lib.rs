//! The vocabulary that every stage speaks: addresses, markers, tidy tables, hierarchies, findings,
//! failures and progress.
//!
//! This room must not know how anything is read, found, protected or written. It depends on no other
//! crate of the workspace.

mod address;
mod failure;
mod finding;
mod key;
mod marker;
mod period;
mod place;
mod progress;
mod record;
mod record_words;
mod tidy;
mod words;

pub use address::{CellAddress, CellRange, column_letters};
pub use failure::{Failure, FailureKind};
pub use finding::{Damage, Finding, Hidden, Rule, Severity, Term, Unprotected, What, thing_identity};
pub use key::{TidyKey, plain_name, slug};
pub use marker::{Marker, MarkerMeaning};
pub use period::{Period, PeriodKind, Periods};
pub use place::Place;
pub use progress::{Progress, Quiet, Stage};
pub use record::{Identifier, RecordSign};
pub use tidy::{
    Adding, Axis, Category, Dimension, DimensionKind, Measure, MeasureKind, Observation, Part, Precision,
    TidyTable, Unit,
};
pub use words::counted;
