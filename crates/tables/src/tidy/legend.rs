//! What the notes of a sheet or workbook say about the symbols in its tables: `* = suppressed`, `[c] confidential`,
//! `- denotes nil`, `figures below 5 are shown as *`.

use std::collections::BTreeMap;

use model::{Marker, MarkerMeaning};
use workbook::Sheet;

use crate::layout::Layout;
use crate::words;

/// Symbols with what is said about them, in the order of preference of who says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legend(BTreeMap<String, (MarkerMeaning, String)>);

/// Rows of a sheet that are looked at on either side of its tables.
const ROWS: u32 = 200;

/// Longest text in which symbols are looked for, in bytes.
const LONGEST: usize = 2000;

/// Words that set a symbol and its meaning apart.
const DEFINES: [&str; 15] = [
    "=",
    ":",
    "denotes",
    "denote",
    "indicates",
    "indicate",
    "means",
    "represents",
    "represent",
    "signifies",
    "signify",
    "refers",
    "stands",
    "shows",
    "is",
];

/// Words before a symbol that stands for what the sentence says.
const SHOWN_AS: [&str; 6] = ["as", "by", "with", "symbol", "marked", "using"];

impl Legend {
    /// The legend of a workbook: what its notes, contents and cover sheets say.
    pub fn of_workbook<'a>(sheets: impl IntoIterator<Item = &'a Sheet>) -> Self {
        let mut legend = Self::default();
        let front = sheets.into_iter().filter(|sheet| words::is_front_matter(&sheet.name));
        for sheet in front.filter(|sheet| sheet.visibility == workbook::Visibility::Visible) {
            legend.read(sheet, 0..sheet.rows().min(5 * ROWS), &|_| false);
        }
        legend
    }

    /// What stands around the tables of a sheet; of several tables their own notes come first.
    pub(crate) fn of_sheet(sheet: &Sheet, layout: &Layout) -> Self {
        let mut legend = Self::default();
        for row in layout.note_rows.iter().chain(&layout.title_rows).chain(&layout.unit_rows) {
            legend.read(sheet, *row..*row + 1, &|_| false);
        }
        let (first, last) = (layout.range.first.row, layout.range.last.row);
        let in_table = |row: u32| (first..=last).contains(&row);
        legend.read(sheet, first.saturating_sub(ROWS)..(last + ROWS).min(sheet.rows()), &in_table);
        legend
    }

    /// What is said about a symbol, and in which words.
    pub(crate) fn meaning(&self, symbol: &str) -> Option<(MarkerMeaning, &str)> {
        self.0.get(&key(symbol)).map(|(meaning, words)| (*meaning, words.as_str()))
    }

    fn read(&mut self, sheet: &Sheet, rows: std::ops::Range<u32>, skip: &dyn Fn(u32) -> bool) {
        for row in rows.filter(|row| !skip(*row)) {
            let cells = (0..sheet.cols()).map(|col| sheet.text(row, col));
            let texts: Vec<String> =
                cells.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
            for pair in texts.windows(2) {
                self.pair(&pair[0], &pair[1]);
            }
            for text in texts.iter().filter(|text| text.len() <= LONGEST) {
                for line in text.lines() {
                    self.line(line);
                }
            }
        }
    }

    /// A symbol alone in its cell, with what it means in the next one.
    fn pair(&mut self, symbol: &str, said: &str) {
        if !is_symbol(symbol) || said.len() > LONGEST || !said.contains(char::is_alphabetic) {
            return;
        }
        let meaning = Marker::meaning_in(said);
        if meaning != MarkerMeaning::Noted || symbol.starts_with('[') {
            self.learn(symbol, meaning, said);
        }
    }

    /// Symbols within a line of words.
    fn line(&mut self, line: &str) {
        let spaced = line.replace('=', " = ").replace(" -", " - ").replace("][", "] [");
        let tokens: Vec<&str> = spaced.split_whitespace().collect();
        for at in 0..tokens.len() {
            let token = match tokens[at].trim_end_matches([':', ',', ';']) {
                "" => tokens[at],
                token => token,
            };
            let (symbol, quoted) = unquoted(token);
            if !is_symbol(symbol) {
                continue;
            }
            let next = tokens.get(at + 1).map_or("", |next| next.trim_matches('"'));
            let defined = tokens[at].ends_with(':') || DEFINES.contains(&next.to_lowercase().as_str());
            let begins = at == 0 || tokens[at - 1].ends_with([';', '.', ':', ',']);
            if defined || begins || (next == "-" && quoted) {
                let said = definition(&tokens[at + 1..]);
                let meaning = Marker::meaning_in(&said);
                // A symbol that only opens a line may be a bullet or refer to a note.
                if !said.is_empty() && (meaning != MarkerMeaning::Noted || (defined && symbol != "-")) {
                    self.learn(symbol, meaning, &said);
                    continue;
                }
            }
            let before = at.checked_sub(1).map_or("", |at| tokens[at]);
            let shown = SHOWN_AS.contains(&before.to_lowercase().as_str());
            if shown || in_parentheses(tokens[at]) {
                let from = tokens[..at]
                    .iter()
                    .rposition(|word| word.ends_with(['.', ';', ')']))
                    .map_or(0, |end| end + 1);
                let said = tokens[from..at].join(" ");
                let meaning = Marker::meaning_in(&said);
                if meaning != MarkerMeaning::Noted {
                    self.learn(symbol, meaning, &said);
                }
            }
        }
    }

    /// The first that is said about a symbol holds.
    fn learn(&mut self, symbol: &str, meaning: MarkerMeaning, said: &str) {
        self.0.entry(key(symbol)).or_insert_with(|| (meaning, said.trim().to_owned()));
    }
}

fn key(symbol: &str) -> String {
    let symbol = symbol.trim();
    let sentence = symbol.strip_suffix('.').filter(|rest| !rest.is_empty() && !rest.ends_with('.'));
    sentence.unwrap_or(symbol).to_lowercase()
}

/// The words of a definition: up to the next symbol that is defined, or the end of the sentence.
fn definition(tokens: &[&str]) -> String {
    let mut said: Vec<&str> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let word = token.trim_matches('"');
        let defines = DEFINES.contains(&word.to_lowercase().as_str()) || matches!(word, "-" | "–");
        if at == 0 && defines {
            continue;
        }
        let next_defines = tokens.get(at + 1).is_some_and(|next| matches!(*next, "=" | ":"));
        if is_symbol(unquoted(token.trim_end_matches(':')).0)
            && (next_defines || token.ends_with(':') || token.starts_with('['))
        {
            break;
        }
        said.push(token.trim_end_matches(';'));
        if token.ends_with([';', '.']) {
            break;
        }
    }
    said.join(" ").trim_end_matches(['.', ',']).to_owned()
}

/// A token without quotes and parentheses, and whether it had any.
fn unquoted(token: &str) -> (&str, bool) {
    let quotes = ['\'', '"', '‘', '’', '“', '”', '`'];
    let bare = token.trim_matches(quotes);
    if let Some(inside) = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && Marker::recognise(bare).is_none()
    {
        return (inside.trim_matches(quotes), true);
    }
    (bare, bare.len() != token.len())
}

fn in_parentheses(token: &str) -> bool {
    token.trim_end_matches(['.', ',', ';']).ends_with(')') && token.starts_with('(')
}

/// Whether a text can be the symbol of a legend: what conventions know, a few signs, or letters in brackets.
fn is_symbol(text: &str) -> bool {
    // A full stop ends the sentence, unless it is the symbol itself.
    let text = text.strip_suffix('.').filter(|rest| !rest.is_empty() && !rest.ends_with('.')).unwrap_or(text);
    let signs = |text: &str| {
        let count = text.chars().count();
        (1..=3).contains(&count)
            && text.chars().all(|c| "*†‡#~^§+-–—:.…@$0".contains(c))
            && !text.starts_with('0')
    };
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let letters =
        |inside: &str| (1..=4).contains(&inside.len()) && inside.chars().all(|c| c.is_ascii_alphanumeric());
    signs(text)
        || bracketed
            .is_some_and(|inside| letters(inside) && inside.starts_with(|c: char| c.is_ascii_alphabetic()))
        || Marker::recognise(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Legend {
        let mut legend = Legend::default();
        for line in lines {
            legend.line(line);
        }
        legend
    }

    #[test]
    fn legends_of_many_forms_are_read() {
        for (line, symbol, meaning) in [
            ("* = suppressed", "*", MarkerMeaning::Suppressed),
            ("[c] confidential", "[c]", MarkerMeaning::Suppressed),
            ("- denotes nil", "-", MarkerMeaning::Nil),
            ("'-' denotes nil.", "-", MarkerMeaning::Nil),
            (".. not available", "..", MarkerMeaning::NotAvailable),
            ("Symbols: * provisional, .. = not available", "..", MarkerMeaning::NotAvailable),
            (
                "[x] = not available; [z] = not applicable; [c] = suppressed",
                "[z]",
                MarkerMeaning::NotApplicable,
            ),
            ("Figures below 5 are suppressed and shown as *", "*", MarkerMeaning::Suppressed),
            ("Some values are not applicable (:) for these areas", ":", MarkerMeaning::NotApplicable),
            ("c: Confidential data", "c", MarkerMeaning::Suppressed),
            (
                "* Numbers less than 5 have been suppressed to avoid disclosure",
                "*",
                MarkerMeaning::Suppressed,
            ),
            ("# represents estimates based on fewer than 30 respondents", "#", MarkerMeaning::LowReliability),
            ("† = significant at the 5% level", "†", MarkerMeaning::Noted),
            ("Note: ~ indicates a figure that rounds to zero.", "~", MarkerMeaning::Low),
        ] {
            assert_eq!(of(&[line]).meaning(symbol).map(|found| found.0), Some(meaning), "{line}");
        }
    }

    #[test]
    fn bullets_and_sentences_are_no_legend() {
        for line in [
            "- Figures are for England only",
            "* Includes independent providers",
            "Source: NHS England",
            "This is a note - it says little",
            "Data for 2019 - 2020 are provisional",
            "Rates per 100,000: see methodology",
        ] {
            let legend = of(&[line]);
            assert_eq!(legend, Legend::default(), "{line}");
        }
    }

    #[test]
    fn what_is_said_first_holds() {
        let legend = of(&["* = suppressed", "* = not available"]);
        assert_eq!(legend.meaning("*").map(|found| found.0), Some(MarkerMeaning::Suppressed));
    }
}
