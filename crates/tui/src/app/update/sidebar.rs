//! The sidebar: its rows, its cursor, and choosing facets.

use std::cmp::Reverse;

use crate::app::model::Model;
use crate::app::panes::inner_area;
use crate::app::sidebar::SidebarRow;
use kzq_corpus::{MaybeSpeaker, TopicId, Wording};
use kzq_shelf::ShelfFacet;

/// Maximum number of speakers, sources and lists in the sidebar; typing finds the others. If there are more topics than
/// this, they start folded.
const MAX_FACET_ROWS: usize = 12;

impl Model {
    /// Folds every topic with subtopics, if the whole tree would push all other facets out of sight.
    pub(crate) fn fold_long_tree(&mut self) {
        if self.collections.corpus.topics().len() > MAX_FACET_ROWS {
            self.sidebar.folded =
                self.collections.corpus.topic_ids().filter(|&topic| self.has_subtopics(topic)).collect();
        }
    }

    pub(super) fn sidebar_height(&self) -> usize {
        self.panes().topics.map_or(1, |topics| usize::from(inner_area(topics).height))
    }

    /// Returns whether a topic has subtopics.
    pub fn has_subtopics(&self, topic: TopicId) -> bool {
        self.collections.corpus.topic(topic).has_children
    }

    /// Rebuilds the rows; the cursor stays on its row if that is still there.
    pub(super) fn sync_sidebar(&mut self) {
        let (rows, page) = (self.build_sidebar_rows(), self.sidebar_height());
        self.sidebar.set_rows(rows, page);
    }

    fn build_sidebar_rows(&self) -> Vec<SidebarRow> {
        let mut rows = vec![SidebarRow::All];
        let shown = |&id: &TopicId| {
            !self.collections.corpus.topic_ancestors(id).skip(1).any(|above| self.sidebar.is_folded(above))
        };
        rows.extend(self.collections.corpus.topic_ids().filter(shown).map(SidebarRow::Topic));
        rows.extend([SidebarRow::Blank, SidebarRow::Heading("KIND")]);
        rows.extend(Wording::ALL.map(SidebarRow::Wording));
        let (hits, totals) = (&self.search.answer.counts, &self.collections.totals);
        let known = self.collections.corpus.speaker_ids().map(|id| Some(id).into());
        let unknown = (totals.speaker(MaybeSpeaker::UNKNOWN) > 0).then_some(MaybeSpeaker::UNKNOWN);
        let speakers = most_frequent(known.chain(unknown), |id| (hits.speaker(id), totals.speaker(id)));
        let sources = most_frequent(self.collections.corpus.source_ids(), |id| (hits.source(id), totals.source(id)));
        rows.extend([SidebarRow::Blank, SidebarRow::Heading("SPEAKER")]);
        rows.extend(speakers.into_iter().map(SidebarRow::Speaker));
        rows.extend(more_row(self.collections.corpus.speakers().len(), "speaker:"));
        rows.extend([SidebarRow::Blank, SidebarRow::Heading("SOURCE")]);
        let listed = sources.iter().copied().filter(|&id| totals.source(id) > 0);
        rows.extend(listed.map(SidebarRow::Source));
        rows.extend(more_row(self.collections.corpus.sources().len(), "source:"));
        rows.extend(self.build_shelf_rows());
        rows
    }

    /// Returns the rows of the shelf, without empty ones.
    fn build_shelf_rows(&self) -> Vec<SidebarRow> {
        let shelf = self.shelf_state.shelf();
        if shelf.is_empty() {
            return Vec::new();
        }
        let mut rows = vec![SidebarRow::Blank, SidebarRow::Heading("SHELF")];
        let marks = [ShelfFacet::Starred, ShelfFacet::Noted, ShelfFacet::Highlighted, ShelfFacet::Used];
        rows.extend(marks.into_iter().filter(|&mark| shelf.count(mark) > 0).map(SidebarRow::Shelf));
        rows.extend(
            shelf.lists().iter().take(MAX_FACET_ROWS).map(|list| SidebarRow::Shelf(ShelfFacet::List(list.key()))),
        );
        rows.extend(more_row(shelf.lists().len(), "list:"));
        rows
    }

    /// Sets or clears the facet of the row at the cursor; returns whether anything changed.
    pub(super) fn toggle_facet_at_cursor(&mut self) -> bool {
        let Some(row) = self.sidebar.selected_row() else { return false };
        let chosen = row.toggle_in(self.search.selection);
        let changed = chosen != self.search.selection;
        self.search.selection = chosen;
        if let Some(topic) = chosen.topic {
            self.sidebar.folded.remove(&topic);
        }
        changed
    }

    /// Folds or unfolds the topic at the cursor, or its parent.
    pub(super) fn toggle_topic_fold(&mut self) {
        let Some(SidebarRow::Topic(topic)) = self.sidebar.selected_row() else { return };
        let foldable =
            if self.has_subtopics(topic) { Some(topic) } else { self.collections.corpus.topic(topic).parent };
        let Some(foldable) = foldable else { return };
        if !self.sidebar.folded.remove(&foldable) {
            self.sidebar.folded.insert(foldable);
        }
        self.sidebar.rows = self.build_sidebar_rows();
        let page = self.sidebar_height();
        self.sidebar.select_row(SidebarRow::Topic(foldable), page);
    }
}

/// Returns the `MAX_FACET_ROWS` ids with the most hits, and among equal ones with the most entries, in their own order.
fn most_frequent<I: Copy>(ids: impl Iterator<Item = I>, entries: impl Fn(I) -> (usize, usize)) -> Vec<I> {
    let mut all: Vec<(usize, I)> = ids.enumerate().collect();
    if all.len() > MAX_FACET_ROWS {
        // There may be thousands, and this runs at every key.
        all.select_nth_unstable_by_key(MAX_FACET_ROWS, |&(place, id)| (Reverse(entries(id)), place));
        all.truncate(MAX_FACET_ROWS);
    }
    all.sort_by_key(|&(place, _)| place);
    all.into_iter().map(|(_, id)| id).collect()
}

fn more_row(count: usize, field: &'static str) -> Option<SidebarRow> {
    count.checked_sub(MAX_FACET_ROWS).filter(|&more| more > 0).map(|more| SidebarRow::More(more, field))
}
