//! Independent programs judge the sample's bundle, and reject a copy with one thing changed.
//!
//! The test command installs them and gives their folder in `TABLEWRIGHT_JUDGES`. Without that variable (a
//! plain `cargo test`) they are skipped, aloud; with it, one that is missing is a failure. Only those whose
//! schemas lie outside the project are skipped, aloud too, where the schemas are missing.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::real_bundles;
use crate::support::{SampleFolder, bag, copy_folder, run, shared};

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

fn dcat(judges: &Path, shapes: &Path, bag: &Path) -> Output {
    let (shapes, record) = (shapes.join("dcat-ap-3.0.1-SHACL.ttl"), bag.join("data/catalogue/dcat.jsonld"));
    let mut arguments: Vec<&OsStr> = vec!["-s".as_ref(), shapes.as_ref()];
    arguments.extend(["-sf", "turtle", "-df", "json-ld", "-f", "human"].map(OsStr::new));
    arguments.push(record.as_ref());
    judge(judges.join("pyshacl"), &arguments)
}

#[test]
fn the_catalogue_record_obeys_the_shapes_of_dcat_ap() {
    let (Some(judges), Some(shapes)) = (judges(), shared("judges")) else { return };
    let change = ["\"dcat:accessURL\"", "\"dcat:accessUrl\""];
    let run = |bag: &Path| dcat(&judges, &shapes, bag);
    accepts_and_rejects(run, "data/catalogue/dcat.jsonld", change, "dcat:accessURL");
}

fn code_book(judges: &Path, schemas: &Path, version: &str, bag: &Path) -> Output {
    let rules = schemas.join(format!("ddi-{version}")).join("codebook.xsd");
    let (book, script) = (bag.join("data/catalogue/ddi-codebook.xml"), own("codebook.py"));
    let arguments: [&OsStr; 4] = [script.as_ref(), rules.as_ref(), book.as_ref(), version.as_ref()];
    judge(judges.join("python"), &arguments)
}

#[test]
fn the_code_book_obeys_ddi_2_5_and_2_6() {
    let (Some(judges), Some(schemas)) = (judges(), shared("judges")) else { return };
    for version in ["2.5", "2.6"] {
        let run = |bag: &Path| code_book(&judges, &schemas, version, bag);
        let change = ["<titlStmt>", "<titlStmt title=\"x\">"];
        accepts_and_rejects(run, "data/catalogue/ddi-codebook.xml", change, "title");
    }
}

const CROISSANT: &str = "data/catalogue/croissant.json";

fn croissant(judges: &Path, bag: &Path) -> Output {
    let file = bag.join(CROISSANT);
    judge(judges.join("mlcroissant"), &["validate".as_ref(), "--jsonld".as_ref(), file.as_os_str()])
}

/// Loads two records of the first table. A wrong column or checksum shows only then.
fn loaded(judges: &Path, bag: &Path) -> Output {
    let file = bag.join(CROISSANT);
    let text = std::fs::read_to_string(&file).unwrap();
    let croissant: serde_json::Value = serde_json::from_str(&text).unwrap();
    let set = croissant["recordSet"][0]["@id"].as_str().unwrap().to_owned();
    let mut arguments: Vec<&OsStr> = vec!["load".as_ref(), "--jsonld".as_ref(), file.as_ref()];
    arguments.extend(["--record_set", &set, "--num_records", "2"].map(OsStr::new));
    judge(judges.join("mlcroissant"), &arguments)
}

#[test]
fn the_croissant_is_valid_and_loads() {
    let Some(judges) = judges() else { return };
    let change = ["\"contentUrl\"", "\"url\""];
    accepts_and_rejects(|bag| croissant(&judges, bag), CROISSANT, change, "contentUrl");
    let change = ["\"column\": \"measure\"", "\"column\": \"nothing\""];
    accepts_and_rejects(|bag| loaded(&judges, bag), CROISSANT, change, "nothing");
}

/// The cache of the crates' validator with the contexts in it, so that it asks no network.
fn crate_cache(judges: &Path, contexts: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let context = |version: &str| {
        let file = contexts.join(format!("ro-crate-{version}-context.jsonld"));
        format!("https://w3id.org/ro/crate/{version}/context={}", file.display())
    };
    let (seed, cache) = (contexts.join("seed_rocrate_cache.py"), folder.path().join("cache"));
    let (first, second) = (context("1.1"), context("1.2"));
    let arguments: [&OsStr; 4] = [seed.as_ref(), cache.as_ref(), first.as_ref(), second.as_ref()];
    let seeded = judge(judges.join("python"), &arguments);
    assert!(seeded.status.success(), "{}", words(&seeded));
    folder
}

fn ro_crate(judges: &Path, cache: &Path, bag: &Path) -> Output {
    let (cache, data) = (cache.join("cache"), bag.join("data"));
    let mut arguments: Vec<&OsStr> =
        ["--disable-color", "-y", "validate", "--offline", "--cache-path"].map(OsStr::new).to_vec();
    arguments.push(cache.as_ref());
    let rest = ["--no-paging", "-v", "-p", "ro-crate-1.2", "-l", "required", "--skip-availability-check"];
    arguments.extend(rest.map(OsStr::new));
    arguments.push(data.as_ref());
    judge(judges.join("rocrate-validator"), &arguments)
}

#[test]
fn the_crate_is_valid_and_one_without_a_licence_is_rejected() {
    let (Some(judges), Some(contexts)) = (judges(), shared("judges")) else { return };
    let cache = crate_cache(&judges, &contexts);
    let run = |bag: &Path| ro_crate(&judges, cache.path(), bag);
    let change = ["\"license\"", "\"licence\""];
    accepts_and_rejects(run, "data/ro-crate-metadata.json", change, "license");
}

fn page(bag: &Path) -> Output {
    let (script, page) = (own("page.js"), bag.join("data/index.html"));
    judge("node", &[script.as_os_str(), page.as_os_str()])
}

#[test]
fn the_page_is_valid_html_and_accessible() {
    let Some(_) = judges() else { return };
    let cell = ["<th scope=\"col\">Table</th>", "<td>Table</th>"];
    accepts_and_rejects(page, "data/index.html", cell, "html ");
    accepts_and_rejects(page, "data/index.html", ["color: #0b0c0c", "color: #ccc"], "color-contrast");
}

fn datacite(judges: &Path, bag: &Path) -> Output {
    let find = "import datacite, os; print(os.path.dirname(datacite.__file__))";
    let place = judge(judges.join("python"), &["-c", find]);
    assert!(place.status.success(), "{}", words(&place));
    let folder = String::from_utf8(place.stdout).unwrap();
    let rules = Path::new(folder.trim()).join("schemas/datacite-v4.5.json");
    schema(judges, &rules, &bag.join("data/catalogue/datacite.json"))
}

#[test]
fn the_datacite_record_obeys_its_schema() {
    let Some(judges) = judges() else { return };
    let change = ["\"publicationYear\"", "\"year\""];
    let run = |bag: &Path| datacite(&judges, bag);
    accepts_and_rejects(run, "data/catalogue/datacite.json", change, "publicationYear");
}

/// Every field of the form, filled with its example, is written so that all judges accept it.
#[test]
fn a_release_with_every_field_filled_is_accepted_by_all() {
    let Some(judges) = judges() else { return };
    let sample = SampleFolder::new();
    let out = sample.path("filled");
    let mut arguments: Vec<std::ffi::OsString> = sample.release(&out).into_iter().map(Into::into).collect();
    for field in publication::fields() {
        arguments.extend(["--set".into(), format!("{}={}", field.key, field.example).into()]);
    }
    let run = run(&arguments);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let bag = bag(&out);
    let own_schema = |name: &str| {
        let file = bag.join(format!("data/catalogue/{name}.json"));
        schema(&judges, &own(&format!("{name}.schema.json")), &file)
    };
    let mut said = vec![
        ("csvwvalidate", csvwvalidate(&judges, &bag)),
        ("frictionless", frictionless(&judges, &bag)),
        ("datacite", datacite(&judges, &bag)),
        ("datagovuk", own_schema("datagovuk")),
        ("ckan", own_schema("ckan-package")),
        ("croissant", croissant(&judges, &bag)),
        ("page", page(&bag)),
    ];
    if let Some(rules) = shared("judges") {
        let cache = crate_cache(&judges, &rules);
        said.push((
            "data package",
            schema(&judges, &rules.join("datapackage-2.0.json"), &bag.join("data/datapackage.json")),
        ));
        said.push(("dcat", dcat(&judges, &rules, &bag)));
        said.push(("ddi 2.5", code_book(&judges, &rules, "2.5", &bag)));
        said.push(("ddi 2.6", code_book(&judges, &rules, "2.6", &bag)));
        said.push(("ro-crate", ro_crate(&judges, cache.path(), &bag)));
    }
    for (name, output) in said {
        assert!(output.status.success(), "{name}: {}", words(&output));
    }
}

#[test]
fn bundles_of_ten_real_workbooks_are_accepted() {
    let Some(judges) = judges() else { return };
    let rules = shared("judges");
    let cache = rules.as_ref().map(|rules| crate_cache(&judges, rules));
    let mut bundles = 0;
    for file in real_bundles::workbooks() {
        let folder = tempfile::tempdir().unwrap();
        let bag = folder.path();
        if bundles == 10 || !real_bundles::write_bundle(&file, bag) {
            continue;
        }
        bundles += 1;
        let mut said = vec![
            ("csvwvalidate", csvwvalidate(&judges, bag)),
            ("frictionless", frictionless(&judges, bag)),
            ("croissant", croissant(&judges, bag)),
            ("page", page(bag)),
        ];
        if let (Some(rules), Some(cache)) = (&rules, &cache) {
            said.push(("dcat", dcat(&judges, rules, bag)));
            said.push(("ddi", code_book(&judges, rules, "2.5", bag)));
            said.push(("ro-crate", ro_crate(&judges, cache.path(), bag)));
        }
        for (name, output) in said {
            assert!(output.status.success(), "{name}, {}: {}", file.display(), words(&output));
        }
    }
    println!("{bundles} bundles were judged");
}
