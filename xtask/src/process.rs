//! Running other programs: what is run is printed first, so that anybody can repeat it by hand.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::failure::{Failure, Outcome};
use crate::place;

/// Cargo itself, as it started this program, in the workspace's folder.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(place::root());
    // Set by `cargo run` for this program; a nested cargo must not take them for its own.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME");
    command
}

/// npm in a folder. On Windows it is a script and needs its ending.
pub(crate) fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder);
    command
}

/// Runs a program to its end with its output shown. `next` is what to do when it fails.
pub(crate) fn run(command: &mut Command, next: &str) -> Outcome {
    match status(command.stdin(Stdio::null()), next)? {
        ended if ended.success() => Ok(()),
        ended => Err(Failure::new(format!("{} failed ({ended})", line(command)), next)),
    }
}

/// Runs a program whose exit code is an answer. Being ended by a signal is none.
pub(crate) fn exit_code(command: &mut Command, next: &str) -> Outcome<i32> {
    let ended = status(command.stdin(Stdio::null()), next)?;
    ended.code().ok_or_else(|| Failure::new(format!("{} was ended ({ended})", line(command)), next))
}

/// Runs a program that may ask its reader something, and keeps what it prints for the case that it fails:
/// hundreds of lines about packages are of no interest when all went well.
pub(crate) fn run_into(log: &Path, command: &mut Command, next: &str) -> Outcome {
    let file = create(log)?;
    let errors = file.try_clone().map_err(|error| Failure::file(log, &error))?;
    let ended = status(command.stdout(file).stderr(errors), next)?;
    if ended.success() {
        return Ok(());
    }
    say(&fs::read_to_string(log).unwrap_or_default());
    Err(Failure::new(format!("{} failed ({ended})", line(command)), next))
}

fn create(path: &Path) -> Outcome<File> {
    let folder = path.parent().unwrap_or(path);
    let made = fs::create_dir_all(folder).and_then(|()| File::create(path));
    made.map_err(|error| Failure::file(path, &error))
}

fn status(command: &mut Command, next: &str) -> Outcome<ExitStatus> {
    say(&format!("  $ {}", line(command)));
    command.status().map_err(|error| Failure::new(format!("{} did not start: {error}", name(command)), next))
}

/// Runs a program quietly and gives what it printed, or nothing when it is missing or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let ended = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    ended.status.success().then(|| String::from_utf8_lossy(&ended.stdout).into_owned())
}

/// True when the program is on the search path.
pub(crate) fn exists(program: &str) -> bool {
    let ending = env::consts::EXE_SUFFIX;
    env::var_os("PATH").is_some_and(|path| {
        env::split_paths(&path).any(|folder| folder.join(format!("{program}{ending}")).is_file())
    })
}

/// Prints one line of progress. Everything a task says goes through here, to stdout in order.
pub(crate) fn say(line: &str) {
    println!("{line}");
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as one would type it; a word with a blank is quoted.
fn line(command: &Command) -> String {
    let program = command.get_program();
    // Cargo is known by the path of its toolchain, which nobody types.
    let cargo = env::var_os("CARGO").is_some_and(|cargo| cargo == program);
    let program = if cargo { OsStr::new("cargo") } else { program };
    std::iter::once(program).chain(command.get_args()).map(word).collect::<Vec<_>>().join(" ")
}

fn word(word: &OsStr) -> String {
    let text = word.to_string_lossy();
    if text.contains(' ') { format!("'{text}'") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = Command::new("/usr/bin/apt-get");
        command.args(["install", "a name"]);
        assert_eq!(line(&command), "/usr/bin/apt-get install 'a name'");
    }

    #[test]
    fn a_missing_program_is_a_failure_with_the_next_step() {
        let failure = run(&mut Command::new("no-such-program-here"), "Install it.").unwrap_err();
        assert!(failure.to_string().contains("no-such-program-here did not start"));
        assert!(failure.to_string().ends_with("Install it."));
    }

    #[test]
    fn a_missing_program_has_no_output() {
        assert_eq!(output(&mut Command::new("no-such-program-here")), None);
    }
}
