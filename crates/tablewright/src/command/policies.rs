//! `tablewright policies`: the policies, or one of them explained.

use std::fmt::Write;

use model::Failure;
use serde_json::json;
use tablewright::assess::policy;

use super::args::PoliciesArgs;
use super::outcome::Outcome;

pub(super) fn run(args: &PoliciesArgs) -> Result<Outcome, Vec<Failure>> {
    let mut outcome = Outcome::new(args.json);
    if let Some(name) = &args.name {
        let policy = policy(name).map_err(|failure| vec![failure])?;
        outcome.text = disclosure::explain(&policy);
        outcome.own.insert("policies".into(), json!([*policy]));
        return Ok(outcome);
    }
    let policies = disclosure::Policy::builtin();
    for policy in &policies {
        let unverified = if policy.unverified { " (unverified default)" } else { "" };
        let _ = writeln!(outcome.text, "{:16} {}{unverified}", policy.id, policy.title);
    }
    outcome.own.insert("policies".into(), json!(policies));
    Ok(outcome)
}
