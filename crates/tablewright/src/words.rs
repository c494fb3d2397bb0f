//! Words that the command line and the window share, beside those of findings.

use model::Stage;
use tables::{Confidence, MarkerRead, MarkerSource, Role};
use workbook::{Format, Visibility};

/// What is being done.
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading => "Reading",
        Stage::FindingTables => "Finding tables",
        Stage::Tidying => "Laying out tidy",
        Stage::Checking => "Checking",
        Stage::Protecting => "Protecting",
        Stage::Writing => "Writing",
        Stage::Verifying => "Reading back",
    }
}

/// A file's format, for a person.
pub const fn format(format: Format) -> &'static str {
    match format {
        Format::Xlsx => "Excel workbook (.xlsx)",
        Format::Xlsm => "Excel workbook with macros (.xlsm)",
        Format::Xlsb => "Excel binary workbook (.xlsb)",
        Format::Xls => "Excel 97-2003 workbook (.xls)",
        Format::Ods => "OpenDocument spreadsheet (.ods)",
        Format::Csv => "CSV file",
        Format::Tsv => "Tab-separated file",
    }
}

/// Whether a sheet is seen, as programs read it.
pub const fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Visible => "visible",
        Visibility::Hidden => "hidden",
        Visibility::VeryHidden => "very-hidden",
    }
}

/// How sure the detection of a table is.
pub const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

/// The letter of a cell's role.
pub const fn role_letter(role: Role) -> char {
    match role {
        Role::Title => 'I',
        Role::Header => 'H',
        Role::Label => 'L',
        Role::Value => 'V',
        Role::Total => 'T',
        Role::Group => 'G',
        Role::Unit => 'U',
        Role::Note => 'N',
        Role::Ignored => 'X',
        Role::Empty => '.',
    }
}

/// A marker with its meaning, who says so, and how often it stands.
pub fn marker(marker: &MarkerRead) -> String {
    let meaning = publication::marker_meaning(marker.meaning);
    let source = match marker.source {
        MarkerSource::Recipe => "the recipe".to_owned(),
        MarkerSource::Sheet => format!("the sheet: '{}'", marker.words.as_deref().unwrap_or_default()),
        MarkerSource::Workbook => {
            format!("the workbook's notes: '{}'", marker.words.as_deref().unwrap_or_default())
        }
        MarkerSource::Convention => "convention".to_owned(),
        MarkerSource::Nobody => {
            return format!("{} in {} cells: nobody says what it means", marker.text, marker.cells);
        }
    };
    format!("{} in {} cells: {meaning}, says {source}", marker.text, marker.cells)
}

/// A kind of finding, for a list of kinds.
pub fn kind(kind: &str) -> &str {
    match kind {
        "hidden-sheet" => "Hidden sheets",
        "very-hidden-sheet" => "Sheets hidden from Excel's menus",
        "hidden-row" => "Hidden rows",
        "hidden-column" => "Hidden columns",
        "pivot-cache" => "Records behind pivot tables",
        "external-link" => "Links to other files",
        "defined-name" => "Hidden or broken names",
        "comment" => "Comments",
        "document-property" => "Author, company and other properties",
        "macro" => "Macros",
        "embedded-object" => "Embedded objects",
        "formula-without-value" => "Formulas without a result",
        "below-threshold" => "Small counts",
        "not-rounded" => "Counts that are not rounded",
        "worked-out" => "Cells that can be worked out",
        "narrowed" => "Cells that can be narrowed down",
        "undecided" => "Cells of which nothing is known",
        "differenced" => "Figures that tell a small one together",
        "revised" => "Figures that were revised",
        "contradiction" => "Sums that contradict each other",
        "group-attribute" => "Groups with all in one category",
        "within-group" => "Groups with one person apart",
        "count-given" => "Figures that give a count away",
        "few-behind" => "Statistics over few",
        "dominated" => "Amounts of few contributors",
        "sensitive-topic" => "Small groups and sensitive topics",
        "said-in-text" => "Counts said in texts",
        "markers" => "Markers that differ",
        "small-total" => "Small totals over withheld parts",
        "protected-differently" => "Figures protected differently",
        "does-not-add" => "Totals that do not add up",
        "unrounded-behind-display" => "More digits than shown",
        "ratio-not-recomputed" => "Percentages that could not be made again",
        "metadata" => "Descriptions to fill or correct",
        "table-missing" => "Tables that were not found",
        "table-ambiguous" => "Tables that may be one of several",
        "recipe-drift" => "Differences that nobody has settled",
        "recipe-migrated" => "Recipes of an older form",
        "recipe-unmatched" => "Columns that were not found",
        "table-left-out" => "Tables that are left out",
        "marker-unknown" => "Symbols without a meaning",
        "period-unread" => "Periods that are not certain",
        "damaged" => "Labels that a spreadsheet has changed",
        "code-name" => "Codes beside another name",
        "code-unknown" => "Codes and names that no list holds",
        "code-closed" => "Places and organisations that are closed",
        "not-reconciled" => "Files that do not agree with their sheet",
        "stackable" => "Tables that can be stacked",
        "layout-loss" => "What a layout cannot say",
        "decision-unused" => "Decisions without effect",
        "bundle-fault" => "Faults of the bundle",
        other => other,
    }
}
