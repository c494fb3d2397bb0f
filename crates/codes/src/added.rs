//! Code lists that a person adds, as CSV.

use std::collections::BTreeMap;

/// Entries that one list can hold.
const MOST: usize = 2_000_000;

/// An entry of a list that a person added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// When it was closed (ISO date), where it was.
    pub closed: Option<String>,
}

/// The code lists that a person added, together. Of two entries with one code the first holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeLists {
    entries: Vec<Listed>,
    by_code: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl CodeLists {
    /// Adds a list: a CSV with a column of codes and one of names. Columns are found by their headings (`code`, `name`,
    /// `LAD23CD`, `LAD23NM`, `close_date`); the files of the Organisation Data Service have none, and their places are
    /// known. Gives how many entries were added.
    ///
    /// # Errors
    /// In words: no code in any row, or a row that is no CSV.
    ///
    /// ```
    /// let mut lists = codes::CodeLists::default();
    /// lists.add("WD23CD,WD23NM\nE05000026,Abbey\nE05000027,Alibon\n")?;
    /// assert_eq!(lists.by_code("e05000026").map(|entry| entry.name.as_str()), Some("Abbey"));
    /// # Ok::<(), String>(())
    /// ```
    pub fn add(&mut self, text: &str) -> Result<usize, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut columns: Option<Columns> = None;
        let before = self.entries.len();
        for record in reader.records() {
            let record = record.map_err(|error| error.to_string())?;
            let Some(known) = &columns else {
                let (found, is_header) = Columns::of(&record)?;
                if !is_header {
                    self.take(&record, &found);
                }
                columns = Some(found);
                continue;
            };
            self.take(&record, known);
            if self.entries.len() > MOST {
                return Err(format!("it has more than {MOST} entries"));
            }
        }
        match self.entries.len() - before {
            0 => Err("it has no row with a code and a name".to_owned()),
            added => Ok(added),
        }
    }

    /// Whether no list was added.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry of a code, in any letter case.
    pub fn by_code(&self, code: &str) -> Option<&Listed> {
        self.by_code.get(&code.trim().to_ascii_uppercase()).map(|at| &self.entries[*at])
    }

    /// The one entry of a name, compared as [`crate::by_name`] compares; none where several have it.
    pub fn by_name(&self, name: &str) -> Option<&Listed> {
        match self.by_name.get(&crate::normalise(name))?.as_slice() {
            [one] => Some(&self.entries[*one]),
            _ => None,
        }
    }

    fn take(&mut self, record: &csv::StringRecord, columns: &Columns) {
        let field = |at: usize| record.get(at).map(str::trim).unwrap_or_default();
        let (code, name) = (field(columns.code), field(columns.name));
        if code.is_empty() || name.is_empty() || self.by_code.contains_key(&code.to_ascii_uppercase()) {
            return;
        }
        let at = self.entries.len();
        let closed = columns.closed.map(field).and_then(iso);
        self.by_code.insert(code.to_ascii_uppercase(), at);
        self.by_name.entry(crate::normalise(name)).or_default().push(at);
        self.entries.push(Listed { code: code.to_owned(), name: name.to_owned(), closed });
    }
}

/// `20200331`, `31/03/2020` and `2020-03-31` as an ISO date.
fn iso(date: &str) -> Option<String> {
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 8 {
        return None;
    }
    let (year, month, day) = match date.find(['/', '-']) {
        Some(2) => (&digits[4..], &digits[2..4], &digits[..2]),
        _ => (&digits[..4], &digits[4..6], &digits[6..]),
    };
    Some(format!("{year}-{month}-{day}"))
}

/// Which column is what.
struct Columns {
    code: usize,
    name: usize,
    closed: Option<usize>,
}

impl Columns {
    /// By the first row, and whether it is a header.
    fn of(first: &csv::StringRecord) -> Result<(Self, bool), String> {
        let headings: Vec<String> = first.iter().map(|text| text.trim().to_lowercase()).collect();
        let find = |is: &dyn Fn(&str) -> bool| headings.iter().position(|heading| is(heading));
        let year_code = |heading: &str| heading.len() >= 5 && heading.ends_with("cd");
        let code = find(&|heading| heading == "code")
            .or_else(|| find(&|heading| heading.ends_with("code") && !heading.contains("post")))
            .or_else(|| find(&year_code));
        let name = find(&|heading| heading == "name").or_else(|| {
            find(&|heading| heading.ends_with("name") || (heading.len() >= 5 && heading.ends_with("nm")))
        });
        if let (Some(code), Some(name)) = (code, name) {
            let closed =
                find(&|heading| ["closed", "close_date", "close date", "end_date"].contains(&heading));
            return Ok((Self { code, name, closed }, true));
        }
        match headings.len() {
            27 => Ok((Self { code: 0, name: 1, closed: Some(11) }, false)),
            0 | 1 => Err("it has fewer than two columns".to_owned()),
            _ => Err("its first row names no column 'code' and no column 'name'".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_several_forms_are_read() {
        let mut lists = CodeLists::default();
        assert_eq!(lists.add("name,code,close_date\nNorth Team,N01,20200331\nSouth Team,N02,\n"), Ok(2));
        let closed = lists.by_code("n01").and_then(|entry| entry.closed.clone());
        assert_eq!(closed.as_deref(), Some("2020-03-31"));
        assert_eq!(lists.by_name("south  TEAM").map(|entry| entry.code.as_str()), Some("N02"));
        let ods = format!("\"A81001\",\"THE DENSHAM SURGERY\"{}\n", ",\"\"".repeat(25));
        assert_eq!(lists.add(&ods), Ok(1));
        assert!(lists.by_code("A81001").is_some());
        assert!(lists.add("a,b\n1,2\n").is_err());
        assert!(lists.add("").is_err());
    }
}
