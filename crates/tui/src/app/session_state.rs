//! [`SessionState`]: the user's position by names instead of ids, so that a later session can restore it.

use serde::{Deserialize, Serialize};

use super::facet_name::{facet_value, facet_value_name};
use super::focus::Focus;
use kzq_corpus::{Corpus, EntryId};
use kzq_search::{Choice, Facet, FacetFilter, FacetValue, Order};
use kzq_shelf::Shelf;
use kzq_text::Safe;

/// The user's position, independent of the ids in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionState {
    /// The text of the filter.
    pub filter: Safe<'static>,
    /// The chosen values of facets.
    pub(super) facets: Vec<NamedChoice>,
    /// The name of the order of the list; empty if it is the usual one.
    pub(super) order: Safe<'static>,
    /// The displayed entry, as `collection/id`.
    pub(super) entry: Option<Safe<'static>>,
    /// The index of the entry in the corpus.
    pub(super) number: usize,
    /// The focused pane.
    pub(super) focus: Focus,
    /// The first visible line of the page.
    pub(super) line: usize,
    /// The width of the page in columns.
    pub(super) columns: usize,
    /// The formats to copy in.
    pub(super) formats: SavedFormats,
    /// Whether the list has one row for each entry, if the user decided that.
    pub(super) compact_list: Option<bool>,
}

/// The formats to copy in, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SavedFormats {
    /// The format used last in the copy menu.
    pub(super) menu: Option<Safe<'static>>,
    /// The format of a plain copy.
    pub(super) plain: Option<Safe<'static>>,
    /// The format of a plain copy in the settings: if that has changed since, it counts.
    pub(super) instead_of: Safe<'static>,
}

/// A chosen value of a facet, by names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct NamedChoice {
    facet: Safe<'static>,
    value: Safe<'static>,
    excluded: bool,
}

impl SessionState {
    /// A position that consists of facets only.
    pub(super) fn from_selection(selection: &FacetFilter, corpus: &Corpus, shelf: &Shelf) -> Self {
        let named = |&(value, choice): &(FacetValue, Choice)| {
            let name = facet_value_name(value, corpus, shelf)?;
            Some(NamedChoice {
                facet: value.facet().row().name.into(),
                value: name,
                excluded: choice == Choice::Excluded,
            })
        };
        Self { facets: selection.choices().iter().filter_map(named).collect(), ..Self::default() }
    }

    /// A position that consists of a filter only.
    pub(super) fn of_filter(filter: Safe<'static>) -> Self {
        Self { filter, ..Self::default() }
    }

    /// Whether the filter or a facet narrows the list.
    pub(super) fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || !self.facets.is_empty()
    }

    /// Whether a part of the shelf is active.
    pub(super) fn has_shelf_facet(&self) -> bool {
        self.facets.iter().any(|choice| choice.facet.as_str() == Facet::Shelf.row().name)
    }

    /// The facets that still exist in a corpus and a shelf.
    pub(super) fn selection(&self, corpus: &Corpus, shelf: &Shelf) -> FacetFilter {
        let choice = |named: &NamedChoice| {
            let facet = Facet::ALL.into_iter().find(|facet| facet.row().name == named.facet.as_str())?;
            let value = facet_value(facet, named.value.as_str(), corpus, shelf)?;
            Some((value, if named.excluded { Choice::Excluded } else { Choice::Included }))
        };
        self.facets.iter().filter_map(choice).collect()
    }

    /// The order of the list.
    pub(super) fn order(&self) -> Order {
        Order::ALL.into_iter().find(|order| order.name() == self.order.as_str()).unwrap_or_default()
    }

    /// The displayed entry, if it is still at its index; `search_all` looks it up anywhere in the corpus.
    pub(super) fn entry(&self, corpus: &Corpus, search_all: bool) -> Option<EntryId> {
        let name = self.entry.as_ref()?;
        let same = corpus.entry_ids().nth(self.number).filter(|&id| corpus.qualified_id(id) == *name);
        let look_up = || corpus.look_up_all(&[name.as_str()]).first()?.found();
        same.or_else(|| search_all.then(look_up).flatten())
    }

    /// The first visible line at a page width, scaled to the same relative place in the text.
    pub(super) fn scroll_line(&self, columns: usize) -> usize {
        if columns == 0 || self.columns == 0 { self.line } else { self.line * self.columns / columns }
    }
}
