//! `cargo xtask bench read`: how fast workbooks are read, against calamine and against unpacking alone; and
//! `cargo xtask bench change`: how long a person waits for a change. `bench attack` and `bench records` are in rooms of
//! their own.
//!
//! Every program runs on every workbook in turn, several times, so that a busy machine is busy for all of them. The
//! least processor time of each counts; what was written is compared with what calamine wrote before anything is
//! said about speed.

mod attack;
mod compare;
mod measure;
mod others;
mod records;

pub(crate) use attack::attack;
pub(crate) use records::records;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::place;
use crate::process::{self, run, say};
use measure::{Cost, cost, instructions};

/// Runs of each program on each workbook when the reader does not say.
pub(crate) const RUNS: u32 = 5;

/// A workbook and the limits on it.
struct Case {
    name: &'static str,
    /// Processor time over that of unpacking alone, at most.
    over_unpacking: Option<f64>,
    /// Peak memory in MB, at most.
    memory: f64,
}

/// 1.25 times the text of the shared strings of `strings`, 1,500,000 of 44 bytes, and 32 MB.
const STRINGS_MEMORY: f64 = 1.25 * 63.0 + 32.0;

/// Processor time over that of unpacking alone at most, on `long`.
const UNPACKING: f64 = 3.0;

const CASES: [Case; 4] = [
    Case { name: "long", over_unpacking: Some(UNPACKING), memory: 32.0 },
    Case { name: "wide", over_unpacking: None, memory: 32.0 },
    Case { name: "many", over_unpacking: None, memory: 32.0 },
    Case { name: "strings", over_unpacking: None, memory: STRINGS_MEMORY },
];

/// Processor time over that of calamine at most: stored values, displayed values.
const STORED: f64 = 0.25;
const DISPLAYED: f64 = 0.35;

/// The programs and where they write.
struct Bench {
    programs: PathBuf,
    folder: PathBuf,
    within: bool,
}

/// Measures everything. True when all limits hold.
/// With `peers`, a Python, other programs too.
pub(crate) fn read(runs: u32, peers: Option<&Path>) -> Outcome<bool> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("The measurement reads /proc", "Run it on Linux."));
    }
    let build = ["build", "--quiet", "--release", "-p", "tablewright", "-p", "bench-read"];
    run(process::cargo().args(build), "Mend what is listed above.")?;
    let folder = place::target().join("bench-read");
    fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let mut bench = Bench { programs: place::target().join("release"), folder, within: true };
    say(&format!("load of the machine before: {}", measure::load()));
    for case in &CASES {
        bench.case(case, runs)?;
    }
    bench.count_instructions()?;
    bench.held()?;
    bench.other_formats(runs)?;
    bench.stopping()?;
    peers.map_or(Ok(()), |python| bench.peers(python))?;
    say(&format!("load of the machine after: {}", measure::load()));
    Ok(bench.within)
}

/// Milliseconds that a change to a table of 10,000 cells may take.
const CHANGE: f64 = 150.0;

/// Measures how long a person waits for a change. True when the limit holds for all.
pub(crate) fn change() -> Outcome<bool> {
    let build = ["build", "--quiet", "--release", "-p", "tablewright", "--example", "change"];
    run(process::cargo().args(build), "Mend what is listed above.")?;
    say(&format!("load of the machine: {}", measure::load()));
    let program = place::target().join("release/examples/change");
    let failed = |what: String| Failure::new(format!("{}: {what}", program.display()), "Run it by hand.");
    let output = Command::new(&program).output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let mut within = true;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Some((name, Ok(taken))) = line.split_once('\t').map(|(name, taken)| (name, taken.parse::<f64>()))
        else {
            return Err(failed(format!("it said '{line}'")));
        };
        let holds = taken <= CHANGE;
        within &= holds;
        say(&format!(
            "  {name:<20} {taken:>7.1} ms, at most {CHANGE}{}",
            if holds { "" } else { "  EXCEEDED" }
        ));
    }
    Ok(within)
}

impl Bench {
    fn program(&self, name: &str) -> Command {
        Command::new(self.programs.join(name))
    }

    /// The workbook, made once.
    fn workbook(&self, name: &str) -> Outcome<PathBuf> {
        let path = self.folder.join(format!("{name}.xlsx"));
        if !path.is_file() {
            let part = self.folder.join(format!("{name}.part"));
            run(self.program("generate").arg(name).arg(&part), "Is there room on the disc?")?;
            fs::rename(&part, &path).map_err(|error| Failure::file(&path, &error))?;
        }
        Ok(path)
    }

    fn ours(&self, file: &Path, values: &str, out: &Path) -> Command {
        let mut ours = self.program("tablewright");
        ours.arg("convert").arg(file).args(["--layout", "sheet", "--values", values, "--out"]).arg(out);
        ours
    }

    fn reference(&self, file: &Path, out: &Path) -> Command {
        let mut reference = self.program("reference");
        reference.arg(file).arg(out);
        reference
    }

    fn case(&mut self, case: &Case, runs: u32) -> Outcome {
        let file = self.workbook(case.name)?;
        let [stored, displayed, by_calamine] =
            ["stored", "displayed", "calamine"].map(|way| self.folder.join(format!("{}-{way}", case.name)));
        let mut least = [Cost::MOST; 4];
        for _ in 0..runs {
            for out in [&stored, &displayed, &by_calamine] {
                let _ = fs::remove_dir_all(out);
            }
            let mut inflate = self.program("inflate");
            inflate.arg(&file);
            let commands = [
                self.ours(&file, "stored", &stored),
                self.ours(&file, "displayed", &displayed),
                self.reference(&file, &by_calamine),
                inflate,
            ];
            for (command, least) in commands.into_iter().zip(&mut least) {
                least.lower(cost(command)?);
            }
        }
        // All formats of these workbooks show the whole value.
        let values = compare::folders(&stored, &by_calamine)? + compare::folders(&displayed, &by_calamine)?;
        say(&format!("\n{} ({values} values are the same as calamine's)", case.name));
        self.report(case, least);
        Ok(())
    }

    fn report(&mut self, case: &Case, [stored, displayed, reference, inflate]: [Cost; 4]) {
        for (name, cost) in [
            ("stored", stored),
            ("displayed", displayed),
            ("calamine + csv", reference),
            ("unpacking", inflate),
        ] {
            say(&format!("  {name:<16} {:>7.2} s CPU {:>7.1} MB", cost.seconds, cost.megabytes));
        }
        self.limit("stored / calamine", stored.seconds / reference.seconds, STORED);
        self.limit("displayed / calamine", displayed.seconds / reference.seconds, DISPLAYED);
        if let Some(most) = case.over_unpacking {
            self.limit("stored / unpacking", stored.seconds / inflate.seconds, most);
        }
        self.limit("peak memory in MB", stored.megabytes, case.memory);
    }

    fn limit(&mut self, what: &str, is: f64, most: f64) {
        let holds = is <= most;
        self.within &= holds;
        let word = if holds { "holds" } else { "IS EXCEEDED" };
        say(&format!("  {what:<21} {is:>7.3}   at most {most:.2} {word}"));
    }

    /// Instructions do not depend on what else the machine does.
    fn count_instructions(&mut self) -> Outcome {
        if !process::exists("valgrind") {
            say("\ninstructions were not counted: valgrind is not installed");
            return Ok(());
        }
        let file = self.workbook("short")?;
        let [ours, by_calamine] = ["ours", "calamine"].map(|way| self.folder.join(format!("short-{way}")));
        for out in [&ours, &by_calamine] {
            let _ = fs::remove_dir_all(out);
        }
        let mut inflate = self.program("inflate");
        inflate.arg(&file);
        let stored = instructions(&self.ours(&file, "stored", &ours))?;
        let reference = instructions(&self.reference(&file, &by_calamine))?;
        let inflate = instructions(&inflate)?;
        say(&format!(
            "\ninstructions on 20,000 rows of long, in millions: {:.0}, calamine {:.0}, unpacking {:.0}",
            stored / 1e6,
            reference / 1e6,
            inflate / 1e6
        ));
        self.limit("stored / calamine", stored / reference, STORED);
        self.limit("stored / unpacking", stored / inflate, UNPACKING);
        Ok(())
    }
}
