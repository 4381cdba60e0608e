//! The distinct words of all texts.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use memchr::memmem;

use crate::match_tier::{MatchTier, WordForms, is_typed_for, matches_inside, matches_loosely, matches_phrase_word};
use crate::pattern::Pattern;
use crate::rank::rarity;
use crate::typo::TypoMatcher;
use kzq_text::fold::alternate_spelling;

/// The folded words of all texts, numbered from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// All words, each followed by [`SEPARATOR`].
    text: String,
    /// The end of each word, without its separator.
    ends: Vec<u32>,
    /// The other -ise/-ize spelling of each word that has one.
    variants: Vec<Option<Box<str>>>,
    /// A summary of each word's letters, to rule out fuzzy matches quickly.
    letters: Vec<LetterSet>,
    /// The document frequency of each word: how many entries contain it.
    doc_freqs: Vec<u32>,
    ids: HashMap<Box<str>, u32, RandomState>,
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
        self.letters.push(LetterSet::new(word));
        self.doc_freqs.push(doc_freq);
        self.ids.insert(word.into(), number);
        number
    }

    /// Matches a typed word exactly, that is, without typos: for each word its tier plus one, or 0.
    pub(crate) fn exact_tiers(&self, typed: &str) -> Vec<u8> {
        let mut tiers = vec![0; self.len()];
        let mut judge = |number: usize| {
            tiers[number] = self.form(number).exact_tier(typed).map_or(0, |tier| tier as u8 + 1);
        };
        // All forms of a word begin with the same letter.
        self.with_first_byte(typed).for_each(&mut judge);
        if matches_inside(typed) {
            self.containing(typed).for_each(judge);
        }
        tiers
    }

    /// Adds fuzzy matches of a typed word to a table of exact ones.
    pub(crate) fn add_fuzzy(&self, tiers: &mut [u8], typed: &str, typos: &TypoMatcher) {
        let letters = LetterSet::new(typed);
        for (number, tier) in tiers.iter_mut().enumerate().filter(|(_, tier)| **tier == 0) {
            let is_near = matches_loosely(self.form(number).folded, typed)
                || (self.letters[number].may_match(letters) && typos.matches(typed, self.form(number).folded));
            if is_near {
                *tier = MatchTier::Fuzzy as u8 + 1;
            }
        }
    }

    /// For each word, 1 if it matches a position of a phrase, otherwise 0.
    pub(crate) fn phrase_matches(&self, words: &[String], at: usize, is_prefix: bool) -> Vec<u8> {
        let mut fits = vec![0; self.len()];
        for number in self.with_first_byte(&words[at]) {
            fits[number] = u8::from(matches_phrase_word(self.form(number), words, at, is_prefix));
        }
        fits
    }

    /// For each word, its tier plus one if a regular expression matches within it, otherwise 0.
    pub(crate) fn pattern_tiers(&self, pattern: &Pattern) -> Vec<u8> {
        let matches = |number| u8::from(pattern.is_in(self.form(number).folded));
        (0..self.len()).map(|number| matches(number) * (MatchTier::Whole as u8 + 1)).collect()
    }

    /// Marks with 2 the words that are typed for a position of a phrase but do not match it.
    pub(crate) fn add_loose_phrase_matches(&self, fits: &mut [u8], word: &str) {
        for (number, fit) in fits.iter_mut().enumerate().filter(|(_, fit)| **fit == 0) {
            *fit = 2 * u8::from(is_typed_for(self.form(number).folded, word));
        }
    }

    /// For each word, 1 if it is this one, otherwise 0; `None` if the word occurs in no text.
    pub(crate) fn matches_of(&self, word: &str) -> Option<Vec<u8>> {
        let id = self.id(word)?;
        let mut fits = vec![0; self.len()];
        fits[id as usize] = 1;
        Some(fits)
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
        let first = typed.as_bytes().first().copied();
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&end| end as usize + SEPARATOR.len_utf8()));
        let begins = move |start: usize| first.is_some() && self.text.as_bytes().get(start).copied() == first;
        starts.take(self.len()).enumerate().filter(move |&(_, start)| begins(start)).map(|(number, _)| number)
    }

    /// The words that contain `typed`; one with several occurrences is repeated.
    fn containing(&self, typed: &str) -> impl Iterator<Item = usize> {
        let found = memmem::find_iter(self.text.as_bytes(), typed.as_bytes()).collect::<Vec<_>>();
        found.into_iter().map(|at| self.ends.partition_point(|&end| (end as usize) < at))
    }
}
