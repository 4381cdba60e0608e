//! The sidebar: its rows, its cursor, and choosing facets.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::listed_values::{ListedFacet, ListedValues, MAX_FACET_ROWS};
use crate::app::model::Model;
use crate::app::panes::{ScreenLayout, inner_area};
use crate::app::sidebar::SidebarRow;
use kzq_corpus::{TopicId, Wording};
use kzq_search::{Facet, FacetFilter, FacetValue};
use kzq_shelf::{Shelf, ShelfFacet};

impl Model {
    /// Folds every topic with subtopics, if the whole tree would push all other facets out of sight.
    pub(crate) fn fold_long_tree(&mut self) {
        let corpus = &self.collections.corpus;
        if corpus.topics().len() > MAX_FACET_ROWS {
            self.sidebar.set_folded(corpus.topic_ids().filter(|&topic| corpus.topic(topic).has_children).collect());
        }
    }

    pub(super) fn sidebar_height(&self) -> usize {
        self.panes().topics.map_or(1, |topics| usize::from(inner_area(topics).height))
    }

    /// Returns whether a topic has subtopics.
    pub fn has_subtopics(&self, topic: TopicId) -> bool {
        self.collections.corpus.topic(topic).has_children
    }

    /// Updates the rows; the cursor stays on its row if that is still there.
    pub(super) fn sync_sidebar(&mut self) {
        let (rows, page) = (self.facet_rows(), self.sidebar_height());
        let collections = &self.collections;
        self.sidebar.update_rows((&collections.corpus, collections.corpus_revision), rows, page);
    }

    /// Returns the rows below those of the topics.
    fn facet_rows(&mut self) -> Vec<SidebarRow> {
        let (corpus, totals) = (&self.collections.corpus, &self.collections.totals);
        let (answer, selection) = (&self.search.answer, &self.search.selection);
        let listed =
            self.search.listed.get_or_insert_with(|| ListedValues::pick(corpus, totals, &answer.counts, selection));
        let mut rows = Vec::new();
        for facet in Facet::ALL {
            let ListedFacet { values, hidden } = match facet {
                Facet::Topic => continue,
                Facet::Wording => {
                    ListedFacet { values: Wording::ALL.map(FacetValue::Wording).to_vec(), ..ListedFacet::default() }
                }
                Facet::Shelf => shelf_values(self.shelf_state.shelf()),
                _ => listed.of(facet).clone(),
            };
            // Nothing is listed where there is no choice.
            let min = if matches!(facet, Facet::Collection | Facet::Year) { 2 } else { 1 };
            if values.len() >= min {
                rows.extend([SidebarRow::Blank, SidebarRow::Heading(facet.row().heading)]);
                rows.extend(values.into_iter().map(SidebarRow::Value));
                rows.extend((hidden > 0).then(|| SidebarRow::More(hidden, facet.row().field)));
            }
        }
        let searches = self.shelf_state.shelf().searches();
        if !searches.is_empty() {
            rows.extend([SidebarRow::Blank, SidebarRow::Heading("SEARCHES")]);
            rows.extend(searches.iter().map(|search| SidebarRow::Search(search.key())));
        }
        rows
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
                    self.sidebar.unfold(topic);
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
        self.sidebar.toggle_fold(foldable);
        self.sync_sidebar();
        let page = self.sidebar_height();
        self.sidebar.select_row(SidebarRow::Value(FacetValue::Topic(foldable)), page);
    }
}

/// Returns the parts of the shelf that are not empty; some lists are left out if there are many.
fn shelf_values(shelf: &Shelf) -> ListedFacet {
    let marks = [ShelfFacet::Starred, ShelfFacet::Noted, ShelfFacet::Highlighted, ShelfFacet::Used];
    let marks = marks.into_iter().filter(|&mark| shelf.count(mark) > 0);
    let lists = shelf.lists().iter().take(MAX_FACET_ROWS).map(|list| ShelfFacet::List(list.key()));
    let values = marks.chain(lists).map(FacetValue::Shelf).collect();
    ListedFacet { values, hidden: shelf.lists().len().saturating_sub(MAX_FACET_ROWS) }
}
