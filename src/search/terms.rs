//! The terms of a query, looked up in the vocabulary: what the words of a block are to them.

use super::index::{Bits, Segment, Vocabulary, Word, texts};
use super::near::Near;
use super::query::Term;
use super::words::Tier;

/// What each word is to a place of a term.
#[derive(Debug, Default)]
pub(super) struct Fits {
    /// For each word a value, 0 for those that do not fit.
    values: Vec<u8>,
    /// The others, in order: they are few.
    words: Vec<usize>,
}

impl Fits {
    fn of(values: Vec<u8>) -> Self {
        let fitting = values.iter().enumerate().filter(|(_, value)| **value > 0);
        Self { words: fitting.map(|(word, _)| word).collect(), values }
    }

    /// The same for the words of a block. Before the words stands the break between texts, which fits nowhere.
    fn within(&self, segment: &Segment) -> Self {
        let numbers = segment.numbers();
        if self.words.is_empty() {
            return Self { values: vec![0; numbers.len() + 1], words: Vec::new() };
        }
        let of_words = numbers.iter().map(|&number| self.values[number as usize]);
        Self::of(std::iter::once(0).chain(of_words).collect())
    }

    /// The words of a block that fit, by their numbers in it.
    fn local(&self) -> impl Iterator<Item = usize> {
        self.words.iter().map(|place| place - 1)
    }

    /// The entries of a block that hold a word whose value `is_meant`.
    fn entries(&self, segment: &Segment, is_meant: impl Fn(u8) -> bool) -> Bits {
        let mut found = Bits::none(segment.len());
        self.local()
            .filter(|word| is_meant(self.values[word + 1]))
            .for_each(|word| segment.add_entries(word, &mut found));
        found
    }
}

/// What each word of the vocabulary is to a term.
pub(super) enum Looked {
    /// One more than the tier in which it matches, or 0.
    Word(Fits),
    /// For each place of a phrase whether it fits there.
    Phrase(Vec<Fits>),
}

impl Looked {
    /// Looks a word or phrase up, near words too where there is a judge of them.
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

    /// Looks up what must not be there: a word, whole, or a phrase.
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

    /// Whether no entry that the index covers can hold it.
    pub(super) fn is_nowhere(&self) -> bool {
        match self {
            Self::Word(fits) => fits.words.is_empty(),
            Self::Phrase(places) => places.iter().any(|fits| fits.words.is_empty()),
        }
    }

    /// Whether some word is only near it.
    pub(super) fn has_near(&self) -> bool {
        let Self::Word(fits) = self else { return false };
        fits.words.iter().any(|&word| Tier::of(fits.values[word]) == Some(Tier::Near))
    }

    /// The same for the words of one block.
    pub(super) fn within(&self, segment: &Segment) -> Local {
        match self {
            Self::Word(tiers) => Local::Word(tiers.within(segment)),
            Self::Phrase(fits) => Local::Phrase(fits.iter().map(|fits| fits.within(segment)).collect()),
        }
    }
}

/// What each word of a block is to a term, by one more than the word's number; see [`Looked`].
pub(super) enum Local {
    Word(Fits),
    Phrase(Vec<Fits>),
}

impl Local {
    /// The entries of a block that hold a term, by how well they do. Of a phrase these are all that hold its
    /// words, in whatever order.
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

    /// What an entry must hold to hold the term.
    pub(super) fn needs<'t>(&'t self, segment: &'t Segment) -> impl Iterator<Item = Need<'t>> {
        let places = match self {
            Self::Word(tiers) => std::slice::from_ref(tiers),
            Self::Phrase(fits) => fits.as_slice(),
        };
        let cost = |fits: &Fits| fits.local().map(|word| segment.cost(word)).sum();
        places.iter().map(move |fits| Need { fits, cost: cost(fits) })
    }

    /// Whether entries that hold its words need not hold the term: the words of a phrase must follow each other.
    pub(super) fn needs_a_look(&self) -> bool {
        matches!(self, Self::Phrase(fits) if fits.len() > 1)
    }

    /// Whether the words of an entry hold the term.
    pub(super) fn is_in<W: Word>(&self, words: &[W]) -> bool {
        texts(words).any(|text| (0..text.len()).any(|at| self.tier_at(text, at).is_some()))
    }

    /// The tier in which the term stands at a place of a text.
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

    /// The tier in which a word alone is the term.
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

    /// Whether a term may begin with each word of a block, by one more than the word's number.
    pub(super) fn starts(terms: &[Self], words: usize) -> Vec<bool> {
        let mut starts = vec![false; words + 1];
        terms.iter().flat_map(|term| &term.first().words).for_each(|&place| starts[place] = true);
        starts
    }
}

/// That an entry must hold one of the words that fit.
pub(super) struct Need<'t> {
    fits: &'t Fits,
    /// How many bytes tell which entries do.
    pub(super) cost: usize,
}

impl Need<'_> {
    /// The entries of a block that do.
    pub(super) fn entries(&self, segment: &Segment) -> Bits {
        self.fits.entries(segment, |_| true)
    }
}
