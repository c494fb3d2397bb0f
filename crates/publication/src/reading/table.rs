//! One CSV against what `datapackage.json` says about it: header, width, types, key, code lists.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use csv::ByteRecord;
use sha2::{Digest, Sha256};

use model::{Failure, FailureKind, Finding, Progress};

use super::csv_check::{Bytes, Records};
use super::fault;
use super::package::{Package, Resource};
use super::source::Source;

/// Most rows of one CSV whose keys are compared; beyond it memory would not be bounded.
const MOST_ROWS: u64 = 50_000_000;
/// Most values of a code list.
const MOST_CODES: usize = 1_000_000;
/// How many rows are read between two looks at the cancel flag.
const BLOCK: u64 = 4096;

/// Reads a CSV from start to end and reports what does not fit. Gives its rows without the header.
pub(super) fn check(
    source: &mut dyn Source,
    package: &Package,
    resource: &Resource,
    findings: &mut Vec<Finding>,
    progress: &dyn Progress,
) -> Result<u64, Failure> {
    let place = resource.place();
    let codes = code_lists(source, package, resource, findings)?;
    let mut table = Table::new(resource, codes, findings);
    table.withheld = withheld(source, package);
    let read = source.open(&place).and_then(|from| table.read(from, progress));
    let stopped = match read {
        Ok(stopped) => stopped,
        Err(error) => {
            findings.push(damage(source, &place, &error)?);
            return Ok(0);
        }
    };
    if let Some(failure) = stopped {
        return Err(failure);
    }
    table.report(&place, findings);
    Ok(table.rows)
}

/// The values that a column may have, by the column's place.
type Codes = BTreeMap<usize, (String, BTreeSet<Vec<u8>>)>;

/// Reads the code lists to which columns are linked.
fn code_lists(
    source: &mut dyn Source,
    package: &Package,
    resource: &Resource,
    findings: &mut Vec<Finding>,
) -> Result<Codes, Failure> {
    let mut codes = Codes::new();
    for (column, target, target_column) in &resource.links {
        let at = resource.fields.iter().position(|field| field.name == *column);
        let list = package.resources.iter().find(|other| other.name == *target);
        let list_at = list.and_then(|list| list.fields.iter().position(|field| field.name == *target_column));
        let (Some(at), Some(list), Some(list_at)) = (at, list, list_at) else {
            let problem = format!("{column} is linked to a code list that is not described.");
            findings.push(fault(&resource.place(), &format!("link {column}"), &problem));
            continue;
        };
        let place = list.place();
        let values = source.open(&place).and_then(|from| column_values(from, list_at));
        match values {
            Ok(values) => {
                codes.insert(at, (list.path.clone(), values));
            }
            // A list that is missing has been reported.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => findings.push(damage(source, &place, &error)?),
        }
    }
    Ok(codes)
}

/// The markers of the code list whose meaning is that the number is withheld, and nothing else. A list that
/// cannot be read has been reported.
fn withheld(source: &mut dyn Source, package: &Package) -> BTreeSet<Vec<u8>> {
    let list = package.resources.iter().find(|list| list.path == "tables/codelists/marker.csv");
    let Some(Ok(from)) = list.map(|list| source.open(&list.place())) else { return BTreeSet::new() };
    let mut records = Records::new(from);
    let mut record = ByteRecord::new();
    let mut markers = BTreeSet::new();
    while records.next(&mut record).unwrap_or(false) {
        let meaning = String::from_utf8_lossy(record.get(1).unwrap_or_default()).into_owned();
        if meaning.starts_with("Withheld") && !meaning.contains("; or: ") {
            markers.insert(record[0].to_vec());
        }
    }
    markers
}

/// A CSV that cannot be read to its end.
fn damage(source: &dyn Source, place: &str, error: &io::Error) -> Result<Finding, Failure> {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return Ok(fault(place, "row", &format!("it cannot be read as a CSV: {error}.")));
    }
    source.broken(place, error)
}

fn column_values(from: impl Read, at: usize) -> io::Result<BTreeSet<Vec<u8>>> {
    let mut records = Records::new(from);
    let mut record = ByteRecord::new();
    let mut values = BTreeSet::new();
    records.next(&mut record)?;
    while records.next(&mut record)? {
        values.insert(record.get(at).unwrap_or_default().to_vec());
        if values.len() > MOST_CODES {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a code list is far too long"));
        }
    }
    Ok(values)
}

/// A kind of fault: how often, on which row first, and the text that was met there.
struct Met {
    times: u64,
    row: u64,
    text: String,
}

/// A CSV as it is read.
struct Table<'a> {
    resource: &'a Resource,
    codes: Codes,
    /// Places of the columns of the key.
    key: Vec<usize>,
    keys: Vec<u128>,
    /// Places of the number and of the marker that explains it.
    pair: Option<(usize, usize)>,
    /// Markers that say that a number is withheld.
    withheld: BTreeSet<Vec<u8>>,
    rows: u64,
    header_differs: bool,
    bytes: Bytes,
    /// By what is wrong and where.
    met: BTreeMap<(&'static str, String), Met>,
}

impl<'a> Table<'a> {
    fn new(resource: &'a Resource, codes: Codes, findings: &mut Vec<Finding>) -> Self {
        let place_of = |name: &String| resource.fields.iter().position(|field| field.name == *name);
        let key: Option<Vec<usize>> = resource.key.iter().map(place_of).collect();
        if key.is_none() {
            let problem = "its key names a column that it does not have.";
            findings.push(fault(&resource.place(), "key column", problem));
        }
        Self {
            resource,
            codes,
            key: key.unwrap_or_default(),
            keys: Vec::new(),
            pair: place_of(&"value".to_owned()).zip(place_of(&"marker".to_owned())),
            withheld: BTreeSet::new(),
            rows: 0,
            header_differs: false,
            bytes: Bytes::default(),
            met: BTreeMap::new(),
        }
    }

    /// Reads all records. A failure inside is one that ends the whole work.
    fn read(&mut self, from: impl Read, progress: &dyn Progress) -> io::Result<Option<Failure>> {
        let mut records = Records::new(from);
        let mut record = ByteRecord::new();
        let header = records.next(&mut record)?;
        let names = self.resource.fields.iter().map(|field| field.name.as_bytes());
        self.header_differs = !header || !record.iter().eq(names);
        while records.next(&mut record)? {
            if self.rows.is_multiple_of(BLOCK)
                && let Err(cancelled) = progress.go_on()
            {
                return Ok(Some(cancelled));
            }
            self.rows += 1;
            if self.rows > MOST_ROWS {
                let detail = format!("it holds more than {MOST_ROWS} rows");
                return Ok(Some(Failure::new(FailureKind::TooLarge, self.resource.place(), detail)));
            }
            self.look(&record);
        }
        self.bytes = records.bytes();
        Ok(None)
    }

    fn look(&mut self, record: &ByteRecord) {
        if record.len() != self.resource.fields.len() {
            self.meet("width", "", record.len().to_string().as_bytes());
            return;
        }
        let resource = self.resource;
        for (at, (field, value)) in resource.fields.iter().zip(record).enumerate() {
            let Ok(text) = std::str::from_utf8(value) else {
                self.meet("encoding", &field.name, value);
                continue;
            };
            if resource.missing.contains(text) {
                if field.required {
                    self.meet("blank", &field.name, value);
                }
                continue;
            }
            let fits = match field.kind.as_str() {
                "number" => is_number(text),
                "integer" => text.parse::<i64>().is_ok(),
                _ => true,
            };
            if !fits {
                self.meet("type", &field.name, value);
            }
            if self.codes.get(&at).is_some_and(|(_, codes)| !codes.contains(value)) {
                self.meet("code", &field.name, value);
            }
        }
        if let Some((number, marker)) = self.pair {
            let (number, marker) = (&record[number], &record[marker]);
            if number.is_empty() && marker.is_empty() {
                self.meet("neither", "value", number);
            } else if !number.is_empty() && self.withheld.contains(marker) {
                self.meet("both", "value", marker);
            }
        }
        if !self.key.is_empty() {
            self.keys.push(self.key_of(record));
        }
    }

    /// A fingerprint of the key; keys are compared by it, so that a million rows take 16 MB.
    fn key_of(&self, record: &ByteRecord) -> u128 {
        let mut hash = Sha256::new();
        for at in &self.key {
            let value = record.get(*at).unwrap_or_default();
            hash.update((value.len() as u64).to_le_bytes());
            hash.update(value);
        }
        let digest = hash.finalize();
        digest.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
    }

    fn meet(&mut self, code: &'static str, column: &str, value: &[u8]) {
        // The header is row 1, as a spreadsheet shows it.
        let row = self.rows + 1;
        let met = self.met.entry((code, column.to_owned())).or_insert_with(|| {
            let text: String = String::from_utf8_lossy(value).escape_debug().take(40).collect();
            Met { times: 0, row, text }
        });
        met.times += 1;
    }

    fn report(&mut self, place: &str, findings: &mut Vec<Finding>) {
        let bytes = &self.bytes;
        let mut say = |code: &str, problem: &str| findings.push(fault(place, code, problem));
        if bytes.mark {
            say("mark", "it starts with a byte order mark.");
        }
        if self.header_differs {
            say("header", "its header row is not the list of columns in datapackage.json.");
        }
        if bytes.mixed() {
            say("line ends", "it mixes CRLF, LF and CR as line ends.");
        }
        if bytes.open_quote {
            say("quote", "a quotation mark is opened and not closed.");
        }
        if !bytes.open_quote && bytes.lines() > self.rows + 1 {
            let blank = bytes.lines() - self.rows - 1;
            say("blank rows", &format!("it has {blank} blank rows."));
        }
        self.keys.sort_unstable();
        let repeated = self.keys.windows(2).filter(|pair| pair[0] == pair[1]).count();
        if repeated > 0 {
            let key = self.resource.key.join(", ");
            say("key", &format!("{repeated} of its rows repeat the key ({key}) of another row."));
        }
        for ((code, column), met) in &self.met {
            say(&format!("{code} {column}"), &self.words(code, column, met));
        }
    }

    fn words(&self, code: &str, column: &str, met: &Met) -> String {
        let Met { times, row, text } = met;
        let more = if *times == 1 { String::new() } else { format!(" (and {} more rows)", times - 1) };
        match code {
            "width" => {
                let width = self.resource.fields.len();
                format!("row {row} has {text} cells, not {width}{more}.")
            }
            "encoding" => format!("row {row}: {column} is not UTF-8 text{more}."),
            "neither" => format!("row {row} has neither a number nor a marker that says why{more}."),
            "both" => {
                format!("row {row} has a number beside '{text}', which says that it is withheld{more}.")
            }
            "blank" => format!("row {row}: {column} is blank but must not be{more}."),
            "type" => format!("row {row}: '{text}' in {column} is not a number{more}."),
            _ => {
                let at = self.resource.fields.iter().position(|field| field.name == column);
                let list = at.and_then(|at| self.codes.get(&at)).map_or("", |(path, _)| path.as_str());
                format!("row {row}: '{text}' in {column} is not in {list}{more}.")
            }
        }
    }
}

/// A number of Table Schema: digits, a point, perhaps an exponent; no spaces, commas or signs of currency.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}
