//! The pages for people: `index.html`, `README.md` and the pages below `docs`.

use jiff::civil::DateTime;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::{Value, json};

use model::{Failure, FailureKind};

use crate::Metadata;
use crate::dictionary::{CsvFile, Measured};

/// Where the template of the page has its data block.
const DATA_BLOCK: &str = "@@data@@";

/// What the pages say beside the metadata.
pub(crate) struct Pages<'a> {
    pub(crate) metadata: &'a Metadata,
    /// The release, UK civil time; none in a preview of a release that has no date yet.
    pub(crate) release: Option<DateTime>,
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

    /// `docs/methodology.md`.
    pub(crate) fn methodology(&self) -> Result<String, Failure> {
        self.render("methodology.md", include_str!("../templates/methodology.md.j2"))
    }

    /// `docs/quality.md`.
    pub(crate) fn quality(&self) -> Result<String, Failure> {
        self.render("quality.md", include_str!("../templates/quality.md.j2"))
    }

    /// `docs/changes.md`.
    pub(crate) fn changes(&self) -> Result<String, Failure> {
        self.render("changes.md", include_str!("../templates/changes.md.j2"))
    }

    /// `index.html`; `data` is the same in the words of schema.org.
    pub(crate) fn index(&self, data: &str) -> Result<String, Failure> {
        let page = self.render("index.html", include_str!("../templates/index.html.j2"))?;
        // Set in afterwards: the template would escape it, and a data block is not HTML text.
        Ok(page.replacen(DATA_BLOCK, data, 1))
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
        let (announcement, quality, changes) = (&metadata.announcement, &metadata.quality, &metadata.changes);
        json!({
            "language": metadata.language.trim(),
            "frequency": frequency(&metadata.frequency),
            "status": metadata.status.trim(),
            "sources": metadata.sources.trim(),
            "announced": spoken_date(&announcement.date),
            "previous": spoken_date(&announcement.previous),
            "reason": announcement.reason.trim(),
            "quality": {
                "methodology": quality.methodology.trim(),
                "methodology_page": quality.methodology_page.trim(),
                "statement": quality.statement.trim(),
                "statement_page": quality.statement_page.trim(),
            },
            "changes": {
                "note": changes.note.trim(),
                "revisions": changes.revisions.trim(),
                "corrections": changes.corrections.trim(),
                "policy": changes.policy.trim(),
            },
            "measures": self.measures(),
            "files": other_files(),
            "title": metadata.title.trim(),
            "dated_title": self.dated_title(),
            "summary": metadata.summary.trim(),
            "description": metadata.description.trim(),
            "period": metadata.period,
            "coverage": metadata.coverage.trim(),
            "designation": metadata.designation.trim(),
            "released": self.released(),
            "version": metadata.version.trim(),
            "next_release": spoken_date(&metadata.next_release),
            "publisher": { "name": metadata.publisher.name.trim(), "url": metadata.publisher.url.trim() },
            "page": metadata.page.trim(),
            "tables": self.tables.iter().map(|(file, notes)| table(file, notes)).collect::<Value>(),
            "markers": self.markers,
            "disclosure": self.disclosure.trim(),
            "citation": self.citation(),
            "licence": { "name": licence.name.trim(), "url": licence.url.trim() },
            "attribution": metadata.attribution(),
            "contact": {
                "name": metadata.contact.name.trim(),
                "email": metadata.contact.email.trim(),
                "phone": metadata.contact.phone.trim(),
                "statistician": metadata.contact.statistician.trim(),
            },
            "paragraphs": paragraphs(&metadata.description),
            "disclosure_paragraphs": paragraphs(self.disclosure),
        })
    }

    /// What all tables measure, each once.
    fn measures(&self) -> Value {
        let mut known: Vec<&Measured> = Vec::new();
        for measure in self.tables.iter().flat_map(|(file, _)| &file.measures) {
            if !known.contains(&measure) {
                known.push(measure);
            }
        }
        known.into_iter().map(|measure| json!({ "label": measure.label, "unit": measure.unit })).collect()
    }

    /// `9:30am on 14 November 2024`, as GOV.UK writes it.
    fn released(&self) -> String {
        let Some(release) = self.release else { return "[date and time of the release]".to_owned() };
        let (hour, minute) = (release.hour(), release.minute());
        let half = if hour < 12 { "am" } else { "pm" };
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        format!("{hour}:{minute:02}{half} on {}", words(release.date()))
    }

    /// The title with its period, which many titles hold already.
    fn dated_title(&self) -> String {
        let (title, label) = (self.metadata.title.trim(), self.metadata.period.label.trim());
        if title.contains(label) { title.to_owned() } else { format!("{title}, {label}") }
    }

    /// How the release is cited.
    pub(crate) fn citation(&self) -> String {
        let metadata = self.metadata;
        let address = [&metadata.identifier, &metadata.page].into_iter().find(|text| !text.trim().is_empty());
        format!(
            "{} ({}). {}. Version {}.{}",
            metadata.publisher.name.trim(),
            self.release.map_or_else(|| "[year]".to_owned(), |release| release.year().to_string()),
            self.dated_title(),
            metadata.version.trim(),
            address.map(|address| format!(" {}", address.trim())).unwrap_or_default()
        )
    }
}

/// The files of every bundle beside the tables, for the page.
fn other_files() -> Value {
    let fixed = [
        ("README.md", "The release described in a text file"),
        ("tables/data-dictionary.csv", "What every column holds"),
        ("tables/codelists/measure.csv", "What is measured"),
        ("docs/methodology.md", "How the figures are made"),
        ("docs/quality.md", "How good the figures are"),
        ("docs/changes.md", "Revisions and corrections"),
        ("docs/disclosure-statement.md", "How confidentiality is protected"),
        ("tables/csv-metadata.json", "The tables described for programs, as CSV on the Web"),
        ("datapackage.json", "The tables described for programs, as a Data Package"),
        ("ro-crate-metadata.json", "The list of all files, as an RO-Crate"),
    ];
    fixed.iter().map(|(path, what)| json!({ "path": path, "what": what })).collect()
}

/// The parts of a text that blank lines part.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// How often, in words.
fn frequency(text: &str) -> &'static str {
    match text.trim() {
        "R/P1Y" => "each year",
        "R/P6M" => "each half-year",
        "R/P3M" => "each quarter",
        "R/P1M" => "each month",
        "R/P1W" => "each week",
        "R/P1D" => "each day",
        "irregular" => "at irregular times",
        _ => "",
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
fn spoken_date(text: &str) -> String {
    let text = text.trim();
    text.parse().map_or_else(|_| text.to_owned(), words)
}
