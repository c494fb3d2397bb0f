//! What can be done about a finding.

use model::{Finding, Severity, What};

use crate::decisions::Verb;

/// The verbs that can be used on a finding, in the order to offer them. What stops nothing can be accepted: it was
/// seen, and it is fine. Missing metadata and missing tables are put right, not decided; so is a sum that does not add up
/// while cells in it are withheld, because nothing can be said of their safety.
pub fn verbs(finding: &Finding) -> &'static [Verb] {
    let blocks = finding.severity == Severity::Blocker;
    match &finding.what {
        What::Hidden { hidden, .. } => hidden_verbs(*hidden, blocks),
        What::WorkedOut { .. }
        | What::Narrowed { .. }
        | What::Differenced { .. }
        | What::Undecided { .. } => &[Verb::Suppress, Verb::Accept],
        What::BelowThreshold { .. }
        | What::NotRounded { .. }
        | What::GroupAttribute { .. }
        | What::WithinGroup { .. }
        | What::CountGiven { .. }
        | What::FewBehind { .. }
        | What::Dominated { .. }
        | What::SensitiveTopic { .. }
        | What::SaidInText { .. }
        | What::Markers { .. }
        | What::SmallTotal { .. }
        | What::ProtectedDifferently { .. }
        | What::RatioNotRecomputed { .. }
        | What::UnroundedBehindDisplay { .. }
        | What::RecordLevel { .. }
        | What::Identifies { .. }
        | What::FreeText { .. }
        | What::SmallGroups { .. }
        | What::LittleDiversity { .. }
        | What::SpecialUniques { .. }
        | What::FormulaWithoutValue { .. } => &[Verb::Accept],
        What::Metadata { .. }
        | What::TableMissing { .. }
        | What::TableAmbiguous { .. }
        | What::RecipeDrift { .. }
        | What::RecipeMigrated { .. }
        | What::TableLeftOut { .. }
        | What::RecipeUnmatched { .. }
        | What::DoesNotAdd { .. }
        | What::Contradiction { .. }
        | What::Revised { .. }
        | What::MarkerUnknown { .. }
        | What::PeriodUnread { .. }
        | What::Damaged { .. }
        | What::CodeName { .. }
        | What::CodeUnknown { .. }
        | What::CodeClosed { .. }
        | What::NotReconciled { .. }
        | What::Stackable { .. }
        | What::LayoutLoss { .. }
        | What::BundleFault { .. } => {
            if blocks {
                &[]
            } else {
                &[Verb::Accept]
            }
        }
        What::DecisionUnused { .. } => &[],
    }
}

/// Only sheets, rows and columns can be taken in; everything else that is hidden can just be left out.
fn hidden_verbs(hidden: model::Hidden, blocks: bool) -> &'static [Verb] {
    use model::Hidden;
    match hidden {
        Hidden::HiddenSheet | Hidden::VeryHiddenSheet | Hidden::HiddenRow | Hidden::HiddenColumn => {
            if blocks {
                &[Verb::Exclude, Verb::Include]
            } else {
                &[Verb::Accept, Verb::Exclude, Verb::Include]
            }
        }
        Hidden::PivotCache
        | Hidden::ExternalLink
        | Hidden::DefinedName
        | Hidden::Comment
        | Hidden::DocumentProperty
        | Hidden::Macro
        | Hidden::EmbeddedObject => {
            if blocks {
                &[Verb::Exclude]
            } else {
                &[Verb::Accept, Verb::Exclude]
            }
        }
    }
}
