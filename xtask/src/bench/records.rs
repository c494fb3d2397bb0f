//! `cargo xtask bench records`: what it costs to look at all sets of up to four of twelve columns of a million records.

use std::process::Command;

use super::measure::{self, cost};
use crate::failure::{Failure, Outcome};
use crate::place;
use crate::process::{self, run, say};

/// Records, processor time at most in seconds, and peak memory at most in MB.
const ROWS: &str = "1000000";
const SECONDS: f64 = 60.0;
const MEMORY: f64 = 1_000.0;

/// All sets of one to four of twelve columns.
const SETS: &str = "sets 793 of which four columns 495 ";

/// Measures it. True when the limits hold.
pub(crate) fn records() -> Outcome<bool> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("The measurement reads /proc", "Run it on Linux."));
    }
    let build = ["build", "--quiet", "--release", "-p", "bench-read", "--bin", "records"];
    run(process::cargo().args(build), "Mend what is listed above.")?;
    let mut within = true;
    for values in ["few", "many"] {
        within &= measure_case(values)?;
    }
    Ok(within)
}

fn measure_case(values: &str) -> Outcome<bool> {
    let program = || {
        let mut command = Command::new(place::target().join("release").join("records"));
        command.args([ROWS, values]);
        command
    };
    let said = program().output().map_err(|error| Failure::new(error.to_string(), "Run it by hand."))?;
    let said = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    let cost = cost(program())?;
    let holds = said.starts_with(SETS) && cost.seconds <= SECONDS && cost.megabytes <= MEMORY;
    say(&format!(
        "{ROWS} records, {values:<4} values {:>6.2} s CPU {:>6.1} MB  {said}  {}  load {}",
        cost.seconds,
        cost.megabytes,
        if holds { "holds" } else { "IS EXCEEDED" },
        measure::load()
    ));
    Ok(holds)
}
