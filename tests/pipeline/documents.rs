//! The JSON documents of every command obey their schemas.

use std::path::Path;

use serde_json::Value;

use crate::support::{Run, SampleFolder, run};

/// The schema of a command's document.
fn schema(command: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let read = |name: &str| -> Value {
        let path = folder.join(format!("{name}.schema.json"));
        serde_json::from_str(
            &std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display())),
        )
        .unwrap()
    };
    // The common part is embedded, so that nothing is looked up anywhere.
    let mut schema = read(command);
    schema["$defs"] = read("common")["$defs"].clone();
    schema
}

fn obeys(command: &str, run: &Run) {
    let document = run.json();
    assert_eq!(document["schema"], format!("tablewright-{command}"));
    let validator = jsonschema::validator_for(&schema(command)).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{command}: {errors:#?}");
}

#[test]
fn every_document_obeys_its_schema() {
    let sample = SampleFolder::new();
    let workbook = sample.workbook();
    let workbook = workbook.to_str().unwrap();
    let recipe = sample.path("sample.recipe.toml");
    let recipe = recipe.to_str().unwrap();
    obeys("inspect", &run(&["inspect", workbook, "--json"]));
    obeys("tables", &run(&["tables", workbook, "--json"]));
    obeys("check", &run(&["check", workbook, "--recipe", recipe, "--json"]));
    let out = sample.path("csv");
    obeys(
        "convert",
        &run(&["convert", workbook, "--recipe", recipe, "--out", out.to_str().unwrap(), "--json"]),
    );
    let next = sample.path("next").join(tablewright::sample::NEXT_NAME);
    obeys("match", &run(&["match", recipe, next.to_str().unwrap(), "--json"]));
    obeys("match", &run(&["match", recipe, "nowhere.xlsx", "--json"]));
    let table = std::fs::read_dir(&out).unwrap().next().unwrap().unwrap().path();
    let protected = sample.path("protected");
    obeys(
        "protect",
        &run(&[
            "protect",
            table.to_str().unwrap(),
            "--policy",
            "hes-2018",
            "--out",
            protected.to_str().unwrap(),
            "--json",
        ]),
    );
    obeys("policies", &run(&["policies", "--json"]));
    obeys("policies", &run(&["policies", "hes-2018", "--json"]));
    let release = sample.path("release");
    let mut arguments = sample.release(&release);
    arguments.push("--json".into());
    obeys("release", &run(&arguments));
    obeys("verify", &run(&["verify", release.to_str().unwrap(), "--json"]));
}

#[test]
fn a_failure_is_a_document_too() {
    for command in ["inspect", "tables", "check"] {
        let run = run(&[command, "missing.xlsx", "--json"]);
        assert_eq!(run.code, 2);
        obeys(command, &run);
        assert_eq!(run.json()["failures"][0]["kind"], "not-found");
    }
}

/// The examples of the guide to recipes and decisions are what the program reads.
#[test]
fn the_examples_of_the_guide_can_be_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/recipe.md");
    let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let blocks: Vec<&str> =
        text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let [recipe, decisions] = blocks.as_slice() else { panic!("{} examples", blocks.len()) };
    // With what is commented out, too: an option of the guide must be an option of the program.
    let whole: String =
        recipe.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    for text in [recipe, &whole.as_str()] {
        tablewright::recipe::Recipe::parse("guide", text).unwrap();
    }
    tablewright::decisions::Decisions::parse("guide", decisions).unwrap();
}
