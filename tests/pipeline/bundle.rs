//! The bundle as a thing on disk: whole or not at all, and damage is named.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{SampleFolder, bag, command, copy_folder, files_below, run};

/// Kills a release after `delay` and looks at what is there: the whole bundle, or none.
fn kill_after(sample: &SampleFolder, number: usize, delay: Duration) -> bool {
    let out = sample.path(&format!("killed-{number}"));
    let mut child = command()
        .args(sample.release(&out))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(delay);
    let _ = child.kill();
    child.wait().unwrap();
    if !out.exists() {
        return false;
    }
    let verified = run(&["verify".as_ref(), out.as_os_str()]);
    assert_eq!(verified.code, 0, "half a bundle after {delay:?}: {}", verified.stdout);
    assert!(sample.path(&format!("killed-{number}.INTERNAL")).join("decisions.toml").is_file());
    true
}

/// How long a whole release takes here and now.
fn whole_time(sample: &SampleFolder) -> Duration {
    let start = Instant::now();
    let run = run(&sample.release(&sample.path("whole")));
    assert_eq!(run.code, 0, "{}", run.stderr);
    start.elapsed()
}

#[test]
fn a_kill_leaves_a_whole_bundle_or_none() {
    let steps = 12;
    let sample = SampleFolder::new();
    let whole = whole_time(&sample);
    let mut finished = 0;
    for step in 0..=steps {
        // Past the end too, so that both outcomes are seen.
        let delay = whole * step * 3 / (steps * 2);
        finished += usize::from(kill_after(&sample, step as usize, delay));
    }
    assert!(finished < steps as usize + 1, "no kill came in time");
}

/// A way to damage a bag.
type Damage = fn(&Path);

fn change(bag: &Path, place: &str, from: &str, to: &str) {
    let path = bag.join(place);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{place} has no {from}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn first_table(bag: &Path) -> std::path::PathBuf {
    let mut tables: Vec<_> = std::fs::read_dir(bag.join("data/tables"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "csv") && !path.ends_with("data-dictionary.csv"))
        .collect();
    tables.sort();
    tables.remove(0)
}

#[test]
fn damage_is_found() {
    let sample = SampleFolder::new();
    let out = sample.released();
    let whole = bag(&out);
    let damages: [(&str, Damage); 6] = [
        ("a byte of a table", |bag| {
            let path = first_table(bag);
            let mut bytes = std::fs::read(&path).unwrap();
            let last = bytes.len() - 3;
            bytes[last] = if bytes[last] == b'1' { b'2' } else { b'1' };
            std::fs::write(path, bytes).unwrap();
        }),
        ("a missing table", |bag| std::fs::remove_file(first_table(bag)).unwrap()),
        ("a file too many", |bag| std::fs::write(bag.join("data/notes.txt"), "more").unwrap()),
        ("no bagit.txt", |bag| std::fs::remove_file(bag.join("bagit.txt")).unwrap()),
        ("a changed manifest", |bag| change(bag, "manifest-sha256.txt", "data/", "data/x")),
        ("a broken descriptor", |bag| change(bag, "data/datapackage.json", "{", "[")),
    ];
    for (name, damage) in damages {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("bag");
        copy_folder(&whole, &copy);
        assert_eq!(run(&["verify".as_ref(), copy.as_os_str()]).code, 0);
        damage(&copy);
        let verified = run(&["verify".as_ref(), copy.as_os_str(), "--json".as_ref()]);
        assert_eq!(verified.code, 1, "{name}: {}", verified.stdout);
        assert!(!verified.json()["findings"].as_array().unwrap().is_empty(), "{name}");
    }
}

#[test]
fn a_damaged_zip_is_found() {
    let sample = SampleFolder::new();
    let out = sample.released();
    let name = format!("{}.zip", bag(&out).file_name().unwrap().to_string_lossy());
    let mut bytes = std::fs::read(out.join(&name)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    let damaged = sample.path(&name);
    std::fs::write(&damaged, bytes).unwrap();
    assert!(matches!(run(&["verify".as_ref(), damaged.as_os_str()]).code, 1 | 2));
    assert!(files_below(&out).contains_key(&format!("{name}.sha256")));
}
