//! The independent judges of a bundle, and how each is asked.
//!
//! The test command installs them and gives their folder in `TABLEWRIGHT_JUDGES`. Without that variable (a
//! plain `cargo test`) they are skipped, aloud; with it, one that is missing is a failure. Only those whose
//! schemas lie outside the project are skipped, aloud too, where the schemas are missing.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::shared;

/// The file that the judges of Croissant read.
pub(crate) const CROISSANT: &str = "data/catalogue/croissant.json";

/// All the judges that there are here.
pub(crate) struct Jury {
    /// The folder of the judges' programs.
    programs: PathBuf,
    /// The schemas that lie outside the project.
    rules: Option<Rules>,
}

struct Rules {
    schemas: PathBuf,
    /// The cache of the crates' validator with the contexts in it, so that it asks no network.
    cache: tempfile::TempDir,
}

/// One judge: its name, and how it is asked about a bag.
type Judge = (&'static str, fn(&Jury, &Path) -> Output);

/// The judges that need nothing from outside the project.
const JUDGES: [Judge; 9] = [
    ("csvwvalidate", Jury::csvwvalidate),
    ("frictionless", Jury::frictionless),
    ("bagit", Jury::bagit),
    ("data.gov.uk", |jury, bag| jury.own_schema("datagovuk", bag)),
    ("CKAN", |jury, bag| jury.own_schema("ckan-package", bag)),
    ("DataCite", Jury::datacite),
    ("Croissant", Jury::croissant),
    ("Croissant, loaded", Jury::loaded),
    ("the page", Jury::page),
];

/// The judges whose schemas lie outside the project.
const WITH_RULES: [Judge; 5] = [
    ("Data Package", Jury::data_package),
    ("DCAT-AP", Jury::dcat),
    ("DDI 2.5", |jury, bag| jury.code_book("2.5", bag)),
    ("DDI 2.6", |jury, bag| jury.code_book("2.6", bag)),
    ("RO-Crate", Jury::ro_crate),
];

impl Jury {
    /// The judges, where they are installed.
    pub(crate) fn new() -> Option<Self> {
        let Some(programs) = std::env::var_os("TABLEWRIGHT_JUDGES").map(PathBuf::from) else {
            println!(
                "skipped: the judges are not installed; `cargo xtask test judges` installs and runs them"
            );
            return None;
        };
        Some(Self { programs, rules: None })
    }

    /// The judges with the schemas that lie outside the project, where both are.
    pub(crate) fn with_rules() -> Option<Self> {
        let jury = Self::new()?;
        let schemas = shared("judges")?;
        let cache = crate_cache(&jury.programs, &schemas);
        Some(Self { rules: Some(Rules { schemas, cache }), ..jury })
    }

    /// The judges, with the schemas from outside where they are.
    pub(crate) fn all() -> Option<Self> {
        Self::with_rules().or_else(Self::new)
    }

    /// Every judge that there is accepts the bag, and its zip where there is one.
    pub(crate) fn accepts(&self, bag: &Path, zip: Option<&Path>, which: &str) {
        let rules = self.rules.iter().flat_map(|_| WITH_RULES);
        for (name, ask) in JUDGES.into_iter().chain(rules) {
            let said = ask(self, bag);
            assert!(said.status.success(), "{name}, {which}: {}", words(&said));
        }
        if let Some(zip) = zip {
            assert!(self.finds_zip_sound(zip).is_ok(), "the zip of {which}");
        }
    }

    fn ask<S: AsRef<OsStr>>(&self, program: &str, arguments: &[S]) -> Output {
        judge(self.programs.join(program), arguments)
    }

    fn rules(&self) -> &Rules {
        self.rules.as_ref().unwrap()
    }

    pub(crate) fn csvwvalidate(&self, bag: &Path) -> Output {
        let group = bag.join("data/tables/csv-metadata.json");
        self.ask("csvwvalidate", &["-v".as_ref(), group.as_os_str()])
    }

    pub(crate) fn frictionless(&self, bag: &Path) -> Output {
        let package = bag.join("data/datapackage.json");
        self.ask("frictionless", &["validate".as_ref(), package.as_os_str(), "--json".as_ref()])
    }

    pub(crate) fn bagit(&self, bag: &Path) -> Output {
        self.ask("bagit.py", &["--validate".as_ref(), bag.as_os_str()])
    }

    /// The zip module of Python says that a file is corrupted, and ends well all the same; a broken stream ends it
    /// badly.
    pub(crate) fn finds_zip_sound(&self, zip: &Path) -> Result<(), String> {
        let said = self.ask("python", &["-m".as_ref(), "zipfile".as_ref(), "-t".as_ref(), zip.as_os_str()]);
        let sound = said.status.success() && !words(&said).contains("corrupted");
        if sound { Ok(()) } else { Err(words(&said)) }
    }

    fn schema(&self, schema: &Path, file: &Path) -> Output {
        self.ask("check-jsonschema", &["--schemafile".as_ref(), schema.as_os_str(), file.as_os_str()])
    }

    /// A file of the catalogue against the schema of the same name that belongs to the project.
    pub(crate) fn own_schema(&self, name: &str, bag: &Path) -> Output {
        self.schema(&own(&format!("{name}.schema.json")), &bag.join(format!("data/catalogue/{name}.json")))
    }

    pub(crate) fn data_package(&self, bag: &Path) -> Output {
        let rules = self.rules().schemas.join("datapackage-2.0.json");
        self.schema(&rules, &bag.join("data/datapackage.json"))
    }

    pub(crate) fn datacite(&self, bag: &Path) -> Output {
        let find = "import datacite, os; print(os.path.dirname(datacite.__file__))";
        let place = self.ask("python", &["-c", find]);
        assert!(place.status.success(), "{}", words(&place));
        let folder = String::from_utf8(place.stdout).unwrap();
        let rules = Path::new(folder.trim()).join("schemas/datacite-v4.5.json");
        self.schema(&rules, &bag.join("data/catalogue/datacite.json"))
    }

    pub(crate) fn dcat(&self, bag: &Path) -> Output {
        let shapes = self.rules().schemas.join("dcat-ap-3.0.1-SHACL.ttl");
        let record = bag.join("data/catalogue/dcat.jsonld");
        let mut arguments: Vec<&OsStr> = vec!["-s".as_ref(), shapes.as_ref()];
        arguments.extend(["-sf", "turtle", "-df", "json-ld", "-f", "human"].map(OsStr::new));
        arguments.push(record.as_ref());
        self.ask("pyshacl", &arguments)
    }

    /// The code book against the schema of a version. 2.6 has the same content in another namespace, so the file is
    /// read as if it had that one.
    pub(crate) fn code_book(&self, version: &str, bag: &Path) -> Output {
        let rules = self.rules().schemas.join(format!("ddi-{version}")).join("codebook.xsd");
        let text = std::fs::read_to_string(bag.join("data/catalogue/ddi-codebook.xml")).unwrap();
        let text = text
            .replace("ddi:codebook:2_5", &format!("ddi:codebook:{}", version.replace('.', "_")))
            .replace("version=\"2.5\"", &format!("version=\"{version}\""));
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("ddi-codebook.xml");
        std::fs::write(&book, text).unwrap();
        let mut arguments: Vec<&OsStr> = ["--nonet", "--noout", "--schema"].map(OsStr::new).to_vec();
        arguments.extend([rules.as_os_str(), book.as_os_str()]);
        judge("xmllint", &arguments)
    }

    pub(crate) fn croissant(&self, bag: &Path) -> Output {
        let file = bag.join(CROISSANT);
        self.ask("mlcroissant", &["validate".as_ref(), "--jsonld".as_ref(), file.as_os_str()])
    }

    /// Loads two records of the first table. A wrong column or checksum shows only then. Files that are described by
    /// their web address are taken from the bag.
    pub(crate) fn loaded(&self, bag: &Path) -> Output {
        let file = bag.join(CROISSANT);
        let text = std::fs::read_to_string(&file).unwrap();
        let croissant: serde_json::Value = serde_json::from_str(&text).unwrap();
        let set = croissant["recordSet"][0]["@id"].as_str().unwrap();
        let places = croissant["distribution"].as_array().unwrap().iter().map(|file| {
            let name = file["@id"].as_str().unwrap();
            let within = file["contentUrl"].as_str().unwrap().rsplit_once("tables/").unwrap().1;
            (name.to_owned(), bag.join("data/tables").join(within).display().to_string().into())
        });
        let mapping = serde_json::Value::Object(places.collect()).to_string();
        let mut arguments: Vec<&OsStr> = vec!["load".as_ref(), "--jsonld".as_ref(), file.as_ref()];
        arguments.extend(["--record_set", set, "--num_records", "2", "--mapping", &mapping].map(OsStr::new));
        self.ask("mlcroissant", &arguments)
    }

    pub(crate) fn ro_crate(&self, bag: &Path) -> Output {
        let (cache, data) = (self.rules().cache.path().join("cache"), bag.join("data"));
        let mut arguments: Vec<&OsStr> =
            ["--disable-color", "-y", "validate", "--offline", "--cache-path"].map(OsStr::new).to_vec();
        arguments.push(cache.as_ref());
        let rest = ["--no-paging", "-v", "-p", "ro-crate-1.2", "-l", "required", "--skip-availability-check"];
        arguments.extend(rest.map(OsStr::new));
        arguments.push(data.as_ref());
        self.ask("rocrate-validator", &arguments)
    }

    /// The page by an HTML validator and by axe in a browser.
    #[allow(clippy::unused_self, reason = "asked as the others are")]
    pub(crate) fn page(&self, bag: &Path) -> Output {
        let (script, page) = (own("page.js"), bag.join("data/index.html"));
        judge("node", &[script.as_os_str(), page.as_os_str()])
    }
}

/// Fills a cache with the contexts of the crates.
fn crate_cache(programs: &Path, contexts: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let context = |version: &str| {
        let file = contexts.join(format!("ro-crate-{version}-context.jsonld"));
        format!("https://w3id.org/ro/crate/{version}/context={}", file.display())
    };
    let (seed, cache) = (contexts.join("seed_rocrate_cache.py"), folder.path().join("cache"));
    let (first, second) = (context("1.1"), context("1.2"));
    let arguments: [&OsStr; 4] = [seed.as_ref(), cache.as_ref(), first.as_ref(), second.as_ref()];
    let seeded = judge(programs.join("python"), &arguments);
    assert!(seeded.status.success(), "{}", words(&seeded));
    folder
}

/// A part of the judges that belongs to the project.
fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/judges").join(name)
}

fn judge<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S]) -> Output {
    let program = program.as_ref();
    let run = Command::new(program).args(arguments).env("NO_COLOR", "1").output();
    run.unwrap_or_else(|error| panic!("the judge {} could not be run: {error}", program.display()))
}

/// All that a judge said.
pub(crate) fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
