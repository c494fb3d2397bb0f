//! Tables for tests, written as a person would.

use model::{
    Axis, Category, Dimension, DimensionKind, Marker, Measure, MeasureKind, Precision, TidyTable, slug,
};

/// Builds a table from labels and values as text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Build {
    dimensions: Vec<Dimension>,
    measures: Vec<(String, MeasureKind)>,
    values: Vec<Vec<String>>,
    precision: Vec<Precision>,
}

impl Build {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A dimension along the rows, one label per row: `North<All` is a part of `All`; `England!` is
    /// national.
    pub(crate) fn rows(self, name: &str, labels: &[&str]) -> Self {
        self.dimension(name, labels, Axis::Rows, DimensionKind::Other)
    }

    /// A dimension of places along the rows.
    pub(crate) fn places(self, name: &str, labels: &[&str]) -> Self {
        self.dimension(name, labels, Axis::Rows, DimensionKind::Geography)
    }

    /// A dimension of codes along the rows.
    pub(crate) fn code_rows(self, name: &str, labels: &[&str]) -> Self {
        self.dimension(name, labels, Axis::Rows, DimensionKind::Code)
    }

    /// A dimension along the columns, one label per column.
    pub(crate) fn columns(self, name: &str, labels: &[&str]) -> Self {
        self.dimension(name, labels, Axis::Columns, DimensionKind::Other)
    }

    fn dimension(mut self, name: &str, labels: &[&str], axis: Axis, kind: DimensionKind) -> Self {
        let plain = |label: &str| label.trim_end_matches('!').to_owned();
        let mut categories: Vec<Category> = Vec::new();
        let mut codes = Vec::new();
        for text in labels {
            let label = plain(text.split('<').next().unwrap());
            let national = text.split('<').next().unwrap().ends_with('!');
            let at = categories.iter().position(|c| c.label == label).unwrap_or(categories.len());
            if at == categories.len() {
                categories.push(Category { label, national, ..Category::default() });
            }
            codes.push(at as u32);
        }
        for text in labels {
            if let Some((label, parent)) = text.split_once('<') {
                let parent = categories.iter().position(|c| c.label == plain(parent)).unwrap() as u32;
                categories.iter_mut().find(|c| c.label == label).unwrap().parent = Some(parent);
            }
        }
        self.dimensions.push(Dimension {
            name: name.to_owned(),
            label: name.to_owned(),
            kind,
            axis,
            codes,
            categories,
        });
        self
    }

    /// One measure per column, in order; without any, all columns count people.
    pub(crate) fn measure(mut self, label: &str, kind: MeasureKind) -> Self {
        self.measures.push((label.to_owned(), kind));
        self
    }

    /// One precision per column.
    pub(crate) fn precision(mut self, precision: &[Precision]) -> Self {
        self.precision = precision.to_vec();
        self
    }

    /// The cells, row by row: a number, a marker or nothing.
    pub(crate) fn values<S: AsRef<str>>(mut self, rows: &[&[S]]) -> Self {
        self.values =
            rows.iter().map(|row| row.iter().map(|text| text.as_ref().to_owned()).collect()).collect();
        self
    }

    pub(crate) fn table(&self) -> TidyTable {
        let width = self.values[0].len();
        let people = vec![("people".to_owned(), MeasureKind::People)];
        let measures = if self.measures.is_empty() { &people } else { &self.measures };
        let measure = |(label, kind): &(String, MeasureKind)| Measure {
            name: slug(label),
            label: label.clone(),
            unit: String::new(),
            kind: *kind,
            adding: model::Adding::Additive,
            reason: String::new(),
        };
        let cells = width * self.values.len();
        let mut table = TidyTable {
            name: "t".to_owned(),
            title: "T".to_owned(),
            file: "t.xlsx".to_owned(),
            sheet: Some("Sheet".to_owned()),
            notes: Vec::new(),
            rows: (0..self.values.len() as u32).collect(),
            cols: (1..=width as u32).collect(),
            dimensions: self.dimensions.clone(),
            measures: measures.iter().map(measure).collect(),
            measure_of_col: (0..width as u16).map(|c| if measures.len() == 1 { 0 } else { c }).collect(),
            values: vec![f64::NAN; cells],
            precisions: vec![Precision::GENERAL; cells],
            markers: vec![0; cells],
            marker_set: Vec::new(),
            stored_values: false,
            periods: model::Periods::default(),
            parts: Vec::new(),
        };
        for (index, text) in self.values.iter().flatten().enumerate() {
            table.precisions[index] =
                self.precision.get(index % width).copied().unwrap_or(Precision::GENERAL);
            if let Ok(value) = text.parse() {
                table.values[index] = value;
            } else if let Some(marker) = Marker::recognise(text) {
                table.withhold(index, &marker);
            }
        }
        table
    }
}

/// What a table shows, cell by cell, for comparison with the values that [`Build::values`] takes.
pub(crate) fn shown(table: &TidyTable) -> Vec<String> {
    let text = |index| match (table.value(index), table.marker(index)) {
        (Some(value), _) => format!("{value}"),
        (None, Some(marker)) => marker.text.clone(),
        (None, None) => String::new(),
    };
    (0..table.len()).map(text).collect()
}
