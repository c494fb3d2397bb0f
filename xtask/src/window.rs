//! The test of the real window: the program as it is shipped, on a display without a screen, driven through
//! WebDriver and the mouse by the tests in `tests/window`.

use std::process::Command;

use crate::failure::Outcome;
use crate::process::run;
use crate::{place, process};

/// Cargo on the desktop program, with the page built in rather than loaded from a development server.
pub(crate) fn cargo(command: &str) -> Command {
    let mut cargo = process::cargo();
    cargo.args([command, "--package", "tablewright-desktop", "--features", "custom-protocol"]);
    cargo
}

/// Builds the desktop program and the command; the page must have been built before.
pub(crate) fn build() -> Outcome {
    run(
        cargo("build").args(["--quiet", "--package", "tablewright", "--bins"]),
        "If a system library is missing, run `cargo xtask setup`; else mend what is listed above.",
    )
}

/// A program that [`build`] has built.
pub(crate) fn built(name: &str) -> std::path::PathBuf {
    place::target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn test() -> Outcome {
    process::say("skipped: the real window is driven on Linux only");
    Ok(())
}

#[cfg(target_os = "linux")]
pub(crate) use linux::test;

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use super::{build, built};
    use crate::failure::{Failure, Outcome};
    use crate::process::say;
    use crate::started::{Output, Started, logs};
    use crate::{judges, place, sample};

    const READY: Duration = Duration::from_secs(30);
    const LONGEST: Duration = Duration::from_secs(15 * 60);

    /// Builds the program, starts a display, a window manager and a driver, and runs the tests against them.
    pub(crate) fn test() -> Outcome {
        build()?;
        let stage = Stage::prepare()?;
        sample::write(&stage.sample)?;

        let mut screen = Started::start("Xvfb", &Output::Asked, |xvfb| {
            // It picks a free display itself and prints its number.
            xvfb.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-noreset"]);
        })?;
        let display = format!(":{}", screen.first_line()?);
        let _manager =
            Started::start("openbox", &Output::Logged, |openbox| stage.describe(openbox, &display))?;
        let (port, native_port) = free_ports()?;
        let driver = place::tool("tauri-driver");
        let mut driver = Started::start(&driver.to_string_lossy(), &Output::Logged, |driver| {
            stage.describe(driver, &display);
            driver.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        })?;
        driver.wait_until(|| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok(), READY)?;
        say(&format!(
            "display {display}, driver on port {port}, screenshots in {}",
            stage.screenshots.display()
        ));
        stage.drive(&display, port)
    }

    /// The folders of one run.
    struct Stage {
        sample: PathBuf,
        screenshots: PathBuf,
        home: PathBuf,
    }

    impl Stage {
        /// Empties the folders of the last run: what it left must not help or hinder this one.
        fn prepare() -> Outcome<Stage> {
            let folder = |name: &str| place::target().join(name);
            let stage = Stage {
                sample: folder("window-sample"),
                screenshots: folder("screenshots"),
                home: folder("window-home"),
            };
            for folder in [&stage.sample, &stage.screenshots, &stage.home, &logs()] {
                empty(folder)?;
            }
            Ok(stage)
        }

        /// What every program of the run is told.
        fn describe(&self, command: &mut Command, display: &str) {
            command.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
            // Drafts and recent lists of the person who runs the tests are none of the tests' business.
            for (name, folder) in
                [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
            {
                command.env(name, self.home.join(folder));
            }
        }

        fn drive(&self, display: &str, port: u16) -> Outcome {
            let mut tests = Started::start("npm", &Output::Shown, |npm| {
                self.describe(npm, display);
                npm.current_dir(place::window_tests()).args(["test", "--silent"]);
                npm.env("TABLEWRIGHT_APP", built("tablewright-desktop"));
                npm.env("TABLEWRIGHT_COMMAND", built("tablewright"));
                npm.env("TABLEWRIGHT_SAMPLE", &self.sample);
                npm.env("TAURI_DRIVER_PORT", port.to_string());
                npm.env("SCREENSHOTS", &self.screenshots);
                npm.env("PYTHON", judges::system_python().unwrap_or("python3"));
            })?;
            let ended = tests.wait(LONGEST).inspect_err(|_| self.picture(display))?;
            if ended.success() {
                return Ok(());
            }
            self.picture(display);
            Err(Failure::new(
                "The tests of the window did not pass.",
                format!(
                    "What they say is above; the screen as it was is in {}, the driver's words in {}.",
                    self.screenshots.display(),
                    logs().display()
                ),
            ))
        }

        /// The whole screen at the moment of a failure: a native dialog is not in WebDriver's pictures.
        fn picture(&self, display: &str) {
            let file = self.screenshots.join("screen-at-failure.png");
            let _ = Command::new("import")
                .args(["-display", display, "-window", "root"])
                .arg(file)
                .stdin(Stdio::null())
                .status();
        }
    }

    fn empty(folder: &Path) -> Outcome {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        }
        fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))
    }

    /// Two ports that nobody listens on: both are held until both are known, so that they differ.
    fn free_ports() -> Outcome<(u16, u16)> {
        let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let port = |listener: &TcpListener| listener.local_addr().map(|address| address.port());
        let found = listen().and_then(|one| listen().and_then(|two| Ok((port(&one)?, port(&two)?))));
        found.map_err(|error| {
            Failure::new(format!("No free port: {error}"), "Is the loopback interface up? `ip addr show lo`")
        })
    }
}
