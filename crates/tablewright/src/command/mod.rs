//! The command line: one file per command. Each gives an [`Outcome`]; printing and exit codes are here.

mod args;
mod check;
mod convert;
mod differences;
mod input;
mod inspect;
mod matching;
mod outcome;
mod policies;
mod progress;
mod protect;
mod release;
mod tables;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use model::{Failure, FailureKind};

use args::{Command, Line};
use outcome::Outcome;
use progress::Console;

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    // What panics inside a parser is caught and becomes a failure that names the file; the default hook
    // would print a trace of its own before that.
    std::panic::set_hook(Box::new(|_| {}));
    let json = std::env::args_os().any(|argument| argument == "--json");
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => return usage(&error, json),
    };
    let console = Console::new(!line.command.json());
    let name = line.command.name();
    let work = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| dispatch(&line.command, &console)));
    console.finish();
    let outcome = match work {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(failures)) => Outcome::failed(failures),
        Err(_) => {
            Outcome::failed(vec![Failure::new(FailureKind::Internal, format!("tablewright {name}"), "")])
        }
    };
    outcome.print(name, line.command.json());
    ExitCode::from(outcome.exit)
}

fn dispatch(command: &Command, console: &Console) -> Result<Outcome, Vec<Failure>> {
    match command {
        Command::Inspect(args) => inspect::run(args, console),
        Command::Tables(args) => tables::run(args, console),
        Command::Convert(args) => convert::run(args, console),
        Command::Check(args) => check::run(args, console),
        Command::Protect(args) => protect::run(args, console),
        Command::Match(args) => matching::run(args, console),
        Command::Release(args) => release::run(args, console),
        Command::Verify(args) => verify::run(args, console),
        Command::Policies(args) => policies::run(args),
    }
}

/// A mistake in the arguments is exit 2; help and version are answers.
fn usage(error: &clap::Error, json: bool) -> ExitCode {
    let answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if json && !answer {
        let text = error.to_string();
        let detail = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Outcome::failed(vec![Failure::new(FailureKind::Invalid, "command line", detail)])
            .print("usage", true);
    } else {
        let _ = error.print();
    }
    ExitCode::from(if answer { 0 } else { 2 })
}
