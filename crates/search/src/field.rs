//! Resolves the fields of a query against the names in a corpus, fuzzily, since names are rarely typed in full.

use crate::answer::Note;
use crate::fuzzy::short_score;
use crate::index::Bits;
use crate::query::FieldName;
use kzq_corpus::{Block, Corpus, EntryId, Kind, Mark, SourceId, SpeakerId, TopicId, Wording};
use kzq_shelf::{Facet, ListKey, Places};
use kzq_text::Safe;
use kzq_text::fold::fold;

/// A query field resolved in a corpus.
#[derive(Debug)]
pub(super) enum Condition {
    Speaker(Vec<SpeakerId>),
    Topic(Vec<TopicId>),
    Source(Vec<SourceId>),
    Id(String),
    Kind(Vec<KindWord>),
    /// Entries on the shelf, sorted.
    Shelved(Vec<EntryId>),
}

/// A value of `kind:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindWord {
    Kind(Kind),
    Wording(Wording),
}

/// The values of `kind:` with their meanings.
fn kind_words() -> impl Iterator<Item = (&'static str, KindWord)> {
    let kinds = Kind::ALL.into_iter().map(|kind| (kind.name(), KindWord::Kind(kind)));
    kinds.chain(Wording::ALL.into_iter().map(|wording| (wording.name(), KindWord::Wording(wording))))
}

/// The values of `kind:`, comma-separated.
pub(super) fn kind_names() -> Safe<'static> {
    Safe::join(kind_words().map(|(name, _)| name.into()), ", ")
}

impl Condition {
    /// Resolves `field:value`; `placement` locates the shelf's entries in the corpus. A value that matches nothing adds
    /// a warning and yields a condition that no entry meets.
    pub(super) fn resolve(
        corpus: &Corpus,
        places: &Places,
        field: FieldName,
        value: &str,
        notes: &mut Vec<Note>,
    ) -> Self {
        if field.is_of_shelf() {
            let facets = shelf_facets(places, field, value);
            if facets.is_empty() {
                notes.push(Note::NotOnShelf(field, Safe::line(value).into_owned(), list_names(places)));
            }
            return Self::shelved(places, &facets);
        }
        let condition = match field {
            FieldName::Speaker => Self::Speaker(best(corpus.speaker_ids(), value, |id| {
                let speaker = corpus.speaker(id);
                [&speaker.name, &speaker.id].into_iter().chain(&speaker.aliases).map(Safe::borrowed).collect()
            })),
            FieldName::Topic => Self::Topic(best(corpus.topic_ids(), value, |id| {
                let topic = corpus.topic(id);
                let own = topic.path.as_str().rfind('/').map_or(0, |at| at + 1);
                vec![topic.path.slice(own..topic.path.as_str().len()), topic.path.borrowed(), topic.label.borrowed()]
            })),
            FieldName::Source => Self::Source(best(corpus.source_ids(), value, |id| {
                let source = corpus.source(id);
                let names =
                    [Some(&source.id), Some(&source.title), source.publisher.as_ref(), source.container.as_ref()];
                names.into_iter().flatten().map(Safe::borrowed).collect()
            })),
            FieldName::Id => Self::Id(fold(value)),
            FieldName::Kind => Self::Kind(kinds(value)),
            FieldName::Is | FieldName::Has | FieldName::List => Self::Shelved(Vec::new()),
        };
        if condition.is_empty() {
            notes.push(Note::NothingLike(field, Safe::line(value).into_owned()));
        }
        condition
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Speaker(ids) => ids.is_empty(),
            Self::Topic(ids) => ids.is_empty(),
            Self::Source(ids) => ids.is_empty(),
            Self::Kind(words) => words.is_empty(),
            Self::Id(_) | Self::Shelved(_) => false,
        }
    }

    /// The entries in any of the shelf facets.
    fn shelved(places: &Places, facets: &[Facet]) -> Self {
        let mut entries: Vec<EntryId> = facets.iter().flat_map(|&facet| places.entries(facet)).copied().collect();
        entries.sort_unstable();
        entries.dedup();
        Self::Shelved(entries)
    }

    /// Keeps the entries of a block that meet the condition, or, if not `expected`, those that do not.
    pub(super) fn narrow(&self, corpus: &Corpus, (block, base): (&Block, u32), wanted: bool, entries: &mut Bits) {
        match self {
            Self::Speaker(ids) => {
                let table = table(corpus.speakers().len(), ids.iter().map(|id| id.index()));
                entries.retain(|at| table[block.speakers[at].index()] == wanted);
            }
            Self::Source(ids) => {
                let table = table(corpus.sources().len(), ids.iter().map(|id| id.index()));
                entries.retain(|at| block.sources[at].get().is_some_and(|source| table[source.index()]) == wanted);
            }
            Self::Topic(ids) => {
                let within = |list: &[TopicId]| {
                    list.iter().any(|&topic| corpus.topic_line(topic).any(|above| ids.contains(&above)))
                };
                let table: Vec<bool> = corpus.topic_lists().iter().map(within).collect();
                entries.retain(|at| table[block.topics[at] as usize] == wanted);
            }
            Self::Kind(words) => entries.retain(|at| words.iter().any(|word| word.is_of(block.marks[at])) == wanted),
            Self::Id(value) => entries.retain(|at| fold(block.id(at).as_str()).contains(value) == wanted),
            Self::Shelved(ids) => {
                let within = Bits::of_entries(ids, base, block.len());
                if wanted { entries.intersect(&within) } else { entries.subtract(&within) }
            }
        }
    }
}

impl KindWord {
    fn is_of(self, mark: Mark) -> bool {
        match self {
            Self::Kind(kind) => mark.kind() == kind,
            Self::Wording(wording) => mark.wording() == wording,
        }
    }
}

/// A lookup table of `count` flags, set for the indices in `set`.
fn table(count: usize, set: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut table = vec![false; count];
    set.for_each(|place| table[place] = true);
    table
}

fn kinds(value: &str) -> Vec<KindWord> {
    let value = fold(value);
    kind_words().filter(|(name, _)| name.starts_with(&value)).map(|(_, word)| word).collect()
}

/// The values of `is:` or `has:` with their meanings.
fn shelf_words(field: FieldName) -> &'static [(&'static str, Facet)] {
    match field {
        FieldName::Is => &[("starred", Facet::Starred)],
        FieldName::Has => &[("note", Facet::Noted), ("highlight", Facet::Highlighted), ("star", Facet::Starred)],
        _ => &[],
    }
}

/// The values of `is:` or `has:`, comma-separated.
pub(super) fn shelf_names(field: FieldName) -> Safe<'static> {
    Safe::join(shelf_words(field).iter().map(|(name, _)| (*name).into()), ", ")
}

/// The shelf facets that a value matches; a prefix or the plural of a name is enough.
fn shelf_facets(places: &Places, field: FieldName, value: &str) -> Vec<Facet> {
    if field == FieldName::List {
        let lists = best(0..places.lists().len(), value, |list| vec![places.lists()[list].borrowed()]);
        return lists.into_iter().map(|list| Facet::List(ListKey::of(places.lists()[list].as_str()))).collect();
    }
    let value = fold(value);
    let value = value.strip_suffix('s').filter(|value| !value.is_empty()).unwrap_or(&value);
    let is_meant = |(name, _): &&(&str, Facet)| name.starts_with(value);
    shelf_words(field).iter().filter(is_meant).map(|&(_, facet)| facet).collect()
}

/// The names of the first lists, comma-separated.
fn list_names(places: &Places) -> Safe<'static> {
    const MOST: usize = 5;
    let more = if places.lists().len() > MOST { ", …" } else { "" };
    kzq_text::safe!(Safe::join(places.lists().iter().take(MOST).map(Safe::borrowed), ", "), more)
}

/// The ids whose names match `value` with the best kind of match.
fn best<'n, I: Copy>(ids: impl Iterator<Item = I>, value: &str, names: impl Fn(I) -> Vec<Safe<'n>>) -> Vec<I> {
    const STEP: i64 = 1_000_000;
    let scored: Vec<(i64, I)> = ids
        .filter_map(|id| {
            let score = names(id).iter().filter_map(|name| short_score(name.as_str(), value)).max()?;
            // Exact names if there is one, otherwise the next best kind: prefix, substring, or scattered letters.
            Some((score / STEP, id))
        })
        .collect();
    let top = scored.iter().map(|&(class, _)| class).max().unwrap_or_default();
    scored.into_iter().filter(|&(class, _)| class == top).map(|(_, id)| id).collect()
}
