//! [`MetadataMatches`]: the entries whose metadata match a term.

use super::block_postings::with_subtopics;
use super::fields::{id_words, in_metadata, is_made_of};
use super::index::MetadataIndex;
use super::postings::ValueSet;
use crate::executor::{Executor, map};
use crate::index::{BitSet, Vocabulary, positions_of};
use crate::match_tier::{contains_tokens, matches_tokens, tokenize};
use crate::resolved_term::ResolvedTerm;
use crate::term::Term;
use kzq_corpus::{Block, Corpus, EntryId};
use kzq_shelf::Placement;

/// Finds the metadata that terms match.
#[derive(Clone, Copy)]
pub(crate) struct MetadataResolver<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) index: &'a MetadataIndex,
    pub(crate) placement: &'a Placement,
    pub(crate) executor: &'a dyn Executor,
}

/// The metadata that a term matches, without typos.
#[derive(Debug, Default)]
pub(crate) struct MetadataMatches {
    /// For each speaker, and last for the unknown one, whether the term matches; `None` if it matches none.
    speakers: Option<ValueSet>,
    /// For each source, and last for none.
    sources: Option<ValueSet>,
    /// For each topic, whether the term matches it or one above it.
    topics: Option<ValueSet>,
    /// For each section, tag and collector's note.
    values: Option<Vec<bool>>,
    /// Entries that match by their ids or the user's notes, sorted.
    entries: Vec<EntryId>,
}

impl MetadataResolver<'_> {
    /// Resolves a term that must match.
    pub(crate) fn resolve(&self, term: &Term) -> MetadataMatches {
        let term = &in_metadata(term);
        let rows = |vocabulary: &Vocabulary| ResolvedTerm::resolve(term, vocabulary, None);
        self.matches(term, rows, &|note| matches_tokens(&tokenize(note), term))
    }

    /// Resolves a term that must not match.
    pub(crate) fn resolve_excluded(&self, term: &Term) -> MetadataMatches {
        let rows = |vocabulary: &Vocabulary| ResolvedTerm::resolve_excluded(term, vocabulary);
        self.matches(term, rows, &|note| contains_tokens(&tokenize(note), term))
    }

    fn matches(
        &self,
        term: &Term,
        resolve: impl FnOnce(&Vocabulary) -> Option<ResolvedTerm>,
        is_in_note: &dyn Fn(&str) -> bool,
    ) -> MetadataMatches {
        let (corpus, index) = (self.corpus, self.index);
        let mut entries: Vec<EntryId> = term.members().iter().flat_map(|member| self.with_id(member)).collect();
        let noted = self.placement.notes().iter().filter(|(_, note)| is_in_note(note.as_str()));
        entries.extend(noted.map(|&(entry, _)| entry));
        entries.sort_unstable();
        let Some(rows) = index.matching(resolve) else { return MetadataMatches { entries, ..Default::default() } };
        let with_last = |mut table: Vec<bool>| {
            table.push(false);
            ValueSet::new(table)
        };
        MetadataMatches {
            speakers: rows.table(index.speakers()).map(with_last),
            sources: rows.table(index.sources()).map(with_last),
            topics: rows.table(index.topics()).map(|table| ValueSet::new(with_subtopics(corpus, table))),
            values: rows.table(index.values()),
            entries,
        }
    }

    /// The entries of which a term is the id, in order.
    fn with_id(&self, term: &Term) -> Vec<EntryId> {
        let Some(words) = id_words(term) else { return Vec::new() };
        let length = words.iter().map(|word| word.len() + 1).sum::<usize>() - 1;
        let blocks = self.corpus.blocks();
        let with_length: Vec<usize> =
            (0..blocks.len()).filter(|&number| self.index.block(number).has_id_len(length)).collect();
        let of_block = |at: usize| {
            let number = with_length[at];
            let (block, base) = (&blocks[number], self.corpus.first_entry_of_blocks()[number] as usize);
            // Comparing lengths rules out most ids without reading them.
            let is_made_of = |&at: &usize| block.id_len(at) == length && is_made_of(block.id(at).as_str(), words);
            (0..block.len()).filter(is_made_of).map(|at| EntryId::new(base + at)).collect::<Vec<_>>()
        };
        map(self.executor, with_length.len(), of_block).concat()
    }
}

impl MetadataMatches {
    /// Whether no entry can match.
    pub(crate) fn is_empty(&self) -> bool {
        let sets = [&self.speakers, &self.sources, &self.topics];
        self.entries.is_empty() && self.values.is_none() && sets.iter().all(|set| set.is_none())
    }

    /// The entries of a block that match; `None` if the term matches no metadata at all.
    pub(crate) fn in_block(
        &self,
        index: &MetadataIndex,
        (number, block, base): (usize, &Block, u32),
    ) -> Option<BitSet> {
        if self.is_empty() {
            return None;
        }
        let mut found = BitSet::empty(block.len());
        let postings = index.block(number);
        let columns = [
            (&postings.speakers, &self.speakers),
            (&postings.sources, &self.sources),
            (&postings.topics, &self.topics),
        ];
        for (column, values) in columns {
            if let Some(values) = values {
                column.add_matching(values, &mut found);
            }
        }
        if let Some(table) = &self.values {
            index.for_each_value(number, |at, value| {
                if table[value] {
                    found.insert(at);
                }
            });
        }
        positions_of(&self.entries, base, block.len()).for_each(|at| found.insert(at));
        Some(found)
    }
}
