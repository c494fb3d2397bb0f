//! A returning release: the recipe of the sample meets its next edition.

use serde_json::Value;

use crate::support::{Run, SampleFolder, files_below, run};

const NEW: &str = "injuries/category/injury_type/Electric scooter injury";

struct Returning {
    sample: SampleFolder,
}

impl Returning {
    fn new() -> Self {
        Self { sample: SampleFolder::new() }
    }

    fn path(&self, name: &str) -> String {
        self.sample.path(name).to_str().unwrap().to_owned()
    }

    fn run(&self, command: &str, recipe: &str, more: &[&str]) -> Run {
        let (recipe, next) = (self.path(recipe), self.path("next/ae-attendances-2025-26.xlsx"));
        let mut arguments = vec![command, &recipe, &next];
        arguments.extend(more);
        run(&arguments)
    }
}

fn status<'a>(document: &'a Value, id: &str) -> (&'a str, bool) {
    let all = document["matching"].as_array().unwrap();
    let one = all.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id} in {all:#?}"));
    (one["status"].as_str().unwrap(), one["open"].as_bool().unwrap())
}

#[test]
fn the_differences_come_first_and_nothing_is_written_before_they_are_settled() {
    let returning = Returning::new();
    let matched = returning.run("match", "sample.recipe.toml", &["--json"]);
    assert_eq!(matched.code, 1, "{}", matched.stderr);
    let document = matched.json();
    assert_eq!(document["matching"][0]["id"], NEW, "what is open comes first");
    assert_eq!(document["open"], 1);
    assert_eq!(status(&document, NEW), ("new", true));
    assert_eq!(status(&document, "within_4_hours"), ("moved", false), "its sheet has another name");
    assert_eq!(status(&document, "injuries"), ("moved", false), "it stands further down");
    assert_eq!(status(&document, "attendances_by_month"), ("unchanged", false));
    assert_eq!(status(&document, "heat_related_illness"), ("unchanged", false));

    let before = files_below(returning.sample.folder.path());
    let out = returning.path("release");
    let released = returning.run("release", "sample.recipe.toml", &["--out", &out, "--json"]);
    assert_eq!(released.code, 1, "{}", released.stderr);
    let document = released.json();
    assert_eq!(status(&document, NEW), ("new", true));
    let ids: Vec<&str> =
        document["findings"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    assert!(ids.iter().any(|id| id.ends_with(NEW)), "{ids:#?}");
    let next = returning.path("next.recipe.toml");
    let refused = returning.run("match", "sample.recipe.toml", &["--write", &next]);
    assert_eq!(refused.code, 1);
    assert!(refused.stdout.contains("was not written"), "{}", refused.stdout);
    assert_eq!(files_below(returning.sample.folder.path()), before, "nothing was written");
}

#[test]
fn accepted_differences_are_in_the_next_recipe_with_the_words_of_the_last_one() {
    let returning = Returning::new();
    let recipe = std::fs::read_to_string(returning.sample.path("sample.recipe.toml")).unwrap();
    let by_hand = recipe.replace("policy = \"hes-2018\"", "policy = \"hes-2018\"   # agreed with the board");
    std::fs::write(returning.sample.path("sample.recipe.toml"), by_hand).unwrap();
    let next = returning.path("next.recipe.toml");
    // By its own id and by that of the finding of the release.
    for (at, id) in
        [NEW.to_owned(), format!("recipe-drift/Table 4/{NEW}"), "injuries".to_owned()].iter().enumerate()
    {
        let name = returning.path(&format!("next{at}.recipe.toml"));
        let accepted =
            returning.run("match", "sample.recipe.toml", &["--accept", id, "--write", &name, "--json"]);
        assert_eq!(accepted.code, 0, "{} {}", accepted.stdout, accepted.stderr);
        let document = accepted.json();
        assert_eq!(document["written"], name.as_str());
        assert_eq!(status(&document, NEW), ("new", false));
        std::fs::rename(&name, &next).unwrap();
    }
    let text = std::fs::read_to_string(&next).unwrap();
    for kept in [
        "# Recipe of the sample release",
        "# agreed with the board",
        "Electric scooter injury",
        "Within 4 hours",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    let again = returning.run("match", "next.recipe.toml", &["--json"]);
    assert_eq!((again.code, &again.json()["open"]), (0, &Value::from(0)));
    let all_unchanged = |one: &Value| one["status"] == "unchanged";
    assert!(again.json()["matching"].as_array().unwrap().iter().all(all_unchanged));
    let other =
        returning.run("match", "next.recipe.toml", &["--write", &returning.path("sample.decisions.toml")]);
    assert_eq!(other.code, 2, "never over another file");
    let same = returning.run("match", "next.recipe.toml", &["--write", &next]);
    assert_eq!(same.code, 0, "over itself: {}", same.stderr);
    assert_eq!(std::fs::read_to_string(&next).unwrap(), text, "with nothing to change in it");
}

#[test]
fn what_is_called_otherwise_now_is_mapped() {
    let returning = Returning::new();
    let path = returning.sample.path("sample.recipe.toml");
    let recipe = std::fs::read_to_string(&path).unwrap();
    let renamed = recipe
        .replace("\"Bite or sting\", \"Burn or scald\"", "\"Bite or sting\", \"Burn = scald\"")
        .replace(
            "sheet = \"Table 1\"\ntitle = \"Table 1: A&E attendances, emergency",
            "sheet = \"Months\"\ntitle = \"Admissions, emergency",
        );
    assert_ne!(renamed, recipe);
    std::fs::write(&path, renamed).unwrap();
    let matched = returning.run("match", "sample.recipe.toml", &["--json"]).json();
    let old = "injuries/category/injury_type/Burn = scald";
    assert_eq!(status(&matched, old), ("gone", true));
    let mapped = returning.run(
        "match",
        "sample.recipe.toml",
        &["--map", &format!("{old}=Burn or scald"), "--accept", NEW, "--json"],
    );
    let document = mapped.json();
    assert!(document["failures"].as_array().unwrap().is_empty(), "{document:#}");
    assert_eq!(status(&document, old), ("gone", false));
    let wrong = returning.run("match", "sample.recipe.toml", &["--map", &format!("{old}=Fracture")]);
    assert_eq!(wrong.code, 2, "that one is there already: {}", wrong.stdout);
    let unknown = returning.run("match", "sample.recipe.toml", &["--accept", "no/such/thing"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("no/such/thing"), "{}", unknown.stderr);
}

#[test]
fn the_decisions_of_the_last_release_are_precedents_and_decide_nothing() {
    let returning = Returning::new();
    let out = returning.sample.released();
    drop(out);
    let evidence = returning.path("release.INTERNAL/decisions.toml");
    let next = returning.path("release2");
    let again = returning.run(
        "release",
        "sample.recipe.toml",
        &["--out", &next, "--decisions", &evidence, "--set", "release=2026-07-09T09:30", "--json"],
    );
    assert_eq!(again.code, 1, "{}", again.stderr);
    let document = again.json();
    let findings = document["findings"].as_array().unwrap();
    let sheet = findings.iter().find(|one| one["id"] == "very-hidden-sheet/Old table 4").unwrap();
    assert_eq!((sheet["state"].as_str(), sheet.get("decision")), (Some("open"), None));
    assert_eq!(sheet["precedent"]["verb"], "exclude");
    let text = returning.run(
        "release",
        "sample.recipe.toml",
        &["--out", &next, "--decisions", &evidence, "--set", "release=2026-07-09T09:30"],
    );
    assert!(text.stdout.contains("In the release of 2025-07-10T09:30: exclude"), "{}", text.stdout);
    // For the release that they belong to they are in force.
    let same = returning.path("release3");
    let recipe = returning.path("sample.recipe.toml");
    let workbook = returning.sample.workbook();
    let same =
        run(&["release", &recipe, workbook.to_str().unwrap(), "--out", &same, "--decisions", &evidence]);
    assert_eq!(same.code, 0, "{} {}", same.stdout, same.stderr);
}
