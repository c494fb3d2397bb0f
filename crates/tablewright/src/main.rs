//! The `tablewright` command: arguments in, a report on stdout, files where asked, an exit code.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line: it prints")]

mod command;

fn main() -> std::process::ExitCode {
    command::run()
}
