//! Reloaded collections: old ids are mapped to new ones by name, or dropped.

use std::sync::Arc;

use crate::app::event::{Effect, Reloaded};
use crate::app::id_map::IdMap;
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::Popup;
use kzq_corpus::{Changes, EntryId, NotLoaded};
use kzq_text::Safe;
use kzq_text::safe;

impl Model {
    /// Applies reloaded collections. The user's state is preserved: the filter, the facets, the entry, the line, the
    /// marks, the view and the jump list.
    pub(super) fn on_reloaded(&mut self, reloaded: Reloaded, effects: &mut Vec<Effect>) {
        let Reloaded { update, changes, is_own } = reloaded;
        let mut session = match self.session.restoring.take() {
            Some(restoring) => restoring.session,
            None => self.capture_session(),
        };
        if let Some(added) =
            self.edits.added.take_if(|added| update.corpus.look_up(added.text().as_str()).found().is_some())
        {
            session.entry = Some(added.text().clone());
        }
        // Keep the focus: a user who is typing can go on.
        session.focus = self.focus;
        let row = self.search.list_cursor.index;
        let (old, shelf) = (self.shared_corpus(), self.shelf_state.shared_shelf());
        let new = Arc::clone(&update.corpus);
        self.collections.reload(update);
        self.remap_ids(&IdMap::by_name(&self.retained_ids(), &old, &new, &shelf));
        // What was changed with kzq was said then; what a review has written is said there.
        if !is_own && self.review.is_none() {
            self.show_toast(reload_message(changes), ToastLevel::Success);
        }
        self.start_search(effects);
        self.begin_restore(session, row, effects);
        self.carry_over(effects);
    }

    /// Maps what holds ids of topics to collections that have grown, if topics were added between those there were.
    pub(super) fn remap_moved_topics(&mut self, old: &kzq_corpus::Corpus) {
        let (new, shelf) = (self.shared_corpus(), self.shelf_state.shared_shelf());
        let have_moved = old
            .topics()
            .iter()
            .zip(new.topics())
            .any(|(one, other)| (&one.path, &one.label) != (&other.path, &other.label));
        if have_moved {
            let map = IdMap::by_name(&self.retained_ids(), old, &new, &shelf);
            self.search.selection = map.facets(&self.search.selection);
            self.session.remap_ids(&map);
            self.sidebar.remap_ids(&map);
            self.sync_sidebar();
        }
    }

    /// Maps everything that holds ids of the previous collections to the reloaded ones.
    fn remap_ids(&mut self, map: &IdMap<'_>) {
        // Named one by one, so that a new field cannot be forgotten.
        let Self {
            search,
            detail,
            copy_state,
            session,
            edits,
            sidebar,
            popup,
            views,
            // They belong to a revision of the collections.
            completing: _,
            excerpts: _,
            collections: _,
            shelf_state: _,
            focus: _,
            toast: _,
            asking: _,
            keymap: _,
            pending_keys: _,
            burst,
            now: _,
            has_typed_cyrillic: _,
            mouse_capture: _,
            size: _,
            compact_list: _,
            seed: _,
            pick: _,
            // It refers to nothing in them.
            review: _,
            // Counted again for the new collections.
            saved_searches: _,
            themes: _,
            theme: _,
        } = self;
        // What was marked before the letters may have other ids now.
        burst.end();
        search.clear_ids();
        detail.clear_ids();
        copy_state.remap_ids(map);
        session.remap_ids(map);
        if let Some(form) = &mut edits.kept_form {
            form.remap_ids(map);
        }
        sidebar.remap_ids(map);
        if let Some(popup) = popup {
            popup.remap_ids(map);
        }
        *views = std::mem::take(views).into_iter().filter_map(|view| view.remap_ids(map)).collect();
    }

    /// Reports why changed collections cannot be read, until they can be again.
    pub(super) fn on_reload_failed(&mut self, reason: &Safe<'static>) {
        let message = safe!("not reloaded: ", reason);
        self.show_toast(message.clone(), ToastLevel::Error);
        self.collections.reload_error = Some(message);
    }

    /// Keeps which files are not loaded, and reports the first that was not known of.
    pub(super) fn on_not_loaded(&mut self, files: Vec<NotLoaded>) {
        if let Some(first) = files.iter().find(|file| !self.collections.not_loaded.contains(file)) {
            self.show_toast(safe!("not loaded: ", first.short()), ToastLevel::Error);
        }
        self.collections.not_loaded = files;
    }

    /// Returns why the collections shown are not those in the files, if they are not.
    pub fn reload_error(&self) -> Option<&Safe<'static>> {
        self.collections.reload_error.as_ref()
    }

    /// Returns the entries that are held by id and are still needed.
    fn retained_ids(&self) -> Vec<EntryId> {
        let mut ids = self.copy_state.marked.entries().to_vec();
        ids.extend(self.session.entry_ids());
        ids.extend(self.views.iter().flat_map(|view| view.kind().entries().iter().copied()));
        ids.extend(self.popup.iter().flat_map(Popup::entry_ids));
        ids
    }
}

/// Says what has changed in the files.
fn reload_message(Changes { added, changed, removed }: Changes) -> Safe<'static> {
    match (added, changed, removed) {
        // Something that entries refer to: a name, a title, a label.
        (0, 0, 0) => "reloaded: no entry has changed".into(),
        _ => safe!("reloaded: ", added, " new, ", changed, " changed, ", removed, " removed"),
    }
}
