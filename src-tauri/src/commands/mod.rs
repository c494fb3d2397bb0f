//! The commands that the page may call, one for each function of `ui/src/backend.ts`, room by room. Each waits its
//! turn, calls the session, and gives what there is then; those that only look do not wait.

pub(crate) mod checks;
pub(crate) mod columns;
pub(crate) mod everywhere;
pub(crate) mod export;
pub(crate) mod home;
pub(crate) mod matching;
pub(crate) mod shape;
pub(crate) mod tables;
pub(crate) mod workbooks;

use std::sync::Arc;

use tauri::State;

use crate::desk::Desk;

/// What all commands share.
pub(crate) type Shared<'a> = State<'a, Arc<Desk>>;
