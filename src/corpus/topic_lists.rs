//! The lists of topics under which entries are filed: each kept once, since few differ.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::block::place;
use super::ids::TopicId;

/// Lists of topics, each known by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TopicLists {
    /// Where each list ends.
    ends: Vec<u32>,
    topics: Vec<TopicId>,
    known: HashMap<Box<[TopicId]>, u32, RandomState>,
}

impl TopicLists {
    /// The place of a list, which it gets now if it is new.
    pub(super) fn place_of(&mut self, list: &[TopicId]) -> u32 {
        if let Some(&known) = self.known.get(list) {
            return known;
        }
        let new = place(self.ends.len());
        self.topics.extend_from_slice(list);
        self.ends.push(place(self.topics.len()));
        self.known.insert(list.into(), new);
        new
    }

    /// The list at a place.
    pub(crate) fn get(&self, place: u32) -> &[TopicId] {
        let place = place as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.topics[start as usize..self.ends[place] as usize]
    }

    /// Puts another topic in the place of each.
    pub(super) fn map(&mut self, moved: impl Fn(TopicId) -> TopicId) {
        for topic in &mut self.topics {
            *topic = moved(*topic);
        }
        self.known = (0..place(self.ends.len())).map(|place| (self.get(place).into(), place)).collect();
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All lists, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[TopicId]> {
        (0..place(self.ends.len())).map(|place| self.get(place))
    }
}
