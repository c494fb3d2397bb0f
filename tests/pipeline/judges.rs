//! Independent programs judge the sample's bundle, and reject a copy with one thing changed.
//!
//! The test command installs them and gives their folder in `TABLEWRIGHT_JUDGES`. Without that variable (a
//! plain `cargo test`) they are skipped, aloud; with it, one that is missing is a failure.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{SampleFolder, bag, copy_folder, shared};

/// The folder of the judges' programs.
fn judges() -> Option<PathBuf> {
    let folder = std::env::var_os("TABLEWRIGHT_JUDGES").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: the judges are not installed; `cargo xtask test judges` installs and runs them");
    }
    folder
}

fn judge(folder: &Path, name: &str, arguments: &[&std::ffi::OsStr]) -> Output {
    let program = folder.join(name);
    let run = Command::new(&program).args(arguments).env("NO_COLOR", "1").output();
    run.unwrap_or_else(|error| panic!("the judge {} could not be run: {error}", program.display()))
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A copy of the bag in which the first `from` of a file is `to`.
fn mutated(bag: &Path, place: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(bag, folder.path());
    let path = folder.path().join(place);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{place} has no '{from}'");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    folder
}

/// The place of the first table's CSV.
fn table(bag: &Path) -> String {
    let text = std::fs::read_to_string(bag.join("data/datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&text).unwrap();
    format!("data/{}", package["resources"][0]["path"].as_str().unwrap())
}

/// The first number of a table's CSV, with the comma before it.
fn first_number(bag: &Path, table: &str) -> String {
    let mut reader = csv::Reader::from_path(bag.join(table)).unwrap();
    let at = reader.headers().unwrap().iter().position(|name| name == "value").unwrap();
    let value =
        reader.records().map(|row| row.unwrap()[at].to_owned()).find(|value| !value.is_empty()).unwrap();
    format!(",{value},")
}

#[test]
fn csvw_is_valid_and_a_wrong_value_is_rejected() {
    let Some(judges) = judges() else { return };
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let run = |bag: &Path| {
        judge(
            &judges,
            "csvwvalidate",
            &["-v".as_ref(), bag.join("data/tables/csv-metadata.json").as_os_str()],
        )
    };
    let good = run(&bag);
    assert!(good.status.success(), "{}", words(&good));
    let table = table(&bag);
    let broken = mutated(&bag, &table, &first_number(&bag, &table), ",many,");
    let bad = run(broken.path());
    assert!(!bad.status.success(), "{}", words(&bad));
}

#[test]
fn frictionless_is_valid_and_a_wrong_value_is_rejected() {
    let Some(judges) = judges() else { return };
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let run = |bag: &Path| {
        let package = bag.join("data/datapackage.json");
        judge(&judges, "frictionless", &["validate".as_ref(), package.as_os_str(), "--json".as_ref()])
    };
    let good = run(&bag);
    assert!(good.status.success(), "{}", words(&good));
    let table = table(&bag);
    let broken = mutated(&bag, &table, &first_number(&bag, &table), ",many,");
    let bad = run(broken.path());
    assert!(!bad.status.success(), "{}", words(&bad));
    assert!(words(&bad).contains("type-error"), "{}", words(&bad));
}

#[test]
fn the_bag_is_valid_and_a_changed_byte_is_rejected() {
    let Some(judges) = judges() else { return };
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let run = |bag: &Path| judge(&judges, "bagit.py", &["--validate".as_ref(), bag.as_os_str()]);
    let good = run(&bag);
    assert!(good.status.success(), "{}", words(&good));
    let broken = mutated(&bag, "data/README.md", "e", "f");
    assert!(!run(broken.path()).status.success());
}

#[test]
fn the_data_package_obeys_its_schema() {
    let (Some(judges), Some(schemas)) = (judges(), shared("judges")) else { return };
    let schema = schemas.join("datapackage-2.0.json");
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let run = |bag: &Path| {
        let package = bag.join("data/datapackage.json");
        judge(
            &judges,
            "check-jsonschema",
            &["--schemafile".as_ref(), schema.as_os_str(), package.as_os_str()],
        )
    };
    let good = run(&bag);
    assert!(good.status.success(), "{}", words(&good));
    let broken = mutated(&bag, "data/datapackage.json", "\"resources\"", "\"resource\"");
    assert!(!run(broken.path()).status.success());
}
