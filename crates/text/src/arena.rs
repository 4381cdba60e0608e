//! [`Arena`]: safe texts stored back to back in one string.

use std::ops::Range;
use std::str;

use bytes::Bytes;

use crate::{Safe, sanitise};

/// Safe texts stored back to back, addressed by byte offsets.
///
/// A million separate strings would each cost a pointer, a length and allocator overhead.
#[derive(Clone, Debug)]
pub struct Arena(Storage);

#[derive(Clone, Debug)]
enum Storage {
    /// Grows as texts are added.
    Owned(String),
    /// Part of a file, perhaps mapped into memory. It was UTF-8 when it was read.
    Shared(Bytes),
}

impl Default for Arena {
    fn default() -> Self {
        Self(Storage::Owned(String::new()))
    }
}

impl PartialEq for Arena {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Arena {}

impl Arena {
    /// Builds an arena from bytes read from outside, holding consecutive texts that end at `ends`, in ascending order.
    /// Returns `None` if the ends do not fit the bytes or if sanitising would change any of the texts.
    pub fn from_bytes(bytes: Bytes, ends: impl IntoIterator<Item = u32>) -> Option<Self> {
        let all = str::from_utf8(&bytes).ok()?;
        let mut start = 0;
        for end in ends {
            let end = end as usize;
            sanitise::is_clean(all.get(start..end)?).then_some(())?;
            start = end;
        }
        (start == all.len() && u32::try_from(start).is_ok()).then_some(Self(Storage::Shared(bytes)))
    }

    /// Returns the same arena in bytes that have these texts; `None` if they have others.
    pub fn stored(&self, bytes: Bytes) -> Option<Self> {
        (bytes == self.as_bytes()).then_some(Self(Storage::Shared(bytes)))
    }

    /// The concatenated texts as bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Storage::Owned(texts) => texts.as_bytes(),
            Storage::Shared(bytes) => bytes,
        }
    }

    /// The concatenated texts, copied first if they are part of a file.
    fn to_mut(&mut self) -> &mut String {
        if let Storage::Shared(bytes) = &self.0 {
            self.0 = Storage::Owned(String::from_utf8_lossy(bytes).into_owned());
        }
        match &mut self.0 {
            Storage::Owned(texts) => texts,
            Storage::Shared(_) => unreachable!("it has just been copied"),
        }
    }

    /// Appends a text and returns its end offset.
    pub fn push(&mut self, text: &Safe<'_>) -> u32 {
        self.to_mut().push_str(text.as_str());
        self.end()
    }

    /// Appends the texts of another arena.
    pub fn append(&mut self, other: &Self) {
        self.to_mut().push_str(&String::from_utf8_lossy(other.as_bytes()));
    }

    /// The end offset of the last text, in bytes.
    pub fn end(&self) -> u32 {
        u32::try_from(self.as_bytes().len()).unwrap_or(u32::MAX)
    }

    /// Returns the text in a byte range, or an empty text if the range is out of bounds or splits a character.
    pub fn get(&self, range: Range<u32>) -> Safe<'_> {
        Safe::new_unchecked(self.get_str(range))
    }

    /// Like `get`, but as a plain `&str`: for inspection, not for display.
    pub fn get_str(&self, range: Range<u32>) -> &str {
        let range = range.start as usize..range.end as usize;
        match &self.0 {
            Storage::Owned(texts) => texts.get(range),
            Storage::Shared(bytes) => bytes.get(range).and_then(|bytes| str::from_utf8(bytes).ok()),
        }
        .unwrap_or_default()
    }

    /// Frees unused capacity.
    pub fn shrink_to_fit(&mut self) {
        if let Storage::Owned(texts) = &mut self.0 {
            texts.shrink_to_fit();
        }
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
        let checked = |text: &[u8], ends: &[u32]| Arena::from_bytes(Bytes::copy_from_slice(text), ends.iter().copied());
        let arena = checked("né“Oui.”\n".as_bytes(), &[3, 3, 14]).unwrap();
        assert_eq!(arena.get(3..14).as_str(), "“Oui.”\n");
        // The arena can grow like any other.
        let mut longer = arena.clone();
        let end = longer.push(&"!".into());
        assert_eq!((longer.get(3..end).as_str(), longer == arena), ("“Oui.”\n!", false));
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
