//! Saved searches: saving the filter under a name, and searching with it again.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::panes::ScreenLayout;
use crate::app::sidebar::SidebarRow;
use crate::app::text_edit::TextEdit;
use crate::layout::job::LayoutJob;
use kzq_search::{FacetFilter, Order, Query, query_text};
use kzq_shelf::{Change, InsertPosition, ListKey, SavedSearch, Shelf};
use kzq_text::{Safe, safe};

impl Model {
    /// Returns how many entries a saved search finds, once it is known.
    pub fn saved_search_count(&self, search: ListKey) -> Option<usize> {
        self.saved_searches.count(search)
    }

    /// Returns whether a saved search is what the list is filtered by.
    pub fn is_saved_search_set(&self, search: ListKey) -> bool {
        let saved = self.shelf_state.shelf().search_by_key(search);
        saved.is_some_and(|saved| {
            self.search.selection.is_empty() && saved.query.as_str() == self.search.filter.text().as_str()
        })
    }

    /// Requests the numbers of entries, if they may have changed.
    pub(super) fn sync_saved_searches(&mut self, effects: &mut Vec<Effect>) {
        if self.collections.is_loaded() {
            let (shelf, revision) = (self.shelf_state.shared_shelf(), self.collections.corpus_revision);
            let job = self.saved_searches.request(shelf, revision);
            effects.extend(job.map(|job| Effect::Layout(LayoutJob::SearchCounts(job))));
        }
    }

    /// Saves the filter with its facets and its order under a name; a search of that name is replaced. One with a mistake
    /// is not saved.
    pub(super) fn save_search(&mut self, name: &str, effects: &mut Vec<Effect>) {
        let Some(name) = Shelf::normalize_list_name(name) else {
            return self.show_toast("a search needs a name: `:save NAME`", ToastLevel::Info);
        };
        let (filter, order) = (self.search.filter.text().into_owned(), self.search.order);
        let order = if self.search.query.order.is_some() { Order::default() } else { order };
        let (corpus, shelf) = (&self.collections.corpus, self.shelf_state.shelf());
        let query = query_text(filter.as_str(), &self.search.selection, order, corpus, shelf);
        if query.is_empty() {
            return self.show_toast("nothing to save: filter the list first", ToastLevel::Info);
        }
        if let Some(mistake) = Query::parse_complete(query.as_str()).errors.into_iter().next() {
            return self.show_toast(safe!("not saved: ", Safe::line(mistake.message)), ToastLevel::Error);
        }
        let search = SavedSearch { name: name.clone(), query };
        let change = Change::SaveSearch(search, InsertPosition::Last);
        self.change_shelf(safe!("saved the search “", name, "”"), vec![change], effects);
    }

    /// Renames the saved search at the cursor of the sidebar, or else the one that is set.
    pub(super) fn rename_search(&mut self, to: &str, effects: &mut Vec<Effect>) {
        let Some(to) = Shelf::normalize_list_name(to) else {
            return self.show_toast("a search needs a name: `:rename NAME`", ToastLevel::Info);
        };
        let Some(from) = self.current_saved_search() else {
            return self.show_toast("go to a saved search in the sidebar to rename it", ToastLevel::Info);
        };
        if self.shelf_state.shelf().search(to.as_str()).is_some() {
            return self.show_toast(safe!("a search “", to, "” already exists"), ToastLevel::Error);
        }
        let label = safe!("renamed “", from.name, "” to “", to, "”");
        self.change_shelf(label, vec![Change::RenameSearch { from: from.name, to }], effects);
    }

    /// Deletes the saved search at the cursor of the sidebar.
    pub(super) fn delete_search(&mut self, effects: &mut Vec<Effect>) {
        let Some(search) = self.saved_search_at_cursor() else {
            return self.show_toast("no saved search here", ToastLevel::Info);
        };
        let label = safe!("deleted the search “", search.name, "”");
        self.delete_from_shelf(label, Change::DeleteSearch(search), effects);
    }

    /// Runs a saved search instead of the filter and the facets, or clears it; goes to the list if it was not visible.
    pub(super) fn choose_saved_search(&mut self, search: ListKey, effects: &mut Vec<Effect>) {
        let Some(saved) = self.shelf_state.shelf().search_by_key(search) else { return };
        let query = if self.is_saved_search_set(search) { Safe::default() } else { saved.query.clone() };
        self.push_jump();
        self.set_filter(TextEdit::line(query.as_str()), FacetFilter::default(), None, effects);
        if self.panes().layout != ScreenLayout::Three {
            self.focus = Focus::List;
        }
    }

    fn saved_search_at_cursor(&self) -> Option<SavedSearch> {
        match self.sidebar.selected_row() {
            Some(SidebarRow::Search(key)) => self.shelf_state.shelf().search_by_key(key).cloned(),
            _ => None,
        }
    }

    fn current_saved_search(&self) -> Option<SavedSearch> {
        let at_cursor = self.saved_search_at_cursor().filter(|_| self.focus == Focus::Topics);
        let searches = self.shelf_state.shelf().searches().iter();
        at_cursor.or_else(|| searches.clone().find(|search| self.is_saved_search_set(search.key())).cloned())
    }
}
