//! The table of query fields: a row says how a field is called, what it finds, and how its values are resolved.
//!
//! Names in a corpus are matched fuzzily, since they are rarely typed in full. To add a field, write its row, and a
//! [`Condition`] if no existing one fits; help, hints, warnings and the documentation are made from the table.

use crate::fuzzy::{KIND_STEP, fuzzy_score};
use crate::index::BitSet;
use crate::literal::Literal;
use kzq_corpus::{Block, Corpus, EntryFlags, EntryId, EntryKind, MaybeSpeaker, SourceId, TopicId, Wording};
use kzq_shelf::{ListKey, Placement, ShelfFacet};
use kzq_text::Safe;
use kzq_text::fold::fold;

/// The row of a query field.
#[derive(Debug)]
pub struct FieldRow {
    /// The name as typed, without the colon.
    pub name: &'static str,
    /// What the field finds, for the documentation.
    pub doc: &'static str,
    /// What values it has.
    pub values: FieldValues,
    /// Whether it refers to the user's shelf.
    pub is_shelf_field: bool,
    resolve: fn(&Corpus, &Placement, &str) -> Option<Condition>,
}

/// What values a field has.
#[derive(Clone, Copy, Debug)]
pub enum FieldValues {
    /// One of these words.
    Words(fn() -> Vec<&'static str>),
    /// A name, as described.
    Name(&'static str),
}

macro_rules! fields {
    ($($field:ident: $row:expr;)+) => {
        /// The fields that a query may use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum FieldName {
            $(#[doc = concat!("`", stringify!($field), "`, as its row says.")] $field,)+
        }

        impl FieldName {
            /// All fields.
            pub const ALL: [Self; [$(stringify!($field)),+].len()] = [$(Self::$field),+];

            /// Returns the field's row of the table.
            pub fn row(self) -> &'static FieldRow {
                match self {
                    $(Self::$field => {
                        static ROW: FieldRow = $row;
                        &ROW
                    })+
                }
            }
        }
    };
}

fields! {
    Speaker: FieldRow {
        name: "speaker",
        doc: "entries of a speaker",
        values: FieldValues::Name("a name, an alias or an id"),
        is_shelf_field: false,
        resolve: |corpus, _, value| some(Condition::Speaker, best_matches(speakers(corpus), value, |id| {
            let Some(speaker) = id.get().map(|id| corpus.speaker(id)) else { return vec![corpus.speaker_name(id)] };
            [&speaker.name, &speaker.id].into_iter().chain(&speaker.aliases).map(Safe::to_borrowed).collect()
        })),
    };
    Topic: FieldRow {
        name: "topic",
        doc: "entries of a topic and of the topics below it",
        values: FieldValues::Name("a label, an id or a path"),
        is_shelf_field: false,
        resolve: |corpus, _, value| some(Condition::Topic, best_matches(corpus.topic_ids(), value, |id| {
            let topic = corpus.topic(id);
            let path = topic.path.as_str();
            let own = path.rfind('/').map_or(0, |at| at + 1);
            vec![topic.path.slice(own..path.len()), topic.path.to_borrowed(), topic.label.to_borrowed()]
        })),
    };
    Kind: FieldRow {
        name: "kind",
        doc: "entries of a kind or a wording",
        values: FieldValues::Words(|| kind_values().map(|(name, _)| name).collect()),
        is_shelf_field: false,
        resolve: |_, _, value| some(Condition::Kind, matching_kinds(value)),
    };
    Source: FieldRow {
        name: "source",
        doc: "entries from a source",
        values: FieldValues::Name("an id, a title, a publisher or a container"),
        is_shelf_field: false,
        resolve: |corpus, _, value| some(Condition::Source, best_matches(corpus.source_ids(), value, |id| {
            let source = corpus.source(id);
            let names = [Some(&source.id), Some(&source.title), source.publisher.as_ref(), source.container.as_ref()];
            names.into_iter().flatten().map(Safe::to_borrowed).collect()
        })),
    };
    Id: FieldRow {
        name: "id",
        doc: "entries by id",
        values: FieldValues::Name("a part of the id"),
        is_shelf_field: false,
        resolve: |_, _, value| Some(Condition::Id(fold(value))),
    };
    Is: FieldRow {
        name: "is",
        doc: "entries on your shelf",
        values: FieldValues::Words(|| names(&IS_VALUES)),
        is_shelf_field: true,
        resolve: |_, placement, value| on_shelf(placement, &matching_facets(&IS_VALUES, value)),
    };
    Has: FieldRow {
        name: "has",
        doc: "entries that answer a question, or to which you added something",
        values: FieldValues::Words(|| [vec![QUESTION], names(&HAS_VALUES)].concat()),
        is_shelf_field: true,
        resolve: |_, placement, value| {
            let is_question = matches_name(QUESTION, value);
            let on_shelf = || on_shelf(placement, &matching_facets(&HAS_VALUES, value));
            if is_question { Some(Condition::AnswersQuestion) } else { on_shelf() }
        },
    };
    List: FieldRow {
        name: "list",
        doc: "entries on one of your lists",
        values: FieldValues::Name("the name of a list"),
        is_shelf_field: true,
        resolve: |_, placement, value| on_shelf(placement, &matching_lists(placement, value)),
    };
}

impl FieldName {
    /// The name as typed, without the colon.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        // As collections and `kzq add` have it.
        if name.eq_ignore_ascii_case("by") {
            return Some(Self::Speaker);
        }
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// The names of all fields as typed, separated by spaces, for help and hints.
    pub fn prefixes() -> Safe<'static> {
        Safe::join(Self::ALL.map(|field| kzq_text::safe!(field.name(), ":")), " ")
    }
}

/// A query field resolved in a corpus.
#[derive(Debug)]
pub(super) enum Condition {
    Speaker(Vec<MaybeSpeaker>),
    Topic(Vec<TopicId>),
    Source(Vec<SourceId>),
    Id(String),
    /// Entries that have signs, with these words beside them, in any of their texts.
    Literal(Literal),
    Kind(Vec<KindFilter>),
    /// Entries with a question of their own or before them.
    AnswersQuestion,
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

/// The values of `is:` with their meanings.
static IS_VALUES: [(&str, ShelfFacet); 1] = [("starred", ShelfFacet::Starred)];
/// The value of `has:` for entries that answer a question.
const QUESTION: &str = "question";
/// The other values of `has:` with their meanings.
static HAS_VALUES: [(&str, ShelfFacet); 3] =
    [("note", ShelfFacet::Noted), ("highlight", ShelfFacet::Highlighted), ("star", ShelfFacet::Starred)];

fn names(values: &[(&'static str, ShelfFacet)]) -> Vec<&'static str> {
    values.iter().map(|(name, _)| *name).collect()
}

/// Makes a condition of what matches; `None` if nothing does.
fn some<T>(condition: fn(Vec<T>) -> Condition, matches: Vec<T>) -> Option<Condition> {
    (!matches.is_empty()).then(|| condition(matches))
}

/// Makes a condition of the entries in any of the shelf facets; `None` without facets.
fn on_shelf(placement: &Placement, facets: &[ShelfFacet]) -> Option<Condition> {
    let mut entries: Vec<EntryId> = facets.iter().flat_map(|&facet| placement.entries(facet)).copied().collect();
    entries.sort_unstable();
    entries.dedup();
    (!facets.is_empty()).then_some(Condition::OnShelf(entries))
}

impl Condition {
    /// A condition that no entry meets.
    pub(super) const NEVER: Self = Self::OnShelf(Vec::new());

    /// Resolves `field:value`; `placement` locates the shelf's entries in the corpus. `None` if the value matches
    /// nothing.
    pub(super) fn resolve(corpus: &Corpus, placement: &Placement, field: FieldName, value: &str) -> Option<Self> {
        (field.row().resolve)(corpus, placement, value)
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

/// The speakers that entries can have; the unknown one if an entry has none.
fn speakers(corpus: &Corpus) -> impl Iterator<Item = MaybeSpeaker> {
    let unknown = corpus.has_unknown_speakers().then_some(MaybeSpeaker::UNKNOWN);
    corpus.speaker_ids().map(|id| Some(id).into()).chain(unknown)
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

/// The shelf facets that a value matches.
fn matching_facets(values: &[(&str, ShelfFacet)], value: &str) -> Vec<ShelfFacet> {
    values.iter().filter(|(name, _)| matches_name(name, value)).map(|&(_, facet)| facet).collect()
}

/// Whether a value is a prefix or the plural of a name.
fn matches_name(name: &str, value: &str) -> bool {
    let value = fold(value);
    name.starts_with(value.strip_suffix('s').filter(|value| !value.is_empty()).unwrap_or(&value))
}

/// The lists whose names match a value.
fn matching_lists(placement: &Placement, value: &str) -> Vec<ShelfFacet> {
    let names = placement.list_names();
    let lists = best_matches(0..names.len(), value, |list| vec![names[list].to_borrowed()]);
    lists.into_iter().map(|list| ShelfFacet::List(ListKey::new(names[list].as_str()))).collect()
}

/// The ids whose names match `value` with the best kind of match.
fn best_matches<'n, I: Copy>(ids: impl Iterator<Item = I>, value: &str, names: impl Fn(I) -> Vec<Safe<'n>>) -> Vec<I> {
    let scored: Vec<(i64, I)> = ids
        .filter_map(|id| {
            let score = names(id).iter().filter_map(|name| fuzzy_score(name.as_str(), value)).max()?;
            // Exact names if there is one, otherwise the next best kind: prefix, substring, or scattered letters.
            Some((score / KIND_STEP, id))
        })
        .collect();
    let best_class = scored.iter().map(|&(class, _)| class).max().unwrap_or_default();
    scored.into_iter().filter(|&(class, _)| class == best_class).map(|(_, id)| id).collect()
}
