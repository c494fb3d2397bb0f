//! Writes a small bundle, its zip and the checksum of the zip into an empty folder:
//! `cargo run -p publication --example write_bundle -- FOLDER`. The independent judges of bundles can be
//! tried on it.

#[path = "../src/sample.rs"]
mod sample;

use std::path::PathBuf;

use model::{Failure, FailureKind, Quiet};
use publication::{Bundle, Metadata, write_bag, write_zip, write_zip_checksum};

fn main() -> Result<(), Failure> {
    let given = std::env::args().nth(1).map(PathBuf::from);
    let folder = given.ok_or_else(|| Failure::new(FailureKind::NotFound, "the folder to write into", ""))?;
    let metadata: Metadata = sample::metadata();
    let tables = [sample::table()];
    let bundle = Bundle {
        metadata: &metadata,
        tables: &tables,
        disclosure: "Counts of people from 1 to 7 are withheld and shown as `*`.".to_owned(),
        tool_version: env!("CARGO_PKG_VERSION"),
    };
    let bag = folder.join(metadata.bag_name());
    std::fs::create_dir(&bag).map_err(|error| Failure::writing(bag.display().to_string(), &error))?;
    write_bag(&bundle, &bag, &Quiet)?;
    let zip = folder.join(format!("{}.zip", metadata.bag_name()));
    let release = metadata.release_time().unwrap_or_default();
    write_zip(&bag, &zip, release, &Quiet)?;
    write_zip_checksum(&zip).map(|_| ())
}
