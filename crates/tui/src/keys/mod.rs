//! What a key does: actions, scopes, chords, the keymap and the user's own bindings.

pub mod action;
mod bindings;
pub mod chord;
pub mod command;
pub mod groups;
pub mod keymap;
pub mod needs;
pub mod overrides;
pub mod scope;
mod table;
