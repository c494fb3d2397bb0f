//! The system's clipboard, to which the page gives what was selected.

use std::sync::Mutex;

use model::{Failure, FailureKind};

use crate::desk::locked;

/// The clipboard, held open once it has been used: where programs fetch a copied text from the one that has it, it
/// would be gone with what was opened for one copy.
#[derive(Default)]
pub(crate) struct Clipboard {
    open: Mutex<Option<arboard::Clipboard>>,
}

impl Clipboard {
    /// Puts a text there.
    pub(crate) fn put(&self, text: String) -> Result<(), Failure> {
        let mut open = locked(&self.open);
        let mut clipboard =
            open.take().map_or_else(arboard::Clipboard::new, Ok).map_err(|error| closed(&error))?;
        clipboard.set_text(text).map_err(|error| closed(&error))?;
        *open = Some(clipboard);
        Ok(())
    }
}

fn closed(error: &arboard::Error) -> Failure {
    Failure::new(FailureKind::CannotWrite, "The clipboard", error.to_string())
}
