//! How often the tables that are found are the tables that people have marked. Run by `cargo xtask accuracy`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod expected;
mod guess;
mod labelled;
mod report;
mod score;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use labelled::Half;
use score::Score;

/// What was asked for.
struct Asked {
    json: bool,
    predictions: Option<PathBuf>,
    folder: PathBuf,
    half: Half,
}

fn main() -> ExitCode {
    let Some(asked) = parse(std::env::args().skip(1)) else {
        eprintln!("accuracy [--json] [--predictions FILE] [--half tuned|held-out|unseen] [FOLDER]");
        return ExitCode::from(2);
    };
    match measure(&asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::from(2)
        }
    }
}

/// The folder of files that are kept beside the project.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared")
}

fn parse(words: impl Iterator<Item = String>) -> Option<Asked> {
    let mut words = words;
    let folder = shared().join("labelled");
    let mut asked = Asked { json: false, predictions: None, folder, half: Half::Both };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--json" => asked.json = true,
            "--predictions" => asked.predictions = Some(words.next()?.into()),
            "--half" => {
                asked.half = match words.next()?.as_str() {
                    "tuned" => Half::Tuned,
                    "held-out" => Half::HeldOut,
                    "unseen" => Half::Unseen,
                    _ => return None,
                }
            }
            folder if !folder.starts_with('-') => asked.folder = folder.into(),
            _ => return None,
        }
    }
    Some(asked)
}

fn measure(asked: &Asked) -> Result<(), String> {
    let mut lines = match &asked.predictions {
        Some(path) => {
            let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
            Some(BufWriter::new(file))
        }
        None => None,
    };
    let mut objects = Vec::new();
    for set in labelled::sets(&asked.folder, asked.half)? {
        let mut score = Score::default();
        for marked in &set.tables {
            let guess = guess::guess(&set.name, marked)?;
            score.add(marked, &guess);
            if let Some(lines) = &mut lines {
                let line = serde_json::to_string(&guess).map_err(|error| error.to_string())?;
                writeln!(lines, "{line}").map_err(|error| error.to_string())?;
            }
        }
        objects.push(report::as_json(&set.name, &score));
        if !asked.json {
            println!("{}", report::in_words(&set.name, &score));
        }
    }
    if let Some(mut lines) = lines {
        lines.flush().map_err(|error| error.to_string())?;
    }
    let workbooks = shared().join("workbooks");
    if matches!(asked.half, Half::Both | Half::Tuned) && workbooks.join("expected").is_dir() {
        let reproduced = expected::all(&workbooks)?;
        objects.push(report::expected_as_json(&reproduced));
        if !asked.json {
            println!("{}", report::expected_in_words(&reproduced));
        }
    } else {
        eprintln!("skipped: the expected outputs in ../shared/workbooks/expected");
    }
    if asked.json {
        let lines: Vec<String> = objects.iter().map(ToString::to_string).collect();
        println!("[{}]", lines.join(",\n "));
    }
    Ok(())
}
