//! Kinds and markers in words.

use model::{DimensionKind, MeasureKind};

use crate::view::ColumnKindView;

/// The kinds of a dimension, in the order in which they are offered.
const DIMENSIONS: [DimensionKind; 7] = [
    DimensionKind::Geography,
    DimensionKind::Organisation,
    DimensionKind::Time,
    DimensionKind::Age,
    DimensionKind::Sex,
    DimensionKind::Code,
    DimensionKind::Other,
];

/// The kinds of a measure, in the order in which they are offered.
const MEASURES: [MeasureKind; 11] = [
    MeasureKind::People,
    MeasureKind::Things,
    MeasureKind::Percentage,
    MeasureKind::Rate,
    MeasureKind::Average,
    MeasureKind::Money,
    MeasureKind::Index,
    MeasureKind::Rank,
    MeasureKind::Year,
    MeasureKind::Code,
    MeasureKind::Other,
];

/// The stable word, the words and what follows from each kind of a dimension.
const fn of_dimension(kind: DimensionKind) -> [&'static str; 3] {
    match kind {
        DimensionKind::Geography => [
            "geography",
            "Place",
            "Countries, regions, districts. Names and codes are looked up; a whole country is told from its parts.",
        ],
        DimensionKind::Organisation => {
            ["organisation", "Organisation", "Trusts, practices, boards. Names and codes are looked up."]
        }
        DimensionKind::Time => {
            ["time", "Period", "Years, quarters, months, dates. Periods are not added up."]
        }
        DimensionKind::Age => ["age", "Age", "Ages or age bands: the table is about people."],
        DimensionKind::Sex => ["sex", "Sex or gender", "The table is about people."],
        DimensionKind::Code => ["code", "Code", "A code that stands beside the name of another column."],
        DimensionKind::Other => ["other", "Something else", "Any other division of the numbers."],
    }
}

/// The same of a measure.
const fn of_measure(kind: MeasureKind) -> [&'static str; 3] {
    match kind {
        MeasureKind::People => [
            "people",
            "Count of people",
            "People, or events that happen to people: admissions, deaths. Small counts are protected.",
        ],
        MeasureKind::Things => [
            "things",
            "Count of things",
            "Beds, posts, organisations. Not protected; sums are still checked.",
        ],
        MeasureKind::Percentage => [
            "percentage",
            "Percentage",
            "Withheld where the counts behind it are withheld and the table holds them.",
        ],
        MeasureKind::Rate => ["rate", "Rate", "So many per 1,000 or 100,000. Withheld as percentages are."],
        MeasureKind::Average => {
            ["average", "Average", "A mean or median. Withheld where its base is too small."]
        }
        MeasureKind::Money => ["money", "Amount of money", "Not protected; sums are still checked."],
        MeasureKind::Index => ["index", "Index", "An index number. Nothing is added up."],
        MeasureKind::Rank => ["rank", "Rank", "A place in an order. Nothing is added up."],
        MeasureKind::Year => ["year", "Year", "A year as a figure. Nothing is added up."],
        MeasureKind::Code => ["code", "Code", "A code made of digits. Nothing is added up."],
        MeasureKind::Other => {
            ["other", "Something else", "A measurement, a score. Its sums are still checked."]
        }
    }
}

fn kind_view([id, label, help]: [&str; 3]) -> ColumnKindView {
    ColumnKindView { id: id.to_owned(), label: label.to_owned(), help: help.to_owned() }
}

pub(super) fn dimension_kinds() -> Vec<ColumnKindView> {
    DIMENSIONS.into_iter().map(of_dimension).map(kind_view).collect()
}

pub(super) fn measure_kinds() -> Vec<ColumnKindView> {
    MEASURES.into_iter().map(of_measure).map(kind_view).collect()
}

/// The stable word of a dimension's kind.
pub(super) const fn dimension_kind(kind: DimensionKind) -> &'static str {
    of_dimension(kind)[0]
}

/// The stable word of a measure's kind.
pub(super) const fn measure_kind(kind: MeasureKind) -> &'static str {
    of_measure(kind)[0]
}

/// The kind of a dimension with that stable word.
pub(super) fn find_dimension(id: &str) -> Option<DimensionKind> {
    DIMENSIONS.into_iter().find(|kind| dimension_kind(*kind) == id)
}

/// The kind of a measure with that stable word.
pub(super) fn find_measure(id: &str) -> Option<MeasureKind> {
    MEASURES.into_iter().find(|kind| measure_kind(*kind) == id)
}

/// The kind in a sentence: `count of people`.
pub(super) fn in_sentence(kind: &ColumnKindView) -> String {
    kind.label.to_lowercase()
}
