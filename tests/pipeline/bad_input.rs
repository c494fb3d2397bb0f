//! Bad input: each ends in a failure that names the file and the next step, exit 2, nothing left behind.

use std::io::Write;
use std::path::Path;

use crate::support::{SampleFolder, command, files_below, run};

/// Runs `convert` on a file and says what the failure says.
fn failure_of(file: &Path) -> (String, serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let run =
        run(&["convert".as_ref(), file.as_os_str(), "--out".as_ref(), out.as_os_str(), "--json".as_ref()]);
    assert_eq!(run.code, 2, "{}: {}{}", file.display(), run.stdout, run.stderr);
    assert!(files_below(folder.path()).is_empty() && !out.exists());
    let document = run.json();
    let failure = document["failures"][0].clone();
    let text = failure["text"].as_str().unwrap().to_owned();
    assert!(text.contains(file.file_name().unwrap().to_str().unwrap()), "{text}");
    assert!(!failure["next"].as_str().unwrap().is_empty());
    (failure["kind"].as_str().unwrap().to_owned(), failure)
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// An .xlsx of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

#[test]
fn every_bad_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let sample = SampleFolder::new();
    let good = std::fs::read(sample.workbook()).unwrap();
    let kind = |name: &str, bytes: &[u8]| failure_of(&file(folder.path(), name, bytes)).0;
    assert_eq!(failure_of(&folder.path().join("missing.xlsx")).0, "not-found");
    assert_eq!(failure_of(folder.path()).0, "is-folder");
    assert_eq!(kind("empty.xlsx", b""), "empty");
    assert_eq!(kind("truncated.xlsx", &good[..good.len() / 2]), "damaged");
    assert_eq!(
        kind("page.xlsx", b"<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>"),
        "not-a-workbook"
    );
    assert_eq!(kind("noise.xlsx", &[0x00, 0x01, 0xfe, 0x80].repeat(200)), "not-a-workbook");
    assert_eq!(kind("picture.xlsx", &package(&[("picture.png", b"\x89PNG")])), "not-a-workbook");
}

#[test]
fn a_zip_bomb_ends_soon() {
    let folder = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let options = zip::write::SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file("xl/sharedStrings.xml", options).unwrap();
    zip.write_all(br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..520 {
        zip.write_all(&spaces).unwrap();
    }
    let bomb = file(folder.path(), "bomb.xlsx", &zip.finish().unwrap().into_inner());
    assert_eq!(failure_of(&bomb).0, "too-large");
}

/// A sheet that declares a million columns is no sheet; one that declares the most there can be is.
#[test]
fn a_sheet_that_lies_about_its_size_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = |head: &str| {
        let rows = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Area</t></is></c><c r="B1" t="inlineStr"><is><t>Count</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>North</t></is></c><c r="B2"><v>12</v></c></row></sheetData>"#;
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        workbook_of(
            format!(r#"<?xml version="1.0"?><worksheet xmlns="{main}">{head}{rows}</worksheet>"#).as_bytes(),
        )
    };
    for head in [
        r#"<dimension ref="A1:BDWGN1048576"/>"#,
        r#"<dimension ref="A1:B2000000"/>"#,
        r#"<cols><col min="1" max="1000000" width="9" hidden="1"/></cols>"#,
    ] {
        let (kind, failure) = failure_of(&file(folder.path(), "lying.xlsx", &sheet(head)));
        assert_eq!(kind, "damaged", "{head}");
        assert!(failure["text"].as_str().unwrap().contains("more than a sheet can"), "{failure}");
    }
    let widest = file(folder.path(), "widest.xlsx", &sheet(r#"<dimension ref="A1:XFD1048576"/>"#));
    let run = run(&["inspect".as_ref(), widest.as_os_str(), "--json".as_ref()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.json()["workbooks"][0]["sheets"][0]["columns"], 2);
}

#[test]
fn a_workbook_with_a_password_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut compound = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    for name in ["EncryptionInfo", "EncryptedPackage"] {
        compound.create_stream(name).unwrap().write_all(&[7; 600]).unwrap();
    }
    let bytes = compound.into_inner().into_inner();
    assert_eq!(failure_of(&file(folder.path(), "locked.xlsx", &bytes)).0, "password-protected");
}

#[test]
fn a_csv_that_is_not_utf_8_says_on_which_line() {
    let folder = tempfile::tempdir().unwrap();
    // No text of Windows has these bytes.
    let broken = file(folder.path(), "latin.csv", b"Area,Count\r\n\x81\x8d\x8f\x90\x9d,12\r\n");
    let (kind, failure) = failure_of(&broken);
    assert_eq!(kind, "encoding");
    assert!(failure["text"].as_str().unwrap().contains("line 2"), "{failure}");
    let windows = file(folder.path(), "windows.csv", b"Area,Count\r\nYnys M\xf4n,12\r\nConwy,30\r\n");
    let out = folder.path().join("windows");
    let read = run(&["convert".as_ref(), windows.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(read.code, 0, "{}", read.stderr);
    assert!(files_below(&out).values().any(|csv| String::from_utf8_lossy(csv).contains("Ynys Môn")));
    let marked = file(
        folder.path(),
        "utf-16.csv",
        &"\u{feff}Area,Count\nYnys Môn,12\nConwy,30\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    );
    let out = folder.path().join("out");
    let converted = run(&["convert".as_ref(), marked.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(converted.code, 0, "{}", converted.stderr);
    assert!(files_below(&out).values().any(|bytes| String::from_utf8_lossy(bytes).contains("Ynys Môn")));
}

#[test]
fn one_bad_file_of_several_writes_nothing() {
    let sample = SampleFolder::new();
    let empty = file(sample.folder.path(), "empty.xlsx", b"");
    let out = sample.path("out");
    let run = run(&[
        "convert".as_ref(),
        sample.workbook().as_os_str(),
        empty.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(run.code, 2);
    assert!(!out.exists() && run.stderr.contains("empty.xlsx"), "{}", run.stderr);
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let sample = SampleFolder::new();
    let out = sample.path("full");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("mine.txt"), "mine").unwrap();
    let run = run(&sample.release(&out));
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("is not empty"), "{}", run.stderr);
    assert_eq!(files_below(&out).len(), 1);
    assert!(!sample.path("full.INTERNAL").exists());
}

/// No space left, and no place to write to at all. `/dev/full` and `/proc` are Linux's.
#[test]
#[cfg(target_os = "linux")]
fn a_destination_that_takes_nothing_is_named() {
    let sample = SampleFolder::new();
    let run = run(&sample.release(Path::new("/proc/tablewright/release")));
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("/proc/tablewright/release could not be written"), "{}", run.stderr);
}

/// A disc that fills up while the bundle is written: a file size limit stands for it.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disc_leaves_nothing_behind() {
    let sample = SampleFolder::new();
    let out = sample.path("release");
    let arguments: Vec<String> =
        sample.release(&out).iter().map(|argument| format!("'{}'", argument.display())).collect();
    let before = files_below(sample.folder.path());
    let script = format!(
        "trap '' XFSZ; ulimit -f 2; exec '{}' {}",
        env!("CARGO_BIN_EXE_tablewright"),
        arguments.join(" ")
    );
    let output = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("could not be written"), "{error}");
    assert_eq!(files_below(sample.folder.path()), before);
}

#[test]
fn unknown_options_are_refused_not_ignored() {
    for arguments in [
        vec!["convert", "x.xlsx", "--out", "y", "--layout", "ees"],
        vec!["check", "x.xlsx", "--every-rule", "z"],
        vec!["release", "r.toml", "x.xlsx", "--out", "y", "--review-copy"],
        vec!["match", "r.toml", "x.xlsx"],
        vec![],
    ] {
        assert_eq!(run(&arguments).code, 2, "{arguments:?}");
    }
    let document = run(&["check", "x.xlsx", "--every-rule", "z", "--json"]);
    assert_eq!((document.code, document.json()["failures"][0]["kind"].as_str()), (2, Some("invalid")));
}

/// Ctrl-C while the files are read: exit 130 and nothing left behind.
#[test]
#[cfg(unix)]
fn an_interrupt_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("Area,Month,Count\n");
    for row in 0..400_000 {
        use std::fmt::Write as _;
        let _ = writeln!(text, "Area {},Month {},{}", row / 12, row % 12, row % 977);
    }
    let large = file(folder.path(), "large.csv", text.as_bytes());
    let out = folder.path().join("out");
    let before: Vec<String> = files_below(folder.path()).into_keys().collect();
    let child = command()
        .args(["convert".as_ref(), large.as_os_str(), "--out".as_ref(), out.as_os_str()])
        .stderr(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(150));
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let status = child.wait_with_output().unwrap().status;
    assert_eq!(status.code(), Some(130));
    let after: Vec<String> = files_below(folder.path()).into_keys().collect();
    assert_eq!(after, before);
}
