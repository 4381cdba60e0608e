//! [`Marked`]: the entries that the reader marked, to do something with all of them at once.

use std::sync::Arc;

use crate::corpus::EntryId;

/// Entries that are marked, in the order of their files, which is the order of their sources.
///
/// A clone shares the list, so that handing it to another thread costs nothing however long it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked(Arc<Vec<EntryId>>);

impl Marked {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an entry is marked.
    pub fn contains(&self, entry: EntryId) -> bool {
        self.0.binary_search(&entry).is_ok()
    }

    /// The entries, in order.
    pub fn entries(&self) -> &[EntryId] {
        &self.0
    }

    /// The same list, to be held elsewhere.
    pub(super) fn shared(&self) -> Arc<Vec<EntryId>> {
        Arc::clone(&self.0)
    }

    /// Marks an entry, or takes its mark away.
    pub(super) fn toggle(&mut self, entry: EntryId) {
        let entries = Arc::make_mut(&mut self.0);
        match entries.binary_search(&entry) {
            Ok(place) => {
                entries.remove(place);
            }
            Err(place) => entries.insert(place, entry),
        }
    }

    /// Marks on these entries, in whatever order they come.
    pub(super) fn of(entries: impl Iterator<Item = EntryId>) -> Self {
        let mut entries: Vec<EntryId> = entries.collect();
        entries.sort_unstable();
        entries.dedup();
        Self(Arc::new(entries))
    }

    /// Takes all marks away.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_order_of_marking_the_order_is_that_of_the_files() {
        let mut marked = Marked::default();
        for place in [7, 3, 9, 3, 1, 3] {
            marked.toggle(EntryId(place));
        }
        assert_eq!(marked.entries(), [1, 3, 7, 9].map(EntryId));
        let held = marked.shared();
        marked.toggle(EntryId(7));
        assert!(!marked.contains(EntryId(7)) && marked.contains(EntryId(9)));
        assert_eq!(held.len(), 4, "who holds the list keeps what was marked then");
        marked.clear();
        assert!(marked.is_empty());
    }
}
