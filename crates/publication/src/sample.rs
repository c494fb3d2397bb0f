//! A small release for the unit tests: one table with a code, a marker, a blank cell and a provisional value.

use model::{
    Axis, Category, Dimension, DimensionKind, Marker, MarkerMeaning, Measure, MeasureKind, Precision,
    TidyTable,
};

use crate::Metadata;

/// Complete metadata without a problem.
pub(crate) fn metadata() -> Metadata {
    let mut metadata = Metadata::default();
    for (key, value) in [
        ("title", "A&E attendances in England, 2024-25"),
        ("summary", "Attendances at emergency departments. By area and age."),
        ("series", "AE attendances"),
        ("release", "2024-11-14T09:30"),
        ("next_release", "2025-11-13"),
        ("period.from", "2024-04-01"),
        ("period.to", "2025-03-31"),
        ("period.label", "2024-25"),
        ("publisher.name", "National Health Statistics Body"),
        ("contact.name", "Urgent care statistics team"),
        ("contact.email", "urgent.care@example.gov.uk"),
        ("keywords", "emergency care, hospitals"),
    ] {
        let _ = metadata.set(key, value);
    }
    metadata
}

fn category(label: &str, code: Option<&str>) -> Category {
    Category { label: label.into(), code: code.map(Into::into), ..Category::default() }
}

fn measure(name: &str, label: &str, unit: &str, kind: MeasureKind) -> Measure {
    Measure {
        name: name.into(),
        label: label.into(),
        unit: unit.into(),
        kind,
        adding: model::Adding::Additive,
        reason: String::new(),
    }
}

/// Two areas by two ages, counts and percentages; one cell withheld, one blank, one provisional.
pub(crate) fn table() -> TidyTable {
    let dimension = |name: &str, label: &str, kind, axis, codes: &[u32], categories| Dimension {
        name: name.into(),
        label: label.into(),
        kind,
        axis,
        codes: codes.to_vec(),
        categories,
    };
    let mut table = TidyTable {
        name: "attendances_by_age".into(),
        title: "Attendances by area and age".into(),
        file: "CANARY workbook.xlsx".into(),
        sheet: Some("CANARY sheet".into()),
        notes: vec!["Ages at the date of attendance.".into()],
        rows: vec![4, 5],
        cols: vec![1, 2, 3, 4],
        dimensions: vec![
            dimension(
                "area",
                "Area",
                DimensionKind::Geography,
                Axis::Rows,
                &[0, 1],
                vec![category("England", None), category("Bath, \"and\" Ynys Môn", Some("E06000022"))],
            ),
            dimension(
                "age",
                "Age group",
                DimensionKind::Age,
                Axis::Columns,
                &[0, 1, 0, 1],
                vec![category("0 to 17", None), category("18 and over", None)],
            ),
        ],
        measures: vec![
            measure("attendances", "Attendances", "attendances", MeasureKind::People),
            measure("percent_in_4_hours", "% in 4 hours", "percent", MeasureKind::Percentage),
        ],
        measure_of_col: vec![0, 0, 1, 1],
        values: vec![1_234_565.0, 2_000_000.0, 0.071, 0.5, 25.0, f64::NAN, 0.125, 0.75],
        precisions: [[Precision::new(0, false); 2], [Precision::new(1, true); 2]].concat().repeat(2),
        markers: vec![0; 8],
        marker_set: Vec::new(),
        stored_values: false,
        periods: model::Periods::default(),
        parts: Vec::new(),
    };
    let provisional = Marker { text: "[p]".into(), meaning: MarkerMeaning::Provisional };
    table.markers[1] = table.marker_code(&provisional);
    table.withhold(4, &Marker::asterisk());
    table
}
