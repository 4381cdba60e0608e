//! Substring prefilter: letters that a text must contain to match a word, searched for in many texts at once.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memmem::Finder;

use crate::index::Bits;
use crate::match_tier::counts_inside;
use kzq_corpus::Block;

/// Letters that a text must contain consecutively, in either case.
pub(crate) struct Needle {
    finder: Finder<'static>,
    /// Whether they must be at the start of a word.
    begins_word: bool,
}

impl Needle {
    /// The needle for a single word.
    pub(crate) fn of_word(word: &str) -> Self {
        Self::new(word, !counts_inside(word))
    }

    /// The needle for a word of a phrase.
    pub(crate) fn of_phrase(word: &str) -> Self {
        Self::new(word, true)
    }

    /// Uses the word's first letters, up to where a text may spell it differently.
    fn new(word: &str, begins_word: bool) -> Self {
        /// From this letter on, `is` or `iz` may belong to a verb ending in -ise or -ize.
        const STEM: usize = 3;
        let plain = word.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let letters = &word.as_bytes()[..plain];
        let spelled_twice = |at: &usize| matches!(&letters[*at..], [b'i', b's' | b'z', ..]);
        let end = (STEM..plain).find(spelled_twice).unwrap_or(plain);
        Self { finder: Finder::new(&letters[..end]).into_owned(), begins_word }
    }

    fn len(&self) -> usize {
        self.finder.needle().len()
    }

    /// Finds the letters in lowercased text at or after `from`; `starts_text(at)` says whether a text starts at `at`.
    fn find(&self, small: &[u8], mut from: usize, begins_text: impl Fn(usize) -> bool) -> Option<usize> {
        let follows_letter = |at: usize| at > 0 && (small[at - 1].is_ascii_alphanumeric() || small[at - 1] == b'_');
        loop {
            let at = from + self.finder.find(&small[from..])?;
            if !self.begins_word || !follows_letter(at) || begins_text(at) {
                return Some(at);
            }
            from = at + 1;
        }
    }
}

/// Returns those of `entries` that contain all needles, and possibly a few more.
pub(crate) fn holding(block: &Block, entries: &Bits, needles: &[Needle]) -> Bits {
    // Empty needles match everywhere; the longest is likely the rarest.
    let mut needles: Vec<&Needle> = needles.iter().filter(|needle| needle.len() > 0).collect();
    needles.sort_by_key(|needle| Reverse(needle.len()));
    let Some((leader, others)) = needles.split_first() else { return entries.clone() };
    let mut found = Bits::none(block.len());
    let mut small = Vec::new();
    for run in runs(block, entries) {
        let start = block.start(run.start);
        small.clear();
        small.extend_from_slice(block.bytes(run.clone()));
        small.make_ascii_lowercase();
        let begins_text = |at: usize| block.begins_text(run.clone(), start + at);
        let (mut entry, mut from) = (run.start, 0);
        while let Some(at) = leader.find(&small, from, begins_text) {
            while block.start(entry + 1) - start <= at {
                entry += 1;
            }
            let (own, end) = (block.start(entry) - start, block.start(entry + 1) - start);
            let is_there = |needle: &&Needle| needle.find(&small[..end], own, begins_text).is_some();
            if others.iter().all(is_there) {
                found.add(entry);
            }
            from = end;
        }
    }
    found
}

/// Splits the entries into runs of neighbours, each of about the size that is searched at once.
fn runs(block: &Block, entries: &Bits) -> impl Iterator<Item = Range<usize>> {
    /// Bytes lowercased at a time, few enough to stay in the CPU cache.
    const TOGETHER: usize = 1 << 15;
    let mut next = 0;
    std::iter::from_fn(move || {
        let first = (next..block.len()).find(|&at| entries.has(at))?;
        let goes_on = |&at: &usize| entries.has(at) && block.start(at) - block.start(first) < TOGETHER;
        next = first + (first..block.len()).take_while(goes_on).count();
        Some(first..next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_in_either_case_and_at_the_start_of_words() {
        for (word, text, expected) in [
            ("united", "the UNITED Nations", true),
            ("un", "Sun", false),
            ("un", "sun, under", true),
            ("nited", "United", true),
            ("2029", "in 2029.", true),
            ("ab", "a b", false),
            ("war", "wa", false),
            ("war", "“War", true),
            ("that's", "THAT’S", true),
            ("organise", "organizes", true),
            ("digitaliz", "digitalisation", true),
            ("é", "e", true),
        ] {
            let small = text.to_ascii_lowercase();
            let found = Needle::of_word(word).find(small.as_bytes(), 0, |_| false);
            assert_eq!(found.is_some(), expected, "{word} in {text}");
        }
        let find = |from, begins| Needle::of_phrase("war").find(b"e1war is no war", from, |at| at == begins);
        assert_eq!((find(0, 2), find(3, 2), find(0, 0), find(13, 0)), (Some(2), Some(12), Some(12), None));
    }
}
