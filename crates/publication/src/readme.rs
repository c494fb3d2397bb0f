//! The pages for people: `README.md` and the disclosure statement.

use jiff::civil::DateTime;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::{Value, json};

use model::{Failure, FailureKind};

use crate::Metadata;
use crate::dictionary::CsvFile;

/// What the pages say beside the metadata.
pub(crate) struct Pages<'a> {
    pub(crate) metadata: &'a Metadata,
    /// The release, UK civil time.
    pub(crate) release: DateTime,
    /// The tables' CSVs and their notes, without code lists and dictionary.
    pub(crate) tables: Vec<(&'a CsvFile, &'a [String])>,
    /// The markers that occur, with what they mean.
    pub(crate) markers: &'a [[String; 2]],
    /// How confidentiality is protected, in public words.
    pub(crate) disclosure: &'a str,
}

impl Pages<'_> {
    /// `README.md`.
    pub(crate) fn readme(&self) -> Result<String, Failure> {
        self.render("README.md", include_str!("../templates/README.md.j2"))
    }

    /// `docs/disclosure-statement.md`.
    pub(crate) fn statement(&self) -> Result<String, Failure> {
        self.render("disclosure-statement.md", include_str!("../templates/disclosure-statement.md.j2"))
    }

    fn render(&self, name: &str, template: &str) -> Result<String, Failure> {
        let failed = |error: minijinja::Error| Failure::new(FailureKind::Internal, name, error.to_string());
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .map_err(failed)?;
        let mut environment = Environment::new();
        environment.set_syntax(syntax);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let page = environment.render_named_str(
            name,
            &template.replace("\r\n", "\n"),
            minijinja::Value::from(Serde(self.context())),
        );
        page.map_err(failed)
    }

    fn context(&self) -> Value {
        let metadata = self.metadata;
        let licence = &metadata.licence;
        json!({
            "title": metadata.title.trim(),
            "dated_title": self.dated_title(),
            "summary": metadata.summary.trim(),
            "description": metadata.description.trim(),
            "period": metadata.period,
            "coverage": metadata.coverage.trim(),
            "designation": metadata.designation.trim(),
            "released": self.released(),
            "version": metadata.version.trim(),
            "next_release": next_release(&metadata.next_release),
            "publisher": { "name": metadata.publisher.name.trim(), "url": metadata.publisher.url.trim() },
            "page": metadata.page.trim(),
            "tables": self.tables.iter().map(|(file, notes)| table(file, notes)).collect::<Value>(),
            "markers": self.markers,
            "disclosure": self.disclosure.trim(),
            "citation": self.citation(),
            "licence": { "name": licence.name.trim(), "url": licence.url.trim() },
            "attribution": metadata.attribution(),
            "contact": metadata.contact,
        })
    }

    /// `9:30am on 14 November 2024`, as GOV.UK writes it.
    fn released(&self) -> String {
        let (hour, minute) = (self.release.hour(), self.release.minute());
        let half = if hour < 12 { "am" } else { "pm" };
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        format!("{hour}:{minute:02}{half} on {}", words(self.release.date()))
    }

    /// The title with its period, which many titles hold already.
    fn dated_title(&self) -> String {
        let (title, label) = (self.metadata.title.trim(), self.metadata.period.label.trim());
        if title.contains(label) { title.to_owned() } else { format!("{title}, {label}") }
    }

    fn citation(&self) -> String {
        let metadata = self.metadata;
        let address = [&metadata.identifier, &metadata.page].into_iter().find(|text| !text.trim().is_empty());
        format!(
            "{} ({}). {}. Version {}.{}",
            metadata.publisher.name.trim(),
            self.release.year(),
            self.dated_title(),
            metadata.version.trim(),
            address.map(|address| format!(" {}", address.trim())).unwrap_or_default()
        )
    }
}

fn table(file: &CsvFile, notes: &[String]) -> Value {
    let notes: Vec<String> =
        notes.iter().map(|note| crate::columns::one_line(note.trim()).into_owned()).collect();
    json!({ "title": file.title, "path": file.path, "rows": file.rows, "bytes": file.bytes, "notes": notes })
}

/// `14 November 2024`; the names are spelled here, so that no locale can change them.
fn words(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month =
        usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// A date in words; words as they are.
fn next_release(text: &str) -> String {
    let text = text.trim();
    text.parse().map_or_else(|_| text.to_owned(), words)
}
