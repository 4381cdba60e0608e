//! The terminal: keys in, frames out, signals, and the external editor.

mod background;
pub(crate) mod collection_editor;
pub(crate) mod editor;
pub(crate) mod input;
pub mod screen;
pub(crate) mod signals;
