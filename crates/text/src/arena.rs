//! [`Arena`]: safe texts stored back to back in one string.

use std::ops::Range;

use crate::{Safe, sanitise};

/// Safe texts stored back to back in one string, addressed by byte offsets.
///
/// A million separate strings would each cost a pointer, a length and allocator overhead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arena(String);

impl Arena {
    /// Builds an arena from bytes read from outside, holding consecutive texts that end at `ends`, in ascending order.
    /// Returns `None` if the ends do not fit the bytes or if sanitising would change any of the texts.
    pub fn from_bytes(bytes: Vec<u8>, ends: impl IntoIterator<Item = u32>) -> Option<Self> {
        let all = String::from_utf8(bytes).ok()?;
        let mut start = 0;
        for end in ends {
            let end = end as usize;
            sanitise::is_clean(all.get(start..end)?).then_some(())?;
            start = end;
        }
        (start == all.len() && u32::try_from(start).is_ok()).then_some(Self(all))
    }

    /// The concatenated texts as bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Appends a text and returns its end offset.
    pub fn push(&mut self, text: &Safe<'_>) -> u32 {
        self.0.push_str(text.as_str());
        self.end()
    }

    /// Appends the texts of another arena.
    pub fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The end offset of the last text, in bytes.
    pub fn end(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Returns the text in a byte range, or an empty text if the range is out of bounds or splits a character.
    pub fn get(&self, range: Range<u32>) -> Safe<'_> {
        Safe::new_unchecked(self.get_str(range))
    }

    /// Like `get`, but as a plain `&str`: for inspection, not for display.
    pub fn get_str(&self, range: Range<u32>) -> &str {
        self.0.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Frees unused capacity.
    pub fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pushed_texts_can_be_read_back() {
        let mut arena = Arena::default();
        let one = arena.push(&"né".into());
        let two = arena.push(&"“Oui.”".into());
        assert_eq!((arena.get(0..one).as_str(), arena.get(one..two).as_str()), ("né", "“Oui.”"));
        assert!(arena.get(2..one).is_empty() && arena.get(0..99).is_empty());
    }
    #[test]
    fn from_bytes_rejects_unsanitised_texts() {
        let checked = |text: &[u8], ends: &[u32]| Arena::from_bytes(text.to_vec(), ends.iter().copied());
        let arena = checked("né“Oui.”\n".as_bytes(), &[3, 3, 14]).unwrap();
        assert_eq!(arena.get(3..14).as_str(), "“Oui.”\n");
        // Each text is clean by itself, but not the two together.
        assert!(checked("\u{fe00}\u{fe01}".as_bytes(), &[3, 6]).is_none());
        assert!(checked("a\u{fe00}b".as_bytes(), &[1, 4, 5]).is_none());
        for (text, ends) in [
            (&b"abc"[..], &[1, 2][..]),
            (b"abc", &[2, 1, 3]),
            (b"abc", &[4]),
            (b"abc", &[]),
            ("né".as_bytes(), &[2, 3]),
            (b"\xff", &[1]),
            (b"a\x1b[2J", &[5]),
            ("a\u{202e}".as_bytes(), &[4]),
        ] {
            assert!(checked(text, ends).is_none(), "{text:?} {ends:?}");
        }
    }
}
