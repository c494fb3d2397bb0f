//! Where each catalogue file says what.

/// Where a form of JSON says what. A path's segments are names, numbers, `[name=value]` for the item of an
/// array, and `>` to follow a link within the graph.
pub(super) struct Form {
    pub(super) path: &'static str,
    pub(super) facts: &'static [(&'static str, &'static str)],
    /// The list; in its items: address, size, checksum.
    pub(super) list: Option<[&'static str; 4]>,
}

pub(super) const FORMS: [Form; 6] = [
    Form {
        path: "data/catalogue/datagovuk.json",
        facts: &[
            ("short title", "0/title"),
            ("licence", "0/license"),
            ("publisher", "0/publisher/name"),
            ("release date", "0/issued"),
            ("period", "0/temporal"),
        ],
        list: Some(["0/distribution", "downloadURL", "byteSize", "checksum/checksumValue"]),
    },
    Form {
        path: "data/catalogue/ckan-package.json",
        facts: &[
            ("title", "title"),
            ("licence", "license_url"),
            ("publisher", "author"),
            ("version", "version"),
            ("release time", "extras/[key=date_released]/value"),
            ("first day", "extras/[key=temporal_coverage-from]/value"),
            ("last day", "extras/[key=temporal_coverage-to]/value"),
        ],
        list: Some(["resources", "url", "size", "hash"]),
    },
    Form {
        path: "data/catalogue/schema-org.jsonld",
        facts: SCHEMA_ORG,
        list: Some(["distribution", "contentUrl", "contentSize", "sha256"]),
    },
    Form {
        path: "data/catalogue/croissant.json",
        facts: &[
            ("title", "name"),
            ("licence", "license"),
            ("publisher", "publisher/name"),
            ("version of three numbers", "version"),
            ("release time", "datePublished"),
            ("period", "temporalCoverage"),
        ],
        list: Some(["distribution", "contentUrl", "contentSize", "sha256"]),
    },
    Form {
        path: "data/catalogue/datacite.json",
        facts: &[
            ("title", "titles/0/title"),
            ("licence", "rightsList/0/rightsUri"),
            ("publisher", "publisher/name"),
            ("version", "version"),
            ("release time", "dates/[dateType=Issued]/date"),
            ("period", "dates/[dateType=Other]/date"),
        ],
        list: None,
    },
    Form {
        path: "data/catalogue/dcat.jsonld",
        facts: &[
            ("title", "dct:title/@value"),
            ("licence", "dcat:distribution/0/dct:license/@id"),
            ("publisher", "dct:publisher/foaf:name"),
            ("version", "dcat:version"),
            ("release time", "dct:issued/@value"),
            ("first day", "dct:temporal/dcat:startDate/@value"),
            ("last day", "dct:temporal/dcat:endDate/@value"),
        ],
        list: Some([
            "dcat:distribution",
            "dcat:downloadURL/@id",
            "dcat:byteSize/@value",
            "spdx:checksum/spdx:checksumValue/@value",
        ]),
    },
];

pub(super) const SCHEMA_ORG: &[(&str, &str)] = &[
    ("title", "name"),
    ("licence", "license"),
    ("publisher", "publisher/name"),
    ("version", "version"),
    ("release time", "datePublished"),
    ("period", "temporalCoverage"),
];

pub(super) const CRATE: &str = "data/ro-crate-metadata.json";
pub(super) const CRATE_FACTS: &[(&str, &str)] = &[
    ("title", "@graph/[@id=.~]/name"),
    ("licence", "@graph/[@id=.~]/license/@id"),
    ("publisher", "@graph/[@id=.~]/publisher/>/name"),
    ("version", "@graph/[@id=.~]/version"),
    ("release time", "@graph/[@id=.~]/datePublished"),
    ("period", "@graph/[@id=.~]/temporalCoverage"),
];
