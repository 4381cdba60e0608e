//! [`MarkedEntries`]: the entries marked by the user, for actions on all of them at once.

use std::sync::Arc;

use kzq_corpus::EntryId;

/// The marked entries, ordered by id, which is the order of their files and so of their sources.
///
/// Clones share the list, so passing it to another thread is cheap whatever its length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedEntries(Arc<Vec<EntryId>>);

impl MarkedEntries {
    /// The number of marked entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no entry is marked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an entry is marked.
    pub fn contains(&self, entry: EntryId) -> bool {
        self.0.binary_search(&entry).is_ok()
    }

    /// The marked entries in order.
    pub fn entries(&self) -> &[EntryId] {
        &self.0
    }

    /// A shared handle to the list, for other threads.
    pub(super) fn shared_entries(&self) -> Arc<Vec<EntryId>> {
        Arc::clone(&self.0)
    }

    /// Marks an entry, or unmarks it.
    pub(super) fn toggle(&mut self, entry: EntryId) {
        let entries = Arc::make_mut(&mut self.0);
        match entries.binary_search(&entry) {
            Ok(place) => {
                entries.remove(place);
            }
            Err(place) => entries.insert(place, entry),
        }
    }

    /// Collects entries in any order, dropping duplicates.
    pub(super) fn from_entries(entries: impl Iterator<Item = EntryId>) -> Self {
        let mut entries: Vec<EntryId> = entries.collect();
        entries.sort_unstable();
        entries.dedup();
        Self(Arc::new(entries))
    }

    /// Unmarks all entries.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_entries_are_sorted() {
        let mut marked = MarkedEntries::default();
        for place in [7, 3, 9, 3, 1, 3] {
            marked.toggle(EntryId::new(place));
        }
        assert_eq!(marked.entries(), [1, 3, 7, 9].map(EntryId::new));
        let shared = marked.shared_entries();
        marked.toggle(EntryId::new(7));
        assert!(!marked.contains(EntryId::new(7)) && marked.contains(EntryId::new(9)));
        assert_eq!(shared.len(), 4, "who holds the list keeps what was marked then");
        marked.clear();
        assert!(marked.is_empty());
    }
}
