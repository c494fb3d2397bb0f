//! What a file carries beside what a reader sees, kind by kind, as a checklist.

use std::collections::BTreeMap;

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

/// How many findings of each kind each workbook has, and how many of them are open.
pub(super) struct Counts(BTreeMap<(usize, &'static str), (u32, u32)>);

impl Counts {
    pub(super) fn of(session: &Session) -> Self {
        let mut counts: BTreeMap<_, (u32, u32)> = BTreeMap::new();
        for assessed in session.assessment.findings.iter().filter(|found| found.origin.table.is_none()) {
            let Some(source) = assessed.origin.source else { continue };
            let count = counts.entry((source, assessed.finding.kind())).or_default();
            count.0 += 1;
            count.1 += u32::from(assessed.state == State::Open);
        }
        Self(counts)
    }

    /// The checklist of the workbook at `at`: every kind that is looked for in its format, found or not.
    pub(super) fn checklist(&self, at: usize, format: Format) -> Vec<ContentsView> {
        let hidden = KINDS.into_iter().filter(|kind| is_looked_for(*kind, format)).map(Hidden::name);
        let formulas = matches!(format, Format::Xlsx | Format::Xlsm | Format::Ods)
            .then_some(What::FormulaWithoutValue { count: 0 }.kind());
        let one = |kind: &'static str| {
            let (count, open) = self.0.get(&(at, kind)).copied().unwrap_or_default();
            ContentsView { kind: kind.to_owned(), label: words::kind(kind).to_owned(), count, open }
        };
        hidden.chain(formulas).map(one).collect()
    }
}

/// Whether a kind of hidden content is looked for in a format; `docs/formats.md` says the same to people.
const fn is_looked_for(kind: Hidden, format: Format) -> bool {
    match format {
        Format::Xlsx | Format::Xlsm | Format::Xls | Format::Xlsb => true,
        Format::Ods => !matches!(kind, Hidden::VeryHiddenSheet | Hidden::PivotCache | Hidden::ExternalLink),
        Format::Csv | Format::Tsv => false,
    }
}

/// What a person should know of a format: what is not looked for in it.
pub(super) const fn not_looked_for(format: Format) -> Option<&'static str> {
    match format {
        Format::Xlsx | Format::Xlsm | Format::Csv | Format::Tsv => None,
        Format::Xlsb => Some(
            "In an .xlsb, the texts of comments, what pivot tables keep and what links keep are counted and not read.",
        ),
        Format::Xls => {
            Some("In an .xls, the texts of comments and what pivot tables keep are counted and not read.")
        }
        Format::Ods => {
            Some("In an .ods, records behind pivot tables and links to other files are not looked for.")
        }
    }
}
