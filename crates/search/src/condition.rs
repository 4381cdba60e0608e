//! [`Condition`]: a query field resolved in a corpus, as a filter of the entries of a block.

use std::ops::Range;

use crate::dates::{DateRange, EntryDates};
use crate::index::BitSet;
use crate::literal::Literal;
use crate::metadata::{BlockPostings, ValuePostings, ValueSet, with_subtopics};
use kzq_corpus::{
    Block, CollectionId, Corpus, Entry, EntryId, EntryKind, MaybeSpeaker, SourceId, StatusKind, TopicId, Wording,
};
use kzq_text::fold::fold;

/// A query field resolved in a corpus.
#[derive(Debug)]
pub(super) enum Condition {
    /// For each speaker, and last for the unknown one, whether it is wanted.
    Speaker(ValueSet),
    /// For each topic, whether it is wanted or below a wanted one.
    Topic(ValueSet),
    /// The same, and the entries of the collection in which they are wanted; any of several.
    TopicWithin(Vec<(ValueSet, Range<u32>)>),
    /// For each source, and last for none, whether it is wanted.
    Source(ValueSet),
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
    /// For each source, and last for none, whether its date is within the range.
    sources: ValueSet,
}

impl DateCondition {
    pub(super) fn new(corpus: &Corpus, range: DateRange) -> Self {
        let dates = EntryDates::new(corpus);
        let is_within = |date: &Option<_>| date.is_some_and(|date| range.contains(date));
        let sources = dates.of_sources().iter().map(is_within).chain([false]).collect();
        Self { range, sources: ValueSet::new(sources) }
    }

    /// The entries of a block whose own date, or else whose source's date, is within the range; own dates are read of
    /// the entries in `among` only.
    fn within(&self, corpus: &Corpus, (block, base): (&Block, u32), among: &Candidates<'_>) -> BitSet {
        let known = corpus.sources().len();
        let is_within = |at: usize| self.sources.contains(block.refs[at].source.row(known));
        let mut within = among.with_values(&self.sources, |postings| &postings.sources, is_within);
        let (mut yes, mut no) = (BitSet::empty(block.len()), BitSet::empty(block.len()));
        for (at, entry) in entries_with_rare_fields(corpus, (block, base), among.entries) {
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

/// The entries of a block that a condition chooses among, and the entries by what they refer to, if that is known.
struct Candidates<'e> {
    entries: &'e BitSet,
    /// The number of entries in the block.
    length: usize,
    postings: Option<&'e BlockPostings>,
}

impl Candidates<'_> {
    /// The entries with one of some values: by the postings if most of the entries are candidates, else by
    /// testing each of them.
    fn with_values(
        &self,
        wanted: &ValueSet,
        column: impl FnOnce(&BlockPostings) -> &ValuePostings,
        is_within: impl Fn(usize) -> bool,
    ) -> BitSet {
        /// Testing an entry takes as long as adding this many postings.
        const POSTINGS_PER_TEST: usize = 4;
        let is_most = |length: usize| self.entries.count() * POSTINGS_PER_TEST > length;
        if let Some(postings) = self.postings.filter(|_| is_most(self.length)) {
            return column(postings).matching(wanted);
        }
        let mut within = self.entries.clone();
        within.retain(is_within);
        within
    }

    /// The entries with one of some topics.
    fn with_topics(&self, wanted: &ValueSet, corpus: &Corpus, block: &Block) -> BitSet {
        let topics = |at: usize| corpus.topic_lists().get(block.refs[at].topic_list);
        let is_within = |at: usize| topics(at).iter().any(|topic| wanted.contains(topic.index()));
        self.with_values(wanted, |postings| &postings.topics, is_within)
    }
}

/// Keeps the entries that are in a set, or, if not `expected`, those that are not.
fn keep(within: &BitSet, expected: bool, entries: &mut BitSet) {
    if expected { entries.intersect_with(within) } else { entries.difference_with(within) }
}

impl Condition {
    /// Entries of these speakers.
    pub(super) fn of_speakers(corpus: &Corpus, ids: &[MaybeSpeaker]) -> Self {
        let known = corpus.speakers().len();
        Self::Speaker(ValueSet::new(membership(known + 1, ids.iter().map(|id| id.row(known)))))
    }

    /// Entries of these sources.
    pub(super) fn of_sources(corpus: &Corpus, ids: &[SourceId]) -> Self {
        Self::Source(ValueSet::new(membership(corpus.sources().len() + 1, ids.iter().map(|id| id.index()))))
    }

    /// Entries of these topics and of those below them; where a collection is given, only its entries.
    pub(super) fn of_topics(corpus: &Corpus, places: &[(TopicId, Option<CollectionId>)]) -> Self {
        let wanted = |ids: &mut dyn Iterator<Item = TopicId>| {
            ValueSet::new(with_subtopics(corpus, membership(corpus.topics().len(), ids.map(TopicId::index))))
        };
        if places.iter().all(|(_, collection)| collection.is_none()) {
            return Self::Topic(wanted(&mut places.iter().map(|&(id, _)| id)));
        }
        let all = 0..u32::try_from(corpus.len()).unwrap_or(u32::MAX);
        let within = |&(id, collection): &(TopicId, Option<CollectionId>)| {
            let range = collection.map_or_else(|| all.clone(), |collection| corpus.entries_of_collection(collection));
            (wanted(&mut std::iter::once(id)), range)
        };
        Self::TopicWithin(places.iter().map(within).collect())
    }

    /// The entries that other sources print differently.
    pub(super) fn with_variants(corpus: &Corpus) -> Self {
        let mut entries = Vec::new();
        for (block, &base) in corpus.blocks().iter().zip(corpus.first_entry_of_blocks()) {
            for at in block.with_optional_fields() {
                let id = EntryId::new(base as usize + at);
                let variants = corpus.entry(id).variants();
                entries.extend(variants.first().map(|_| id).into_iter().chain(variants.iter().copied()));
            }
        }
        entries.sort_unstable();
        entries.dedup();
        Self::Entries(entries)
    }

    /// A condition that no entry meets.
    pub(super) const NEVER: Self = Self::Entries(Vec::new());

    /// Whether it reads texts, and should be tested last.
    pub(super) fn is_slow(&self) -> bool {
        matches!(self, Self::Id(_) | Self::Literal(_))
    }

    /// Keeps the entries of a block that meet the condition, or, if not `expected`, those that do not.
    pub(super) fn filter(
        &self,
        corpus: &Corpus,
        (block, base): (&Block, u32),
        postings: Option<&BlockPostings>,
        expected: bool,
        entries: &mut BitSet,
    ) {
        let among = Candidates { entries, length: block.len(), postings };
        match self {
            Self::Speaker(wanted) => {
                let known = corpus.speakers().len();
                let is_within = |at: usize| wanted.contains(block.refs[at].speaker.row(known));
                keep(&among.with_values(wanted, |postings| &postings.speakers, is_within), expected, entries);
            }
            Self::Source(wanted) => {
                let known = corpus.sources().len();
                let is_within = |at: usize| wanted.contains(block.refs[at].source.row(known));
                keep(&among.with_values(wanted, |postings| &postings.sources, is_within), expected, entries);
            }
            Self::Topic(wanted) => keep(&among.with_topics(wanted, corpus, block), expected, entries),
            Self::TopicWithin(places) => {
                let mut within = BitSet::empty(block.len());
                for (wanted, range) in places {
                    let mut of_topic = among.with_topics(wanted, corpus, block);
                    of_topic.intersect_with(&in_range(range, base, block.len()));
                    within.union_with(&of_topic);
                }
                keep(&within, expected, entries);
            }
            Self::Kind(words) => {
                let kinds = EntryKind::ALL.map(|kind| words.contains(&KindFilter::Kind(kind)));
                let wordings = Wording::ALL.map(|wording| words.contains(&KindFilter::Wording(wording)));
                let (kinds, wordings) = (ValueSet::new(kinds.to_vec()), ValueSet::new(wordings.to_vec()));
                let is_of_kind = |at: usize| kinds.contains(block.flags[at].kind() as usize);
                let is_worded = |at: usize| wordings.contains(block.flags[at].wording() as usize);
                let mut within = among.with_values(&kinds, |postings| &postings.kinds, is_of_kind);
                within.union_with(&among.with_values(&wordings, |postings| &postings.wordings, is_worded));
                keep(&within, expected, entries);
            }
            Self::AnswersQuestion => entries.retain(|at| block.flags[at].answers_question() == expected),
            Self::Id(value) => entries.retain(|at| fold(block.id(at).as_str()).contains(value) == expected),
            Self::Literal(literal) => entries.retain(|at| {
                block.searchable_texts(at).into_iter().flatten().any(|text| literal.is_in(text)) == expected
            }),
            Self::HasSource => entries.retain(|at| block.refs[at].source.get().is_some() == expected),
            Self::HasLead => entries.retain(|at| block.searchable_texts(at)[2].is_some() == expected),
            Self::Entries(ids) => keep(&BitSet::from_entries(ids, base, block.len()), expected, entries),
            Self::Collection(ranges) => {
                let mut within = BitSet::empty(block.len());
                for range in ranges {
                    within.union_with(&in_range(range, base, block.len()));
                }
                keep(&within, expected, entries);
            }
            Self::Dates(dates) => keep(&dates.within(corpus, (block, base), &among), expected, entries),
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

/// The entries of a block of `length` entries, of which the first is `base`, that are in a range.
fn in_range(range: &Range<u32>, base: u32, length: usize) -> BitSet {
    let at = |entry: u32| (entry.saturating_sub(base) as usize).min(length);
    BitSet::from_range(at(range.start)..at(range.end), length)
}

/// A lookup table of `count` flags, set for the indices in `set`.
fn membership(count: usize, set: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut table = vec![false; count];
    set.for_each(|place| table[place] = true);
    table
}
