//! Resolves the fields of a query against the names in a corpus, fuzzily, since names are rarely typed in full.

use crate::answer::QueryWarning;
use crate::fuzzy::fuzzy_score;
use crate::index::BitSet;
use crate::query::FieldName;
use kzq_corpus::{Block, Corpus, EntryFlags, EntryId, EntryKind, SourceId, SpeakerId, TopicId, Wording};
use kzq_shelf::{ListKey, Placement, ShelfFacet};
use kzq_text::Safe;
use kzq_text::fold::fold;

/// A query field resolved in a corpus.
#[derive(Debug)]
pub(super) enum Condition {
    Speaker(Vec<SpeakerId>),
    Topic(Vec<TopicId>),
    Source(Vec<SourceId>),
    Id(String),
    Kind(Vec<KindFilter>),
    /// Entries on the shelf, sorted.
    OnShelf(Vec<EntryId>),
}

/// A value of `kind:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindFilter {
    Kind(EntryKind),
    Wording(Wording),
}

/// The values of `kind:` with their meanings.
fn kind_values() -> impl Iterator<Item = (&'static str, KindFilter)> {
    let kinds = EntryKind::ALL.into_iter().map(|kind| (kind.name(), KindFilter::Kind(kind)));
    kinds.chain(Wording::ALL.into_iter().map(|wording| (wording.name(), KindFilter::Wording(wording))))
}

/// The values of `kind:`, comma-separated.
pub(super) fn kind_names() -> Safe<'static> {
    Safe::join(kind_values().map(|(name, _)| name.into()), ", ")
}

impl Condition {
    /// Resolves `field:value`; `placement` locates the shelf's entries in the corpus. A value that matches nothing adds
    /// a warning and yields a condition that no entry meets.
    pub(super) fn resolve(
        corpus: &Corpus,
        placement: &Placement,
        field: FieldName,
        value: &str,
        warnings: &mut Vec<QueryWarning>,
    ) -> Self {
        if field.is_shelf_field() {
            let facets = matching_facets(placement, field, value);
            if facets.is_empty() {
                warnings.push(QueryWarning::NoShelfMatch(field, Safe::line(value).into_owned(), list_names(placement)));
            }
            return Self::on_shelf(placement, &facets);
        }
        let condition = match field {
            FieldName::Speaker => Self::Speaker(best_matches(corpus.speaker_ids(), value, |id| {
                let speaker = corpus.speaker(id);
                [&speaker.name, &speaker.id].into_iter().chain(&speaker.aliases).map(Safe::to_borrowed).collect()
            })),
            FieldName::Topic => Self::Topic(best_matches(corpus.topic_ids(), value, |id| {
                let topic = corpus.topic(id);
                let own = topic.path.as_str().rfind('/').map_or(0, |at| at + 1);
                vec![
                    topic.path.slice(own..topic.path.as_str().len()),
                    topic.path.to_borrowed(),
                    topic.label.to_borrowed(),
                ]
            })),
            FieldName::Source => Self::Source(best_matches(corpus.source_ids(), value, |id| {
                let source = corpus.source(id);
                let names =
                    [Some(&source.id), Some(&source.title), source.publisher.as_ref(), source.container.as_ref()];
                names.into_iter().flatten().map(Safe::to_borrowed).collect()
            })),
            FieldName::Id => Self::Id(fold(value)),
            FieldName::Kind => Self::Kind(matching_kinds(value)),
            FieldName::Is | FieldName::Has | FieldName::List => Self::OnShelf(Vec::new()),
        };
        if condition.is_empty() {
            warnings.push(QueryWarning::NoMatch(field, Safe::line(value).into_owned()));
        }
        condition
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Speaker(ids) => ids.is_empty(),
            Self::Topic(ids) => ids.is_empty(),
            Self::Source(ids) => ids.is_empty(),
            Self::Kind(words) => words.is_empty(),
            Self::Id(_) | Self::OnShelf(_) => false,
        }
    }

    /// The entries in any of the shelf facets.
    fn on_shelf(placement: &Placement, facets: &[ShelfFacet]) -> Self {
        let mut entries: Vec<EntryId> = facets.iter().flat_map(|&facet| placement.entries(facet)).copied().collect();
        entries.sort_unstable();
        entries.dedup();
        Self::OnShelf(entries)
    }

    /// Keeps the entries of a block that meet the condition, or, if not `expected`, those that do not.
    pub(super) fn filter(&self, corpus: &Corpus, (block, base): (&Block, u32), expected: bool, entries: &mut BitSet) {
        match self {
            Self::Speaker(ids) => {
                let table = membership(corpus.speakers().len(), ids.iter().map(|id| id.index()));
                entries.retain(|at| table[block.speakers[at].index()] == expected);
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
            Self::Id(value) => entries.retain(|at| fold(block.id(at).as_str()).contains(value) == expected),
            Self::OnShelf(ids) => {
                let within = BitSet::from_entries(ids, base, block.len());
                if expected { entries.intersect_with(&within) } else { entries.difference_with(&within) }
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

fn matching_kinds(value: &str) -> Vec<KindFilter> {
    let value = fold(value);
    kind_values().filter(|(name, _)| name.starts_with(&value)).map(|(_, word)| word).collect()
}

/// The values of `is:` or `has:` with their meanings.
fn shelf_values(field: FieldName) -> &'static [(&'static str, ShelfFacet)] {
    match field {
        FieldName::Is => &[("starred", ShelfFacet::Starred)],
        FieldName::Has => {
            &[("note", ShelfFacet::Noted), ("highlight", ShelfFacet::Highlighted), ("star", ShelfFacet::Starred)]
        }
        _ => &[],
    }
}

/// The values of `is:` or `has:`, comma-separated.
pub(super) fn shelf_names(field: FieldName) -> Safe<'static> {
    Safe::join(shelf_values(field).iter().map(|(name, _)| (*name).into()), ", ")
}

/// The shelf facets that a value matches; a prefix or the plural of a name is enough.
fn matching_facets(placement: &Placement, field: FieldName, value: &str) -> Vec<ShelfFacet> {
    if field == FieldName::List {
        let lists = best_matches(0..placement.list_names().len(), value, |list| {
            vec![placement.list_names()[list].to_borrowed()]
        });
        return lists
            .into_iter()
            .map(|list| ShelfFacet::List(ListKey::new(placement.list_names()[list].as_str())))
            .collect();
    }
    let value = fold(value);
    let value = value.strip_suffix('s').filter(|value| !value.is_empty()).unwrap_or(&value);
    let matches = |(name, _): &&(&str, ShelfFacet)| name.starts_with(value);
    shelf_values(field).iter().filter(matches).map(|&(_, facet)| facet).collect()
}

/// The names of the first lists, comma-separated.
fn list_names(placement: &Placement) -> Safe<'static> {
    const MAX_NAMES: usize = 5;
    let more = if placement.list_names().len() > MAX_NAMES { ", …" } else { "" };
    kzq_text::safe!(Safe::join(placement.list_names().iter().take(MAX_NAMES).map(Safe::to_borrowed), ", "), more)
}

/// The ids whose names match `value` with the best kind of match.
fn best_matches<'n, I: Copy>(ids: impl Iterator<Item = I>, value: &str, names: impl Fn(I) -> Vec<Safe<'n>>) -> Vec<I> {
    const STEP: i64 = 1_000_000;
    let scored: Vec<(i64, I)> = ids
        .filter_map(|id| {
            let score = names(id).iter().filter_map(|name| fuzzy_score(name.as_str(), value)).max()?;
            // Exact names if there is one, otherwise the next best kind: prefix, substring, or scattered letters.
            Some((score / STEP, id))
        })
        .collect();
    let best_class = scored.iter().map(|&(class, _)| class).max().unwrap_or_default();
    scored.into_iter().filter(|&(class, _)| class == best_class).map(|(_, id)| id).collect()
}
