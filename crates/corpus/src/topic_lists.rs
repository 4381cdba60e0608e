//! Interned topic lists: entries share few distinct lists, so each is stored once.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::ids::{TopicId, to_u32};

/// Interned topic lists, addressed by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicLists {
    /// End of each list in `topics`.
    ends: Vec<u32>,
    topics: Vec<TopicId>,
    indices: HashMap<Box<[TopicId]>, u32, RandomState>,
}

impl TopicLists {
    /// Returns the index of a list, adding the list if it is new.
    pub(super) fn intern(&mut self, list: &[TopicId]) -> u32 {
        if let Some(&known) = self.indices.get(list) {
            return known;
        }
        let new = to_u32(self.ends.len());
        self.topics.extend_from_slice(list);
        self.ends.push(to_u32(self.topics.len()));
        self.indices.insert(list.into(), new);
        new
    }

    /// Returns the list at an index.
    pub fn get(&self, place: u32) -> &[TopicId] {
        let index = place as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.topics[start as usize..self.ends[index] as usize]
    }

    /// Replaces every topic by the result of `moved`.
    pub(super) fn remap(&mut self, new_id: impl Fn(TopicId) -> TopicId) {
        for topic in &mut self.topics {
            *topic = new_id(*topic);
        }
        self.indices = (0..to_u32(self.ends.len())).map(|place| (self.get(place).into(), place)).collect();
    }

    /// Returns the number of lists.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Iterates over all lists, in order of their indices.
    pub fn iter(&self) -> impl Iterator<Item = &[TopicId]> {
        (0..to_u32(self.ends.len())).map(|place| self.get(place))
    }
}
