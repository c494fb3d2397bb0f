//! The code lists: every value that a column of codes, measures or markers can have, and what it means.

use std::collections::{BTreeMap, BTreeSet};

use model::{DimensionKind, TidyTable};

use crate::columns::{ColumnRole, Survey, one_line, tidy_columns};
use crate::dictionary::{CsvColumn, marker_meaning};

/// A code list of the bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    /// Codes that are neither of places nor of organisations.
    Code,
    /// Codes of places.
    Geography,
    /// The symbols in the place of a number or beside it.
    Marker,
    /// What is measured.
    Measure,
    /// Codes of organisations.
    Organisation,
}

impl List {
    /// Its name as a resource, and as a file.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Geography => "geography",
            Self::Marker => "marker",
            Self::Measure => "measure",
            Self::Organisation => "organisation",
        }
    }

    /// Its path from the folder of the tables.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Code => "codelists/code.csv",
            Self::Geography => "codelists/geography.csv",
            Self::Marker => "codelists/marker.csv",
            Self::Measure => "codelists/measure.csv",
            Self::Organisation => "codelists/organisation.csv",
        }
    }

    /// What it is called in words.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Code => "Codes and what they stand for",
            Self::Geography => "Places and their codes",
            Self::Marker => "Symbols and what they mean",
            Self::Measure => "What is measured",
            Self::Organisation => "Organisations and their codes",
        }
    }

    /// The column that other tables refer to: its first.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Code | Self::Geography | Self::Organisation => "code",
            Self::Marker => "marker",
            Self::Measure => "measure",
        }
    }

    /// The list of a dimension's codes.
    pub(crate) const fn of(kind: DimensionKind) -> Self {
        match kind {
            DimensionKind::Geography => Self::Geography,
            DimensionKind::Organisation => Self::Organisation,
            DimensionKind::Time
            | DimensionKind::Age
            | DimensionKind::Sex
            | DimensionKind::Code
            | DimensionKind::Other => Self::Code,
        }
    }

    /// Its columns.
    pub(crate) fn columns(self) -> Vec<CsvColumn> {
        let required = |name: &str, label: &str, about: &str| CsvColumn::text(name, label, about).required();
        match self {
            Self::Code | Self::Geography | Self::Organisation => vec![
                required("code", "Code", "The code, as official lists give it."),
                required("label", "Label", "What it stands for."),
            ],
            Self::Marker => vec![
                required("marker", "Marker", "The symbol."),
                required("meaning", "Meaning", "What it means."),
            ],
            Self::Measure => {
                let mut unit = CsvColumn::text("unit", "Unit", "The unit of its numbers.");
                "The unit is not known.".clone_into(&mut unit.missing);
                vec![
                    required("measure", "Measure", "The name in the column measure."),
                    required("label", "Label", "What is measured, in words."),
                    unit,
                ]
            }
        }
    }

    /// Its rows, sorted by what they are found by.
    pub(crate) fn rows(self, tables: &[TidyTable], surveys: &[Survey]) -> Vec<Vec<String>> {
        match self {
            Self::Marker => marker_list(tables, surveys).into_iter().map(Vec::from).collect(),
            Self::Measure => measure_rows(tables),
            Self::Code | Self::Geography | Self::Organisation => self.code_rows(tables),
        }
    }

    /// The codes of the rows that are published; never those of other categories.
    fn code_rows(self, tables: &[TidyTable]) -> Vec<Vec<String>> {
        let mut list = Senses::default();
        for table in tables {
            for (at, dimension) in
                table.dimensions.iter().enumerate().filter(|(_, d)| Self::of(d.kind) == self)
            {
                let mut used = vec![false; dimension.categories.len()];
                for row in (0..table.len()).filter(|row| !table.is_blank(*row)) {
                    if let Some(used) = used.get_mut(table.code(at, row) as usize) {
                        *used = true;
                    }
                }
                for (category, _) in dimension.categories.iter().zip(used).filter(|(_, used)| *used) {
                    let code = one_line(category.code.as_deref().unwrap_or_default());
                    let label = one_line(&category.label);
                    if !code.is_empty() {
                        let label = if label.is_empty() { code.clone() } else { label };
                        list.add(&code, [&label]);
                    }
                }
            }
        }
        list.rows()
    }
}

/// Keys and the words for each; a key that tables use in different senses gets them all.
#[derive(Default)]
struct Senses<const WORDS: usize>(BTreeMap<String, [BTreeSet<String>; WORDS]>)
where
    [BTreeSet<String>; WORDS]: Default;

impl<const WORDS: usize> Senses<WORDS>
where
    [BTreeSet<String>; WORDS]: Default,
{
    fn add(&mut self, key: &str, words: [&str; WORDS]) {
        let known = self.0.entry(key.to_owned()).or_default();
        for (known, word) in known.iter_mut().zip(words).filter(|(_, word)| !word.is_empty()) {
            known.insert(word.to_owned());
        }
    }

    fn rows(self) -> Vec<Vec<String>> {
        let joined = |words: BTreeSet<String>| words.into_iter().collect::<Vec<_>>().join("; or: ");
        self.0
            .into_iter()
            .map(|(key, words)| std::iter::once(key).chain(words.map(joined)).collect())
            .collect()
    }
}

fn measure_rows(tables: &[TidyTable]) -> Vec<Vec<String>> {
    let mut list = Senses::default();
    for measure in tables.iter().flat_map(|table| &table.measures) {
        let (name, label) = (one_line(&measure.name), one_line(measure.label.trim()));
        if !name.is_empty() {
            let label = if label.is_empty() { &name } else { &label };
            list.add(&name, [label, &one_line(measure.unit.trim())]);
        }
    }
    list.rows()
}

/// The markers that occur in the tables, with what they mean; sorted.
pub(crate) fn marker_list(tables: &[TidyTable], surveys: &[Survey]) -> Vec<[String; 2]> {
    let mut list: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for (table, survey) in tables.iter().zip(surveys) {
        for marker in survey.markers.iter().filter_map(|at| table.marker_set.get(usize::from(*at))) {
            list.entry(one_line(&marker.text).into_owned())
                .or_default()
                .insert(marker_meaning(marker.meaning));
        }
    }
    list.into_iter()
        .map(|(text, senses)| [text, senses.into_iter().collect::<Vec<_>>().join("; or: ")])
        .collect()
}

/// The code lists that these tables need, in the order of their names.
pub(crate) fn needed<'a>(tables: impl Iterator<Item = &'a TidyTable>) -> BTreeSet<List> {
    let mut lists = BTreeSet::from([List::Measure]);
    for table in tables {
        if (0..table.len()).any(|row| table.markers[row] != 0 && !table.is_blank(row)) {
            lists.insert(List::Marker);
        }
        lists.extend(tidy_columns(table).iter().filter_map(|column| match column.role {
            ColumnRole::Code(at) => Some(List::of(table.dimensions[at].kind)),
            ColumnRole::Dimension(_)
            | ColumnRole::PeriodStart
            | ColumnRole::PeriodEnd
            | ColumnRole::Measure
            | ColumnRole::Unit
            | ColumnRole::Value
            | ColumnRole::Marker => None,
        }));
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::survey;
    use crate::sample;
    use model::{MarkerMeaning, Quiet};

    #[test]
    fn a_symbol_with_two_senses_gets_both() {
        let mut other = sample::table();
        other.marker_set[1].meaning = MarkerMeaning::NotAvailable;
        let tables = [sample::table(), other];
        let surveys = tables.each_ref().map(|table| survey(table, &tidy_columns(table), &Quiet).unwrap());
        assert_eq!(
            List::Marker.rows(&tables, &surveys),
            [["*", "Not available; or: Withheld to protect confidentiality"], ["[p]", "Provisional"]]
        );
    }

    #[test]
    fn a_list_holds_what_the_tables_hold_and_nothing_else() {
        let mut other = sample::table();
        other.dimensions[0].categories[0].code = Some("E92000001".into());
        other.dimensions[0].categories[1].label = "Bath".into();
        let spare =
            model::Category { label: "CANARY".into(), code: Some("E1".into()), ..model::Category::default() };
        other.dimensions[0].categories.push(spare);
        other.measures[0].unit = "visits".into();
        let tables = [sample::table(), other];
        assert_eq!(
            List::Geography.rows(&tables, &[]),
            [["E06000022", "Bath; or: Bath, \"and\" Ynys Môn"], ["E92000001", "England"]]
        );
        assert_eq!(
            List::Measure.rows(&tables, &[]),
            [
                ["attendances", "Attendances", "attendances; or: visits"],
                ["percent_in_4_hours", "% in 4 hours", "percent"]
            ]
        );
        assert!(List::Organisation.rows(&tables, &[]).is_empty());
        let lists: Vec<List> = needed(tables.iter()).into_iter().collect();
        assert_eq!(lists, [List::Geography, List::Marker, List::Measure]);
    }
}
