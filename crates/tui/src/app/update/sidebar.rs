//! The sidebar: its rows, its cursor, and choosing facets.

use std::cmp::Reverse;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::panes::{ScreenLayout, inner_area};
use crate::app::sidebar::SidebarRow;
use kzq_corpus::{CollectionId, MaybeSpeaker, TopicId, Wording};
use kzq_search::{Facet, FacetFilter, FacetValue};
use kzq_shelf::ShelfFacet;

/// Maximum number of values of a facet in the sidebar; typing finds the others. If there are more topics than
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
        let topics = self.collections.corpus.topic_ids().filter(shown);
        rows.extend(topics.map(|id| SidebarRow::Value(FacetValue::Topic(id))));
        for facet in Facet::ALL.into_iter().filter(|facet| *facet != Facet::Topic) {
            rows.extend(self.facet_rows(facet));
        }
        let searches = self.shelf_state.shelf().searches();
        if !searches.is_empty() {
            rows.extend([SidebarRow::Blank, SidebarRow::Heading("SEARCHES")]);
            rows.extend(searches.iter().map(|search| SidebarRow::Search(search.key())));
        }
        rows
    }

    /// Returns the heading of a facet and its values with the most hits; nothing if there is no choice.
    fn facet_rows(&self, facet: Facet) -> Vec<SidebarRow> {
        let (values, hidden) = self.facet_values(facet);
        let min = if matches!(facet, Facet::Collection | Facet::Year) { 2 } else { 1 };
        if values.len() < min {
            return Vec::new();
        }
        let mut rows = vec![SidebarRow::Blank, SidebarRow::Heading(facet.row().heading)];
        rows.extend(values.into_iter().map(SidebarRow::Value));
        rows.extend((hidden > 0).then(|| SidebarRow::More(hidden, facet.row().field)));
        rows
    }

    /// Returns the values of a facet to list, and how many others there are.
    fn facet_values(&self, facet: Facet) -> (Vec<FacetValue>, usize) {
        let (corpus, totals) = (&self.collections.corpus, &self.collections.totals);
        let has_entries = |value: &FacetValue| totals.of(*value) > 0;
        match facet {
            Facet::Topic => (Vec::new(), 0),
            Facet::Wording => (Wording::ALL.map(FacetValue::Wording).to_vec(), 0),
            Facet::Speaker => {
                let unknown = Some(FacetValue::Speaker(MaybeSpeaker::UNKNOWN)).filter(has_entries);
                let known = corpus.speaker_ids().map(|id| FacetValue::Speaker(Some(id).into()));
                self.most_frequent(known.chain(unknown))
            }
            Facet::Source => self.most_frequent(corpus.source_ids().map(FacetValue::Source).filter(has_entries)),
            Facet::Collection => {
                let ids = (0..corpus.collections().len()).map(CollectionId::new);
                self.most_frequent(ids.map(FacetValue::Collection))
            }
            Facet::Year => {
                let years = corpus.facet_columns().years().iter().copied();
                self.most_frequent(years.map(FacetValue::Year).filter(has_entries))
            }
            Facet::Tag => {
                let tags = corpus.facet_columns().tag_ids().map(FacetValue::Tag);
                let (mut tags, hidden) = self.most_frequent(tags.filter(has_entries));
                tags.sort_by_key(|&tag| Reverse(totals.of(tag)));
                (tags, hidden)
            }
            Facet::Shelf => self.shelf_values(),
        }
    }

    /// Returns the parts of the shelf that are not empty, and how many lists are left out.
    fn shelf_values(&self) -> (Vec<FacetValue>, usize) {
        let shelf = self.shelf_state.shelf();
        let marks = [ShelfFacet::Starred, ShelfFacet::Noted, ShelfFacet::Highlighted, ShelfFacet::Used];
        let marks = marks.into_iter().filter(|&mark| shelf.count(mark) > 0);
        let lists = shelf.lists().iter().take(MAX_FACET_ROWS).map(|list| ShelfFacet::List(list.key()));
        let values: Vec<FacetValue> = marks.chain(lists).map(FacetValue::Shelf).collect();
        (values, shelf.lists().len().saturating_sub(MAX_FACET_ROWS))
    }

    /// Returns those values that are chosen, and those with the most hits, and among equal ones with the most entries, in
    /// their own order, [`MAX_FACET_ROWS`] in all; and how many others there are.
    fn most_frequent(&self, values: impl Iterator<Item = FacetValue>) -> (Vec<FacetValue>, usize) {
        let (hits, totals) = (&self.search.answer.counts, &self.collections.totals);
        let selection = &self.search.selection;
        let mut all: Vec<(usize, FacetValue)> = values.enumerate().collect();
        let hidden = all.len().saturating_sub(MAX_FACET_ROWS);
        if hidden > 0 {
            let rank = |value| Reverse((selection.choice(value).is_some(), hits.of(value), totals.of(value)));
            // There may be thousands, and this runs at every key.
            all.select_nth_unstable_by_key(MAX_FACET_ROWS, |&(place, value)| (rank(value), place));
            all.truncate(MAX_FACET_ROWS);
        }
        all.sort_by_key(|&(place, _)| place);
        (all.into_iter().map(|(_, value)| value).collect(), hidden)
    }

    /// Filters by the value at the cursor of the sidebar only, or removes it; goes to the list if that was not visible.
    pub(super) fn choose_facet(&mut self, effects: &mut Vec<Effect>) {
        if let Some(SidebarRow::Search(search)) = self.sidebar.selected_row() {
            return self.choose_saved_search(search, effects);
        }
        self.change_facet(FacetFilter::toggle_only, effects);
        if self.panes().layout != ScreenLayout::Three {
            self.focus = Focus::List;
        }
    }

    /// Changes how the value at the cursor of the sidebar is chosen.
    pub(super) fn change_facet(&mut self, change: fn(&mut FacetFilter, FacetValue), effects: &mut Vec<Effect>) {
        let mut chosen = self.search.selection.clone();
        match self.sidebar.selected_row() {
            Some(SidebarRow::All) => chosen.clear(Facet::Topic),
            Some(SidebarRow::Value(value)) => change(&mut chosen, value),
            Some(SidebarRow::Search(_) | SidebarRow::Heading(_) | SidebarRow::More(..) | SidebarRow::Blank) | None => {}
        }
        if chosen != self.search.selection {
            self.push_jump();
            for &(value, _) in chosen.choices_of(Facet::Topic) {
                if let FacetValue::Topic(topic) = value {
                    self.sidebar.folded.remove(&topic);
                }
            }
            self.search.selection = chosen;
            self.start_search(effects);
        }
    }

    /// Folds or unfolds the topic at the cursor, or its parent.
    pub(super) fn toggle_topic_fold(&mut self) {
        let Some(SidebarRow::Value(FacetValue::Topic(topic))) = self.sidebar.selected_row() else { return };
        let foldable =
            if self.has_subtopics(topic) { Some(topic) } else { self.collections.corpus.topic(topic).parent };
        let Some(foldable) = foldable else { return };
        if !self.sidebar.folded.remove(&foldable) {
            self.sidebar.folded.insert(foldable);
        }
        self.sidebar.rows = self.build_sidebar_rows();
        let page = self.sidebar_height();
        self.sidebar.select_row(SidebarRow::Value(FacetValue::Topic(foldable)), page);
    }
}
