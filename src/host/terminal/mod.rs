//! The terminal: keys in, frames out, signals, and the external editor.

pub mod batch;
pub(crate) mod collection_editor;
mod disputed;
pub(crate) mod editor;
pub(crate) mod input;
mod osc52;
pub mod screen;
