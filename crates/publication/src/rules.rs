//! The rules of the form: what is missing or not valid (blockers), and what is unusual (warnings).

use jiff::civil::Date;

use model::{Finding, Place, Severity, What};

use crate::fields::{Field, all};
use crate::{Metadata, calendar};

/// Longest title before it is cut in catalogues (data.gov.uk guidance).
const TITLE_LENGTH: usize = 65;
/// Longest first sentence of the summary before it is cut in search results (data.gov.uk guidance).
const SENTENCE_LENGTH: usize = 140;
/// Fewest days between the announcement of a date and the release: four weeks (Code of Practice, T3.1).
const NOTICE_DAYS: i32 = 28;
/// How often a release can come, as repeating durations (data.gov.uk guidance).
const FREQUENCIES: [&str; 7] = ["R/P1Y", "R/P6M", "R/P3M", "R/P1M", "R/P1W", "R/P1D", "irregular"];
/// What figures can be.
const STATES: [&str; 3] = ["Provisional", "Final", "Revised"];
/// What statistics can be, in the words of the Office for Statistics Regulation (2024).
const DESIGNATIONS: [&str; 5] = [
    "Accredited official statistics",
    "Official statistics",
    "Official statistics in development",
    "Management information",
    "Transparency data",
];
/// The themes of data.gov.uk.
const THEMES: [&str; 14] = [
    "business-and-economy",
    "crime-and-justice",
    "defence",
    "digital-services-performance",
    "education",
    "environment",
    "government",
    "government-reference-data",
    "government-spending",
    "health",
    "mapping",
    "society",
    "towns-and-cities",
    "transport",
];

impl Metadata {
    /// What is missing or not valid (blockers), and what is unusual (warnings). Each names its field.
    pub fn problems(&self) -> Vec<Finding> {
        let mut problems: Vec<Finding> = all().iter().filter_map(|field| self.problem_of(field)).collect();
        problems.extend(self.length_warnings());
        problems.extend(self.date_warnings());
        problems.extend(self.standing_warnings());
        problems
    }

    fn problem_of(&self, field: &Field) -> Option<Finding> {
        let value = self.get(field.key).unwrap_or_default();
        let value = value.trim();
        let problem = if value.is_empty() {
            // A version and a language have defaults; emptied, no name and no file could be written.
            let needed = field.mandatory || matches!(field.key, "version" | "language");
            // Code of Practice, T3.2: a change of the date is explained.
            let unexplained =
                field.key == "announcement.reason" && !self.announcement.previous.trim().is_empty();
            (needed || unexplained).then(|| "it is missing".to_owned())
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
            "publisher.url"
            | "licence.url"
            | "identifier"
            | "page"
            | "download"
            | "quality.methodology_page"
            | "quality.statement_page"
            | "changes.policy" => {
                (!is_url(value)).then_some("it is not a web address that starts with https:// or http://")
            }
            "publisher.ror" => (!is_ror(value)).then_some("it is not an address of ror.org"),
            "short_title" => {
                (value.chars().count() > TITLE_LENGTH).then_some("it has more than 65 characters")
            }
            "frequency" => {
                (!FREQUENCIES.contains(&value)).then_some("it is none of those that catalogues know")
            }
            "theme" => (!THEMES.contains(&value)).then_some("it is none of the themes of data.gov.uk"),
            "status" => (!STATES.contains(&value)).then_some("it is not Provisional, Final or Revised"),
            "coverage_code" => (!is_gss(value)).then_some("it is not a code of nine characters"),
            "announcement.date" | "announcement.previous" => {
                date(value).is_none().then_some("it is not a date such as 2024-10-10")
            }
            "period.label" | "series" => (model::slug(value).is_empty())
                .then_some("it has no letter or digit from which a file name could be made"),
            _ => None,
        };
        fault.map(str::to_owned)
    }

    /// Texts that catalogues and search results would cut.
    fn length_warnings(&self) -> Vec<Finding> {
        let mut warnings = Vec::new();
        let length = self.short_title().chars().count();
        if length > TITLE_LENGTH {
            let text = format!(
                "it has {length} characters; catalogues cut titles after {TITLE_LENGTH}. Shorten it if you can, or give a short title"
            );
            warnings.push(warning("title", "title/length", &text));
        }
        let length = first_sentence(self.summary.trim()).chars().count();
        if length > SENTENCE_LENGTH {
            let text = format!(
                "its first sentence has {length} characters; search results cut it after {SENTENCE_LENGTH}. Shorten it if you can"
            );
            warnings.push(warning("summary", "summary/length", &text));
        }
        warnings
    }

    /// Dates that the Code of Practice for Statistics would question (T3.1, T3.2, T3.6).
    fn date_warnings(&self) -> Vec<Finding> {
        let mut warnings = Vec::new();
        let Some(release) = self.release_time() else { return warnings };
        let mut warn = |field: &str, name: &str, text: &str| warnings.push(warning(field, name, text));
        if (release.hour(), release.minute()) != (9, 30) {
            let (hour, minute, day) = (release.hour(), release.minute(), release.date());
            let text = format!(
                "{hour:02}:{minute:02} is not 09:30, the hour of official statistics. For example: {day}T09:30"
            );
            warn("release", "release/time", &text);
        }
        if let Some(why) = calendar::day_off(release.date()) {
            warn("release", "release/weekday", &format!("{} {why}", release.date()));
        }
        if date(&self.next_release).is_some_and(|next| next <= release.date()) {
            warn("next_release", "next_release/order", "it is not after this release");
        }
        if let Some(announced) = date(&self.announcement.date) {
            let days = announced.until(release.date()).map_or(0, |span| span.get_days());
            if days < NOTICE_DAYS {
                let text = format!("it is {days} days before the release; {NOTICE_DAYS} are the least");
                warn("announcement.date", "announcement.date/notice", &text);
            }
        }
        if date(&self.announcement.previous) == Some(release.date()) {
            let text = "it is the date of this release, so nothing was changed";
            warn("announcement.previous", "announcement.previous/same", text);
        }
        warnings
    }

    /// Words about the standing of the figures that readers would miss or not know.
    fn standing_warnings(&self) -> Vec<Finding> {
        let mut warnings = Vec::new();
        let designation = self.designation.trim();
        if !designation.is_empty() && !DESIGNATIONS.contains(&designation) {
            let text = format!("it is none of the usual words: {}", DESIGNATIONS.join(", "));
            warnings.push(warning("designation", "designation/words", &text));
        }
        let version = self.version.trim();
        let first = version.ends_with(".0") || version.is_empty();
        let silent = [&self.changes.note, &self.changes.revisions, &self.changes.corrections]
            .iter()
            .all(|text| text.trim().is_empty());
        if !first && is_version(version) && silent {
            let text = format!("version {version} follows another, but nothing says what changed");
            warnings.push(warning("changes.note", "changes.note/needed", &text));
        }
        warnings
    }
}

/// A field that stands on one line of every file must be one line.
fn break_in(key: &str, value: &str) -> Option<String> {
    let long = matches!(key, "summary" | "description" | "sources" | "announcement.reason")
        || matches!(key, "quality.methodology" | "quality.statement")
        || matches!(key, "changes.note" | "changes.revisions" | "changes.corrections");
    let allowed = |c: char| !c.is_control() || (long && matches!(c, '\n' | '\r' | '\t'));
    let problem =
        if long { "it has a control character" } else { "it has a line break or control character" };
    (!value.chars().all(allowed)).then(|| problem.to_owned())
}

fn warning(field: &str, name: &str, problem: &str) -> Finding {
    finding(Severity::Warning, field, name, problem)
}

fn finding(severity: Severity, field: &str, name: &str, problem: &str) -> Finding {
    let what = What::Metadata { field: field.to_owned(), problem: format!("{problem}.") };
    Finding::thing(None, severity, Place::file("metadata"), name, what)
}

/// A date in the one form that the files use.
pub(crate) fn date(text: &str) -> Option<Date> {
    // jiff also reads shorter and longer forms.
    (text.trim().len() == 10).then(|| text.trim().parse().ok()).flatten()
}

/// A code of the Government Statistical Service: `E92000001`.
pub(crate) fn is_gss(text: &str) -> bool {
    text.len() == 9
        && text.starts_with(|c: char| "EJKLMNSW".contains(c))
        && text.bytes().skip(1).all(|byte| byte.is_ascii_digit())
}

/// An entry of the Research Organization Registry (its own pattern).
fn is_ror(text: &str) -> bool {
    let id = text.strip_prefix("https://ror.org/0").unwrap_or_default();
    id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
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
            ("short_title", &*"x".repeat(66)),
            ("frequency", "yearly"),
            ("theme", "hospitals"),
            ("status", "done"),
            ("coverage_code", "E9200000"),
            ("coverage_code", "X92000001"),
            ("publisher.ror", "https://ror.org/"),
            ("announcement.date", "in May"),
            ("changes.policy", "policy.html"),
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
            ("release", "2024-12-26", "metadata/release/weekday"),
            ("announcement.date", "2024-10-18", "metadata/announcement.date/notice"),
            ("announcement.date", "2024-12-18", "metadata/announcement.date/notice"),
            ("designation", "National Statistics", "metadata/designation/words"),
            ("version", "1.1", "metadata/changes.note/needed"),
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
    fn a_changed_date_needs_its_reason() {
        let mut metadata = sample::metadata();
        metadata.set("announcement.previous", "2024-11-07").unwrap();
        let problems = metadata.problems();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].id, "metadata/announcement.reason");
        assert_eq!(problems[0].severity, Severity::Blocker);
        metadata.set("announcement.reason", "Late data.").unwrap();
        assert_eq!(metadata.problems(), []);
        metadata.set("announcement.previous", "2024-11-14").unwrap();
        assert_eq!(metadata.problems()[0].id, "metadata/announcement.previous/same");
    }

    #[test]
    fn a_short_title_spares_the_long_one() {
        let mut metadata = sample::metadata();
        metadata.title = "x".repeat(66);
        metadata.short_title = "x".into();
        assert_eq!(metadata.problems(), []);
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
