//! A sheet that goes straight through gives the same bytes as one that is held.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test says what it met and stops where it fails"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, Quiet};
use proptest::prelude::*;
use publication::GridWriter;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use tables::{Records, Straight};
use tablewright::convert::{CsvLayout, Wanted, convert};
use tablewright::decisions::Decisions;
use tablewright::found::{find, layouts};
use tablewright::recipe::{Recipe, Values};
use tablewright::source::read_all;
use tablewright::straight::pass;
use workbook::{Ended, Limits};

/// Bytes of the real workbooks that are read each time.
const SMALL: u64 = 60_000;

type Csvs = BTreeMap<String, Vec<u8>>;

fn csvs(folder: &Path) -> Csvs {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect()
}

fn held(path: &Path, stored: bool, out: &Path) -> Result<Csvs, Vec<Failure>> {
    let mut recipe = Recipe::default();
    recipe.output.values = if stored { Values::Stored } else { Values::Displayed };
    let sources = read_all(&[path], &Limits::default(), &Quiet)?;
    let located: Vec<_> = sources
        .into_iter()
        .map(|source| (Arc::clone(&source), Arc::new(layouts(&source, &Quiet).unwrap())))
        .collect();
    let found = find(&located, &recipe, &Decisions::default(), &Quiet).map_err(|failure| vec![failure])?;
    if found.tables.is_empty() {
        return Ok(Csvs::new());
    }
    convert(&located, &found.tables, &Wanted::plain(CsvLayout::Sheet), out, &Quiet)
        .map_err(|failure| vec![failure])?;
    Ok(csvs(out))
}

/// What went through, or nothing where the workbook cannot be streamed or holds no table.
fn passed(path: &Path, stored: bool, out: &Path) -> Option<Csvs> {
    pass(&[path.to_owned()], stored, &Limits::default(), out, &Quiet).unwrap().map(|_| csvs(out))
}

fn compare(path: &Path) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut tables = 0;
    for stored in [true, false] {
        let straight =
            passed(path, stored, &folder.path().join(format!("straight-{stored}"))).unwrap_or_default();
        match held(path, stored, &folder.path().join(format!("held-{stored}"))) {
            Ok(held) => {
                assert_eq!(
                    straight.keys().collect::<Vec<_>>(),
                    held.keys().collect::<Vec<_>>(),
                    "{}",
                    path.display()
                );
                for (name, bytes) in &held {
                    let (straight, held) =
                        (String::from_utf8_lossy(&straight[name]), String::from_utf8_lossy(bytes));
                    for (at, (straight, held)) in straight.lines().zip(held.lines()).enumerate() {
                        assert_eq!(straight, held, "line {} of {name}, stored {stored}", at + 1);
                    }
                    let ends = |text: &str| text.lines().rev().take(4).map(str::to_owned).collect::<Vec<_>>();
                    assert_eq!(ends(&straight), ends(&held), "{name}, stored {stored}");
                    assert!(straight == held, "{name}");
                }
                tables = held.len();
            }
            // A table with too many words among its values has no tidy form, but has one as published.
            Err(failures) => assert!(failures[0].text().contains("different texts"), "{}", failures[0]),
        }
    }
    tables
}

/// The tables of the real workbooks of at most so many bytes; none if they are not there.
fn compare_real(most: u64) -> Option<usize> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return None;
    };
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let is_known = path
            .extension()
            .is_some_and(|extension| ["xlsx", "xls", "ods"].iter().any(|known| extension == *known));
        is_known && path.metadata().unwrap().len() <= most
    });
    Some(paths.iter().map(|path| compare(path)).sum())
}

#[test]
fn real_workbooks_give_the_same_bytes() {
    if let Some(tables) = compare_real(SMALL) {
        assert!(tables > 10, "{tables}");
    }
}

#[test]
#[ignore = "soak: takes minutes"]
fn soak_all_real_workbooks_give_the_same_bytes() {
    if let Some(tables) = compare_real(u64::MAX) {
        assert!(tables > 50, "{tables}");
    }
}

/// What stands in a column.
#[derive(Debug, Clone, Copy)]
enum Column {
    Words,
    FewWords,
    Whole,
    Decimal,
    Percent,
    Date,
    Year,
    Marked,
    Gaps,
    Coded,
}

const COLUMNS: [Column; 10] = [
    Column::Words,
    Column::FewWords,
    Column::Whole,
    Column::Decimal,
    Column::Percent,
    Column::Date,
    Column::Year,
    Column::Marked,
    Column::Gaps,
    Column::Coded,
];

/// Something that does not fit, in one row.
#[derive(Debug, Clone, Copy)]
enum Odd {
    Nothing,
    BlankRow,
    WordsAlone,
    NoLabel,
    NumberAsLabel,
    WordAsValue,
    HiddenRow,
    Merge,
    SecondHeader,
    FarCell,
}

const ODD: [Odd; 10] = [
    Odd::Nothing,
    Odd::BlankRow,
    Odd::WordsAlone,
    Odd::NoLabel,
    Odd::NumberAsLabel,
    Odd::WordAsValue,
    Odd::HiddenRow,
    Odd::Merge,
    Odd::SecondHeader,
    Odd::FarCell,
];

#[derive(Debug, Clone)]
struct Plan {
    titles: u32,
    levels: u32,
    label: Column,
    columns: Vec<Column>,
    rows: u32,
    odd: Odd,
    at: u32,
    gap: bool,
    notes: Vec<&'static str>,
    seed: u32,
}

fn plan() -> impl Strategy<Value = Plan> {
    let notes = prop::sample::subsequence(
        vec![
            "Source: survey",
            "1 Provisional",
            "2. Estimated to 1,000",
            "Note: x means withheld",
            "",
            "[note 3] Three",
        ],
        0..4,
    );
    (
        (
            0..3u32,
            1..3u32,
            prop::sample::select(vec![Column::Words, Column::FewWords, Column::Coded, Column::Year]),
        ),
        prop::collection::vec(prop::sample::select(COLUMNS.to_vec()), 1..6),
        (205..520u32, prop::sample::select(ODD.to_vec()), 0..520u32),
        (any::<bool>(), notes, any::<u32>()),
    )
        .prop_map(|((titles, levels, label), columns, (rows, odd, at), (gap, notes, seed))| Plan {
            titles,
            levels,
            label,
            columns,
            rows,
            odd,
            at,
            gap,
            notes,
            seed,
        })
}

fn put(sheet: &mut Worksheet, row: u32, col: u16, column: Column, n: u32) {
    match column {
        Column::Words => sheet.write(row, col, format!("Place \"{n}\", north")),
        Column::FewWords => {
            sheet.write(row, col, ["Áth", "Bath ", "Both  sexes", "Other (1)"][n as usize % 4])
        }
        Column::Whole => sheet.write(row, col, n % 3000),
        Column::Decimal => {
            sheet.write_with_format(row, col, f64::from(n) / 7.0, &Format::new().set_num_format("#,##0.0"))
        }
        Column::Percent => {
            sheet.write_with_format(row, col, f64::from(n % 97) / 96.0, &Format::new().set_num_format("0%"))
        }
        Column::Date => {
            let day = ExcelDateTime::from_ymd(2020, 1 + (n % 12) as u8, 1 + (n % 28) as u8).unwrap();
            sheet.write_with_format(row, col, &day, &Format::new().set_num_format("dd/mm/yyyy"))
        }
        Column::Year => sheet.write(row, col, 1990 + n % 40),
        Column::Marked if n.is_multiple_of(5) => {
            sheet.write(row, col, ["*", "..", "[c]", "1,234", "<5"][n as usize / 5 % 5])
        }
        Column::Marked => sheet.write(row, col, n % 50),
        Column::Gaps if n.is_multiple_of(3) => Ok(sheet),
        Column::Gaps => sheet.write(row, col, f64::from(n) * 0.1),
        Column::Coded => sheet.write(row, col, format!("Area{}", n % 7)),
    }
    .unwrap();
}

fn book(plan: &Plan) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Table 1").unwrap();
    for title in 0..plan.titles {
        sheet.write(title, 0, ["Table 1: Numbers of things", "Thousands"][title as usize]).unwrap();
    }
    let width = plan.columns.len() as u16 + 1;
    let first = plan.titles + plan.levels;
    for level in 0..plan.levels {
        for col in 0..width {
            let text = if col == 0 { "Area".to_owned() } else { format!("Count{} {level}", col % 4) };
            sheet.write(plan.titles + level, col, text).unwrap();
        }
    }
    let mut row = first;
    for n in 0..plan.rows {
        let mixed = n.wrapping_mul(2_654_435_761).wrapping_add(plan.seed) >> 12;
        let odd = if n == plan.at { plan.odd } else { Odd::Nothing };
        row += u32::from(matches!(odd, Odd::BlankRow));
        match odd {
            Odd::WordsAlone => {
                sheet.write(row, 0, "North of here").unwrap();
                row += 1;
            }
            Odd::SecondHeader => {
                sheet.write(row, 0, "Area").unwrap();
                sheet.write(row, 1, "Other count").unwrap();
                row += 1;
            }
            Odd::FarCell => drop(sheet.write(row, width + 2, "beside").unwrap()),
            Odd::HiddenRow => drop(sheet.set_row_hidden(row).unwrap()),
            Odd::Merge => drop(sheet.merge_range(row, 0, row + 1, 0, "merged", &Format::new()).unwrap()),
            Odd::Nothing | Odd::BlankRow | Odd::NoLabel | Odd::NumberAsLabel | Odd::WordAsValue => {}
        }
        match odd {
            Odd::NoLabel | Odd::Merge => {}
            Odd::NumberAsLabel => put(sheet, row, 0, Column::Whole, mixed),
            _ => put(sheet, row, 0, plan.label, mixed + n),
        }
        for (col, column) in plan.columns.iter().enumerate() {
            let column = if matches!(odd, Odd::WordAsValue) { Column::Words } else { *column };
            put(sheet, row, col as u16 + 1, column, mixed.wrapping_add(col as u32 * 77));
        }
        row += 1;
    }
    row += u32::from(plan.gap);
    for note in &plan.notes {
        sheet.write(row, 0, *note).unwrap();
        row += 1;
    }
    book.save_to_buffer().unwrap()
}

/// Fields as they come.
struct Out<'a>(GridWriter<&'a mut Vec<u8>>);

impl Records for Out<'_> {
    fn field(&mut self, text: &str) {
        self.0.field(text);
    }

    fn plain(&mut self, text: &str) {
        self.0.plain(text);
    }

    fn undo(&mut self) {
        self.0.undo();
    }

    fn end(&mut self) -> bool {
        self.0.end().is_ok()
    }
}

/// Whether the sheet goes through from its held cells, as those of other formats do; then with the same bytes.
fn goes_through_held(path: &Path) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let book = workbook::open("a.xlsx", &std::fs::read(path).unwrap(), &Limits::default(), &Quiet).unwrap();
    let sheet = &book.sheets[0];
    let goes = [true, false].map(|stored| {
        let mut csv = Vec::new();
        let mut out = Out(GridWriter::new(&mut csv));
        let mut straight = Straight::new(&sheet.name, sheet.styles().into(), stored, &mut out);
        let ended = sheet.pass(stored, &mut straight, &Quiet).unwrap();
        let Ended::AtTheEnd { merges, hidden_cols, .. } = ended else { return false };
        if straight.finish(&merges, &hidden_cols).is_none() {
            return false;
        }
        out.0.finish().unwrap();
        // Too many words among its values: no tidy form, as in `compare`.
        let Ok(whole) = held(path, stored, &folder.path().join(stored.to_string())) else { return true };
        let whole: Vec<_> = whole.into_values().collect();
        assert_eq!(whole.len(), 1);
        assert!(csv == whole[0], "stored {stored}");
        true
    });
    goes[0] || goes[1]
}

#[test]
fn a_plain_sheet_goes_through_without_being_held() {
    let folder = tempfile::tempdir().unwrap();
    for (at, columns) in COLUMNS.iter().enumerate() {
        let columns = vec![*columns, Column::Whole];
        let plan = Plan {
            titles: 2,
            levels: 1,
            label: Column::FewWords,
            columns,
            rows: 500,
            odd: Odd::Nothing,
            at: 0,
            gap: true,
            notes: vec!["Source: survey"],
            seed: 7,
        };
        let path = folder.path().join("a.xlsx");
        std::fs::write(&path, book(&plan)).unwrap();
        let out = folder.path().join(at.to_string());
        let passed =
            pass(std::slice::from_ref(&path), true, &Limits::default(), &out, &Quiet).unwrap().unwrap();
        assert_eq!((passed.through, passed.written[0].0.rows), (1, 500), "{:?}", plan.columns);
        assert!(goes_through_held(&path), "{:?}", plan.columns);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_sheet_gives_the_same_bytes(plan in plan()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        std::fs::write(&path, book(&plan)).unwrap();
        compare(&path);
        goes_through_held(&path);
    }
}
