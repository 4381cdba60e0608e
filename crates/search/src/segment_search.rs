//! Finds and ranks the entries of one block by its index.

use std::collections::BTreeMap;
use std::hint::black_box;

use crate::index::{BREAK, Bits, Segment, Vocabulary, Word, Words, said_texts, texts};
use crate::match_tier::Tier;
use crate::rank::{Best, Class, Rank, Ranker, counted};
use crate::resolved_term::{Local, Looked, Need};
use kzq_corpus::{Block, EntryId, Wording};

/// One block, its index, and the query terms resolved to the block's words.
pub(super) struct Finder<'a> {
    block: &'a Block,
    segment: &'a Segment,
    vocabulary: &'a Vocabulary,
    base: u32,
    sought: Vec<Local>,
}

/// The matches of a query in one block.
pub(super) struct Found {
    /// The matching entries; `tiers` says how well each matches each term.
    pub(super) entries: Bits,
    tiers: Vec<Vec<(Tier, Bits)>>,
}

impl<'a> Finder<'a> {
    /// `base` is the id of the block's first entry.
    pub(super) fn new(
        (block, base): (&'a Block, u32),
        segment: &'a Segment,
        vocabulary: &'a Vocabulary,
        sought: &[Looked],
    ) -> Self {
        let sought = sought.iter().map(|term| term.within(segment)).collect();
        Self { block, segment, vocabulary, base, sought }
    }

    /// Removes entries that contain an excluded term.
    pub(super) fn refuse(segment: &Segment, unwanted: &Looked, entries: &mut Bits) {
        let unwanted = unwanted.within(segment);
        for (_, mut holding) in unwanted.tiers(segment) {
            if unwanted.needs_a_look() {
                holding.intersect(entries);
                match segment.words() {
                    Words::Few(words) => holding.retain(|at| unwanted.is_in(&words[segment.range(at)])),
                    Words::Many(words) => holding.retain(|at| unwanted.is_in(&words[segment.range(at)])),
                }
            }
            entries.subtract(&holding);
        }
    }

    /// Returns those of `entries` that match all terms.
    pub(super) fn find(&self, mut entries: Bits) -> Found {
        let tiers: Vec<Vec<(Tier, Bits)>> = self.sought.iter().map(|term| term.tiers(self.segment)).collect();
        for sets in &tiers {
            let mut any = Bits::none(self.segment.len());
            for (_, set) in sets {
                any.unite(set);
            }
            entries.intersect(&any);
        }
        let phrases: Vec<&Local> = self.sought.iter().filter(|term| term.needs_a_look()).collect();
        if !phrases.is_empty() {
            let range = |at| self.segment.range(at);
            match self.segment.words() {
                Words::Few(words) => entries.retain(|at| phrases.iter().all(|phrase| phrase.is_in(&words[range(at)]))),
                Words::Many(words) => entries.retain(|at| phrases.iter().all(|phrase| phrase.is_in(&words[range(at)]))),
            }
        }
        Found { entries, tiers }
    }

    /// Like `matches`, but with ranks, by reading the tokens of the entries that contain the rarest terms. Returns
    /// `None` where intersecting the postings of all terms is cheaper.
    pub(super) fn find_ranked(&self, entries: &Bits) -> Option<Vec<(Rank, EntryId)>> {
        /// Reading the tokens of one entry costs as much as merging this many postings, given that about half of the
        /// entries are read anyway for ranking. Low in tests, whose collections are too small to get here otherwise.
        const ENTRY: usize = if cfg!(test) { 2 } else { 40 };
        let mut needs: Vec<Need<'_>> = self.sought.iter().flat_map(|term| term.needs(self.segment)).collect();
        needs.sort_unstable_by_key(|need| need.cost);
        let mut left: usize = needs.iter().map(|need| need.cost).sum();
        let mut candidates = None;
        for need in needs {
            let count = candidates.as_ref().map_or(entries.count(), Bits::count);
            if count.saturating_mul(ENTRY) < left {
                return Some(self.rank_all(candidates.as_ref().unwrap_or(entries)));
            }
            left -= need.cost;
            if left == 0 {
                break;
            }
            let mut holding = need.entries(self.segment);
            holding.intersect(candidates.as_ref().unwrap_or(entries));
            candidates = Some(holding);
        }
        None
    }

    /// Ranks those of `entries` that match all terms.
    fn rank_all(&self, entries: &Bits) -> Vec<(Rank, EntryId)> {
        match self.segment.words() {
            Words::Few(words) => self.rank_all_in(words, entries),
            Words::Many(words) => self.rank_all_in(words, entries),
        }
    }

    fn rank_all_in<W: Word>(&self, words: &[W], entries: &Bits) -> Vec<(Rank, EntryId)> {
        let starts = Local::starts(&self.sought, self.segment.numbers().len());
        let mut ranker = Ranker::default();
        let mut found = Vec::new();
        self.each(words, entries, |at, words| {
            let rank = self.rank_one(words, at, &starts, &mut ranker);
            found.extend(rank.map(|rank| (rank, self.id(at))));
        });
        found
    }

    /// Calls `visit` with each entry and its tokens.
    fn each<W: Word>(&self, words: &[W], entries: &Bits, mut see: impl FnMut(usize, &[W])) {
        /// Number of entries prefetched together: memory latency takes most of the time, and it overlaps within a
        /// group.
        const TOGETHER: usize = 32;
        let fetch = |&at: &usize| {
            let words = &words[self.segment.range(at)];
            let first_and_middle = [words.first(), words.get(words.len() / 2)];
            black_box((self.block.marks[at], first_and_middle.map(|word| word.map(|word| word.place()))));
        };
        let mut group = Vec::with_capacity(TOGETHER);
        let mut see_all = |group: &mut Vec<usize>| {
            group.iter().for_each(fetch);
            group.drain(..).for_each(|at| see(at, &words[self.segment.range(at)]));
        };
        entries.each(|at| {
            group.push(at);
            if group.len() == TOGETHER {
                see_all(&mut group);
            }
        });
        see_all(&mut group);
    }

    /// The rank of an entry, if it matches all terms.
    fn rank_one<W: Word>(&self, words: &[W], at: usize, starts: &[bool], ranker: &mut Ranker) -> Option<Rank> {
        let length = self.note(words, said_texts(self.block, at), starts, ranker);
        ranker.rank(self.block.marks[at].wording(), length)
    }

    /// Ranks entries of a class; returns at least the `best` best ones.
    pub(super) fn rank(&self, class: Class, entries: &Bits, best: usize) -> Vec<(Rank, EntryId)> {
        match self.segment.words() {
            Words::Few(words) => self.rank_in(words, class, entries, best),
            Words::Many(words) => self.rank_in(words, class, entries, best),
        }
    }

    fn rank_in<W: Word>(&self, words: &[W], class: Class, entries: &Bits, best: usize) -> Vec<(Rank, EntryId)> {
        let starts = Local::starts(&self.sought, self.segment.numbers().len());
        let mut ranker = Ranker::default();
        let floor = if Best::are_few(best, entries.count()) { self.floor(class) } else { Rank::floor(class, 0, 0) };
        let mut kept = Best::new(best, floor);
        self.each(words, entries, |at, words| {
            let wording = self.block.marks[at].wording();
            if !kept.may_take(wording, |spread, first| may_begin_by(words, &starts, spread, first)) {
                return;
            }
            let rank = match self.first_place(words, class, &starts) {
                Some(first) => Some(Rank::of_one_place(class, wording, counted(first), self.length(at))),
                None => self.rank_one(words, at, &starts, &mut ranker),
            };
            if let Some(rank) = rank {
                kept.take(rank, self.id(at));
            }
        });
        kept.into_ranked()
    }

    /// A lower bound for the ranks of a class in this block, apart from wording, first position and length.
    fn floor(&self, class: Class) -> Rank {
        if self.sought.len() == 1 {
            return Rank::floor(class, 0, 0);
        }
        let words = || 0..self.segment.numbers().len();
        let terms = |word: usize| self.sought.iter().filter(move |term| term.may_begin_with(word));
        // If no two terms can begin with the same word, they begin at different positions.
        let apart = words().all(|word| terms(word).nth(1).is_none());
        let is_guessed = |&word: &usize| terms(word).any(|term| term.tier_of(word) != Some(Tier::Whole));
        let rarity = |word: usize| self.vocabulary.rarity(self.segment.numbers()[word]);
        let guessed = if class == Class::BEST { None } else { words().filter(is_guessed).map(rarity).min() };
        Rank::floor(class, guessed.unwrap_or_default(), if apart { counted(self.sought.len() - 1) } else { 0 })
    }

    /// The position where the only term first matches in an entry's first text with the tier of its class. If there is
    /// one, later positions do not affect the rank.
    fn first_place<W: Word>(&self, words: &[W], class: Class, starts: &[bool]) -> Option<usize> {
        let [term] = self.sought.as_slice() else { return None };
        let text = texts(words).next()?;
        let is_best = |at: usize| term.tier_at(text, at).is_some_and(|tier| Class::BEST.and(tier) == class);
        (0..text.len()).find(|&at| starts[text[at].place()] && is_best(at))
    }

    /// Records the positions of all terms in the tokens of an entry; only its first `said_count` texts are what it
    /// says, the rest is the lead. Returns the number of words it says. `starts` marks the words with which a term may
    /// begin.
    fn note<W: Word>(&self, words: &[W], said: usize, starts: &[bool], ranker: &mut Ranker) -> u32 {
        ranker.begin(self.sought.len());
        let (mut text, mut place, mut length) = (0, 0, None);
        for (at, word) in words.iter().enumerate() {
            if word.place() == BREAK {
                text += 1;
                length = length.or((text == said).then_some(place));
                continue;
            }
            if starts[word.place()] {
                self.note_word(words, at, (text >= said, counted(place)), ranker);
            }
            place += 1;
        }
        counted(length.unwrap_or(place))
    }

    /// Records the terms that match at a token, given whether it is in the lead and its position.
    fn note_word<W: Word>(&self, words: &[W], at: usize, (in_lead, place): (bool, u32), ranker: &mut Ranker) {
        for (number, term) in self.sought.iter().enumerate() {
            if let Some(tier) = term.tier_at(words, at) {
                // Rarity only matters for words guessed from a prefix or typo, and only among several terms.
                let is_guessed = tier != Tier::Whole && self.sought.len() > 1;
                let rarity = if is_guessed { self.rarity(words[at]) } else { 0 };
                ranker.note(number, tier, in_lead, place, rarity);
            }
        }
    }

    /// The rarity of a word in the whole corpus.
    fn rarity<W: Word>(&self, word: W) -> u8 {
        self.vocabulary.rarity(self.segment.numbers()[word.place() - 1])
    }

    /// The best wording among entries.
    pub(super) fn nearest(&self, entries: &Bits) -> Option<Wording> {
        let has = |wording: &Wording| entries.iter().any(|at| self.block.marks[at].wording() == *wording);
        Wording::ALL.into_iter().find(has)
    }

    /// Ranks the entries of a class and wording whose first word is the only term. Nothing in their class and wording
    /// ranks higher, and their other words need not be read.
    pub(super) fn by_first_word(&self, class: Class, wording: Wording, entries: &Bits) -> Vec<(Rank, EntryId)> {
        let [term] = self.sought.as_slice() else { return Vec::new() };
        let is_of_class = |word| term.tier_of(word).is_some_and(|tier| Class::BEST.and(tier) == class);
        // Computed once per word, not per entry.
        let fits: Vec<bool> = (0..self.segment.numbers().len()).map(is_of_class).collect();
        let mut found = Vec::new();
        entries.each(|at| {
            let is_first = self.first_word(at).is_some_and(|word| fits[word]);
            if is_first && self.block.marks[at].wording() == wording {
                found.push((Rank::of_one_place(class, wording, 0, self.length(at)), self.id(at)));
            }
        });
        found
    }

    /// The first word that an entry says, if any.
    fn first_word(&self, at: usize) -> Option<usize> {
        let read = || {
            let (range, said) = (self.segment.range(at), said_texts(self.block, at));
            match self.segment.words() {
                Words::Few(words) => first_of(texts(&words[range]).take(said)),
                Words::Many(words) => first_of(texts(&words[range]).take(said)),
            }
        };
        self.segment.first_word(at).or_else(read)
    }

    /// The number of words that an entry says.
    fn length(&self, at: usize) -> u32 {
        let count = || {
            let (range, said) = (self.segment.range(at), said_texts(self.block, at));
            counted(match self.segment.words() {
                Words::Few(words) => texts(&words[range]).take(said).map(<[u16]>::len).sum(),
                Words::Many(words) => texts(&words[range]).take(said).map(<[u32]>::len).sum(),
            })
        };
        self.segment.length(at).unwrap_or_else(count)
    }

    fn id(&self, at: usize) -> EntryId {
        EntryId(self.base + u32::try_from(at).unwrap_or(u32::MAX))
    }
}

/// The first word of some texts.
fn first_of<'w, W: Word + 'w>(mut texts: impl Iterator<Item = &'w [W]>) -> Option<usize> {
    texts.find_map(|text| text.first()).map(|word| word.place() - 1)
}

/// Whether more than `spread` consecutive words, starting at position `first` or before, may all begin a term according
/// to `starts`.
fn may_begin_by<W: Word>(words: &[W], starts: &[bool], spread: u32, first: u32) -> bool {
    let mut in_a_row = 0;
    let reached = |word: &W| {
        in_a_row = if starts[word.place()] { in_a_row + 1 } else { 0 };
        in_a_row > spread
    };
    let count = first.saturating_add(spread).saturating_add(1) as usize;
    words.iter().filter(|word| word.place() != BREAK).take(count).any(reached)
}

impl Found {
    /// Partitions the entries by class.
    pub(super) fn by_class(&self, entries: &Bits) -> BTreeMap<Class, Bits> {
        let mut classes = BTreeMap::from([(Class::BEST, entries.clone())]);
        for sets in &self.tiers {
            let mut next: BTreeMap<Class, Bits> = BTreeMap::new();
            for (class, entries) in &classes {
                for (tier, set) in sets {
                    let both = entries.and(set);
                    if !both.is_empty() {
                        next.entry(class.and(*tier)).and_modify(|bits| bits.unite(&both)).or_insert(both);
                    }
                }
            }
            classes = next;
        }
        classes.retain(|_, bits| !bits.is_empty());
        classes
    }
}
