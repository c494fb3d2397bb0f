//! `cargo xtask setup`: installs what is missing, and nothing that is there.

use crate::failure::Outcome;
use crate::system;

/// Something that a task needs before it can start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    /// The system libraries that the desktop program is built with.
    Building,
    /// The display, the driver and the tools that the test of the window uses.
    WindowTest,
    /// The independent judges.
    Judges,
}

/// Provides each need in turn.
pub(crate) fn provide(needs: &[Need]) -> Outcome {
    system::provide(&packages(needs))
}

fn packages(needs: &[Need]) -> Vec<&'static str> {
    let of = |need: &Need| match need {
        Need::Building => system::BUILDING,
        Need::WindowTest => system::WINDOW_TEST,
        Need::Judges => system::JUDGES,
    };
    needs.iter().flat_map(of).copied().collect()
}
