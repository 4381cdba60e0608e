//! [`NameTable`]: many names, folded once, to find those that match a typed text.

use std::sync::OnceLock;

use memchr::memmem;

use crate::field_names::{names_of_source, names_of_speaker, speakers};
use crate::fuzzy::FuzzyMatch;
use kzq_corpus::{Corpus, MaybeSpeaker, SourceId};
use kzq_text::Safe;
use kzq_text::fold::{fold, fold_into};

/// The folded names of things, each of which may have several.
#[derive(Debug)]
pub(crate) struct NameTable<I> {
    /// All names, each followed by [`SEPARATOR`].
    text: String,
    /// The end of each name, without its separator, and whose name it is; all names of a thing are next to each other.
    names: Vec<(usize, I)>,
}

/// Separates names; [`Safe`] texts have no control characters but line feeds.
const SEPARATOR: char = '\0';

impl<I: Copy + PartialEq> NameTable<I> {
    fn new<'n>(names: impl Iterator<Item = (I, Vec<Safe<'n>>)>) -> Self {
        let mut table = Self { text: String::new(), names: Vec::new() };
        let mut folded = String::new();
        for (owner, name) in names.flat_map(|(owner, names)| names.into_iter().map(move |name| (owner, name))) {
            fold_into(name.as_str(), &mut folded);
            table.text.push_str(&folded);
            table.names.push((table.text.len(), owner));
            table.text.push(SEPARATOR);
        }
        table
    }

    /// The things whose names match `value` with the best kind of match: an exact name, otherwise a prefix, a substring,
    /// or scattered letters.
    pub(crate) fn best_matches(&self, value: &str) -> Vec<I> {
        let typed = fold(value);
        let (mut best, mut best_score) = (Vec::new(), 0);
        if typed.is_empty() || typed.contains(SEPARATOR) {
            return best;
        }
        let mut number = 0;
        for at in memmem::find_iter(self.text.as_bytes(), typed.as_bytes()) {
            number += self.names[number..].iter().take_while(|(end, _)| *end < at).count();
            let ((end, owner), start) = (self.names[number], self.start(number));
            let score = FuzzyMatch::containing(at - start, end - start, typed.len()).score();
            if score > best_score {
                best_score = score;
                best.clear();
            }
            if score == best_score {
                best.push(owner);
            }
        }
        if best.is_empty() {
            let has_letters = |number: &usize| {
                let folded = &self.text[self.start(*number)..self.names[*number].0];
                FuzzyMatch::find(folded, &typed).is_some()
            };
            best.extend((0..self.names.len()).filter(has_letters).map(|number| self.names[number].1));
        }
        best.dedup();
        best
    }

    fn start(&self, number: usize) -> usize {
        number.checked_sub(1).map_or(0, |before| self.names[before].0 + SEPARATOR.len_utf8())
    }
}

/// Like [`NameTable::best_matches`], for names that are looked up once.
pub(crate) fn best_matches<'n, I: Copy + PartialEq>(
    ids: impl Iterator<Item = I>,
    value: &str,
    names: impl Fn(I) -> Vec<Safe<'n>>,
) -> Vec<I> {
    NameTable::new(ids.map(|id| (id, names(id)))).best_matches(value)
}

/// The names of the speakers and sources of a corpus, of which there may be very many; folded when first needed.
#[derive(Debug, Default)]
pub(crate) struct CorpusNames {
    speakers: OnceLock<NameTable<MaybeSpeaker>>,
    sources: OnceLock<NameTable<SourceId>>,
}

impl CorpusNames {
    /// The names, aliases and ids of speakers; the unknown one is included if entries have it.
    pub(crate) fn speakers(&self, corpus: &Corpus) -> &NameTable<MaybeSpeaker> {
        let names = || NameTable::new(speakers(corpus).map(|id| (id, names_of_speaker(corpus, id))));
        self.speakers.get_or_init(names)
    }

    /// The ids of sources, and their names and those of the sources that they report.
    pub(crate) fn sources(&self, corpus: &Corpus) -> &NameTable<SourceId> {
        let names = || NameTable::new(corpus.source_ids().map(|id| (id, names_of_source(corpus, id, ""))));
        self.sources.get_or_init(names)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fuzzy::fuzzy_score;

    /// Reference implementation: matches one name after the other.
    fn reference(names: &[(usize, Vec<String>)], value: &str) -> Vec<usize> {
        // Scores of scattered letters are not compared.
        let kind = |name: &String| fuzzy_score(name, value).map(|score| score.max(1) / 1_000_000);
        let best = |names: &[String]| names.iter().filter_map(kind).max();
        let top = names.iter().filter_map(|(_, names)| best(names)).max();
        names.iter().filter(|(_, names)| top.is_some() && best(names) == top).map(|(owner, _)| *owner).collect()
    }

    proptest! {
        #[test]
        fn table_agrees_with_matching_names_one_by_one(
            names in prop::collection::vec(prop::collection::vec("[aAbéß. -]{0,6}", 0..3), 0..8), value in "[abeßs ]{1,4}",
        ) {
            let names: Vec<(usize, Vec<String>)> = names.into_iter().enumerate().collect();
            let safe = |(owner, names): &(usize, Vec<String>)| (*owner, names.iter().map(|name| Safe::line(name.clone())).collect());
            let table = NameTable::new(names.iter().map(safe));
            prop_assert_eq!(table.best_matches(&value), reference(&names, &value));
        }
    }

    #[test]
    fn exact_names_come_before_longer_ones() {
        let names = ["Max Weber", "Weber", "Alfred Weber", "Webern"];
        let table = NameTable::new(names.iter().enumerate().map(|(at, &name)| (at, vec![name.into()])));
        for (value, expected) in [
            ("weber", &[1][..]),
            ("web", &[1, 3]),
            ("d w", &[2]),
            ("mxwbr", &[0]),
            ("zz", &[]),
            ("", &[]),
            ("x\0", &[]),
        ] {
            assert_eq!(table.best_matches(value), expected, "{value:?}");
        }
    }
}
