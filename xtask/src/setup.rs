//! `cargo xtask setup`: installs what is missing, and nothing that is there.

use std::time::Instant;

use crate::failure::Outcome;
use crate::process::say;
use crate::report::seconds;
use crate::{cargo_tools, judges, node, place, system};

/// Something that a task needs before it can start. The order is the order of installing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Need {
    /// The formatter and the linter.
    Components,
    /// The system libraries that the desktop program is built with.
    Building,
    /// The display, the driver and the tools that the test of the window uses.
    WindowTest,
    /// The npm packages of the page.
    Page,
    /// The browser and the npm packages of the tests that look at the page.
    Browser,
    /// The independent judges.
    Judges,
    /// The judge of the graph of dependencies.
    Graph,
}

/// Everything.
pub(crate) const ALL: &[Need] = &[
    Need::Components,
    Need::Building,
    Need::WindowTest,
    Need::Page,
    Need::Browser,
    Need::Judges,
    Need::Graph,
];

/// Everything but what only the window needs: enough for the engine and the command.
pub(crate) const NO_WINDOW: &[Need] = &[Need::Components, Need::Judges, Need::Graph];

/// Provides each need once, the system's packages first because the rest may be built with them.
pub(crate) fn provide(needs: &[Need]) -> Outcome {
    let started = Instant::now();
    let mut needs = needs.to_vec();
    needs.sort_unstable();
    needs.dedup();
    let packages = packages(&needs);
    if !packages.is_empty() {
        system::provide(&packages)?;
    }
    for need in needs {
        install(need)?;
    }
    say(&format!("setup: done in {}", seconds(started.elapsed())));
    Ok(())
}

fn packages(needs: &[Need]) -> Vec<&'static str> {
    let of = |need: &Need| match need {
        Need::Building => system::BUILDING,
        Need::WindowTest => system::WINDOW_TEST,
        Need::Browser => system::BROWSER,
        Need::Judges => system::JUDGES,
        Need::Components | Need::Page | Need::Graph => &[],
    };
    needs.iter().flat_map(of).copied().collect()
}

fn install(need: Need) -> Outcome {
    match need {
        Need::Components => cargo_tools::provide_components(),
        Need::Building => Ok(()),
        Need::WindowTest if cfg!(not(target_os = "linux")) => Ok(()),
        Need::WindowTest => {
            node::provide(&place::window_tests())?;
            cargo_tools::provide(&cargo_tools::TAURI_DRIVER)
        }
        Need::Page => node::provide(&place::page()),
        Need::Browser => node::provide(&place::page_tests()),
        Need::Judges => judges::provide(),
        Need::Graph => cargo_tools::provide(&cargo_tools::CARGO_DENY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_alone_asks_for_no_webkit() {
        let packages = packages(NO_WINDOW);
        assert!(packages.contains(&"python3-venv"));
        assert!(!packages.iter().any(|name| name.contains("webkit") || name.contains("xvfb")));
    }

    #[test]
    fn everything_asks_for_webkit_and_a_display() {
        let packages = packages(ALL);
        assert!(packages.contains(&"libwebkit2gtk-4.1-dev") && packages.contains(&"xvfb"));
    }
}
