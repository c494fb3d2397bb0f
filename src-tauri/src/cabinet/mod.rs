//! What the program keeps between two starts, in the person's local application data: the drafts of releases in
//! work, the recipes that were used, and a few settings. No data values, no logs, and nothing that a network
//! carries from one computer to another. This part knows files and texts; what a draft says is the engine's.

mod drafts;
mod file;
mod recipes;
mod settings;

use std::path::PathBuf;

pub(crate) use drafts::{Interrupted, Kept, OnShelf, Taken};
pub(crate) use file::write_whole;
pub(crate) use recipes::KnownRecipe;

/// How many releases, and how many recipes, are kept.
const NEWEST: usize = 10;

/// The folder and what lies in it.
#[derive(Debug, Clone)]
pub(crate) struct Cabinet {
    folder: PathBuf,
}

impl Cabinet {
    /// The cabinet in this folder, which is made when something is first put into it.
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }
}
