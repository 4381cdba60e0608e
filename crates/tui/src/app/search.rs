//! [`Search`]: the filter and the facets, and the list of what they find.

use std::sync::Arc;

use super::event::Effect;
use super::listed_values::ListedValues;
use super::scroll::{ListCursor, Motion};
use super::search_request::{Generation, SearchRequest};
use super::text_edit::TextEdit;
use kzq_corpus::EntryId;
use kzq_search::{Answer, FacetCounts, FacetFilter, Hit, Order, Query};
use kzq_shelf::Shelf;

/// A row of the list that has not arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PendingRow {
    /// To select once all rows are there; `usize::MAX` is the last one.
    Select(usize),
    /// To read, in the view that is open.
    Read(usize),
}

/// What is searched for, and the list of what was found.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The text field of the filter.
    pub(super) filter: TextEdit,
    /// The text of the filter, parsed.
    pub(super) query: Query,
    /// The active facets.
    pub(super) selection: FacetFilter,
    /// The order of the list, unless the query sets one.
    pub(super) order: Order,
    /// The latest search that was requested.
    pub(super) generation: Generation,
    /// The latest search that was answered.
    pub(super) answered_generation: Generation,
    pub(super) answer: Answer,
    /// The values of facets that the sidebar lists; `None` if they must be picked without an answer.
    pub(super) listed: Option<ListedValues>,
    /// Whether all rows of the answer were requested.
    pub(super) all_requested: bool,
    /// The row to go to as soon as it arrives.
    pub(super) pending_row: Option<PendingRow>,
    /// The entry that was selected before the list grew, until the list contains it again or the user moves.
    pub(super) anchor: Option<EntryId>,
    /// An entry to return to, whether the list contains it or not.
    pub(super) anchor_off_list: Option<EntryId>,
    pub(super) list_cursor: ListCursor,
}

impl Search {
    /// Whether the answer belongs to an older search than the current one.
    pub(super) fn is_pending(&self) -> bool {
        self.answered_generation != self.generation
    }

    /// The hit at the cursor of the list.
    pub(super) fn selected_hit(&self) -> Option<&Hit> {
        self.answer.hits.get(self.list_cursor.index)
    }

    /// The index of the first fuzzy hit, which is preceded by a divider.
    pub(super) fn divider_at(&self) -> Option<usize> {
        (self.answer.exact < self.answer.groups).then_some(self.answer.exact)
    }

    /// Replaces the filter, and parses it.
    pub(super) fn set_filter(&mut self, filter: TextEdit) {
        self.filter = filter;
        self.parse_filter();
    }

    /// Parses the filter, after its text has changed.
    pub(super) fn parse_filter(&mut self) {
        self.query = Query::parse(self.filter.text().as_str());
    }

    /// The effect that requests up to `limit` rows of the current search.
    pub(super) fn request(&self, shelf: Arc<Shelf>, totals: Arc<FacetCounts>, limit: usize) -> Effect {
        Effect::Search(SearchRequest {
            generation: self.generation,
            query: Query { order: self.query.order.or(Some(self.order)), ..self.query.clone() },
            selection: self.selection.clone(),
            shelf,
            totals,
            limit,
        })
    }

    /// Forgets where to go when more rows arrive: the user has moved.
    pub(super) fn cancel_pending_moves(&mut self) {
        self.anchor = None;
        self.pending_row = None;
    }

    /// Moves the cursor of the list, which shows `page` entries.
    pub(super) fn move_cursor(&mut self, movement: Motion, page: usize) {
        self.list_cursor.move_by(movement, self.answer.hits.len(), page);
    }

    /// Moves the cursor to an entry, if the list contains it; returns whether it does.
    pub(super) fn select_entry(&mut self, entry: EntryId, page: usize) -> bool {
        let found = self.answer.hits.iter().position(|hit| hit.entry == entry);
        if let Some(index) = found {
            self.move_cursor(Motion::To(index), page);
        }
        found.is_some()
    }

    /// Drops everything that may hold ids of the previous collections; the facets and the entry are restored by name.
    pub(super) fn clear_ids(&mut self) {
        let Self { filter, query, order, generation, answered_generation, .. } = std::mem::take(self);
        *self = Self { filter, query, order, generation, answered_generation, ..Self::default() };
    }
}
