//! The parts of the metadata: period, people, licence, announcement, quality and changes.

use serde::{Deserialize, Deserializer, Serialize};

/// The period that the data are about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Period {
    /// First day, ISO 8601.
    #[serde(deserialize_with = "text_or_date")]
    pub from: String,
    /// Last day, ISO 8601.
    #[serde(deserialize_with = "text_or_date")]
    pub to: String,
    /// As readers call it: `2024-25`.
    pub label: String,
}

/// Who publishes the release.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Publisher {
    /// The organisation's name.
    pub name: String,
    /// Its web address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Its entry in the Research Organization Registry: `https://ror.org/...`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ror: String,
}

/// Whom readers can ask: a team and its mailbox, never a person's, because it is published. The one person
/// who is named is the responsible statistician (Code of Practice, T3.7), where the organisation does so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// The team's name.
    pub name: String,
    /// The team's mailbox.
    pub email: String,
    /// The team's telephone number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The statistician who answers for the release, by name or by post.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub statistician: String,
}

/// The licence; by default the Open Government Licence v3.0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Licence {
    /// Its name in words.
    pub name: String,
    /// Its web address.
    pub url: String,
    /// What a user of the data must say; made from publisher and year when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attribution: String,
}

/// How the release date was announced (Code of Practice, T3.1 and T3.2).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Announcement {
    /// The day on which the release date was announced.
    #[serde(deserialize_with = "text_or_date", skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// The release date that had been announced before, when it was changed.
    #[serde(deserialize_with = "text_or_date", skip_serializing_if = "String::is_empty")]
    pub previous: String,
    /// Why it was changed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Announcement {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How the figures are made, and how good they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quality {
    /// How the figures are made.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub methodology: String,
    /// The web page that says more about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub methodology_page: String,
    /// Strengths and limits of the figures.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub statement: String,
    /// The background quality report.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub statement_page: String,
}

impl Quality {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is different from what was published before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Changes {
    /// What changed in this version.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Which figures were revised, or are going to be, as planned.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub revisions: String,
    /// What was wrong and was corrected, when and why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub corrections: String,
    /// The revisions policy.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub policy: String,
}

impl Changes {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The web address of the Open Government Licence v3.0.
pub(crate) const OGL_URL: &str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

impl Default for Licence {
    fn default() -> Self {
        Self {
            name: "Open Government Licence v3.0".to_owned(),
            url: OGL_URL.to_owned(),
            attribution: String::new(),
        }
    }
}

/// Text, or a date or time that TOML writes without quotes.
pub(crate) fn text_or_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Date(toml::value::Datetime),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Text(text) => text,
        Either::Date(date) => date.to_string(),
    })
}
