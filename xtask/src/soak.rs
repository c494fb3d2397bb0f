//! `cargo xtask soak`: what is too long for every change, and must have been run before a change of the
//! engine is called done.
//!
//! Three kinds. Tests named `soak_...` and marked `#[ignore]` are long by nature: killing a release at each of
//! its writes, hours of random use. Property tests are run with many more cases than in `cargo test`: they
//! take their number from `PROPTEST_CASES`, so they must not fix one with `ProptestConfig::with_cases`. And every
//! cell of the real workbooks is compared with what `LibreOffice` shows.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{self, output, run, say};
use crate::report::Report;
use crate::{place, system};

/// How many cases a property test gets when the reader does not say.
pub(crate) const CASES: u32 = 20_000;

/// Runs all kinds, optimised. True when all of them have passed.
pub(crate) fn soak(cases: u32) -> bool {
    let mut report = Report::default();
    report.run("soak build", || {
        run(
            cargo().args(["test", "--quiet", "--release", "--tests", "--no-run"]),
            "Mend what is listed above.",
        )
    });
    report.run_after("soak build", "long tests", long_tests);
    report.run_after("soak build", "many cases", || many_cases(cases));
    compare_display(&mut report);
    report.finish()
}

/// Compares displayed text alone. True when it is alike enough.
pub(crate) fn display() -> bool {
    let mut report = Report::default();
    compare_display(&mut report);
    report.finish()
}

fn compare_display(report: &mut Report) {
    report.run("LibreOffice", || system::provide(system::OFFICE));
    report.run_after("LibreOffice", "displayed text", || {
        let mut compare = cargo();
        compare.args(["run", "--quiet", "--release", "--package", "display", "--", "--work"]);
        compare.arg(place::target().join("display")).arg(place::root().join("../shared/workbooks"));
        run(
            &mut compare,
            "The cells that differ for no known cause are named above; docs/display.md lists the causes.",
        )
    });
}

fn long_tests() -> Outcome {
    let tests = ["test", "--quiet", "--release", "--no-fail-fast", "--tests", "--", "--ignored", "soak_"];
    let list = output(cargo().args(tests).arg("--list")).unwrap_or_default();
    let found = list.lines().filter(|line| line.ends_with(": test")).count();
    if found == 0 {
        return Err(Failure::new(
            "There is no long test to run.",
            "Tests named soak_... and marked #[ignore] are run here; at least one is expected.",
        ));
    }
    say(&format!("{found} long tests"));
    run(cargo().args(tests), "The failing tests are named above.")
}

fn many_cases(cases: u32) -> Outcome {
    let mut tests = cargo();
    tests.env("PROPTEST_CASES", cases.to_string());
    // Shrinking a failure of a slow property may take longer than finding it.
    tests.env("PROPTEST_MAX_SHRINK_TIME", "120000");
    run(
        tests.args(["test", "--quiet", "--release", "--no-fail-fast", "--tests"]),
        "A property does not hold: the case is above and in the proptest-regressions folder. Commit it.",
    )
}

/// Cargo with the release profile loosened: linking as one unit would take longer than the tests.
fn cargo() -> Command {
    let mut cargo = process::cargo();
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    // Many cases are of little use when an overflow goes by unseen.
    cargo.env("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true");
    cargo.env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true");
    cargo
}
