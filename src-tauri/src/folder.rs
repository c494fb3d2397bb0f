//! Showing a folder in the system's file manager.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A program that is still running after this time has shown the folder, and stays for as long as it likes.
const ANSWERED: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(50);

/// Asks one program after the other that can show a folder. False when none of them did.
pub(crate) fn show(folder: &Path) -> bool {
    shown_by(open::commands(folder))
}

fn shown_by(commands: Vec<Command>) -> bool {
    commands.into_iter().any(|mut command| {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else { return false };
        let asked = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(ended)) => return ended.success(),
                Ok(None) if asked.elapsed() < ANSWERED => sleep(PAUSE),
                // Whoever waits for it now does nothing else.
                Ok(None) => {
                    std::thread::spawn(move || child.wait());
                    return true;
                }
                Err(_) => return false,
            }
        }
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_first_program_that_can_is_enough() {
        let absent = || Command::new("no-such-file-manager");
        assert!(!shown_by(vec![absent(), Command::new("false")]));
        assert!(shown_by(vec![absent(), Command::new("true"), Command::new("false")]));
    }

    #[test]
    fn one_that_stays_has_shown_the_folder() {
        let mut stays = Command::new("sleep");
        stays.arg("4");
        assert!(shown_by(vec![stays]));
    }
}
