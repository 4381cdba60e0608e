//! Finds and ranks the entries of one block by its index.

use std::collections::BTreeMap;
use std::hint::black_box;

use super::index::{BREAK, Bits, Segment, Vocabulary, Word, Words, said_texts, texts};
use super::rank::{Best, Class, Rank, Ranker, counted};
use super::terms::{Local, Looked, Need};
use super::words::Tier;
use crate::corpus::{Block, EntryId, Wording};

/// One block, its index, and what the words of a query are there.
pub(super) struct Finder<'a> {
    block: &'a Block,
    segment: &'a Segment,
    vocabulary: &'a Vocabulary,
    base: u32,
    sought: Vec<Local>,
}

/// What a query found in a block.
pub(super) struct Found {
    /// The entries, and how well each holds each term.
    pub(super) entries: Bits,
    tiers: Vec<Vec<(Tier, Bits)>>,
}

impl<'a> Finder<'a> {
    /// `block` and `base` are the block and its first entry, `segment` its index, `sought` what was looked up.
    pub(super) fn new(
        (block, base): (&'a Block, u32),
        segment: &'a Segment,
        vocabulary: &'a Vocabulary,
        sought: &[Looked],
    ) -> Self {
        let sought = sought.iter().map(|term| term.within(segment)).collect();
        Self { block, segment, vocabulary, base, sought }
    }

    /// Leaves those of `entries` that do not hold a term.
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

    /// Those of `entries` that hold all terms.
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

    /// Those of `entries` that hold all terms, with their ranks, where it is less work to look at the words of those
    /// that hold the rarest ones than to put together which entries hold the others.
    pub(super) fn find_ranked(&self, entries: &Bits) -> Option<Vec<(Rank, EntryId)>> {
        /// As many postings are put together while the words of one entry are looked at, of which half are looked at
        /// anyway, to rank them. The collections of the tests are so small that they would never come here.
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

    /// Those of `entries` that hold all terms, with their ranks.
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

    /// Calls `see` with each entry and its words.
    fn each<W: Word>(&self, words: &[W], entries: &Bits, mut see: impl FnMut(usize, &[W])) {
        /// So many entries are fetched at a time: they wait for the memory together, which takes most of the time.
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

    /// The rank of an entry with its words, if it holds all terms.
    fn rank_one<W: Word>(&self, words: &[W], at: usize, starts: &[bool], ranker: &mut Ranker) -> Option<Rank> {
        let length = self.note(words, said_texts(self.block, at), starts, ranker);
        ranker.rank(self.block.marks[at].wording(), length)
    }

    /// The ranks of entries of a class, among them those of the `best` so many.
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

    /// A rank that none of a class in this block goes below, but for its wording, its first place and its length.
    fn floor(&self, class: Class) -> Rank {
        if self.sought.len() == 1 {
            return Rank::floor(class, 0, 0);
        }
        let words = || 0..self.segment.numbers().len();
        let terms = |word: usize| self.sought.iter().filter(move |term| term.may_begin_with(word));
        // Terms of which none begins with the word of another begin at different words.
        let apart = words().all(|word| terms(word).nth(1).is_none());
        let is_guessed = |&word: &usize| terms(word).any(|term| term.tier_of(word) != Some(Tier::Whole));
        let rarity = |word: usize| self.vocabulary.rarity(self.segment.numbers()[word]);
        let guessed = if class == Class::BEST { None } else { words().filter(is_guessed).map(rarity).min() };
        Rank::floor(class, guessed.unwrap_or_default(), if apart { counted(self.sought.len() - 1) } else { 0 })
    }

    /// Where the only term first stands in the first text of an entry, as surely as its class says: none of its
    /// other places counts then.
    fn first_place<W: Word>(&self, words: &[W], class: Class, starts: &[bool]) -> Option<usize> {
        let [term] = self.sought.as_slice() else { return None };
        let text = texts(words).next()?;
        let is_best = |at: usize| term.tier_at(text, at).is_some_and(|tier| Class::BEST.and(tier) == class);
        (0..text.len()).find(|&at| starts[text[at].place()] && is_best(at))
    }

    /// Notes where the terms stand in the words of an entry, of which the first `said` texts are what it says; gives
    /// how many words it says. Terms begin only with words that `starts` holds for.
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

    /// Notes the terms that stand at a word, of which is told whether it is in the lead and which word it is.
    fn note_word<W: Word>(&self, words: &[W], at: usize, (in_lead, place): (bool, u32), ranker: &mut Ranker) {
        for (number, term) in self.sought.iter().enumerate() {
            if let Some(tier) = term.tier_at(words, at) {
                // A word typed whole was not guessed, and a single one is not weighed against others.
                let is_guessed = tier != Tier::Whole && self.sought.len() > 1;
                let rarity = if is_guessed { self.rarity(words[at]) } else { 0 };
                ranker.note(number, tier, in_lead, place, rarity);
            }
        }
    }

    /// How rare a word is in the whole corpus.
    fn rarity<W: Word>(&self, word: W) -> u8 {
        self.vocabulary.rarity(self.segment.numbers()[word.place() - 1])
    }

    /// The best wording among entries.
    pub(super) fn nearest(&self, entries: &Bits) -> Option<Wording> {
        let has = |wording: &Wording| entries.iter().any(|at| self.block.marks[at].wording() == *wording);
        Wording::ALL.into_iter().find(has)
    }

    /// The entries of a class whose first word is the only term, with their ranks: nothing of their class and
    /// wording comes before them, and they are found without a look at their other words.
    pub(super) fn by_first_word(&self, class: Class, wording: Wording, entries: &Bits) -> Vec<(Rank, EntryId)> {
        let [term] = self.sought.as_slice() else { return Vec::new() };
        let is_of_class = |word| term.tier_of(word).is_some_and(|tier| Class::BEST.and(tier) == class);
        // Asked once for each word, not for each entry.
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

    /// The first word that an entry says, if it says any.
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

    /// How many words an entry says.
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

/// The number of the first word of some texts.
fn first_of<'w, W: Word + 'w>(mut texts: impl Iterator<Item = &'w [W]>) -> Option<usize> {
    texts.find_map(|text| text.first()).map(|word| word.place() - 1)
}

/// Whether, as far as `starts` tells where terms may stand, they may stand at all of a stretch of words of which the
/// last is `spread` words behind the first, which is number `first` at most.
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
    /// The entries by class.
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
