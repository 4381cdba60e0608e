//! [`Arena`]: safe texts kept in one piece of memory.

use std::ops::Range;

use super::Safe;

/// Safe texts behind each other in one piece of memory, each found again by where it stands.
///
/// A million texts kept one by one would cost a pointer, a length and the allocator's share each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arena(String);

impl Arena {
    /// Appends a text and gives the byte behind it.
    pub fn push(&mut self, text: &Safe<'_>) -> u32 {
        self.0.push_str(text.as_str());
        self.end()
    }

    /// Appends the texts of another arena.
    pub fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The byte behind the last text.
    pub fn end(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// The text in a range of bytes; empty where that is no range of whole characters.
    pub fn get(&self, range: Range<u32>) -> Safe<'_> {
        Safe::known(self.get_str(range))
    }

    /// The same, to look into and not to show.
    pub fn get_str(&self, range: Range<u32>) -> &str {
        self.0.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Gives back the memory that further texts would have taken.
    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_again() {
        let mut arena = Arena::default();
        let one = arena.push(&"né".into());
        let two = arena.push(&"“Oui.”".into());
        assert_eq!((arena.get(0..one).as_str(), arena.get(one..two).as_str()), ("né", "“Oui.”"));
        assert!(arena.get(2..one).is_empty() && arena.get(0..99).is_empty());
    }
}
