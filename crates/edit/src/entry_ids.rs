//! [`EntryIds`]: the ids of the entries of a collection.

use std::hash::BuildHasher;

use foldhash::HashMap;

/// The ids of entries, each kept once and referred to by its number. A million of them take half the memory that sets
/// and maps of strings would.
#[derive(Default)]
pub(crate) struct EntryIds {
    /// The ids one after the other.
    text: String,
    ends: Vec<usize>,
    /// The number of each id under its hash; if another id is there, under the next hash that is free.
    by_hash: HashMap<u32, u32>,
}

impl EntryIds {
    /// Returns how many there are: the number of the next one.
    pub(crate) fn len(&self) -> u32 {
        to_u32(self.ends.len())
    }

    /// Returns the id with a number.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// Returns the number of an id.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.find_or_place(id, self.hash(id)).ok()
    }

    /// Adds an id, unless it is there; returns its number.
    pub(crate) fn insert(&mut self, id: &str) -> u32 {
        self.find_or_place(id, self.hash(id)).unwrap_or_else(|place| {
            let number = self.len();
            self.text.push_str(id);
            self.ends.push(self.text.len());
            self.by_hash.insert(place, number);
            number
        })
    }

    fn hash(&self, id: &str) -> u32 {
        // The upper half of the hash always fits.
        u32::try_from(self.by_hash.hasher().hash_one(id) >> 32).unwrap_or_default()
    }

    /// Returns the number of an id, or the hash under which it would be.
    fn find_or_place(&self, id: &str, mut hash: u32) -> Result<u32, u32> {
        while let Some(&number) = self.by_hash.get(&hash) {
            if self.get(number) == id {
                return Ok(number);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }
}

/// A collection has fewer than 2³² entries.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_number() {
        let mut ids = EntryIds::default();
        for (id, number) in [("a", 0), ("", 1), ("é-2", 2), ("a", 0), ("b", 3)] {
            assert_eq!(ids.insert(id), number, "{id}");
            assert_eq!((ids.find(id), ids.get(number)), (Some(number), id));
        }
        assert_eq!((ids.find("c"), ids.len()), (None, 4));
    }

    #[test]
    fn ids_with_the_same_hash_are_distinguished() {
        let mut ids = EntryIds::default();
        for (number, id) in (0..).zip(["a", "b", "c"]) {
            let place = ids.find_or_place(id, u32::MAX).unwrap_err();
            assert_eq!(place, u32::MAX.wrapping_add(number));
            ids.text.push_str(id);
            ids.ends.push(ids.text.len());
            ids.by_hash.insert(place, number);
            assert_eq!(ids.find_or_place(id, u32::MAX), Ok(number));
        }
    }
}
