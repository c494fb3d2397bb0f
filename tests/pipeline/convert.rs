//! `convert` on workbooks made here: markers, periods, codes, layouts, totals, stacks and the reconciliation.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::Value;

use crate::support::{Run, files_below, run};

/// A workbook in a folder, which is gone with the test.
struct Book {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Book {
    fn new(make: impl Fn(&mut Workbook)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.xlsx");
        let mut book = Workbook::new();
        make(&mut book);
        book.save(&path).unwrap();
        Self { folder, path }
    }

    fn with_sheet(name: &str, make: impl Fn(&mut Worksheet)) -> Self {
        Self::new(|book| {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            make(sheet);
        })
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn convert(&self, out: &str, more: &[&str]) -> (Run, PathBuf) {
        let out = self.folder.path().join(out);
        let mut arguments =
            vec!["convert", self.path.to_str().unwrap(), "--out", out.to_str().unwrap(), "--json"];
        arguments.extend(more);
        let run = run(&arguments);
        assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
        (run, out)
    }
}

/// Writes rows of cells: a number where the text is one, unless it begins with `'`.
fn fill(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (at, row) in rows.iter().enumerate() {
        for (col, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (row, col) = (first + at as u32, col as u16);
            match (cell.strip_prefix('\''), cell.parse::<f64>()) {
                (Some(text), _) => sheet.write(row, col, text).unwrap(),
                (None, Ok(number)) => sheet.write(row, col, number).unwrap(),
                (None, Err(_)) => sheet.write(row, col, *cell).unwrap(),
            };
        }
    }
}

/// Attendances by region and year, with totals, a suppressed and an empty cell, and notes.
fn attendances(sheet: &mut Worksheet) {
    let rows: &[&[&str]] = &[
        &["Table 1: Attendances by region, England"],
        &[],
        &["Region", "'2022/23", "'2023/24"],
        &["London", "120", "131"],
        &["South West", "*", "45"],
        &["North East", "-", "17"],
        &["England", "170", "193"],
        &[],
        &["* = figures suppressed to protect confidentiality"],
        &["- denotes nil"],
    ];
    fill(sheet, 0, rows);
}

fn csv(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    (header, rows)
}

/// The fields of some columns, joined, row by row.
fn columns(path: &Path, wanted: &[&str]) -> Vec<String> {
    let (header, rows) = csv(path);
    let at: Vec<usize> = wanted
        .iter()
        .map(|name| {
            header.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name} in {header:?}"))
        })
        .collect();
    rows.iter().map(|row| at.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>().join("|")).collect()
}

fn of_kind<'a>(document: &'a Value, kind: &str) -> Vec<&'a Value> {
    document["findings"].as_array().unwrap().iter().filter(|finding| finding["kind"] == kind).collect()
}

/// Observations and the sum of values of a CSV, as `check` reads it.
fn read_back(path: &Path) -> (usize, f64) {
    let bytes = std::fs::read(path).unwrap();
    let tables = tables::read_tidy_csv("t.csv", &bytes).unwrap();
    let observations = || tables.iter().flat_map(model::TidyTable::observations);
    (observations().count(), observations().filter_map(|observation| observation.value).sum())
}

#[test]
fn a_tidy_file_has_periods_codes_units_and_markers_in_columns_of_their_own() {
    let book = Book::with_sheet("2023-24", attendances);
    let (run, out) = book.convert("tidy", &[]);
    // A name that begins with a digit is none for a table.
    let file = out.join("table_2023_24.csv");
    let rows = columns(
        &file,
        &["region", "region_code", "period", "period_start", "period_end", "unit", "value", "marker"],
    );
    assert_eq!(rows[0], "London|E12000007|2022/23|2022-04-01|2023-03-31|attendances|120|");
    assert_eq!(rows[2], "South West|E12000009|2022/23|2022-04-01|2023-03-31|attendances||*");
    assert_eq!(rows[4], "North East|E12000001|2022/23|2022-04-01|2023-03-31|attendances||-");
    let document = run.json();
    let reconciliation = &document["written"][0]["reconciliation"];
    assert_eq!(reconciliation["agrees"], true);
    assert_eq!(reconciliation["written"]["numbers"], 6);
    assert_eq!(reconciliation["on_sheet"]["sum"], 676.0);
    assert_eq!(read_back(&file), (8, 676.0));
}

#[test]
fn the_legend_of_the_sheet_gives_markers_their_meaning_and_a_recipe_corrects_it() {
    let book = Book::with_sheet("Table", attendances);
    let tables = |recipe: Option<&Path>| {
        let mut arguments = vec!["tables".to_owned(), book.path.display().to_string(), "--json".to_owned()];
        arguments.extend(recipe.map(|recipe| format!("--recipe={}", recipe.display())));
        run(&arguments).json()["tables"][0]["markers"].clone()
    };
    let markers = tables(None);
    assert_eq!((&markers[0]["meaning"], &markers[0]["source"]), (&"suppressed".into(), &"sheet".into()));
    assert_eq!((&markers[1]["meaning"], &markers[1]["source"]), (&"nil".into(), &"sheet".into()));
    let recipe = book.file(
        "r.toml",
        "version = 1\n[disclosure]\npolicy = \"hes-2018\"\n[[table]]\nname = \"t\"\nsheet = \"Table\"\n[[table.marker]]\ntext = \"-\"\nmeaning = \"not-available\"\n",
    );
    let markers = tables(Some(&recipe));
    assert_eq!((&markers[1]["meaning"], &markers[1]["source"]), (&"not-available".into(), &"recipe".into()));
}

#[test]
fn a_notes_sheet_explains_the_symbols_of_the_others_and_what_nobody_explains_is_told() {
    let book = Book::new(|book| {
        let notes = book.add_worksheet().set_name("Notes").unwrap();
        fill(
            notes,
            0,
            &[&["Symbol", "Meaning"], &["[g]", "Figures are not available"], &["†", "Provisional"]],
        );
        let sheet = book.add_worksheet().set_name("Data").unwrap();
        let rows: &[&[&str]] = &[
            &["Waits by month"],
            &["Month", "Waits", "Admissions"],
            &["April 2024", "[g]", "5"],
            &["May 2024", "12", "@@"],
            &["June 2024", "14", "9"],
        ];
        fill(sheet, 0, rows);
    });
    let (run, out) = book.convert("tidy", &[]);
    let rows = columns(&out.join("data.csv"), &["month", "period_end", "measure", "value", "marker"]);
    assert_eq!(rows[0], "April 2024|2024-04-30|Waits||[g]");
    assert_eq!(rows[3], "May 2024|2024-05-31|Admissions||@@");
    let document = run.json();
    let unknown = of_kind(&document, "marker-unknown");
    assert_eq!(unknown.len(), 1, "{unknown:?}");
    assert_eq!((&unknown[0]["args"]["marker"], &unknown[0]["place"]["cell"]), (&"@@".into(), &"C4".into()));
}

#[test]
fn nhs_long_has_two_dates_levels_and_a_measure() {
    let book = Book::with_sheet("Table", attendances);
    let (run, out) = book.convert("long", &["--layout", "nhs-long"]);
    let file = out.join("table.csv");
    let (header, rows) = csv(&file);
    assert_eq!(
        header.join(","),
        "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE"
    );
    assert_eq!(
        rows[0].join(","),
        "2022-04-01,2023-03-31,,Region,E12000007,London,NONE,NONE,ATTENDANCES,Attendances,120"
    );
    assert_eq!(rows[2][10], "*");
    assert_eq!(run.json()["written"][0]["reconciliation"]["agrees"], true);
    assert_eq!(read_back(&file), (8, 676.0));
}

#[test]
fn ees_is_a_data_file_and_one_that_describes_it() {
    let book = Book::with_sheet("Table", |sheet| {
        let rows: &[&[&str]] = &[
            &["Attendances and waits by sex, England, 2023/24"],
            &["Region", "Sex", "Attendances", "Waits"],
            &["England", "Persons", "30", "7"],
            &["England", "Female", "18", "c"],
            &["England", "Male", "12", "4"],
            &["London", "Persons", "16", "5"],
            &["London", "Female", "9", "3"],
            &["London", "Male", "7", "2"],
        ];
        fill(sheet, 0, rows);
    });
    let (run, out) = book.convert("ees", &["--layout", "ees"]);
    let file = out.join("table.csv");
    let (header, rows) = csv(&file);
    assert_eq!(
        header.join(","),
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,sex,attendances,waits"
    );
    assert_eq!(rows[0].join(","), "202324,Financial year,National,E92000001,England,,,Total,30,7");
    assert_eq!(rows[1].join(",").rsplit_once(',').unwrap().1, "c");
    assert_eq!(
        rows[3].join(","),
        "202324,Financial year,Regional,E92000001,England,E12000007,London,Total,16,5"
    );
    let about = std::fs::read_to_string(out.join("table.meta.csv")).unwrap();
    assert!(
        about.contains("sex,Filter,Sex") && about.contains("attendances,Indicator,Attendances,,,0"),
        "{about}"
    );
    assert_eq!(run.json()["written"][0]["reconciliation"]["agrees"], true);
    assert_eq!(read_back(&file), (12, 113.0));
}

#[test]
fn days_have_no_identifier_in_ees_and_stay_apart() {
    let book = Book::with_sheet("Table", |sheet| {
        let rows: &[&[&str]] = &[
            &["Admissions by week, Scotland"],
            &["Week", "Admissions"],
            &["Week ending 7 January 2024", "5"],
            &["Week ending 14 January 2024", "8"],
        ];
        fill(sheet, 0, rows);
    });
    let (run, out) = book.convert("ees", &["--layout", "ees"]);
    let rows = columns(
        &out.join("table.csv"),
        &["time_period", "time_identifier", "country_name", "week", "admissions"],
    );
    assert_eq!(rows[0], "2024|Reporting year|Scotland|Week ending 7 January 2024|5");
    assert_eq!(rows[1], "2024|Reporting year|Scotland|Week ending 14 January 2024|8");
    assert_eq!(run.json()["written"][0]["reconciliation"]["agrees"], true);
}

#[test]
fn totals_go_only_where_they_can_be_made_again() {
    let whole = Book::with_sheet("Table", |sheet| {
        let rows: &[&[&str]] = &[
            &["Attendances by region, England"],
            &["Region", "'2023"],
            &["London", "131"],
            &["South West", "42"],
            &["England", "173"],
        ];
        fill(sheet, 0, rows);
    });
    let (run, out) = whole.convert("a", &["--totals", "leave-out"]);
    assert_eq!(columns(&out.join("table.csv"), &["region"]), ["London", "South West"]);
    let reconciliation = run.json()["written"][0]["reconciliation"].clone();
    assert_eq!(reconciliation["agrees"], true);
    assert_eq!(reconciliation["left_out"][0]["what"], "totals");
    assert_eq!(reconciliation["left_out"][0]["sum"], 173.0);
    let (_, out) = whole.convert("b", &[]);
    assert_eq!(columns(&out.join("table.csv"), &["region"]).len(), 3);
    // With a suppressed cell the headline could not be made again.
    let suppressed = Book::with_sheet("Table", attendances);
    let (_, out) = suppressed.convert("c", &["--totals", "leave-out"]);
    assert!(columns(&out.join("table.csv"), &["region"]).contains(&"England".to_owned()));
}

#[test]
fn each_family_of_measures_can_have_its_file() {
    let book = Book::with_sheet("Waits", |sheet| {
        let percent = Format::new().set_num_format("0.0%");
        fill(
            sheet,
            0,
            &[
                &["Waits by month"],
                &["Month", "Patients", "Share seen"],
                &["April 2024", "412"],
                &["May 2024", "398"],
            ],
        );
        sheet.write_with_format(2, 2, 0.7312, &percent).unwrap();
        sheet.write_with_format(3, 2, 0.8, &percent).unwrap();
    });
    let (run, out) = book.convert("out", &["--files-by", "family"]);
    let names: Vec<String> = files_below(&out).into_keys().collect();
    assert_eq!(names, ["waits_counts.csv", "waits_percentages.csv"]);
    assert_eq!(
        columns(&out.join("waits_percentages.csv"), &["unit", "value"]),
        ["percent|73.1", "percent|80"]
    );
    assert_eq!(run.json()["written"][0]["reconciliation"]["written"]["numbers"], 4);
    let (_, out) = book.convert("stored", &["--values", "stored"]);
    assert!(columns(&out.join("waits.csv"), &["value"]).contains(&"0.7312".to_owned()));
}

#[test]
fn provenance_is_written_and_read_back_as_no_dimension() {
    let book = Book::with_sheet("Table", attendances);
    let (_, out) = book.convert("out", &["--provenance"]);
    let file = out.join("table.csv");
    assert_eq!(columns(&file, &["source_file", "source_sheet", "source_cell"])[0], "book.xlsx|Table|B4");
    let tables = tables::read_tidy_csv("t.csv", &std::fs::read(&file).unwrap()).unwrap();
    let names: Vec<&str> = tables[0].dimensions.iter().map(|dimension| dimension.name.as_str()).collect();
    assert_eq!(names, ["region", "period"]);
    assert_eq!(tables[0].period(0).map(|period| period.end.as_str()), Some("2023-03-31"));
}

#[test]
fn hidden_rows_are_out_and_the_reconciliation_says_so() {
    let book = Book::with_sheet("Table", |sheet| {
        attendances(sheet);
        sheet.set_row_hidden(3).unwrap();
    });
    let (run, _) = book.convert("out", &[]);
    let reconciliation = run.json()["written"][0]["reconciliation"].clone();
    assert_eq!(reconciliation["agrees"], true);
    assert_eq!(reconciliation["left_out"][0]["what"], "hidden rows and columns");
    assert_eq!(reconciliation["left_out"][0]["sum"], 251.0);
}

#[test]
fn sheets_of_one_shape_are_offered_as_a_stack_and_stacked_by_the_recipe() {
    let book = Book::new(|book| {
        for year in ["2022", "2023"] {
            let sheet = book.add_worksheet().set_name(year).unwrap();
            fill(
                sheet,
                0,
                &[
                    &["Deaths by age"],
                    &["Age", "Deaths"],
                    &["0 to 17", "3"],
                    &["18 to 64", year],
                    &["65 and over", "80"],
                ],
            );
        }
    });
    let (run, _) = book.convert("apart", &[]);
    let document = run.json();
    let offers = of_kind(&document, "stackable");
    assert_eq!(offers[0]["args"]["dimension"], "year");
    let recipe = book.file(
        "r.toml",
        "version = 1\n[disclosure]\npolicy = \"hes-2018\"\n[[stack]]\nname = \"deaths\"\ntables = [\"table_2022\", \"table_2023\"]\ndimension = \"year\"\n",
    );
    let recipe = recipe.to_str().unwrap();
    let (run, out) = book.convert("stacked", &["--recipe", recipe, "--provenance"]);
    let rows = columns(
        &out.join("deaths.csv"),
        &["year", "age", "period_end", "value", "source_sheet", "source_cell"],
    );
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[4], "2023|18 to 64|2023-12-31|2023|2023|B4");
    assert_eq!(run.json()["written"][0]["reconciliation"]["agrees"], true);
    let (_, out) = book.convert("sheet", &["--recipe", recipe, "--layout", "sheet"]);
    assert_eq!(columns(&out.join("deaths.csv"), &["Year", "Age", "Deaths"])[3], "2023|0 to 17|3");
}

#[test]
fn codes_are_held_against_the_lists_and_against_one_that_is_added() {
    let book = Book::with_sheet("Boards", |sheet| {
        let rows: &[&[&str]] = &[
            &["Referrals by board"],
            &["Code", "Board", "Referrals"],
            &["E54000024", "NHS Lincolnshire ICB", "12"],
            &["E54000037", "NHS Devon ICB", "15"],
            &["E54099999", "NHS Nowhere ICB", "15"],
        ];
        fill(sheet, 0, rows);
    });
    let (run, _) = book.convert("a", &[]);
    let document = run.json();
    assert_eq!(of_kind(&document, "code-name")[0]["args"]["code"], "E54000024");
    assert_eq!(of_kind(&document, "code-unknown")[0]["args"]["first"][0], "E54099999");
    let teams = Book::with_sheet("Teams", |sheet| {
        fill(
            sheet,
            0,
            &[
                &["Visits by team"],
                &["Team code", "Team", "Visits"],
                &["T01", "North team", "4"],
                &["T02", "South crew", "6"],
                &["T03", "East team", "2"],
            ],
        );
    });
    let list = teams.file(
        "teams.csv",
        "code,name,close_date\nT01,North team,\nT02,South team,\nT03,East team,20230331\n",
    );
    let (run, out) = teams.convert("b", &["--codes", list.to_str().unwrap()]);
    let document = run.json();
    assert_eq!(of_kind(&document, "code-name")[0]["args"]["listed"], "South team");
    assert_eq!(of_kind(&document, "code-closed")[0]["args"]["closed"], "2023-03-31");
    assert_eq!(columns(&out.join("teams.csv"), &["team", "team_code"])[0], "North team|T01");
}

#[test]
#[allow(clippy::too_many_lines, reason = "one workbook with each kind of damage")]
fn what_a_spreadsheet_did_to_labels_is_told() {
    let book = Book::new(|book| {
        let sheet = book.add_worksheet().set_name("Ages").unwrap();
        fill(
            sheet,
            0,
            &[
                &["Deaths by age"],
                &["Age", "Deaths"],
                &["0-4", "3"],
                &["", "5"],
                &["10-14", "8"],
                &["15-19", "4"],
                &["20-24", "7"],
            ],
        );
        let day = Format::new().set_num_format("dd-mmm");
        sheet.write_with_format(3, 0, 45_540.0, &day).unwrap();
        let sheet = book.add_worksheet().set_name("Practices").unwrap();
        fill(
            sheet,
            0,
            &[
                &["Patients by practice"],
                &["Practice code", "Patients"],
                &["2A07", "30"],
                &["", "31"],
                &["3B11", "32"],
                &["7C44", "33"],
            ],
        );
        let scientific = Format::new().set_num_format("0.00E+00");
        sheet.write_with_format(3, 0, 200_000.0, &scientific).unwrap();
        let sheet = book.add_worksheet().set_name("Sites").unwrap();
        fill(
            sheet,
            0,
            &[
                &["Beds by site"],
                &["Site code", "Beds"],
                &["'00123", "30"],
                &["'00456", "31"],
                &["'789", "32"],
                &["'01999", "33"],
            ],
        );
        let sheet = book.add_worksheet().set_name("Records").unwrap();
        fill(
            sheet,
            0,
            &[
                &["Visits by record"],
                &["Record id", "Visits"],
                &["1234567890123450", "3"],
                &["2234567890123460", "4"],
            ],
        );
    });
    let (run, _) = book.convert("out", &[]);
    let document = run.json();
    let damaged = of_kind(&document, "damaged");
    let told: Vec<String> = damaged
        .iter()
        .map(|finding| {
            format!(
                "{} {} {}",
                finding["place"]["cell"].as_str().unwrap_or("?"),
                finding["args"]["damage"].as_str().unwrap(),
                finding["args"]["meant"]
            )
        })
        .collect();
    assert_eq!(
        told,
        ["A4 date \"5-9\"", "A4 scientific \"2E05\"", "A5 lost-zeros \"00789\"", "A3 lost-digits null"]
    );
}

#[test]
fn codes_keep_their_zeros_and_months_their_name() {
    let book = Book::with_sheet("Sites", |sheet| {
        fill(sheet, 0, &[&["Beds by site"], &["Site code", "Month", "Beds"]]);
        let (code, month) = (Format::new().set_num_format("00000"), Format::new().set_num_format("mmm-yy"));
        for (at, number) in [123.0, 4567.0, 89.0].into_iter().enumerate() {
            sheet.write_with_format(2 + at as u32, 0, number, &code).unwrap();
            sheet.write_with_format(2 + at as u32, 1, 45_352.0 + 31.0 * at as f64, &month).unwrap();
            sheet.write(2 + at as u32, 2, 10.0 + at as f64).unwrap();
        }
    });
    let (_, out) = book.convert("out", &[]);
    let rows = columns(&out.join("sites.csv"), &["site_code", "month", "period_start", "period_end"]);
    assert_eq!(rows[0], "00123|Mar-24|2024-03-01|2024-03-31");
}

#[test]
fn decimal_commas_currency_and_spaces_are_taken_out() {
    let book = Book::with_sheet("Spend", |sheet| {
        let rows: &[&[&str]] = &[
            &["Spending by year"],
            &["Year", "Spending (£)", "Share (%)"],
            &["2021", "'£1,200 ", "'12.5%"],
            &["2022", "'1\u{a0}350", "'7%"],
        ];
        fill(sheet, 0, rows);
    });
    let (run, out) = book.convert("a", &[]);
    assert_eq!(columns(&out.join("spend.csv"), &["value"]), ["1200", "12.5", "1350", "7"]);
    assert_eq!(run.json()["written"][0]["reconciliation"]["agrees"], true);
    let book = Book::with_sheet("Preise", |sheet| {
        let rows: &[&[&str]] = &[
            &["Prices by year"],
            &["Year", "Index", "Prices"],
            &["2021", "'98,5", "'1.204,50"],
            &["2022", "'101,25", "'990,10"],
            &["2023", "'104,5", "'1.310,00"],
        ];
        fill(sheet, 0, rows);
    });
    for (layout, wanted) in [("tidy", "value"), ("sheet", "Index")] {
        let (run, out) = book.convert(layout, &["--layout", layout]);
        assert!(columns(&out.join("preise.csv"), &[wanted]).contains(&"101.25".to_owned()));
        let written = run.json()["written"][0]["reconciliation"].clone();
        assert_eq!((&written["agrees"], &written["written"]["sum"]), (&true.into(), &3808.85.into()));
    }
}

#[test]
fn names_are_safe_for_windows() {
    let book = Book::new(|book| {
        for name in ["CON", "Waits", "WAITS.", "a".repeat(31).as_str()] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            fill(sheet, 0, &[&["Waits by year"], &["Year", "Waits"], &["2022", "3"], &["2023", "4"]]);
        }
    });
    let (_, out) = book.convert("out", &[]);
    let names: Vec<String> = files_below(&out).into_keys().collect();
    assert_eq!(
        names,
        [format!("{}.csv", "a".repeat(31)), "con_table.csv".into(), "waits.csv".into(), "waits_2.csv".into()]
    );
}
