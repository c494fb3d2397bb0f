//! What ties tables to each other.
use super::System;
use model::{Failure, Progress};

/// Ties.
pub(super) fn tie(_system: &mut System, _progress: &dyn Progress) -> Result<(), Failure> {
    Ok(())
}
