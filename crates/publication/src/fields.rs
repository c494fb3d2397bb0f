//! The fields of the form: their words and their examples. What is wrong with an answer is in `rules`.

use serde::Serialize;

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
            "title" | "short_title" | "summary" | "description" | "keywords" | "theme" => "What it is about",
            "period" | "coverage" | "coverage_code" | "sources" | "language" => "What it covers",
            "release" | "next_release" | "frequency" | "status" | "version" | "series" => {
                "When and under which name"
            }
            "announcement" => "How the date was announced",
            "quality" => "Method and quality",
            "changes" => "Revisions and corrections",
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
        "short_title",
        false,
        "Short title",
        "For catalogues that cut titles after 65 characters. The title itself when empty.",
        "A&E attendances, 2024-25",
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
        "theme",
        false,
        "Theme",
        "The theme under which data.gov.uk lists it: business-and-economy, crime-and-justice, defence, digital-services-performance, education, environment, government, government-reference-data, government-spending, health, mapping, society, towns-and-cities or transport.",
        "health",
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
        "frequency",
        false,
        "How often",
        "As a repeating duration: R/P1Y each year, R/P6M each half-year, R/P3M each quarter, R/P1M each month, R/P1W each week, R/P1D each day, or irregular.",
        "R/P1Y",
    ),
    field("status", false, "State of the figures", "Provisional, Final or Revised.", "Final"),
    field(
        "announcement.date",
        false,
        "Announced on",
        "The day on which the release date was announced: at least 4 weeks before it.",
        "2024-10-10",
    ),
    field(
        "announcement.previous",
        false,
        "Date announced before",
        "Only when the release date was changed: the one announced before.",
        "2024-11-07",
    ),
    field(
        "announcement.reason",
        false,
        "Reason for the change",
        "Why the release date was changed, in words for the public.",
        "A supplier sent its data a week late.",
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
        "publisher.ror",
        false,
        "Publisher in ROR",
        "The organisation's entry in the Research Organization Registry.",
        "https://ror.org/02wnqcb97",
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
    field("contact.phone", false, "Contact telephone", "The team's telephone number.", "0300 000 0000"),
    field(
        "contact.statistician",
        false,
        "Responsible statistician",
        "Who answers for the release: a post, or a name where the organisation publishes names.",
        "Head of urgent care statistics",
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
        crate::parts::OGL_URL,
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
        "coverage_code",
        false,
        "Code of the places",
        "The nine-character code of that country or area.",
        "E92000001",
    ),
    field("sources", false, "Sources", "Where the figures come from.", "Emergency Care Data Set"),
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
    field(
        "download",
        false,
        "Where the files will be",
        "The web address under which the folder data of the bundle is put. Without it, catalogue files give addresses from their own place.",
        "https://files.example.gov.uk/ae-attendances/2024-25/data/",
    ),
    field(
        "quality.methodology",
        false,
        "Method",
        "How the figures are made: who is counted, what is left out, how rates are worked out.",
        "Every attendance at a department in England is counted once, on the day of arrival.",
    ),
    field(
        "quality.methodology_page",
        false,
        "Web page of the method",
        "Where more is said about it.",
        "https://www.example.gov.uk/statistics/ae-attendances/methodology",
    ),
    field(
        "quality.statement",
        false,
        "Quality",
        "Strengths and limits: how complete the data are, what cannot be compared.",
        "Two departments sent no data in May; their attendances are not estimated.",
    ),
    field(
        "quality.statement_page",
        false,
        "Quality report",
        "The web page of the background quality report.",
        "https://www.example.gov.uk/statistics/ae-attendances/quality",
    ),
    field(
        "changes.note",
        false,
        "What changed",
        "What is different from the version or release before.",
        "Walk-in centres are shown on their own for the first time, so the table has two more rows.",
    ),
    field(
        "changes.revisions",
        false,
        "Revisions",
        "Which figures were revised as planned, or are going to be.",
        "Figures for 2023-24 were revised when the final data came in, as announced last May.",
    ),
    field(
        "changes.corrections",
        false,
        "Corrections",
        "What was wrong, when it was corrected, and why.",
        "12 December 2024: table 2 had the columns for men and women the wrong way round.",
    ),
    field(
        "changes.policy",
        false,
        "Revisions policy",
        "The web page of the revisions policy.",
        "https://www.example.gov.uk/statistics/revisions-policy",
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
