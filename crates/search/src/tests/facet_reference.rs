//! A reference implementation of facets, entry by entry, and generators of choices of values.

use proptest::prelude::*;

use super::shelf::{SHELF_FACETS, is_on_shelf};
use crate::facet::{Choice, Facet, FacetFilter, FacetValue};
use kzq_corpus::{CollectionId, Corpus, Date, Entry, EntryId, MaybeSpeaker, Wording};

pub(super) const FACETS: usize = Facet::ALL.len();

/// Returns for each facet whether an entry fails its filter.
pub(super) fn missed_facets(corpus: &Corpus, selection: &FacetFilter, id: EntryId) -> [bool; FACETS] {
    Facet::ALL.map(|facet| {
        let chosen = |choice: Choice| {
            let of = selection.choices().iter().filter(move |(value, of)| value.facet() == facet && *of == choice);
            of.map(|&(value, _)| value).collect::<Vec<_>>()
        };
        let (included, excluded) = (chosen(Choice::Included), chosen(Choice::Excluded));
        let has = |&value: &FacetValue| has_value(corpus, id, value);
        excluded.iter().any(has) || !(included.is_empty() || included.iter().any(has))
    })
}

/// Whether an entry has a value of a facet.
pub(super) fn has_value(corpus: &Corpus, id: EntryId, value: FacetValue) -> bool {
    let entry = corpus.entry(id);
    match value {
        FacetValue::Topic(set) => entry.topics().iter().any(|&topic| corpus.is_within(topic, set)),
        FacetValue::Wording(wording) => entry.wording() == wording,
        FacetValue::Speaker(speaker) => entry.speaker() == speaker.get(),
        FacetValue::Source(source) => entry.source() == Some(source),
        FacetValue::Collection(collection) => entry.collection() == collection,
        FacetValue::Year(year) => date(corpus, entry).is_some_and(|date| date.year() == year),
        FacetValue::Tag(tag) => entry.tags().contains(corpus.facet_columns().tag(tag)),
        FacetValue::Shelf(facet) => is_on_shelf(facet, id),
    }
}

/// Every value of every facet.
pub(super) fn facet_values(corpus: &Corpus) -> Vec<FacetValue> {
    let columns = corpus.facet_columns();
    let speakers = corpus.speaker_ids().map(Some).chain([None]).map(MaybeSpeaker::from);
    let topics = corpus.topic_ids().map(FacetValue::Topic);
    let values = topics.chain(Wording::ALL.map(FacetValue::Wording)).chain(speakers.map(FacetValue::Speaker));
    let values = values.chain(corpus.source_ids().map(FacetValue::Source));
    let values = values.chain((0..corpus.collections().len()).map(|at| FacetValue::Collection(CollectionId::new(at))));
    let values = values.chain(columns.years().iter().copied().map(FacetValue::Year));
    let values = values.chain(columns.tag_ids().map(FacetValue::Tag));
    values.chain(SHELF_FACETS.map(|facet| FacetValue::Shelf(facet()))).collect()
}

/// Generates choices of values, each with its index among all values.
pub(super) fn choices() -> impl Strategy<Value = Vec<(prop::sample::Index, bool)>> {
    let several = || prop::collection::vec(any::<(prop::sample::Index, bool)>(), 1..5);
    prop_oneof![2 => Just(Vec::new()), 1 => several()]
}

pub(super) fn selection(corpus: &Corpus, choices: &[(prop::sample::Index, bool)]) -> FacetFilter {
    let values = facet_values(corpus);
    let choice = |is_included: bool| if is_included { Choice::Included } else { Choice::Excluded };
    choices.iter().map(|(at, is_included)| (*at.get(&values), choice(*is_included))).collect()
}

/// The date of an entry, or else of the event that its source reports, or of the source.
pub(super) fn date(corpus: &Corpus, entry: Entry<'_>) -> Option<Date> {
    entry.date().or_else(|| corpus.reported_sources(entry).filter_map(|source| source.date).last())
}
