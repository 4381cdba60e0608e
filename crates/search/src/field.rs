//! The table of query fields: a row says how a field is called, what it finds, and how its values are resolved.
//!
//! Names in a corpus are matched fuzzily, since they are rarely typed in full. To add a field, write its row, and a
//! [`Condition`] if no existing one fits; help, hints, warnings, completion and the
//! documentation are made from the table.

use crate::condition::{Condition, DateCondition, KindFilter, RareField};
use crate::dates::DateRange;
use crate::facet::FacetValue;
use crate::field_names::{
    names_of_source, names_of_topic, no_suggestions, suggest_collections, suggest_sources, suggest_speakers,
    suggest_topics, topics,
};
use crate::name_table::{CorpusNames, best_matches};
use crate::order::Order;
use crate::suggestions::Suggestions;
use kzq_corpus::{CollectionId, Corpus, EntryId, EntryKind, StatusKind, Wording};
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
    resolve: fn(&FieldScope<'_>, &str) -> Option<Condition>,
    /// Offers its values for completion.
    suggest: fn(&mut Suggestions<'_>),
}

/// What the values of fields refer to.
#[derive(Clone, Copy)]
pub(super) struct FieldScope<'a> {
    pub(super) corpus: &'a Corpus,
    /// Where the shelf's entries are in the corpus.
    pub(super) placement: &'a Placement,
    /// The names in the corpus.
    pub(super) names: &'a CorpusNames,
}

/// What values a field has.
#[derive(Clone, Copy, Debug)]
pub enum FieldValues {
    /// One of these words.
    Words(fn() -> Vec<&'static str>),
    /// A name, as described.
    Name(&'static str),
    /// A date or a range of dates, as described.
    Dates(&'static str),
    /// The name of an order; the field does not find anything.
    Orders,
}

impl FieldValues {
    /// The words that are its values; none if any name or date may be one.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Words(words) => words(),
            Self::Orders => Order::ALL.map(Order::name).to_vec(),
            Self::Name(_) | Self::Dates(_) => Vec::new(),
        }
    }
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
        resolve: |FieldScope { corpus, names, .. }, value| {
            some(|ids| Condition::of_speakers(corpus, &ids), names.speakers(corpus).best_matches(value))
        },
        suggest: suggest_speakers,
    };
    Topic: FieldRow {
        name: "topic",
        doc: "entries of a topic and of the topics below it",
        values: FieldValues::Name("a label, an id or a path"),
        is_shelf_field: false,
        resolve: |FieldScope { corpus, .. }, value| some(|ids| Condition::of_topics(corpus, &ids), best_matches(topics(corpus, value), value, |place| {
            names_of_topic(corpus, place, value)
        })),
        suggest: suggest_topics,
    };
    Kind: FieldRow {
        name: "kind",
        doc: "entries of a kind or a wording",
        values: FieldValues::Words(|| kind_values().map(|(name, _)| name).collect()),
        is_shelf_field: false,
        resolve: |_, value| some(Condition::Kind, matching_kinds(value)),
        suggest: |all| for (name, filter) in kind_values() {
            let count = |wording| all.totals().map(|totals| totals.of(FacetValue::Wording(wording)));
            let count = if let KindFilter::Wording(wording) = filter { count(wording) } else { None };
            all.word(name, count);
        },
    };
    Source: FieldRow {
        name: "source",
        doc: "entries from a source, or from one that reports it",
        values: FieldValues::Name("an id, a title, a container, a publisher or an author"),
        is_shelf_field: false,
        resolve: |FieldScope { corpus, names, .. }, value| some(|ids| Condition::of_sources(corpus, &ids), {
            if value.contains('/') {
                best_matches(corpus.source_ids(), value, |id| names_of_source(corpus, id, value))
            } else {
                names.sources(corpus).best_matches(value)
            }
        }),
        suggest: suggest_sources,
    };
    Id: FieldRow {
        name: "id",
        doc: "entries by id",
        values: FieldValues::Name("a part of the id"),
        is_shelf_field: false,
        resolve: |_, value| Some(Condition::Id(fold(value))),
        suggest: no_suggestions,
    };
    Is: FieldRow {
        name: "is",
        doc: "entries on your shelf",
        values: FieldValues::Words(|| names(&IS_VALUES)),
        is_shelf_field: true,
        resolve: |FieldScope { placement, .. }, value| on_shelf(placement, &matching_facets(&IS_VALUES, value)),
        suggest: |all| all.words(FieldName::Is.row().values.words()),
    };
    Has: FieldRow {
        name: "has",
        doc: "entries that have something, or to which you added something",
        values: FieldValues::Words(|| HAS_VALUES.iter().map(|(name, _)| *name).collect()),
        is_shelf_field: true,
        resolve: |FieldScope { corpus, placement, .. }, value| {
            let (_, feature) = HAS_VALUES.iter().find(|(name, _)| matches_name(name, value))?;
            Some(feature(corpus, placement))
        },
        suggest: |all| all.words(FieldName::Has.row().values.words()),
    };
    List: FieldRow {
        name: "list",
        doc: "entries on one of your lists",
        values: FieldValues::Name("the name of a list"),
        is_shelf_field: true,
        resolve: |FieldScope { placement, .. }, value| on_shelf(placement, &matching_lists(placement, value)),
        suggest: |all| all.lists().iter().for_each(|name| all.values(&[(name.clone(), None)])),
    };
    Date: FieldRow {
        name: "date",
        doc: "entries said on a date, or from one to another",
        values: FieldValues::Dates("`2025`, `2025-05`, `2025-05-29`, `1939..1941`, `2020..`"),
        is_shelf_field: false,
        resolve: |FieldScope { corpus, .. }, value| dated(corpus, DateRange::between(value)),
        suggest: |all| all.values(&all.rare().years),
    };
    Year: FieldRow {
        name: "year",
        doc: "entries said in a year, or from one to another",
        values: FieldValues::Dates("`2025`, `1939..1941`, `-380`"),
        is_shelf_field: false,
        resolve: |FieldScope { corpus, .. }, value| dated(corpus, DateRange::between(value)),
        suggest: |all| all.values(&all.rare().years),
    };
    Since: FieldRow {
        name: "since",
        doc: "entries said on a date or later",
        values: FieldValues::Dates("a date"),
        is_shelf_field: false,
        resolve: |FieldScope { corpus, .. }, value| dated(corpus, DateRange::since(value)),
        suggest: no_suggestions,
    };
    Before: FieldRow {
        name: "before",
        doc: "entries said before a date",
        values: FieldValues::Dates("a date"),
        is_shelf_field: false,
        resolve: |FieldScope { corpus, .. }, value| dated(corpus, DateRange::before(value)),
        suggest: no_suggestions,
    };
    Lang: FieldRow {
        name: "lang",
        doc: "entries in a language",
        values: FieldValues::Name("a language as the collection names it, such as `en`"),
        is_shelf_field: false,
        resolve: |_, value| Some(Condition::Rare(RareField::Lang(value.to_owned()))),
        suggest: |all| all.values(&all.rare().langs),
    };
    Tag: FieldRow {
        name: "tag",
        doc: "entries with a tag",
        values: FieldValues::Name("the beginning of a tag"),
        is_shelf_field: false,
        resolve: |_, value| Some(Condition::Rare(RareField::Tag(fold(value)))),
        suggest: |all| all.values(&all.rare().tags),
    };
    Collection: FieldRow {
        name: "collection",
        doc: "entries of a collection",
        values: FieldValues::Name("an id or a title"),
        is_shelf_field: false,
        resolve: |FieldScope { corpus, .. }, value| some(Condition::Collection, {
            let collections = corpus.collections();
            let matches = best_matches(0..collections.len(), value, |at| {
                vec![collections[at].id.to_borrowed(), collections[at].title.to_borrowed()]
            });
            matches.into_iter().map(|at| corpus.entries_of_collection(CollectionId::new(at))).collect()
        }),
        suggest: suggest_collections,
    };
    Status: FieldRow {
        name: "status",
        doc: "entries whose attribution must not be trusted",
        values: FieldValues::Words(|| STATUS_VALUES.map(StatusKind::name).to_vec()),
        is_shelf_field: false,
        resolve: |_, value| {
            let kinds: Vec<StatusKind> =
                STATUS_VALUES.into_iter().filter(|kind| kind.name().starts_with(&fold(value))).collect();
            (!kinds.is_empty()).then_some(Condition::Rare(RareField::Status(kinds)))
        },
        suggest: |all| all.words(FieldName::Status.row().values.words()),
    };
    Sort: FieldRow {
        name: "sort",
        doc: "nothing, but sets the order",
        values: FieldValues::Orders,
        is_shelf_field: false,
        resolve: |_, _| None,
        suggest: |all| all.words(FieldName::Sort.row().values.words()),
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

    /// Resolves a value; `None` if it matches nothing.
    pub(super) fn resolve(self, scope: &FieldScope<'_>, value: &str) -> Option<Condition> {
        (self.row().resolve)(scope, value)
    }

    /// Offers the field's values for completion.
    pub(super) fn suggest(self, suggestions: &mut Suggestions<'_>) {
        (self.row().suggest)(suggestions);
    }

    /// The names of all fields as typed, separated by spaces, for help and hints.
    pub fn prefixes() -> Safe<'static> {
        Safe::join(Self::ALL.map(|field| kzq_text::safe!(field.name(), ":")), " ")
    }
}

/// The values of `kind:` with their meanings.
fn kind_values() -> impl Iterator<Item = (&'static str, KindFilter)> {
    let kinds = EntryKind::ALL.into_iter().map(|kind| (kind.name(), KindFilter::Kind(kind)));
    kinds.chain(Wording::ALL.into_iter().map(|wording| (wording.name(), KindFilter::Wording(wording))))
}

/// The values of `is:` with their meanings.
static IS_VALUES: [(&str, ShelfFacet); 2] = [("starred", ShelfFacet::Starred), ("used", ShelfFacet::Used)];
/// The values of `status:`.
const STATUS_VALUES: [StatusKind; 2] = [StatusKind::Misattributed, StatusKind::Disputed];

/// Resolves a value of `has:`.
type Feature = fn(&Corpus, &Placement) -> Condition;

/// The values of `has:` with their meanings.
static HAS_VALUES: [(&str, Feature); 8] = [
    ("question", |_, _| Condition::AnswersQuestion),
    ("source", |_, _| Condition::HasSource),
    ("date", |corpus, _| Condition::Dates(DateCondition::new(corpus, DateRange::EVER))),
    ("lead", |_, _| Condition::HasLead),
    ("variants", |corpus, _| Condition::with_variants(corpus)),
    ("note", |_, placement| in_facets(placement, &[ShelfFacet::Noted])),
    ("highlight", |_, placement| in_facets(placement, &[ShelfFacet::Highlighted])),
    ("star", |_, placement| in_facets(placement, &[ShelfFacet::Starred])),
];

/// Makes a condition of a range of dates.
fn dated(corpus: &Corpus, range: Result<DateRange, String>) -> Option<Condition> {
    Some(Condition::Dates(DateCondition::new(corpus, range.ok()?)))
}

/// The range of dates that a value of a field means.
///
/// # Errors
///
/// Returns what is wrong with the value.
pub(super) fn date_range(field: FieldName, value: &str) -> Result<DateRange, String> {
    match field {
        FieldName::Since => DateRange::since(value),
        FieldName::Before => DateRange::before(value),
        _ => DateRange::between(value),
    }
}

fn names(values: &[(&'static str, ShelfFacet)]) -> Vec<&'static str> {
    values.iter().map(|(name, _)| *name).collect()
}

/// Makes a condition of what matches; `None` if nothing does.
fn some<T>(condition: impl FnOnce(Vec<T>) -> Condition, matches: Vec<T>) -> Option<Condition> {
    (!matches.is_empty()).then(|| condition(matches))
}

/// Makes a condition of the entries in any of the shelf facets; `None` without facets.
fn on_shelf(placement: &Placement, facets: &[ShelfFacet]) -> Option<Condition> {
    (!facets.is_empty()).then(|| in_facets(placement, facets))
}

/// The entries in any of the shelf facets.
fn in_facets(placement: &Placement, facets: &[ShelfFacet]) -> Condition {
    let mut entries: Vec<EntryId> = facets.iter().flat_map(|&facet| placement.entries(facet)).copied().collect();
    entries.sort_unstable();
    entries.dedup();
    Condition::Entries(entries)
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
