//! The pipeline and the session, without any window: inputs, recipe and decisions in, a verified bundle out.
//!
//! This room puts the stages together and owns what runs across them: the parts of recipe and decisions, the
//! reading back of what was written, the internal evidence, undo. It must not know Tauri or tokio.

pub mod assess;
pub mod convert;
pub mod decisions;
pub mod draft;
mod evidence;
pub mod found;
pub mod matching;
pub mod policies;
pub mod readback;
pub mod recipe;
pub mod records;
pub mod register;
pub mod release;
pub mod sample;
pub mod session;
pub mod source;
pub mod straight;
pub mod together;
pub mod view;
pub mod words;
mod workshop;
