//! Independent programs judge the sample's bundle, and reject a copy with one thing changed.
//!
//! The test command installs them and gives their folder in `TABLEWRIGHT_JUDGES`. Without that variable (a
//! plain `cargo test`) they are skipped, aloud; with it, one that is missing is a failure. Only those whose
//! schemas lie outside the project are skipped, aloud too, where the schemas are missing.

use std::ffi::OsStr;
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

/// A part of the judges that belongs to the project.
fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/judges").join(name)
}

fn judge<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S]) -> Output {
    let program = program.as_ref();
    let run = Command::new(program).args(arguments).env("NO_COLOR", "1").output();
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

fn csvwvalidate(judges: &Path, bag: &Path) -> Output {
    let group = bag.join("data/tables/csv-metadata.json");
    judge(judges.join("csvwvalidate"), &["-v".as_ref(), group.as_os_str()])
}

fn frictionless(judges: &Path, bag: &Path) -> Output {
    let package = bag.join("data/datapackage.json");
    judge(judges.join("frictionless"), &["validate".as_ref(), package.as_os_str(), "--json".as_ref()])
}

fn schema(judges: &Path, schema: &Path, file: &Path) -> Output {
    let program = judges.join("check-jsonschema");
    judge(program, &["--schemafile".as_ref(), schema.as_os_str(), file.as_os_str()])
}

#[test]
fn csvw_is_valid_and_a_wrong_value_or_measure_is_rejected() {
    let Some(judges) = judges() else { return };
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let good = csvwvalidate(&judges, &bag);
    assert!(good.status.success(), "{}", words(&good));
    let table = table(&bag);
    for (from, to) in
        [(first_number(&bag, &table), ",many,"), (first_measure(&bag, &table), ",not_in_the_code_list,")]
    {
        let broken = mutated(&bag, &table, &from, to);
        let bad = csvwvalidate(&judges, broken.path());
        assert!(!bad.status.success(), "{from}{to}: {}", words(&bad));
    }
}

#[test]
fn frictionless_is_valid_and_a_wrong_value_or_measure_is_rejected() {
    let Some(judges) = judges() else { return };
    let sample = SampleFolder::new();
    let bag = bag(&sample.released());
    let good = frictionless(&judges, &bag);
    assert!(good.status.success(), "{}", words(&good));
    let table = table(&bag);
    for (from, to, said) in [
        (first_number(&bag, &table), ",many,", "type-error"),
        (first_measure(&bag, &table), ",not_in_the_code_list,", "foreign-key"),
    ] {
        let broken = mutated(&bag, &table, &from, to);
        let bad = frictionless(&judges, broken.path());
        assert!(!bad.status.success() && words(&bad).contains(said), "{}", words(&bad));
    }
}

#[test]
fn the_bag_is_valid_and_a_changed_byte_is_rejected() {
    let Some(judges) = judges() else { return };
    let run = |bag: &Path| judge(judges.join("bagit.py"), &["--validate".as_ref(), bag.as_os_str()]);
    accepts_and_rejects(run, "data/README.md", ["e", "f"], "sha256 validation failed");
}

#[test]
fn the_zip_is_sound_and_a_changed_byte_is_rejected() {
    let Some(judges) = judges() else { return };
    let sample = SampleFolder::new();
    let release = sample.released();
    let zip = release.join(format!("{}.zip", bag(&release).file_name().unwrap().to_string_lossy()));
    let run = |zip: &Path| {
        judge(judges.join("python"), &["-m".as_ref(), "zipfile".as_ref(), "-t".as_ref(), zip.as_os_str()])
    };
    let good = run(&zip);
    assert!(good.status.success() && !words(&good).contains("corrupted"), "{}", words(&good));
    let mut bytes = std::fs::read(&zip).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    let broken = sample.path("broken.zip");
    std::fs::write(&broken, bytes).unwrap();
    let bad = run(&broken);
    // The module says that a file is corrupted, and ends well all the same; a broken stream ends it badly.
    assert!(!bad.status.success() || words(&bad).contains("corrupted"), "{}", words(&bad));
}

#[test]
fn the_data_package_obeys_its_schema() {
    let (Some(judges), Some(schemas)) = (judges(), shared("judges")) else { return };
    let rules = schemas.join("datapackage-2.0.json");
    let run = |bag: &Path| schema(&judges, &rules, &bag.join("data/datapackage.json"));
    accepts_and_rejects(run, "data/datapackage.json", ["\"resources\"", "\"resource\""], "resources");
}

#[test]
fn the_datacite_record_obeys_its_schema() {
    let Some(judges) = judges() else { return };
    let find = "import datacite, os; print(os.path.dirname(datacite.__file__))";
    let place = judge(judges.join("python"), &["-c", find]);
    assert!(place.status.success(), "{}", words(&place));
    let folder = String::from_utf8(place.stdout).unwrap();
    let rules = Path::new(folder.trim()).join("schemas/datacite-v4.5.json");
    let run = |bag: &Path| schema(&judges, &rules, &bag.join("data/catalogue/datacite.json"));
    let change = ["\"publicationYear\"", "\"year\""];
    accepts_and_rejects(run, "data/catalogue/datacite.json", change, "publicationYear");
}

#[test]
fn data_gov_uk_and_ckan_get_what_they_ask_for() {
    let Some(judges) = judges() else { return };
    for (name, change, said) in [
        ("datagovuk", ["\"identifier\"", "\"id\""], "identifier"),
        ("ckan-package", ["\"resources\"", "\"files\""], "resources"),
    ] {
        let rules = own(&format!("{name}.schema.json"));
        let place = format!("data/catalogue/{name}.json");
        let run = |bag: &Path| schema(&judges, &rules, &bag.join(&place));
        accepts_and_rejects(run, &place, change, said);
    }
}

#[test]
fn the_catalogue_record_obeys_the_shapes_of_dcat_ap() {
    let (Some(judges), Some(shapes)) = (judges(), shared("judges")) else { return };
    let shapes = shapes.join("dcat-ap-3.0.1-SHACL.ttl");
    let run = |bag: &Path| {
        let record = bag.join("data/catalogue/dcat.jsonld");
        let arguments: [&OsStr; 9] = [
            "-s".as_ref(),
            shapes.as_ref(),
            "-sf".as_ref(),
            "turtle".as_ref(),
            "-df".as_ref(),
            "json-ld".as_ref(),
            "-f".as_ref(),
            "human".as_ref(),
            record.as_ref(),
        ];
        judge(judges.join("pyshacl"), &arguments)
    };
    let change = ["\"dcat:accessURL\"", "\"dcat:accessUrl\""];
    accepts_and_rejects(run, "data/catalogue/dcat.jsonld", change, "dcat:accessURL");
}

#[test]
fn the_code_book_obeys_ddi_2_5_and_2_6() {
    let (Some(judges), Some(schemas)) = (judges(), shared("judges")) else { return };
    for version in ["2.5", "2.6"] {
        let rules = schemas.join(format!("ddi-{version}")).join("codebook.xsd");
        let run = |bag: &Path| {
            let book = bag.join("data/catalogue/ddi-codebook.xml");
            let script = own("codebook.py");
            let arguments: [&OsStr; 4] = [script.as_ref(), rules.as_ref(), book.as_ref(), version.as_ref()];
            judge(judges.join("python"), &arguments)
        };
        let change = ["<titlStmt>", "<titlStmt title=\"x\">"];
        accepts_and_rejects(run, "data/catalogue/ddi-codebook.xml", change, "title");
    }
}

#[test]
fn the_croissant_is_valid_and_loads() {
    const PLACE: &str = "data/catalogue/croissant.json";
    let Some(judges) = judges() else { return };
    let program = judges.join("mlcroissant");
    let validate = |bag: &Path| {
        let file = bag.join(PLACE);
        judge(&program, &["validate".as_ref(), "--jsonld".as_ref(), file.as_os_str()])
    };
    accepts_and_rejects(validate, PLACE, ["\"contentUrl\"", "\"url\""], "contentUrl");
    // A wrong column or checksum shows only when the data are loaded.
    let load = |bag: &Path| {
        let text = std::fs::read_to_string(bag.join(PLACE)).unwrap();
        let croissant: serde_json::Value = serde_json::from_str(&text).unwrap();
        let set = croissant["recordSet"][0]["@id"].as_str().unwrap().to_owned();
        let file = bag.join(PLACE);
        let arguments: [&OsStr; 7] = [
            "load".as_ref(),
            "--jsonld".as_ref(),
            file.as_ref(),
            "--record_set".as_ref(),
            set.as_ref(),
            "--num_records".as_ref(),
            "2".as_ref(),
        ];
        judge(&program, &arguments)
    };
    accepts_and_rejects(load, PLACE, ["\"column\": \"measure\"", "\"column\": \"nothing\""], "nothing");
}

#[test]
fn the_crate_is_valid_and_one_without_a_licence_is_rejected() {
    let (Some(judges), Some(contexts)) = (judges(), shared("judges")) else { return };
    // The validator reads its contexts from a cache, for which no network is asked.
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let context = |version: &str| {
        let file = contexts.join(format!("ro-crate-{version}-context.jsonld"));
        format!("https://w3id.org/ro/crate/{version}/context={}", file.display())
    };
    let seed = contexts.join("seed_rocrate_cache.py");
    let (first, second) = (context("1.1"), context("1.2"));
    let arguments: [&OsStr; 4] = [seed.as_ref(), cache.as_ref(), first.as_ref(), second.as_ref()];
    let seeded = judge(judges.join("python"), &arguments);
    assert!(seeded.status.success(), "{}", words(&seeded));
    let run = |bag: &Path| {
        let data = bag.join("data");
        let mut arguments: Vec<&OsStr> = ["--disable-color", "-y", "validate", "--offline", "--cache-path"]
            .into_iter()
            .map(OsStr::new)
            .collect();
        arguments.push(cache.as_ref());
        let rest = ["--no-paging", "-v", "-p", "ro-crate-1.2", "-l", "required", "--skip-availability-check"];
        arguments.extend(rest.map(OsStr::new));
        arguments.push(data.as_ref());
        judge(judges.join("rocrate-validator"), &arguments)
    };
    let change = ["\"license\"", "\"licence\""];
    accepts_and_rejects(run, "data/ro-crate-metadata.json", change, "license");
}

#[test]
fn the_page_is_valid_html_and_accessible() {
    let Some(_) = judges() else { return };
    let run = |bag: &Path| {
        let (script, page) = (own("page.js"), bag.join("data/index.html"));
        judge("node", &[script.as_os_str(), page.as_os_str()])
    };
    accepts_and_rejects(run, "data/index.html", ["<th scope=\"col\">Table</th>", "<td>Table</th>"], "html ");
    accepts_and_rejects(run, "data/index.html", ["color: #0b0c0c", "color: #ccc"], "color-contrast");
}
