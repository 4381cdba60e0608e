//! Substring prefilter: letters that a text must contain to match a word, searched for in many texts at once.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memmem::Finder;

use crate::index::BitSet;
use crate::match_tier::matches_inside;
use kzq_corpus::Block;

/// Letters that a text must contain consecutively, in either case.
pub(crate) struct Needle {
    finder: Finder<'static>,
    /// Whether they must be at the start of a word.
    at_word_start: bool,
}

impl Needle {
    /// The needle for a single word.
    pub(crate) fn for_word(word: &str) -> Self {
        Self::new(word, !matches_inside(word))
    }

    /// The needle for a word of a phrase.
    pub(crate) fn for_phrase(word: &str) -> Self {
        Self::new(word, true)
    }

    /// Uses the word's first letters, up to where a text may spell it differently.
    fn new(word: &str, at_word_start: bool) -> Self {
        /// From this letter on, `is` or `iz` may belong to a verb ending in -ise or -ize.
        const MIN_STEM: usize = 3;
        let plain = word.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let letters = &word.as_bytes()[..plain];
        let has_variant = |at: &usize| matches!(&letters[*at..], [b'i', b's' | b'z', ..]);
        let end = (MIN_STEM..plain).find(has_variant).unwrap_or(plain);
        Self { finder: Finder::new(&letters[..end]).into_owned(), at_word_start }
    }

    fn len(&self) -> usize {
        self.finder.needle().len()
    }

    /// Finds the letters in lowercased text at or after `from`; `starts_text(at)` says whether a text starts at `at`.
    fn find(&self, lowercase: &[u8], mut from: usize, starts_text: impl Fn(usize) -> bool) -> Option<usize> {
        let follows_letter =
            |at: usize| at > 0 && (lowercase[at - 1].is_ascii_alphanumeric() || lowercase[at - 1] == b'_');
        loop {
            let at = from + self.finder.find(&lowercase[from..])?;
            if !self.at_word_start || !follows_letter(at) || starts_text(at) {
                return Some(at);
            }
            from = at + 1;
        }
    }
}

/// Returns those of `entries` that contain all needles, and possibly a few more.
pub(crate) fn prefilter(block: &Block, entries: &BitSet, needles: &[Needle]) -> BitSet {
    // Empty needles match everywhere; the longest is likely the rarest.
    let mut needles: Vec<&Needle> = needles.iter().filter(|needle| needle.len() > 0).collect();
    needles.sort_by_key(|needle| Reverse(needle.len()));
    let Some((leader, others)) = needles.split_first() else { return entries.clone() };
    let mut found = BitSet::empty(block.len());
    let mut lowercase = Vec::new();
    for run in runs(block, entries) {
        let start = block.text_start(run.start);
        lowercase.clear();
        lowercase.extend_from_slice(block.text_bytes(run.clone()));
        lowercase.make_ascii_lowercase();
        let starts_text = |at: usize| block.is_text_start(run.clone(), start + at);
        let (mut entry, mut from) = (run.start, 0);
        while let Some(at) = leader.find(&lowercase, from, starts_text) {
            while block.text_start(entry + 1) - start <= at {
                entry += 1;
            }
            let (start_of_entry, end) = (block.text_start(entry) - start, block.text_start(entry + 1) - start);
            let is_contained = |needle: &&Needle| needle.find(&lowercase[..end], start_of_entry, starts_text).is_some();
            if others.iter().all(is_contained) {
                found.insert(entry);
            }
            from = end;
        }
    }
    found
}

/// Splits the entries into runs of neighbours, each of about the size that is searched at once.
fn runs(block: &Block, entries: &BitSet) -> impl Iterator<Item = Range<usize>> {
    /// Bytes lowercased at a time, few enough to stay in the CPU cache.
    const CHUNK_BYTES: usize = 1 << 15;
    let mut next = 0;
    std::iter::from_fn(move || {
        let first = (next..block.len()).find(|&at| entries.contains(at))?;
        let goes_on =
            |&at: &usize| entries.contains(at) && block.text_start(at) - block.text_start(first) < CHUNK_BYTES;
        next = first + (first..block.len()).take_while(goes_on).count();
        Some(first..next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needles_ignore_case_and_respect_word_starts() {
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
            let found = Needle::for_word(word).find(small.as_bytes(), 0, |_| false);
            assert_eq!(found.is_some(), expected, "{word} in {text}");
        }
        let find = |from, text_start| Needle::for_phrase("war").find(b"e1war is no war", from, |at| at == text_start);
        assert_eq!((find(0, 2), find(3, 2), find(0, 0), find(13, 0)), (Some(2), Some(12), Some(12), None));
    }
}
