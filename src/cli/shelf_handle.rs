//! [`ShelfHandle`]: the user's shelf, and how to save it.

use std::io;

use kzq_shelf::{Change, Shelf};

/// Saves changes of the shelf; returns the stored shelf, which may include changes made by other processes.
pub type SaveShelf<'c> = Box<dyn FnMut(&[Change]) -> io::Result<Shelf> + 'c>;

/// The user's shelf, and how to save it.
pub struct ShelfHandle<'c> {
    pub(super) shelf: Shelf,
    save: SaveShelf<'c>,
}

impl<'c> ShelfHandle<'c> {
    /// Wraps a loaded shelf, and the function that saves changes to it.
    pub fn new(shelf: Shelf, save: SaveShelf<'c>) -> Self {
        Self { shelf, save }
    }

    /// Saves changes, and takes over the stored shelf.
    pub(super) fn save(&mut self, changes: &[Change]) -> io::Result<()> {
        self.shelf = (self.save)(changes)?;
        Ok(())
    }
}

impl Default for ShelfHandle<'_> {
    /// An empty shelf, for commands that do not need it.
    fn default() -> Self {
        Self::new(Shelf::default(), Box::new(|_| Ok(Shelf::default())))
    }
}
