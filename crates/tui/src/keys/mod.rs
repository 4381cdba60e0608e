//! What a key does: actions, scopes, chords, the keymap and the user's own bindings.

pub mod action;
mod bindings;
pub mod chord;
pub mod keymap;
pub mod overrides;
pub mod scope;
