//! The user's shelf: stars, notes, named lists and highlights.
//!
//! Entries are identified by full name, `collection/id`, and stored with an [`Imprint`] of their text, so that changed
//! or missing entries are detected and their old text is still available. A shelf is modified through [`Change`]s only.
//! They are small and idempotent and apply to any shelf: two browsers merge by applying both their changes to the saved
//! shelf, and [`History`] undoes changes by applying inverse ones.

mod annotation;
mod change;
mod file;
mod history;
mod note;
mod placement;
#[cfg(test)]
mod properties;
mod shelf;

pub use annotation::{Annotation, EntryName, EntrySnapshot, EntryStatus, Highlight, fingerprint};
pub use change::{Change, InsertPosition};
pub use file::{Damage, FORMAT, ParsedShelf, ShelfError, parse, serialize};
pub use history::{History, UndoStep};
pub use placement::{ListKey, Placement, PlacementCache, ShelfFacet};
pub use shelf::{List, Shelf};
