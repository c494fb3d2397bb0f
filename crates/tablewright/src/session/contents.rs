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
const fn is_looked_for(kind: Hidden, format: Format) -> bool {
    match format {
        Format::Xlsx | Format::Xlsm | Format::Xls => true,
        Format::Xlsb => !matches!(kind, Hidden::HiddenRow | Hidden::HiddenColumn),
        Format::Ods => !matches!(
            kind,
            Hidden::VeryHiddenSheet | Hidden::PivotCache | Hidden::ExternalLink | Hidden::DefinedName
        ),
        Format::Csv | Format::Tsv => false,
    }
}

/// What a person should know of a format: what is not looked for in it.
pub(super) const fn not_looked_for(format: Format) -> Option<&'static str> {
    match format {
        Format::Xlsx | Format::Xlsm | Format::Csv | Format::Tsv => None,
        Format::Xlsb => Some(
            "In an .xlsb, hidden rows and columns, merged cells and number formats are not read. Save it as .xlsx to have them looked at.",
        ),
        Format::Xls => {
            Some("In an .xls, the texts of comments and what pivot tables keep are counted and not read.")
        }
        Format::Ods => Some(
            "In an .ods, records behind pivot tables, links to other files and hidden names are not looked for.",
        ),
    }
}

const fn format_has_formulas(format: Format) -> bool {
    matches!(format, Format::Xlsx | Format::Xlsm)
}
