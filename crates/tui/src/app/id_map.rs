//! [`IdMap`]: the new ids of reloaded collections, looked up by name.

use std::collections::HashMap;

use super::facet_name::{facet_value, facet_value_name};
use kzq_corpus::{Corpus, EntryId};
use kzq_search::{FacetFilter, FacetValue};
use kzq_shelf::{EntryName, Shelf};

/// Maps ids of the previous collections to those of the reloaded ones.
pub(super) struct IdMap<'c> {
    entries: HashMap<EntryId, EntryId>,
    old: &'c Corpus,
    new: &'c Corpus,
    shelf: &'c Shelf,
}

impl<'c> IdMap<'c> {
    /// Looks up `entries` of the old collections in the new ones, by name; other entries will have no new id.
    pub(super) fn by_name(entries: &[EntryId], old: &'c Corpus, new: &'c Corpus, shelf: &'c Shelf) -> Self {
        let names: Vec<EntryName> = entries.iter().map(|&id| EntryName::new(old, id)).collect();
        let found = EntryName::resolve_all(&names, new);
        let entries = entries.iter().copied().zip(found).filter_map(|(id, found)| Some((id, found?))).collect();
        Self { entries, old, new, shelf }
    }

    /// The new id of an entry; `None` if the entry is gone.
    pub(super) fn entry(&self, id: EntryId) -> Option<EntryId> {
        self.entries.get(&id).copied()
    }

    /// The facets with their new ids, without those that are gone.
    pub(super) fn facets(&self, facets: &FacetFilter) -> FacetFilter {
        let choices = facets.choices().iter();
        choices.filter_map(|&(value, choice)| Some((self.facet_value(value)?, choice))).collect()
    }

    /// The value with its new id; `None` if it is gone.
    pub(super) fn facet_value(&self, value: FacetValue) -> Option<FacetValue> {
        let name = facet_value_name(value, self.old, self.shelf)?;
        facet_value(value.facet(), name.as_str(), self.new, self.shelf)
    }

    /// The reloaded collections.
    pub(super) fn corpus(&self) -> &'c Corpus {
        self.new
    }
}
