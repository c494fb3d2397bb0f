//! Addresses as .ods writes them: `$'Table 1'.$A$1:.$C$9` (ODF 1.3 part 3, 9.2.1), in Excel's form.

use model::CellRange;

use crate::extras::{range, split_outside_quotes, unquoted};

/// The areas of a list parted by spaces, with their sheets.
pub(super) fn list(text: &str) -> Vec<(String, CellRange)> {
    split_outside_quotes(text, ' ').into_iter().filter_map(one).collect()
}

/// One area with its sheet.
pub(super) fn one(text: &str) -> Option<(String, CellRange)> {
    let (sheet, cells) = parts(text)?;
    Some((unquoted(sheet)?, range(&cells)?))
}

/// An address in Excel's form, as far as it is one.
pub(super) fn formula(text: &str) -> String {
    match parts(text) {
        Some((sheet, cells)) if range(&cells).is_some() => format!("{sheet}!{cells}"),
        _ => text.to_owned(),
    }
}

/// The target of a link: a place in the workbook in Excel's form, another one as it is.
pub(super) fn place(target: String) -> String {
    match target.strip_prefix('#').and_then(parts) {
        Some((sheet, cells)) if range(&cells).is_some() => format!("#{sheet}!{cells}"),
        _ => target,
    }
}

/// Sheet and cells of an address.
fn parts(text: &str) -> Option<(&str, String)> {
    let corners = split_outside_quotes(text, ':');
    let (sheet, first) = corners.first()?.rsplit_once('.')?;
    let sheet = sheet.strip_prefix('$').unwrap_or(sheet);
    let last = corners.get(1).and_then(|corner| corner.rsplit_once('.')).map(|(_, cell)| cell);
    let is_one = corners.len() <= 2 && !sheet.is_empty();
    is_one.then(|| (sheet, last.map_or_else(|| first.to_owned(), |last| format!("{first}:{last}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_those_of_excel() {
        for (text, wanted) in [
            ("$'Table 1'.$A$1:.$C$9", "'Table 1'!$A$1:$C$9"),
            ("'A: b.c'.A1:'A: b.c'.C9", "'A: b.c'!A1:C9"),
            ("Sheet1.B2", "Sheet1!B2"),
            ("$S.#REF!", "$S.#REF!"),
        ] {
            assert_eq!(formula(text), wanted);
        }
        let shown: Vec<String> =
            list("'T 1'.A1:'T 1'.B2 S.C3").iter().map(|(sheet, area)| format!("{sheet} {area}")).collect();
        assert_eq!(shown, ["T 1 A1:B2", "S C3"]);
        assert_eq!(place("#'Table 1'.A1".to_owned()), "#'Table 1'!A1");
        assert_eq!(place("https://example.org/a.b".to_owned()), "https://example.org/a.b");
    }
}
