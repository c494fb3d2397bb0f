//! Finds the tables on a sheet and lays them out tidy.
//!
//! This room knows how statisticians lay out tables: titles, header levels, label columns, groups,
//! totals and notes. It must not know what a policy is, nor how anything is read or written. Every
//! decision it takes is given with its reason in words, and can be overruled by a recipe.

mod arithmetic;
mod correct;
mod find;
mod grid;
mod layout;
mod levels;
mod recipe;
mod spread;
mod text;
mod tidy;
mod tidy_csv;
mod vocabulary;
mod words;

pub use arithmetic::{Aggregation, Operator, aggregations};
pub use correct::{Along, RoleChange, Unfound, corrected, keep_found, set_role};
pub use find::{Records, Straight, StraightTable, find_tables};
pub use grid::{CleanGrid, clean_grid};
pub use layout::{Confidence, LabelColumn, Layout, Role};
pub use recipe::{
    Anchor, DimensionRecipe, LayoutRecipe, LineRecipe, LineRole, MeasureRecipe, TableRecipe, matches,
    recipe_from,
};
pub use text::number_text;
pub use tidy::{
    Gives, LaidOut, Selection, Sources, TidyOptions, kind_reason, lay_out, lay_out_with_progress, tidy,
};
pub use tidy_csv::{adopt, is_tidy_csv, read_tidy_csv};
