//! Findings, policies and decisions.

use model::Failure;
use tablewright::view::{DecisionRequest, FindingsQuery, FindingsView, SessionView};
use tauri::command;

use super::Shared;
use crate::clock;

/// Some findings, and how many there are of each sort.
#[command]
pub(crate) async fn findings(desk: Shared<'_>, query: FindingsQuery) -> Result<FindingsView, Failure> {
    desk.look(move |session| Ok(session.findings(&query))).await
}

/// Chooses the policy of one table, or of all.
#[command]
pub(crate) async fn set_policy(
    desk: Shared<'_>,
    table: Option<u32>,
    policy: String,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.set_policy(table, &policy, progress)).await
}

/// Decides on findings. The window's clock says when; the engine only copies it.
#[command]
pub(crate) async fn decide(desk: Shared<'_>, request: DecisionRequest) -> Result<SessionView, Failure> {
    let now = clock::stamp();
    desk.change(move |session, progress| session.decide(&request, Some(&now), progress)).await
}

/// Takes a decision back.
#[command]
pub(crate) async fn undecide(desk: Shared<'_>, finding: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.undecide(&finding, progress)).await
}
