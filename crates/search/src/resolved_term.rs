//! Query terms resolved to words, first of the vocabulary, then of a segment.

use crate::index::{BitSet, Segment, TokenId, Vocabulary, split_texts};
use crate::match_tier::MatchTier;
use crate::query::Term;
use crate::typo::TypoMatcher;

/// How each word matches a term, or one position of a phrase.
#[derive(Debug, Default)]
pub(super) struct WordMatches {
    /// A value for each word, 0 if it does not match.
    values: Vec<u8>,
    /// The indices of the words that match, sorted; usually few.
    words: Vec<usize>,
}

impl WordMatches {
    fn new(values: Vec<u8>) -> Self {
        let fitting = values.iter().enumerate().filter(|(_, value)| **value > 0);
        Self { words: fitting.map(|(word, _)| word).collect(), values }
    }

    /// Converts the values to the words of a segment. Index 0 is the break between texts, which never matches.
    fn in_segment(&self, segment: &Segment) -> Self {
        let numbers = segment.word_ids();
        if self.words.is_empty() {
            return Self { values: vec![0; numbers.len() + 1], words: Vec::new() };
        }
        let of_words = numbers.iter().map(|&number| self.values[number as usize]);
        Self::new(std::iter::once(0).chain(of_words).collect())
    }

    /// The matching words, as word ids of the segment.
    fn segment_words(&self) -> impl Iterator<Item = usize> {
        self.words.iter().map(|place| place - 1)
    }

    /// The entries that contain a word whose value satisfies `is_wanted`.
    fn entries(&self, segment: &Segment, is_wanted: impl Fn(u8) -> bool) -> BitSet {
        let mut found = BitSet::empty(segment.len());
        self.segment_words()
            .filter(|word| is_wanted(self.values[word + 1]))
            .for_each(|word| segment.add_postings(word, &mut found));
        found
    }
}

/// How each word of the vocabulary matches a term.
pub(super) enum ResolvedTerm {
    /// The tier plus one, or 0.
    Word(WordMatches),
    /// For each position of the phrase, 1 for the words that match there.
    Phrase(Vec<WordMatches>),
}

impl ResolvedTerm {
    /// Resolves a word or phrase; includes fuzzy matches if `typos` is given.
    pub(super) fn resolve(term: &Term, vocabulary: &Vocabulary, typos: Option<&TypoMatcher>) -> Option<Self> {
        match term {
            Term::Word(typed) => {
                let mut tiers = vocabulary.exact_tiers(typed);
                if let Some(near) = typos {
                    vocabulary.add_fuzzy(&mut tiers, typed, near);
                }
                Some(Self::Word(WordMatches::new(tiers)))
            }
            Term::Phrase { words, is_prefix: open } => {
                let fits = |at| WordMatches::new(vocabulary.phrase_matches(words, at, *open));
                Some(Self::Phrase((0..words.len()).map(fits).collect()))
            }
            Term::Field(..) | Term::Not(_) => None,
        }
    }

    /// Resolves an excluded term: a whole word or a phrase.
    pub(super) fn resolve_excluded(term: &Term, vocabulary: &Vocabulary) -> Option<Self> {
        match term {
            Term::Word(word) => Some(Self::Phrase(vec![WordMatches::new(vocabulary.phrase_matches(
                std::slice::from_ref(word),
                0,
                false,
            ))])),
            Term::Phrase { words, .. } => {
                Self::resolve(&Term::Phrase { words: words.clone(), is_prefix: false }, vocabulary, None)
            }
            Term::Field(..) | Term::Not(_) => None,
        }
    }

    /// Whether the term matches no word of the indexed blocks.
    pub(super) fn has_no_match(&self) -> bool {
        match self {
            Self::Word(fits) => fits.words.is_empty(),
            Self::Phrase(places) => places.iter().any(|fits| fits.words.is_empty()),
        }
    }

    /// Whether some word matches only fuzzily.
    pub(super) fn has_fuzzy(&self) -> bool {
        let Self::Word(fits) = self else { return false };
        fits.words.iter().any(|&word| MatchTier::from_table(fits.values[word]) == Some(MatchTier::Fuzzy))
    }

    /// Converts the matches to the words of a segment.
    pub(super) fn in_segment(&self, segment: &Segment) -> SegmentTerm {
        match self {
            Self::Word(tiers) => SegmentTerm::Word(tiers.in_segment(segment)),
            Self::Phrase(fits) => SegmentTerm::Phrase(fits.iter().map(|fits| fits.in_segment(segment)).collect()),
        }
    }
}

/// How each word of a segment matches a term, indexed by word id plus one; see [`WordMatches`].
pub(super) enum SegmentTerm {
    Word(WordMatches),
    Phrase(Vec<WordMatches>),
}

impl SegmentTerm {
    /// The entries that match the term, by tier. For a phrase, those that contain its words in any order.
    pub(super) fn tiers(&self, segment: &Segment) -> Vec<(MatchTier, BitSet)> {
        match self {
            Self::Word(tiers) => {
                let mut better = BitSet::empty(segment.len());
                let mut sets = Vec::new();
                for tier in MatchTier::ALL {
                    let mut found = tiers.entries(segment, |value| value == tier as u8 + 1);
                    found.difference_with(&better);
                    better.union_with(&found);
                    sets.push((tier, found));
                }
                sets
            }
            Self::Phrase(fits) => {
                let mut all = BitSet::full(segment.len());
                for fits in fits {
                    all.intersect_with(&fits.entries(segment, |_| true));
                }
                vec![(MatchTier::Whole, all)]
            }
        }
    }

    /// For each position of the term, the words of which an entry must contain one, with the cost of finding these
    /// entries.
    pub(super) fn posting_costs<'t>(&'t self, segment: &'t Segment) -> impl Iterator<Item = PostingCost<'t>> {
        let places = match self {
            Self::Word(tiers) => std::slice::from_ref(tiers),
            Self::Phrase(fits) => fits.as_slice(),
        };
        let cost = |fits: &WordMatches| fits.segment_words().map(|word| segment.posting_cost(word)).sum();
        places.iter().map(move |fits| PostingCost { matches: fits, cost: cost(fits) })
    }

    /// Whether positions must be checked: the words of a phrase have to be consecutive.
    pub(super) fn needs_position_check(&self) -> bool {
        matches!(self, Self::Phrase(fits) if fits.len() > 1)
    }

    /// Whether the tokens of an entry match the term.
    pub(super) fn matches<W: TokenId>(&self, words: &[W]) -> bool {
        split_texts(words).any(|text| (0..text.len()).any(|at| self.tier_at(text, at).is_some()))
    }

    /// The tier in which the term matches at a position of a text.
    #[inline]
    pub(super) fn tier_at<W: TokenId>(&self, text: &[W], at: usize) -> Option<MatchTier> {
        match self {
            Self::Word(tiers) => MatchTier::from_table(tiers.values[text[at].code()]),
            Self::Phrase(fits) => {
                let window = text.get(at..at + fits.len())?;
                let fit = window.iter().zip(fits).all(|(word, fits)| fits.values[word.code()] == 1);
                fit.then_some(MatchTier::Whole)
            }
        }
    }

    /// The tier in which a single word matches the term.
    pub(super) fn tier_of_word(&self, word: usize) -> Option<MatchTier> {
        match self {
            Self::Word(tiers) => MatchTier::from_table(tiers.values[word + 1]),
            Self::Phrase(fits) => (fits.len() == 1 && fits[0].values[word + 1] == 1).then_some(MatchTier::Whole),
        }
    }

    /// The words with which the term may begin.
    fn first_words(&self) -> &WordMatches {
        match self {
            Self::Word(tiers) => tiers,
            Self::Phrase(fits) => &fits[0],
        }
    }

    /// Whether the term may begin with a word.
    pub(super) fn can_start_with(&self, word: usize) -> bool {
        self.first_words().values[word + 1] > 0
    }

    /// A table of the words with which any term may begin, indexed by word id plus one.
    pub(super) fn start_table(terms: &[Self], words: usize) -> Vec<bool> {
        let mut starts = vec![false; words + 1];
        terms.iter().flat_map(|term| &term.first_words().words).for_each(|&place| starts[place] = true);
        starts
    }
}

/// A set of words of which an entry must contain one.
pub(super) struct PostingCost<'t> {
    matches: &'t WordMatches,
    /// The estimated cost of `entries`.
    pub(super) cost: usize,
}

impl PostingCost<'_> {
    /// The entries of a segment that contain one of the words.
    pub(super) fn entries(&self, segment: &Segment) -> BitSet {
        self.matches.entries(segment, |_| true)
    }
}
