//! `tablewright match`: what a recipe expects against what workbooks hold, and settling the differences.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use model::{Failure, FailureKind, Progress, Severity, counted};
use serde_json::json;
use tablewright::session::Session;
use tablewright::source::read_text;

use super::args::MatchArgs;
use super::differences;
use super::outcome::Outcome;

pub(super) fn run(args: &MatchArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let mut session = opened(args, progress)?;
    for pair in &args.map {
        map(&mut session, pair, progress).map_err(one)?;
    }
    for id in &args.accept {
        session.accept(id, progress).map_err(one)?;
    }
    let matched = session.matched();
    let open = differences::open(&matched);
    let mut outcome = Outcome::new(args.json);
    outcome.text = differences::text(&matched);
    outcome.own.insert("matching".into(), differences::document(&matched));
    outcome.own.insert("open".into(), open.into());
    let findings = session.matching_findings();
    let notes = findings.iter().filter(|finding| args.json || finding.severity != Severity::Blocker);
    outcome = outcome.with_findings(notes.map(AsRef::as_ref));
    outcome.exit = u8::from(open > 0);
    outcome.own.insert("written".into(), json!(null));
    if open > 0 {
        outcome.text.push_str(NEXT);
        if let Some(path) = &args.write {
            let _ = writeln!(
                outcome.text,
                "{} was not written: {} to be settled first.",
                path.display(),
                counted(open, "difference is", "differences are")
            );
        }
    } else if let Some(path) = &args.write {
        let text = session.recipe_toml().map_err(one)?;
        write(path, &args.recipe, &text).map_err(one)?;
        let _ = writeln!(outcome.text, "Wrote {}.", path.display());
        outcome.own.insert("written".into(), json!(path.to_string_lossy()));
    }
    Ok(outcome)
}

/// What to do about open differences.
const NEXT: &str = "Say what each is: --accept ID where it is right as it is, --map ID=NEW where it is another one now; or stop here and \
                    correct the workbook.\n";

/// The session with the recipe and the files, the way the window opens them.
fn opened(args: &MatchArgs, progress: &dyn Progress) -> Result<Session, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let mut session = Session::new();
    let text = read_text(&args.recipe).map_err(one)?;
    session.open_recipe(&args.recipe.to_string_lossy(), &text, progress).map_err(one)?;
    session.open(&args.files, progress);
    let failures = session.failures();
    if failures.is_empty() {
        return Ok(session);
    }
    let typed = |failure: &Failure| {
        let mut failure = failure.clone();
        let own = |path: &&std::path::PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy() == failure.file)
        };
        if let Some(path) = args.files.iter().find(own) {
            failure.file = path.to_string_lossy().into_owned();
        }
        failure
    };
    Err(failures.iter().map(typed).collect())
}

/// `OLD=NEW`, where a name may hold the sign too: the first place at which something is called so.
fn map(session: &mut Session, pair: &str, progress: &dyn Progress) -> Result<(), Failure> {
    let mut last = Failure::new(
        FailureKind::Invalid,
        format!("--map {pair}"),
        "it must be OLD=NEW, such as deaths=\"Table 3!A4\"",
    );
    for (at, _) in pair.match_indices('=') {
        match session.map(&pair[..at], &pair[at + 1..], progress) {
            Ok(()) => return Ok(()),
            Err(failure) if failure.kind == FailureKind::Cancelled => return Err(failure),
            Err(failure) => last = failure,
        }
    }
    Err(last)
}

/// Writes the recipe, whole or not at all; never over another file than the recipe itself.
fn write(path: &Path, recipe: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.to_string_lossy().into_owned();
    let same = path.canonicalize().ok().filter(|path| recipe.canonicalize().ok().as_ref() == Some(path));
    if path.exists() && same.is_none() {
        let detail = "a file of that name is there already; give a new name, or that of the recipe itself";
        return Err(Failure::new(FailureKind::Invalid, shown, detail));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: &std::io::Error| Failure::writing(shown.clone(), error);
    let mut draft = tempfile::Builder::new()
        .prefix(".tablewright-")
        .tempfile_in(folder)
        .map_err(|error| failed(&error))?;
    draft.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    draft.as_file().sync_all().map_err(|error| failed(&error))?;
    draft.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}
