//! The catalogue files: the same release in the words of each catalogue, all written from one [`Record`], so
//! that title, period, licence, publisher, sizes and checksums cannot differ between them.

mod ckan;
mod croissant;
mod datacite;
mod datagovuk;
mod dcat;
mod ddi;
mod ro_crate;
mod schema_org;
mod xml;

use serde_json::{Map, Value};

use model::Failure;

use crate::Metadata;
use crate::bag::pretty;
use crate::dictionary::CsvFile;
use crate::parts::OGL_URL;
use crate::written::{Folder, WrittenFile};

pub(crate) use ro_crate::ro_crate;
pub(crate) use schema_org::embedded;

/// Media type of every table.
const CSV: &str = "text/csv";
/// Where the places of the Government Statistical Service's codes have their web addresses.
pub(crate) const PLACES: &str = "http://statistics.data.gov.uk/id/statistical-geography/";

/// The catalogue files: path in the bag, and what it is in words.
pub(crate) const FILES: [(&str, &str); 7] = [
    ("data/catalogue/ckan-package.json", "The release for catalogues that run on CKAN"),
    ("data/catalogue/croissant.json", "The tables for machine learning (Croissant)"),
    ("data/catalogue/datacite.json", "The release for those who register a DOI (DataCite)"),
    ("data/catalogue/datagovuk.json", "The release for data.gov.uk"),
    ("data/catalogue/dcat.jsonld", "The release for data catalogues (DCAT-AP 3)"),
    ("data/catalogue/ddi-codebook.xml", "The release for data archives (DDI Codebook 2.5)"),
    ("data/catalogue/schema-org.jsonld", "The release for search engines (schema.org)"),
];

/// What every catalogue file is written from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// The metadata of the release, without a blocker.
    pub(crate) metadata: &'a Metadata,
    /// Every CSV: the tables first, then code lists and dictionary.
    pub(crate) files: &'a [CsvFile],
    /// How many of `files` are tables.
    pub(crate) tables: usize,
    /// The release time, ISO 8601 with its offset.
    pub(crate) issued: &'a str,
    /// How the release is cited.
    pub(crate) citation: &'a str,
    /// How confidentiality is protected, in public words.
    pub(crate) disclosure: &'a str,
    /// The version of the program.
    pub(crate) tool_version: &'a str,
}

impl<'a> Record<'a> {
    /// The release date alone.
    fn date(&self) -> &'a str {
        self.issued.get(..10).unwrap_or(self.issued)
    }

    fn title(&self) -> &'a str {
        self.metadata.title.trim()
    }

    fn publisher(&self) -> &'a str {
        self.metadata.publisher.name.trim()
    }

    /// First and last day.
    fn period(&self) -> [&'a str; 2] {
        [self.metadata.period.from.trim(), self.metadata.period.to.trim()]
    }

    /// `2024-04-01/2025-03-31`.
    fn interval(&self) -> String {
        self.period().join("/")
    }

    /// The web address that names the release, where it has one.
    fn identifier(&self) -> Option<&'a str> {
        [&self.metadata.identifier, &self.metadata.page]
            .into_iter()
            .map(|address| address.trim())
            .find(|address| !address.is_empty())
    }

    /// The web address of the place that the data are about.
    fn place(&self) -> Option<String> {
        let code = self.metadata.coverage_code.trim();
        (!code.is_empty()).then(|| format!("{PLACES}{code}"))
    }

    /// The address of a file below `data/`: on the web where that is known, else from a file in the folder
    /// that `up` leads out of.
    fn address(&self, up: &str, path: &str) -> String {
        let base = self.metadata.download.trim();
        if base.is_empty() { format!("{up}{path}") } else { format!("{}/{path}", base.trim_end_matches('/')) }
    }

    fn is_ogl(&self) -> bool {
        self.metadata.licence.url.trim() == OGL_URL
    }
}

/// Writes the catalogue files.
pub(crate) fn write(record: Record<'_>, folder: &mut Folder<'_>) -> Result<(), Failure> {
    for (path, _) in FILES {
        let name = path.rsplit('/').next().unwrap_or(path);
        let text = match name {
            "ckan-package.json" => pretty(name, &ckan::package(record))?,
            "croissant.json" => pretty(name, &croissant::dataset(record))?,
            "datacite.json" => pretty(name, &datacite::resource(record))?,
            "datagovuk.json" => pretty(name, &datagovuk::datasets(record))?,
            "dcat.jsonld" => pretty(name, &dcat::graph(record))?,
            "ddi-codebook.xml" => ddi::codebook(record),
            _ => pretty(name, &schema_org::dataset(record, "../"))?,
        };
        folder.write_text(path, &text)?;
    }
    Ok(())
}

/// An object of JSON that is filled field by field; what is not known is left out.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn of(kind: &str) -> Self {
        Self::default().put("@type", kind)
    }

    fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Puts a text unless it is empty.
    fn text(self, key: &str, text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { self } else { self.put(key, text) }
    }

    /// Puts a value where there is one.
    fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// `{"@id": ...}`.
fn link(address: impl Into<String>) -> Value {
    Object::default().put("@id", address.into()).into()
}

/// A file that is listed with its size and checksum; its path is from the root of the bag.
pub(crate) struct Listed<'a> {
    pub(crate) file: &'a WrittenFile,
    pub(crate) title: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn addresses_are_on_the_web_where_that_is_known() {
        let mut metadata = sample::metadata();
        let address = |metadata: &Metadata| {
            let record = Record {
                metadata,
                files: &[],
                tables: 0,
                issued: "2024-11-14T09:30:00+00:00",
                citation: "",
                disclosure: "",
                tool_version: "0.1.0",
            };
            assert_eq!(record.date(), "2024-11-14");
            record.address("../", "tables/a.csv")
        };
        assert_eq!(address(&metadata), "../tables/a.csv");
        for base in ["https://example.gov.uk/data", "https://example.gov.uk/data/"] {
            metadata.download = base.into();
            assert_eq!(address(&metadata), "https://example.gov.uk/data/tables/a.csv");
        }
    }
}
