//! The names of the values of facets, by which they are found again in other collections.

use kzq_corpus::{CollectionId, Corpus, Lookup, Wording};
use kzq_search::{Facet, FacetValue};
use kzq_shelf::{ListKey, Shelf, ShelfFacet};
use kzq_text::{Safe, safe};

/// The prefix of the names of lists.
const LIST_PREFIX: &str = "list:";

/// The name of a value: the path of a topic (with `@collection` if it is not the only one), the id of a speaker (empty if unknown), `collection/id` of a source. `None` if
/// it is a list that was deleted.
pub(super) fn facet_value_name(value: FacetValue, corpus: &Corpus, shelf: &Shelf) -> Option<Safe<'static>> {
    Some(match value {
        FacetValue::Topic(id) => corpus.topic_name(id).into_owned(),
        FacetValue::Wording(wording) => wording.name().into(),
        FacetValue::Speaker(id) => id.get().map(|id| corpus.speaker(id).id.clone()).unwrap_or_default(),
        FacetValue::Source(id) => {
            let source = corpus.source(id);
            safe!(corpus.collection(source.collection).id, "/", source.id)
        }
        FacetValue::Collection(id) => corpus.collection(id).id.clone(),
        FacetValue::Year(year) => Safe::line(year.to_string()),
        FacetValue::Tag(id) => corpus.facet_columns().tag(id).clone(),
        FacetValue::Shelf(ShelfFacet::Starred) => "starred".into(),
        FacetValue::Shelf(ShelfFacet::Noted) => "noted".into(),
        FacetValue::Shelf(ShelfFacet::Highlighted) => "highlighted".into(),
        FacetValue::Shelf(ShelfFacet::Used) => "used".into(),
        FacetValue::Shelf(ShelfFacet::List(key)) => safe!(LIST_PREFIX, shelf.list_by_key(key)?.name),
    })
}

/// The value of this name, if there is one.
pub(super) fn facet_value(facet: Facet, name: &str, corpus: &Corpus, shelf: &Shelf) -> Option<FacetValue> {
    Some(match facet {
        Facet::Topic => FacetValue::Topic(corpus.topic_by_name(name)?),
        Facet::Wording => FacetValue::Wording(Wording::from_name(name)?),
        Facet::Speaker if name.is_empty() => FacetValue::Speaker(None.into()),
        Facet::Speaker => {
            let known = corpus.speaker_ids().find(|&id| corpus.speaker(id).id.as_str() == name)?;
            FacetValue::Speaker(Some(known).into())
        }
        Facet::Source => match corpus.look_up_source(name) {
            Lookup::Found(id) => FacetValue::Source(id),
            Lookup::Ambiguous | Lookup::Missing => return None,
        },
        Facet::Collection => {
            let at = corpus.collections().iter().position(|collection| collection.id.as_str() == name)?;
            FacetValue::Collection(CollectionId::new(at))
        }
        Facet::Year => FacetValue::Year(name.parse().ok()?),
        Facet::Tag => {
            let columns = corpus.facet_columns();
            FacetValue::Tag(columns.tag_ids().find(|&id| columns.tag(id).as_str() == name)?)
        }
        Facet::Shelf => FacetValue::Shelf(match (name, name.strip_prefix(LIST_PREFIX)) {
            ("starred", _) => ShelfFacet::Starred,
            ("noted", _) => ShelfFacet::Noted,
            ("highlighted", _) => ShelfFacet::Highlighted,
            ("used", _) => ShelfFacet::Used,
            (_, Some(list)) => ShelfFacet::List(ListKey::new(shelf.list(list)?.name.as_str())),
            _ => return None,
        }),
    })
}
