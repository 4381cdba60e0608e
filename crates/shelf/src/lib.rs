//! The user's shelf: stars, notes, named lists, highlights and saved searches.
//!
//! Entries are identified by full name, `collection/id`, and stored with an [`EntrySnapshot`] of their text, so that
//! changed or missing entries are detected and their old text is still available. A shelf is modified only through
//! [`Change`]s, which are small, idempotent, and applicable to any shelf: two browsers merge by applying both sets of
//! changes to the saved shelf, and [`History`] undoes changes by applying their inverses.
//!
//! ```
//! use kzq_shelf::{Change, EntryName, Shelf, parse, serialize};
//!
//! let name = EntryName::from_text("mine/bridge");
//! let mut shelf = Shelf::default();
//! let star = Change::Star(name.clone(), None);
//! let undo = star.inverse(&shelf);
//! star.apply(&mut shelf);
//! assert!(shelf.is_starred(&name));
//! assert_eq!(parse(serialize(&shelf)?.as_bytes()).unwrap().shelf, shelf);
//!
//! undo.iter().for_each(|change| change.apply(&mut shelf));
//! assert!(shelf.is_empty());
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod annotation;
mod carried;
mod change;
mod entry_line;
mod facet;
mod file;
mod history;
mod inverse;
mod note;
mod placement;
mod position;
#[cfg(test)]
mod properties;
mod shelf;

pub use annotation::{Annotation, EntryName, EntrySnapshot, EntryStatus, Highlight, Use, fingerprint};
pub use carried::carried_message;
pub use change::Change;
pub use facet::{ListKey, ShelfFacet};
pub use file::{Damage, FORMAT, FileForm, ParsedShelf, ShelfError, has_header, parse, serialize, serialize_as};
pub use history::{History, UndoStep};
pub use placement::{Placement, PlacementCache};
pub use position::InsertPosition;
pub use shelf::{List, SavedSearch, Shelf};
