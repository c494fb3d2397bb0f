//! System packages. On Debian and its children they are installed; elsewhere the reader is told their names.

use std::collections::BTreeSet;
use std::env;
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::place;
use crate::process::{exists, output, run_into, say};

/// What the desktop program is built with.
pub(crate) const BUILDING: &[&str] = &["pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev"];

/// What the judges need: a fresh Debian has no `venv`, and the page of a bundle is looked at in a browser.
pub(crate) const JUDGES: &[&str] =
    &["python3", "python3-venv", "chromium", "fonts-dejavu-core", "libxml2-utils"];

/// The browser that the page is looked at in, and a font for it.
pub(crate) const BROWSER: &[&str] = &["chromium", "fonts-dejavu-core"];

/// What shows workbooks as a spreadsheet program does, without a window.
pub(crate) const OFFICE: &[&str] = &["libreoffice-calc"];

/// What drives the real window: a display without a screen, a window manager, a driver for WebKit, and
/// GTK for Python as the source of a native drag and drop. strace sees what is asked of the network.
pub(crate) const WINDOW_TEST: &[&str] = &[
    "xvfb",
    "openbox",
    "xdotool",
    "webkit2gtk-driver",
    "imagemagick",
    "strace",
    "python3",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "fonts-dejavu-core",
];

/// Installs those of `packages` that are missing.
pub(crate) fn provide(packages: &[&str]) -> Outcome {
    if cfg!(not(target_os = "linux")) {
        advise();
        return Ok(());
    }
    if !exists("dpkg-query") || !exists("apt-get") {
        say("system packages: this is not a Debian. Install by hand what your system calls:");
        say(&format!("  {}", packages.join(" ")));
        return Ok(());
    }
    let missing = missing(packages, &installed());
    if missing.is_empty() {
        say("system packages: nothing is missing");
        return Ok(());
    }
    say(&format!("system packages: installing {}", missing.join(" ")));
    let by_hand = format!(
        "Check the network, then run it by hand:\n  apt-get update && apt-get install --no-install-recommends {}",
        missing.join(" ")
    );
    let log = place::target().join("setup-apt.log");
    run_into(&log, apt(&by_hand)?.args(["update", "-qq"]), &by_hand)?;
    let mut install = apt(&by_hand)?;
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&missing);
    run_into(&log, &mut install, &by_hand)
}

fn advise() {
    say("system packages: nothing is installed on this system. Needed by hand:");
    if cfg!(windows) {
        say(
            "  Visual Studio Build Tools with \"Desktop development with C++\"; WebView2 is part of Windows 11;",
        );
        say("  Python 3.11 or later for the judges. The test of the real window runs on Linux only.");
    } else {
        say("  xcode-select --install; Python 3.11 or later for the judges.");
        say("  The test of the real window runs on Linux only.");
    }
}

/// The names of all installed packages, in one call: asking for each costs more.
fn installed() -> BTreeSet<String> {
    let format = "${db:Status-Abbrev}\t${Package}\n";
    let listed = output(Command::new("dpkg-query").args(["-W", "-f", format])).unwrap_or_default();
    listed.lines().filter_map(|line| line.strip_prefix("ii")).map(|name| name.trim().to_owned()).collect()
}

fn missing<'a>(packages: &[&'a str], installed: &BTreeSet<String>) -> Vec<&'a str> {
    let wanted: BTreeSet<&str> = packages.iter().copied().collect();
    wanted.into_iter().filter(|name| !installed.contains(*name)).collect()
}

/// `apt-get` with the rights to install, or why not.
fn apt(by_hand: &str) -> Outcome<Command> {
    let root = output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root && !exists("sudo") {
        return Err(Failure::new(
            "System packages are missing, and neither root nor sudo is here to install them.",
            by_hand,
        ));
    }
    if root {
        command.stdin(Stdio::null());
    } else {
        // Without a person at the keyboard a question for the password would wait for ever.
        command.args(env::var_os("CI").map(|_| "--non-interactive")).arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_installed_and_each_once() {
        let installed = BTreeSet::from(["xvfb".to_owned(), "python3".to_owned()]);
        assert_eq!(missing(&["xvfb", "python3-gi", "python3", "python3-gi"], &installed), ["python3-gi"]);
    }

    #[test]
    fn nothing_is_missing_where_all_is_installed() {
        let installed = WINDOW_TEST.iter().map(|name| (*name).to_owned()).collect();
        assert!(missing(WINDOW_TEST, &installed).is_empty());
    }
}
