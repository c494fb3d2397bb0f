//! Promise 3, step by step: a release that is killed at, or refused, any one of its calls that write leaves a
//! whole bundle or none. strace counts the calls and does the harm, so the tests are of Linux; the ones in
//! `promises.rs` and `bundle.rs`, by limits and by time, run on every Unix and everywhere.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Run, SampleFolder, bag, command, files_below, run};

/// Every call by which a release changes the disc.
const CALLS: [&str; 6] = ["mkdir", "openat", "write", "fsync", "rename", "unlinkat"];
/// How a disc refuses: the system's error, the calls that it meets, and what a person is told.
const REFUSALS: [(&str, &[&str], &str); 3] = [
    ("ENOSPC", &["mkdir", "write", "fsync"], "the disc is full"),
    ("EROFS", &["mkdir"], "the disc is read-only"),
    ("EACCES", &["mkdir"], "you may not write there"),
];

/// A release below strace with these options.
fn traced(options: &[&str], sample: &SampleFolder, out: &Path) -> Run {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o"]).arg(sample.path("calls.log")).args(options);
    strace.arg(command().get_program()).args(sample.release(out));
    strace.output().unwrap().into()
}

/// Where a release goes, in a folder of its own: what a killed one leaves there changes no other's calls.
fn place(sample: &SampleFolder, name: &str) -> PathBuf {
    std::fs::create_dir(sample.path(name)).unwrap();
    sample.path(name).join("release")
}

/// How often a whole release makes each call, or none where strace is missing or may not trace.
fn counted(sample: &SampleFolder) -> Option<Vec<(&'static str, usize)>> {
    let trace = format!("trace={}", CALLS.join(","));
    let whole = Command::new("strace").arg("-V").output().is_ok_and(|version| version.status.success());
    let run = whole.then(|| traced(&["-e", &trace], sample, &place(sample, "counted")))?;
    if run.code != 0 {
        return None;
    }
    let log = std::fs::read_to_string(sample.path("calls.log")).unwrap();
    let called = |call: &str| log.lines().filter(|line| line.contains(&format!(" {call}("))).count();
    Some(CALLS.map(|call| (call, called(call))).into())
}

/// One of the calls that a release makes, by its number from 1; the parts of a step are spread evenly.
fn steps(calls: &[(&'static str, usize)], only: &[&str], most: usize) -> Vec<(&'static str, usize)> {
    let all: Vec<_> = calls
        .iter()
        .filter(|(call, _)| only.contains(call))
        .flat_map(|(call, count)| (1..=*count).map(move |number| (*call, number)))
        .collect();
    let apart = all.len().div_ceil(most).max(1);
    // The last call of all, too: a release is nearly done then.
    all.iter().step_by(apart).chain(all.last()).copied().collect()
}

/// Where the evidence of a release goes.
fn evidence(out: &Path) -> PathBuf {
    out.with_file_name("release.INTERNAL")
}

/// What lies in the folder when the run has ended: the whole bundle with its evidence, or neither under its name.
fn is_whole_or_absent(out: &Path, step: &str) -> bool {
    if !out.exists() {
        return false;
    }
    let verified = run(&["verify".as_ref(), out.as_os_str()]);
    assert_eq!(verified.code, 0, "half a bundle, {step}: {}", verified.stdout);
    assert!(evidence(out).join("decisions.toml").is_file(), "no evidence, {step}");
    true
}

/// Kills a release at each of these steps, and makes it again in the same place.
fn kill_at(sample: &SampleFolder, steps: &[(&str, usize)]) -> usize {
    let counted = files_below(&bag(&sample.path("counted").join("release")));
    let mut whole = 0;
    for (number, (call, count)) in steps.iter().enumerate() {
        let out = place(sample, &format!("killed-{number}"));
        let step = format!("killed at {call} {count}");
        let inject = format!("inject={call}:signal=SIGKILL:when={count}");
        traced(&["-e", &format!("trace={call}"), "-e", &inject], sample, &out);
        if is_whole_or_absent(&out, &step) {
            whole += 1;
            continue;
        }
        wait_for_its_end(&out);
        let again = run(&sample.release(&out));
        if evidence(&out).exists() && !out.exists() {
            // Killed between the two names. Evidence is never removed for a person: they are told where it is.
            assert!(again.stderr.contains("release.INTERNAL is not empty"), "{step}: {}", again.stderr);
        } else {
            assert_eq!(again.code, 0, "{step}: {}{}", again.stdout, again.stderr);
            assert_eq!(files_below(&bag(&out)), counted, "{step}");
            assert_no_workshop(&out, &step);
        }
    }
    whole
}

/// The system lets go of the locks of a killed process, which has threads, a moment after it is told of the end.
fn wait_for_its_end(out: &Path) {
    let locks = files_below(out.parent().unwrap()).into_keys().filter(|place| place.ends_with("/lock"));
    for place in locks.filter(|place| place.starts_with(".tablewright-")) {
        let lock = std::fs::File::options().write(true).open(out.with_file_name(place)).unwrap();
        lock.lock().unwrap();
    }
}

/// Refuses one call of a release with this error. It fails and leaves nothing, or it had been done already.
fn refuse_at(sample: &SampleFolder, steps: &[(&str, usize)], error: &str, told: &str) {
    for (number, (call, count)) in steps.iter().enumerate() {
        let out = place(sample, &format!("refused-{error}-{number}"));
        let step = format!("{error} at {call} {count}");
        let inject = format!("inject={call}:error={error}:when={count}");
        let run = traced(&["-e", &format!("trace={call}"), "-e", &inject], sample, &out);
        if is_whole_or_absent(&out, &step) {
            // The last write is the report, and the last folders are made lasting when the bundle is in its place.
            continue;
        }
        assert_eq!(run.code, 2, "{step}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(told), "{step}: {}", run.stderr);
        assert!(!evidence(&out).exists(), "{step}");
        assert_no_workshop(&out, &step);
    }
}

/// No temporary folder is left, except one of a program that was killed before it had its lock: nothing is in it.
fn assert_no_workshop(out: &Path, step: &str) {
    for (place, bytes) in files_below(out.parent().unwrap()) {
        assert!(!place.starts_with(".tablewright-") || bytes.is_empty(), "{place} is left, {step}");
    }
}

fn each_step(most: usize) {
    let sample = SampleFolder::new();
    let Some(calls) = counted(&sample) else {
        println!("skipped: strace is missing or may not trace, so no step can be chosen");
        return;
    };
    let kills = steps(&calls, &CALLS, most);
    let whole = kill_at(&sample, &kills);
    assert!((1..kills.len() / 2).contains(&whole), "{whole} of {} kills came after the commit", kills.len());
    println!("{} kills, {whole} of them after the commit", kills.len());
    for (error, met, told) in REFUSALS {
        let refused = steps(&calls, met, most);
        refuse_at(&sample, &refused, error, told);
        println!("{} calls refused with {error}", refused.len());
    }
}

#[test]
fn a_step_that_is_killed_or_refused_leaves_a_whole_bundle_or_none() {
    each_step(16);
}

#[test]
#[ignore = "too long for every day; cargo xtask soak runs it"]
fn soak_every_step_that_is_killed_or_refused_leaves_a_whole_bundle_or_none() {
    each_step(usize::MAX);
}
