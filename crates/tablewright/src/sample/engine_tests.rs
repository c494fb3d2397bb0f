//! How the stages see the sample: the recipe fits, every decision is needed, nothing stays exposed.

use std::collections::BTreeSet;

use disclosure::{Attacker, Policy, State};
use model::{Finding, Quiet, Severity, TidyKey, TidyTable};
use tables::TidyOptions;
use workbook::{Limits, Workbook};

use super::{DECISIONS_NAME, RECIPE_NAME, Sample, WORKBOOK_NAME, sample};
use crate::decisions::{Decisions, Verb};
use crate::recipe::Recipe;

fn open(sample: &Sample) -> Workbook {
    workbook::open(sample.workbook_name, &sample.workbook, &Limits::default(), &Quiet).unwrap()
}

/// The tables of the recipe, each under its policy.
fn tidied(workbook: &Workbook, recipe: &Recipe) -> Vec<(TidyTable, Policy)> {
    let tidy = |wanted: &tables::TableRecipe| {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == wanted.sheet).unwrap();
        let layouts = tables::find_tables(WORKBOOK_NAME, sheet, &Quiet).unwrap();
        let layout = layouts.iter().find(|layout| layout.title == wanted.title).unwrap();
        let table =
            tables::tidy(WORKBOOK_NAME, sheet, layout, Some(wanted), &TidyOptions::default()).unwrap();
        let policy = Policy::find(recipe.policy_of(&table.name)).unwrap();
        (table, policy)
    };
    recipe.tables.iter().map(tidy).collect()
}

fn names(table: &TidyTable) -> (Vec<&str>, Vec<&str>) {
    (
        table.dimensions.iter().map(|dimension| dimension.name.as_str()).collect(),
        table.measures.iter().map(|measure| measure.name.as_str()).collect(),
    )
}

#[test]
fn the_recipe_names_what_is_found() {
    let sample = sample().unwrap();
    let recipe = Recipe::parse(RECIPE_NAME, &sample.recipe).unwrap();
    assert_eq!(recipe.metadata.problems(), Vec::new());
    let found = tidied(&open(&sample), &recipe);
    let found: Vec<_> = found.iter().map(|(table, policy)| (names(table), policy.id.as_str())).collect();
    let expected = [
        (
            (
                vec!["month", "area"],
                vec!["Attendances", "Emergency admissions", "Waits over 12 hours from decision to admit"],
            ),
            "hes-2018",
        ),
        ((vec!["area", "sex", "age_group"], vec!["Attendances"]), "hes-2018"),
        (
            (vec!["area"], vec!["Attendances", "Attendances within 4 hours", "Percentage within 4 hours"]),
            "hes-2018",
        ),
        ((vec!["injury_type", "arrival_mode"], vec!["Attendances"]), "legacy-1-5"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_decision_answers_a_finding_and_every_hidden_blocker_is_decided() {
    let sample = sample().unwrap();
    let workbook = open(&sample);
    let recipe = Recipe::parse(RECIPE_NAME, &sample.recipe).unwrap();
    let decisions = Decisions::parse(DECISIONS_NAME, &sample.decisions).unwrap();
    let decided: BTreeSet<&str> =
        decisions.decisions.iter().map(|decision| decision.finding.as_str()).collect();
    let mut findings: Vec<Finding> = workbook.hidden.clone();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Blocker) {
        assert!(decided.contains(finding.id.as_str()), "{}", finding.id);
    }
    for (table, policy) in tidied(&workbook, &recipe) {
        findings.extend(disclosure::check(&table, &policy, &Quiet).unwrap());
    }
    for finding in decided {
        assert!(findings.iter().any(|found| found.id == finding), "{finding}");
    }
    assert!(decisions.decisions.iter().all(|decision| decision.verb != Verb::Accept));
}

#[test]
fn only_the_decision_keeps_a_cell_of_table_4_from_being_worked_out() {
    let sample = sample().unwrap();
    let recipe = Recipe::parse(RECIPE_NAME, &sample.recipe).unwrap();
    let decisions = Decisions::parse(DECISIONS_NAME, &sample.decisions).unwrap();
    let cells: Vec<TidyKey> =
        decisions.decisions.iter().flat_map(|decision| decision.cells.iter().cloned()).collect();
    let exposed = |table: &TidyTable, policy: &Policy, also: &[TidyKey]| {
        let protected = disclosure::protect(table, policy, also, &Quiet).unwrap();
        assert_eq!(protected.findings, Vec::new());
        let attacker = Attacker::new(policy).with_chosen(!protected.chosen.is_empty());
        let attack = attacker.attack(&protected.table, &Quiet).unwrap();
        (attack.count(State::Exposed), attack.narrowest())
    };
    for (table, policy) in tidied(&open(&sample), &recipe) {
        match table.name.as_str() {
            "injuries" => {
                assert_eq!(exposed(&table, &policy, &[]), (1, Some(1)));
                assert_eq!(exposed(&table, &policy, &cells), (0, Some(6)));
            }
            "heat_related_illness" => assert_eq!(exposed(&table, &policy, &[]), (0, Some(3))),
            _ => assert_eq!(exposed(&table, &policy, &[]), (0, None), "{}", table.name),
        }
    }
}
