//! What a file carries beside what a reader sees, kind by kind, as a checklist.

use model::{Hidden, What};
use workbook::Format;

use super::Session;
use crate::assess::State;
use crate::view::ContentsView;
use crate::words;

/// The kinds, in the order of the checklist.
const KINDS: [Hidden; 11] = [
    Hidden::HiddenSheet,
    Hidden::VeryHiddenSheet,
    Hidden::HiddenRow,
    Hidden::HiddenColumn,
    Hidden::PivotCache,
    Hidden::ExternalLink,
    Hidden::DefinedName,
    Hidden::Comment,
    Hidden::EmbeddedObject,
    Hidden::Macro,
    Hidden::DocumentProperty,
];

/// The checklist of the workbook at `at`: every kind that is looked for in its format, found or not.
pub(super) fn contents(session: &Session, at: usize) -> Vec<ContentsView> {
    let format = session.content.opened[at].source.workbook.format;
    let here = || {
        session
            .assessment
            .findings
            .iter()
            .filter(move |assessed| assessed.origin.source == Some(at) && assessed.origin.table.is_none())
    };
    let count = |kind: &'static str| {
        let (mut count, mut open) = (0, 0);
        for assessed in here().filter(|assessed| assessed.finding.kind() == kind) {
            count += 1;
            open += u32::from(assessed.state == State::Open);
        }
        ContentsView { kind: kind.to_owned(), label: words::kind(kind).to_owned(), count, open }
    };
    let mut all: Vec<ContentsView> = KINDS
        .into_iter()
        .filter(|kind| is_looked_for(*kind, format))
        .map(|kind| count(kind.name()))
        .collect();
    if format_has_formulas(format) {
        all.push(count(What::FormulaWithoutValue { count: 0 }.kind()));
    }
    all
}

/// Whether a kind of hidden content is looked for in a format; `docs/formats.md` says the same to people.
pub(super) const fn is_looked_for(kind: Hidden, format: Format) -> bool {
    match (format, kind) {
        (Format::Csv | Format::Tsv, _) => false,
        (Format::Xlsb, Hidden::HiddenRow | Hidden::HiddenColumn) => false,
        _ => true,
    }
}

const fn format_has_formulas(format: Format) -> bool {
    matches!(format, Format::Xlsx | Format::Xlsm)
}
