//! Independent programs judge the sample's bundle and those of real workbooks, and reject a copy of the sample's
//! with one thing changed.

use std::path::Path;
use std::process::Output;

use crate::jury::{CROISSANT, Jury, words};
use crate::real_bundles;
use crate::support::{SampleFolder, bag, copy_folder, run};

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

/// The judge accepts the sample's bundle, and rejects it with `from` changed to `to` in the file `place`; its
/// words then hold `said`.
fn accepts_and_rejects(run: impl Fn(&Path) -> Output, place: &str, [from, to]: [&str; 2], said: &str) {
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let good = run(&bag);
    assert!(good.status.success(), "{}", words(&good));
    let broken = mutated(&bag, place, from, to);
    let bad = run(broken.path());
    assert!(!bad.status.success(), "it accepts a damaged bundle: {}", words(&bad));
    assert!(words(&bad).contains(said), "{}", words(&bad));
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

/// The first measure in a table's CSV, with the commas around it.
fn first_measure(bag: &Path, table: &str) -> String {
    let mut reader = csv::Reader::from_path(bag.join(table)).unwrap();
    let at = reader.headers().unwrap().iter().position(|name| name == "measure").unwrap();
    format!(",{},", &reader.records().next().unwrap().unwrap()[at])
}

#[test]
fn csvw_is_valid_and_a_wrong_value_or_measure_is_rejected() {
    let Some(jury) = Jury::new() else { return };
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let good = jury.csvwvalidate(&bag);
    assert!(good.status.success(), "{}", words(&good));
    let table = table(&bag);
    for (from, to) in
        [(first_number(&bag, &table), ",many,"), (first_measure(&bag, &table), ",not_in_the_code_list,")]
    {
        let broken = mutated(&bag, &table, &from, to);
        let bad = jury.csvwvalidate(broken.path());
        assert!(!bad.status.success(), "{from}{to}: {}", words(&bad));
    }
}

#[test]
fn frictionless_is_valid_and_a_wrong_value_or_measure_is_rejected() {
    let Some(jury) = Jury::new() else { return };
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let good = jury.frictionless(&bag);
    assert!(good.status.success(), "{}", words(&good));
    let table = table(&bag);
    for (from, to, said) in [
        (first_number(&bag, &table), ",many,", "type-error"),
        (first_measure(&bag, &table), ",not_in_the_code_list,", "foreign-key"),
    ] {
        let broken = mutated(&bag, &table, &from, to);
        let bad = jury.frictionless(broken.path());
        assert!(!bad.status.success() && words(&bad).contains(said), "{}", words(&bad));
    }
}

#[test]
fn the_bag_is_valid_and_a_changed_byte_is_rejected() {
    let Some(jury) = Jury::new() else { return };
    accepts_and_rejects(|bag| jury.bagit(bag), "data/README.md", ["e", "f"], "sha256 validation failed");
}

#[test]
fn the_zip_is_sound_and_a_changed_byte_is_rejected() {
    let Some(jury) = Jury::new() else { return };
    let sample = SampleFolder::new();
    let release = sample.released();
    let zip = release.join(format!("{}.zip", bag(&release).file_name().unwrap().to_string_lossy()));
    assert_eq!(jury.finds_zip_sound(&zip), Ok(()));
    let mut bytes = std::fs::read(&zip).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    let broken = sample.path("broken.zip");
    std::fs::write(&broken, bytes).unwrap();
    assert!(jury.finds_zip_sound(&broken).is_err());
}

#[test]
fn the_data_package_obeys_its_schema() {
    let Some(jury) = Jury::with_rules() else { return };
    accepts_and_rejects(
        |bag| jury.data_package(bag),
        "data/datapackage.json",
        ["\"resources\"", "\"resource\""],
        "resources",
    );
}

#[test]
fn data_gov_uk_and_ckan_get_what_they_ask_for() {
    let Some(jury) = Jury::new() else { return };
    for (name, change, said) in [
        ("datagovuk", ["\"identifier\"", "\"id\""], "identifier"),
        ("ckan-package", ["\"resources\"", "\"files\""], "resources"),
    ] {
        let place = format!("data/catalogue/{name}.json");
        accepts_and_rejects(|bag| jury.own_schema(name, bag), &place, change, said);
    }
}

#[test]
fn the_catalogue_record_obeys_the_shapes_of_dcat_ap() {
    let Some(jury) = Jury::with_rules() else { return };
    let change = ["\"dcat:accessURL\"", "\"dcat:accessUrl\""];
    accepts_and_rejects(|bag| jury.dcat(bag), "data/catalogue/dcat.jsonld", change, "dcat:accessURL");
}

#[test]
fn the_code_book_obeys_ddi_2_5_and_2_6() {
    let Some(jury) = Jury::with_rules() else { return };
    for version in ["2.5", "2.6"] {
        let change = ["<titlStmt>", "<titlStmt title=\"x\">"];
        accepts_and_rejects(
            |bag| jury.code_book(version, bag),
            "data/catalogue/ddi-codebook.xml",
            change,
            "title",
        );
    }
}

#[test]
fn the_croissant_is_valid_and_loads() {
    let Some(jury) = Jury::new() else { return };
    let change = ["\"contentUrl\"", "\"url\""];
    accepts_and_rejects(|bag| jury.croissant(bag), CROISSANT, change, "contentUrl");
    let change = ["\"column\": \"measure\"", "\"column\": \"nothing\""];
    accepts_and_rejects(|bag| jury.loaded(bag), CROISSANT, change, "nothing");
}

#[test]
fn the_crate_is_valid_and_one_without_a_licence_is_rejected() {
    let Some(jury) = Jury::with_rules() else { return };
    let change = ["\"license\"", "\"licence\""];
    accepts_and_rejects(|bag| jury.ro_crate(bag), "data/ro-crate-metadata.json", change, "license");
}

#[test]
fn the_page_is_valid_html_and_accessible() {
    let Some(jury) = Jury::new() else { return };
    let cell = ["<th scope=\"col\">Table</th>", "<td>Table</th>"];
    accepts_and_rejects(|bag| jury.page(bag), "data/index.html", cell, "html ");
    accepts_and_rejects(
        |bag| jury.page(bag),
        "data/index.html",
        ["color: #0b0c0c", "color: #ccc"],
        "color-contrast",
    );
}

#[test]
fn the_datacite_record_obeys_its_schema() {
    let Some(jury) = Jury::new() else { return };
    let change = ["\"publicationYear\"", "\"year\""];
    accepts_and_rejects(|bag| jury.datacite(bag), "data/catalogue/datacite.json", change, "publicationYear");
}

/// The zip in the folder of a release.
fn zip(release: &Path) -> std::path::PathBuf {
    release.join(format!("{}.zip", bag(release).file_name().unwrap().to_string_lossy()))
}

#[test]
fn the_sample_is_accepted_by_all() {
    let Some(jury) = Jury::all() else { return };
    let sample = SampleFolder::new();
    let release = sample.released();
    jury.accepts(&bag(&release), Some(&zip(&release)), "the sample");
}

/// Every field of the form, filled with its example, is written so that all judges accept it.
#[test]
fn a_release_with_every_field_filled_is_accepted_by_all() {
    let Some(jury) = Jury::all() else { return };
    let sample = SampleFolder::new();
    let out = sample.path("filled");
    let mut arguments: Vec<std::ffi::OsString> = sample.release(&out).into_iter().map(Into::into).collect();
    for field in publication::fields() {
        arguments.extend(["--set".into(), format!("{}={}", field.key, field.example).into()]);
    }
    let run = run(&arguments);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    jury.accepts(&bag(&out), Some(&zip(&out)), "the filled form");
}

/// Of each size: the smallest workbooks alone would hold one kind.
#[test]
fn bundles_of_ten_real_workbooks_are_accepted() {
    let Some(jury) = Jury::all() else { return };
    let files = real_bundles::workbooks();
    let apart = (files.len() / 14).max(1);
    let mut bundles = 0;
    for file in files.iter().step_by(apart) {
        let folder = tempfile::tempdir().unwrap();
        if bundles == 10 || !real_bundles::write_bundle(file, folder.path()) {
            continue;
        }
        bundles += 1;
        jury.accepts(folder.path(), None, &file.display().to_string());
    }
    println!("{bundles} bundles were judged");
    assert!(files.is_empty() || bundles == 10, "{bundles} bundles of {} workbooks", files.len());
}
