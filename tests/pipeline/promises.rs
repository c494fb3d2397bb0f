//! The promises about a bundle that is written: whole or not at all, and its names fit every system.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{Run, SampleFolder, bag, command, files_below, run};

/// Everything in the sample's folder, by name; what a release left there shows as a difference.
fn names(sample: &SampleFolder) -> BTreeSet<String> {
    let entries = std::fs::read_dir(sample.folder.path()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// Runs a release below a shell that does something first.
#[cfg(unix)]
fn below_shell(first: &str, sample: &SampleFolder, out: &Path) -> Run {
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &format!("{first}; exec \"$@\""), "sh"]).arg(command().get_program());
    shell.args(sample.release(out)).output().unwrap().into()
}

/// Promise 3: a disc that is full at any point leaves nothing. A limit on the size of files stands for it: a
/// write beyond fails in the same way, and each limit stops another file.
#[cfg(unix)]
#[test]
fn a_full_disc_leaves_nothing() {
    let sample = SampleFolder::new();
    let before = names(&sample);
    let out = sample.path("full");
    for blocks in [0, 1, 2, 4, 8, 16] {
        let run = below_shell(&format!("trap '' XFSZ; ulimit -f {blocks}"), &sample, &out);
        assert_eq!(run.code, 2, "{blocks}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("full") || run.stderr.contains("large"), "{blocks}: {}", run.stderr);
        assert_eq!(names(&sample), before, "{blocks}");
    }
}

/// Promise 3: the system ends the program in the middle of a write, each limit in another file. There is no
/// bundle and no evidence then, and the next run is not in its way.
#[cfg(unix)]
#[test]
fn an_end_in_the_middle_of_a_write_leaves_no_half() {
    let sample = SampleFolder::new();
    let out = sample.path("ended");
    for blocks in [0, 1, 2, 3, 4, 6, 8, 12, 16] {
        let run = below_shell(&format!("ulimit -c 0; ulimit -f {blocks}"), &sample, &out);
        assert_eq!(run.code, -1, "{blocks}: {}", run.stderr);
        assert!(!out.exists() && !sample.path("ended.INTERNAL").exists(), "{blocks}");
    }
    let run = run(&sample.release(&out));
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_folder_that_is_not_empty_is_left_as_it_is() {
    let sample = SampleFolder::new();
    let out = sample.path("taken");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("mine.txt"), "mine").unwrap();
    let before = names(&sample);
    let run = run(&sample.release(&out));
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(names(&sample), before);
    let left = files_below(&out);
    assert_eq!(left.len(), 1);
    assert_eq!(left["mine.txt"], b"mine");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_a_failure() {
    use std::os::unix::fs::PermissionsExt;
    let sample = SampleFolder::new();
    let locked = sample.path("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(locked.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere, so no folder is read-only");
        return;
    }
    let run = run(&sample.release(&locked.join("release")));
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(files_below(&locked).is_empty());
}

/// Promise 4: a user whose files nobody else may read writes the same bytes.
#[cfg(unix)]
#[test]
fn the_mask_of_new_files_changes_no_byte() {
    let (one, two) = (SampleFolder::new(), SampleFolder::new());
    let first = one.released();
    let second = two.path("release");
    let run = below_shell("umask 077", &two, &second);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(files_below(&first), files_below(&second));
}

/// Whether Windows takes a name, and every program a path: plain ASCII, no device, not too long.
fn is_portable(path: &str) -> bool {
    let device = |name: &str| {
        let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let numbered = stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
        matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let name =
        |name: &str| !name.is_empty() && name.chars().all(plain) && !name.ends_with('.') && !device(name);
    path.len() < 180 && path.split('/').all(name)
}

#[test]
fn names_fit_every_system_whatever_the_title() {
    assert!(is_portable("data/tables/a.csv"));
    for path in ["data/a b.csv", "con.txt", "COM1", "a./b", "Môn", "a?b", "a//b"] {
        assert!(!is_portable(path), "{path}");
    }
    let sample = SampleFolder::new();
    let long = "Ystadegau iechyd Ynys Môn: “derbyniadau” <brys> / A&E | 2024 ".repeat(12);
    let out = sample.path("Ynys Môn 統計");
    let mut arguments: Vec<std::ffi::OsString> = sample.release(&out).into_iter().map(Into::into).collect();
    for (key, value) in [("title", long.as_str()), ("series", long.as_str()), ("period.label", "2024/25…")]
    {
        arguments.extend(["--set".into(), format!("{key}={value}").into()]);
    }
    let released = run(&arguments);
    assert_eq!(released.code, 0, "{}{}", released.stdout, released.stderr);
    for path in files_below(&out).keys() {
        assert!(is_portable(path), "{path}");
    }
    assert_eq!(run(&["verify".as_ref(), bag(&out).as_os_str()]).code, 0);
}
