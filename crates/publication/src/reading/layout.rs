//! Which parts a bundle must have, by the layout that it says it has.

use model::{Failure, Finding};

use super::bagit::info;
use super::fault;
use super::source::{Source, text};

/// The newest layout that is known here.
const NEWEST: u32 = 2;
const INFO: &str = "bag-info.txt";

/// The parts of every layout beside the tables, and what each is for.
const FIRST: [(&str, &str); 5] = [
    ("data/README.md", "it tells people what the bundle is"),
    ("data/tables/csv-metadata.json", "it describes the tables for programs"),
    ("data/tables/data-dictionary.csv", "it tells what every column holds"),
    ("data/docs/disclosure-statement.md", "it tells how confidentiality is protected"),
    ("data/datapackage.json", "it describes the tables for programs"),
];

/// The parts that layout 2 added.
const SECOND: [(&str, &str); 13] = [
    ("data/index.html", "it shows people what the bundle is"),
    ("data/ro-crate-metadata.json", "it lists all files for archives"),
    ("data/docs/methodology.md", "it tells how the figures are made"),
    ("data/docs/quality.md", "it tells how good the figures are"),
    ("data/docs/changes.md", "it tells what was revised and corrected"),
    ("data/tables/codelists/measure.csv", "it tells what is measured"),
    ("data/catalogue/ckan-package.json", "catalogues read it"),
    ("data/catalogue/croissant.json", "catalogues read it"),
    ("data/catalogue/datacite.json", "catalogues read it"),
    ("data/catalogue/datagovuk.json", "catalogues read it"),
    ("data/catalogue/dcat.jsonld", "catalogues read it"),
    ("data/catalogue/ddi-codebook.xml", "archives read it"),
    ("data/catalogue/schema-org.jsonld", "search engines read it"),
];

/// Whether a file that no package describes belongs to a bundle.
pub(super) fn is_part(path: &str) -> bool {
    FIRST.iter().chain(&SECOND).any(|(part, _)| *part == path)
}

/// Finds the parts that are missing, by the layout that `bag-info.txt` names; one that names none has the first.
pub(super) fn check(source: &mut dyn Source, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let tags = text(source, INFO, findings)?.unwrap_or_default();
    let said = info(&tags, "Bundle-Layout").unwrap_or("1");
    let layout = match said.parse::<u32>() {
        Ok(layout) if (1..=NEWEST).contains(&layout) => layout,
        Ok(layout) if layout > NEWEST => {
            let problem = format!(
                "its layout {layout} is newer than this program, which knows {NEWEST}; verify it with a newer version."
            );
            findings.push(fault(INFO, "layout", &problem));
            NEWEST
        }
        _ => {
            findings.push(fault(INFO, "layout", "its Bundle-Layout is not the number of a layout."));
            1
        }
    };
    let second = if layout > 1 { SECOND.as_slice() } else { &[] };
    // The lack of a package has been said where it is read.
    for (part, what) in FIRST.iter().chain(second).filter(|(part, _)| *part != super::package::PACKAGE) {
        if !source.files().contains_key(*part) {
            findings.push(fault(part, "needed", &format!("the bundle has none; {what}.")));
        }
    }
    Ok(())
}
