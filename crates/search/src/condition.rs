//! [`Condition`]: a query field resolved in a corpus, as a filter of the entries of a block.

use std::ops::Range;

use crate::dates::{DateRange, EntryDates};
use crate::index::BitSet;
use crate::literal::Literal;
use kzq_corpus::{
    Block, Corpus, Entry, EntryFlags, EntryId, EntryKind, MaybeSpeaker, SourceId, StatusKind, TopicId, Wording,
};
use kzq_text::fold::fold;

/// A query field resolved in a corpus.
#[derive(Debug)]
pub(super) enum Condition {
    Speaker(Vec<MaybeSpeaker>),
    Topic(Vec<TopicId>),
    Source(Vec<SourceId>),
    Id(String),
    /// Entries with signs, and these words next to them, in any of their texts.
    Literal(Literal),
    Kind(Vec<KindFilter>),
    /// Entries with a question of their own or before them.
    AnswersQuestion,
    HasSource,
    HasLead,
    /// Entries whose date is within a range.
    Dates(DateCondition),
    /// Entries of collections, as ranges of entries.
    Collection(Vec<Range<u32>>),
    /// Entries with a value of a field that few have.
    Rare(RareField),
    /// These entries, sorted.
    Entries(Vec<EntryId>),
}

/// A value of `kind:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindFilter {
    Kind(EntryKind),
    Wording(Wording),
}

/// A range of dates, resolved in a corpus.
#[derive(Debug)]
pub(super) struct DateCondition {
    range: DateRange,
    /// For each source, whether its date is within the range.
    sources: Vec<bool>,
}

impl DateCondition {
    pub(super) fn new(corpus: &Corpus, range: DateRange) -> Self {
        let dates = EntryDates::new(corpus);
        let is_within = |date: &Option<_>| date.is_some_and(|date| range.contains(date));
        Self { range, sources: dates.of_sources().iter().map(is_within).collect() }
    }

    /// The entries of a block whose own date, or else whose source's date, is within the range; own dates are read of
    /// the entries in `among` only.
    fn within(&self, corpus: &Corpus, (block, base): (&Block, u32), among: &BitSet) -> BitSet {
        let mut within = BitSet::full(block.len());
        within.retain(|at| block.sources[at].get().is_some_and(|source| self.sources[source.index()]));
        let (mut yes, mut no) = (BitSet::empty(block.len()), BitSet::empty(block.len()));
        for (at, entry) in entries_with_rare_fields(corpus, (block, base), among) {
            if let Some(date) = entry.date() {
                if self.range.contains(date) { yes.insert(at) } else { no.insert(at) }
            }
        }
        within.union_with(&yes);
        within.difference_with(&no);
        within
    }
}

/// A value of a field that few entries have.
#[derive(Debug)]
pub(super) enum RareField {
    /// A language, or one of its variants: `en` is also `en-GB`.
    Lang(String),
    /// The beginning of a tag, folded.
    Tag(String),
    Status(Vec<StatusKind>),
}

impl RareField {
    fn matches(&self, entry: Entry<'_>) -> bool {
        match self {
            Self::Lang(typed) => entry.lang().is_some_and(|lang| {
                let (lang, typed) = (lang.as_str().as_bytes(), typed.as_bytes());
                let starts = lang.len() >= typed.len() && lang[..typed.len()].eq_ignore_ascii_case(typed);
                starts && matches!(lang.get(typed.len()), None | Some(b'-'))
            }),
            Self::Tag(typed) => entry.tags().iter().any(|tag| fold(tag.as_str()).starts_with(typed)),
            Self::Status(kinds) => entry.status().is_some_and(|status| kinds.contains(&status.kind)),
        }
    }
}

/// Those of `among` that have fields besides words, speaker, source and topics, each with its place in the block.
fn entries_with_rare_fields<'c>(
    corpus: &'c Corpus,
    (block, base): (&'c Block, u32),
    among: &'c BitSet,
) -> impl Iterator<Item = (usize, Entry<'c>)> {
    let among = block.with_optional_fields().filter(move |&at| among.contains(at));
    among.map(move |at| (at, corpus.entry(EntryId::new(base as usize + at))))
}

/// Keeps the entries that are in a set, or, if not `expected`, those that are not.
fn keep(within: &BitSet, expected: bool, entries: &mut BitSet) {
    if expected { entries.intersect_with(within) } else { entries.difference_with(within) }
}

impl Condition {
    /// A condition that no entry meets.
    pub(super) const NEVER: Self = Self::Entries(Vec::new());

    /// Whether it reads texts, and should be tested last.
    pub(super) fn is_slow(&self) -> bool {
        matches!(self, Self::Id(_) | Self::Literal(_))
    }

    /// Keeps the entries of a block that meet the condition, or, if not `expected`, those that do not.
    pub(super) fn filter(&self, corpus: &Corpus, (block, base): (&Block, u32), expected: bool, entries: &mut BitSet) {
        match self {
            Self::Speaker(ids) => {
                let known = corpus.speakers().len();
                let table = membership(known + 1, ids.iter().map(|id| id.row(known)));
                entries.retain(|at| table[block.speakers[at].row(known)] == expected);
            }
            Self::Source(ids) => {
                let table = membership(corpus.sources().len(), ids.iter().map(|id| id.index()));
                entries.retain(|at| block.sources[at].get().is_some_and(|source| table[source.index()]) == expected);
            }
            Self::Topic(ids) => {
                let within = |list: &[TopicId]| {
                    list.iter().any(|&topic| corpus.topic_ancestors(topic).any(|above| ids.contains(&above)))
                };
                let table: Vec<bool> = corpus.topic_lists().iter().map(within).collect();
                entries.retain(|at| table[block.topic_lists[at] as usize] == expected);
            }
            Self::Kind(words) => {
                entries.retain(|at| words.iter().any(|word| word.matches(block.flags[at])) == expected);
            }
            Self::AnswersQuestion => entries.retain(|at| block.flags[at].answers_question() == expected),
            Self::Id(value) => entries.retain(|at| fold(block.id(at).as_str()).contains(value) == expected),
            Self::Literal(literal) => entries.retain(|at| {
                block.searchable_texts(at).into_iter().flatten().any(|text| literal.is_in(text)) == expected
            }),
            Self::HasSource => entries.retain(|at| block.sources[at].get().is_some() == expected),
            Self::HasLead => entries.retain(|at| block.searchable_texts(at)[2].is_some() == expected),
            Self::Entries(ids) => keep(&BitSet::from_entries(ids, base, block.len()), expected, entries),
            Self::Collection(ranges) => {
                let at = |entry: u32| (entry.saturating_sub(base) as usize).min(block.len());
                let mut within = BitSet::empty(block.len());
                for range in ranges {
                    within.union_with(&BitSet::from_range(at(range.start)..at(range.end), block.len()));
                }
                keep(&within, expected, entries);
            }
            Self::Dates(dates) => keep(&dates.within(corpus, (block, base), entries), expected, entries),
            Self::Rare(test) => {
                let mut within = BitSet::empty(block.len());
                entries_with_rare_fields(corpus, (block, base), entries)
                    .filter(|(_, entry)| test.matches(*entry))
                    .for_each(|(at, _)| within.insert(at));
                keep(&within, expected, entries);
            }
        }
    }
}

impl KindFilter {
    fn matches(self, mark: EntryFlags) -> bool {
        match self {
            Self::Kind(kind) => mark.kind() == kind,
            Self::Wording(wording) => mark.wording() == wording,
        }
    }
}

/// A lookup table of `count` flags, set for the indices in `set`.
fn membership(count: usize, set: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut table = vec![false; count];
    set.for_each(|place| table[place] = true);
    table
}
