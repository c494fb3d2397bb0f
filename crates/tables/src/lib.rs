//! Finds the tables on a sheet and lays them out tidy.
//!
//! This room knows how statisticians lay out tables: titles, header levels, label columns, groups,
//! totals and notes. It must not know what a policy is, nor how anything is read or written. Every
//! decision it takes is given with its reason in words, and can be overruled by a recipe.

mod alike;
mod arithmetic;
mod correct;
mod find;
mod grid;
mod layout;
mod levels;
mod matching;
mod periods;
mod recipe;
mod remarks;
mod reshape;
mod spread;
mod stack;
mod tally;
mod text;
mod tidy;
mod tidy_csv;
mod vocabulary;
mod words;

pub use words::is_plain_total;

pub use arithmetic::{Aggregation, Operator, aggregations};
pub use codes::CodeLists;
pub use correct::{
    Along, Lost, RoleChange, Unfound, corrected, keep_found, keep_found_one, set_role, unfound,
};
pub use find::{Records, Straight, StraightTable, find_tables};
pub use grid::{CleanGrid, clean_grid};
pub use layout::{Confidence, LabelColumn, Layout, Role};
pub use matching::{
    Assigned, Became, Drift, Match, Part, Standing, assign, drift, is_sheet, is_title, is_twin, join_from,
    pairing, refresh, refresh_names, rename, take_over,
};
pub use periods::{PeriodReading, named as named_period, of_title as period_of_title};
pub use recipe::{
    Anchor, AreaRecipe, DimensionRecipe, JoinRecipe, LayoutRecipe, LineRecipe, LineRole, MeasureRecipe,
    TableRecipe, recipe_from,
};
pub use remarks::Remark;
pub use reshape::{area_of, joined, marked_out, part, split};
pub use stack::{Stackable, stack, stackable};
pub use tally::{Additions, Sum, Tally, additions, figure, tally};
pub use text::number_text;
pub use tidy::{
    FoundNames, Gives, LaidOut, Legend, MarkerRead, MarkerRecipe, MarkerSource, Selection, Sources,
    TidyOptions, country_of_title, kind_reason, lay_out, lay_out_with_progress, tidy,
};
pub use tidy_csv::{PROVENANCE, adopt, is_tidy_csv, read_tidy_csv};
