//! What a program costs, as /proc tells it.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::failure::{Failure, Outcome};

/// Clock ticks of a second on Linux.
const TICKS: f64 = 100.0;

/// Processor time and peak memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// User and system time.
    pub(crate) seconds: f64,
    /// The most memory that it held at once.
    pub(crate) megabytes: f64,
}

impl Cost {
    /// More than anything costs.
    pub(crate) const MOST: Self = Self { seconds: f64::MAX, megabytes: 0.0 };

    /// The least time and the most memory of both.
    pub(crate) fn lower(&mut self, other: Self) {
        self.seconds = self.seconds.min(other.seconds);
        self.megabytes = self.megabytes.max(other.megabytes);
    }
}

/// Runs a program. Its time is read when it is over and not yet waited for; its memory is looked at all the time.
pub(crate) fn cost(command: Command) -> Outcome<Cost> {
    cost_ending(command, 0)
}

/// The same for a program that is to end with an exit code.
pub(crate) fn cost_ending(mut command: Command, code: i32) -> Outcome<Cost> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |what: String| Failure::new(format!("{name}: {what}"), "Run it by hand.");
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    let folder = format!("/proc/{}", child.id());
    let mut megabytes = 0.0;
    let seconds = loop {
        if let Some(peak) = peak(&folder) {
            megabytes = peak;
        }
        match state(&folder) {
            Some(('Z', seconds)) => break seconds,
            Some(_) => sleep(Duration::from_millis(2)),
            None => return Err(failed("it vanished".to_owned())),
        }
    };
    let ended = child.wait().map_err(|error| failed(error.to_string()))?;
    if ended.code() == Some(code) {
        Ok(Cost { seconds, megabytes })
    } else {
        Err(failed(format!("it failed ({ended})")))
    }
}

/// State and processor time, that of ended children too: fields 3 and 14 to 17 of proc(5)'s stat, behind the name in
/// brackets.
fn state(folder: &str) -> Option<(char, f64)> {
    let stat = fs::read_to_string(format!("{folder}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks: f64 = fields.get(11..15)?.iter().filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    Some((fields.first()?.chars().next()?, ticks / TICKS))
}

/// The most memory so far; none once the program is over.
fn peak(folder: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("{folder}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// The load of the machine over the last 1, 5 and 15 minutes.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The instructions of a program, by callgrind.
pub(crate) fn instructions(command: &Command) -> Outcome<f64> {
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    counted.arg(command.get_program()).args(command.get_args());
    let failed = |what: &str| Failure::new(format!("valgrind: {what}"), "Run it by hand.");
    let ended = counted.stdin(Stdio::null()).output().map_err(|error| failed(&error.to_string()))?;
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    let line = said.lines().find_map(|line| line.split_once("Collected : "));
    line.and_then(|(_, number)| number.trim().parse().ok()).ok_or_else(|| failed(&said))
}
