//! The sample release, end to end.

use crate::support::{SampleFolder, bag, files_below, run};
use serde_json::Value;

fn of_kind<'a>(document: &'a Value, kind: &str) -> Vec<&'a Value> {
    document["findings"].as_array().unwrap().iter().filter(|finding| finding["kind"] == kind).collect()
}

#[test]
fn with_its_decisions_a_verified_bundle_comes_out() {
    let sample = SampleFolder::new();
    let out = sample.released();
    let bag = bag(&out);
    for place in [
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "data/README.md",
        "data/index.html",
        "data/ro-crate-metadata.json",
        "data/catalogue/dcat.jsonld",
        "data/datapackage.json",
        "data/tables/csv-metadata.json",
        "data/tables/data-dictionary.csv",
    ] {
        assert!(bag.join(place).is_file(), "{place}");
    }
    let evidence = files_below(&sample.path("release.INTERNAL"));
    for name in [
        "decisions.toml",
        "recipe.toml",
        "input-fingerprints.json",
        "disclosure-report.json",
        "disclosure-report.html",
    ] {
        assert!(evidence.contains_key(name), "{name}");
    }
    for bundle in
        [out.clone(), bag.clone(), out.join(format!("{}.zip", bag.file_name().unwrap().to_string_lossy()))]
    {
        let verified = run(&["verify".as_ref(), bundle.as_os_str()]);
        assert_eq!(verified.code, 0, "{} {}", verified.stdout, verified.stderr);
    }
}

#[test]
fn without_decisions_the_blockers_are_named_and_nothing_is_written() {
    let sample = SampleFolder::new();
    let out = sample.path("release");
    let mut arguments = sample.release(&out);
    arguments.retain(|argument| argument != "--decisions" && !argument.ends_with("sample.decisions.toml"));
    arguments.push("--json".into());
    let before = files_below(sample.folder.path());
    let run = run(&arguments);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(files_below(sample.folder.path()), before);
    let document = run.json();
    let open: Vec<&Value> =
        document["findings"].as_array().unwrap().iter().filter(|f| f["state"] == "open").collect();
    for kind in ["very-hidden-sheet", "hidden-row", "pivot-cache", "worked-out"] {
        assert!(open.iter().any(|finding| finding["kind"] == kind), "{kind}: {open:#?}");
    }
    let worked_out: Vec<&&Value> = open.iter().filter(|finding| finding["kind"] == "worked-out").collect();
    assert_eq!(worked_out.len(), 1, "{worked_out:#?}");
    assert_eq!(worked_out[0]["rule"], "R14");
}

#[test]
fn the_planted_dangers_are_found_by_check() {
    let sample = SampleFolder::new();
    let run = run(&[
        "check".as_ref(),
        sample.workbook().as_os_str(),
        "--recipe".as_ref(),
        sample.path("sample.recipe.toml").as_os_str(),
        "--json".as_ref(),
    ]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let document = run.json();
    for kind in [
        "very-hidden-sheet",
        "hidden-row",
        "pivot-cache",
        "document-property",
        "unrounded-behind-display",
        "worked-out",
        "below-threshold",
        "not-rounded",
    ] {
        assert!(!of_kind(&document, kind).is_empty(), "{kind}");
    }
}

/// Promise 5: nothing internal is in a public byte, inside the zip too.
#[test]
fn no_canary_reaches_a_public_byte() {
    let sample = SampleFolder::new();
    let out = sample.released();
    let mut public = files_below(&out);
    for (name, bytes) in public.clone() {
        if std::path::Path::new(&name).extension().is_some_and(|extension| extension == "zip") {
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for index in 0..zip.len() {
                let mut part = zip.by_index(index).unwrap();
                let mut content = Vec::new();
                std::io::copy(&mut part, &mut content).unwrap();
                public.insert(format!("{name}!{index}"), content);
            }
        }
    }
    let source = sample.workbook().file_name().unwrap().to_string_lossy().into_owned();
    let user = std::env::var("USER").unwrap_or_default();
    for (name, bytes) in &public {
        let text = String::from_utf8_lossy(bytes);
        for secret in ["CANARY", source.as_str(), sample.folder.path().to_str().unwrap()] {
            assert!(!text.contains(secret), "{secret} is in {name}");
        }
        assert!(user.len() < 5 || !text.contains(&user), "{user} is in {name}");
    }
    // The canaries are really in the workbook, so that the search could have found them.
    let workbook = std::fs::read(sample.workbook()).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    for index in 0..zip.len() {
        let mut part = Vec::new();
        std::io::copy(&mut zip.by_index(index).unwrap(), &mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    assert!(text.contains("CANARY AUTHOR"));
}

/// Every withheld cell, found by its key, has a marker and no value in the CSV.
#[test]
fn withheld_cells_have_no_value() {
    let sample = SampleFolder::new();
    let out = sample.released();
    let report =
        std::fs::read_to_string(sample.path("release.INTERNAL").join("disclosure-report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut withheld = 0;
    for table in report["tables"].as_array().unwrap() {
        let path = bag(&out).join(format!("data/tables/{}.csv", table["table"].as_str().unwrap()));
        let mut reader = csv::Reader::from_path(path).unwrap();
        let header = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let keys = table["primary"].as_array().unwrap().iter().chain(table["chosen"].as_array().unwrap());
        for key in keys {
            let parts: Vec<(&str, &str)> =
                key.as_str().unwrap().split(';').map(|part| part.split_once('=').unwrap()).collect();
            let of = |row: &csv::StringRecord, name: &str| {
                header.iter().position(|known| known == name).map(|at| row[at].to_owned()).unwrap_or_default()
            };
            let row = rows.iter().find(|row| parts.iter().all(|(name, value)| of(row, name) == *value));
            let row = row.unwrap_or_else(|| panic!("{key} is missing"));
            assert_eq!((of(row, "value").as_str(), of(row, "marker").is_empty()), ("", false), "{key}");
            withheld += 1;
        }
    }
    assert!(withheld > 5, "{withheld}");
}

/// Promise 4: the same bytes in two folders, time zones and locales.
#[test]
fn bundles_are_the_same_bytes_everywhere() {
    let (one, two) = (SampleFolder::new(), SampleFolder::new());
    let first = one.released();
    let second = two.path("änother folder/release");
    let run = crate::support::command()
        .args(two.release(&second))
        .env("TZ", "Asia/Tokyo")
        .env("LANG", "de_DE.UTF-8")
        .env("LC_ALL", "de_DE.UTF-8")
        .output()
        .unwrap();
    assert!(run.status.success());
    assert_eq!(files_below(&first), files_below(&second));
    let evidence = (
        files_below(&one.path("release.INTERNAL")),
        files_below(&two.path("änother folder/release.INTERNAL")),
    );
    assert_eq!(evidence.0, evidence.1);
}

/// Promise 1: the source workbook is never written to.
#[test]
fn the_workbook_is_left_as_it_was() {
    let sample = SampleFolder::new();
    let before = std::fs::read(sample.workbook()).unwrap();
    sample.released();
    assert_eq!(std::fs::read(sample.workbook()).unwrap(), before);
}

#[test]
fn an_accepted_exposure_is_said_in_the_proof() {
    let sample = SampleFolder::new();
    let path = sample.path("sample.decisions.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut decisions = tablewright::decisions::Decisions::parse("d", &text).unwrap();
    for decision in &mut decisions.decisions {
        if decision.verb == tablewright::decisions::Verb::Suppress {
            decision.verb = tablewright::decisions::Verb::Accept;
            decision.cells.clear();
        }
    }
    std::fs::write(&path, decisions.to_toml().unwrap()).unwrap();
    let run = run(&sample.release(&sample.path("release")));
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("1 cell can be worked out, as was accepted with a reason"), "{}", run.stdout);
}

#[test]
fn a_decision_on_nothing_is_told() {
    let sample = SampleFolder::new();
    let path = sample.path("sample.decisions.toml");
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str(
        "\n[[decision]]\nfinding = \"hidden-sheet/Nowhere\"\nverb = \"exclude\"\nreason = \"a test\"\n",
    );
    std::fs::write(&path, text).unwrap();
    let mut arguments = sample.release(&sample.path("release"));
    arguments.push("--json".into());
    let run = run(&arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(of_kind(&run.json(), "decision-unused").len(), 1);
}

/// Changes a file of the sample, runs the release, and gives exit code and all that it said.
fn release_with(name: &str, change: impl Fn(&str) -> String) -> (i32, String) {
    let sample = SampleFolder::new();
    let path = sample.path(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text);
    std::fs::write(&path, changed).unwrap();
    let out = sample.path("release");
    let run = run(&sample.release(&out));
    assert_eq!(run.code == 0, out.exists());
    (run.code, format!("{}{}", run.stdout, run.stderr))
}

#[test]
fn a_table_by_other_names_is_not_taken_in_silence() {
    let renamed = |text: &str| {
        text.replace("sheet = \"Table 4\"\ntitle = \"Table 4: A&E", "sheet = \"T\"\ntitle = \"Table 5: GP")
    };
    let (exit, said) = release_with("sample.recipe.toml", renamed);
    assert!(exit == 1 && said.contains("not plainly one of those that were found"), "{said}");
    let strange = |text: &str| {
        let some = "\"Bite or sting\", \"Burn or scald\", \"Electrical injury\", \"Eye injury\"";
        renamed(text).replace(some, "\"A\", \"B\", \"C\", \"D\"")
    };
    let (exit, said) = release_with("sample.recipe.toml", strange);
    assert!(exit == 1 && said.contains("was not found"), "{said}");
}

#[test]
fn slips_in_recipe_and_decisions_do_not_pass_in_silence() {
    let decisions = "sample.decisions.toml";
    let recipe = "sample.recipe.toml";
    let twice = |text: &str| {
        let extra = "[[decision]]\nfinding = \"very-hidden-sheet/Old table 4\"\nverb = \"exclude\"\nreason = \"again\"\n";
        format!("{text}\n{extra}")
    };
    for (file, change, code, says) in [
        (
            recipe,
            &(|text: &str| text.replace("injuries = ", "injures = ")) as &dyn Fn(&str) -> String,
            2,
            "names 'injures'",
        ),
        (recipe, &|text| text.replace("legacy-1-5", "legacy-1-6"), 2, "legacy-1-6"),
        (recipe, &|text| text.replace("[disclosure]\npolicy", "[disclosures]\npolicy"), 2, "line"),
        (recipe, &|text| text.replace("next_release = \"July 2026\"\n", ""), 1, "next_release"),
        (
            recipe,
            &|text| {
                text.replace("found = \"Emergency admissions\"", "found = \"Emergancy admissions\"")
                    .replace("name = \"Emergency admissions\"", "name = \"Admissions\"")
            },
            1,
            "is not in the table",
        ),
        (decisions, &|text| text.replace("R14/injuries/", "R14/elsewhere/"), 1, "no such table"),
        (
            decisions,
            &|text| text.replace("arrival_mode = \"Other\"", "arrival_mode = \"Others\""),
            1,
            "Others",
        ),
        (decisions, &twice, 2, "two decisions"),
    ] {
        let (exit, said) = release_with(file, change);
        assert_eq!(exit, code, "{says}: {said}");
        assert!(said.contains(says), "{says}: {said}");
    }
}

/// Including one hidden thing does not bring in another that is excluded.
#[test]
fn hidden_rows_come_in_only_where_they_are_included() {
    let (code, said) = release_with("sample.decisions.toml", |text| {
        let at = text.find("hidden-row/").unwrap();
        let (before, after) = text.split_at(at);
        format!("{before}{}", after.replacen("verb = \"exclude\"", "verb = \"include\"", 1))
    });
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("305 rows"), "{said}");
}
