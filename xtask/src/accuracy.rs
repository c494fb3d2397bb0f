//! `cargo xtask accuracy`: how often the tables found are the tables that people have marked.

use std::path::PathBuf;

use crate::failure::Outcome;
use crate::process::{cargo, run};

/// What the reader asked for; the rest is passed on as it is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Accuracy {
    /// One JSON document instead of words.
    pub(crate) json: bool,
    /// Where to write one JSON line for each table.
    pub(crate) predictions: Option<PathBuf>,
    /// `tuned`, `held-out` or `unseen`: only that part of the tables.
    pub(crate) half: Option<String>,
    /// The folder of labelled sets; `../shared/labelled` if there is none.
    pub(crate) folder: Option<PathBuf>,
}

/// Measures. The scoring is a crate of its own: this program knows nothing of the engine.
pub(crate) fn measure(asked: &Accuracy) -> Outcome {
    let mut measuring = cargo();
    measuring.args(["run", "--quiet", "--package", "accuracy", "--"]);
    if asked.json {
        measuring.arg("--json");
    }
    if let Some(file) = &asked.predictions {
        measuring.arg("--predictions").arg(file);
    }
    if let Some(half) = &asked.half {
        measuring.arg("--half").arg(half);
    }
    measuring.args(&asked.folder);
    run(
        &mut measuring,
        "What is wrong is said above; the labelled sets are looked for in ../shared/labelled.",
    )
}

/// The words after `accuracy`, if they are understood. Names of files are made whole: cargo is run in the
/// project's folder, the reader may be elsewhere.
pub(crate) fn parse(words: &[&str]) -> Option<Accuracy> {
    let mut asked = Accuracy::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--json" => asked.json = true,
            "--predictions" => asked.predictions = Some(std::path::absolute(words.next()?).ok()?),
            "--half" => {
                let half = words.next().filter(|half| ["tuned", "held-out", "unseen"].contains(half))?;
                asked.half = Some((*half).to_owned());
            }
            folder if !folder.starts_with('-') && asked.folder.is_none() => {
                asked.folder = Some(std::path::absolute(folder).ok()?);
            }
            _ => return None,
        }
    }
    Some(asked)
}
