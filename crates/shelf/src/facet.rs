//! [`ShelfFacet`]: the parts of a shelf.

use twox_hash::XxHash3_64;

/// Identifies a list or a saved search by the hash of its name, since they are created, moved and merged while in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListKey(u64);

impl ListKey {
    /// The key of a list with this name.
    pub fn new(name: &str) -> Self {
        Self(XxHash3_64::oneshot(name.as_bytes()))
    }
}

/// A part of the shelf that the search can filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShelfFacet {
    /// Starred entries.
    Starred,
    /// Entries with a note.
    Noted,
    /// Entries with a highlight.
    Highlighted,
    /// Entries that were used.
    Used,
    /// Entries in a list.
    List(ListKey),
}
