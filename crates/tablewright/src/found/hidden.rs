//! Hidden sheets, rows and columns that decisions treat as visible.

use std::sync::Arc;

use model::{CellAddress, Hidden, What};

use super::Layouts;
use crate::decisions::{Decisions, Verb};
use crate::source::Source;

/// Whether a decision treats a hidden sheet as visible.
pub(super) fn sheet_included(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    decisions: &Decisions,
    sheet: &str,
) -> bool {
    ["hidden-sheet", "very-hidden-sheet"]
        .iter()
        .any(|kind| includes(sources, decisions, &format!("{kind}/{sheet}")))
}

/// The hidden rows and columns of a sheet that decisions treat as visible, as runs (first, last).
pub(super) fn hidden_included(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    source: &Source,
    sheet: &str,
    decisions: &Decisions,
) -> (Runs, Runs) {
    let (mut rows, mut cols) = (Runs::new(), Runs::new());
    for finding in &source.workbook.hidden {
        let What::Hidden { hidden, .. } = &finding.what else { continue };
        let here = finding.place.sheet.as_deref() == Some(sheet) && includes(sources, decisions, &finding.id);
        let Some((first, last)) =
            finding.place.cell.as_deref().filter(|_| here).and_then(|runs| runs.split_once(':'))
        else {
            continue;
        };
        if *hidden == Hidden::HiddenRow {
            rows.extend(run(&format!("A{first}"), &format!("A{last}"), |at| at.row));
        } else if *hidden == Hidden::HiddenColumn {
            cols.extend(run(&format!("{first}1"), &format!("{last}1"), |at| at.col));
        }
    }
    (rows, cols)
}

/// Rows or columns as runs (first, last), from zero.
type Runs = Vec<(u32, u32)>;

fn run(first: &str, last: &str, side: impl Fn(CellAddress) -> u32) -> Option<(u32, u32)> {
    Some((side(first.parse().ok()?), side(last.parse().ok()?)))
}

fn includes(sources: &[(Arc<Source>, Arc<Layouts>)], decisions: &Decisions, finding: &str) -> bool {
    decisions.on(finding).is_some_and(|decision| decision.verb == Verb::Include)
        && !is_shared(sources.iter().map(|(source, _)| source.as_ref()), finding)
}

/// Whether several workbooks hide something of this identity: it does not say which of them is meant, so it
/// can be left out of all but not taken in.
pub(crate) fn is_shared<'a>(sources: impl Iterator<Item = &'a Source>, finding: &str) -> bool {
    sources.filter(|source| source.workbook.hidden.iter().any(|known| known.id == finding)).count() > 1
}
