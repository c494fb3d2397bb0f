//! What a person says about the sums that the attack uses.

use disclosure::{SumList, SumRecipe};
use model::{Failure, FailureKind, Progress};

use super::Session;
use super::change::quoted;
use crate::assess::AssessedTable;
use crate::together;

impl Session {
    /// The sums of all tables: used, proposed and taken out.
    pub fn sums(&self, progress: &dyn Progress) -> Result<Vec<SumList>, Failure> {
        let judged: Vec<_> = self.assessment.tables.iter().map(AssessedTable::judged).collect();
        together::sums(&judged, &self.content.recipe.disclosure.sums, progress)
    }

    /// Says of a sum that it holds or does not, or, with `said` false, takes back what was said. It goes into the
    /// recipe, so that it is known for the next release.
    pub fn say_sum(&mut self, sum: &SumRecipe, said: bool, progress: &dyn Progress) -> Result<(), Failure> {
        let table = self.assessment.tables.iter().find(|table| table.found.tidy.name == sum.table);
        let invalid = |detail: String| Failure::new(FailureKind::Invalid, "The sum", detail);
        let table = table.ok_or_else(|| invalid(format!("there is no table '{}'", sum.table)))?;
        let dimension = table.found.tidy.dimensions.iter().find(|own| own.name == sum.dimension);
        let dimension =
            dimension.ok_or_else(|| invalid(format!("there is no column '{}'", sum.dimension)))?;
        let unknown = std::iter::once(&sum.total)
            .chain(&sum.parts)
            .find(|label| !dimension.categories.iter().any(|category| category.label == **label));
        if let Some(label) = unknown {
            return Err(invalid(format!("there is no '{label}' in the column '{}'", sum.dimension)));
        }
        let mut content = (*self.content).clone();
        let sums = &mut content.recipe.disclosure.sums;
        let about = |known: &SumRecipe| {
            (&known.table, &known.dimension, &known.total, &known.parts)
                == (&sum.table, &sum.dimension, &sum.total, &sum.parts)
        };
        sums.retain(|known| !about(known));
        if said {
            sums.push(sum.clone());
            sums.sort();
        }
        self.change(format!("say what makes {}", quoted(&sum.total)), content, progress)
    }
}
