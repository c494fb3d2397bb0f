//! What findings on tables of records speak of: identifiers, and the signs that a row is a person.

use serde::{Deserialize, Serialize};

/// Something that tells who a person is, or where they live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identifier {
    /// NHS number (England, Wales, Isle of Man) or Health and Care number.
    NhsNumber,
    /// Community Health Index number (Scotland): a date of birth, four digits.
    ChiNumber,
    /// National Insurance number.
    NationalInsurance,
    /// A whole postcode.
    Postcode,
    /// Date of birth, to the day.
    DateOfBirth,
    /// An age over 89.
    HighAge,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Names of people.
    Name,
    /// A doctor's number in the register of the General Medical Council.
    GmcNumber,
    /// A nurse's or midwife's PIN of the Nursing and Midwifery Council.
    NmcPin,
    /// Unique property reference number.
    PropertyReference,
    /// A grid reference, or easting or northing, to 100 metres or nearer.
    GridReference,
    /// Latitude or longitude with four decimals or more.
    Coordinates,
    /// IP address.
    IpAddress,
    /// A hospital's or service's own number of a patient.
    LocalPatientNumber,
    /// A digest; of a ten-digit number without salt it is undone by trying them all.
    Hash,
}

impl Identifier {
    /// As sentences name it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::NhsNumber => "NHS numbers",
            Self::ChiNumber => "CHI numbers",
            Self::NationalInsurance => "National Insurance numbers",
            Self::Postcode => "whole postcodes",
            Self::DateOfBirth => "dates of birth",
            Self::HighAge => "ages over 89",
            Self::Email => "e-mail addresses",
            Self::Phone => "telephone numbers",
            Self::Name => "names of people",
            Self::GmcNumber => "GMC numbers of doctors",
            Self::NmcPin => "NMC PINs of nurses or midwives",
            Self::PropertyReference => "unique property reference numbers",
            Self::GridReference => "grid references to 100 metres or nearer",
            Self::Coordinates => "latitudes or longitudes with four decimals or more",
            Self::IpAddress => "IP addresses",
            Self::LocalPatientNumber => "local patient numbers",
            Self::Hash => {
                "digests, which are undone by trying all numbers where they hide ten digits without a salt"
            }
        }
    }
}

/// A sign that the rows of a table are persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sign", rename_all = "kebab-case")]
pub enum RecordSign {
    /// A column identifies people.
    Identifies {
        /// Its heading.
        column: String,
        /// What it holds.
        identifier: Identifier,
    },
    /// A column gives each row a number of its own.
    OwnNumber {
        /// Its heading.
        column: String,
    },
    /// Columns that describe one person.
    Describes {
        /// Their headings.
        columns: Vec<String>,
    },
    /// No column holds a count, rate or amount of a group.
    NoMeasure,
    /// Rows say the same of several people, where a table of groups has each group once.
    Repeats {
        /// How many rows share what they say with another, in percent.
        percent: u64,
    },
    /// Rows that no two are alike.
    Distinct,
}

impl RecordSign {
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Identifies { column, identifier } => format!("'{column}' holds {}", identifier.words()),
            Self::OwnNumber { column } => format!("'{column}' gives each row a number of its own"),
            Self::Describes { columns } => format!("{} describe one person", quoted(columns)),
            Self::NoMeasure => "no column holds a figure about a group".to_owned(),
            Self::Repeats { percent } => {
                format!("{percent} % of the rows say the same as another, where a group would stand once")
            }
            Self::Distinct => "no two rows are alike".to_owned(),
        }
    }
}

/// `'age', 'sex' and 'area'`.
pub(crate) fn quoted(names: &[String]) -> String {
    let marked: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match marked.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => marked.concat(),
    }
}
