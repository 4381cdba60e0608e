//! [`BackLinks`]: for each entry, the entries that refer to it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::block::Block;
use crate::ids::EntryId;

/// For each entry, the entries that refer to it.
#[derive(Clone, Debug, Default)]
pub(super) struct BackLinks {
    pub(super) restatements: Referrers,
    pub(super) translations: Referrers,
    pub(super) variants: Referrers,
    pub(super) says_same: Referrers,
}

/// For each entry, the entries that refer to it in one way, each once and in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Referrers(HashMap<EntryId, Vec<EntryId>>);

impl BackLinks {
    /// Derives them from blocks of entries, each with the index of its first entry.
    pub(super) fn new(blocks: &[Arc<Block>], first_entry: &[u32]) -> Self {
        let mut back_links = Self::default();
        for (block, base) in blocks.iter().zip(first_entry) {
            for (at, more) in block.optional.iter() {
                let (id, rare) = (EntryId(base + at), more.rare());
                back_links.restatements.add(rare.rests_on.iter().flatten(), id);
                back_links.translations.add(rare.translation_of.iter(), id);
                back_links.variants.add(rare.variants.iter(), id);
                back_links.says_same.add(rare.says_same.iter(), id);
            }
        }
        back_links
    }
}

impl Referrers {
    fn add<'t>(&mut self, targets: impl Iterator<Item = &'t EntryId>, from: EntryId) {
        for &target in targets {
            let referrers = self.0.entry(target).or_default();
            if referrers.last() != Some(&from) {
                referrers.push(from);
            }
        }
    }

    /// Returns the entries that refer to an entry.
    pub(super) fn of(&self, id: EntryId) -> &[EntryId] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the entries that an entry links to and then those that link to it, each once and without the entry itself.
    pub(super) fn either_way(&self, id: EntryId, outgoing: &[EntryId]) -> Vec<EntryId> {
        let mut known = HashSet::from([id]);
        outgoing.iter().chain(self.of(id)).copied().filter(|&other| known.insert(other)).collect()
    }
}
