//! Publication: metadata, formats and the bundle.
//!
//! This room knows how a release is described and written, and how a written bundle is verified. It must not
//! know where tables came from, why a cell is withheld, or what is internal: it is given protected tables
//! and public words, and every byte that it writes is public. It reads no clock and no environment, so the
//! same release gives the same bytes everywhere.

mod archive;
mod bag;
mod calendar;
mod catalogue;
mod columns;
mod csv_out;
mod csvw;
mod datapackage;
mod dictionary;
mod edition;
mod fields;
mod lists;
mod metadata;
mod names;
mod parts;
mod plan;
mod preview;
pub mod reading;
mod readme;
mod rules;
mod tables;
mod written;

#[cfg(test)]
mod sample;

pub use archive::{write_zip, write_zip_checksum};
pub use bag::{Bundle, uk_civil, write_bag};
pub use columns::{ColumnRole, TidyColumn, key_problem, tidy_columns};
pub use csv_out::{GridWriter, write_grid_csv, write_tidy_csv, write_tidy_csv_to};
pub use dictionary::marker_meaning;
pub use edition::is_of_one_release;
pub use fields::{Field, all as fields};
pub use metadata::Metadata;
pub use names::file_stem;
pub use parts::{Announcement, Changes, Contact, Licence, Period, Publisher, Quality};
pub use plan::{PlannedFile, planned_files};
pub use preview::preview;
pub use written::WrittenFile;
