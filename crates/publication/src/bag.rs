//! The bundle: a BagIt 1.0 bag (RFC 8493) whose payload is an RO-Crate, a Data Package and a CSV on the Web
//! group.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use model::{Failure, FailureKind, Progress, Severity, TidyTable};

use crate::catalogue::{self, Listed, Record};
use crate::columns::one_line;
use crate::plan::{
    self, CHANGES, CRATE, CSV_METADATA, INDEX, METHODOLOGY, PACKAGE, QUALITY, README, STATEMENT,
};
use crate::readme::Pages;
use crate::tables::{write_lists, write_tables};
use crate::written::{Folder, WrittenFile};
use crate::{Metadata, csvw, datapackage};

/// The layout of the bundles that this program writes. 1 had no page, no catalogue files and no code lists
/// but that of the markers.
pub(crate) const LAYOUT: u32 = 2;

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
    let markers = write_lists(bundle, &mut files, &surveys, &mut folder)?;

    let metadata = bundle.metadata;
    let described = csvw::csv_metadata(metadata, &files, &markers, &stamp);
    folder.write_text(CSV_METADATA, &pretty("csv-metadata.json", &described)?)?;
    let package = datapackage::datapackage(metadata, &files, &stamp);
    folder.write_text(PACKAGE, &pretty("datapackage.json", &package)?)?;
    let noted = files.iter().zip(bundle.tables).map(|(file, table)| (file, table.notes.as_slice()));
    let pages = Pages {
        metadata,
        release: Some(release),
        tables: noted.collect(),
        markers: &markers,
        disclosure: &bundle.disclosure,
    };
    let citation = pages.citation();
    let record = Record {
        metadata,
        files: &files,
        tables: bundle.tables.len(),
        issued: &stamp,
        citation: &citation,
        disclosure: &bundle.disclosure,
        tool_version: bundle.tool_version,
    };
    progress.go_on()?;
    write_pages(&pages, record, &mut folder)?;
    catalogue::write(record, &mut folder)?;
    write_crate(bundle, record, &mut folder)?;

    write_tags(bundle, release, &mut folder)?;
    folder.sync()?;
    let mut written = folder.files;
    written.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(written)
}

/// Writes the pages for people.
fn write_pages(pages: &Pages<'_>, record: Record<'_>, folder: &mut Folder<'_>) -> Result<(), Failure> {
    folder.write_text(README, &pages.readme()?)?;
    folder.write_text(STATEMENT, &pages.statement()?)?;
    folder.write_text(METHODOLOGY, &pages.methodology()?)?;
    folder.write_text(QUALITY, &pages.quality()?)?;
    folder.write_text(CHANGES, &pages.changes()?)?;
    folder.write_text(INDEX, &page(pages, record)?)
}

/// The page of the release.
pub(crate) fn page(pages: &Pages<'_>, record: Record<'_>) -> Result<String, Failure> {
    let data = catalogue::embedded(record)
        .map_err(|error| Failure::new(FailureKind::Internal, "index.html", error.to_string()))?;
    pages.index(&data)
}

/// Writes the RO-Crate: last of the payload, because it lists all the others.
fn write_crate(bundle: &Bundle<'_>, record: Record<'_>, folder: &mut Folder<'_>) -> Result<(), Failure> {
    let written = folder.files.clone();
    let tables: Vec<&TidyTable> = bundle.tables.iter().collect();
    let planned = plan::planned_files(&tables);
    let title = |path: &str| planned.iter().find(|file| file.path == path).map(|file| file.what.clone());
    let mut listed: Vec<Listed<'_>> = written
        .iter()
        .map(|file| Listed { file, title: title(&file.path).unwrap_or_else(|| file.path.clone()) })
        .collect();
    listed.sort_by(|one, other| one.file.path.cmp(&other.file.path));
    folder.write_text(CRATE, &pretty("ro-crate-metadata.json", &catalogue::ro_crate(record, &listed))?)
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
pub(crate) fn uk_stamp(release: DateTime) -> Result<String, Failure> {
    let failed = |error: jiff::Error| Failure::new(FailureKind::Internal, "metadata", error.to_string());
    let offset = uk()?.to_ambiguous_zoned(release).compatible().map_err(failed)?.offset();
    let hours = offset.seconds() / 3600;
    Ok(format!("{}+{hours:02}:00", release.strftime("%Y-%m-%dT%H:%M:%S")))
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
    let layout = LAYOUT.to_string();
    let fields = [
        ("Source-Organization", metadata.publisher.name.as_str()),
        ("Contact-Name", &metadata.contact.name),
        ("Contact-Email", &metadata.contact.email),
        ("External-Description", &metadata.title),
        ("External-Identifier", &identifier),
        ("Bagging-Date", &date),
        ("Payload-Oxum", &oxum),
        ("Bag-Software-Agent", &software),
        ("Bundle-Layout", &layout),
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

/// JSON for people and programs, with a line feed at its end.
pub(crate) fn pretty(file: &str, value: &serde_json::Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(FailureKind::Internal, file, error.to_string()))?;
    Ok(text + "\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;
    use crate::{planned_files, sample};
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
