//! The promise of no network, asked of `cargo tree`: none of the crates that `deny.toml` bans may be in what
//! is compiled into a shipped program. cargo-deny asks the same of the lock file; this looks at each program
//! as it is built for each system. The running programs are asked in `isolated.rs`.

use std::collections::BTreeSet;
use std::fs;

use crate::failure::{Failure, Outcome};
use crate::place;
use crate::process::{cargo, output, say};

const PROGRAMS: &[&str] = &["tablewright", "tablewright-desktop"];
const SYSTEMS: &[&str] = &["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"];

/// Fails when a banned crate is in the graph of a program, on any of the systems it is shipped for.
pub(crate) fn check() -> Outcome {
    let path = place::root().join("deny.toml");
    let rules = fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    let banned = banned(&rules);
    for (program, system) in PROGRAMS.iter().flat_map(|program| SYSTEMS.iter().map(move |s| (program, s))) {
        let graph = graph(program, system)?;
        let found: Vec<&str> = banned.intersection(&names(&graph)).copied().collect();
        if !found.is_empty() {
            return Err(Failure::new(
                format!("{program} for {system} is built with {}.", found.join(", ")),
                format!("See who asks for it: cargo tree -p {program} --target {system} -i {}", found[0]),
            ));
        }
        say(&format!("{program} for {system}: {} crates, none of them banned", names(&graph).len()));
    }
    Ok(())
}

/// The programs at work without a network.
#[cfg(target_os = "linux")]
pub(crate) use crate::isolated::test;

#[cfg(not(target_os = "linux"))]
pub(crate) fn test() -> Outcome {
    say("skipped: programs are cut off from the network on Linux only");
    Ok(())
}

fn graph(program: &str, system: &str) -> Outcome<String> {
    let mut tree = cargo();
    tree.args([
        "tree",
        "--quiet",
        "--locked",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    tree.args(["--all-features", "--package", program, "--target", system]);
    output(&mut tree).filter(|graph| !graph.trim().is_empty()).ok_or_else(|| {
        Failure::new(
            format!("cargo tree says nothing about {program}."),
            "Run `cargo tree --locked` by hand; a lock file that is out of date is the usual reason.",
        )
    })
}

/// The crates of the `deny` list, which names one to a line.
fn banned(rules: &str) -> BTreeSet<&str> {
    rules
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("{ crate = \"")?.split('"').next())
        .collect()
}

/// The names in lines of the form `serde v1.0.0 (*)`.
fn names(graph: &str) -> BTreeSet<&str> {
    graph.lines().filter_map(|line| line.split_whitespace().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_this_project_ban_clients_servers_and_tls() {
        let rules = fs::read_to_string(place::root().join("deny.toml")).unwrap();
        let banned = banned(&rules);
        for name in ["reqwest", "hyper", "rustls", "native-tls", "openssl-sys", "tungstenite"] {
            assert!(banned.contains(name), "{name}");
        }
    }

    #[test]
    fn a_banned_crate_is_found_by_its_whole_name() {
        let rules = "deny = [\n    { crate = \"h2\", reason = \"no network\" },\n]";
        let graph = "app v0.1.0 (/x)\nh2-like v1.0.0\nh2 v0.4.0 (*)\n";
        assert!(banned(rules).is_subset(&names(graph)));
        assert!(banned(rules).is_disjoint(&names("app v0.1.0\nh2-like v1.0.0")));
    }
}
