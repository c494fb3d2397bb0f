//! Strings of several runs in the XML of a workbook, for what calamine reads: their note marks.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::fast::unescape_units;
use crate::marks::{self, Marked};
use crate::package::Package;
use crate::xml::{self, Step, attribute, is};

/// Gathers the runs of one string.
#[derive(Default)]
pub(crate) struct Runs {
    text: String,
    raised: Vec<(usize, usize)>,
    is_raised: bool,
    is_phonetic: bool,
    /// Where the open `<t>` began, and whether its outer spaces count.
    open: Option<(usize, bool)>,
}

impl Runs {
    /// Takes in a step inside the string.
    pub(crate) fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Start(element) => self.start(element),
            Step::Text(text) => {
                if self.open.is_some() && !self.is_phonetic {
                    self.text.push_str(text);
                }
            }
            Step::End("t") => self.end_text(),
            Step::End("r") => self.is_raised = false,
            Step::End("rPh") => self.is_phonetic = false,
            Step::End(_) => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        if is(element, "t") {
            let keeps_space = attribute(element, "space").as_deref() == Some("preserve");
            self.open = Some((self.text.len(), keeps_space));
        } else if is(element, "rPh") {
            self.is_phonetic = true;
        } else if is(element, "vertAlign") {
            self.is_raised = attribute(element, "val").as_deref() == Some("superscript");
        }
    }

    fn end_text(&mut self) {
        let Some((from, keeps_space)) = self.open.take() else { return };
        if !keeps_space {
            let trimmed = self.text[from..].trim_matches([' ', '\t', '\r', '\n']).to_owned();
            self.text.truncate(from);
            self.text.push_str(&trimmed);
        }
        unescape_units(&mut self.text, from);
        if self.is_raised {
            self.raised.push((from, self.text.len()));
        }
    }

    /// The string without its note marks, if it has some.
    pub(crate) fn finish(self) -> Option<Marked> {
        marks::taken_out(&self.text, &self.raised)
    }
}

/// The shared strings that have note marks, by index.
pub(crate) fn marked(package: &mut Package<'_>) -> BTreeMap<u32, Marked> {
    let mut marked = BTreeMap::new();
    for path in package.names_ending("sharedstrings.xml") {
        let Some(part) = package.reader(&path) else { continue };
        let (mut index, mut runs) = (0, Runs::default());
        // A part that is not well-formed, calamine refuses.
        let _ = xml::walk(part, |step| {
            runs.step(&step);
            if matches!(step, Step::End("si")) {
                marked.extend(std::mem::take(&mut runs).finish().map(|string| (index, string)));
                index += 1;
            }
            true
        });
    }
    marked
}
