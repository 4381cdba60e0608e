//! Scans the texts of a block that has no index yet.

pub(crate) mod needle;
pub(crate) mod ranker;

use self::needle::{Needle, holding};
use self::ranker::Skimmer;
use crate::index::Bits;
use crate::query::Term;
use crate::rank::{Prepared, Rank};
use kzq_corpus::{Block, EntryId};

/// Removes entries that miss a required term or contain an unwanted one; returns the ranks of the rest.
///
/// Fuzzy matches, and words that a text spells unusually, are left to the index: see [`Needle`].
pub(super) fn scan(
    block: &Block,
    base: u32,
    sought: &[&Term],
    unwanted: &[&Term],
    entries: &mut Bits,
) -> Vec<(Rank, EntryId)> {
    if !unwanted.is_empty() {
        refuse(block, sought, unwanted, entries);
    }
    if sought.is_empty() {
        return Vec::new();
    }
    *entries = holding(block, entries, &needles(sought));
    let mut skimmer = Skimmer::new(sought);
    let mut found = Vec::new();
    entries.retain(|at| {
        let rank = skimmer.rank(block, at);
        found.extend(rank.map(|rank| (rank, EntryId(base + u32::try_from(at).unwrap_or(u32::MAX)))));
        rank.is_some()
    });
    found
}

/// Removes entries that contain an unwanted term.
fn refuse(block: &Block, sought: &[&Term], unwanted: &[&Term], entries: &mut Bits) {
    *entries = holding(block, entries, &needles(sought));
    let mut suspects = Bits::none(block.len());
    for term in unwanted {
        suspects.unite(&holding(block, entries, &needles(std::slice::from_ref(term))));
    }
    let is_odd = |at: usize| block.searched(at).into_iter().flatten().any(spells_otherwise);
    entries.retain(|at| {
        let is_suspect = suspects.has(at) || is_odd(at);
        !is_suspect || {
            let prepared = Prepared::of(block, at);
            !unwanted.iter().any(|term| prepared.holds(term))
        }
    });
}

/// The needles for terms spelled as typed.
fn needles(terms: &[&Term]) -> Vec<Needle> {
    let of_term = |term: &&Term| match term {
        Term::Word(word) => vec![Needle::of_word(word)],
        Term::Phrase { words, .. } => words.iter().map(|word| Needle::of_phrase(word)).collect(),
        Term::Field(..) | Term::Not(_) => Vec::new(),
    };
    terms.iter().flat_map(of_term).collect()
}

/// Whether a text may spell a word differently than typed: with non-ASCII letters or inner dots.
fn spells_otherwise(text: &str) -> bool {
    let is_letter = |c: char| !c.is_ascii() && !matches!(c, '‐'..='\u{201f}');
    let is_inner_dot = |three: &[u8]| three[1] == b'.' && !three[2].is_ascii_whitespace();
    text.contains(is_letter) || text.as_bytes().windows(3).any(is_inner_dot)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[test]
    fn texts_that_may_spell_a_word_in_another_way_are_known() {
        for (text, expected) in [
            ("It’s war – “plainly”.", false),
            ("the U.N. said", true),
            ("naïve", true),
            ("wa\u{200d}r", true),
            ("the end. And so on.", false),
        ] {
            assert_eq!(spells_otherwise(text), expected, "{text}");
        }
    }
}
