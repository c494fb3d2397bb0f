//! The independent judges: programs of other people, in Python and for Node, that must accept what we write.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{self, exists, output, run, say};
use crate::{node, place, stamp};

const NEXT: &str = "The judges need Python 3.10 or later with its venv module, and access to PyPI \
                    (or a pip.conf that names a mirror).";

/// Makes the environments of the judges, or leaves them when they are as requirements and lock file say.
pub(crate) fn provide() -> Outcome {
    node::provide(&place::judges_source())?;
    provide_python()
}

fn provide_python() -> Outcome {
    let folder = place::judges();
    let requirements = place::judges_source().join("requirements.txt");
    let stamped = folder.join("requirements.txt");
    // An upgraded system Python leaves an environment behind that does not start.
    let python = place::judges_programs().join(format!("python{}", env::consts::EXE_SUFFIX));
    let starts = output(Command::new(&python).arg("--version")).is_some();
    if starts && stamp::is_current(&stamped, &requirements) {
        say("judges: nothing is missing");
        return Ok(());
    }
    say(&format!("judges: installing into {}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    }
    run(Command::new(system_python()?).args(["-m", "venv"]).arg(&folder), NEXT)?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    run(pip.arg(&requirements), NEXT)?;
    stamp::write(&stamped, &requirements)
}

/// Runs the tests that ask the judges: the module `judges` of the whole-pipeline tests.
pub(crate) fn test() -> Outcome {
    // No package is named: the same choice of packages as in the other tests needs nothing built again.
    let tests = ["test", "--quiet", "--test", "pipeline", "judges::"];
    // A filter that finds nothing would pass for ever.
    let found = output(process::cargo().args(tests).args(["--", "--list"]))
        .is_some_and(|list| list.lines().any(|line| line.ends_with(": test")));
    if !found {
        return Err(Failure::new(
            "There is no test of the judges, or the tests do not build.",
            "See `cargo test --test pipeline judges::`; they are in tests/pipeline/judges.rs.",
        ));
    }
    run(
        process::cargo().env("TABLEWRIGHT_JUDGES", place::judges_programs()).args(tests),
        "A judge rejected a bundle, or accepted a damaged one. Its words are above.",
    )
}

/// The system's Python where there is one: a version manager's may lack what the window's test needs.
pub(crate) fn system_python() -> Outcome<&'static str> {
    if Path::new("/usr/bin/python3").exists() {
        return Ok("/usr/bin/python3");
    }
    ["python3", "python", "py"]
        .into_iter()
        .find(|name| exists(name))
        .ok_or_else(|| Failure::new("There is no Python here.", NEXT))
}
