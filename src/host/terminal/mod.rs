//! The terminal: keys in, frames out, signals, and the external editor.

mod background;
pub mod batch;
pub(crate) mod collection_editor;
mod decoder;
mod disputed;
pub(crate) mod editor;
pub(crate) mod input;
pub mod screen;
pub mod sequences;
pub(crate) mod signals;
