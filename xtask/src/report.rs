//! The parts of a long task: run one after another, and summed up in a table at the end.

use std::time::{Duration, Instant};

use crate::failure::Outcome;
use crate::process::say;

/// What has been run so far.
#[derive(Default)]
pub(crate) struct Report {
    parts: Vec<Part>,
}

struct Part {
    name: &'static str,
    result: Verdict,
    took: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Passed,
    Failed,
    NotRun,
}

impl Report {
    /// Runs a part and keeps its result and time. A failure is shown at once and again in the table.
    pub(crate) fn run(&mut self, name: &'static str, part: impl FnOnce() -> Outcome) {
        say(&format!("\n== {name}"));
        let started = Instant::now();
        let result = match part() {
            Ok(()) => Verdict::Passed,
            Err(failure) => {
                say(&format!("\n{name} failed: {failure}"));
                Verdict::Failed
            }
        };
        self.parts.push(Part { name, result, took: started.elapsed() });
    }

    /// Like [`Report::run`], but only after `before` has passed: what is built on a failure says nothing.
    pub(crate) fn run_after(
        &mut self,
        before: &'static str,
        name: &'static str,
        part: impl FnOnce() -> Outcome,
    ) {
        let passed = |part: &Part| part.name != before || part.result == Verdict::Passed;
        if self.parts.iter().all(passed) {
            self.run(name, part);
        } else {
            say(&format!("\n== {name}\nnot run, because {before} did not pass"));
            self.parts.push(Part { name, result: Verdict::NotRun, took: Duration::ZERO });
        }
    }

    /// True when a part of this name has been run, whatever came of it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name == name)
    }

    /// Prints the table and, as the last line, what it comes to. True when every part has passed.
    pub(crate) fn finish(self) -> bool {
        say("");
        for part in &self.parts {
            say(&format!("{:<22} {:<8} {:>10}", part.name, part.result.word(), seconds(part.took)));
        }
        let took: Duration = self.parts.iter().map(|part| part.took).sum();
        say(&format!("{:<22} {:<8} {:>10}\n", "together", "", seconds(took)));
        let failed = self.names(|verdict| verdict != Verdict::Passed);
        if !failed.is_empty() {
            say(&format!("not passed: {}; what went wrong is above, under each name", failed.join(", ")));
        }
        say(&format!("{} passed, {} failed", self.parts.len() - failed.len(), failed.len()));
        failed.is_empty()
    }

    fn names(&self, wanted: impl Fn(Verdict) -> bool) -> Vec<&'static str> {
        self.parts.iter().filter(|part| wanted(part.result)).map(|part| part.name).collect()
    }
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::Failed => "FAILED",
            Verdict::NotRun => "not run",
        }
    }
}

/// A time for people: `4.2 s`, `3 min 07 s`.
pub(crate) fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(60) {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    fn fails() -> Outcome {
        Err(Failure::new("It broke.", "Mend it."))
    }

    #[test]
    fn a_failed_part_fails_the_whole() {
        let mut report = Report::default();
        report.run("one", || Ok(()));
        report.run("two", fails);
        assert_eq!(report.names(|verdict| verdict == Verdict::Failed), ["two"]);
        assert!(!report.finish());
    }

    #[test]
    fn what_builds_on_a_failure_is_not_run_and_does_not_pass() {
        let mut report = Report::default();
        report.run("page", fails);
        report.run_after("page", "window", || panic!("must not run"));
        assert_eq!(report.names(|verdict| verdict == Verdict::NotRun), ["window"]);
        assert!(!report.finish());
    }

    #[test]
    fn what_builds_on_a_part_that_was_not_asked_for_is_run() {
        let mut report = Report::default();
        report.run_after("page", "window", || Ok(()));
        assert!(report.finish());
    }

    #[test]
    fn times_are_written_for_people() {
        assert_eq!(seconds(Duration::from_millis(4_240)), "4.2 s");
        assert_eq!(seconds(Duration::from_secs(187)), "3 min 07 s");
    }
}
