//! `tablewright policies`: the policies, or one of them explained.

use std::fmt::Write;

use model::Failure;
use serde_json::json;
use tablewright::recipe::Recipe;

use super::args::PoliciesArgs;

use super::input;
use super::outcome::Outcome;

pub(super) fn run(args: &PoliciesArgs) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let recipe = input::with_policies(Recipe::default(), args.policies.as_deref()).map_err(one)?;
    let all = recipe.disclosure.catalogue().map_err(one)?;
    let mut outcome = Outcome::new(args.json);
    if let Some(name) = &args.name {
        let policy = all.find(name).map_err(one)?;
        outcome.text = disclosure::explain(&policy);
        outcome.own.insert("policies".into(), json!([document(&policy)]));
        return Ok(outcome);
    }
    for policy in all.iter() {
        let unverified = if policy.unverified { " (unverified default)" } else { "" };
        let _ = writeln!(outcome.text, "{:22} {}{unverified}", policy.id, policy.title);
    }
    let documents: Vec<_> = all.iter().map(|policy| document(policy)).collect();
    outcome.own.insert("policies".into(), json!(documents));
    Ok(outcome)
}

/// The parameters of a policy, and the rule in words.
fn document(policy: &disclosure::Policy) -> serde_json::Value {
    let mut document = json!(policy);
    document["rule"] = json!(disclosure::statement(policy));
    document
}
