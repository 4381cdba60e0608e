//! The distinct words of all texts.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use memchr::memmem;

use super::word_matches::WordMatches;
use crate::match_tier::{MatchTier, WordForms, is_typed_for, matches_inside, matches_loosely, matches_phrase_word};
use crate::pattern::Pattern;
use crate::rank::rarity;
use crate::typo::TypoMatcher;
use kzq_text::fold::{alternate_spelling, without_possessive};

/// The folded words of all texts, numbered from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// All words, each followed by [`SEPARATOR`].
    text: String,
    /// The end of each word, without its separator.
    ends: Vec<u32>,
    /// The other -ise/-ize spelling of each word that has one.
    variants: Vec<Option<Box<str>>>,
    /// A summary of each word's letters, with and without a possessive ending, to rule out fuzzy matches quickly.
    letters: Vec<[LetterSet; 2]>,
    /// The document frequency of each word: how many entries contain it.
    doc_freqs: Vec<u32>,
    ids: HashMap<Box<str>, u32, RandomState>,
    /// The words that begin with each byte, in id order.
    by_first_byte: Vec<Vec<u32>>,
}

/// The number of bytes that a word may begin with.
const FIRST_BYTES: usize = 1 << u8::BITS;

/// How a tier is written in a table of words: 0 is none.
fn table_value(tier: MatchTier) -> u8 {
    tier as u8 + 1
}

/// Separates words; occurs in none.
const SEPARATOR: char = '\n';

/// The number of letters and their classes, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LetterSet {
    count: u32,
    classes: u32,
}

impl LetterSet {
    fn new(word: &str) -> Self {
        let class = |c: char| 1 << (u32::from(c.to_ascii_lowercase()) % u32::BITS);
        Self {
            count: u32::try_from(word.chars().count()).unwrap_or(u32::MAX),
            classes: word.chars().map(class).fold(0, |all, one| all | one),
        }
    }

    /// Whether [`TypoMatcher`] can match a word with letters `self` against one with letters `typed`: one edit changes at most
    /// one letter, and an abbreviation adds none.
    fn may_match(self, typed: Self) -> bool {
        let one_edit = self.count.abs_diff(typed.count) <= 1 && (self.classes ^ typed.classes).count_ones() <= 2;
        one_edit || typed.classes & !self.classes == 0
    }
}

impl Vocabulary {
    /// The number of words.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All words in id order, in the format that [`Vocabulary::from_text`] reads.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The document frequencies, in id order.
    pub(super) fn doc_freqs(&self) -> &[u32] {
        &self.doc_freqs
    }

    /// Creates a vocabulary from the output of [`Vocabulary::text`] and the document frequencies; returns `None` if a
    /// word occurs twice.
    pub(super) fn from_text(text: &str, held: &[u32]) -> Option<Self> {
        let mut vocabulary = Self::default();
        for (index, (word, &held)) in text.split_terminator(SEPARATOR).zip(held).enumerate() {
            (vocabulary.insert(word, held) as usize == index).then_some(())?;
        }
        (vocabulary.text == text && vocabulary.len() == held.len()).then_some(vocabulary)
    }

    /// Returns the id of a word, inserting it if it is new, and adds `doc_freq` to its document frequency.
    pub(super) fn insert(&mut self, word: &str, doc_freq: u32) -> u32 {
        if let Some(&known) = self.ids.get(word) {
            self.doc_freqs[known as usize] += doc_freq;
            return known;
        }
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push(SEPARATOR);
        self.variants.push(alternate_spelling(word).map(String::into_boxed_str));
        self.letters.push([word, without_possessive(word)].map(LetterSet::new));
        self.doc_freqs.push(doc_freq);
        self.ids.insert(word.into(), number);
        self.by_first_byte.resize(FIRST_BYTES, Vec::new());
        if let Some(first) = word.bytes().next() {
            self.by_first_byte[usize::from(first)].push(number);
        }
        number
    }

    /// Matches a typed word exactly, that is, without typos: the values are tiers plus one.
    pub(crate) fn exact_tiers(&self, typed: &str) -> WordMatches {
        let judge = |number: usize| (number, self.form(number).exact_tier(typed).map_or(0, table_value));
        // All forms of a word begin with the same letter.
        let mut tiers = WordMatches::of_some(self.len(), self.with_first_byte(typed).map(judge));
        if matches_inside(typed) {
            tiers.add(self.containing(typed).map(judge));
        }
        let mut letters = typed.chars();
        match (letters.next(), letters.next()) {
            (Some(initial), None) => tiers.are_with_initial(initial),
            _ => tiers,
        }
    }

    /// Adds fuzzy matches of a typed word to exact ones.
    pub(crate) fn add_fuzzy(&self, tiers: &mut WordMatches, typed: &str, typos: &TypoMatcher) {
        let is_loose = |number: &usize| matches_loosely(self.form(*number).folded, typed);
        let loose = self.loosely_like(typed).filter(is_loose);
        tiers.add(loose.map(|number| (number, table_value(MatchTier::Fuzzy))));
        if TypoMatcher::may_match(typed) {
            let letters = LetterSet::new(typed);
            let unmatched = |number: &usize| tiers.values[*number] == 0;
            let may_match = |number: &usize| self.letters[*number].iter().any(|own| own.may_match(letters));
            let near = |number: usize| {
                let typo = typos.find(typed, self.form(number).folded)?;
                Some((number, table_value(MatchTier::of_typo(typo))))
            };
            let found: Vec<(usize, u8)> =
                (0..self.len()).filter(may_match).filter(unmatched).filter_map(near).collect();
            tiers.add(found.into_iter());
        }
    }

    /// The words that match a position of a phrase, with the value 1.
    pub(crate) fn phrase_matches(&self, words: &[String], at: usize, is_prefix: bool) -> WordMatches {
        let fits = |number| (number, u8::from(matches_phrase_word(self.form(number), words, at, is_prefix)));
        WordMatches::of_some(self.len(), self.with_first_byte(&words[at]).map(fits))
    }

    /// The words within which a regular expression matches, with the value of a whole word.
    pub(crate) fn pattern_tiers(&self, pattern: &Pattern) -> WordMatches {
        let matches = |number| u8::from(pattern.is_in(self.form(number).folded));
        WordMatches::new((0..self.len()).map(|number| matches(number) * table_value(MatchTier::Whole)).collect())
    }

    /// Adds with the value 2 the words that are typed for a position of a phrase but do not match it.
    pub(crate) fn add_loose_phrase_matches(&self, fits: &mut WordMatches, word: &str) {
        let is_loose = |number| (number, 2 * u8::from(is_typed_for(self.form(number).folded, word)));
        fits.add(self.loosely_like(word).map(is_loose));
    }

    /// The word, with the value 1; `None` if it occurs in no text.
    pub(crate) fn matches_of(&self, word: &str) -> Option<WordMatches> {
        Some(WordMatches::of_some(self.len(), std::iter::once((self.id(word)? as usize, 1))))
    }

    /// The id of a word, if it occurs in any text.
    pub(crate) fn id(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    /// The number of entries that contain a word.
    pub(crate) fn doc_freq(&self, number: u32) -> u32 {
        self.doc_freqs[number as usize]
    }

    /// The rarity of a word.
    pub(crate) fn rarity(&self, number: u32) -> u8 {
        rarity(self.doc_freqs[number as usize])
    }

    fn form(&self, number: usize) -> WordForms<'_> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize + SEPARATOR.len_utf8());
        WordForms { folded: &self.text[start..self.ends[number] as usize], variant: self.variants[number].as_deref() }
    }

    /// The words with the same first byte as `typed`.
    fn with_first_byte(&self, typed: &str) -> impl Iterator<Item = usize> {
        let words = typed.bytes().next().and_then(|first| self.by_first_byte.get(usize::from(first)));
        words.into_iter().flatten().map(|&number| number as usize)
    }

    /// The words that may be loosely like `typed`: those that begin with the same letter, unless it is one that is typed
    /// for another.
    fn loosely_like(&self, typed: &str) -> impl Iterator<Item = usize> {
        let first = typed.bytes().next().filter(u8::is_ascii);
        let may_begin = move |byte: usize| byte >= 0x80 || first.is_none_or(|first| usize::from(first) == byte);
        let words = self.by_first_byte.iter().enumerate().filter(move |(byte, _)| may_begin(*byte));
        words.flat_map(|(_, words)| words).map(|&number| number as usize)
    }

    /// The words that contain `typed`; one with several occurrences is repeated.
    fn containing(&self, typed: &str) -> impl Iterator<Item = usize> {
        let found = memmem::find_iter(self.text.as_bytes(), typed.as_bytes()).collect::<Vec<_>>();
        found.into_iter().map(|at| self.ends.partition_point(|&end| (end as usize) < at))
    }
}
