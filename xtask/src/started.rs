//! Programs that run beside a test and must not outlive it, whatever happens to the test or to this program.
//!
//! Each runs on a leash of two programs that are part of every Debian: `timeout` heads a process group of its
//! own and passes a request to end on to all of it; `setpriv --pdeathsig` lets the kernel make that request
//! when this program is killed. Otherwise a group is ended by its id.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};
use crate::place;

const PAUSE: Duration = Duration::from_millis(50);
const GRACE: Duration = Duration::from_secs(5);
/// Nothing here is of use for longer.
const LEASH: &str = "1h";

/// A program that is running. Dropping it ends it.
pub(crate) struct Started {
    name: String,
    child: Child,
}

/// Where what a program prints goes.
pub(crate) enum Output {
    /// To the terminal, for the program that the reader is waiting for.
    Shown,
    /// Into `target/window-logs`.
    Logged,
    /// The first line is wanted ([`Started::first_line`]); errors are logged.
    Asked,
}

impl Started {
    /// Starts `program` with what `prepare` adds to its command.
    pub(crate) fn start(
        program: &str,
        output: &Output,
        prepare: impl FnOnce(&mut Command),
    ) -> Outcome<Started> {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "timeout", "--kill-after", "3", LEASH, program]);
        command.process_group(0).stdin(Stdio::null());
        prepare(&mut command);
        match output {
            Output::Shown => {}
            Output::Logged => {
                command.stdout(log(program)?).stderr(log(program)?);
            }
            Output::Asked => {
                command.stdout(Stdio::piped()).stderr(log(program)?);
            }
        }
        let child = command.spawn().map_err(|error| {
            Failure::new(format!("{program} did not start: {error}"), "Run `cargo xtask setup`.")
        })?;
        Ok(Started { name: program.to_owned(), child })
    }

    /// The first line that the program prints; its end without one is a failure.
    pub(crate) fn first_line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if let Some(output) = self.child.stdout.take() {
            // An unreadable line is an empty one: the program is of no use in either case.
            let _ = BufReader::new(output).read_line(&mut line);
        }
        match line.trim() {
            "" => Err(self.broken("ended before it was ready")),
            line => Ok(line.to_owned()),
        }
    }

    /// Waits until `ready` is true, the program ends, or the time is over.
    pub(crate) fn wait_until(&mut self, ready: impl Fn() -> bool, longest: Duration) -> Outcome {
        let started = Instant::now();
        while !ready() {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(self.broken(&format!("ended before it was ready ({status})")));
            }
            if started.elapsed() > longest {
                return Err(self.broken("was not ready in time"));
            }
            sleep(PAUSE);
        }
        Ok(())
    }

    /// Waits for the program's own end.
    pub(crate) fn wait(&mut self, longest: Duration) -> Outcome<ExitStatus> {
        let started = Instant::now();
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if started.elapsed() < longest => sleep(PAUSE),
                Ok(None) => return Err(self.broken("did not come to an end")),
                Err(error) => return Err(self.broken(&error.to_string())),
            }
        }
    }

    fn broken(&self, how: &str) -> Failure {
        let next =
            format!("What it printed is in {}.", logs().join(format!("{}.log", self.short())).display());
        Failure::new(format!("{} {how}.", self.name), next)
    }

    fn short(&self) -> &str {
        short(&self.name)
    }

    /// Sends a signal to the group: to the program and to whatever it started.
    fn signal(&self, signal: &str) {
        let group = format!("-{}", self.child.id());
        // It may have ended by itself: then there is nothing to send to, and that is as well.
        let _ = Command::new("/bin/sh")
            .args(["-c", "kill -s \"$0\" -- \"$1\" 2>/dev/null", signal, &group])
            .stdin(Stdio::null())
            .status();
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        self.signal("TERM");
        let started = Instant::now();
        while started.elapsed() < GRACE && matches!(self.child.try_wait(), Ok(None)) {
            sleep(PAUSE);
        }
        // Also when the program itself is gone: something that it started may still be there.
        self.signal("KILL");
        let _ = self.child.wait();
    }
}

/// The folder of the logs.
pub(crate) fn logs() -> std::path::PathBuf {
    place::target().join("window-logs")
}

fn log(program: &str) -> Outcome<File> {
    let path = logs().join(format!("{}.log", short(program)));
    fs::create_dir_all(logs()).map_err(|error| Failure::file(&logs(), &error))?;
    File::options().create(true).append(true).open(&path).map_err(|error| Failure::file(&path, &error))
}

fn short(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_running(id: &str) -> bool {
        std::path::Path::new("/proc").join(id).join("exe").exists()
    }

    #[test]
    fn a_program_and_what_it_started_are_ended_together() {
        let mut shell = Started::start("sh", &Output::Asked, |sh| {
            // The child ignores a kind request, as a hanging browser would.
            sh.args(["-c", "(trap '' TERM; exec sleep 60) & echo $!; wait"]).stderr(Stdio::null());
        })
        .unwrap();
        let child = shell.first_line().unwrap();
        assert!(is_running(&child));
        drop(shell);
        let gone = Instant::now();
        while is_running(&child) && gone.elapsed() < GRACE {
            sleep(PAUSE);
        }
        assert!(!is_running(&child));
    }

    #[test]
    fn a_program_that_ends_too_early_is_a_failure_that_names_it() {
        let mut ended = Started::start("true", &Output::Shown, |_| ()).unwrap();
        let failure = ended.wait_until(|| false, GRACE).unwrap_err().to_string();
        assert!(failure.starts_with("true ended before it was ready"), "{failure}");
    }

    #[test]
    fn a_program_that_does_not_end_is_not_waited_for_for_ever() {
        let mut long = Started::start("sleep", &Output::Shown, |sleep| {
            sleep.arg("60");
        })
        .unwrap();
        let failure = long.wait(PAUSE).unwrap_err().to_string();
        assert!(failure.starts_with("sleep did not come to an end"), "{failure}");
    }
}
