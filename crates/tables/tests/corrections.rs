//! What a person says of rows and columns: kept by what they say, found again in another release.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop and speak")]

use model::{Quiet, TidyTable};
use tables::{
    Along, LaidOut, Layout, LayoutRecipe, LineRole, Role, RoleChange, TableRecipe, TidyOptions, find_tables,
    lay_out, set_role,
};
use workbook::{Cell, Sheet};

fn sheet(text: &str) -> Sheet {
    let mut sheet = Sheet::new("Sheet");
    for (row, line) in text.lines().enumerate() {
        for (col, cell) in line.split('|').map(str::trim).enumerate() {
            let cell = match cell.parse::<f64>() {
                Ok(number) => Cell::Number(number),
                Err(_) if cell.is_empty() => continue,
                Err(_) => Cell::Text(cell),
            };
            sheet.put(row as u32, col as u32, cell, 0);
        }
    }
    sheet
}

fn only(sheet: &Sheet) -> Layout {
    let mut found = find_tables("book.xlsx", sheet, &Quiet).unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn laid(sheet: &Sheet, layout: LayoutRecipe) -> LaidOut {
    let recipe = TableRecipe { layout: Some(layout), ..TableRecipe::default() };
    lay_out("book.xlsx", sheet, &only(sheet), Some(&recipe), &TidyOptions::default()).unwrap()
}

fn say(
    sheet: &Sheet,
    recipe: &mut LayoutRecipe,
    along: Along,
    lines: (u32, u32),
    role: LineRole,
) -> Result<(), String> {
    set_role(sheet, &only(sheet), recipe, RoleChange { along, first: lines.0, last: lines.1, role })
}

fn rows(sheet: &Sheet, recipe: &mut LayoutRecipe, lines: (u32, u32), role: LineRole) {
    say(sheet, recipe, Along::Rows, lines, role).unwrap();
}

fn columns(sheet: &Sheet, recipe: &mut LayoutRecipe, lines: (u32, u32), role: LineRole) {
    say(sheet, recipe, Along::Columns, lines, role).unwrap();
}

fn totals(table: &TidyTable) -> Vec<&str> {
    let all = table.dimensions.iter().flat_map(|dimension| {
        let parents: std::collections::BTreeSet<u32> =
            dimension.categories.iter().filter_map(|category| category.parent).collect();
        parents.into_iter().map(|parent| dimension.categories[parent as usize].label.as_str())
    });
    all.collect()
}

const APRIL: &str = "Table 1: Patients seen, April 2024
Site | Patients | Patients | Change on March 2024
 | April 2024 | March 2024 |
North | 10 | 9 | 1
West | 20 | 18 | 2
Both | 30 | 27 | 3
East | 5 | 5 | 0
Checked by hand | 1 | 1 | 0
Source: returns";

/// A month later: another subtitle, another site, other periods.
const MAY: &str = "Table 1: Patients seen, May 2024
Figures are provisional
Site | Patients | Patients | Change on April 2024
 | May 2024 | April 2024 |
South | 4 | 4 | 0
North | 11 | 10 | 1
West | 21 | 20 | 1
Both | 36 | 34 | 2
East | 5 | 5 | 0
Checked by hand | 1 | 1 | 0
Source: returns";

fn april() -> LayoutRecipe {
    let sheet = sheet(APRIL);
    let mut recipe = LayoutRecipe::default();
    rows(&sheet, &mut recipe, (5, 5), LineRole::Total);
    rows(&sheet, &mut recipe, (7, 7), LineRole::Ignore);
    columns(&sheet, &mut recipe, (3, 3), LineRole::Note);
    recipe
}

#[test]
fn corrections_are_kept_through_toml() {
    let recipe = TableRecipe { name: "patients".into(), layout: Some(april()), ..TableRecipe::default() };
    let text = toml::to_string_pretty(&recipe).unwrap();
    assert_eq!(toml::from_str::<TableRecipe>(&text).unwrap(), recipe);
    assert!(text.contains("[[layout.row]]\nrole = \"total\"\nsays = [\"Both\"]\n"), "{text}");
    assert!(
        toml::from_str::<TableRecipe>(&text.replace("says =", "say =")).is_err(),
        "no slip passes in silence"
    );
}

#[test]
fn corrections_survive_new_rows_and_other_months() {
    let (before, after) = (laid(&sheet(APRIL), april()), laid(&sheet(MAY), april()));
    assert_eq!((before.unfound.len(), after.unfound.len()), (0, 0), "{:?}", after.unfound);
    assert_eq!(before.layout.total_rows, [5]);
    assert_eq!(after.layout.total_rows, [7]);
    assert_eq!(after.layout.role(9, 1), Role::Ignored);
    assert_eq!(after.layout.role(4, 3), Role::Note);
    assert_eq!(after.layout.range.to_string(), "A3:D9");
    assert_eq!(totals(&before.table), ["Both"]);
    assert_eq!(totals(&after.table), ["Both"]);
}

#[test]
fn a_correction_that_finds_nothing_is_told_and_does_nothing() {
    let other = sheet(&MAY.replace("Both", "North and West"));
    let after = laid(&other, april());
    assert_eq!(after.unfound.len(), 1);
    assert_eq!((after.unfound[0].along, after.unfound[0].says.as_str()), (Along::Rows, "Both"));
    // What adds up is a total by itself, whatever it is called.
    assert_eq!(after.layout.total_rows, only(&other).total_rows);
}

#[test]
fn no_number_of_the_data_gets_into_a_recipe() {
    let bare = sheet(
        "Table 1: Patients\nSite|Men|Women\nNorth|1234|5678\nWest|2345|6789\nEast|3456|7890\n|7035|20357\n",
    );
    let mut recipe = LayoutRecipe::default();
    for row in 2..6 {
        let _ = say(&bare, &mut recipe, Along::Rows, (row, row), LineRole::Note);
    }
    let _ = say(&bare, &mut recipe, Along::Columns, (1, 1), LineRole::Label);
    let _ = say(&bare, &mut recipe, Along::Rows, (3, 3), LineRole::Total);
    let text = toml::to_string_pretty(&recipe).unwrap();
    assert!(!recipe.rows.is_empty() && !recipe.columns.is_empty());
    for number in ["1234", "5678", "2345", "6789", "3456", "7890", "7035", "20357"] {
        assert!(!text.contains(number), "{text}");
    }
}

#[test]
fn rows_that_say_the_same_are_told_apart_by_their_order() {
    let text =
        "Table 1: Patients\nSite|Patients\nNorth|\nA|1\nOther|2\nSouth|\nB|3\nOther|4\nB and other|7\n";
    let sheet = sheet(text);
    let mut recipe = LayoutRecipe::default();
    rows(&sheet, &mut recipe, (7, 7), LineRole::Ignore);
    assert_eq!((recipe.rows[0].says.as_slice(), recipe.rows[0].occurrence), (&["Other".to_owned()][..], 2));
    let after = laid(&sheet, recipe);
    assert!(after.layout.data_rows.contains(&4) && !after.layout.data_rows.contains(&7));
}

#[test]
fn later_corrections_take_the_place_of_earlier_ones() {
    let sheet = sheet(APRIL);
    let mut recipe = LayoutRecipe::default();
    for role in [LineRole::Note, LineRole::Ignore, LineRole::Total] {
        rows(&sheet, &mut recipe, (5, 5), role);
    }
    assert_eq!(recipe.rows.len(), 1);
    rows(&sheet, &mut recipe, (3, 6), LineRole::Value);
    assert_eq!(recipe.rows.len(), 1);
    assert_eq!(recipe.rows[0].through.as_ref().unwrap().says, ["East"]);
    rows(&sheet, &mut recipe, (5, 5), LineRole::Total);
    assert_eq!(recipe.rows.len(), 2, "a part of them gets another part, and the others keep theirs");
    assert_eq!(laid(&sheet, recipe).layout.total_rows, [5]);
}

#[test]
fn columns_are_found_when_the_header_is_corrected_after_them() {
    let sheet = sheet(APRIL);
    let mut recipe = LayoutRecipe::default();
    columns(&sheet, &mut recipe, (2, 2), LineRole::Ignore);
    assert_eq!(recipe.columns[0].says, ["Patients", "March 2024"]);
    rows(&sheet, &mut recipe, (1, 1), LineRole::Note);
    assert_eq!(recipe.columns[0].says, ["March 2024"]);
    let after = laid(&sheet, recipe);
    assert_eq!((after.layout.value_cols.as_slice(), after.unfound.len()), (&[1, 3][..], 0));
}

#[test]
fn a_total_column_gets_its_parts_and_gives_them_up() {
    let sheet = sheet(
        "Table 1: Patients by sex\nSite|Men|Women|Both sexes together\nNorth|1|2|3\nWest|4|5|9\nEast|7|9|16\n",
    );
    let mut recipe = LayoutRecipe::default();
    columns(&sheet, &mut recipe, (3, 3), LineRole::Total);
    let after = laid(&sheet, recipe.clone());
    assert_eq!(after.layout.role(3, 3), Role::Total);
    assert_eq!(totals(&after.table), ["Both sexes together"]);
    columns(&sheet, &mut recipe, (3, 3), LineRole::Value);
    assert_eq!(laid(&sheet, recipe).layout.role(3, 3), Role::Value);
}

#[test]
fn a_table_does_not_reach_into_the_next_one() {
    let sheet = sheet(
        "Table 1: Men\nSite|Men\nNorth|1\nWest|2\nEast|3\n\nTable 2: Women\nSite|Women\nNorth|4\nWest|5\nEast|6\n",
    );
    let found = find_tables("book.xlsx", &sheet, &Quiet).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].reach, found[1].reach), ((0, 5), (5, 10)));
    let change = |first, last| RoleChange { along: Along::Rows, first, last, role: LineRole::Note };
    let mut recipe = LayoutRecipe::default();
    let refused = set_role(&sheet, &found[0], &mut recipe, change(7, 8)).unwrap_err();
    assert_eq!(refused, "rows 8 to 9 belong to no place that this table can reach");
    assert!(set_role(&sheet, &found[0], &mut recipe, change(4, 7)).unwrap_err().contains("in part"));
    assert!(set_role(&sheet, &found[0], &mut recipe, change(5, 5)).unwrap_err().contains("holds nothing"));
    assert!(recipe.is_empty());
    set_role(&sheet, &found[1], &mut recipe, change(8, 8)).unwrap();
}

/// Every part for every line of real tables: it is played then, or refused in words; and the recipe finds it again.
#[test]
fn any_line_of_a_real_table_takes_any_part_or_refuses_it() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(files) = std::fs::read_dir(&folder) else {
        return println!("skipped: the folder ../shared/workbooks is missing");
    };
    let (mut played, mut refused) = (0, 0);
    for path in files.map(|file| file.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if bytes.len() > 30_000 {
            continue;
        }
        let Ok(book) = workbook::open(&name, &bytes, &workbook::Limits::default(), &Quiet) else { continue };
        for sheet in book.sheets.iter().take(4) {
            for layout in find_tables(&name, sheet, &Quiet).unwrap().into_iter().take(2) {
                for change in changes(&layout) {
                    let mut recipe = LayoutRecipe::default();
                    if let Err(why) = set_role(sheet, &layout, &mut recipe, change) {
                        assert!(!why.is_empty() && recipe.is_empty());
                        refused += 1;
                        continue;
                    }
                    check(&name, sheet, &layout, recipe, change);
                    played += 1;
                }
            }
        }
    }
    assert!(played > 200 && refused > 20, "{played} {refused}");
}

/// Parts for lines at the edges of a table and beyond.
fn changes(layout: &Layout) -> Vec<RoleChange> {
    let (top, bottom) = (layout.range.first.row, layout.range.last.row);
    let rows = [top.saturating_sub(2), top.saturating_sub(1), top, top + 1, top + 3, bottom, bottom + 1];
    let (left, right) = (layout.range.first.col, layout.range.last.col);
    let cols = [left, left + 1, right, right + 1];
    let roles = [
        LineRole::Header,
        LineRole::Label,
        LineRole::Value,
        LineRole::Total,
        LineRole::Note,
        LineRole::Ignore,
    ];
    let lines = rows.map(|at| (Along::Rows, at)).into_iter().chain(cols.map(|at| (Along::Columns, at)));
    lines
        .flat_map(|(along, first)| {
            roles.map(|role| RoleChange { along, first, last: first, role }).into_iter()
        })
        .collect()
}

fn check(name: &str, sheet: &Sheet, layout: &Layout, recipe: LayoutRecipe, change: RoleChange) {
    let said = TableRecipe { layout: Some(recipe), ..TableRecipe::default() };
    // Words that are read as values are refused by name; nothing else is.
    let laid = match lay_out(name, sheet, layout, Some(&said), &TidyOptions::default()) {
        Ok(laid) => laid,
        Err(failure) => return assert!(failure.text().contains("different texts"), "{}", failure.text()),
    };
    assert!(laid.unfound.is_empty(), "{name} {} {change:?}: {:?}", sheet.name, laid.unfound);
    let place = match change.along {
        Along::Rows => (change.first, laid.layout.value_cols[0]),
        Along::Columns => (laid.layout.data_rows[0], change.first),
    };
    let role = laid.layout.role(place.0, place.1);
    let fits = match (change.role, change.along) {
        (LineRole::Header, _) => role == Role::Header,
        (LineRole::Label, Along::Rows) => role == Role::Group,
        (LineRole::Label, Along::Columns) => role == Role::Label,
        // A row of totals crosses a column of values, and the reverse.
        (LineRole::Value, _) => matches!(role, Role::Value | Role::Total),
        (LineRole::Total, _) => role == Role::Total,
        (LineRole::Note, _) => matches!(role, Role::Note | Role::Empty),
        (LineRole::Ignore, _) => matches!(role, Role::Ignored | Role::Empty),
    };
    assert!(fits, "{name} {} {change:?}: {role:?}", sheet.name);
}
