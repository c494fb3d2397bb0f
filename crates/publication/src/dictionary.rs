//! What every column of every CSV of the bundle is: the one source of the data dictionary, of
//! `datapackage.json` and of `csv-metadata.json`.

use std::collections::BTreeSet;

use model::{DimensionKind, MarkerMeaning, TidyTable};

use crate::columns::{ColumnRole, Survey, TidyColumn, one_line};
use crate::lists::List;
use crate::rules::is_gss;

/// Where the data dictionary is, from the folder of the tables.
pub(crate) const DICTIONARY: &str = "data-dictionary.csv";

/// A CSV of the bundle and what its columns are.
#[derive(Debug)]
pub(crate) struct CsvFile {
    /// Its name as a resource: a file stem.
    pub(crate) name: String,
    /// Its path from the folder of the tables.
    pub(crate) path: String,
    /// What it is called in words.
    pub(crate) title: String,
    /// More about it; may be empty.
    pub(crate) description: String,
    /// Its columns.
    pub(crate) columns: Vec<CsvColumn>,
    /// What it measures; empty for a list.
    pub(crate) measures: Vec<Measured>,
    /// The columns that tell its rows apart; empty when nothing does.
    pub(crate) key: Vec<String>,
    /// Rows without the header.
    pub(crate) rows: u64,
    /// Its size.
    pub(crate) bytes: u64,
    /// SHA-256, lower case hexadecimal.
    pub(crate) sha256: String,
}

impl CsvFile {
    /// A file of which only name and place are known.
    pub(crate) fn new(name: &str, path: &str) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            title: String::new(),
            description: String::new(),
            columns: Vec::new(),
            measures: Vec::new(),
            key: Vec::new(),
            rows: 0,
            bytes: 0,
            sha256: String::new(),
        }
    }
}

/// Something that a table measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measured {
    /// In words.
    pub(crate) label: String,
    /// Empty when it is not known.
    pub(crate) unit: String,
}

/// What a table measures, in the order of its measures.
pub(crate) fn measured(table: &TidyTable) -> Vec<Measured> {
    let measured = table.measures.iter().map(|measure| Measured {
        label: label_of(&measure.label, &measure.name),
        unit: one_line(measure.unit.trim()).into_owned(),
    });
    measured.collect()
}

/// A column of a CSV.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about a column")]
pub(crate) struct CsvColumn {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) description: String,
    pub(crate) is_number: bool,
    /// Whether it holds days, in ISO 8601.
    pub(crate) is_date: bool,
    pub(crate) required: bool,
    pub(crate) unit: String,
    /// The code list that holds its values.
    pub(crate) list: Option<List>,
    /// Whether an empty cell occurs.
    pub(crate) blank: bool,
    /// What an empty cell means; empty when there is none.
    pub(crate) missing: String,
    /// The web address of what the column says, in a vocabulary that others use.
    pub(crate) property: Option<&'static str>,
    /// Where the web address of a value starts; the value follows.
    pub(crate) values: Option<&'static str>,
}

impl CsvColumn {
    pub(crate) fn text(name: &str, label: &str, description: &str) -> Self {
        let (name, label, description) = (name.to_owned(), label.to_owned(), description.to_owned());
        Self { name, label, description, ..Self::default() }
    }

    /// `number`, `date`, or the given word for text.
    pub(crate) const fn type_name(&self, text: &'static str) -> &'static str {
        match (self.is_number, self.is_date) {
            (true, _) => "number",
            (false, true) => "date",
            (false, false) => text,
        }
    }

    pub(crate) fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The columns of a table's CSV, described.
pub(crate) fn describe(table: &TidyTable, columns: &[TidyColumn], survey: &Survey) -> Vec<CsvColumn> {
    let described = columns.iter().zip(&survey.blank).map(|(column, blank)| {
        let mut described = describe_column(table, column.role, survey);
        described.name.clone_from(&column.name);
        described.blank = *blank;
        described.property = property(table, column.role);
        described.required = !blank
            && !matches!(column.role, ColumnRole::Value | ColumnRole::Marker | ColumnRole::Code(_))
            && !described.is_date;
        if *blank && described.missing.is_empty() {
            "Not given in the source table.".clone_into(&mut described.missing);
        }
        described
    });
    described.collect()
}

fn describe_column(table: &TidyTable, role: ColumnRole, survey: &Survey) -> CsvColumn {
    match role {
        ColumnRole::Dimension(d) => {
            let dimension = &table.dimensions[d];
            CsvColumn::text("", &label_of(&dimension.label, &dimension.name), about(dimension.kind))
        }
        ColumnRole::Code(d) => {
            let dimension = &table.dimensions[d];
            let label = label_of(&dimension.label, &dimension.name);
            let mut column = CsvColumn::text(
                "",
                &format!("{label}: code"),
                "The code that stands for it in official lists.",
            );
            "The row has no code.".clone_into(&mut column.missing);
            column.list = Some(List::of(dimension.kind));
            let mut codes = dimension.categories.iter().filter_map(|category| category.code.as_deref());
            let official = dimension.kind == DimensionKind::Geography && codes.all(is_gss);
            column.values = official.then_some(crate::catalogue::PLACES);
            column
        }
        ColumnRole::PeriodStart => CsvColumn {
            is_date: true,
            missing: "The period is not a stretch of certain days.".to_owned(),
            ..CsvColumn::text("", "Period start", "The first day of the period that the row is about.")
        },
        ColumnRole::PeriodEnd => CsvColumn {
            is_date: true,
            missing: "The period is not a stretch of certain days.".to_owned(),
            ..CsvColumn::text("", "Period end", "The last day of the period that the row is about.")
        },
        ColumnRole::Measure => {
            CsvColumn { list: Some(List::Measure), ..CsvColumn::text("", "Measure", &measures(table)) }
        }
        ColumnRole::Unit => CsvColumn::text("", "Unit", "The unit of the value."),
        ColumnRole::Value => CsvColumn {
            is_number: true,
            unit: only_unit(table),
            missing: "There is no number to publish; the column marker says why.".to_owned(),
            ..CsvColumn::text("", "Value", "The number.")
        },
        ColumnRole::Marker => CsvColumn {
            list: (!survey.markers.is_empty()).then_some(List::Marker),
            missing: "Nothing needs to be said about the value.".to_owned(),
            ..CsvColumn::text(
                "",
                "Marker",
                "The symbol in the place of a number, or beside one that needs care.",
            )
        },
    }
}

/// The concept of SDMX or of the RDF Data Cube that a column stands for.
const fn property_of(kind: DimensionKind) -> Option<&'static str> {
    match kind {
        DimensionKind::Geography => Some("http://purl.org/linked-data/sdmx/2009/dimension#refArea"),
        DimensionKind::Time => Some("http://purl.org/linked-data/sdmx/2009/dimension#refPeriod"),
        DimensionKind::Age => Some("http://purl.org/linked-data/sdmx/2009/dimension#age"),
        DimensionKind::Sex => Some("http://purl.org/linked-data/sdmx/2009/dimension#sex"),
        DimensionKind::Organisation | DimensionKind::Code | DimensionKind::Other => None,
    }
}

fn property(table: &TidyTable, role: ColumnRole) -> Option<&'static str> {
    match role {
        ColumnRole::Dimension(at) => property_of(table.dimensions[at].kind),
        // The label of the same dimension has it already; a code says what it is by its own address.
        ColumnRole::Code(_) | ColumnRole::PeriodStart | ColumnRole::PeriodEnd => None,
        ColumnRole::Measure => Some("http://purl.org/linked-data/cube#measureType"),
        ColumnRole::Unit => Some("http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure"),
        ColumnRole::Value => Some("http://purl.org/linked-data/sdmx/2009/measure#obsValue"),
        ColumnRole::Marker => Some("http://purl.org/linked-data/sdmx/2009/attribute#obsStatus"),
    }
}

fn label_of(label: &str, name: &str) -> String {
    let label = one_line(label.trim());
    if label.is_empty() { name.to_owned() } else { label.into_owned() }
}

/// What a row says in a dimension of this kind.
const fn about(kind: DimensionKind) -> &'static str {
    match kind {
        DimensionKind::Geography => "The place that the row is about.",
        DimensionKind::Organisation => "The organisation that the row is about.",
        DimensionKind::Time => "The period that the row is about.",
        DimensionKind::Age => "The age or age group that the row is about.",
        DimensionKind::Sex => "The sex or gender that the row is about.",
        DimensionKind::Code => "The code of what the row is about.",
        DimensionKind::Other => "What the row is about, as the source table names it.",
    }
}

/// `What the value is: attendances (Attendances).`
fn measures(table: &TidyTable) -> String {
    let named = table.measures.iter().map(|measure| {
        let label = one_line(measure.label.trim());
        if label.is_empty() || label == measure.name {
            measure.name.clone()
        } else {
            format!("{} ({label})", measure.name)
        }
    });
    format!("What the value is: {}.", named.collect::<Vec<_>>().join("; "))
}

/// The unit, when all measures have the same.
fn only_unit(table: &TidyTable) -> String {
    let units: BTreeSet<&str> = table.measures.iter().map(|measure| measure.unit.as_str()).collect();
    match units.into_iter().collect::<Vec<_>>().as_slice() {
        [unit] => (*unit).to_owned(),
        _ => "see the column unit".to_owned(),
    }
}

/// What a marker means, in public words.
pub const fn marker_meaning(meaning: MarkerMeaning) -> &'static str {
    match meaning {
        MarkerMeaning::Suppressed => "Withheld to protect confidentiality",
        MarkerMeaning::NotAvailable => "Not available",
        MarkerMeaning::NotApplicable => "Not applicable",
        MarkerMeaning::Low => "Low figure that rounds to zero",
        MarkerMeaning::NoneRecorded => "None recorded in the survey",
        MarkerMeaning::LowReliability => "Low reliability",
        MarkerMeaning::Provisional => "Provisional",
        MarkerMeaning::Revised => "Revised",
        MarkerMeaning::Estimated => "Estimated",
        MarkerMeaning::Break => "Break in the series",
        MarkerMeaning::Forecast => "Forecast",
        MarkerMeaning::Nil => "None",
        MarkerMeaning::Noted => "See the notes of the table",
        MarkerMeaning::Unknown => "As in the source table; see its notes",
    }
}

/// The columns of the data dictionary itself.
pub(crate) fn dictionary_columns() -> Vec<CsvColumn> {
    let optional = |name: &str, label: &str, description: &str, missing: &str| {
        let mut column = CsvColumn::text(name, label, description);
        missing.clone_into(&mut column.missing);
        column
    };
    vec![
        CsvColumn::text("table", "Table", "The CSV, from the folder of the tables.").required(),
        CsvColumn::text("column", "Column", "The header of the column.").required(),
        CsvColumn::text("label", "Label", "What the column is called in words.").required(),
        CsvColumn::text("description", "Description", "What the column holds.").required(),
        CsvColumn::text("type", "Type", "text or number.").required(),
        optional(
            "unit",
            "Unit",
            "The unit of its numbers.",
            "The column holds no numbers, or their unit is not known.",
        ),
        optional("code_list", "Code list", "The CSV that lists its values.", "Its values are not listed."),
        optional(
            "missing",
            "Meaning of an empty cell",
            "What an empty cell means.",
            "The column has no empty cell.",
        ),
    ]
}

/// The rows of the data dictionary.
pub(crate) fn dictionary_rows(files: &[CsvFile]) -> Vec<Vec<String>> {
    let rows = files.iter().flat_map(|file| {
        file.columns.iter().map(|column| {
            vec![
                file.path.clone(),
                column.name.clone(),
                column.label.clone(),
                column.description.clone(),
                column.type_name("text").to_owned(),
                column.unit.clone(),
                column.list.map(List::path).unwrap_or_default().to_owned(),
                if column.required { String::new() } else { column.missing.clone() },
            ]
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::{survey, tidy_columns};
    use crate::sample;
    use model::Quiet;

    #[test]
    fn columns_say_where_their_values_come_from() {
        let table = sample::table();
        let columns = tidy_columns(&table);
        let described = describe(&table, &columns, &survey(&table, &columns, &Quiet).unwrap());
        let lists: Vec<_> = described.iter().map(|column| column.list).collect();
        let (geography, measure, marker) = (Some(List::Geography), Some(List::Measure), Some(List::Marker));
        assert_eq!(lists, [None, geography, None, measure, None, None, marker]);
        assert_eq!(described[1].values, Some(crate::catalogue::PLACES));
        assert!(described[0].property.unwrap().ends_with("#refArea"));
        let mut odd = table;
        odd.dimensions[0].categories[1].code = Some("Y60".into());
        let described = describe(&odd, &columns, &survey(&odd, &columns, &Quiet).unwrap());
        assert_eq!(described[1].values, None);
    }

    #[test]
    fn blank_columns_are_not_required_and_say_so() {
        let mut table = sample::table();
        table.dimensions[1].categories[0].label = " ".into();
        table.dimensions[0].categories[1].label = String::new();
        let columns = tidy_columns(&table);
        let survey = survey(&table, &columns, &Quiet).unwrap();
        let described = describe(&table, &columns, &survey);
        let column = |name: &str| described.iter().find(|column| column.name == name).unwrap();
        assert!(!column("area").required);
        assert_eq!(column("area").missing, "Not given in the source table.");
        assert!(column("age").required && column("measure").required && column("unit").required);
        assert!(
            !column("value").required
                && column("value").is_number
                && column("marker").list == Some(List::Marker)
        );
    }
}
