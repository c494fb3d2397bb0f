//! The styles of an .ods: number formats (ODF 1.3 part 3, 16.29) as the codes that Excel would use, and the
//! looks of cells.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use crate::style::{Align, Style};
use crate::xml::{Step, attribute, is, number};

/// Styles by name, gathered while walking `styles.xml` and `content.xml`.
#[derive(Default)]
pub(crate) struct Styles {
    /// Number format codes by the name of their style.
    codes: BTreeMap<String, String>,
    /// Looks of cells by name.
    cells: BTreeMap<String, Style>,
    /// Styles of text that raise it.
    raised: BTreeSet<String>,
    /// Styles that hide a table, or give a row or column no size.
    hiding: BTreeSet<String>,
    /// The style of another family that is open: its name and what it is for.
    other: Option<(String, String)>,
    /// The number style that is open.
    format: Option<Format>,
    /// The cell style that is open.
    cell: Option<(String, Style)>,
}

/// A number style on its way to a code.
struct Format {
    name: String,
    is_percentage: bool,
    /// Hours beyond 24 are shown as such.
    is_elapsed: bool,
    code: String,
    /// Codes for numbers that meet a condition, in order; the style itself is for the others.
    sections: Vec<String>,
    in_text: bool,
}

impl Styles {
    /// The look of a cell style.
    pub(crate) fn cell(&self, name: &str) -> Option<&Style> {
        self.cells.get(name)
    }

    /// Whether a style of text raises it.
    pub(crate) fn is_raised(&self, name: &str) -> bool {
        self.raised.contains(name)
    }

    /// Whether a style hides the table, row or column that has it.
    pub(crate) fn hides(&self, name: &str) -> bool {
        self.hiding.contains(name)
    }

    /// Takes in one step of a walk.
    pub(crate) fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Start(element) => self.start(element),
            Step::Text(text) => {
                if let Some(format) = self.format.as_mut().filter(|format| format.in_text) {
                    format.literal(text);
                }
            }
            Step::End("text" | "currency-symbol") => {
                if let Some(format) = &mut self.format {
                    format.in_text = false;
                }
            }
            Step::End(
                "number-style" | "percentage-style" | "currency-style" | "date-style" | "time-style"
                | "boolean-style" | "text-style",
            ) => {
                if let Some(format) = self.format.take() {
                    self.codes.insert(format.name.clone(), format.finish());
                }
            }
            Step::End("style") => {
                self.other = None;
                if let Some((name, style)) = self.cell.take() {
                    self.cells.insert(name, style);
                }
            }
            Step::End(_) => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        match name.as_ref() {
            "number-style" | "currency-style" | "date-style" | "time-style" | "percentage-style"
            | "boolean-style" | "text-style" => self.format = Some(Format::of(element)),
            "style" if attribute(element, "family").as_deref() == Some("table-cell") => {
                self.cell = Some(self.cell_of(element));
            }
            "style" => {
                let given = |name: &str| attribute(element, name).unwrap_or_default();
                self.other = Some((given("name"), given("family")));
            }
            "map" => {
                let mapped = attribute(element, "apply-style-name").and_then(|name| self.codes.get(&name));
                if let (Some(format), Some(code)) = (&mut self.format, mapped) {
                    format.sections.push(code.clone());
                }
            }
            "text-properties" | "table-properties" | "table-row-properties" | "table-column-properties"
                if self.other.is_some() =>
            {
                self.of_other(element);
            }
            local => {
                if let Some(format) = &mut self.format {
                    format.part(local, element);
                } else if let Some((_, style)) = &mut self.cell {
                    look(style, local, element);
                }
            }
        }
    }

    /// The properties of text, tables, rows and columns that matter.
    fn of_other(&mut self, element: &BytesStart<'_>) {
        let Some((name, family)) = &self.other else { return };
        let given = |key: &str| attribute(element, key);
        let is_nothing =
            |size: Option<String>| size.and_then(|size| points(&size)).is_some_and(|size| size <= 0.0);
        let is_hiding = match family.as_str() {
            "table" => given("display").as_deref() == Some("false"),
            "table-row" => is_nothing(given("row-height")),
            "table-column" => is_nothing(given("column-width")),
            _ => false,
        };
        if is_hiding {
            self.hiding.insert(name.clone());
        }
        // "super 58%" or "33% 58%": how far, and how large.
        let rise = given("text-position").filter(|_| family == "text").unwrap_or_default();
        let far = rise.split(['%', ' ']).next().unwrap_or_default();
        if far == "super" || far.parse::<f64>().is_ok_and(|far| far > 0.0) {
            self.raised.insert(name.clone());
        }
    }

    fn cell_of(&self, element: &BytesStart<'_>) -> (String, Style) {
        let parent = attribute(element, "parent-style-name").and_then(|name| self.cells.get(&name));
        let mut style = parent.cloned().unwrap_or_default();
        if let Some(code) = attribute(element, "data-style-name").and_then(|name| self.codes.get(&name)) {
            style = style.with_number_format(code);
        }
        (attribute(element, "name").unwrap_or_default(), style)
    }
}

impl Format {
    fn of(element: &BytesStart<'_>) -> Self {
        Self {
            name: attribute(element, "name").unwrap_or_default(),
            is_percentage: is(element, "percentage-style"),
            is_elapsed: attribute(element, "truncate-on-overflow").as_deref() == Some("false"),
            code: String::new(),
            sections: Vec::new(),
            in_text: false,
        }
    }

    fn part(&mut self, local: &str, element: &BytesStart<'_>) {
        let is_long = attribute(element, "style").as_deref() == Some("long");
        let is_word = attribute(element, "textual").as_deref() == Some("true");
        let piece = match (local, is_long) {
            ("number", _) => return self.code.push_str(&digits(element)),
            ("scientific-number", _) => {
                self.code.push_str(&digits(element));
                "E+00"
            }
            ("fraction", _) => "# ?/?",
            ("text" | "currency-symbol", _) => {
                self.in_text = true;
                return;
            }
            ("day", true) => "dd",
            ("day", false) => "d",
            ("day-of-week", true) => "dddd",
            ("day-of-week", false) => "ddd",
            ("month", true) if is_word => "mmmm",
            ("month", false) if is_word => "mmm",
            ("month" | "minutes", true) => "mm",
            ("month" | "minutes", false) => "m",
            ("year", true) => "yyyy",
            ("year", false) => "yy",
            ("hours", _) if self.is_elapsed => "[h]",
            ("hours", true) => "hh",
            ("hours", false) => "h",
            ("seconds", true) => "ss",
            ("seconds", false) => "s",
            ("am-pm", _) => "AM/PM",
            ("text-content", _) => "@",
            _ => return,
        };
        self.code.push_str(piece);
    }

    fn literal(&mut self, text: &str) {
        if self.is_percentage && text.trim() == "%" {
            self.code.push('%');
            return;
        }
        self.code.push('"');
        self.code.extend(text.chars().filter(|c| *c != '"'));
        self.code.push('"');
    }

    fn finish(mut self) -> String {
        if self.code.is_empty() {
            self.code.push_str("General");
        }
        if self.sections.is_empty() {
            return self.code;
        }
        self.sections.truncate(2);
        self.sections.push(self.code);
        self.sections.join(";")
    }
}

/// `#,##0.00` from the attributes of a `number:number`; without decimals given it is general.
fn digits(element: &BytesStart<'_>) -> String {
    let Some(decimals) = number::<usize>(element, "decimal-places") else { return "General".to_owned() };
    let decimals = decimals.min(30);
    let always = number::<usize>(element, "min-decimal-places").unwrap_or(decimals).min(decimals);
    let whole = number::<usize>(element, "min-integer-digits").unwrap_or(1).min(30);
    let is_grouped = attribute(element, "grouping").as_deref() == Some("true");
    let mut code = match (is_grouped, whole) {
        (true, 0) => "#,###".to_owned(),
        (true, _) => "#,##0".to_owned(),
        (false, 0) => "#".to_owned(),
        (false, whole) => "0".repeat(whole),
    };
    if decimals > 0 {
        code.push('.');
        code.push_str(&"0".repeat(always));
        code.push_str(&"#".repeat(decimals - always));
    }
    code
}

fn look(style: &mut Style, local: &str, element: &BytesStart<'_>) {
    match local {
        "text-properties" => {
            if let Some(weight) = attribute(element, "font-weight") {
                style.bold = weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600);
            }
            if let Some(slant) = attribute(element, "font-style") {
                style.italic = slant != "normal";
            }
            if let Some(size) = attribute(element, "font-size").and_then(|size| points(&size)) {
                style.font_size = (size * 10.0).round() as u16;
            }
        }
        "paragraph-properties" => {
            if let Some(align) = attribute(element, "text-align") {
                style.align = match align.as_str() {
                    "start" | "left" => Align::Left,
                    "end" | "right" => Align::Right,
                    "center" => Align::Centre,
                    _ => Align::General,
                };
            }
            if let Some(margin) = attribute(element, "margin-left").and_then(|margin| points(&margin)) {
                // One step of indentation is ten points.
                style.indent = (margin / 10.0).round().clamp(0.0, 250.0) as u8;
            }
        }
        "table-cell-properties" => cell_look(style, element),
        _ => {}
    }
}

fn cell_look(style: &mut Style, element: &BytesStart<'_>) {
    if let Some(colour) = attribute(element, "background-color") {
        style.fill = rgb(&colour);
    }
    let line = |side: &str| attribute(element, side).map(|line| line != "none" && !line.starts_with("0 "));
    if let Some(all) = line("border") {
        (style.border_top, style.border_bottom) = (all, all);
    }
    style.border_top = line("border-top").unwrap_or(style.border_top);
    style.border_bottom = line("border-bottom").unwrap_or(style.border_bottom);
}

fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    Some([(number >> 16) as u8, (number >> 8) as u8, number as u8])
}

/// A length in points.
fn points(text: &str) -> Option<f64> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (length, unit) = text.split_at(unit);
    let length: f64 = length.parse().ok()?;
    Some(match unit {
        "pt" => length,
        "cm" => length * 72.0 / 2.54,
        "mm" => length * 72.0 / 25.4,
        "in" => length * 72.0,
        _ => return None,
    })
}
