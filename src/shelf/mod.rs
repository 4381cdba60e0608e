//! The reader's shelf: stars, notes, named lists and highlighted passages, and what they were put on.
//!
//! Entries are held by their names, `collection/id`, with an [`Imprint`] of what they said, so that the shelf can
//! tell that a text was changed or is gone, and still has what it had. A shelf is changed by [`Change`]s only. Each is
//! small, can be applied to any shelf, and applied twice does what it does once: so the changes of two browsers are
//! put together by applying both to what is kept, and undone by others, which [`History`] remembers.

mod change;
mod entry;
mod file;
mod history;
mod note;
mod places;
#[cfg(test)]
mod properties;
mod shelves;

pub use change::{Change, Spot};
pub use entry::{EntryName, Held, Highlight, Imprint, Standing, fingerprint};
pub use file::{Damage, FORMAT, Read, Unreadable, read, write};
pub use history::{History, Step};
pub use places::{Facet, Finder, ListKey, Places};
pub use shelves::{List, Shelf};
