//! The CSVs of a bundle: its tables, their code lists, and the data dictionary.

use std::collections::BTreeSet;

use model::{Failure, Progress, TidyTable};

use crate::bag::Bundle;
use crate::columns::{Survey, one_line, survey, tidy_columns};
use crate::csv_out::{write_texts, write_tidy_csv_to, writer};
use crate::dictionary::{self, CsvFile};
use crate::file_stem;
use crate::lists::{self, List};
use crate::written::Folder;

/// The names of the tables' files, without their ending.
pub(crate) fn table_stems<'a>(tables: impl Iterator<Item = &'a TidyTable>) -> Vec<String> {
    // Names of other files and resources in the same folder.
    let other = ["data_dictionary", "codelists", "csv_metadata"];
    let lists = [List::Code, List::Geography, List::Marker, List::Measure, List::Organisation];
    let mut taken: BTreeSet<String> =
        other.into_iter().chain(lists.map(List::name)).map(str::to_owned).collect();
    tables.map(|table| file_stem(&table.name, &mut taken)).collect()
}

/// Writes the CSV of every table.
pub(crate) fn write_tables(
    bundle: &Bundle<'_>,
    folder: &mut Folder<'_>,
    progress: &dyn Progress,
) -> Result<(Vec<CsvFile>, Vec<Survey>), Failure> {
    let mut files = Vec::new();
    let mut surveys = Vec::new();
    for (table, name) in bundle.tables.iter().zip(table_stems(bundle.tables.iter())) {
        let columns = tidy_columns(table);
        let survey = survey(table, &columns, progress)?;
        let path = format!("{name}.csv");
        let place = format!("data/tables/{path}");
        let rows = folder.write(&place, |to| write_tidy_csv_to(table, &place, to, progress))?;
        let key = survey.key.iter().flatten().map(|at| columns[*at].name.clone()).collect();
        let mut file = CsvFile {
            title: title_of(table),
            description: table.notes.iter().map(|note| one_line(note.trim())).collect::<Vec<_>>().join(" "),
            columns: dictionary::describe(table, &columns, &survey),
            measures: dictionary::measured(table),
            key,
            rows,
            ..CsvFile::new(&name, &path)
        };
        seal(&mut file, folder, Some(&table.name));
        files.push(file);
        surveys.push(survey);
    }
    Ok((files, surveys))
}

/// What a table is called in words.
pub(crate) fn title_of(table: &TidyTable) -> String {
    let title = one_line(table.title.trim());
    if title.is_empty() { table.name.clone() } else { title.into_owned() }
}

/// Writes the code lists and the data dictionary; gives the markers with their meanings.
pub(crate) fn write_lists(
    bundle: &Bundle<'_>,
    files: &mut Vec<CsvFile>,
    surveys: &[Survey],
    folder: &mut Folder<'_>,
) -> Result<Vec<[String; 2]>, Failure> {
    for list in lists::needed(bundle.tables.iter()) {
        let file = CsvFile {
            title: list.title().to_owned(),
            columns: list.columns(),
            key: vec![list.key().to_owned()],
            ..CsvFile::new(list.name(), list.path())
        };
        write_list(files, file, &list.rows(bundle.tables, surveys), folder)?;
    }
    let rows = dictionary::dictionary_rows(files);
    let list = CsvFile {
        title: "Data dictionary".to_owned(),
        description: "What every column of the other files holds.".to_owned(),
        columns: dictionary::dictionary_columns(),
        key: ["table", "column"].map(str::to_owned).to_vec(),
        ..CsvFile::new("data_dictionary", dictionary::DICTIONARY)
    };
    write_list(files, list, &rows, folder)?;
    Ok(lists::marker_list(bundle.tables, surveys))
}

fn write_list(
    files: &mut Vec<CsvFile>,
    mut list: CsvFile,
    rows: &[Vec<String>],
    folder: &mut Folder<'_>,
) -> Result<(), Failure> {
    let place = format!("data/tables/{}", list.path);
    folder.write(&place, |to| {
        let write = || {
            let mut csv = writer(to);
            let header: Vec<&str> = list.columns.iter().map(|column| column.name.as_str()).collect();
            write_texts(&mut csv, &header)?;
            rows.iter().try_for_each(|row| write_texts(&mut csv, row))?;
            csv.flush()
        };
        write().map_err(|error| Failure::writing(&place, &error))
    })?;
    list.rows = rows.len() as u64;
    seal(&mut list, folder, None);
    files.push(list);
    Ok(())
}

/// Notes size and hash of the file that was written last, and tells it what it holds.
fn seal(file: &mut CsvFile, folder: &mut Folder<'_>, table: Option<&str>) {
    let Some(written) = folder.files.last_mut() else { return };
    written.rows = Some(file.rows);
    written.table = table.map(str::to_owned);
    file.bytes = written.bytes;
    file.sha256.clone_from(&written.sha256);
}
