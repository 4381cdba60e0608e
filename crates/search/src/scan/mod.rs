//! Scans the texts of a block that has no index yet.

pub(crate) mod needle;
pub(crate) mod ranker;

use self::needle::{Needle, prefilter};
use self::ranker::ScanRanker;
use crate::index::BitSet;
use crate::rank::{Rank, TokenizedEntry};
use crate::term::Term;
use kzq_corpus::{Block, EntryId};

/// Removes entries that miss a required term or contain an unwanted one; returns the ranks of the rest. `metadata` has
/// for each required term the entries whose metadata match it.
///
/// Fuzzy matches, and words that a text spells unusually, are left to the index: see [`Needle`].
pub(super) fn scan(
    (block, base): (&Block, u32),
    (required, metadata): (&[&Term], &[Option<BitSet>]),
    excluded: &[&Term],
    entries: &mut BitSet,
) -> Vec<(Rank, EntryId)> {
    *entries = prefilter_all(block, entries, required, metadata);
    if !excluded.is_empty() {
        exclude(block, excluded, entries);
    }
    if required.is_empty() {
        return Vec::new();
    }
    let mut ranker = ScanRanker::new(required);
    let mut found = Vec::new();
    entries.retain(|at| {
        let in_metadata = |term: usize| metadata[term].as_ref().is_some_and(|set| set.contains(at));
        let rank = ranker.rank(block, at, &in_metadata);
        found.extend(rank.map(|rank| (rank, EntryId::new(base as usize + at))));
        rank.is_some()
    });
    found
}

/// Removes entries that contain an unwanted term.
fn exclude(block: &Block, excluded: &[&Term], entries: &mut BitSet) {
    let mut suspects = BitSet::empty(block.len());
    for term in excluded {
        suspects.union_with(&prefilter(block, entries, &needles(std::slice::from_ref(term))));
    }
    let is_unusual = |at: usize| block.searchable_texts(at).into_iter().flatten().any(has_unusual_spelling);
    entries.retain(|at| {
        let is_suspect = suspects.contains(at) || is_unusual(at);
        !is_suspect || {
            let prepared = TokenizedEntry::new(block, at);
            !excluded.iter().any(|term| prepared.contains(term))
        }
    });
}

/// Returns those of `entries` that may match all terms.
fn prefilter_all(block: &Block, entries: &BitSet, terms: &[&Term], metadata: &[Option<BitSet>]) -> BitSet {
    let is_plain = |(term, beside): &(&&Term, &Option<BitSet>)| beside.is_none() && !matches!(term, Term::Any(_));
    let (plain, others): (Vec<_>, Vec<_>) = terms.iter().zip(metadata).partition(is_plain);
    let plain: Vec<&Term> = plain.into_iter().map(|(term, _)| *term).collect();
    let mut found = prefilter(block, entries, &needles(&plain));
    for (term, beside) in others {
        let mut any = beside.as_ref().map_or_else(|| BitSet::empty(block.len()), |beside| beside.intersection(&found));
        for member in term.members() {
            any.union_with(&prefilter(block, &found, &needles(&[member])));
        }
        found = any;
    }
    found
}

/// The needles for terms spelled as typed; none for alternatives and patterns.
fn needles(terms: &[&Term]) -> Vec<Needle> {
    let of_term = |term: &&Term| match term {
        Term::Word(word) => vec![Needle::for_word(word)],
        Term::Phrase { words, .. } | Term::Near { words, .. } => {
            words.iter().map(|word| Needle::for_phrase(word)).collect()
        }
        _ => Vec::new(),
    };
    terms.iter().flat_map(of_term).collect()
}

/// Whether a text may spell a word differently than typed: with non-ASCII letters, inner dots, or digits in groups.
fn has_unusual_spelling(text: &str) -> bool {
    let is_letter = |c: char| !c.is_ascii() && !matches!(c, '‐'..='\u{201f}');
    let is_inner_dot = |three: &[u8]| three[1] == b'.' && !three[2].is_ascii_whitespace();
    let is_grouped =
        |four: &[u8]| four[0].is_ascii_digit() && matches!(four[1..], [b',' | b'\'', ..] | [0xe2, 0x80, 0x99]);
    text.contains(is_letter)
        || text.as_bytes().windows(3).any(is_inner_dot)
        || text.as_bytes().windows(4).any(is_grouped)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[test]
    fn unusual_spellings_are_recognised() {
        for (text, expected) in [
            ("It’s war – “plainly”.", false),
            ("the U.N. said", true),
            ("naïve", true),
            ("wa\u{200d}r", true),
            ("the end. And so on.", false),
            ("about 10,000 of them", true),
            ("1’234 in 2025, no more", true),
            ("in, out’s way", false),
        ] {
            assert_eq!(has_unusual_spelling(text), expected, "{text}");
        }
    }
}
