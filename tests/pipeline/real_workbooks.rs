//! Real workbooks that others published. Skipped, aloud, where they are not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::{run, shared};

fn workbooks() -> Option<(PathBuf, Vec<PathBuf>)> {
    let folder = shared("workbooks")?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "md"))
        .collect();
    files.sort();
    Some((folder, files))
}

fn convert(file: &Path, out: &Path, more: &[&str]) {
    let mut arguments = vec!["convert".as_ref(), file.as_os_str(), "--out".as_ref(), out.as_os_str()];
    arguments.extend(more.iter().map(std::ffi::OsStr::new));
    let run = run(&arguments);
    assert_eq!(run.code, 0, "{}: {}", file.display(), run.stderr);
}

/// Header and rows of a CSV.
fn read_csv(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    let header =
        reader.headers().unwrap().iter().map(|name| name.trim_start_matches('\u{feff}').to_owned()).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    (header, rows)
}

/// A field so that equal values are equal text: numbers by value, text without outer spaces.
fn normal(field: &str) -> String {
    let field = field.trim();
    let number =
        field.replace(',', "").parse::<f64>().ok().filter(|_| field.bytes().any(|b| b.is_ascii_digit()));
    number.map_or_else(|| field.to_owned(), |number| format!("{number:?}"))
}

fn csvs(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_workbook_opens_or_says_why_not() {
    let Some((_, files)) = workbooks() else { return };
    let mut opened = 0;
    for file in &files {
        let run = run(&["inspect".as_ref(), file.as_os_str(), "--json".as_ref()]);
        let document = run.json();
        if run.code == 0 {
            opened += 1;
            assert!(!document["workbooks"][0]["sheets"].as_array().unwrap().is_empty(), "{}", file.display());
        } else {
            let failure = &document["failures"][0];
            assert!(failure["text"].as_str().is_some_and(|text| text.len() > 20), "{}", file.display());
            println!("{}: {}", file.display(), failure["text"]);
        }
    }
    println!("{opened} of {} opened", files.len());
    assert!(opened > 0);
}

#[test]
fn tables_of_every_workbook_are_converted_or_there_are_none() {
    let Some((_, files)) = workbooks() else { return };
    for file in &files {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let run = run(&[
            "convert".as_ref(),
            file.as_os_str(),
            "--out".as_ref(),
            out.as_os_str(),
            "--json".as_ref(),
        ]);
        let document = run.json();
        let tables = document["written"].as_array().map_or(0, Vec::len);
        println!("{}: exit {}, {tables} tables", file.file_name().unwrap().to_string_lossy(), run.code);
        assert!(
            run.code == 0 || document["failures"][0]["text"].as_str().is_some_and(|text| !text.is_empty())
        );
        assert_ne!(document["failures"][0]["kind"], "internal", "{}", file.display());
    }
}

#[test]
fn flat_sheets_come_out_as_others_wrote_them() {
    let Some((folder, _)) = workbooks() else { return };
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    convert(
        &folder.join("Rapid COVID-19 surveillance data.xlsx"),
        &out,
        &["--layout", "sheet", "--values", "stored"],
    );
    let expected: Vec<PathBuf> = csvs(&folder.join("expected/phw_rapid_covid"))
        .into_iter()
        .filter(|path| !path.ends_with("Contents.csv") && !path.ends_with("Headline_summary.csv"))
        .collect();
    let written = csvs(&out);
    assert_eq!((expected.len(), written.len()), (6, 6), "{written:?}");
    for path in expected {
        let (_, wanted) = read_csv(&path);
        let wanted: Vec<Vec<String>> =
            wanted.iter().map(|row| row.iter().map(|field| normal(field)).collect()).collect();
        let same = written.iter().any(|file| {
            let (_, rows) = read_csv(file);
            rows.iter()
                .map(|row| row.iter().map(|field| normal(field)).collect::<Vec<_>>())
                .eq(wanted.iter().cloned())
        });
        assert!(same, "no file equals {}", path.display());
    }
}

/// The expected file was made from another state of the workbook: it says 8 for Ringo's cars, where the workbook
/// holds 4 on both of its sheets, which are alike.
#[test]
fn a_small_wide_table_equals_its_tidy_form() {
    let Some((folder, _)) = workbooks() else { return };
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    convert(&folder.join("bands-wide.ods"), &out, &["--values", "stored"]);
    let fields = |row: &[String]| -> BTreeSet<String> { row.iter().map(|field| normal(field)).collect() };
    let (_, expected) = read_csv(&folder.join("expected/tidychef_bands.csv"));
    let expected: Vec<BTreeSet<String>> = expected.iter().map(|row| fields(row)).collect();
    assert_eq!(expected.len(), 24);
    for sheet in ["sheet1", "sheet2"] {
        let here = csvs(&out).into_iter().filter(|path| path.to_string_lossy().contains(sheet));
        let ours: Vec<BTreeSet<String>> =
            here.flat_map(|path| read_csv(&path).1).map(|row| fields(&row)).collect();
        assert_eq!(ours.len(), 24, "{sheet}");
        let missing: Vec<_> =
            expected.iter().filter(|row| !ours.iter().any(|own| row.is_subset(own))).collect();
        assert_eq!(missing, [&["8.0", "Beatles", "Cars", "Ringo"].map(str::to_owned).into()], "{sheet}");
        assert!(
            ours.iter()
                .any(|own| ["4.0", "Beatles", "Cars", "Ringo"].iter().all(|field| own.contains(*field)))
        );
    }
}

#[test]
fn suppressed_cells_stay_markers() {
    let Some((folder, _)) = workbooks() else { return };
    let file = folder.join("Board-level+figures+-+FOR+ONLINE+PUBLICATION.xlsx");
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    convert(&file, &out, &[]);
    let mut markers: BTreeMap<String, usize> = BTreeMap::new();
    for path in csvs(&out) {
        let (header, rows) = read_csv(&path);
        let (value, marker) = (at(&header, "value"), at(&header, "marker"));
        for row in rows.iter().filter(|row| !row[marker].is_empty()) {
            assert_eq!(row[value], "", "{row:?}");
            *markers.entry(row[marker].clone()).or_default() += 1;
        }
    }
    assert!(markers.get("*").is_some_and(|count| *count > 50), "{markers:?}");
}

fn at(header: &[String], name: &str) -> usize {
    header.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name} is not in {header:?}"))
}

/// The annex: a table on each of its nine table sheets, and the sum of what came out is the sum of the
/// numbers in the cells that it says it came from, read again by an independent reader.
#[test]
fn the_sums_of_the_annex_reconcile() {
    use calamine::Reader;
    let Some((folder, _)) = workbooks() else { return };
    let file = folder.join("TEST-pss-ascs-eng-2021-annex-tables.xlsx");
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    convert(&file, &out, &["--values", "stored", "--provenance"]);
    let mut book = calamine::open_workbook_auto(&file).unwrap();
    let mut sums: BTreeMap<String, (f64, f64, usize)> = BTreeMap::new();
    let mut cells: BTreeSet<(String, String)> = BTreeSet::new();
    for path in csvs(&out) {
        let (header, rows) = read_csv(&path);
        let (value, sheet, cell) =
            (at(&header, "value"), at(&header, "source_sheet"), at(&header, "source_cell"));
        for row in rows {
            let sum = sums.entry(row[sheet].clone()).or_default();
            sum.2 += 1;
            sum.0 += row[value].parse::<f64>().unwrap_or(0.0);
            assert!(cells.insert((row[sheet].clone(), row[cell].clone())), "{row:?} twice");
        }
    }
    let names: Vec<String> = book.sheet_names();
    for name in &names {
        let range = book.worksheet_range(name).unwrap();
        for (row, col, data) in range.cells() {
            let start = range.start().unwrap();
            let address = model::CellAddress::new(row as u32 + start.0, col as u32 + start.1).to_string();
            if cells.contains(&(name.clone(), address)) {
                let number = match data {
                    calamine::Data::Float(number) => *number,
                    calamine::Data::Int(number) => *number as f64,
                    _ => 0.0,
                };
                sums.get_mut(name).unwrap().1 += number;
            }
        }
    }
    println!("{sums:#?}");
    let tables = names.iter().filter(|name| {
        name.starts_with("Annex Table") || name.starts_with("Table") || name.starts_with("Annex")
    });
    println!("{:?}", tables.collect::<Vec<_>>());
    assert_eq!(sums.len(), 9, "{:?}", sums.keys());
    for (name, (ours, theirs, count)) in sums {
        assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{name}: {ours} against {theirs}");
        assert!(count > 100, "{name}: {count}");
    }
}
