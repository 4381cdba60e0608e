//! Query terms resolved to words, first of the vocabulary, then of a segment.

use crate::division::divisions;
use crate::index::{BitSet, Segment, TokenId, Vocabulary, split_texts, with_tokens};
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
pub(super) struct ResolvedTerm(Matches);

/// How each word of a segment matches a term, indexed by word id plus one; see [`WordMatches`].
pub(super) struct SegmentTerm(Matches);

/// How words match a term.
struct Matches {
    words: TermWords,
    /// Other ways to divide the letters of the term into words, for fuzzy matches: for each position, the word there.
    divisions: Vec<Vec<WordMatches>>,
    /// The words with which the term or one of the divisions may begin, if there are divisions.
    starts: Option<WordMatches>,
}

enum TermWords {
    /// The tier plus one, or 0.
    Word(WordMatches),
    /// For each position of the phrase, 1 for the words that match there, 2 for those that match fuzzily.
    Phrase(Vec<WordMatches>),
}

impl Matches {
    fn new(words: TermWords, divisions: Vec<Vec<WordMatches>>) -> Self {
        let mut matches = Self { words, divisions, starts: None };
        if !matches.divisions.is_empty() {
            let mut values = matches.words.first().values.clone();
            for first in matches.divisions.iter().filter_map(|division| division.first()) {
                first.words.iter().for_each(|&word| values[word] = values[word].max(1));
            }
            matches.starts = Some(WordMatches::new(values));
        }
        matches
    }

    fn in_segment(&self, segment: &Segment) -> Self {
        let all = |places: &[WordMatches]| places.iter().map(|fits| fits.in_segment(segment)).collect();
        let words = match &self.words {
            TermWords::Word(tiers) => TermWords::Word(tiers.in_segment(segment)),
            TermWords::Phrase(fits) => TermWords::Phrase(all(fits)),
        };
        let divisions = self.divisions.iter().map(|division| all(division));
        let is_present = |division: &Vec<WordMatches>| division.iter().all(|word| !word.words.is_empty());
        Self::new(words, divisions.filter(is_present).collect())
    }
}

impl TermWords {
    /// The words with which the term may begin.
    fn first(&self) -> &WordMatches {
        match self {
            Self::Word(tiers) => tiers,
            Self::Phrase(fits) => &fits[0],
        }
    }
}

impl ResolvedTerm {
    /// Resolves a word or phrase; includes fuzzy matches if `typos` is given.
    pub(super) fn resolve(term: &Term, vocabulary: &Vocabulary, typos: Option<&TypoMatcher>) -> Option<Self> {
        let words = match term {
            Term::Word(typed) => {
                let mut tiers = vocabulary.exact_tiers(typed);
                if let Some(near) = typos {
                    vocabulary.add_fuzzy(&mut tiers, typed, near);
                }
                TermWords::Word(WordMatches::new(tiers))
            }
            Term::Phrase { words, is_prefix: open } => {
                let fits = |at: usize| {
                    let mut fits = vocabulary.phrase_matches(words, at, *open);
                    if typos.is_some() {
                        vocabulary.add_loose_phrase_matches(&mut fits, &words[at]);
                    }
                    WordMatches::new(fits)
                };
                TermWords::Phrase((0..words.len()).map(fits).collect())
            }
            Term::Literal(_) | Term::Field(..) | Term::Not(_) | Term::Nothing => return None,
        };
        let divisions = typos.map(|_| divisions(term)).unwrap_or_default();
        let known = |division: Vec<String>| division.iter().map(|word| vocabulary.matches_of(word)).collect();
        let divisions = divisions
            .into_iter()
            .filter_map(known)
            .map(|division: Vec<Vec<u8>>| division.into_iter().map(WordMatches::new).collect());
        Some(Self(Matches::new(words, divisions.collect())))
    }

    /// Resolves an excluded term: a whole word or a phrase.
    pub(super) fn resolve_excluded(term: &Term, vocabulary: &Vocabulary) -> Option<Self> {
        match term {
            Term::Word(word) => {
                let fits = vocabulary.phrase_matches(std::slice::from_ref(word), 0, false);
                Some(Self(Matches::new(TermWords::Phrase(vec![WordMatches::new(fits)]), Vec::new())))
            }
            Term::Phrase { words, .. } => {
                Self::resolve(&Term::Phrase { words: words.clone(), is_prefix: false }, vocabulary, None)
            }
            Term::Literal(_) | Term::Field(..) | Term::Not(_) | Term::Nothing => None,
        }
    }

    /// Whether the term matches no word of the indexed blocks.
    pub(super) fn has_no_match(&self) -> bool {
        self.0.divisions.is_empty()
            && match &self.0.words {
                TermWords::Word(fits) => fits.words.is_empty(),
                TermWords::Phrase(places) => places.iter().any(|fits| fits.words.is_empty()),
            }
    }

    /// Whether some word matches only fuzzily.
    pub(super) fn has_fuzzy(&self) -> bool {
        let has = |fits: &WordMatches, is_fuzzy: &dyn Fn(u8) -> bool| {
            fits.words.iter().any(|&word| is_fuzzy(fits.values[word]))
        };
        let in_words = match &self.0.words {
            TermWords::Word(fits) => has(fits, &|value| MatchTier::from_table(value) == Some(MatchTier::Fuzzy)),
            TermWords::Phrase(places) => places.iter().any(|fits| has(fits, &|value| value == FUZZY_IN_PHRASE)),
        };
        in_words || !self.0.divisions.is_empty()
    }

    /// Converts the matches to the words of a segment.
    pub(super) fn in_segment(&self, segment: &Segment) -> SegmentTerm {
        SegmentTerm(self.0.in_segment(segment))
    }
}

impl SegmentTerm {
    /// The entries that match the term, by tier. For a phrase without fuzzy matches, those that contain its words in any
    /// order: see [`needs_position_check`](Self::needs_position_check).
    pub(super) fn tiers(&self, segment: &Segment) -> Vec<(MatchTier, BitSet)> {
        if self.has_places() {
            return self.tiers_by_position(segment);
        }
        match &self.0.words {
            TermWords::Word(tiers) => {
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
            TermWords::Phrase(fits) => vec![(MatchTier::Whole, entries_with_all(fits, segment))],
        }
    }

    /// Whether the tier of an entry depends on the places of its words: not if it is one word, or an exact phrase.
    fn has_places(&self) -> bool {
        let is_fuzzy = |fits: &WordMatches| fits.words.iter().any(|&word| fits.values[word] == FUZZY_IN_PHRASE);
        !self.0.divisions.is_empty() || matches!(&self.0.words, TermWords::Phrase(fits) if fits.iter().any(is_fuzzy))
    }

    /// The entries that match the term, by their best tier.
    fn tiers_by_position(&self, segment: &Segment) -> Vec<(MatchTier, BitSet)> {
        let mut candidates = match &self.0.words {
            TermWords::Word(tiers) => tiers.entries(segment, |_| true),
            TermWords::Phrase(fits) => entries_with_all(fits, segment),
        };
        for division in &self.0.divisions {
            candidates.union_with(&entries_with_all(division, segment));
        }
        let mut sets = MatchTier::ALL.map(|tier| (tier, BitSet::empty(segment.len())));
        with_tokens!(segment.tokens(), words => candidates.for_each(|entry| {
            let words = &words[segment.token_range(entry)];
            let tiers = split_texts(words).flat_map(|text| (0..text.len()).filter_map(|at| self.tier_at(text, at)));
            if let Some(tier) = tiers.min() {
                sets[tier as usize].1.insert(entry);
            }
        }));
        sets.into()
    }

    /// For each position of the term, the words of which an entry must contain one, with the cost of finding these
    /// entries.
    pub(super) fn posting_costs<'t>(&'t self, segment: &'t Segment) -> impl Iterator<Item = PostingCost<'t>> {
        let places = match (&self.0.starts, &self.0.words) {
            (Some(starts), _) => std::slice::from_ref(starts),
            (None, TermWords::Word(tiers)) => std::slice::from_ref(tiers),
            (None, TermWords::Phrase(fits)) => fits.as_slice(),
        };
        let cost = |fits: &WordMatches| fits.segment_words().map(|word| segment.posting_cost(word)).sum();
        places.iter().map(move |fits| PostingCost { matches: fits, cost: cost(fits) })
    }

    /// Whether positions must still be checked: the words of a phrase have to be consecutive.
    pub(super) fn needs_position_check(&self) -> bool {
        !self.has_places() && matches!(&self.0.words, TermWords::Phrase(fits) if fits.len() > 1)
    }

    /// Whether the tokens of an entry match the term.
    pub(super) fn matches<W: TokenId>(&self, words: &[W]) -> bool {
        split_texts(words).any(|text| (0..text.len()).any(|at| self.tier_at(text, at).is_some()))
    }

    /// The tier in which the term matches at a position of a text.
    #[inline]
    pub(super) fn tier_at<W: TokenId>(&self, text: &[W], at: usize) -> Option<MatchTier> {
        let tier = match &self.0.words {
            TermWords::Word(tiers) => MatchTier::from_table(tiers.values[text[at].code()]),
            TermWords::Phrase(fits) => worst_fit(text, at, fits).map(|worst| match worst {
                FUZZY_IN_PHRASE => MatchTier::Fuzzy,
                _ => MatchTier::Whole,
            }),
        };
        if tier.is_some() || self.0.divisions.is_empty() {
            return tier;
        }
        let has = |division: &Vec<WordMatches>| worst_fit(text, at, division).is_some();
        self.0.divisions.iter().any(has).then_some(MatchTier::Fuzzy)
    }

    /// The tier in which a single word matches the term.
    pub(super) fn tier_of_word(&self, word: usize) -> Option<MatchTier> {
        match &self.0.words {
            TermWords::Word(tiers) => MatchTier::from_table(tiers.values[word + 1]),
            TermWords::Phrase(fits) => {
                (fits.len() == 1).then(|| fits[0].values[word + 1]).and_then(|value| match value {
                    0 => None,
                    FUZZY_IN_PHRASE => Some(MatchTier::Fuzzy),
                    _ => Some(MatchTier::Whole),
                })
            }
        }
    }

    /// Whether the term matches other ways to divide its letters, too.
    pub(super) fn has_divisions(&self) -> bool {
        !self.0.divisions.is_empty()
    }

    /// The words with which the term may begin.
    fn first_words(&self) -> &WordMatches {
        self.0.starts.as_ref().unwrap_or_else(|| self.0.words.first())
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

/// The value of a word that matches a position of a phrase only fuzzily.
const FUZZY_IN_PHRASE: u8 = 2;

/// The entries that contain a word for each position, in any order.
fn entries_with_all(places: &[WordMatches], segment: &Segment) -> BitSet {
    let mut all = BitSet::full(segment.len());
    for fits in places {
        all.intersect_with(&fits.entries(segment, |_| true));
    }
    all
}

/// The largest value of the words at a position of a text, if all of them fit.
#[inline]
fn worst_fit<W: TokenId>(text: &[W], at: usize, places: &[WordMatches]) -> Option<u8> {
    let window = text.get(at..at + places.len())?;
    let mut worst = 0;
    for (word, fits) in window.iter().zip(places) {
        let value = fits.values[word.code()];
        if value == 0 {
            return None;
        }
        worst = worst.max(value);
    }
    Some(worst)
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
