//! [`ListedValues`]: the values of facets that the sidebar lists.

use std::cmp::Reverse;

use kzq_corpus::{CollectionId, Corpus, MaybeSpeaker};
use kzq_search::{Facet, FacetCounts, FacetFilter, FacetValue};

/// Maximum number of values of a facet in the sidebar; typing finds the others.
pub(super) const MAX_FACET_ROWS: usize = 12;

/// The most frequent values of each facet, which the sidebar lists.
///
/// They are picked from all values of the collections, of which there can be a hundred thousand: that is done where the
/// search is answered, and not on the thread that draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedValues {
    facets: [ListedFacet; Facet::ALL.len()],
}

/// The listed values of a facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListedFacet {
    /// The values, in their own order.
    pub(super) values: Vec<FacetValue>,
    /// How many others there are.
    pub(super) hidden: usize,
}

impl ListedValues {
    /// Picks the values that are chosen, and those with the most hits, and among equal ones with the most entries.
    pub fn pick(corpus: &Corpus, totals: &FacetCounts, hits: &FacetCounts, selection: &FacetFilter) -> Self {
        let has_entries = |value: &FacetValue| totals.of(*value) > 0;
        let most = |facet, values: &mut dyn Iterator<Item = FacetValue>| {
            let chosen = selection.choices_of(facet);
            most_frequent(values, |value| {
                (chosen.iter().any(|(other, _)| *other == value), hits.of(value), totals.of(value))
            })
        };
        let facets = Facet::ALL.map(|facet| match facet {
            // Their values are few, or a tree.
            Facet::Topic | Facet::Wording | Facet::Shelf => ListedFacet::default(),
            Facet::Speaker => {
                let unknown = Some(FacetValue::Speaker(MaybeSpeaker::UNKNOWN)).filter(has_entries);
                let known = corpus.speaker_ids().map(|id| FacetValue::Speaker(Some(id).into()));
                most(facet, &mut known.chain(unknown))
            }
            Facet::Source => most(facet, &mut corpus.source_ids().map(FacetValue::Source).filter(has_entries)),
            Facet::Collection => {
                let ids = (0..corpus.collections().len()).map(CollectionId::new);
                most(facet, &mut ids.map(FacetValue::Collection))
            }
            Facet::Year => {
                let years = corpus.facet_columns().years().iter().copied();
                most(facet, &mut years.map(FacetValue::Year).filter(has_entries))
            }
            Facet::Tag => {
                let tags = corpus.facet_columns().tag_ids().map(FacetValue::Tag);
                let mut listed = most(facet, &mut tags.filter(has_entries));
                listed.values.sort_by_key(|&tag| Reverse(totals.of(tag)));
                listed
            }
        });
        Self { facets }
    }

    pub(super) fn of(&self, facet: Facet) -> &ListedFacet {
        &self.facets[facet as usize]
    }
}

/// Picks the values with the highest ranks, and among equal ones the first; keeps no more than these while it looks.
fn most_frequent<R: Ord>(values: &mut dyn Iterator<Item = FacetValue>, rank: impl Fn(FacetValue) -> R) -> ListedFacet {
    let mut best: Vec<(Reverse<R>, usize, FacetValue)> = Vec::with_capacity(MAX_FACET_ROWS + 1);
    let mut count = 0;
    for value in values {
        let rank = Reverse(rank(value));
        if best.get(MAX_FACET_ROWS - 1).is_none_or(|(last, ..)| rank < *last) {
            let at = best.partition_point(|(other, ..)| *other <= rank);
            best.insert(at, (rank, count, value));
            best.truncate(MAX_FACET_ROWS);
        }
        count += 1;
    }
    best.sort_by_key(|&(_, place, _)| place);
    let hidden = count - best.len();
    ListedFacet { values: best.into_iter().map(|(.., value)| value).collect(), hidden }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_frequent_values_are_listed_in_original_order() {
        let ranks = [3, 9, 1, 9, 4, 4, 4, 0, 7, 7, 4, 4, 2, 4, 4, 8];
        let years = 1900..1900 + i16::try_from(ranks.len()).unwrap();
        let rank = |value| match value {
            FacetValue::Year(year) => ranks[usize::try_from(year - 1900).unwrap()],
            _ => 0,
        };
        let listed = most_frequent(&mut years.map(FacetValue::Year), rank);
        let picked: Vec<i32> = listed.values.iter().map(|&value| rank(value)).collect();
        assert_eq!(picked, [9, 9, 4, 4, 4, 7, 7, 4, 4, 4, 4, 8]);
        assert_eq!(listed.hidden, 4);
        let few = most_frequent(&mut [FacetValue::Year(1901), FacetValue::Year(1900)].into_iter(), rank);
        assert_eq!((few.values, few.hidden), (vec![FacetValue::Year(1901), FacetValue::Year(1900)], 0));
    }
}
