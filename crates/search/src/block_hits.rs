//! Searches one block: by its index or, if it has none yet, by scanning its texts.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::facets::{Facets, Tally};
use crate::field::Condition;
use crate::index::{Bits, Index, Segment, Vocabulary};
use crate::query::Term;
use crate::rank::{Class, Rank};
use crate::resolved_term::Looked;
use crate::scan::scan;
use crate::segment_search::Finder;
use kzq_corpus::{Corpus, EntryId, Wording};

/// A query prepared to run on every block.
pub(super) struct Question<'c, 'q> {
    pub(super) corpus: &'c Corpus,
    /// `None` if no part of the query needs the index.
    pub(super) index: Option<&'c Index>,
    pub(super) conditions: &'q [(bool, Condition)],
    pub(super) sought: &'q [&'q Term],
    pub(super) unwanted: &'q [&'q Term],
    /// The terms, resolved in the vocabulary.
    pub(super) looked: &'q [Looked],
    pub(super) looked_unwanted: &'q [Looked],
    pub(super) facets: &'q Facets<'q>,
}

/// A range of entries within a block: the unit of work of a search.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    block: usize,
    places: Range<usize>,
}

/// The hits in a range of a block.
pub(super) struct Block<'a> {
    base: u32,
    /// The first entry of the range.
    first: u32,
    length: usize,
    /// How many entries match the query, regardless of facets.
    found: usize,
    /// The entries that match the query and the selected facets.
    hits: Bits,
    /// The hits by match class; empty if the query has no words.
    classes: BTreeMap<Class, Bits>,
    ranks: Ranks<'a>,
}

/// How the hits' ranks are obtained.
enum Ranks<'a> {
    /// Computed on demand, for the hits that matter.
    Told(Finder<'a>),
    /// Computed when the hits were found.
    Known(Vec<(Rank, EntryId)>),
}

impl Piece {
    /// Splits a block into ranges: just one, unless its texts must be scanned.
    pub(super) fn of(block: usize, entries: usize, is_slow: bool) -> impl Iterator<Item = Self> {
        /// Entries per scan step, about 1–2 ms of work. Tests use small blocks.
        const SMALL: usize = if cfg!(test) { 8 } else { 1 << 13 };
        let step = if is_slow { SMALL } else { entries.max(1) };
        (0..entries).step_by(step).map(move |start| Self { block, places: start..(start + step).min(entries) })
    }

    /// The index of the block in the corpus.
    pub(super) fn block(&self) -> usize {
        self.block
    }

    /// The number of entries in the range.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}

impl<'c> Question<'c, '_> {
    /// Runs the query on a range; returns the hits and their facet counts.
    pub(super) fn put_to(&self, piece: &Piece) -> (Block<'c>, Tally) {
        let number = piece.block;
        let (block, base) = (&*self.corpus.blocks()[number], self.corpus.bases()[number]);
        let mut entries = Bits::within(piece.places.clone(), block.len());
        for (wanted, condition) in self.conditions {
            condition.narrow(self.corpus, (block, base), *wanted, &mut entries);
        }
        let mut tally = Tally::new(self.corpus, self.facets);
        let mut part = Block {
            base,
            first: base + u32::try_from(piece.places.start).unwrap_or(u32::MAX),
            length: block.len(),
            found: 0,
            hits: entries,
            classes: BTreeMap::new(),
            ranks: Ranks::Known(Vec::new()),
        };
        let covering = self.index.and_then(|index| index.segment(number).zip(Some(index.vocabulary())));
        match covering {
            Some(index) => self.find(&mut part, block, index, &mut tally),
            None => self.look_through(&mut part, block, &mut tally),
        }
        (part, tally)
    }

    /// Searches a block by its index.
    fn find(
        &self,
        part: &mut Block<'c>,
        block: &'c kzq_corpus::Block,
        (segment, vocabulary): (&'c Segment, &'c Vocabulary),
        tally: &mut Tally,
    ) {
        if self.looked.iter().any(Looked::is_nowhere) {
            part.hits = Bits::none(block.len());
            return;
        }
        for unwanted in self.looked_unwanted {
            Finder::refuse(segment, unwanted, &mut part.hits);
        }
        if self.sought.is_empty() {
            return part.settle(block, self.facets, tally);
        }
        let finder = Finder::new((block, part.base), segment, vocabulary, self.looked);
        if let Some(ranked) = finder.find_ranked(&part.hits) {
            return part.know(ranked, block, self.facets, tally);
        }
        let found = finder.find(part.hits.clone());
        part.hits = found.entries.clone();
        part.settle(block, self.facets, tally);
        part.classes = found.by_class(&part.hits);
        part.ranks = Ranks::Told(finder);
    }

    /// Searches a range of a block by scanning its texts.
    fn look_through(&self, part: &mut Block<'_>, block: &kzq_corpus::Block, tally: &mut Tally) {
        let ranked = scan(block, part.base, self.sought, self.unwanted, &mut part.hits);
        if self.sought.is_empty() {
            part.settle(block, self.facets, tally);
        } else {
            part.know(ranked, block, self.facets, tally);
        }
    }
}

impl Block<'_> {
    /// Counts facets, then keeps only the hits that match the selected facets.
    fn settle(&mut self, block: &kzq_corpus::Block, facets: &Facets<'_>, tally: &mut Tally) {
        self.found = self.hits.count();
        let facets = facets.within(block, self.base);
        tally.add(&self.hits, &facets);
        facets.narrow(&mut self.hits);
    }

    /// Sets the hits from entries already ranked.
    fn know(
        &mut self,
        mut ranked: Vec<(Rank, EntryId)>,
        block: &kzq_corpus::Block,
        facets: &Facets<'_>,
        tally: &mut Tally,
    ) {
        let (base, length) = (self.base, self.length);
        let place = |entry: EntryId| (entry.0 - base) as usize;
        self.hits = Bits::none(length);
        for &(_, entry) in &ranked {
            self.hits.add(place(entry));
        }
        self.settle(block, facets, tally);
        ranked.retain(|&(_, entry)| self.hits.has(place(entry)));
        let mut classes: BTreeMap<Class, Bits> = BTreeMap::new();
        for &(rank, entry) in &ranked {
            classes.entry(rank.class).or_insert_with(|| Bits::none(length)).add(place(entry));
        }
        self.classes = classes;
        self.ranks = Ranks::Known(ranked);
    }

    /// How many entries match the query, regardless of facets.
    pub(super) fn found(&self) -> usize {
        self.found
    }

    /// The entries that match the query and the selected facets, in order.
    pub(super) fn hits(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.hits.iter().map(|at| EntryId(self.base + u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// The number of hits.
    pub(super) fn count(&self) -> usize {
        self.hits.count()
    }

    /// The number of fuzzy hits.
    pub(super) fn near(&self) -> usize {
        self.classes.iter().filter(|(class, _)| class.near).map(|(_, bits)| bits.count()).sum()
    }

    /// Whether this range starts at or before an entry.
    pub(super) fn begins_by(&self, entry: EntryId) -> bool {
        self.first <= entry.0
    }

    /// Returns `Some(is_fuzzy)` if the entry is a hit.
    pub(super) fn hit(&self, entry: EntryId) -> Option<bool> {
        let at = entry.0.checked_sub(self.base)? as usize;
        let is_near = || self.classes.iter().any(|(class, bits)| class.near && bits.has(at));
        (at < self.length && self.hits.has(at)).then(is_near)
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = Class> + '_ {
        self.classes.keys().copied()
    }

    /// The best hits of a class with their ranks, at most `best`.
    pub(super) fn ranked(&self, class: Class, best: usize) -> Vec<(Rank, EntryId)> {
        let ranked = match &self.ranks {
            Ranks::Told(finder) => self.classes.get(&class).map(|entries| finder.rank(class, entries, best)),
            Ranks::Known(_) => Some(self.known(class).collect()),
        };
        only(best, ranked.unwrap_or_default())
    }

    /// The best wording among the hits of a class.
    pub(super) fn nearest(&self, class: Class) -> Option<Wording> {
        match &self.ranks {
            Ranks::Told(finder) => finder.nearest(self.classes.get(&class)?),
            Ranks::Known(_) => self.known(class).map(|(rank, _)| rank.wording).min(),
        }
    }

    /// The best hits of a class and wording whose first word is the only term, at most `best`, with their ranks.
    pub(super) fn by_first_word(&self, class: Class, wording: Wording, best: usize) -> Vec<(Rank, EntryId)> {
        let begins = |(rank, _): &(Rank, EntryId)| rank.begins_with(wording);
        let ranked = match &self.ranks {
            Ranks::Told(finder) => {
                self.classes.get(&class).map(|entries| finder.by_first_word(class, wording, entries))
            }
            Ranks::Known(_) => Some(self.known(class).filter(begins).collect()),
        };
        only(best, ranked.unwrap_or_default())
    }

    /// The number of hits of a class.
    pub(super) fn count_of(&self, class: Class) -> usize {
        self.classes.get(&class).map_or(0, Bits::count)
    }

    /// The hits of a class whose ranks have been computed.
    fn known(&self, class: Class) -> impl Iterator<Item = (Rank, EntryId)> + '_ {
        let known = if let Ranks::Known(known) = &self.ranks { known.as_slice() } else { &[] };
        known.iter().copied().filter(move |(rank, _)| rank.class == class)
    }
}

/// Keeps the best `best` items, in any order.
pub(super) fn only(best: usize, mut ranked: Vec<(Rank, EntryId)>) -> Vec<(Rank, EntryId)> {
    if ranked.len() > best {
        ranked.select_nth_unstable(best);
        ranked.truncate(best);
    }
    ranked
}
