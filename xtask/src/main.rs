//! The project's own tasks: `cargo xtask run`, `cargo xtask test` and what they are made of.
//!
//! This program knows nothing of the engine: it installs, builds, starts and judges by running the same
//! commands that a person would type, and shows each of them.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod accuracy;
mod bench;
mod cargo_tools;
mod failure;
mod help;
#[cfg(target_os = "linux")]
mod isolated;
mod judges;
mod network;
mod node;
mod page;
mod pictures;
mod place;
mod process;
mod report;
mod run;
mod sample;
mod setup;
mod soak;
mod stamp;
#[cfg(target_os = "linux")]
mod started;
mod system;
mod test;
mod window;

use std::env;
use std::path::{self, PathBuf};
use std::process::ExitCode;

use failure::Outcome;

/// What the reader asked for.
#[derive(Debug, PartialEq, Eq)]
enum Task {
    Help(&'static str),
    Run(Vec<PathBuf>),
    Test(Vec<test::Part>),
    Setup { window: bool },
    Sample(PathBuf),
    Soak { cases: u32 },
    SoakDisplay,
    Accuracy(accuracy::Accuracy),
    BenchRead { runs: u32, peers: Option<PathBuf> },
    BenchAttack,
    BenchChange,
    BenchRecords,
    Pictures,
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let task = match parse(&words) {
        Ok(task) => task,
        Err(wrong) => {
            eprintln!("{wrong}");
            return ExitCode::from(2);
        }
    };
    match perform(task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Does the task. False when it was done and something did not pass: the report has said what.
fn perform(task: Task) -> Outcome<bool> {
    match task {
        Task::Help(text) => print!("{text}"),
        Task::Run(files) => run::run_on(&files)?,
        Task::Test(parts) => return Ok(test::test(&parts)),
        Task::Setup { window: true } => setup::provide(setup::ALL)?,
        Task::Setup { window: false } => setup::provide(setup::NO_WINDOW)?,
        Task::Sample(folder) => sample::write(&folder)?,
        Task::Soak { cases } => return Ok(soak::soak(cases)),
        Task::SoakDisplay => return Ok(soak::display()),
        Task::Accuracy(asked) => accuracy::measure(&asked)?,
        Task::BenchRead { runs, peers } => return bench::read(runs, peers.as_deref()),
        Task::BenchAttack => return bench::attack(),
        Task::BenchChange => return bench::change(),
        Task::BenchRecords => return bench::records(),
        Task::Pictures => pictures::copy()?,
    }
    Ok(true)
}

/// The task that the words ask for, or what is wrong with them.
fn parse(words: &[String]) -> Result<Task, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((command, rest)) = words.split_first() else {
        return Err(format!("Which command?\n\n{}", help::ALL));
    };
    let help = match *command {
        "--help" | "-h" | "help" => return Ok(Task::Help(help::ALL)),
        "run" => help::RUN,
        "test" => help::TEST,
        "setup" => help::SETUP,
        "sample" => help::SAMPLE,
        "soak" => help::SOAK,
        "accuracy" => help::ACCURACY,
        "bench" => help::BENCH,
        "pictures" => help::PICTURES,
        unknown => return Err(format!("There is no command {unknown}.\n\n{}", help::ALL)),
    };
    if rest.iter().any(|word| ["--help", "-h"].contains(word)) {
        return Ok(Task::Help(help));
    }
    task(command, rest).ok_or_else(|| format!("cargo xtask {} is not understood.\n\n{help}", words.join(" ")))
}

fn task(command: &str, rest: &[&str]) -> Option<Task> {
    match (command, rest) {
        ("run", files) => files.iter().map(|file| file_name(file)).collect::<Option<_>>().map(Task::Run),
        ("test", parts) => parts.iter().map(|part| part_name(part)).collect::<Option<_>>().map(Task::Test),
        ("setup", []) => Some(Task::Setup { window: true }),
        ("setup", ["--no-window"]) => Some(Task::Setup { window: false }),
        ("sample", [folder]) => file_name(folder).map(Task::Sample),
        ("soak", []) => Some(Task::Soak { cases: soak::CASES }),
        ("soak", ["display"]) => Some(Task::SoakDisplay),
        ("soak", ["--cases", number]) => number.parse().ok().map(|cases| Task::Soak { cases }),
        ("accuracy", words) => accuracy::parse(words).map(Task::Accuracy),
        ("pictures", []) => Some(Task::Pictures),
        ("bench", ["attack"]) => Some(Task::BenchAttack),
        ("bench", ["change"]) => Some(Task::BenchChange),
        ("bench", ["records"]) => Some(Task::BenchRecords),
        ("bench", ["read", words @ ..]) => bench_read(words),
        _ => None,
    }
}

fn bench_read(words: &[&str]) -> Option<Task> {
    let (mut runs, mut peers) = (bench::RUNS, None);
    let (pairs, []) = words.as_chunks::<2>() else { return None };
    for [name, value] in pairs {
        match *name {
            "--runs" => runs = value.parse().ok().filter(|runs| *runs > 0)?,
            "--peers" => peers = Some(file_name(value)?),
            _ => return None,
        }
    }
    Some(Task::BenchRead { runs, peers })
}

/// A file or folder in full: cargo is run in the project's folder, the reader may be elsewhere.
fn file_name(word: &str) -> Option<PathBuf> {
    if word.starts_with('-') {
        return None;
    }
    path::absolute(word).ok()
}

fn part_name(word: &str) -> Option<test::Part> {
    test::PARTS.iter().find(|(name, _)| *name == word).map(|(_, part)| *part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn each_command_is_understood() {
        assert_eq!(parsed("setup --no-window"), Ok(Task::Setup { window: false }));
        assert_eq!(parsed("test rust window"), Ok(Task::Test(vec![test::Part::Rust, test::Part::Window])));
        assert_eq!(parsed("test"), Ok(Task::Test(Vec::new())));
        assert_eq!(parsed("soak --cases 7"), Ok(Task::Soak { cases: 7 }));
        assert_eq!(parsed("soak display"), Ok(Task::SoakDisplay));
        assert_eq!(parsed("run"), Ok(Task::Run(Vec::new())));
        let Ok(Task::Accuracy(asked)) = parsed("accuracy --json --half tuned --predictions p.jsonl sets")
        else {
            panic!("not understood")
        };
        assert!(asked.json && asked.half.as_deref() == Some("tuned"));
        assert!(asked.predictions.is_some_and(|file| file.is_absolute() && file.ends_with("p.jsonl")));
        assert!(asked.folder.is_some_and(|folder| folder.ends_with("sets")));
    }

    #[test]
    fn names_of_files_are_made_whole() {
        let Ok(Task::Run(files)) = parsed("run a.xlsx") else { panic!("not understood") };
        assert!(files[0].is_absolute() && files[0].ends_with("a.xlsx"));
    }

    #[test]
    fn what_is_not_understood_is_told_with_the_help() {
        assert!(parsed("").unwrap_err().contains("Usage: cargo xtask COMMAND"));
        assert!(parsed("fly").unwrap_err().starts_with("There is no command fly."));
        for wrong in [
            "test everything",
            "setup --window",
            "sample",
            "run --fast",
            "soak --cases many",
            "accuracy --half some",
            "bench",
        ] {
            assert!(parsed(wrong).unwrap_err().contains("Example:"), "{wrong}");
        }
    }

    #[test]
    fn every_command_has_help_with_an_example() {
        for command in ["run", "test", "setup", "sample", "soak", "accuracy", "bench", "pictures"] {
            let Ok(Task::Help(text)) = parsed(&format!("{command} --help")) else { panic!("{command}") };
            assert!(
                text.contains("Example:") && text.contains(&format!("cargo xtask {command}")),
                "{command}"
            );
        }
    }
}
