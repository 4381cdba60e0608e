//! How the words of a vocabulary or of a segment match one term.

use crate::index::{BitSet, Segment, TEXT_BREAK, TokenId, Vocabulary, WordMatches};
use crate::match_tier::MatchTier;
use crate::term::Term;
use crate::typo::TypoMatcher;

/// How words match a term that has no alternatives.
pub(super) enum TermWords {
    /// The tier plus one, or 0.
    Word(WordMatches),
    /// For each position of the phrase, 1 for the words that match there, 2 for those that match fuzzily.
    Phrase(Vec<WordMatches>),
    /// For each word of a near phrase, 1 for the words that match it; and how far they may be from each other.
    Near(Vec<WordMatches>, usize),
}

impl TermWords {
    /// Resolves a term that is not `Any`; includes fuzzy matches if `typos` is given.
    pub(super) fn resolve(term: &Term, vocabulary: &Vocabulary, typos: Option<&TypoMatcher>) -> Option<Self> {
        Some(match term {
            Term::Word(typed) => {
                let mut tiers = vocabulary.exact_tiers(typed);
                if let Some(near) = typos {
                    vocabulary.add_fuzzy(&mut tiers, typed, near);
                }
                Self::Word(tiers)
            }
            Term::Pattern(pattern) => Self::Word(vocabulary.pattern_tiers(pattern)),
            Term::Phrase { words, is_prefix: open } => {
                let fits = |at: usize| {
                    let mut fits = vocabulary.phrase_matches(words, at, *open);
                    if typos.is_some() {
                        vocabulary.add_loose_phrase_matches(&mut fits, &words[at]);
                    }
                    fits
                };
                Self::Phrase((0..words.len()).map(fits).collect())
            }
            Term::Near { words, within } => {
                let fits = |at| vocabulary.phrase_matches(words, at, false);
                Self::Near((0..words.len()).map(fits).collect(), *within)
            }
            Term::Literal(_) | Term::Field(..) | Term::Not(_) | Term::Any(_) | Term::Nothing => return None,
        })
    }

    /// The matches at each position; those of a near phrase may come in any order.
    pub(super) fn places(&self) -> &[WordMatches] {
        match self {
            Self::Word(tiers) => std::slice::from_ref(tiers),
            Self::Phrase(fits) | Self::Near(fits, _) => fits,
        }
    }

    /// The matches with which it may begin.
    pub(super) fn starts(&self) -> &[WordMatches] {
        match self {
            Self::Word(_) | Self::Phrase(_) => &self.places()[..1],
            Self::Near(fits, _) => fits,
        }
    }

    pub(super) fn in_segment(&self, segment: &Segment) -> Self {
        match self {
            Self::Word(tiers) => Self::Word(tiers.in_segment(segment)),
            Self::Phrase(fits) => Self::Phrase(all_in_segment(fits, segment)),
            Self::Near(fits, within) => Self::Near(all_in_segment(fits, segment), *within),
        }
    }

    /// The entries that contain its words, in any order.
    pub(super) fn candidates(&self, segment: &Segment) -> BitSet {
        match self {
            Self::Word(tiers) => tiers.entries(segment),
            Self::Phrase(fits) | Self::Near(fits, _) => entries_with_all(fits, segment),
        }
    }

    /// The tier in which it matches at a position of a text.
    #[inline]
    pub(super) fn tier_at<W: TokenId>(&self, text: &[W], at: usize) -> Option<MatchTier> {
        match self {
            Self::Word(tiers) => MatchTier::from_table(tiers.values[text[at].code()]),
            Self::Phrase(fits) => worst_fit(text, at, fits).map(|worst| match worst {
                FUZZY_IN_PHRASE => MatchTier::Fuzzy,
                _ => MatchTier::Whole,
            }),
            Self::Near(fits, within) => is_near(&text[at..], fits, *within).then_some(MatchTier::Whole),
        }
    }
}

/// Whether a text begins with one of the words and has all of them, at most `within` words after the first.
fn is_near<W: TokenId>(text: &[W], places: &[WordMatches], within: usize) -> bool {
    let fits = |word: &W, fits: &WordMatches| fits.values[word.code()] > 0;
    let end = text.iter().take(within + 1).position(|word| word.code() == TEXT_BREAK);
    let window = &text[..end.unwrap_or((within + 1).min(text.len()))];
    let begins = window.first().is_some_and(|word| places.iter().any(|place| fits(word, place)));
    begins && places.iter().all(|place| window.iter().any(|word| fits(word, place)))
}

pub(super) fn all_in_segment(places: &[WordMatches], segment: &Segment) -> Vec<WordMatches> {
    places.iter().map(|fits| fits.in_segment(segment)).collect()
}

/// The value of a word that matches a position of a phrase only fuzzily.
pub(super) const FUZZY_IN_PHRASE: u8 = 2;

/// The entries that contain a word for each position, in any order.
pub(super) fn entries_with_all(places: &[WordMatches], segment: &Segment) -> BitSet {
    let mut all = BitSet::full(segment.len());
    for fits in places {
        all.intersect_with(&fits.entries(segment));
    }
    all
}

/// The largest value of the words at a position of a text, if all of them fit.
#[inline]
pub(super) fn worst_fit<W: TokenId>(text: &[W], at: usize, places: &[WordMatches]) -> Option<u8> {
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
