//! The bundle: a BagIt 1.0 bag (RFC 8493) whose payload is a Data Package and a CSV on the Web group.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use model::{Failure, FailureKind, Progress, Severity, TidyTable};

use crate::columns::{Survey, one_line, survey, tidy_columns};
use crate::csv_out::{write_texts, write_tidy_csv_to, writer};
use crate::dictionary::{self, CsvFile};
use crate::readme::Pages;
use crate::written::{Folder, WrittenFile};
use crate::{Metadata, csvw, datapackage, file_stem};

/// What is published: protected tables, their metadata, and public words.
#[derive(Debug, Clone)]
pub struct Bundle<'a> {
    /// The metadata of the release, without a blocker.
    pub metadata: &'a Metadata,
    /// The tables as they may be published.
    pub tables: &'a [TidyTable],
    /// How confidentiality is protected, in public words.
    pub disclosure: String,
    /// The version of the program.
    pub tool_version: &'a str,
}

/// Writes the bag into `folder`, which exists and is empty. On a failure the folder is left as far as it was
/// written: give a temporary one and remove it.
///
/// The same bundle gives the same bytes: times are those of the release, order is fixed.
///
/// # Errors
/// [`FailureKind::Invalid`] when the metadata have a blocker or there is no table,
/// [`FailureKind::OutputNotEmpty`], [`FailureKind::CannotWrite`], [`FailureKind::Cancelled`].
pub fn write_bag(
    bundle: &Bundle<'_>,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<Vec<WrittenFile>, Failure> {
    let release = ready(bundle)?;
    let stamp = uk_stamp(release)?;
    let mut folder = Folder::new(folder)?;
    let (mut files, surveys) = write_tables(bundle, &mut folder, progress)?;
    let markers = dictionary::marker_list(bundle.tables, &surveys);
    write_lists(&mut files, &markers, &mut folder)?;

    let metadata = bundle.metadata;
    let described = csvw::csv_metadata(metadata, &files, &markers, &stamp);
    folder.write_text(CSV_METADATA, &pretty("csv-metadata.json", &described)?)?;
    let package = datapackage::datapackage(metadata, &files, &stamp);
    folder.write_text(PACKAGE, &pretty("datapackage.json", &package)?)?;
    let noted = files.iter().zip(bundle.tables).map(|(file, table)| (file, table.notes.as_slice()));
    let pages = Pages {
        metadata,
        release,
        tables: noted.collect(),
        markers: &markers,
        disclosure: &bundle.disclosure,
    };
    folder.write_text(README, &pages.readme()?)?;
    folder.write_text(STATEMENT, &pages.statement()?)?;

    write_tags(bundle, release, &mut folder)?;
    folder.sync()?;
    let mut written = folder.files;
    written.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(written)
}

/// The release time, when the bundle can be written at all.
fn ready(bundle: &Bundle<'_>) -> Result<DateTime, Failure> {
    let invalid = |file: &str, detail: String| Failure::new(FailureKind::Invalid, file, detail);
    let blocker =
        bundle.metadata.problems().into_iter().find(|problem| problem.severity == Severity::Blocker);
    if let Some(blocker) = blocker {
        return Err(invalid("metadata", blocker.text().trim_end_matches('.').to_owned()));
    }
    if bundle.tables.is_empty() {
        return Err(invalid("the bundle", "it has no table".to_owned()));
    }
    bundle
        .metadata
        .release_time()
        .ok_or_else(|| invalid("metadata", "the release time is missing".to_owned()))
}

/// UK time. The rule of summer time is given here, so that no computer's own time zone data can change it.
fn uk() -> Result<TimeZone, Failure> {
    TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0")
        .map_err(|error| Failure::new(FailureKind::Internal, "metadata", error.to_string()))
}

/// The civil time in the UK at a moment.
///
/// # Errors
/// None that can be met; the rule of summer time is read anew.
pub fn uk_civil(moment: Timestamp) -> Result<DateTime, Failure> {
    Ok(uk()?.to_datetime(moment))
}

/// The time stamp of UK civil time, with its offset.
fn uk_stamp(release: DateTime) -> Result<String, Failure> {
    let failed = |error: jiff::Error| Failure::new(FailureKind::Internal, "metadata", error.to_string());
    let offset = uk()?.to_ambiguous_zoned(release).compatible().map_err(failed)?.offset();
    let hours = offset.seconds() / 3600;
    Ok(format!("{}+{hours:02}:00", release.strftime("%Y-%m-%dT%H:%M:%S")))
}

/// A file that a bag is going to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Its path in the bag.
    pub path: String,
    /// What it is, in words.
    pub what: String,
}

/// The files that [`write_bag`] would write for these tables, sorted by path.
pub fn planned_files(tables: &[&TidyTable]) -> Vec<PlannedFile> {
    let file = |path: &str, what: &str| PlannedFile { path: path.to_owned(), what: what.to_owned() };
    let mut files: Vec<PlannedFile> = tables
        .iter()
        .zip(table_stems(tables.iter().copied()))
        .map(|(table, stem)| file(&format!("data/tables/{stem}.csv"), &title_of(table)))
        .collect();
    if tables.iter().any(|table| table.markers.iter().any(|marker| *marker != 0)) {
        let what = "The symbols that stand for withheld or missing figures, and what they mean";
        files.push(file(&format!("data/tables/{}", dictionary::MARKERS), what));
    }
    files.push(file(&format!("data/tables/{}", dictionary::DICTIONARY), "What every column holds"));
    files.extend([
        file(CSV_METADATA, "The tables described for programs (CSV on the Web)"),
        file(PACKAGE, "The release described for programs (Data Package)"),
        file(README, "The release described for readers"),
        file(STATEMENT, "How confidentiality is protected"),
        file("bagit.txt", "Says that the folder is a bag (BagIt)"),
        file("bag-info.txt", "Who made the bag, and when"),
        file("manifest-sha256.txt", "Checksums of the data"),
        file("tagmanifest-sha256.txt", "Checksums of the other files"),
    ]);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

const CSV_METADATA: &str = "data/tables/csv-metadata.json";
const PACKAGE: &str = "data/datapackage.json";
const README: &str = "data/README.md";
const STATEMENT: &str = "data/docs/disclosure-statement.md";

/// The names of the tables' files, without their ending.
fn table_stems<'a>(tables: impl Iterator<Item = &'a TidyTable>) -> Vec<String> {
    // Names of other files and resources in the same folder.
    let mut taken: BTreeSet<String> =
        ["data_dictionary", "marker", "codelists", "csv_metadata"].map(str::to_owned).into();
    tables.map(|table| file_stem(&table.name, &mut taken)).collect()
}

/// Writes the CSV of every table.
fn write_tables(
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

fn title_of(table: &TidyTable) -> String {
    let title = one_line(table.title.trim());
    if title.is_empty() { table.name.clone() } else { title.into_owned() }
}

/// Writes the code list of the markers, where there are some, and the data dictionary.
fn write_lists(
    files: &mut Vec<CsvFile>,
    markers: &[[String; 2]],
    folder: &mut Folder<'_>,
) -> Result<(), Failure> {
    if !markers.is_empty() {
        let list = CsvFile {
            title: "Symbols and what they mean".to_owned(),
            columns: dictionary::marker_columns(),
            key: vec!["marker".to_owned()],
            ..CsvFile::new("marker", dictionary::MARKERS)
        };
        write_list(files, list, markers, folder)?;
    }
    let rows = dictionary::dictionary_rows(files);
    let list = CsvFile {
        title: "Data dictionary".to_owned(),
        description: "What every column of the other files holds.".to_owned(),
        columns: dictionary::dictionary_columns(),
        key: ["table", "column"].map(str::to_owned).to_vec(),
        ..CsvFile::new("data_dictionary", dictionary::DICTIONARY)
    };
    write_list(files, list, &rows, folder)
}

fn write_list<const WIDTH: usize>(
    files: &mut Vec<CsvFile>,
    mut list: CsvFile,
    rows: &[[String; WIDTH]],
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

/// Writes the tag files of BagIt: what the bag is, and the checksums of all the rest.
fn write_tags(bundle: &Bundle<'_>, release: DateTime, folder: &mut Folder<'_>) -> Result<(), Failure> {
    let payload = folder.files.clone();
    folder.write_text("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
    folder.write_text("bag-info.txt", &bag_info(bundle, release, &payload))?;
    folder.write_text("manifest-sha256.txt", &manifest(&payload))?;
    let tags = folder.files[payload.len()..].to_vec();
    folder.write_text("tagmanifest-sha256.txt", &manifest(&tags))
}

fn bag_info(bundle: &Bundle<'_>, release: DateTime, payload: &[WrittenFile]) -> String {
    let metadata = bundle.metadata;
    let identifier = metadata.bag_name();
    let bytes: u64 = payload.iter().map(|file| file.bytes).sum();
    let (date, oxum) = (release.date().to_string(), format!("{bytes}.{}", payload.len()));
    let software = format!("Tablewright {}", bundle.tool_version);
    let fields = [
        ("Source-Organization", metadata.publisher.name.as_str()),
        ("Contact-Name", &metadata.contact.name),
        ("Contact-Email", &metadata.contact.email),
        ("External-Description", &metadata.title),
        ("External-Identifier", &identifier),
        ("Bagging-Date", &date),
        ("Payload-Oxum", &oxum),
        ("Bag-Software-Agent", &software),
    ];
    let lines = fields.map(|(name, value)| format!("{name}: {}\n", one_line(value.trim())));
    lines.concat()
}

/// Lines of checksum and path, sorted by path. Paths are plain ASCII, so none needs to be escaped.
fn manifest(files: &[WrittenFile]) -> String {
    let mut lines: Vec<String> =
        files.iter().map(|file| format!("{}  {}\n", file.sha256, file.path)).collect();
    lines.sort_by(|one, other| one[64..].cmp(&other[64..]));
    lines.concat()
}

fn pretty(file: &str, value: &serde_json::Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(FailureKind::Internal, file, error.to_string()))?;
    Ok(text + "\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;
    use crate::sample;
    use model::Quiet;

    /// Writes the sample release and gives every file by its path.
    fn write(folder: &Path) -> BTreeMap<String, String> {
        let metadata = sample::metadata();
        let tables = [sample::table()];
        let disclosure = "Counts below 8 are withheld.".to_owned();
        let bundle = Bundle { metadata: &metadata, tables: &tables, disclosure, tool_version: "0.1.0" };
        let files = write_bag(&bundle, folder, &Quiet).unwrap();
        let read = |file: WrittenFile| {
            let text = fs::read_to_string(folder.join(&file.path)).unwrap();
            assert_eq!(text.len() as u64, file.bytes);
            (file.path, text)
        };
        files.into_iter().map(read).collect()
    }

    #[test]
    fn the_bundle_is_what_the_guide_says() {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in write(folder.path()) {
            insta::assert_snapshot!(path.replace('/', "."), text);
        }
    }

    #[test]
    fn the_plan_is_what_is_written() {
        let mut plain = sample::table();
        plain.name = "Marker".into();
        plain.markers.fill(0);
        plain.marker_set.clear();
        for tables in
            [vec![sample::table()], vec![plain.clone(), sample::table()], vec![plain.clone(), plain]]
        {
            let folder = tempfile::tempdir().unwrap();
            let metadata = sample::metadata();
            let bundle = Bundle {
                metadata: &metadata,
                tables: &tables,
                disclosure: String::new(),
                tool_version: "0.1.0",
            };
            let written = write_bag(&bundle, folder.path(), &Quiet).unwrap();
            let written: Vec<String> = written.into_iter().map(|file| file.path).collect();
            let planned: Vec<String> =
                planned_files(&tables.iter().collect::<Vec<_>>()).into_iter().map(|file| file.path).collect();
            assert_eq!(planned, written);
        }
    }

    #[test]
    fn two_folders_get_the_same_bytes_and_nothing_internal() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let files = write(one.path());
        assert_eq!(files, write(other.path()));
        for (path, text) in &files {
            assert!(!text.contains("CANARY"), "{path}");
            assert_eq!(text.contains('\r'), Path::new(path).extension() == Some("csv".as_ref()), "{path}");
        }
    }

    #[test]
    fn time_stamps_know_summer_time() {
        let stamp = |text: &str| uk_stamp(text.parse().unwrap()).unwrap();
        assert_eq!(stamp("2024-11-14T09:30"), "2024-11-14T09:30:00+00:00");
        assert_eq!(stamp("2024-06-13T09:30"), "2024-06-13T09:30:00+01:00");
        assert_eq!(stamp("2024-10-27T09:30"), "2024-10-27T09:30:00+00:00");
        assert_eq!(stamp("2024-10-26T09:30"), "2024-10-26T09:30:00+01:00");
    }

    #[test]
    fn nothing_is_written_without_metadata_or_tables() {
        let folder = tempfile::tempdir().unwrap();
        let mut metadata = sample::metadata();
        let tables = [sample::table()];
        let empty =
            Bundle { metadata: &metadata, tables: &[], disclosure: String::new(), tool_version: "0.1.0" };
        assert_eq!(write_bag(&empty, folder.path(), &Quiet).unwrap_err().kind, FailureKind::Invalid);
        metadata.title.clear();
        let untitled =
            Bundle { metadata: &metadata, tables: &tables, disclosure: String::new(), tool_version: "0.1.0" };
        let failure = write_bag(&untitled, folder.path(), &Quiet).unwrap_err();
        assert!(failure.text().contains("'title': it is missing"), "{}", failure.text());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
