//! Not being able to do the work. A problem *in the data* is a finding, never a failure.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// Why the work could not be done. Each kind has its own next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The file or folder is not there.
    NotFound,
    /// A folder was given where a file is needed.
    IsFolder,
    /// The file holds no bytes.
    Empty,
    /// The content is not a workbook or CSV that can be read.
    NotAWorkbook,
    /// The workbook asks for a password.
    PasswordProtected,
    /// The file is broken: truncated, or its parts contradict each other.
    Damaged,
    /// The file or what it unpacks to is beyond the limits.
    TooLarge,
    /// The text is in no encoding that can be recognised.
    Encoding,
    /// Another program has the file open and lets nobody else read it.
    Locked,
    /// The operating system does not let the file be read.
    CannotRead,
    /// The output folder already holds something.
    OutputNotEmpty,
    /// The operating system does not let the output be written: read-only, full, no right to.
    CannotWrite,
    /// A recipe, decisions file, policy or option is not valid.
    Invalid,
    /// What was written does not read back as it should.
    NotVerified,
    /// The person asked to stop.
    Cancelled,
    /// A fault of the program itself, caught.
    Internal,
}

/// A failure: which file, what happened, and what to do next. Serialised as
/// `{"file", "kind", "text", "next"}`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub struct Failure {
    /// Which kind.
    pub kind: FailureKind,
    /// The file as the person knows it (name, or the path that was typed on the command line).
    pub file: String,
    /// The particular circumstance in words, without a full stop; may be empty.
    pub detail: String,
}

impl Failure {
    /// A failure about `file`; `detail` says the circumstance in words.
    pub fn new(kind: FailureKind, file: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { kind, file: file.into(), detail: detail.into() }
    }

    /// The failure to read `file` that the operating system reported.
    pub fn reading(file: impl Into<String>, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (kind, detail) = match error.kind() {
            _ if is_locked(error, cfg!(windows)) => (FailureKind::Locked, String::new()),
            ErrorKind::NotFound => (FailureKind::NotFound, error.to_string()),
            ErrorKind::IsADirectory => (FailureKind::IsFolder, error.to_string()),
            ErrorKind::PermissionDenied => (FailureKind::CannotRead, "you may not read it".to_owned()),
            _ => (FailureKind::CannotRead, error.to_string()),
        };
        Self::new(kind, file, detail)
    }

    /// The failure to write `file` that the operating system reported.
    pub fn writing(file: impl Into<String>, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let detail = match error.kind() {
            ErrorKind::StorageFull => "the disc is full".to_owned(),
            ErrorKind::ReadOnlyFilesystem => "the disc is read-only".to_owned(),
            _ if is_locked(error, cfg!(windows)) => "another program has it open".to_owned(),
            ErrorKind::PermissionDenied => "you may not write there".to_owned(),
            _ => error.to_string(),
        };
        Self::new(FailureKind::CannotWrite, file, detail)
    }

    /// A failure to write into a temporary folder names the place that the person gave; others stay as they are.
    #[must_use]
    pub fn writing_to(self, place: &str) -> Self {
        match self.kind {
            FailureKind::CannotWrite => Self { file: place.to_owned(), ..self },
            _ => self,
        }
    }

    /// What happened, in one sentence that names the file.
    pub fn text(&self) -> String {
        let what = match self.kind {
            FailureKind::NotFound => "does not exist",
            FailureKind::IsFolder => "is a folder, not a file",
            FailureKind::Empty => "is empty",
            FailureKind::NotAWorkbook => "is not a workbook or CSV file",
            FailureKind::PasswordProtected => "is protected with a password",
            FailureKind::Damaged => "is damaged",
            FailureKind::TooLarge => "is too large to read safely",
            FailureKind::Encoding => "is in a text encoding that was not recognised",
            FailureKind::Locked => "is locked by another program",
            FailureKind::CannotRead => "could not be read",
            FailureKind::OutputNotEmpty => "is not empty",
            FailureKind::CannotWrite => "could not be written",
            FailureKind::Invalid => "is not valid",
            FailureKind::NotVerified => "was written but did not read back as it should",
            FailureKind::Cancelled => return "Stopped. Nothing was left half-written.".to_owned(),
            FailureKind::Internal => "met a fault in the program",
        };
        // An operating system's own words often repeat what was just said.
        let repeats = matches!(self.kind, FailureKind::NotFound | FailureKind::IsFolder);
        if self.detail.is_empty() || repeats {
            format!("{} {what}.", self.file)
        } else {
            format!("{} {what}: {}.", self.file, self.detail)
        }
    }

    /// What the person can do next.
    pub fn next(&self) -> &'static str {
        match self.kind {
            FailureKind::NotFound => "Check the name and the folder, then try again.",
            FailureKind::IsFolder => "Give the file inside the folder.",
            FailureKind::Empty => "Ask for the file again; it may not have been copied completely.",
            FailureKind::NotAWorkbook => {
                "Open it in the program that made it and save it as an Excel workbook (.xlsx) or a CSV."
            }
            FailureKind::PasswordProtected => {
                "Open it in Excel, remove the password (File, Info, Protect Workbook) and save a copy."
            }
            FailureKind::Damaged => {
                "Open it in Excel, which may offer a repair, and save a copy; or ask for the file again."
            }
            FailureKind::TooLarge => "Split the workbook, or remove what is not needed from it.",
            FailureKind::Encoding => "Save it as UTF-8 and try again (in Excel: Save As, CSV UTF-8).",
            FailureKind::Locked => "Close it in the program that has it open, then try again.",
            FailureKind::CannotRead => {
                "Check that you may read the file and that it is on this computer, then try again."
            }
            FailureKind::OutputNotEmpty => {
                "Choose a folder that is empty or does not exist yet. Nothing was written."
            }
            FailureKind::CannotWrite => {
                "Choose another folder, or free some space, and try again. Nothing was left behind."
            }
            FailureKind::Invalid => "Correct it at the place named and try again.",
            FailureKind::NotVerified => {
                "Do not publish it. Try again into another folder; report it if it happens twice."
            }
            FailureKind::Cancelled => "Start again whenever you like.",
            FailureKind::Internal => "Your files are unchanged. Please report it with the name of the step.",
        }
    }
}

/// Whether an error says that another program keeps a file to itself: on Windows `ERROR_SHARING_VIOLATION` (32) and
/// `ERROR_LOCK_VIOLATION` (33), which mean other things elsewhere.
fn is_locked(error: &std::io::Error, windows: bool) -> bool {
    windows && matches!(error.raw_os_error(), Some(32 | 33))
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Failure", 4)?;
        object.serialize_field("file", &self.file)?;
        object.serialize_field("kind", &self.kind)?;
        object.serialize_field("text", &self.text())?;
        object.serialize_field("next", self.next())?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Error;

    #[test]
    fn a_locked_file_is_told_apart_where_the_system_can() {
        for (code, windows, locked) in
            [(32, true, true), (33, true, true), (5, true, false), (32, false, false)]
        {
            assert_eq!(is_locked(&Error::from_raw_os_error(code), windows), locked, "{code} {windows}");
        }
        let denied = Failure::reading("a.xlsx", &std::io::ErrorKind::PermissionDenied.into());
        assert_eq!(denied.text(), "a.xlsx could not be read: you may not read it.");
        let locked = Failure::new(FailureKind::Locked, "a.xlsx", "");
        assert_eq!(locked.text(), "a.xlsx is locked by another program.");
    }
}
