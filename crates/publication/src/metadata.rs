//! What a release says about itself: one model from which every file of the bundle is written.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use model::{Failure, FailureKind};

use crate::fields;
use crate::parts::{Announcement, Changes, Contact, Licence, Period, Publisher, Quality, text_or_date};

/// The metadata of one release: the `[metadata]` part of a recipe.
///
/// Every field is text, so that an unfinished form can be kept; [`Metadata::problems`] says what is
/// missing or not valid. Field names and `--set` keys are the same: `period.from`, `contact.email`.
///
/// ```
/// let metadata: publication::Metadata = toml::from_str(
///     r#"
///     title = "A&E attendances"
///     release = 2024-11-14T09:30:00
///     period.from = 2024-04-01
///     "#,
/// ).unwrap();
/// assert_eq!(metadata.period.from, "2024-04-01");
/// assert!(metadata.problems().iter().any(|problem| problem.id == "metadata/summary"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metadata {
    /// The title of the release, without the publisher's name; best in 65 characters.
    pub title: String,
    /// A title of at most 65 characters for catalogues; the title itself when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub short_title: String,
    /// What the release shows; its first sentence best in 140 characters.
    pub summary: String,
    /// More about it: why it exists, what to know before using it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The name of the series in file names (`ae-attendances`); made from the title when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub series: String,
    /// Version of this release: `1.0`, and `1.1` for a correction.
    pub version: String,
    /// When it is released, UK time: `2024-11-14T09:30`. A date alone means 09:30.
    #[serde(deserialize_with = "text_or_date")]
    pub release: String,
    /// When the next one is: a date, or words (`November 2025`).
    #[serde(deserialize_with = "text_or_date")]
    pub next_release: String,
    /// How often it is released, as a repeating ISO 8601 duration: `R/P1Y`, or `irregular`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub frequency: String,
    /// Whether the figures are provisional, final or revised.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// Words that people search for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// The theme under which data.gov.uk lists it: `health`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The places that it covers: `England`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub coverage: String,
    /// The nine-character code of those places: `E92000001`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub coverage_code: String,
    /// Where the figures come from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sources: String,
    /// Its standing: `Accredited official statistics`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub designation: String,
    /// A web address that stays the same and names this data set.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub identifier: String,
    /// The web page on which it is published.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// The web address under which the folder `data` of the bundle is put.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub download: String,
    /// The period that the data are about.
    pub period: Period,
    /// Who publishes it.
    pub publisher: Publisher,
    /// Whom readers can ask.
    pub contact: Contact,
    /// Under which licence.
    pub licence: Licence,
    /// How the release date was announced.
    #[serde(skip_serializing_if = "Announcement::is_empty")]
    pub announcement: Announcement,
    /// How the figures are made, and how good they are.
    #[serde(skip_serializing_if = "Quality::is_empty")]
    pub quality: Quality,
    /// What is different from what was published before.
    #[serde(skip_serializing_if = "Changes::is_empty")]
    pub changes: Changes,
}

impl Default for Metadata {
    fn default() -> Self {
        Self {
            title: String::new(),
            short_title: String::new(),
            summary: String::new(),
            description: String::new(),
            series: String::new(),
            version: "1.0".to_owned(),
            release: String::new(),
            next_release: String::new(),
            frequency: String::new(),
            status: String::new(),
            keywords: Vec::new(),
            theme: String::new(),
            language: "en-GB".to_owned(),
            coverage: String::new(),
            coverage_code: String::new(),
            sources: String::new(),
            designation: String::new(),
            identifier: String::new(),
            page: String::new(),
            download: String::new(),
            period: Period::default(),
            publisher: Publisher::default(),
            contact: Contact::default(),
            licence: Licence::default(),
            announcement: Announcement::default(),
            quality: Quality::default(),
            changes: Changes::default(),
        }
    }
}

impl Metadata {
    /// Sets a field by its key, as `--set KEY=VALUE` does; `keywords` are parted by commas.
    ///
    /// # Errors
    /// [`FailureKind::Invalid`] that lists the known keys when `key` is none of them.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), Failure> {
        let value = value.trim();
        if key == "keywords" {
            self.keywords =
                value.split(',').map(str::trim).filter(|k| !k.is_empty()).map(Into::into).collect();
            return Ok(());
        }
        let Some(slot) = self.slot(key) else {
            let known: Vec<&str> = fields::all().iter().map(|field| field.key).collect();
            let detail = format!("there is no metadata field '{key}'; the fields are {}", known.join(", "));
            return Err(Failure::new(FailureKind::Invalid, format!("{key}={value}"), detail));
        };
        value.clone_into(slot);
        Ok(())
    }

    /// The text of a field by its key; none when there is no such field.
    pub fn get(&self, key: &str) -> Option<String> {
        if key == "keywords" {
            return Some(self.keywords.join(", "));
        }
        // A copy, so that one list of keys serves reading and writing.
        self.clone().slot(key).map(|slot| slot.clone())
    }

    fn slot(&mut self, key: &str) -> Option<&mut String> {
        if let Some((group, key)) = key.split_once('.') {
            return self.slot_of(group, key);
        }
        Some(match key {
            "title" => &mut self.title,
            "short_title" => &mut self.short_title,
            "summary" => &mut self.summary,
            "description" => &mut self.description,
            "series" => &mut self.series,
            "version" => &mut self.version,
            "release" => &mut self.release,
            "next_release" => &mut self.next_release,
            "frequency" => &mut self.frequency,
            "status" => &mut self.status,
            "theme" => &mut self.theme,
            "language" => &mut self.language,
            "coverage" => &mut self.coverage,
            "coverage_code" => &mut self.coverage_code,
            "sources" => &mut self.sources,
            "designation" => &mut self.designation,
            "identifier" => &mut self.identifier,
            "page" => &mut self.page,
            "download" => &mut self.download,
            _ => return None,
        })
    }

    fn slot_of(&mut self, group: &str, key: &str) -> Option<&mut String> {
        Some(match (group, key) {
            ("period", "from") => &mut self.period.from,
            ("period", "to") => &mut self.period.to,
            ("period", "label") => &mut self.period.label,
            ("publisher", "name") => &mut self.publisher.name,
            ("publisher", "url") => &mut self.publisher.url,
            ("publisher", "ror") => &mut self.publisher.ror,
            ("contact", "name") => &mut self.contact.name,
            ("contact", "email") => &mut self.contact.email,
            ("contact", "phone") => &mut self.contact.phone,
            ("contact", "statistician") => &mut self.contact.statistician,
            ("licence", "name") => &mut self.licence.name,
            ("licence", "url") => &mut self.licence.url,
            ("licence", "attribution") => &mut self.licence.attribution,
            ("announcement", "date") => &mut self.announcement.date,
            ("announcement", "previous") => &mut self.announcement.previous,
            ("announcement", "reason") => &mut self.announcement.reason,
            ("quality", "methodology") => &mut self.quality.methodology,
            ("quality", "methodology_page") => &mut self.quality.methodology_page,
            ("quality", "statement") => &mut self.quality.statement,
            ("quality", "statement_page") => &mut self.quality.statement_page,
            ("changes", "note") => &mut self.changes.note,
            ("changes", "revisions") => &mut self.changes.revisions,
            ("changes", "corrections") => &mut self.changes.corrections,
            ("changes", "policy") => &mut self.changes.policy,
            _ => return None,
        })
    }

    /// The release date and time, UK civil time; a date alone means 09:30, the hour of official
    /// statistics (Code of Practice, T3.6). None when it is missing or not valid.
    pub fn release_time(&self) -> Option<DateTime> {
        let text = self.release.trim();
        let time = match text.parse::<Date>() {
            Ok(date) if text.len() == 10 => date.at(9, 30, 0, 0),
            _ if has_offset(text) => return None,
            _ => text.parse::<DateTime>().ok()?,
        };
        // The years that the time stamps of a zip can hold.
        (1980..=2107).contains(&time.year()).then_some(time)
    }

    /// What a user of the data must say.
    pub fn attribution(&self) -> String {
        let own = self.licence.attribution.trim();
        if !own.is_empty() {
            return own.to_owned();
        }
        let year = self.release_time().map(|time| format!(" {}", time.year())).unwrap_or_default();
        format!("© {}{year}. Licensed under the {}.", self.publisher.name.trim(), self.licence.name.trim())
    }

    /// The title for catalogues that cut long ones.
    pub(crate) fn short_title(&self) -> &str {
        let short = self.short_title.trim();
        if short.is_empty() { self.title.trim() } else { short }
    }

    /// Summary and description as one text.
    pub(crate) fn full_description(&self) -> String {
        [self.summary.trim(), self.description.trim()].join("\n\n").trim().to_owned()
    }

    /// The name of the bundle: `<series>-<period>_v<version>`, such as `ae-attendances-2024-25_v1.0`.
    pub fn bag_name(&self) -> String {
        let version: String =
            self.version.trim().chars().filter(|c| c.is_ascii_digit() || *c == '.').take(12).collect();
        format!("{}_v{}", self.edition_name(), version.trim_matches('.'))
    }

    /// The name without the version, lower case: `ae-attendances-2024-25`.
    pub(crate) fn edition_name(&self) -> String {
        let series = if self.series.trim().is_empty() { &self.title } else { &self.series };
        let (series, label) = (hyphenated(series, 60), hyphenated(&self.period.label, 30));
        // A title often ends with its period already.
        let name = if label.is_empty() || series.ends_with(&label) {
            series
        } else if series.is_empty() {
            label
        } else {
            format!("{series}-{label}")
        };
        if name.is_empty() { "release".to_owned() } else { name }
    }
}

/// `A&E attendances` gives `a-and-e-attendances`; at most `longest` characters.
fn hyphenated(text: &str, longest: usize) -> String {
    let name: String = model::plain_name(text).replace('_', "-").chars().take(longest).collect();
    name.trim_end_matches('-').to_owned()
}

/// Whether a time carries a zone (`Z`, `+01:00`): the release is in UK time, so a zone would mislead.
fn has_offset(text: &str) -> bool {
    let time = text.get(10..).unwrap_or_default();
    time.contains(['Z', 'z', '+', '-', '['])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_bundle_is_named_by_series_period_and_version() {
        let mut metadata = sample::metadata();
        assert_eq!(metadata.bag_name(), "ae-attendances-2024-25_v1.0");
        metadata.series.clear();
        metadata.version = "../1.2".into();
        assert_eq!(metadata.bag_name(), "a-and-e-attendances-in-england-2024-25_v1.2");
        assert_eq!(Metadata::default().bag_name(), "release_v1.0");
    }

    #[test]
    fn a_date_alone_is_released_at_half_past_nine() {
        let mut metadata = Metadata::default();
        for (text, read) in [
            ("2024-11-14", Some("2024-11-14T09:30:00")),
            ("2024-11-14T11:00", Some("2024-11-14T11:00:00")),
            ("2024-11-14 09:30:15", Some("2024-11-14T09:30:15")),
            ("2024-11-14T09:30Z", None),
            ("2024-11-14T09:30+01:00", None),
            ("14 November 2024", None),
            ("1066-10-14", None),
            ("", None),
        ] {
            metadata.release = text.into();
            assert_eq!(metadata.release_time().map(|t| t.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn every_field_can_be_set_and_read_by_its_key() {
        for field in fields::all() {
            let mut metadata = Metadata::default();
            metadata.set(field.key, field.example).unwrap();
            assert_eq!(metadata.get(field.key).as_deref(), Some(field.example), "{}", field.key);
        }
        let failure = Metadata::default().set("titel", "x").unwrap_err();
        assert!(failure.text().contains("no metadata field 'titel'") && failure.text().contains("title"));
    }

    #[test]
    fn metadata_survive_toml_and_reject_unknown_fields() {
        let metadata = sample::metadata();
        let text = toml::to_string(&metadata).unwrap();
        assert_eq!(toml::from_str::<Metadata>(&text).unwrap(), metadata);
        assert!(toml::from_str::<Metadata>("titel = \"x\"").is_err());
        let json = serde_json::to_string(&metadata).unwrap();
        assert_eq!(serde_json::from_str::<Metadata>(&json).unwrap(), metadata);
    }
}
