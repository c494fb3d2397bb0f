//! `cargo xtask bench attack`: what it costs to attack tables that were published under a rule, and to ask a
//! register of 200 releases whether a new table breaks anything.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure::{self, cost, cost_ending};
use crate::failure::{Failure, Outcome};
use crate::place;
use crate::process::{self, run, say};

/// A table of the benchmark, the highest withheld count, and how often it is put beside itself.
struct Case {
    table: &'static str,
    highest: u64,
    copies: u64,
    /// Processor time at most, in seconds.
    seconds: Option<f64>,
}

const fn case(table: &'static str, highest: u64, copies: u64, seconds: Option<f64>) -> Case {
    Case { table, highest, copies, seconds }
}

const CASES: [Case; 10] = [
    case("t_small", 4, 1, None),
    case("t_small", 7, 1, None),
    case("t_med", 4, 1, Some(0.5)),
    case("t_med", 7, 1, Some(0.5)),
    case("t_mid", 4, 1, Some(5.0)),
    case("t_mid", 7, 1, Some(5.0)),
    case("t_med", 7, 4, None),
    case("t_med", 7, 16, None),
    case("t_mid", 7, 4, None),
    case("t_mid", 7, 16, None),
];

/// Peak memory at most, in MB.
const MEMORY: f64 = 500.0;

/// Releases of the register, and what asking it may cost.
const RELEASES: u32 = 200;
const REGISTER_SECONDS: f64 = 30.0;

/// Measures everything. True when all limits hold.
pub(crate) fn attack() -> Outcome<bool> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("The measurement reads /proc", "Run it on Linux."));
    }
    let build = ["build", "--quiet", "--release", "-p", "tablewright", "-p", "bench-read"];
    run(process::cargo().args(build), "Mend what is listed above.")?;
    let programs = place::target().join("release");
    say(&format!("load of the machine before: {}", measure::load()));
    let tables = place::root().join("../shared/benchmarks/suppression");
    let mut within = true;
    if tables.is_dir() {
        for case in &CASES {
            within &= measure_case(case, &tables, &programs)?;
        }
    } else {
        say("the tables were skipped: ../shared/benchmarks/suppression is not there");
    }
    within &= register(&programs)?;
    say(&format!("load of the machine after: {}", measure::load()));
    Ok(within)
}

fn measure_case(case: &Case, tables: &Path, programs: &Path) -> Outcome<bool> {
    let program = || {
        let mut command = Command::new(programs.join("attack"));
        let file = |part: &str| tables.join(format!("{}_{part}.csv", case.table));
        command.arg(file("full")).arg(file("geo"));
        command.args([case.highest.to_string(), case.copies.to_string()]);
        command
    };
    let found = program().output().map_err(|error| Failure::new(error.to_string(), "Run it by hand."))?;
    let found = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    let cost = cost(program())?;
    let holds = case.seconds.is_none_or(|most| cost.seconds <= most)
        && cost.megabytes <= MEMORY
        && found.ends_with("undecided 0");
    say(&format!(
        "{:<8} 1-{} x{:<3} {:>6.2} s CPU {:>6.1} MB  {found}  {}",
        case.table,
        case.highest,
        case.copies,
        cost.seconds,
        cost.megabytes,
        if holds { "holds" } else { "IS EXCEEDED" }
    ));
    Ok(holds)
}

/// Asks whether a table breaks anything, which it does in one of the releases.
fn register(programs: &Path) -> Outcome<bool> {
    let folder = place::target().join("bench-attack");
    let new = write_register(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let program = || {
        let mut command = Command::new(programs.join("tablewright"));
        command
            .args(["check", "--policy", "legacy-1-5", "--published"])
            .arg(folder.join("register"))
            .arg(&new);
        command
    };
    let said = program().output().map_err(|error| Failure::new(error.to_string(), "Run it by hand."))?;
    let names = String::from_utf8_lossy(&said.stdout).contains("admissions-2021-08.csv");
    let cost = cost_ending(program(), 1)?;
    let holds = names && cost.seconds <= REGISTER_SECONDS && cost.megabytes <= MEMORY;
    say(&format!(
        "register of {RELEASES} releases {:>6.2} s CPU {:>6.1} MB  {}  {}",
        cost.seconds,
        cost.megabytes,
        if names { "names the release" } else { "DOES NOT NAME the release" },
        if holds { "holds" } else { "IS EXCEEDED" }
    ));
    Ok(holds)
}

/// Months of admissions by area, age and sex with small counts withheld, and an ad-hoc table of one of the
/// months for an age band that is two years wider.
fn write_register(folder: &Path) -> std::io::Result<PathBuf> {
    let register = folder.join("register");
    fs::create_dir_all(&register)?;
    let mut new = String::from("period,area,age,measure,unit,value,marker\r\n");
    for release in 0..RELEASES {
        let month = format!("{}-{:02}", 2010 + release / 12, release % 12 + 1);
        let counts = Counts { release: u64::from(release) };
        fs::write(register.join(format!("admissions-{month}.csv")), counts.csv(&month))?;
        if month == "2021-08" {
            for area in 0..AREAS {
                // The band of the register is 18 to 64; two people of 16 or 17 were admitted in the last area.
                let more = if area + 1 == AREAS { 2 } else { 30 + area };
                let value = counts.sum(area, "18-64") + more;
                let _ = write!(new, "{month},Area {area:02},16-64,admissions,people,{value},\r\n");
            }
        }
    }
    let path = folder.join("ad-hoc.csv");
    fs::write(&path, new)?;
    Ok(path)
}

const AREAS: u64 = 20;
const AGES: [&str; 4] = ["0-15", "18-64", "65-84", "85 and over"];
const SEXES: [&str; 2] = ["Female", "Male"];

/// The made-up counts of a month.
struct Counts {
    release: u64,
}

impl Counts {
    fn count(&self, area: u64, age: usize, sex: usize) -> u64 {
        let mixed = (self.release * 7919 + area * 104_729 + age as u64 * 1_299_709 + sex as u64 * 15_485_863)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        if mixed >> 60 == 0 { 1 + (mixed >> 32) % 5 } else { 20 + (mixed >> 33) % 200 }
    }

    fn sum(&self, area: u64, age: &str) -> u64 {
        let at = AGES.iter().position(|own| *own == age).unwrap_or(0);
        (0..SEXES.len()).map(|sex| self.count(area, at, sex)).sum()
    }

    /// Small counts are withheld, and with each the other sex of the same band.
    fn csv(&self, month: &str) -> String {
        let mut text = String::from("period,area,age,sex,measure,unit,value,marker\r\n");
        for area in 0..AREAS {
            for (at, age) in AGES.iter().enumerate() {
                let counts: Vec<u64> = (0..SEXES.len()).map(|sex| self.count(area, at, sex)).collect();
                let total: u64 = counts.iter().sum();
                let hide = counts.iter().any(|count| (1..=5).contains(count));
                let mut row = |sex: &str, value: u64, hide: bool| {
                    let shown = if hide { ",*".to_owned() } else { format!("{value},") };
                    let _ = write!(text, "{month},Area {area:02},{age},{sex},admissions,people,{shown}\r\n");
                };
                row("Persons", total, false);
                SEXES.iter().zip(counts).for_each(|(sex, count)| row(sex, count, hide));
            }
        }
        text
    }
}
