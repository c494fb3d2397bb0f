//! Tables of the same shape stacked into one, as a person says.

use model::{Failure, FailureKind, Progress, What};

use super::Session;
use super::change::quoted;
use crate::found::FoundTable;
use crate::recipe::StackRecipe;
use crate::view::StackView;

impl Session {
    /// The stacks that are offered: tables of the same shape that are called by periods, places or the like.
    pub fn offered_stacks(&self) -> Vec<StackRecipe> {
        let offered = self.found.findings.iter().filter_map(|finding| match &finding.what {
            What::Stackable { tables, dimension } => Some((tables, dimension)),
            _ => None,
        });
        offered
            .map(|(tables, dimension)| StackRecipe {
                name: format!("{}_by_{dimension}", tables[0]),
                tables: tables.clone(),
                dimension: dimension.clone(),
            })
            .collect()
    }

    /// The stacks that are made, then those that are offered.
    pub fn stacks(&self) -> Vec<StackView> {
        let numbered = || self.found.tables.iter().zip(&self.ids.tables);
        let made = numbered().filter(|(table, _)| !table.stack.is_empty()).map(|(table, id)| {
            let name = &table.tidy.name;
            let recipe = self.content.recipe.stacks.iter().find(|stack| stack.name == *name);
            StackView {
                name: name.clone(),
                dimension: recipe.map(|stack| stack.dimension.clone()).unwrap_or_default(),
                parts: table.stack.iter().map(part).collect(),
                tables: vec![*id],
                made: true,
            }
        });
        let offered = self.offered_stacks().into_iter().map(|offer| {
            let members = || {
                let named = |name: &String| {
                    let name = name.clone();
                    numbered().find(move |(table, _)| table.tidy.name == name)
                };
                offer.tables.iter().filter_map(named)
            };
            StackView {
                parts: members().map(|(table, _)| part(table)).collect(),
                tables: members().map(|(_, id)| *id).collect(),
                name: offer.name.clone(),
                dimension: offer.dimension.clone(),
                made: false,
            }
        });
        made.chain(offered).collect()
    }

    /// Makes the stack that is offered under a name.
    pub fn stack_offered(&mut self, name: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let offer = self.offered_stacks().into_iter().find(|offer| offer.name == name);
        let gone =
            || Failure::new(FailureKind::Invalid, name, "no tables are offered to be stacked so any more");
        self.stack(offer.ok_or_else(gone)?, progress)
    }

    /// Stacks tables, named as in the recipe, under a name; the column `dimension` tells their rows apart.
    pub fn stack(&mut self, stack: StackRecipe, progress: &dyn Progress) -> Result<(), Failure> {
        let invalid = |detail: &str| Failure::new(FailureKind::Invalid, stack.name.clone(), detail);
        if stack.tables.len() < 2 {
            return Err(invalid("a stack needs two tables"));
        }
        if [&stack.name, &stack.dimension]
            .into_iter()
            .any(|name| model::slug(name) != *name || name.is_empty())
        {
            return Err(invalid("its name and the name of its column are lower case letters, digits and _"));
        }
        let mut content = (*self.content).clone();
        let name = format!("stack {}", quoted(&stack.name));
        content.recipe.stacks.retain(|known| known.name != stack.name);
        content.recipe.stacks.push(stack);
        self.change(name, content, progress)
    }

    /// Takes a stack apart again.
    pub fn unstack(&mut self, name: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        content.recipe.stacks.retain(|known| known.name != name);
        self.change(format!("take {} apart", quoted(name)), content, progress)
    }
}

/// A table of a stack in words.
fn part(table: &FoundTable) -> String {
    let tidy = &table.tidy;
    match &tidy.sheet {
        Some(sheet) => format!("{} ({sheet})", tidy.title),
        None => tidy.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use model::Quiet;

    use super::*;

    /// Two sheets, one for each year, of the same shape.
    fn session(folder: &std::path::Path) -> Session {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (year, base) in [("2022", 10.0), ("2023", 20.0)] {
            let sheet = book.add_worksheet();
            sheet.set_name(year).unwrap();
            sheet.write(0, 0, "Attendances by region").unwrap();
            sheet.write(2, 0, "Region").unwrap();
            sheet.write(2, 1, "Attendances").unwrap();
            for (at, region) in ["London", "South West", "North East"].into_iter().enumerate() {
                sheet.write(3 + at as u32, 0, region).unwrap();
                sheet.write(3 + at as u32, 1, base + at as f64).unwrap();
            }
        }
        let path = folder.join("years.xlsx");
        book.save(&path).unwrap();
        let mut session = Session::new();
        session.open(&[path], &Quiet);
        session
    }

    #[test]
    fn an_offered_stack_is_made_and_taken_apart() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let [offer] = <[StackRecipe; 1]>::try_from(session.offered_stacks()).unwrap();
        assert_eq!(offer.dimension, "year");
        session.stack(StackRecipe { name: "regions".into(), ..offer }, &Quiet).unwrap();
        let table = &session.found.tables[0].tidy;
        assert_eq!((session.found.tables.len(), table.name.as_str(), table.rows.len()), (1, "regions", 6));
        assert_eq!(table.category(0, 5).label, "2023");
        assert_eq!(table.place(5).to_string(), "years.xlsx · 2023!B6");
        assert_eq!(table.period(5).map(|period| period.start.as_str()), Some("2023-01-01"));
        let saved = crate::recipe::Recipe::parse("r.toml", &session.recipe_toml().unwrap()).unwrap();
        assert_eq!((saved.stacks.len(), saved.stacks[0].dimension.as_str()), (1, "year"));
        session.undo(&Quiet).unwrap();
        assert_eq!(session.found.tables.len(), 2);
        session.redo(&Quiet).unwrap();
        session.unstack("regions", &Quiet).unwrap();
        assert_eq!(session.found.tables.len(), 2);
    }

    #[test]
    fn an_offer_is_shown_taken_by_its_name_and_refused_once_it_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let [offer] = <[StackView; 1]>::try_from(session.stacks()).unwrap();
        assert!(!offer.made);
        assert_eq!(offer.tables, session.ids.tables);
        assert_eq!(offer.parts, ["Attendances by region (2022)", "Attendances by region (2023)"]);
        session.stack_offered(&offer.name, &Quiet).unwrap();
        let [made] = <[StackView; 1]>::try_from(session.stacks()).unwrap();
        assert_eq!(
            (made.made, &made.name, &made.dimension, &made.parts),
            (true, &offer.name, &offer.dimension, &offer.parts)
        );
        assert_eq!(made.tables, session.ids.tables);
        assert!(session.stack_offered(&offer.name, &Quiet).is_err());
        session.unstack(&made.name, &Quiet).unwrap();
        assert_eq!(session.stacks(), [offer]);
    }

    #[test]
    fn a_stack_of_tables_that_differ_is_refused_by_a_finding() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let wanted = |tables: [&str; 2]| StackRecipe {
            name: "regions".into(),
            tables: tables.map(str::to_owned).to_vec(),
            dimension: "year".into(),
        };
        session.stack(wanted(["table_2022", "nowhere"]), &Quiet).unwrap();
        let missing = |session: &Session| {
            session.found.findings.iter().any(|finding| matches!(&finding.what, What::TableMissing { .. }))
        };
        assert!(missing(&session));
        session.stack(wanted(["table_2022", "table_2023"]), &Quiet).unwrap();
        assert!(!missing(&session));
    }
}
