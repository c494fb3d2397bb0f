//! The fields of the form: their words, their examples, and what is wrong with an answer.

use jiff::civil::{Date, Weekday};
use serde::Serialize;

use model::{Finding, Place, Severity, What};

use crate::Metadata;

/// One field of the metadata form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its key in the recipe and for `--set`.
    pub key: &'static str,
    /// Its label.
    pub label: &'static str,
    /// One sentence that helps to fill it.
    pub help: &'static str,
    /// A good answer.
    pub example: &'static str,
    /// Whether a release needs it.
    pub mandatory: bool,
}

impl Field {
    /// The section of the form that it stands in.
    pub fn section(&self) -> &'static str {
        match self.key.split('.').next().unwrap_or_default() {
            "title" | "summary" | "description" | "keywords" => "What it is about",
            "period" | "coverage" | "language" => "What it covers",
            "release" | "next_release" | "version" | "series" => "When and under which name",
            "publisher" | "contact" | "designation" => "Who publishes it",
            "licence" => "Licence",
            _ => "Web addresses",
        }
    }
}

const fn field(
    key: &'static str,
    mandatory: bool,
    label: &'static str,
    help: &'static str,
    example: &'static str,
) -> Field {
    Field { key, label, help, example, mandatory }
}

/// The fields, in the order of the form.
static FIELDS: &[Field] = &[
    field(
        "title",
        true,
        "Title",
        "What people would search for, without the publisher's name. Best in 65 characters.",
        "A&E attendances in England, 2024-25",
    ),
    field(
        "summary",
        true,
        "Summary",
        "What the release shows. Keep its first sentence within 140 characters.",
        "Attendances at accident and emergency departments in England, by region, age and sex.",
    ),
    field(
        "description",
        false,
        "Description",
        "Why the release exists and what to know before using it.",
        "Counts come from the emergency care data set. Walk-in centres joined in 2023.",
    ),
    field(
        "series",
        false,
        "Name in file names",
        "A short name that stays the same from release to release. Made from the title when empty.",
        "ae-attendances",
    ),
    field("version", false, "Version", "1.0 for the first publication, 1.1 for a correction.", "1.0"),
    field(
        "period.from",
        true,
        "First day of the period",
        "The first day that the data are about.",
        "2024-04-01",
    ),
    field("period.to", true, "Last day of the period", "The last day that the data are about.", "2025-03-31"),
    field("period.label", true, "Name of the period", "The period as readers call it.", "2024-25"),
    field(
        "release",
        true,
        "Release date and time",
        "UK time. Official statistics are released at 09:30 on a working day.",
        "2024-11-14T09:30",
    ),
    field(
        "next_release",
        true,
        "Next release",
        "A date, or words when the date is not yet fixed.",
        "2025-11-13",
    ),
    field(
        "publisher.name",
        true,
        "Publisher",
        "The organisation that publishes the release.",
        "National Health Statistics Body",
    ),
    field(
        "publisher.url",
        false,
        "Publisher's web address",
        "The organisation's home page.",
        "https://www.example.gov.uk/",
    ),
    field(
        "contact.name",
        true,
        "Contact team",
        "A team, not a person: it is published.",
        "Urgent care statistics team",
    ),
    field(
        "contact.email",
        true,
        "Contact mailbox",
        "The team's mailbox, not a person's: it is published.",
        "urgent.care.statistics@example.gov.uk",
    ),
    field(
        "licence.name",
        true,
        "Licence",
        "The licence under which people may use the data.",
        "Open Government Licence v3.0",
    ),
    field(
        "licence.url",
        true,
        "Licence web address",
        "Where the licence can be read.",
        crate::metadata::OGL_URL,
    ),
    field(
        "licence.attribution",
        false,
        "Attribution",
        "What a user of the data must say. Made from publisher and year when empty.",
        "© National Health Statistics Body 2024. Licensed under the Open Government Licence v3.0.",
    ),
    field(
        "keywords",
        false,
        "Keywords",
        "Words that people search for, parted by commas.",
        "emergency care, hospitals, waiting times",
    ),
    field("language", false, "Language", "A language tag.", "en-GB"),
    field("coverage", false, "Places covered", "The country or area that the data are about.", "England"),
    field(
        "designation",
        false,
        "Standing",
        "Whether these are accredited official statistics, official statistics or something else.",
        "Accredited official statistics",
    ),
    field(
        "identifier",
        false,
        "Identifier",
        "A web address that names this data set and stays the same.",
        "https://www.example.gov.uk/id/ae-attendances/2024-25",
    ),
    field(
        "page",
        false,
        "Web page",
        "The page on which the release is published.",
        "https://www.example.gov.uk/statistics/ae-attendances",
    ),
];

/// The fields of the form, in its order.
///
/// ```
/// assert!(publication::fields().iter().any(|field| field.key == "title" && field.mandatory));
/// ```
pub fn all() -> &'static [Field] {
    FIELDS
}

/// Longest title before it is cut in catalogues (data.gov.uk guidance).
const TITLE_LENGTH: usize = 65;
/// Longest first sentence of the summary before it is cut in search results (data.gov.uk guidance).
const SENTENCE_LENGTH: usize = 140;

impl Metadata {
    /// What is missing or not valid (blockers), and what is unusual (warnings). Each names its field.
    pub fn problems(&self) -> Vec<Finding> {
        let mut problems: Vec<Finding> = all().iter().filter_map(|field| self.problem_of(field)).collect();
        problems.extend(self.warnings());
        problems
    }

    fn problem_of(&self, field: &Field) -> Option<Finding> {
        let value = self.get(field.key).unwrap_or_default();
        let value = value.trim();
        let problem = if value.is_empty() {
            // A version and a language have defaults; emptied, no name and no file could be written.
            let needed = field.mandatory || matches!(field.key, "version" | "language");
            needed.then(|| "it is missing".to_owned())
        } else {
            self.fault_of(field.key, value).or_else(|| break_in(field.key, value))
        }?;
        let text = format!("{problem}. For example: {}", field.example.trim_end_matches('.'));
        Some(finding(Severity::Blocker, field.key, field.key, &text))
    }

    /// What is wrong with a value that is not empty.
    fn fault_of(&self, key: &str, value: &str) -> Option<String> {
        let fault = match key {
            "period.from" => date(value).is_none().then_some("it is not a date such as 2024-04-01"),
            "period.to" => match (date(&self.period.from), date(value)) {
                (_, None) => Some("it is not a date such as 2025-03-31"),
                (Some(from), Some(to)) if to < from => Some("it is before the first day of the period"),
                _ => None,
            },
            "release" => self
                .release_time()
                .is_none()
                .then_some("it is not a date and time (UK time, without a zone, 1980 to 2107)"),
            "contact.email" => (!is_email(value)).then_some("it is not an e-mail address"),
            "version" => (!is_version(value)).then_some("it is not two numbers with a point between them"),
            "language" => (!is_language(value)).then_some("it is not a language tag"),
            "publisher.url" | "licence.url" | "identifier" | "page" => {
                (!is_url(value)).then_some("it is not a web address that starts with https:// or http://")
            }
            "period.label" | "series" => (model::slug(value).is_empty())
                .then_some("it has no letter or digit from which a file name could be made"),
            _ => None,
        };
        fault.map(str::to_owned)
    }

    fn warnings(&self) -> Vec<Finding> {
        let mut warnings = Vec::new();
        let mut warn = |field: &str, name: &str, text: String| {
            warnings.push(finding(Severity::Warning, field, name, &text));
        };
        let length = self.title.trim().chars().count();
        if length > TITLE_LENGTH {
            let text = format!(
                "it has {length} characters; catalogues cut titles after {TITLE_LENGTH}. Shorten it if you can"
            );
            warn("title", "title/length", text);
        }
        let length = first_sentence(self.summary.trim()).chars().count();
        if length > SENTENCE_LENGTH {
            let text = format!(
                "its first sentence has {length} characters; search results cut it after {SENTENCE_LENGTH}. Shorten it if you can"
            );
            warn("summary", "summary/length", text);
        }
        let Some(release) = self.release_time() else { return warnings };
        if (release.hour(), release.minute()) != (9, 30) {
            let text = format!(
                "{:02}:{:02} is not 09:30, the hour of official statistics. For example: {}T09:30",
                release.hour(),
                release.minute(),
                release.date()
            );
            warn("release", "release/time", text);
        }
        if matches!(release.weekday(), Weekday::Saturday | Weekday::Sunday) {
            warn("release", "release/weekday", format!("{} is at a weekend", release.date()));
        }
        if date(self.next_release.trim()).is_some_and(|next| next <= release.date()) {
            warn("next_release", "next_release/order", "it is not after this release".to_owned());
        }
        warnings
    }
}

/// A field that stands on one line of every file must be one line.
fn break_in(key: &str, value: &str) -> Option<String> {
    let long = matches!(key, "summary" | "description");
    let allowed = |c: char| !c.is_control() || (long && matches!(c, '\n' | '\r' | '\t'));
    let problem =
        if long { "it has a control character" } else { "it has a line break or control character" };
    (!value.chars().all(allowed)).then(|| problem.to_owned())
}

fn finding(severity: Severity, field: &str, name: &str, problem: &str) -> Finding {
    let what = What::Metadata { field: field.to_owned(), problem: format!("{problem}.") };
    Finding::thing(None, severity, Place::file("metadata"), name, what)
}

fn date(text: &str) -> Option<Date> {
    // jiff also reads shorter and longer forms; files need the one form.
    (text.trim().len() == 10).then(|| text.trim().parse().ok()).flatten()
}

/// Up to and with the first full stop, question or exclamation mark that a space or the end follows.
fn first_sentence(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(at, c)| {
            let rest = &text[at + c.len_utf8()..];
            matches!(c, '.' | '?' | '!') && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        })
        .map_or(text.len(), |(at, c)| at + c.len_utf8());
    &text[..end]
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let labels: Vec<&str> = domain.split('.').collect();
    !local.is_empty()
        && local.chars().all(plain)
        && labels.len() > 1
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

/// `major.minor`, or with a third number.
fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let number = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(number)
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A web address that may stand in every file without escaping.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn good_metadata_have_no_problem() {
        assert_eq!(sample::metadata().problems(), []);
    }

    #[test]
    fn every_mandatory_field_is_missed_by_name() {
        for field in all().iter().filter(|field| field.mandatory) {
            let mut metadata = sample::metadata();
            metadata.set(field.key, "  ").unwrap();
            let problems = metadata.problems();
            assert_eq!(problems.len(), 1, "{}", field.key);
            assert_eq!(problems[0].id, format!("metadata/{}", field.key));
            assert_eq!(problems[0].severity, Severity::Blocker);
            assert!(problems[0].text().contains(field.example), "{}", problems[0].text());
        }
    }

    #[test]
    fn answers_that_are_not_valid_are_blockers() {
        for (key, value) in [
            ("period.from", "April 2024"),
            ("period.to", "2023-01-01"),
            ("period.label", "…"),
            ("release", "tomorrow"),
            ("contact.email", "team at example"),
            ("contact.email", "team@localhost"),
            ("version", "one"),
            ("version", "1"),
            ("language", "English"),
            ("publisher.url", "www.example.gov.uk"),
            ("page", "https://bad address/"),
            ("identifier", "javascript:alert(1)"),
            ("title", "Attendances\n# England"),
            ("contact.name", "Urgent\u{7}care"),
        ] {
            let mut metadata = sample::metadata();
            metadata.set(key, value).unwrap();
            let problems = metadata.problems();
            assert_eq!(problems.first().map(|p| p.id.as_str()), Some(&*format!("metadata/{key}")), "{value}");
            assert_eq!(problems[0].severity, Severity::Blocker);
        }
    }

    #[test]
    fn unusual_answers_are_warnings() {
        for (key, value, id) in [
            ("title", &*"x".repeat(66), "metadata/title/length"),
            ("summary", &*format!("{} b. c", "a".repeat(140)), "metadata/summary/length"),
            ("release", "2024-11-14T12:00", "metadata/release/time"),
            ("release", "2024-11-16", "metadata/release/weekday"),
            ("next_release", "2024-11-14", "metadata/next_release/order"),
        ] {
            let mut metadata = sample::metadata();
            metadata.set(key, value).unwrap();
            let problems = metadata.problems();
            assert_eq!(problems.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), [id]);
            assert_eq!(problems[0].severity, Severity::Warning);
        }
    }

    #[test]
    fn a_decimal_point_does_not_end_a_sentence() {
        assert_eq!(first_sentence("Up by 2.5 per cent. More below."), "Up by 2.5 per cent.");
        assert_eq!(first_sentence("No stop"), "No stop");
    }

    #[test]
    fn examples_of_the_form_are_valid() {
        let mut metadata = Metadata::default();
        for field in all() {
            metadata.set(field.key, field.example).unwrap();
        }
        assert_eq!(metadata.problems(), []);
    }
}
