//! Links and list tables of a worksheet of .xlsx, of which its part only gives the relations.

use model::CellRange;

use crate::extras::{Link, ListTable, range};
use crate::package::Package;
use crate::relations;
use crate::sheet::Sheet;
use crate::xml::{self, Step, attribute, is, number};

/// What a worksheet part says of links and list tables.
#[derive(Debug, Default)]
pub(crate) struct Areas {
    /// Links: cells, relation, place inside of what is linked to.
    pub(crate) links: Vec<(CellRange, Option<String>, Option<String>)>,
    /// The relations of list tables.
    pub(crate) tables: Vec<String>,
}

/// Adds them to the sheet whose part is `path`.
pub(crate) fn add(sheet: &mut Sheet, package: &mut Package<'_>, path: &str, areas: Areas) {
    if areas.links.is_empty() && areas.tables.is_empty() {
        return;
    }
    let targets = relations::of(package, path);
    for (area, id, place) in areas.links {
        let file = id.and_then(|id| targets.get(&id)).map(|target| target.path.clone()).unwrap_or_default();
        let place = place.filter(|place| !place.is_empty()).map(|place| format!("#{place}"));
        let target = file + &place.unwrap_or_default();
        if !target.is_empty() {
            sheet.links.push(Link { area, target });
        }
    }
    let parts = areas.tables.iter().filter_map(|id| targets.get(id));
    sheet.lists.extend(parts.filter_map(|part| list(package, &part.path)));
    sheet.links.sort_by_key(|link| link.area);
    sheet.lists.sort_by_key(|list| list.area);
}

/// The list table of a part (ECMA-376 part 1, 18.5.1.2).
fn list(package: &mut Package<'_>, path: &str) -> Option<ListTable> {
    let mut list = None::<ListTable>;
    // A part that is not well-formed gives what came before the fault.
    let _ = xml::walk(package.reader(path)?, |step| {
        if let Step::Start(element) = step {
            if is(element, "table") {
                let area = attribute(element, "ref").and_then(|text| range(&text));
                list = area.map(|area| ListTable {
                    name: attribute(element, "displayName")
                        .or_else(|| attribute(element, "name"))
                        .unwrap_or_default(),
                    area,
                    has_header: number::<u32>(element, "headerRowCount") != Some(0),
                    has_totals: number::<u32>(element, "totalsRowCount").is_some_and(|rows| rows > 0),
                    columns: Vec::new(),
                });
            } else if is(element, "tableColumn")
                && let Some(list) = &mut list
            {
                list.columns.extend(attribute(element, "name"));
            }
        }
        true
    });
    list
}
