//! `cancel FILE DIR`: how long it takes until opening a workbook, finding its tables and converting it straight through
//! stop, asked at many times of their course. Prints the longest time of each in milliseconds.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it says what it measured")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use model::{Progress, Stage};
use tablewright::found::layouts;
use tablewright::source::Source;
use tablewright::straight::pass;
use workbook::Limits;

/// Times at which each job is stopped.
const TIMES: u32 = 24;

#[derive(Default)]
struct Flag(AtomicBool);

impl Progress for Flag {
    fn report(&self, _stage: Stage, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

fn main() -> ExitCode {
    let words: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [file, folder] = words.as_slice() else {
        eprintln!("cancel FILE DIR");
        return ExitCode::from(2);
    };
    let limits = Limits::default();
    let through = |progress: &Flag| {
        let _ = std::fs::remove_dir_all(folder);
        let _ = pass(std::slice::from_ref(file), true, &limits, folder, progress);
    };
    let open = |progress: &Flag| drop(Source::read(file, "it", &limits, progress));
    say("converting", &through);
    say("opening", &open);
    let Ok(source) = Source::read(file, "it", &limits, &Flag::default()) else {
        eprintln!("{} cannot be read", Path::new(file).display());
        return ExitCode::FAILURE;
    };
    say("finding", &|progress: &Flag| drop(layouts(&source, progress)));
    ExitCode::SUCCESS
}

fn say(what: &str, job: &(dyn Fn(&Flag) + Sync)) {
    let start = Instant::now();
    job(&Flag::default());
    let whole = start.elapsed();
    let longest = (1..=TIMES).map(|at| stopped(job, whole * at / (TIMES + 1))).max().unwrap_or_default();
    println!("{what} {:.1}", longest.as_secs_f64() * 1000.0);
}

/// How long the job goes on after it was asked to stop `after` its start; nothing if it was done before.
fn stopped(job: &(dyn Fn(&Flag) + Sync), after: Duration) -> Duration {
    let flag = Flag::default();
    let (done, is_done) = mpsc::channel();
    thread::scope(|scope| {
        let running = &flag;
        scope.spawn(move || {
            job(running);
            done.send(Instant::now())
        });
        if is_done.recv_timeout(after).is_ok() {
            return Duration::ZERO;
        }
        let asked = Instant::now();
        flag.0.store(true, Ordering::Relaxed);
        is_done.recv().map_or(Duration::ZERO, |ended| ended.saturating_duration_since(asked))
    })
}
