//! Query terms resolved to words, first of the vocabulary, then of a segment.

use crate::division::divisions;
use crate::index::{BitSet, Segment, TokenId, Vocabulary, WordMatches, fetch, split_texts, with_tokens};
use crate::match_tier::MatchTier;
use crate::term::Term;
use crate::term_words::{FUZZY_IN_PHRASE, TermWords, all_in_segment, entries_with_all, worst_fit};
use crate::typo::TypoMatcher;

/// How each word of the vocabulary matches a term.
pub(super) struct ResolvedTerm(Matches);

/// How each word of a segment matches a term, indexed by word id plus one; see [`WordMatches`].
pub(super) struct SegmentTerm {
    matches: Matches,
    /// The entries whose metadata match the term; `None` if there can be none.
    metadata: Option<BitSet>,
}

/// How words match a term.
struct Matches {
    words: TermWords,
    /// Phrases of which each matches as well as `words`, if the term has alternatives.
    others: Vec<TermWords>,
    /// Other ways to divide the letters of the term into words, for fuzzy matches: for each position, the word there.
    divisions: Vec<Vec<WordMatches>>,
    /// In a segment: the words with which the term, or one of its alternatives or divisions may begin, unless `words`
    /// has them all at its first position.
    starts: Option<WordMatches>,
}

impl Matches {
    /// The words with which the term may begin, if the first position of `words` does not have them all.
    fn find_starts(&self) -> Option<WordMatches> {
        (self.has_alternatives() || matches!(self.words, TermWords::Near(..))).then(|| {
            let mut starts = self.words.places()[0].clone();
            let places = self.all_words().flat_map(TermWords::starts);
            let divided = self.divisions.iter().filter_map(|division| division.first());
            for first in places.chain(divided) {
                starts.add(first.words.iter().map(|&word| (word, 1)));
            }
            starts
        })
    }

    /// Whether something else than `words` may match.
    fn has_alternatives(&self) -> bool {
        !self.divisions.is_empty() || !self.others.is_empty()
    }

    /// The words, and what matches as well.
    fn all_words(&self) -> impl Iterator<Item = &TermWords> {
        std::iter::once(&self.words).chain(&self.others)
    }

    fn in_segment(&self, segment: &Segment) -> Self {
        let divisions = self.divisions.iter().map(|division| all_in_segment(division, segment));
        let is_present = |places: &[WordMatches]| places.iter().all(|word| !word.words.is_empty());
        let others = self.others.iter().map(|words| words.in_segment(segment));
        let mut matches = Self {
            words: self.words.in_segment(segment),
            others: others.filter(|words| is_present(words.places())).collect(),
            divisions: divisions.filter(|division| is_present(division)).collect(),
            starts: None,
        };
        matches.starts = matches.find_starts();
        matches
    }
}

impl ResolvedTerm {
    /// Resolves a ranked term; includes fuzzy matches if `typos` is given.
    pub(super) fn resolve(term: &Term, vocabulary: &Vocabulary, typos: Option<&TypoMatcher>) -> Option<Self> {
        let mut all: Vec<TermWords> = Vec::new();
        for member in term.members() {
            match (TermWords::resolve(member, vocabulary, typos)?, all.first_mut()) {
                // Single words are one table.
                (TermWords::Word(more), Some(TermWords::Word(tiers))) => *tiers = tiers.union(&more),
                (TermWords::Word(tiers), _) => all.insert(0, TermWords::Word(tiers)),
                (words, _) => all.push(words),
            }
        }
        let mut all = all.into_iter();
        let words = all.next()?;
        let divisions = typos.map(|_| divisions(term)).unwrap_or_default();
        let known = |division: Vec<String>| division.iter().map(|word| vocabulary.matches_of(word)).collect();
        let divisions = divisions.into_iter().filter_map(known).collect();
        Some(Self(Matches { words, others: all.collect(), divisions, starts: None }))
    }

    /// Resolves an excluded term: a whole word, a phrase or a pattern.
    pub(super) fn resolve_excluded(term: &Term, vocabulary: &Vocabulary) -> Option<Self> {
        match term {
            Term::Word(word) => {
                let fits = vocabulary.phrase_matches(std::slice::from_ref(word), 0, false);
                let words = TermWords::Phrase(vec![fits]);
                Some(Self(Matches { words, others: Vec::new(), divisions: Vec::new(), starts: None }))
            }
            Term::Phrase { words, .. } => {
                Self::resolve(&Term::Phrase { words: words.clone(), is_prefix: false }, vocabulary, None)
            }
            term => Self::resolve(term, vocabulary, None),
        }
    }

    /// Whether the term matches no word of the indexed blocks.
    pub(super) fn has_no_match(&self) -> bool {
        let is_missing = |words: &TermWords| words.places().iter().any(|fits| fits.words.is_empty());
        self.0.divisions.is_empty() && self.0.all_words().all(is_missing)
    }

    /// Whether some word matches only fuzzily.
    pub(super) fn has_fuzzy(&self) -> bool {
        let has = |fits: &WordMatches, is_fuzzy: &dyn Fn(u8) -> bool| {
            fits.words.iter().any(|&word| is_fuzzy(fits.values[word]))
        };
        let in_words = self.0.all_words().any(|words| match words {
            TermWords::Word(fits) => has(fits, &|value| MatchTier::from_table(value).is_some_and(MatchTier::is_fuzzy)),
            TermWords::Phrase(places) => places.iter().any(|fits| has(fits, &|value| value == FUZZY_IN_PHRASE)),
            TermWords::Near(..) => false,
        });
        in_words || !self.0.divisions.is_empty()
    }

    /// Converts the matches to the words of a segment, with the entries whose metadata match.
    pub(super) fn in_segment(&self, segment: &Segment, metadata: Option<BitSet>) -> SegmentTerm {
        SegmentTerm { matches: self.0.in_segment(segment), metadata }
    }
}

impl SegmentTerm {
    /// The entries that match the term, each in its best tier. For a phrase without fuzzy matches, those that contain its
    /// words in any order: see [`needs_position_check`](Self::needs_position_check).
    pub(super) fn tiers(&self, segment: &Segment) -> Vec<(MatchTier, BitSet)> {
        let mut tiers = self.word_tiers(segment);
        let Some(metadata) = &self.metadata else { return tiers };
        if self.is_plain_phrase() {
            // The metadata of those that have the words, but not in a row, may match.
            for (_, set) in &mut tiers {
                self.retain_matching(segment, set);
            }
        }
        let mut beside = metadata.clone();
        for (tier, set) in &mut tiers {
            if *tier < MatchTier::Metadata { beside.difference_with(set) } else { set.difference_with(metadata) }
        }
        tiers.push((MatchTier::Metadata, beside));
        tiers
    }

    /// The entries of which words match the term, by tier.
    fn word_tiers(&self, segment: &Segment) -> Vec<(MatchTier, BitSet)> {
        match &self.matches.words {
            TermWords::Word(tiers) => {
                let mut sets = word_tiers(tiers, segment);
                if self.matches.has_alternatives() {
                    // Phrases may match better than words; divisions match only fuzzily.
                    let mut candidates = BitSet::empty(segment.len());
                    self.matches.others.iter().for_each(|words| candidates.union_with(&words.candidates(segment)));
                    candidates.difference_with(&sets[MatchTier::Whole as usize]);
                    let mut divided = BitSet::empty(segment.len());
                    for division in &self.matches.divisions {
                        divided.union_with(&entries_with_all(division, segment));
                    }
                    for set in &sets {
                        divided.difference_with(set);
                    }
                    candidates.union_with(&divided);
                    for set in &mut sets {
                        set.difference_with(&candidates);
                    }
                    self.add_by_position(segment, &candidates, &mut sets);
                }
                with_tiers(sets)
            }
            words if !self.has_places() => vec![(MatchTier::Whole, words.candidates(segment))],
            _ => {
                let mut candidates = BitSet::empty(segment.len());
                self.matches.all_words().for_each(|words| candidates.union_with(&words.candidates(segment)));
                for division in &self.matches.divisions {
                    candidates.union_with(&entries_with_all(division, segment));
                }
                let mut sets = MatchTier::ALL.map(|_| BitSet::empty(segment.len()));
                self.add_by_position(segment, &candidates, &mut sets);
                with_tiers(sets)
            }
        }
    }

    /// Keeps the entries whose tokens match the term.
    pub(super) fn retain_matching(&self, segment: &Segment, entries: &mut BitSet) {
        let mut found = BitSet::empty(segment.len());
        let rarest = self.rarest_place();
        with_tokens!(segment.tokens(), words => {
            let tokens = |at| &words[segment.token_range(at)];
            let is_match = |at| match rarest {
                Some((places, rarest)) => has_phrase(tokens(at), places, rarest),
                None => self.matches(tokens(at)),
            };
            entries.for_each_fetched(|_| true, |at| fetch(tokens(at), true), |at| if is_match(at) { found.insert(at); });
        });
        *entries = found;
    }

    /// Whether the metadata of an entry match the term.
    pub(super) fn is_in_metadata(&self, entry: usize) -> bool {
        self.metadata.as_ref().is_some_and(|metadata| metadata.contains(entry))
    }

    /// Whether the tier of an entry depends on the places of its words: not if it is one word, or an exact phrase.
    fn has_places(&self) -> bool {
        let is_fuzzy = |fits: &WordMatches| fits.words.iter().any(|&word| fits.values[word] == FUZZY_IN_PHRASE);
        self.matches.has_alternatives()
            || match &self.matches.words {
                TermWords::Word(_) => false,
                TermWords::Phrase(fits) => fits.iter().any(is_fuzzy),
                TermWords::Near(..) => true,
            }
    }

    /// Adds those of `candidates` that match the term to the set of their best tier.
    fn add_by_position(&self, segment: &Segment, candidates: &BitSet, sets: &mut [BitSet; MatchTier::ALL.len()]) {
        with_tokens!(segment.tokens(), words => {
            let tokens = |entry| &words[segment.token_range(entry)];
            candidates.for_each_fetched(|_| true, |entry| fetch(tokens(entry), true), |entry| {
                if let Some(tier) = split_texts(tokens(entry)).flat_map(|text| self.tiers_in(text)).min() {
                    sets[tier as usize].insert(entry);
                }
            });
        });
    }

    /// The tiers in which the term matches at positions of a text.
    fn tiers_in<W: TokenId>(&self, text: &[W]) -> impl Iterator<Item = MatchTier> {
        let starts = &self.first_words().values;
        let begins = |(_, word): &(usize, &W)| starts[word.code()] > 0;
        text.iter().enumerate().filter(begins).filter_map(|(at, _)| self.tier_at(text, at))
    }

    /// For each position of the term, the words of which an entry must contain one, with the cost of finding these
    /// entries.
    pub(super) fn posting_costs<'t>(&'t self, segment: &'t Segment) -> impl Iterator<Item = PostingCost<'t>> {
        let places = match &self.matches.starts {
            Some(starts) if self.matches.has_alternatives() => std::slice::from_ref(starts),
            _ => self.matches.words.places(),
        };
        let metadata = self.metadata.as_ref();
        places.iter().map(move |fits| PostingCost { matches: fits, metadata, cost: fits.cost(segment) })
    }

    /// Whether which entries match depends on the places of words in them.
    pub(super) fn reads_positions(&self) -> bool {
        self.has_places() || self.is_plain_phrase()
    }

    /// Whether positions must still be checked: the words of a phrase have to be consecutive.
    pub(super) fn needs_position_check(&self) -> bool {
        self.metadata.is_none() && self.is_plain_phrase()
    }

    /// Whether it is an exact phrase of several words.
    fn is_plain_phrase(&self) -> bool {
        !self.has_places() && matches!(&self.matches.words, TermWords::Phrase(fits) if fits.len() > 1)
    }

    /// The places of a phrase that has no alternatives, and which of them has the rarest words.
    fn rarest_place(&self) -> Option<(&[WordMatches], usize)> {
        let TermWords::Phrase(places) = &self.matches.words else { return None };
        // Words are numbered by descending frequency.
        let rarest = (0..places.len()).max_by_key(|&at| places[at].words.first())?;
        (!self.matches.has_alternatives()).then_some((places, rarest))
    }

    /// Whether the tokens of an entry match the term.
    fn matches<W: TokenId>(&self, words: &[W]) -> bool {
        split_texts(words).any(|text| self.tiers_in(text).next().is_some())
    }

    /// The tier in which the term matches at a position of a text.
    #[inline]
    pub(super) fn tier_at<W: TokenId>(&self, text: &[W], at: usize) -> Option<MatchTier> {
        let mut tier = self.matches.words.tier_at(text, at);
        if !self.matches.others.is_empty() {
            tier = tier.into_iter().chain(self.matches.others.iter().filter_map(|words| words.tier_at(text, at))).min();
        }
        if tier.is_some() || self.matches.divisions.is_empty() {
            return tier;
        }
        let has = |division: &Vec<WordMatches>| worst_fit(text, at, division).is_some();
        self.matches.divisions.iter().any(has).then_some(MatchTier::Fuzzy)
    }

    /// The tier in which a single word matches the term.
    pub(super) fn tier_of_word(&self, word: usize) -> Option<MatchTier> {
        match &self.matches.words {
            TermWords::Word(tiers) => MatchTier::from_table(tiers.values[word + 1]),
            TermWords::Near(..) => None,
            TermWords::Phrase(fits) => {
                (fits.len() == 1).then(|| fits[0].values[word + 1]).and_then(|value| match value {
                    0 => None,
                    FUZZY_IN_PHRASE => Some(MatchTier::Fuzzy),
                    _ => Some(MatchTier::Whole),
                })
            }
        }
    }

    /// Whether something else may match than the words at the first position of the term.
    pub(super) fn has_alternatives(&self) -> bool {
        self.matches.has_alternatives()
    }

    /// The words with which the term may begin.
    fn first_words(&self) -> &WordMatches {
        self.matches.starts.as_ref().unwrap_or_else(|| &self.matches.words.places()[0])
    }

    /// The words with which the term may begin, as word ids plus one; only those that match as whole words, if `is_whole`
    /// is set and the term is a word.
    pub(super) fn starts(&self, is_whole: bool) -> impl Iterator<Item = usize> {
        let is_limited = is_whole && !self.has_alternatives() && matches!(self.matches.words, TermWords::Word(_));
        let first = self.first_words();
        let is_wanted =
            move |&place: &usize| !is_limited || MatchTier::from_table(first.values[place]) == Some(MatchTier::Whole);
        first.words.iter().copied().filter(is_wanted)
    }
}

/// Whether a phrase occurs in the tokens of an entry; the words of its place `rarest` are looked for first.
fn has_phrase<W: TokenId>(words: &[W], places: &[WordMatches], rarest: usize) -> bool {
    // A break between texts matches no place.
    let fits = &places[rarest].values;
    let begins = |at: usize| at.checked_sub(rarest).is_some_and(|start| worst_fit(words, start, places).is_some());
    words.iter().enumerate().any(|(at, word)| fits[word.code()] > 0 && begins(at))
}

/// The sets that are not empty, with their tiers.
fn with_tiers(sets: [BitSet; MatchTier::ALL.len()]) -> Vec<(MatchTier, BitSet)> {
    MatchTier::ALL.into_iter().zip(sets).filter(|(_, set)| !set.is_empty()).collect()
}

/// The entries that contain a word of each tier, each in its best one only.
fn word_tiers(tiers: &WordMatches, segment: &Segment) -> [BitSet; MatchTier::ALL.len()] {
    let mut better = BitSet::empty(segment.len());
    let mut has_words = [false; MatchTier::ALL.len() + 1];
    tiers.words.iter().for_each(|&place| has_words[usize::from(tiers.values[place])] = true);
    MatchTier::ALL.map(|tier| {
        // Most terms match in one tier or two.
        if !has_words[tier as usize + 1] {
            return BitSet::empty(segment.len());
        }
        let all = if tier == MatchTier::Prefix { tiers.entries_with_initial(segment) } else { None };
        let mut found = all.unwrap_or_else(|| tiers.entries_where(segment, |value| value == tier as u8 + 1));
        found.difference_with(&better);
        better.union_with(&found);
        found
    })
}

/// A set of words of which an entry must contain one.
pub(super) struct PostingCost<'t> {
    matches: &'t WordMatches,
    metadata: Option<&'t BitSet>,
    /// The estimated cost of `entries`.
    pub(super) cost: usize,
}

impl PostingCost<'_> {
    /// The entries of a segment that contain one of the words, or whose metadata match.
    pub(super) fn entries(&self, segment: &Segment) -> BitSet {
        let mut found = self.matches.entries(segment);
        if let Some(metadata) = self.metadata {
            found.union_with(metadata);
        }
        found
    }
}
