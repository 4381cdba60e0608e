//! Reloaded collections: old ids are mapped to new ones by name, or dropped.

use std::collections::HashMap;

use crate::app::event::{Effect, Reloaded};
use crate::app::jump_list::JumpEntry;
use crate::app::marked::MarkedEntries;
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::Popup;
use crate::app::scroll::ListCursor;
use crate::app::session::SessionState;
use crate::app::sidebar::SidebarRow;
use crate::app::view::View;
use crate::layout::page::Page;
use kzq_corpus::{Corpus, EntryId};
use kzq_search::{Answer, FacetFilter};
use kzq_shelf::EntryName;
use kzq_text::Safe;
use kzq_text::safe;

/// Maps old entry ids to new ones; entries that are gone are missing.
struct IdMap(HashMap<EntryId, EntryId>);

impl IdMap {
    /// Looks up entries of one corpus in another, by name.
    fn by_name(ids: &[EntryId], old: &Corpus, new: &Corpus) -> Self {
        let names: Vec<EntryName> = ids.iter().map(|&id| EntryName::new(old, id)).collect();
        let found = EntryName::resolve_all(&names, new);
        Self(ids.iter().copied().zip(found).filter_map(|(id, found)| Some((id, found?))).collect())
    }

    fn get(&self, id: EntryId) -> Option<EntryId> {
        self.0.get(&id).copied()
    }
}

impl Model {
    /// Applies reloaded collections. The user's state is preserved: the filter, the facets, the entry, the line, the
    /// marks, the view and the jump list.
    pub(super) fn on_reloaded(&mut self, reloaded: Reloaded, effects: &mut Vec<Effect>) {
        let Reloaded { update: growth, added, changed, removed: gone } = reloaded;
        let mut session = match self.restoring.take() {
            Some(returning) => returning.into_session(),
            None => SessionState::capture(self),
        };
        // Keep the focus: a user who is typing can go on.
        session.focus = self.focus;
        let row = self.list_cursor.index;
        let id_map = IdMap::by_name(&self.retained_ids(), &self.corpus, &growth.corpus);
        let facet = self.facet_at_cursor();
        let folded: Vec<Safe<'static>> =
            self.sidebar.folded.iter().map(|&topic| self.corpus.topic(topic).path.clone()).collect();
        self.marked = MarkedEntries::from_entries(self.marked.entries().iter().filter_map(|&id| id_map.get(id)));
        let kinds: Vec<_> = self.views.drain(..).map(|view| view.kind().clone()).collect();
        self.views.extend(kinds.into_iter().filter_map(|subject| subject.remap(|id| id_map.get(id))).map(View::new));
        let (jumps, before_filter) = (std::mem::take(&mut self.jump_list), self.before_filter.take());
        let moved = |place| self.remap_jump(place, &growth.corpus, &id_map);
        (self.jump_list, self.before_filter) = (jumps.remap(moved), before_filter.and_then(moved));
        self.corpus = growth.corpus;
        self.totals = growth.totals;
        self.corpus_revision += 1;
        self.text_revision += 1;
        self.reload_error = None;
        self.remap_popup(&id_map);
        self.clear_ids();
        let paths = self.corpus.topic_ids().filter(|&topic| folded.contains(&self.corpus.topic(topic).path));
        self.sidebar.folded = paths.collect();
        self.select_facet(facet);
        self.show_toast(
            safe!("read anew: ", added, " new, ", changed, " with other words, ", gone, " gone"),
            ToastLevel::Success,
        );
        self.search(effects);
        self.begin_restore(session, row, effects);
    }

    /// Reports why changed collections cannot be read, until they can be again.
    pub(super) fn on_reload_failed(&mut self, reason: &Safe<'static>) {
        let message = safe!("changed, but not read: ", reason);
        self.show_toast(message.clone(), ToastLevel::Error);
        self.reload_error = Some(message);
    }

    /// Returns why the collections shown are not those in the files, if they are not.
    pub fn reload_error(&self) -> Option<&Safe<'static>> {
        self.reload_error.as_ref()
    }

    /// Returns the entries that are held by id and are still needed.
    fn retained_ids(&self) -> Vec<EntryId> {
        let mut ids = self.marked.entries().to_vec();
        ids.extend(self.jump_list.entries().iter().chain(&self.before_filter).flat_map(JumpEntry::entry_ids));
        ids.extend(self.views.iter().filter_map(|view| view.kind().entry()));
        if let Some(Popup::Lists(lists)) = &self.popup {
            ids.extend(lists.targets.iter().map(|&(_, id)| id));
        }
        ids
    }

    /// Maps an entry of the jump list to other collections; returns `None` if its entry is gone.
    fn remap_jump(&self, place: JumpEntry, corpus: &Corpus, id_map: &IdMap) -> Option<JumpEntry> {
        let entry = match place.entry {
            Some(id) => Some(id_map.get(id)?),
            None => None,
        };
        let kinds = place.views.iter().filter_map(|view| view.kind().clone().remap(|id| id_map.get(id)));
        let sheets = kinds.map(View::new).collect();
        let shelf = self.shelf_state.shelf();
        let selection = SessionState::from_selection(place.selection, &self.corpus, shelf).selection(corpus, shelf);
        Some(JumpEntry { views: sheets, entry, selection, ..place })
    }

    fn remap_popup(&mut self, id_map: &IdMap) {
        match &mut self.popup {
            Some(Popup::Copy(menu)) => menu.preview_job = None,
            Some(Popup::Lists(lists)) => {
                let targets = std::mem::take(&mut lists.targets).into_iter();
                lists.targets = targets.filter_map(|(name, id)| Some((name, id_map.get(id)?))).collect();
            }
            // A note refers to its entry by name.
            Some(Popup::Note(_) | Popup::Help { .. } | Popup::Palette(_)) | None => {}
        }
        self.resolve_list_entries();
    }

    /// Returns the facet at the cursor of the sidebar.
    fn facet_at_cursor(&self) -> Option<SessionState> {
        let set = self.sidebar.selected_row()?.toggle_in(FacetFilter::default());
        Some(SessionState::from_selection(set, &self.corpus, self.shelf_state.shelf()))
    }

    /// Moves the cursor of the sidebar to a facet, if it is still there.
    fn select_facet(&mut self, facet: Option<SessionState>) {
        self.sync_sidebar();
        let set = facet.map(|pointed| pointed.selection(&self.corpus, self.shelf_state.shelf()));
        let is_it = |row: &&SidebarRow| row.is_selectable() && Some(row.toggle_in(FacetFilter::default())) == set;
        if let Some(row) = self.sidebar.rows.iter().find(is_it).copied() {
            self.select_sidebar_row(row);
        }
    }

    /// Drops everything that holds ids of the previous corpus; it is looked up again.
    fn clear_ids(&mut self) {
        self.answer = Answer::default();
        self.selection = FacetFilter::default();
        self.list_cursor = ListCursor::default();
        self.page = Page::default();
        self.off_list_entry = None;
        self.anchor = None;
        self.match_index = None;
        self.deferred = None;
        self.phrase_select = None;
        self.marked_preview = None;
        self.last_check = None;
        self.requested_check = None;
        self.all_requested = false;
        self.goto_last_pending = false;
    }
}
