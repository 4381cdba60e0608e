//! What a query finds in one block: by its index, or, before there is one, by looking through it.

use std::collections::BTreeMap;

use super::fields::Condition;
use super::find::Finder;
use super::index::{Bits, Index};
use super::query::Term;
use super::rank::{Class, Rank};
use super::scan::scan;
use super::tally::{Facets, Tally};
use super::terms::Looked;
use crate::corpus::{Corpus, EntryId, Wording};

/// What is asked of every block.
pub(super) struct Question<'c, 'q> {
    pub(super) corpus: &'c Corpus,
    /// `None` where nothing is asked that an index answers.
    pub(super) index: Option<&'c Index>,
    pub(super) conditions: &'q [(bool, Condition)],
    pub(super) sought: &'q [&'q Term],
    pub(super) unwanted: &'q [&'q Term],
    /// The same, looked up in the vocabulary.
    pub(super) looked: &'q [Looked],
    pub(super) looked_unwanted: &'q [Looked],
    pub(super) facets: &'q Facets<'q>,
}

/// What was found in a block.
pub(super) struct Block<'a> {
    base: u32,
    length: usize,
    /// How many entries fulfil the query, whatever is selected.
    found: usize,
    /// The entries that fulfil the query within the selection.
    hits: Bits,
    /// The hits by how surely they hold the words, where an index says so.
    classes: BTreeMap<Class, Bits>,
    finder: Option<Finder<'a>>,
    /// The hits with their ranks, where there is no index.
    scanned: Vec<(Rank, EntryId)>,
}

impl<'c> Question<'c, '_> {
    /// What the block of a number holds of it, and under which facets.
    pub(super) fn put_to(&self, number: usize) -> (Block<'c>, Tally) {
        let (block, base) = (&*self.corpus.blocks()[number], self.corpus.bases()[number]);
        let mut entries = Bits::all(block.len());
        for (wanted, condition) in self.conditions {
            condition.narrow(self.corpus, (block, base), *wanted, &mut entries);
        }
        let mut tally = Tally::new(self.corpus, self.facets);
        let mut part = Block {
            base,
            length: block.len(),
            found: 0,
            hits: entries,
            classes: BTreeMap::new(),
            finder: None,
            scanned: Vec::new(),
        };
        let covering = self.index.and_then(|index| index.segment(number).zip(Some(index.vocabulary())));
        if let Some((segment, vocabulary)) = covering {
            for unwanted in self.looked_unwanted {
                Finder::refuse(segment, unwanted, &mut part.hits);
            }
            if self.sought.is_empty() {
                part.settle(block, self.facets, &mut tally);
            } else {
                let finder = Finder::new((block, base), segment, vocabulary, self.looked);
                let found = finder.find(part.hits);
                part.hits = found.entries.clone();
                part.settle(block, self.facets, &mut tally);
                part.classes = found.by_class(&part.hits);
                part.finder = Some(finder);
            }
        } else {
            part.scanned = scan(block, base, self.sought, self.unwanted, &mut part.hits);
            part.settle(block, self.facets, &mut tally);
            part.scanned.retain(|(_, entry)| part.hits.has((entry.0 - base) as usize));
        }
        (part, tally)
    }
}

impl Block<'_> {
    /// Counts what was found, and leaves what is selected.
    fn settle(&mut self, block: &crate::corpus::Block, facets: &Facets<'_>, tally: &mut Tally) {
        self.found = self.hits.count();
        let facets = facets.within(block, self.base);
        tally.add(&self.hits, &facets);
        facets.narrow(&mut self.hits);
    }

    /// How many entries fulfil the query, whatever is selected.
    pub(super) fn found(&self) -> usize {
        self.found
    }

    /// The entries that fulfil the query within the selection, in order.
    pub(super) fn hits(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.hits.iter().map(|at| EntryId(self.base + u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// How many hits there are.
    pub(super) fn count(&self) -> usize {
        self.hits.count()
    }

    /// How many hits hold some word only nearly.
    pub(super) fn near(&self) -> usize {
        let near = self.classes.iter().filter(|(class, _)| class.near).map(|(_, bits)| bits.count()).sum::<usize>();
        near + self.scanned.iter().filter(|(rank, _)| rank.class.near).count()
    }

    /// Whether an entry stands in this block or behind it.
    pub(super) fn begins_by(&self, entry: EntryId) -> bool {
        self.base <= entry.0
    }

    /// Whether an entry is a hit, and if so whether it holds some word only nearly.
    pub(super) fn hit(&self, entry: EntryId) -> Option<bool> {
        let at = entry.0.checked_sub(self.base)? as usize;
        let is_near = || self.classes.iter().any(|(class, bits)| class.near && bits.has(at));
        (at < self.length && self.hits.has(at)).then(is_near)
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = Class> + '_ {
        self.classes.keys().copied()
    }

    /// The hits of a class with their ranks, or so many of the best of them.
    pub(super) fn ranked(&self, class: Class, best: usize) -> Vec<(Rank, EntryId)> {
        self.of_class(class).map_or_else(Vec::new, |(finder, entries)| only(best, finder.rank(class, entries)))
    }

    /// The best wording among the hits of a class.
    pub(super) fn nearest(&self, class: Class) -> Option<Wording> {
        self.of_class(class).and_then(|(finder, entries)| finder.nearest(entries))
    }

    /// Those hits of a class and wording that begin with the only term, or so many of the best of them.
    pub(super) fn by_first_word(&self, class: Class, wording: Wording, best: usize) -> Vec<(Rank, EntryId)> {
        let ranked = |(finder, entries): (&Finder<'_>, &Bits)| finder.by_first_word(class, wording, entries);
        self.of_class(class).map_or_else(Vec::new, |of_class| only(best, ranked(of_class)))
    }

    /// How many hits a class has.
    pub(super) fn count_of(&self, class: Class) -> usize {
        self.classes.get(&class).map_or(0, Bits::count)
    }

    fn of_class(&self, class: Class) -> Option<(&Finder<'_>, &Bits)> {
        self.finder.as_ref().zip(self.classes.get(&class))
    }

    /// The hits with their ranks where there is no index.
    pub(super) fn scanned(&self) -> impl Iterator<Item = (Rank, EntryId)> + '_ {
        self.scanned.iter().copied()
    }
}

/// The best so many, in any order.
fn only(best: usize, mut ranked: Vec<(Rank, EntryId)>) -> Vec<(Rank, EntryId)> {
    if ranked.len() > best {
        ranked.select_nth_unstable(best);
        ranked.truncate(best);
    }
    ranked
}
