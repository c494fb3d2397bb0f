//! `cargo xtask test`: what must hold before a change is accepted, in parts that can be run alone.

use std::process::Command;

use crate::failure::Outcome;
use crate::process::{cargo, run};
use crate::report::Report;
use crate::setup::{self, Need};
use crate::{judges, network, node, place, window};

/// A part of the tests, as it is named on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    Rust,
    Graph,
    Judges,
    Page,
    Desktop,
    Window,
    Network,
}

/// All parts, the quick ones first.
pub(crate) const PARTS: &[(&str, Part)] = &[
    ("rust", Part::Rust),
    ("deny", Part::Graph),
    ("judges", Part::Judges),
    ("page", Part::Page),
    ("desktop", Part::Desktop),
    ("window", Part::Window),
    ("network", Part::Network),
];

/// Runs the given parts, or everything with its setup as a part of its own when none is given. True
/// when all of them have passed.
pub(crate) fn test(chosen: &[Part]) -> bool {
    let mut report = Report::default();
    let parts: Vec<Part> =
        if chosen.is_empty() { PARTS.iter().map(|(_, part)| *part).collect() } else { chosen.to_vec() };
    let needs: Vec<Need> = parts.iter().flat_map(|part| part.needs()).copied().collect();
    let mut ready = false;
    report.run("setup", || setup::provide(&needs).inspect(|()| ready = true));
    if ready {
        for part in parts {
            part.run(&mut report);
        }
    }
    report.finish()
}

impl Part {
    fn needs(self) -> &'static [Need] {
        match self {
            Part::Rust => &[Need::Components],
            Part::Graph => &[Need::Graph],
            Part::Judges => &[Need::Judges],
            Part::Page => &[Need::Page],
            Part::Desktop => &[Need::Components, Need::Building, Need::Page],
            Part::Window | Part::Network => &[Need::Building, Need::WindowTest, Need::Page],
        }
    }

    fn run(self, report: &mut Report) {
        match self {
            Part::Rust => rust(report),
            Part::Graph => {
                report.run("licences and bans", graph);
                report.run("no network in graph", network::check);
            }
            Part::Judges => report.run("judges", judges::test),
            Part::Page => page(report),
            Part::Desktop => {
                ensure_page(report);
                report.run_after(BUILD, "desktop clippy", desktop_clippy);
                report.run_after(BUILD, "desktop tests", desktop_tests);
            }
            Part::Window => {
                ensure_page(report);
                report.run_after(BUILD, "window", window::test);
            }
            Part::Network => {
                ensure_page(report);
                report.run_after(BUILD, "no network", network::test);
            }
        }
    }
}

const BUILD: &str = "page build";

fn rust(report: &mut Report) {
    report.run("format", || {
        run(cargo().args(["fmt", "--all", "--check"]), "Run `cargo fmt --all` and look at what it changed.")
    });
    report.run("clippy", || {
        let lint = ["clippy", "--quiet", "--all-targets", "--", "--deny", "warnings"];
        run(cargo().args(lint), "Mend what is listed above.")
    });
    report.run("rust tests", || {
        // The judges have a part of their own; here their tests say that they were skipped.
        let mut tests = cargo();
        tests.env_remove("TABLEWRIGHT_JUDGES").args(["test", "--quiet", "--no-fail-fast"]);
        run(&mut tests, "The failing tests are named above; `cargo test NAME` runs one.")
    });
}

fn graph() -> Outcome {
    let mut deny = Command::new(place::tool("cargo-deny"));
    deny.current_dir(place::root());
    // Two workspaces would need two calls; the desktop program is a member, so one graph holds everything.
    deny.args(["--all-features", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    run(&mut deny, "See deny.toml: it says what is banned and which licences may be in the program.")
}

fn page(report: &mut Report) {
    for (name, script) in [("page lint", "lint"), ("page types", "typecheck"), ("page tests", "test")] {
        report.run(name, || node::script(&place::page(), script));
    }
    ensure_page(report);
}

/// Builds the page once in a run: the desktop program takes it in when it is compiled.
fn ensure_page(report: &mut Report) {
    if !report.has(BUILD) {
        report.run(BUILD, build_page);
    }
}

/// Builds the page into `ui/dist`.
pub(crate) fn build_page() -> Outcome {
    node::script(&place::page(), "build")
}

fn desktop_clippy() -> Outcome {
    let mut lint = window::cargo("clippy");
    lint.args(["--quiet", "--all-targets", "--", "--deny", "warnings"]);
    run(&mut lint, "Mend what is listed above.")
}

fn desktop_tests() -> Outcome {
    run(window::cargo("test").arg("--quiet"), "The failing tests are named above.")
}
