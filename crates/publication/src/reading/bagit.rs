//! BagIt 1.0 (RFC 8493): is everything there that the bag lists, unchanged, and nothing else?

use std::collections::BTreeMap;

use model::{Failure, Finding};

use super::fault;
use super::source::{Source, is_safe, text};

const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// Checks the tag files and every checksum. `hashes` are those of the files as they are.
pub(super) fn check(
    source: &mut dyn Source,
    hashes: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    check_declaration(source, findings)?;
    check_manifest(source, MANIFEST, hashes, findings, |path| path.starts_with("data/"))?;
    // The tag manifest cannot list itself.
    let is_tag = |path: &str| !path.starts_with("data/") && path != TAG_MANIFEST;
    check_manifest(source, TAG_MANIFEST, hashes, findings, is_tag)?;
    check_info(source, findings)
}

fn check_declaration(source: &mut dyn Source, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let part = "bagit.txt";
    if !source.files().contains_key(part) {
        findings.push(fault(part, "missing", "it is missing; it marks the folder as a bag."));
        return Ok(());
    }
    let Some(content) = text(source, part, findings)? else { return Ok(()) };
    let lines: Vec<&str> = content.lines().collect();
    let known = ["BagIt-Version: 0.97", "BagIt-Version: 1.0"];
    if lines.len() != 2 || !known.contains(&lines[0]) || lines[1] != "Tag-File-Character-Encoding: UTF-8" {
        findings.push(fault(part, "form", "it does not say that this is a bag of BagIt 1.0 in UTF-8."));
    }
    Ok(())
}

/// Checks one manifest; `belongs` tells which files it must list.
fn check_manifest(
    source: &mut dyn Source,
    part: &str,
    hashes: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
    belongs: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    if !source.files().contains_key(part) {
        findings.push(fault(part, "missing", "it is missing, so the files cannot be checked."));
        return Ok(());
    }
    let Some(content) = text(source, part, findings)? else { return Ok(()) };
    let listed = read_manifest(part, &content, findings);
    for (path, sha256) in &listed {
        match hashes.get(path) {
            _ if !belongs(path) => {
                findings.push(fault(part, path, &format!("it lists '{path}', which is not its to list.")));
            }
            None if source.files().contains_key(path) => {} // Damaged, which has been said.
            None => findings.push(fault(path, "missing", &format!("it is missing; {part} lists it."))),
            Some(is) if is != sha256 => {
                let problem = format!("it was changed: its checksum is not the one in {part}.");
                findings.push(fault(path, "changed", &problem));
            }
            Some(_) => {}
        }
    }
    for path in source.files().keys().filter(|path| belongs(path) && !listed.contains_key(*path)) {
        findings.push(fault(path, "extra", &format!("{part} does not list it: it was added later.")));
    }
    Ok(())
}

/// Path and checksum of every line; a line that cannot be read is a finding.
fn read_manifest(part: &str, content: &str, findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let mut listed = BTreeMap::new();
    for (number, line) in content.lines().enumerate() {
        let entry = line.split_once([' ', '\t']).map(|(sha256, path)| {
            // A star marks binary mode in the output of checksum programs.
            let path = path.trim_start().trim_start_matches('*').trim_start_matches("./");
            (path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"), sha256.to_ascii_lowercase())
        });
        let valid = entry.filter(|(path, sha256)| {
            is_safe(path) && sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        let line = number + 1;
        let Some((path, sha256)) = valid else {
            findings.push(fault(
                part,
                &format!("line {line}"),
                &format!("line {line} is not a checksum and a path."),
            ));
            continue;
        };
        if listed.insert(path, sha256).is_some() {
            findings.push(fault(
                part,
                &format!("line {line}"),
                &format!("line {line} lists a file a second time."),
            ));
        }
    }
    listed
}

/// `bag-info.txt` with its count of the payload.
fn check_info(source: &mut dyn Source, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let part = "bag-info.txt";
    if !source.files().contains_key(part) {
        findings.push(fault(part, "missing", "it is missing."));
        return Ok(());
    }
    let Some(content) = text(source, part, findings)? else { return Ok(()) };
    let payload = source.files().iter().filter(|(path, _)| path.starts_with("data/"));
    let (files, bytes) =
        payload.fold((0u64, 0u64), |(files, sum), (_, size)| (files + 1, sum.saturating_add(*size)));
    match info(&content, "Payload-Oxum") {
        None => findings.push(fault(part, "oxum", "it does not count the files (Payload-Oxum).")),
        Some(oxum) if oxum != format!("{bytes}.{files}") => {
            let problem = format!("it counts {oxum} (bytes.files), but there are {bytes}.{files}.");
            findings.push(fault(part, "oxum", &problem));
        }
        Some(_) => {}
    }
    Ok(())
}

/// The value of a field of `bag-info.txt`.
pub(super) fn info<'a>(content: &'a str, name: &str) -> Option<&'a str> {
    content.lines().find_map(|line| {
        let (field, value) = line.split_once(':')?;
        field.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
