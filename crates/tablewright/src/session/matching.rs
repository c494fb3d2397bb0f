//! What the recipe expects against what was found, as it is shown and as a person settles it.

use std::sync::Arc;

use model::{Failure, FailureKind, Finding, Progress, What};
use tables::Became;

use super::{Session, located};
use crate::matching::{Item, Matched, Sides, Stands};
use crate::view::{MatchChoiceView, MatchItemView, MatchView};

/// The tables of the recipe as it was opened, then the tables that it does not name.
pub(super) fn matching(session: &Session) -> Vec<MatchView> {
    session.matched().into_iter().map(|one| view(session, one)).collect()
}

impl Session {
    /// What the recipe expects against what was found.
    pub fn matched(&self) -> Vec<Matched> {
        let content = &self.content;
        let sides = Sides {
            expected: &content.expected,
            recipe: &content.recipe,
            located: &located(content),
            found: &self.found,
        };
        sides.matched()
    }

    /// The findings about what differs from the recipe.
    pub fn matching_findings(&self) -> Vec<Arc<Finding>> {
        let about = |finding: &Finding| {
            matches!(
                finding.what,
                What::TableMissing { .. }
                    | What::TableAmbiguous { .. }
                    | What::RecipeDrift { .. }
                    | What::RecipeUnmatched { .. }
                    | What::RecipeMigrated { .. }
                    | What::TableLeftOut { .. }
            )
        };
        let all = self.assessment.findings.iter().map(|assessed| &assessed.finding);
        all.filter(|finding| about(finding)).cloned().collect()
    }

    /// Accepts a difference by its id: what is new is in the recipe from now on, what is gone no more. The id of a table
    /// accepts all that differs in it, and that of a new one takes it in.
    pub fn accept(&mut self, id: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let matched = self.matched();
        if let Some(one) = matched.iter().find(|one| is_named(id, &one.id)) {
            return match (one.became, one.stands) {
                (Became::New, Some(stands)) => self.publish_table(self.id_at(stands), true, progress),
                _ => self.accept_missing(&one.id, progress),
            };
        }
        let (table, item) = item_of(&matched, id)?;
        let Some(Stands::In(at)) = table.stands else { return Err(none(id)) };
        let found = &self.found.tables[at];
        let (Some(entry), Some(fresh)) = (found.entry, found.as_found()) else { return Err(none(id)) };
        let mut content = (*self.content).clone();
        let said = &mut content.recipe.tables[entry];
        if let Some(drift) = &item.drift {
            tables::take_over(said, drift, &fresh);
        } else if let (Some(layout), Some(detected)) = (&mut said.layout, &found.detected) {
            let sheet = &self.content.opened[found.source].source.workbook.sheets[found.sheet];
            tables::keep_found_one(sheet, detected, layout, &item.name);
        }
        self.change(format!("accept: {}", item.text.trim_end_matches('.')), content, progress)
    }

    /// Says that something of the recipe which is gone or ambiguous is the one called `new`: for a table where it
    /// stands (`Table 3!A4`) or its title; for a column or category the name that it has now.
    pub fn map(&mut self, id: &str, new: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let matched = self.matched();
        if let Some(one) = matched.iter().find(|one| is_named(id, &one.id)) {
            let fits = |choice: &&crate::matching::Choice| {
                choice.id == new
                    || choice.label == new
                    || choice.label.starts_with(&format!("{new} ("))
                    || choice.id.split('!').next() == Some(new)
            };
            let choices: Vec<_> = one.choices.iter().filter(fits).collect();
            let [choice] = choices.as_slice() else {
                let all: Vec<&str> = one.choices.iter().map(|choice| choice.id.as_str()).collect();
                return Err(no_choice(new, &all));
            };
            return self.map_table(&one.id, self.id_at(choice.stands), progress);
        }
        let (table, item) = item_of(&matched, id)?;
        if !item.choices.iter().any(|choice| choice == new) {
            return Err(no_choice(new, &item.choices.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        let (Some(Stands::In(at)), Some(drift)) = (table.stands, &item.drift) else { return Err(none(id)) };
        let entry = self.found.tables[at].entry.ok_or_else(|| none(id))?;
        let mut content = (*self.content).clone();
        tables::rename(&mut content.recipe.tables[entry], drift, new);
        self.change(format!("match '{}' with '{new}'", item.name), content, progress)
    }

    fn id_at(&self, stands: Stands) -> u32 {
        match stands {
            Stands::In(at) => self.ids.tables[at],
            Stands::Out(at) => self.ids.left_out[at],
        }
    }
}

/// Whether an id names a thing: its own, or that of the finding about it.
fn is_named(id: &str, own: &str) -> bool {
    id == own || id.split_once('/').is_some_and(|(kind, rest)| kind.starts_with("table-") && rest == own)
}

fn item_of<'a>(matched: &'a [Matched], id: &str) -> Result<(&'a Matched, &'a Item), Failure> {
    let all = || matched.iter().flat_map(|one| one.items.iter().map(move |item| (one, item)));
    let exact = all().find(|(_, item)| item.id == id);
    // A finding says the same with its kind and sheet before it.
    exact.or_else(|| all().find(|(_, item)| id.ends_with(&format!("/{}", item.id)))).ok_or_else(|| none(id))
}

fn none(id: &str) -> Failure {
    let detail = "there is no such difference; `tablewright match` lists them with their ids";
    Failure::new(FailureKind::Invalid, format!("'{id}'"), detail)
}

fn no_choice(new: &str, choices: &[&str]) -> Failure {
    let detail = if choices.is_empty() {
        "there is nothing new that it may be".to_owned()
    } else {
        format!("it may be one of: {}", choices.join("; "))
    };
    Failure::new(FailureKind::Invalid, format!("'{new}'"), detail)
}

fn view(session: &Session, one: Matched) -> MatchView {
    let changed = one.items.iter().any(|item| item.became.is_open());
    let status = match one.became {
        Became::Unchanged | Became::Moved if changed => "changed",
        became => became.name(),
    };
    let new = one.became == Became::New;
    let number = one.stands.map(|stands| session.id_at(stands));
    let in_release = matches!(one.stands, Some(Stands::In(_)));
    let items = one.items.iter().map(|item| MatchItemView {
        id: item.id.clone(),
        part: item.part.to_owned(),
        name: item.name.clone(),
        status: item.became.name().to_owned(),
        text: item.text.clone(),
        open: item.open,
        choices: item.choices.clone(),
    });
    MatchView {
        items: items.collect(),
        differences: one
            .notes
            .iter()
            .cloned()
            .chain(one.items.iter().map(|item| item.text.clone()))
            .collect(),
        id: if new { number.unwrap_or_default().to_string() } else { one.id },
        title: one.title,
        expected: one.expected,
        found: one.found,
        status: status.to_owned(),
        open: one.open,
        settled: one.settled,
        table: number.filter(|_| in_release),
        choices: one
            .choices
            .into_iter()
            .map(|choice| MatchChoiceView { id: session.id_at(choice.stands), label: choice.label })
            .collect(),
    }
}
