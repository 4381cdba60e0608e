//! Looks through the entries of a block that has no index yet.

use super::index::Bits;
use super::query::Term;
use super::rank::{Prepared, Rank, Ranker};
use crate::corpus::{Block, EntryId};

/// Leaves those of `entries` that hold the words that are sought and not those that are unwanted; gives their ranks.
///
/// Near words are left to the index, and so are words that the text spells in an unusual way: see [`Needle`].
pub(super) fn scan(
    block: &Block,
    base: u32,
    sought: &[&Term],
    unwanted: &[&Term],
    entries: &mut Bits,
) -> Vec<(Rank, EntryId)> {
    if sought.is_empty() && unwanted.is_empty() {
        return Vec::new();
    }
    let needles = |terms: &[&Term]| terms.iter().map(|term| needles(term)).collect::<Vec<_>>();
    let (sought_needles, unwanted_needles) = (needles(sought), needles(unwanted));
    let mut ranker = Ranker::default();
    let mut found = Vec::new();
    entries.retain(|at| {
        let has = |needle: &Needle| block.searched(at).into_iter().flatten().any(|text| needle.is_in(text));
        if !sought_needles.iter().flatten().all(has) {
            return false;
        }
        let is_suspect = unwanted_needles.iter().any(|needles| needles.iter().all(has))
            || !unwanted.is_empty() && block.searched(at).into_iter().flatten().any(spells_otherwise);
        if sought.is_empty() && !is_suspect {
            return true;
        }
        let prepared = Prepared::of(block, at);
        if is_suspect && unwanted.iter().any(|term| prepared.holds(term)) {
            return false;
        }
        let rank = prepared.rank(sought, None, &|_| 0, &mut ranker);
        found.extend(rank.map(|rank| (rank, EntryId(base + u32::try_from(at).unwrap_or(u32::MAX)))));
        rank.is_some()
    });
    found
}

/// Letters of which a text must have one after the other, in either case.
struct Needle(Vec<u8>);

/// What a text must hold, as far as it spells a term as it was typed.
fn needles(term: &Term) -> Vec<Needle> {
    let words = match term {
        Term::Word(word) => std::slice::from_ref(word),
        Term::Phrase { words, .. } => words.as_slice(),
        Term::Field(..) | Term::Not(_) => &[],
    };
    words.iter().map(|word| Needle::of(word)).collect()
}

impl Needle {
    /// The first letters of a word: before what the text may spell in another way.
    fn of(word: &str) -> Self {
        const LONGEST: usize = 4;
        let plain = word.bytes().take_while(u8::is_ascii_alphanumeric).take(LONGEST);
        Self(plain.collect())
    }

    /// Whether a text holds the letters.
    fn is_in(&self, text: &str) -> bool {
        match *self.0.as_slice() {
            [] => true,
            [one] => holds([one], text.as_bytes()),
            [one, two] => holds([one, two], text.as_bytes()),
            [one, two, three] => holds([one, two, three], text.as_bytes()),
            [one, two, three, four, ..] => holds([one, two, three, four], text.as_bytes()),
        }
    }
}

/// Whether a text may spell a word in another way than it is typed: with letters beyond ASCII, or dots in between.
fn spells_otherwise(text: &str) -> bool {
    let is_letter = |c: char| !c.is_ascii() && !matches!(c, '‐'..='\u{201f}');
    let is_inner_dot = |three: &[u8]| three[1] == b'.' && !three[2].is_ascii_whitespace();
    text.contains(is_letter) || text.as_bytes().windows(3).any(is_inner_dot)
}

/// Whether `letters`, which are small ones or digits, stand in `text`, in either case.
///
/// It looks at every place of a stretch before it asks whether one fitted, so that the compiler can look at many
/// places at once.
fn holds<const N: usize>(letters: [u8; N], text: &[u8]) -> bool {
    const STRETCH: usize = 256;
    const SMALL: u8 = 0x20;
    let fits = |window: &[u8]| {
        let letter = |at: usize| (window[at] | SMALL) == letters[at] || window[at] == letters[at];
        (0..N).fold(true, |all, at| all & letter(at))
    };
    let Some(places) = (text.len() + 1).checked_sub(N) else { return false };
    (0..places).step_by(STRETCH).any(|start| {
        let end = (start + STRETCH).min(places);
        (start..end).fold(false, |any, at| any | fits(&text[at..at + N]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_in_either_case() {
        for (word, text, expected) in [
            ("united", "the UNITED Nations", true),
            ("un", "Sun", true),
            ("2029", "in 2029.", true),
            ("ab", "a b", false),
            ("war", "wa", false),
            ("that's", "THAT’S", true),
            ("é", "e", true),
        ] {
            assert_eq!(Needle::of(word).is_in(text), expected, "{word} in {text}");
        }
        for (text, expected) in [
            ("It’s war – “plainly”.", false),
            ("the U.N. said", true),
            ("naïve", true),
            ("wa\u{200d}r", true),
            ("the end. And so on.", false),
        ] {
            assert_eq!(spells_otherwise(text), expected, "{text}");
        }
        let far = format!("{}needle", " ".repeat(1000));
        assert!(Needle::of("needle").is_in(&far));
    }
}
