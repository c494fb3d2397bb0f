//! Looks at all sets of up to four of a table's columns for records that few others are like: `records ROWS few|many`.
//!
//! The table is made up: twelve columns of few values each, which leave hardly anybody alone, or as records of people
//! have them, from two values to several thousand.

use std::error::Error;
use std::io::Write;

use disclosure::{Column, search};
use model::Quiet;

/// How many values each column has.
const FEW: [u32; 12] = [2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8];
const MANY: [u32; 12] = [2, 5, 7, 10, 16, 18, 45, 100, 150, 365, 2_000, 8_000];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rows, values] = arguments.as_slice() else { return Err("records ROWS few|many".into()) };
    let rows: u32 = rows.parse()?;
    let values = if values == "few" { FEW } else { MANY };
    let columns: Vec<Column> =
        values.iter().enumerate().map(|(at, values)| column(at, *values, rows)).collect();
    let columns: Vec<&Column> = columns.iter().collect();
    let found = search(&columns, 5, &Quiet).map_err(|failure| failure.text())?;
    let four = found.sets.iter().filter(|set| set.mask.count_ones() == 4).count();
    let alone = found.smallest.iter().filter(|size| **size > 0).count();
    let text = format!("sets {} of which four columns {four} records alone {alone}\n", found.sets.len());
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// Values of which the first are met most often, as those of people are.
fn column(at: usize, values: u32, rows: u32) -> Column {
    let code = |row: u32| {
        let seed = (u64::from(row) * 16 + at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (seed ^ (seed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let part = ((mixed ^ (mixed >> 32)) >> 11) as f64 / (1_u64 << 53) as f64;
        (part * part * f64::from(values)) as u32
    };
    Column {
        header: format!("column {at}"),
        position: at as u32,
        codes: (0..rows).map(code).collect(),
        values: (0..values).map(|value| value.to_string()).collect(),
    }
}
