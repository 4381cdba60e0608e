//! The terms of a query, looked up in the vocabulary: what the words of a block are to them.

use super::index::{Bits, Segment, Vocabulary, Word, texts};
use super::near::Near;
use super::query::Term;
use super::words::Tier;

/// What each word of the vocabulary is to a term.
pub(super) enum Looked {
    /// One more than the tier in which it matches, or 0.
    Word(Vec<u8>),
    /// For each place of a phrase whether it fits there.
    Phrase(Vec<Vec<u8>>),
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
                Some(Self::Word(tiers))
            }
            Term::Phrase { words, open } => {
                Some(Self::Phrase((0..words.len()).map(|at| vocabulary.fitting(words, at, *open)).collect()))
            }
            Term::Field(..) | Term::Not(_) => None,
        }
    }

    /// Looks up what must not be there: a word, whole, or a phrase.
    pub(super) fn up_unwanted(term: &Term, vocabulary: &Vocabulary) -> Option<Self> {
        match term {
            Term::Word(word) => Some(Self::Phrase(vec![vocabulary.fitting(std::slice::from_ref(word), 0, false)])),
            Term::Phrase { words, .. } => {
                Self::up(&Term::Phrase { words: words.clone(), open: false }, vocabulary, None)
            }
            Term::Field(..) | Term::Not(_) => None,
        }
    }

    /// The same for the words of one block.
    pub(super) fn within(&self, segment: &Segment) -> Local {
        // Before the words stands the break between texts, which fits nowhere.
        let of_words =
            |table: &[u8]| segment.numbers().iter().map(|&number| table[number as usize]).collect::<Vec<u8>>();
        let local = |table: &[u8]| std::iter::once(0).chain(of_words(table)).collect();
        match self {
            Self::Word(tiers) => Local::Word(local(tiers)),
            Self::Phrase(fits) => Local::Phrase(fits.iter().map(|fits| local(fits)).collect()),
        }
    }
}

/// What each word of a block is to a term, by one more than the word's number; see [`Looked`].
pub(super) enum Local {
    Word(Vec<u8>),
    Phrase(Vec<Vec<u8>>),
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
                    let mut found = entries(segment, tiers, tier as u8 + 1);
                    found.subtract(&better);
                    better.unite(&found);
                    sets.push((tier, found));
                }
                sets
            }
            Self::Phrase(fits) => {
                let mut all = Bits::all(segment.len());
                for fits in fits {
                    all.intersect(&entries(segment, fits, 1));
                }
                vec![(Tier::Whole, all)]
            }
        }
    }

    /// What an entry must hold to hold the term.
    pub(super) fn needs<'t>(&'t self, segment: &'t Segment) -> impl Iterator<Item = Need<'t>> {
        let tables = match self {
            Self::Word(tiers) => std::slice::from_ref(tiers),
            Self::Phrase(fits) => fits.as_slice(),
        };
        tables.iter().map(|table| Need { table, cost: cost(segment, table) })
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
            Self::Word(tiers) => Tier::of(tiers[text[at].place()]),
            Self::Phrase(fits) => {
                let window = text.get(at..at + fits.len())?;
                let fit = window.iter().zip(fits).all(|(word, fits)| fits[word.place()] == 1);
                fit.then_some(Tier::Whole)
            }
        }
    }

    /// The tier in which a word alone is the term.
    pub(super) fn tier_of(&self, word: usize) -> Option<Tier> {
        match self {
            Self::Word(tiers) => Tier::of(tiers[word + 1]),
            Self::Phrase(fits) => (fits.len() == 1 && fits[0][word + 1] == 1).then_some(Tier::Whole),
        }
    }

    /// Whether the term may begin with a word.
    pub(super) fn may_begin_with(&self, word: usize) -> bool {
        match self {
            Self::Word(tiers) => tiers[word + 1] > 0,
            Self::Phrase(fits) => fits[0][word + 1] > 0,
        }
    }

    /// Whether a term may begin with each word of a block, by one more than the word's number.
    pub(super) fn starts(terms: &[Self], words: usize) -> Vec<bool> {
        let mut starts = vec![false; words + 1];
        for term in terms {
            let table = match term {
                Self::Word(tiers) => tiers,
                Self::Phrase(fits) => &fits[0],
            };
            starts.iter_mut().zip(table).for_each(|(start, value)| *start |= *value > 0);
        }
        starts
    }
}

/// That an entry must hold one of the words for which a table has a value.
pub(super) struct Need<'t> {
    table: &'t [u8],
    /// How many bytes tell which entries do.
    pub(super) cost: usize,
}

impl Need<'_> {
    /// The entries of a block that do.
    pub(super) fn entries(&self, segment: &Segment) -> Bits {
        let mut found = Bits::none(segment.len());
        words_in(self.table).for_each(|word| segment.add_entries(word, &mut found));
        found
    }
}

/// How many bytes tell which entries hold a word for which the table has a value.
fn cost(segment: &Segment, table: &[u8]) -> usize {
    words_in(table).map(|word| segment.cost(word)).sum()
}

/// The words for which a table has a value.
fn words_in(table: &[u8]) -> impl Iterator<Item = usize> {
    table[1..].iter().enumerate().filter(|(_, value)| **value > 0).map(|(word, _)| word)
}

/// The entries of a block that hold a word for which the table has `value`.
fn entries(segment: &Segment, table: &[u8], value: u8) -> Bits {
    let mut found = Bits::none(segment.len());
    for (word, _) in table[1..].iter().enumerate().filter(|(_, there)| **there == value) {
        segment.add_entries(word, &mut found);
    }
    found
}
