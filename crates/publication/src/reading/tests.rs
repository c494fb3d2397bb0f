use std::fs;

use super::*;
use crate::{Bundle, WrittenFile, sample, write_bag, write_zip, write_zip_checksum};
use model::Quiet;

/// A folder with the sample's bag, its zip and checksum.
struct Release {
    place: tempfile::TempDir,
    /// The files of the bag as they were written.
    files: Vec<WrittenFile>,
}

impl Release {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut release = Self { place, files: Vec::new() };
        let (metadata, tables) = (sample::metadata(), [sample::table()]);
        let disclosure = "Counts below 8 are withheld.".to_owned();
        let bundle = Bundle { metadata: &metadata, tables: &tables, disclosure, tool_version: "0.1.0" };
        fs::create_dir(release.bag()).unwrap();
        release.files = write_bag(&bundle, &release.bag(), &Quiet).unwrap();
        write_zip(&release.bag(), &release.zip(), metadata.release_time().unwrap(), &Quiet).unwrap();
        write_zip_checksum(&release.zip()).unwrap();
        release
    }

    fn bag(&self) -> PathBuf {
        self.place.path().join("ae-attendances-2024-25_v1.0")
    }

    fn zip(&self) -> PathBuf {
        self.place.path().join("ae-attendances-2024-25_v1.0.zip")
    }

    /// Writes the present size and checksum of the chosen files wherever the ones of before stand.
    fn settle(&self, chosen: impl Fn(&WrittenFile) -> bool) {
        let (mut source, _) = folder::Folder::open(&self.bag()).unwrap();
        for old in self.files.iter().filter(|file| chosen(file)) {
            let Some(size) = source.files().get(&old.path).copied() else { continue };
            let hash = source::hash(&mut source, &old.path, &mut |_| Ok(())).unwrap().unwrap();
            if hash == old.sha256 {
                continue;
            }
            for file in self.files.iter().filter(|file| file.path.starts_with("data/")) {
                let place = self.bag().join(&file.path);
                let Ok(mut text) = fs::read_to_string(&place) else { continue };
                while let Some(at) = text.find(&old.sha256) {
                    text = nearest(&text, at, &old.bytes.to_string(), &size.to_string());
                    text = text.replacen(&old.sha256, &hash, 1);
                }
                fs::write(place, text).unwrap();
            }
        }
    }

    fn change(&self, path: &str, change: impl FnOnce(String) -> String) {
        let place = self.bag().join(path);
        let text = fs::read_to_string(&place).unwrap();
        let changed = change(text.clone());
        assert_ne!(text, changed, "{path} was not changed");
        fs::write(place, changed).unwrap();
    }

    /// Makes all sizes and checksums right again, so that only the deeper checks can find the damage.
    fn hash_again(&self) {
        let is_csv = |path: &str| Path::new(path).extension() == Some("csv".as_ref());
        self.settle(|file| is_csv(&file.path));
        // The crate lists the files that were settled too.
        self.settle(|file| !is_csv(&file.path) && file.path.starts_with("data/"));
        let (source, _) = folder::Folder::open(&self.bag()).unwrap();
        let paths: Vec<String> = source.files().keys().cloned().collect();
        let mut oxum = (0, 0);
        let mut lines = String::new();
        let (mut source, _) = folder::Folder::open(&self.bag()).unwrap();
        for path in paths.iter().filter(|path| path.starts_with("data/")) {
            let hash = source::hash(&mut source, path, &mut |_| Ok(())).unwrap().unwrap();
            lines.push_str(&[&hash, "  ", path, "\n"].concat());
            oxum = (oxum.0 + source.files()[path], oxum.1 + 1);
        }
        fs::write(self.bag().join("manifest-sha256.txt"), lines).unwrap();
        let info = fs::read_to_string(self.bag().join("bag-info.txt")).unwrap();
        let info = info.lines().map(|line| match line.strip_prefix("Payload-Oxum") {
            Some(_) => format!("Payload-Oxum: {}.{}\n", oxum.0, oxum.1),
            None => format!("{line}\n"),
        });
        fs::write(self.bag().join("bag-info.txt"), info.collect::<String>()).unwrap();
        let (mut source, _) = folder::Folder::open(&self.bag()).unwrap();
        let tags = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"].map(|path| {
            let hash = source::hash(&mut source, path, &mut |_| Ok(())).unwrap().unwrap();
            format!("{hash}  {path}\n")
        });
        fs::write(self.bag().join("tagmanifest-sha256.txt"), tags.concat()).unwrap();
    }
}

/// The number nearest to `at` is `from`; it becomes `to`.
fn nearest(text: &str, at: usize, from: &str, to: &str) -> String {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let whole =
        |start: &usize| !digit(bytes.get(start.wrapping_sub(1))) && !digit(bytes.get(start + from.len()));
    let found = text.match_indices(from).map(|(start, _)| start).filter(whole);
    let Some(start) = found.min_by_key(|start| start.abs_diff(at)) else { return text.to_owned() };
    [&text[..start], to, &text[start + from.len()..]].concat()
}

fn texts(verified: &Verified) -> Vec<String> {
    verified.findings.iter().map(Finding::text).collect()
}

#[test]
fn a_good_bundle_has_no_fault_as_folder_zip_and_release() {
    let release = Release::new();
    for path in [release.bag(), release.zip(), release.place.path().to_owned()] {
        let verified = verify(&path, &Quiet).unwrap();
        assert_eq!(texts(&verified), [""; 0], "{}", path.display());
        assert_eq!((verified.files, verified.rows), (25, 7));
        assert_eq!(verified.title, "A&E attendances in England, 2024-25");
        let table = ("attendances_by_age".to_owned(), "data/tables/attendances_by_age.csv".to_owned());
        assert_eq!(verified.tables, [table]);
    }
}

/// Damages that the checksums name.
#[test]
fn every_change_of_the_files_is_named() {
    type Damage = fn(&Release);
    let csv = "data/tables/attendances_by_age.csv";
    let damages: [(Damage, &str); 12] = [
        (
            |r| r.change("data/tables/attendances_by_age.csv", |t| t.replace("1234565", "1234564")),
            "data/tables/attendances_by_age.csv: it was changed: its checksum is not the one in manifest-sha256.txt.",
        ),
        (
            |r| fs::remove_file(r.bag().join("data/tables/attendances_by_age.csv")).unwrap(),
            "data/tables/attendances_by_age.csv: it is missing; manifest-sha256.txt lists it.",
        ),
        (
            |r| fs::write(r.bag().join("data/extra.txt"), "x").unwrap(),
            "data/extra.txt: manifest-sha256.txt does not list it: it was added later.",
        ),
        (
            |r| fs::write(r.bag().join("notes.txt"), "x").unwrap(),
            "notes.txt: tagmanifest-sha256.txt does not list it: it was added later.",
        ),
        (
            |r| fs::remove_file(r.bag().join("bagit.txt")).unwrap(),
            "bagit.txt: it is missing; it marks the folder as a bag.",
        ),
        (
            |r| r.change("bagit.txt", |t| t.replace("1.0", "9.9")),
            "bagit.txt: it does not say that this is a bag of BagIt 1.0 in UTF-8.",
        ),
        (
            |r| r.change("manifest-sha256.txt", |t| format!("nonsense\n{t}")),
            "manifest-sha256.txt: line 1 is not a checksum and a path.",
        ),
        (
            |r| r.change("manifest-sha256.txt", |t| format!("{}  ../../etc/passwd\n{t}", "0".repeat(64))),
            "manifest-sha256.txt: line 1 is not a checksum and a path.",
        ),
        (
            |r| r.change("manifest-sha256.txt", |t| t.clone() + t.lines().next().unwrap() + "\n"),
            "manifest-sha256.txt: line 22 lists a file a second time.",
        ),
        (
            |r| fs::remove_file(r.bag().join("tagmanifest-sha256.txt")).unwrap(),
            "tagmanifest-sha256.txt: it is missing, so the files cannot be checked.",
        ),
        (
            |r| r.change("bag-info.txt", |t| t.replace("2024-11-14", "2024-11-15")),
            "bag-info.txt: its Bagging-Date is '2024-11-15', but datapackage.json says '2024-11-14'.",
        ),
        (
            |r| r.change("data/datapackage.json", |t| t.replacen("sha256:", "sha256:0", 1)),
            "data/tables/attendances_by_age.csv: its checksum is not the one in datapackage.json.",
        ),
    ];
    for (damage, text) in damages {
        let release = Release::new();
        damage(&release);
        let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
        assert!(found.iter().any(|found| found == text), "{text}\n{found:#?}\n{csv}");
    }
}

/// Damages behind right checksums.
#[test]
#[allow(clippy::too_many_lines, reason = "a table of damages")]
fn what_the_checksums_do_not_show_is_named() {
    const CSV: &str = "data/tables/attendances_by_age.csv";
    const CSVW: &str = "data/tables/csv-metadata.json";
    let swap = |from: &'static str, to: &'static str| move |text: String| text.replacen(from, to, 1);
    let damages: [(&str, &str, &str, &str); 20] = [
        (CSV, "2000000", "two", "row 3: 'two' in value is not a number."),
        (CSV, "2000000", "2e999", "row 3: '2e999' in value is not a number."),
        (CSV, ",75,\r\n", ",,\r\n", "has neither a number nor a marker that says why."),
        (CSV, ",75,\r\n", ",75,*\r\n", "has a number beside '*', which says that it is withheld."),
        (CSV, "2000000", "2,000,000", "row 3 has 9 cells, not 7."),
        (
            CSV,
            "area,area_code",
            "Area,area_code",
            "its header row is not the list of columns in datapackage.json.",
        ),
        (
            CSV,
            "18 and over,attend",
            "0 to 17,attend",
            "1 of its rows repeat the key (area, age, measure) of another row.",
        ),
        (CSV, ",*", ",!", "row 6: '!' in marker is not in tables/codelists/marker.csv."),
        (CSV, "England,,0 to 17", ",,0 to 17", "row 2: area is blank but must not be."),
        (CSV, "\r\n", "\n", "it mixes CRLF, LF and CR as line ends."),
        (CSV, "\r\n", "\r\n\r\n", "it has 1 blank rows."),
        (CSV, "area,", "\u{feff}area,", "it starts with a byte order mark."),
        (CSV, ",75,\r\n", ",75,\"\r\n", "a quotation mark is opened and not closed."),
        (
            CSVW,
            "\"decimal\"",
            "\"string\"",
            "column 6 of tables/attendances_by_age.csv is 'value: text', but datapackage.json says 'value: number'.",
        ),
        (
            CSVW,
            "attendances_by_age.csv",
            "other.csv",
            "it does not describe tables/attendances_by_age.csv, which datapackage.json does.",
        ),
        (
            CSVW,
            "2024-04-01",
            "2023-04-01",
            "its period is '2023-04-01/2025-03-31', but datapackage.json says '2024-04-01/2025-03-31'.",
        ),
        (CSVW, "{", "", "it is not valid JSON"),
        (
            "data/README.md",
            "# A&E",
            "# B&E",
            "its title is 'B&E attendances in England, 2024-25', but datapackage.json says 'A&E attendances in England, 2024-25'.",
        ),
        (
            "data/tables/data-dictionary.csv",
            "csv,age,",
            "csv,years,",
            "it lacks 1 of the columns, first age of attendances_by_age.csv.",
        ),
        (
            "data/datapackage.json",
            "\"marker\"\n              ]\n",
            "\"sign\"\n]\n",
            "is linked to a code list that is not described.",
        ),
    ];
    for (part, from, to, text) in damages {
        let release = Release::new();
        release.change(part, swap(from, to));
        release.hash_again();
        let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
        assert!(found.iter().any(|found| found.contains(text)), "{text}\n{found:#?}");
        assert!(found.iter().all(|found| !found.contains("checksum")), "{found:#?}");
    }
}

/// One thing changed in each catalogue file, behind right checksums.
#[test]
fn what_catalogue_files_say_differently_is_named() {
    for (part, from, to, text) in [
        ("catalogue/datagovuk.json", "A&E", "B&E", "its short title is 'B&E attendances"),
        ("catalogue/datagovuk.json", "\"2024-11-14\"", "\"2024-11-15\"", "its release date is '2024-11-15'"),
        ("catalogue/ckan-package.json", "2024-04-01", "2023-04-01", "its first day is '2023-04-01'"),
        ("catalogue/ckan-package.json", "\"1.0\"", "\"1.1\"", "its version is '1.1'"),
        ("catalogue/schema-org.jsonld", "version/3/", "version/2/", "its licence is 'https://www.national"),
        ("catalogue/schema-org.jsonld", "T09:30", "T10:30", "its release time is '2024-11-14T10:30"),
        ("catalogue/croissant.json", "2025-03-31", "2025-03-30", "its period is '2024-04-01/2025-03-30'"),
        ("catalogue/croissant.json", "1.0.0", "2.0.0", "its version of three numbers is '2.0.0'"),
        (
            "catalogue/datacite.json",
            "publisher\": {\n    \"name\": \"N",
            "publisher\": {\n    \"name\": \"M",
            "its publisher is 'Mational",
        ),
        ("catalogue/dcat.jsonld", "2025-03-31", "2025-03-30", "its last day is '2025-03-30'"),
        (
            "catalogue/dcat.jsonld",
            "dcat:downloadURL",
            "dcat:downloadUrl",
            "it does not list tables/attendances_by_age.csv",
        ),
        ("catalogue/ddi-codebook.xml", "<titl>A", "<titl>B", "its title is 'B&E attendances"),
        ("catalogue/ddi-codebook.xml", "version/3/", "version/2/", "its licence is 'https://www.national"),
        ("catalogue/ddi-codebook.xml", "size in bytes\">", "size in bytes\">1", "it says that tables/attend"),
        ("catalogue/ddi-codebook.xml", "</titl>", "</title>", "it is not valid XML"),
        ("ro-crate-metadata.json", "\"name\": \"A&E", "\"name\": \"B&E", "its title is 'B&E attendances"),
        (
            "ro-crate-metadata.json",
            "\"contentSize\": \"",
            "\"contentSize\": \"1",
            "its size or checksum of README.md",
        ),
        ("index.html", "<h1>A", "<h1>B", "its heading is 'B&E attendances"),
        ("index.html", "</main>", "<script>alert(1)</script></main>", "it has 2 script elements"),
        ("index.html", "\"version\": \"1.0\"", "\"version\": \"1.1\"", "its version is '1.1'"),
        ("index.html", "ld+json", "json", "it has no data block"),
    ] {
        let release = Release::new();
        let place = format!("data/{part}");
        release.change(&place, |content| content.replacen(from, to, 1));
        release.hash_again();
        let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
        assert!(
            found.iter().any(|found| found.starts_with(&place) && found.contains(text)),
            "{text}\n{found:#?}"
        );
    }
}

#[test]
fn the_layout_says_which_parts_are_needed() {
    let newer =
        ["index.html", "docs/quality.md", "docs/changes.md", "docs/methodology.md", "ro-crate-metadata.json"];
    let without_new_parts = || {
        let release = Release::new();
        fs::remove_dir_all(release.bag().join("data/catalogue")).unwrap();
        for part in newer {
            fs::remove_file(release.bag().join("data").join(part)).unwrap();
        }
        release
    };
    let release = without_new_parts();
    release.hash_again();
    let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
    assert_eq!(found.len(), newer.len() + 7, "{found:#?}");
    assert!(
        found.contains(&"data/index.html: the bundle has none; it shows people what the bundle is.".into())
    );

    // A bundle of the first layout has none of them, and is whole.
    let release = without_new_parts();
    release.change("bag-info.txt", |text| text.replace("Bundle-Layout: 2\n", ""));
    release.hash_again();
    assert_eq!(texts(&verify_folder(&release.bag(), &Quiet).unwrap()), [""; 0]);

    for (layout, text) in
        [("3", "its layout 3 is newer than this program"), ("x", "not the number of a layout")]
    {
        let release = Release::new();
        release.change("bag-info.txt", |old| old.replace("Layout: 2", &format!("Layout: {layout}")));
        release.hash_again();
        let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
        assert!(found.len() == 1 && found[0].contains(text), "{found:#?}");
    }
}

#[test]
fn what_does_not_belong_is_named_even_where_the_checksums_know_it() {
    let release = Release::new();
    fs::write(release.bag().join("data/records.xlsx"), "x").unwrap();
    release.hash_again();
    let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains("data/records.xlsx: nothing in the bundle describes it"), "{found:#?}");
    assert_eq!(found[1], "data/ro-crate-metadata.json: it does not list records.xlsx.");

    let release = Release::new();
    fs::write(release.place.path().join("records.xlsx"), "x").unwrap();
    let found = texts(&verify(release.place.path(), &Quiet).unwrap());
    assert_eq!(found, ["records.xlsx: it lies beside the bundle and does not belong to it."]);
}

#[test]
fn bytes_around_a_zip_are_named() {
    let release = Release::new();
    let bytes = fs::read(release.zip()).unwrap();
    assert!(verify_zip(&release.zip(), &Quiet).unwrap().findings.is_empty());
    for around in [[b"records", &bytes[..]].concat(), [&bytes[..], b"records"].concat()] {
        fs::write(release.zip(), around).unwrap();
        let found = texts(&verify_zip(&release.zip(), &Quiet).unwrap());
        assert!(found[0].contains("bytes before or after the zip"), "{found:#?}");
    }
}

#[test]
fn hashing_again_hides_nothing_else() {
    let release = Release::new();
    release.hash_again();
    assert_eq!(texts(&verify_folder(&release.bag(), &Quiet).unwrap()), [""; 0]);
}

#[test]
fn a_zip_that_differs_from_its_folder_is_named() {
    let release = Release::new();
    release.change("data/README.md", |text| text + "more\n");
    release.hash_again();
    let found = texts(&verify(release.place.path(), &Quiet).unwrap());
    assert_eq!(
        found,
        ["ae-attendances-2024-25_v1.0.zip: it does not hold the same files as the folder beside it."]
    );
    fs::write(release.place.path().join("ae-attendances-2024-25_v1.0.zip.sha256"), "0  x\n").unwrap();
    let found = texts(&verify(release.place.path(), &Quiet).unwrap());
    assert!(found.iter().any(|text| text.contains("it is not the checksum of")), "{found:#?}");
}

#[test]
fn a_damaged_zip_is_named_or_fails() {
    let release = Release::new();
    let bytes = fs::read(release.zip()).unwrap();
    let good = verify_zip(&release.zip(), &Quiet).unwrap();
    for at in (0..bytes.len()).step_by(37) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xFF;
        fs::write(release.zip(), &damaged).unwrap();
        // Never a panic. Only bytes that no reader uses (time stamps and the like) may change unseen, and
        // the checksum file beside the zip tells of those too.
        if let Ok(verified) = verify_zip(&release.zip(), &Quiet) {
            assert!(!verified.findings.is_empty() || verified == good, "byte {at}");
        }
        assert!(verify_zip_hash(&release.zip()).unwrap().is_some());
    }
    for keep in [0, 10, bytes.len() / 2, bytes.len() - 1] {
        fs::write(release.zip(), &bytes[..keep]).unwrap();
        let failure = verify_zip(&release.zip(), &Quiet).unwrap_err();
        assert!(matches!(failure.kind, FailureKind::Empty | FailureKind::Damaged), "{failure}");
    }
}

/// Writes a zip with these entries.
fn zip_of(path: &Path, entries: &[(&str, &[u8])]) {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, content) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn hostile_zips_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let zip = place.path().join("x.zip");
    zip_of(
        &zip,
        &[("x/bagit.txt", b""), ("x/../../evil.txt", b"evil"), ("/etc/evil", b"evil"), ("x/a\\..\\b", b"")],
    );
    let found = texts(&verify_zip(&zip, &Quiet).unwrap());
    assert_eq!(found.iter().filter(|text| text.contains("leads outside")).count(), 3, "{found:#?}");
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);

    let zeros = vec![0; 80 << 20];
    zip_of(&zip, &[("x/bagit.txt", b""), ("x/data/zeros.csv", &zeros)]);
    assert_eq!(verify_zip(&zip, &Quiet).unwrap_err().kind, FailureKind::TooLarge);

    zip_of(&zip, &[("one.txt", b""), ("two.txt", b"")]);
    assert_eq!(verify_zip(&zip, &Quiet).unwrap_err().kind, FailureKind::Invalid);
    fs::write(&zip, "<html>").unwrap();
    assert_eq!(verify_zip(&zip, &Quiet).unwrap_err().kind, FailureKind::Damaged);
}

#[test]
fn hostile_metadata_are_findings() {
    let deep = "[".repeat(100_000);
    let odd =
        r#"{"resources":[{"name":"a","path":"../../etc/passwd","schema":{"fields":[{"name":"a"}]}},{},7]}"#;
    let endless = r#"{"resources":[{"name":"a","path":"tables/attendances_by_age.csv","schema":{"fields":[{"name":"a"}],"primaryKey":"b","missingValues":7}}]}"#;
    for (content, text) in [
        (deep.as_str(), "it is not valid JSON"),
        (odd, "resource 1 has no name and path of its own"),
        (endless, "its key names a column that it does not have"),
        ("[]", "it describes no table"),
        ("null", "it describes no table"),
    ] {
        let release = Release::new();
        fs::write(release.bag().join("data/datapackage.json"), content).unwrap();
        let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
        assert!(found.iter().any(|found| found.contains(text)), "{text}\n{found:#?}");
    }
}

#[test]
fn a_csv_of_random_bytes_is_a_finding() {
    let release = Release::new();
    let bytes: Vec<u8> = (0..100_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fs::write(release.bag().join("data/tables/attendances_by_age.csv"), bytes).unwrap();
    assert!(!verify_folder(&release.bag(), &Quiet).unwrap().findings.is_empty());
}

#[test]
fn no_bundle_is_a_failure() {
    let place = tempfile::tempdir().unwrap();
    assert_eq!(verify(place.path(), &Quiet).unwrap_err().kind, FailureKind::Invalid);
    assert_eq!(verify(&place.path().join("none"), &Quiet).unwrap_err().kind, FailureKind::NotFound);
    assert_eq!(verify_folder(&place.path().join("none"), &Quiet).unwrap_err().kind, FailureKind::NotFound);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let release = Release::new();
    std::os::unix::fs::symlink("/etc/passwd", release.bag().join("data/link.txt")).unwrap();
    let found = texts(&verify_folder(&release.bag(), &Quiet).unwrap());
    assert_eq!(found, ["data/link.txt: it is not a plain file with a plain name, so it cannot be checked."]);
}

/// Reserved column and file names, texts that look like code, a table without a key: all must be written so
/// that they verify.
#[test]
fn awkward_tables_make_a_good_bundle() {
    let mut metadata = sample::metadata();
    metadata.title = "Ystadegau \"iechyd\" – <b>Cymru</b> \\ {{ 7 * 7 }}".into();
    metadata.description = "Line one\nline *two*".into();
    let mut one = sample::table();
    one.name = "data-dictionary".into();
    one.title = "two\r\nlines".into();
    one.dimensions[0].name = "value".into();
    one.dimensions[1].name = "_2024".into();
    one.dimensions[0].categories[0].label = "=1+1".into();
    one.dimensions[0].categories[1].label = " \"q\"\nx ".into();
    one.marker_set[0].text = ".+*?[p]|^$\\-".into();
    let mut two = sample::table();
    two.name = "CON".into();
    two.dimensions[0].categories[1].label = String::new();
    two.markers = vec![0; two.len()];
    let mut three = sample::table();
    three.name = "marker".into();
    three.dimensions.clear();
    let tables = [one, two, three];
    let place = tempfile::tempdir().unwrap();
    let bundle =
        Bundle { metadata: &metadata, tables: &tables, disclosure: String::new(), tool_version: "0.1.0" };
    let written = write_bag(&bundle, place.path(), &Quiet).unwrap();
    let names: Vec<_> = written.iter().filter(|file| file.table.is_some()).map(|file| &*file.path).collect();
    assert_eq!(
        names,
        ["data/tables/con_table.csv", "data/tables/data_dictionary_2.csv", "data/tables/marker_2.csv"]
    );
    let verified = verify(place.path(), &Quiet).unwrap();
    assert_eq!(texts(&verified), [""; 0]);
    assert_eq!((verified.title, verified.rows), (metadata.title, 20));
}
