//! Query terms resolved to words, first of the vocabulary, then of a segment.

use crate::index::{Bits, Segment, Vocabulary, Word, texts};
use crate::match_tier::Tier;
use crate::query::Term;
use crate::typo::Near;

/// How each word matches a term, or one position of a phrase.
#[derive(Debug, Default)]
pub(super) struct Fits {
    /// A value for each word, 0 if it does not match.
    values: Vec<u8>,
    /// The indices of the words that match, sorted; usually few.
    words: Vec<usize>,
}

impl Fits {
    fn of(values: Vec<u8>) -> Self {
        let fitting = values.iter().enumerate().filter(|(_, value)| **value > 0);
        Self { words: fitting.map(|(word, _)| word).collect(), values }
    }

    /// Converts the values to the words of a segment. Index 0 is the break between texts, which never matches.
    fn within(&self, segment: &Segment) -> Self {
        let numbers = segment.numbers();
        if self.words.is_empty() {
            return Self { values: vec![0; numbers.len() + 1], words: Vec::new() };
        }
        let of_words = numbers.iter().map(|&number| self.values[number as usize]);
        Self::of(std::iter::once(0).chain(of_words).collect())
    }

    /// The matching words, as word ids of the segment.
    fn local(&self) -> impl Iterator<Item = usize> {
        self.words.iter().map(|place| place - 1)
    }

    /// The entries that contain a word whose value satisfies `is_wanted`.
    fn entries(&self, segment: &Segment, is_meant: impl Fn(u8) -> bool) -> Bits {
        let mut found = Bits::none(segment.len());
        self.local()
            .filter(|word| is_meant(self.values[word + 1]))
            .for_each(|word| segment.add_entries(word, &mut found));
        found
    }
}

/// How each word of the vocabulary matches a term.
pub(super) enum Looked {
    /// The tier plus one, or 0.
    Word(Fits),
    /// For each position of the phrase, 1 for the words that match there.
    Phrase(Vec<Fits>),
}

impl Looked {
    /// Resolves a word or phrase; includes fuzzy matches if `typos` is given.
    pub(super) fn up(term: &Term, vocabulary: &Vocabulary, near: Option<&Near>) -> Option<Self> {
        match term {
            Term::Word(typed) => {
                let mut tiers = vocabulary.sure(typed);
                if let Some(near) = near {
                    vocabulary.add_near(&mut tiers, typed, near);
                }
                Some(Self::Word(Fits::of(tiers)))
            }
            Term::Phrase { words, open } => {
                let fits = |at| Fits::of(vocabulary.fitting(words, at, *open));
                Some(Self::Phrase((0..words.len()).map(fits).collect()))
            }
            Term::Field(..) | Term::Not(_) => None,
        }
    }

    /// Resolves an excluded term: a whole word or a phrase.
    pub(super) fn up_unwanted(term: &Term, vocabulary: &Vocabulary) -> Option<Self> {
        match term {
            Term::Word(word) => {
                Some(Self::Phrase(vec![Fits::of(vocabulary.fitting(std::slice::from_ref(word), 0, false))]))
            }
            Term::Phrase { words, .. } => {
                Self::up(&Term::Phrase { words: words.clone(), open: false }, vocabulary, None)
            }
            Term::Field(..) | Term::Not(_) => None,
        }
    }

    /// Whether the term matches no word of the indexed blocks.
    pub(super) fn is_nowhere(&self) -> bool {
        match self {
            Self::Word(fits) => fits.words.is_empty(),
            Self::Phrase(places) => places.iter().any(|fits| fits.words.is_empty()),
        }
    }

    /// Whether some word matches only fuzzily.
    pub(super) fn has_near(&self) -> bool {
        let Self::Word(fits) = self else { return false };
        fits.words.iter().any(|&word| Tier::of(fits.values[word]) == Some(Tier::Near))
    }

    /// Converts the matches to the words of a segment.
    pub(super) fn within(&self, segment: &Segment) -> Local {
        match self {
            Self::Word(tiers) => Local::Word(tiers.within(segment)),
            Self::Phrase(fits) => Local::Phrase(fits.iter().map(|fits| fits.within(segment)).collect()),
        }
    }
}

/// How each word of a segment matches a term, indexed by word id plus one; see [`Looked`].
pub(super) enum Local {
    Word(Fits),
    Phrase(Vec<Fits>),
}

impl Local {
    /// The entries that match the term, by tier. For a phrase, those that contain its words in any order.
    pub(super) fn tiers(&self, segment: &Segment) -> Vec<(Tier, Bits)> {
        match self {
            Self::Word(tiers) => {
                let mut better = Bits::none(segment.len());
                let mut sets = Vec::new();
                for tier in Tier::ALL {
                    let mut found = tiers.entries(segment, |value| value == tier as u8 + 1);
                    found.subtract(&better);
                    better.unite(&found);
                    sets.push((tier, found));
                }
                sets
            }
            Self::Phrase(fits) => {
                let mut all = Bits::all(segment.len());
                for fits in fits {
                    all.intersect(&fits.entries(segment, |_| true));
                }
                vec![(Tier::Whole, all)]
            }
        }
    }

    /// For each position of the term, the words of which an entry must contain one, with the cost of finding these
    /// entries.
    pub(super) fn needs<'t>(&'t self, segment: &'t Segment) -> impl Iterator<Item = Need<'t>> {
        let places = match self {
            Self::Word(tiers) => std::slice::from_ref(tiers),
            Self::Phrase(fits) => fits.as_slice(),
        };
        let cost = |fits: &Fits| fits.local().map(|word| segment.cost(word)).sum();
        places.iter().map(move |fits| Need { fits, cost: cost(fits) })
    }

    /// Whether positions must be checked: the words of a phrase have to be consecutive.
    pub(super) fn needs_a_look(&self) -> bool {
        matches!(self, Self::Phrase(fits) if fits.len() > 1)
    }

    /// Whether the tokens of an entry match the term.
    pub(super) fn is_in<W: Word>(&self, words: &[W]) -> bool {
        texts(words).any(|text| (0..text.len()).any(|at| self.tier_at(text, at).is_some()))
    }

    /// The tier in which the term matches at a position of a text.
    #[inline]
    pub(super) fn tier_at<W: Word>(&self, text: &[W], at: usize) -> Option<Tier> {
        match self {
            Self::Word(tiers) => Tier::of(tiers.values[text[at].place()]),
            Self::Phrase(fits) => {
                let window = text.get(at..at + fits.len())?;
                let fit = window.iter().zip(fits).all(|(word, fits)| fits.values[word.place()] == 1);
                fit.then_some(Tier::Whole)
            }
        }
    }

    /// The tier in which a single word matches the term.
    pub(super) fn tier_of(&self, word: usize) -> Option<Tier> {
        match self {
            Self::Word(tiers) => Tier::of(tiers.values[word + 1]),
            Self::Phrase(fits) => (fits.len() == 1 && fits[0].values[word + 1] == 1).then_some(Tier::Whole),
        }
    }

    /// The words with which the term may begin.
    fn first(&self) -> &Fits {
        match self {
            Self::Word(tiers) => tiers,
            Self::Phrase(fits) => &fits[0],
        }
    }

    /// Whether the term may begin with a word.
    pub(super) fn may_begin_with(&self, word: usize) -> bool {
        self.first().values[word + 1] > 0
    }

    /// A table of the words with which any term may begin, indexed by word id plus one.
    pub(super) fn starts(terms: &[Self], words: usize) -> Vec<bool> {
        let mut starts = vec![false; words + 1];
        terms.iter().flat_map(|term| &term.first().words).for_each(|&place| starts[place] = true);
        starts
    }
}

/// A set of words of which an entry must contain one.
pub(super) struct Need<'t> {
    fits: &'t Fits,
    /// The estimated cost of `entries`.
    pub(super) cost: usize,
}

impl Need<'_> {
    /// The entries of a segment that contain one of the words.
    pub(super) fn entries(&self, segment: &Segment) -> Bits {
        self.fits.entries(segment, |_| true)
    }
}
