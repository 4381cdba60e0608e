//! The distinct words of all texts.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use memchr::memmem;

use crate::match_tier::{Form, Tier, counts_inside, fits_phrase};
use crate::rank::rarity;
use crate::typo::Near;
use kzq_text::fold::other_spelling;

/// The folded words of all texts, numbered from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// All words, each followed by [`GAP`].
    text: String,
    /// The end of each word, without its separator.
    ends: Vec<u32>,
    /// The other -ise/-ize spelling of each word that has one.
    others: Vec<Option<Box<str>>>,
    /// A summary of each word's letters, to rule out fuzzy matches quickly.
    letters: Vec<Letters>,
    /// The document frequency of each word: how many entries contain it.
    held: Vec<u32>,
    numbers: HashMap<Box<str>, u32, RandomState>,
}

/// Separates words; occurs in none.
const GAP: char = '\n';

/// The number of letters and their classes, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letters {
    count: u32,
    classes: u32,
}

impl Letters {
    fn of(word: &str) -> Self {
        let class = |c: char| 1 << (u32::from(c.to_ascii_lowercase()) % u32::BITS);
        Self {
            count: u32::try_from(word.chars().count()).unwrap_or(u32::MAX),
            classes: word.chars().map(class).fold(0, |all, one| all | one),
        }
    }

    /// Whether [`Near`] can match a word with letters `self` against one with letters `typed`: one edit changes at most
    /// one letter, and an abbreviation adds none.
    fn can_be_near(self, typed: Self) -> bool {
        let one_edit = self.count.abs_diff(typed.count) <= 1 && (self.classes ^ typed.classes).count_ones() <= 2;
        one_edit || typed.classes & !self.classes == 0
    }
}

impl Vocabulary {
    /// The number of words.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All words in id order, in the format that [`Vocabulary::of_text`] reads.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The document frequencies, in id order.
    pub(super) fn held(&self) -> &[u32] {
        &self.held
    }

    /// Creates a vocabulary from the output of [`Vocabulary::text`] and the document frequencies; returns `None` if a
    /// word occurs twice.
    pub(super) fn of_text(text: &str, held: &[u32]) -> Option<Self> {
        let mut vocabulary = Self::default();
        for (index, (word, &held)) in text.split_terminator(GAP).zip(held).enumerate() {
            (vocabulary.learn(word, held) as usize == index).then_some(())?;
        }
        (vocabulary.text == text && vocabulary.len() == held.len()).then_some(vocabulary)
    }

    /// Returns the id of a word, inserting it if it is new, and adds `doc_freq` to its document frequency.
    pub(super) fn learn(&mut self, word: &str, held: u32) -> u32 {
        if let Some(&known) = self.numbers.get(word) {
            self.held[known as usize] += held;
            return known;
        }
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push(GAP);
        self.others.push(other_spelling(word).map(String::into_boxed_str));
        self.letters.push(Letters::of(word));
        self.held.push(held);
        self.numbers.insert(word.into(), number);
        number
    }

    /// Matches a typed word exactly, that is, without typos: for each word its tier plus one, or 0.
    pub(crate) fn sure(&self, typed: &str) -> Vec<u8> {
        let mut tiers = vec![0; self.len()];
        let mut judge = |number: usize| {
            tiers[number] = self.form(number).sure_tier(typed).map_or(0, |tier| tier as u8 + 1);
        };
        // All forms of a word begin with the same letter.
        self.beginning_like(typed).for_each(&mut judge);
        if counts_inside(typed) {
            self.holding(typed).for_each(judge);
        }
        tiers
    }

    /// Adds fuzzy matches of a typed word to a table of exact ones.
    pub(crate) fn add_near(&self, tiers: &mut [u8], typed: &str, near: &Near) {
        let letters = Letters::of(typed);
        for (number, tier) in tiers.iter_mut().enumerate().filter(|(_, tier)| **tier == 0) {
            if self.letters[number].can_be_near(letters) && near.is_near(typed, self.form(number).folded) {
                *tier = Tier::Near as u8 + 1;
            }
        }
    }

    /// For each word, 1 if it matches a position of a phrase, otherwise 0.
    pub(crate) fn fitting(&self, words: &[String], at: usize, open: bool) -> Vec<u8> {
        let mut fits = vec![0; self.len()];
        for number in self.beginning_like(&words[at]) {
            fits[number] = u8::from(fits_phrase(self.form(number), words, at, open));
        }
        fits
    }

    /// The id of a word, if it occurs in any text.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The number of entries that contain a word.
    pub(crate) fn held_by(&self, number: u32) -> u32 {
        self.held[number as usize]
    }

    /// The rarity of a word.
    pub(crate) fn rarity(&self, number: u32) -> u8 {
        rarity(self.held[number as usize])
    }

    fn form(&self, number: usize) -> Form<'_> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize + GAP.len_utf8());
        Form { folded: &self.text[start..self.ends[number] as usize], other: self.others[number].as_deref() }
    }

    /// The words with the same first byte as `typed`.
    fn beginning_like(&self, typed: &str) -> impl Iterator<Item = usize> {
        let first = typed.as_bytes().first().copied();
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&end| end as usize + GAP.len_utf8()));
        let begins = move |start: usize| first.is_some() && self.text.as_bytes().get(start).copied() == first;
        starts.take(self.len()).enumerate().filter(move |&(_, start)| begins(start)).map(|(number, _)| number)
    }

    /// The words that contain `typed`; one with several occurrences is repeated.
    fn holding(&self, typed: &str) -> impl Iterator<Item = usize> {
        let found = memmem::find_iter(self.text.as_bytes(), typed.as_bytes()).collect::<Vec<_>>();
        found.into_iter().map(|at| self.ends.partition_point(|&end| (end as usize) < at))
    }
}
