//! The packages of the page and of the window's test, by npm, exactly as their lock files say.

use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{npm, output, run, say};
use crate::{place, stamp};

const OLDEST: u32 = 20;

/// Installs the packages of `folder`, or leaves them when they are as the lock file says.
pub(crate) fn provide(folder: &Path) -> Outcome {
    let name = folder.strip_prefix(place::root()).unwrap_or(folder).display().to_string();
    let lock = folder.join("package-lock.json");
    if !lock.exists() {
        return Err(Failure::new(
            format!("{name} has no package-lock.json."),
            format!("Restore it from the repository, or write it with `npm install` in {name}."),
        ));
    }
    let stamped = folder.join("node_modules").join(".installed-from.json");
    if stamp::is_current(&stamped, &lock) {
        say(&format!("{name}: nothing is missing"));
        return Ok(());
    }
    check_version()?;
    say(&format!("{name}: installing its npm packages"));
    run(
        npm(folder).args(["ci", "--no-audit", "--no-fund"]),
        &format!("Check the network and the npm registry, then run `npm ci` in {name} by hand."),
    )?;
    stamp::write(&stamped, &lock)
}

/// Runs a script of the folder's package.json.
pub(crate) fn script(folder: &Path, name: &str) -> Outcome {
    let next = format!("What went wrong is above; `npm run {name}` in {} repeats it.", folder.display());
    run(npm(folder).args(["run", "--silent", name]), &next)
}

fn check_version() -> Outcome {
    let said = output(Command::new("node").arg("--version"));
    match said.as_deref().and_then(major) {
        Some(version) if version >= OLDEST => Ok(()),
        Some(version) => Err(Failure::new(
            format!("Node {version} is too old: {OLDEST} or later is needed."),
            "Install a newer Node from https://nodejs.org or with your version manager.",
        )),
        None => Err(Failure::new(
            format!("Node is not here: {OLDEST} or later is needed."),
            "Install it from https://nodejs.org or with your version manager.",
        )),
    }
}

/// The first number of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.0\n"), Some(20));
        assert_eq!(major("v6.0.0"), Some(6));
        assert_eq!(major("20"), None);
    }
}
