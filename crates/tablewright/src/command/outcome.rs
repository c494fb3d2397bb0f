//! What a command has to say, as text or as one JSON document.

use model::{Failure, FailureKind, Finding, Severity};
use serde_json::{Map, Value, json};

/// Version of the JSON documents; a breaking change raises it. Schemas are in docs/schema.
const VERSION: u32 = 1;

/// What a command has to say.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Findings, in the order to show.
    pub(crate) findings: Vec<Value>,
    /// Failures.
    pub(crate) failures: Vec<Failure>,
    /// The command's own part of the document.
    pub(crate) own: Map<String, Value>,
    /// The report for a person.
    pub(crate) text: String,
    /// The exit code.
    pub(crate) exit: u8,
    /// Whether the document is wanted; there may be too many findings to hold them in both forms.
    pub(crate) json: bool,
}

impl Outcome {
    /// Nothing said yet, for the document or for a person.
    pub(crate) fn new(json: bool) -> Self {
        Self { json, ..Self::default() }
    }

    /// Nothing could be done.
    pub(crate) fn failed(failures: Vec<Failure>) -> Self {
        let cancelled = failures.iter().any(|failure| failure.kind == FailureKind::Cancelled);
        Self { failures, exit: if cancelled { 130 } else { 2 }, ..Self::default() }
    }

    /// Adds findings, and the exit code 1 when one of them blocks.
    pub(crate) fn with_findings<'a>(mut self, findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        for finding in findings {
            if finding.severity == Severity::Blocker {
                self.exit = 1;
            }
            if self.json {
                self.findings.push(json!(finding));
            } else {
                self.text.push_str(&line(finding));
            }
        }
        self
    }

    /// Prints the report to stdout and failures to stderr.
    pub(crate) fn print(&self, command: &str, json: bool) {
        if json {
            let mut document = Map::new();
            document.insert("schema".into(), json!(format!("tablewright-{command}")));
            document.insert("version".into(), json!(VERSION));
            document.insert("findings".into(), Value::Array(self.findings.clone()));
            document.insert("failures".into(), json!(self.failures));
            document.extend(self.own.clone());
            let text = serde_json::to_string_pretty(&Value::Object(document)).unwrap_or_default();
            write_out(&(text + "\n"));
            return;
        }
        write_out(&self.text);
        for failure in &self.failures {
            eprintln!("{}\n{}", failure.text(), failure.next());
        }
    }
}

/// A reader that closes its end early (`| head`) is no failure.
fn write_out(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// A finding as lines of text: severity, place, words, identity.
pub(crate) fn line(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Blocker => "BLOCKER",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    };
    let rule = finding.rule.map(|rule| format!(" {rule:?}")).unwrap_or_default();
    format!("{severity}{rule}  {}\n  {}\n  id: {}\n", finding.place, finding.text(), finding.id)
}
