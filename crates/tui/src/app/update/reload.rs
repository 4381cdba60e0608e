//! Reloaded collections: old ids are mapped to new ones by name, or dropped.

use std::collections::HashMap;

use crate::app::event::{Effect, Reloaded};
use crate::app::jump_list::Place;
use crate::app::marked::Marked;
use crate::app::model::{Model, Tone};
use crate::app::popup::Popup;
use crate::app::scroll::Cursor;
use crate::app::session::Whereabouts;
use crate::app::sidebar::Row;
use crate::app::view::Sheet;
use crate::layout::page::Page;
use kzq_corpus::{Corpus, EntryId};
use kzq_search::{Answer, Selection};
use kzq_shelf::EntryName;
use kzq_text::Safe;
use kzq_text::safe;

/// Maps old entry ids to new ones; entries that are gone are missing.
struct Renumbering(HashMap<EntryId, EntryId>);

impl Renumbering {
    /// Looks up entries of one corpus in another, by name.
    fn of(ids: &[EntryId], old: &Corpus, new: &Corpus) -> Self {
        let names: Vec<EntryName> = ids.iter().map(|&id| EntryName::of(old, id)).collect();
        let found = EntryName::find_all(&names, new);
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
        let Reloaded { growth, added, changed, gone } = reloaded;
        let mut there = match self.returning.take() {
            Some(returning) => returning.into_whereabouts(),
            None => Whereabouts::of(self),
        };
        // Keep the focus: a user who is typing can go on.
        there.focus = self.focus;
        let row = self.list.at;
        let new = Renumbering::of(&self.numbered(), &self.corpus, &growth.corpus);
        let pointed = self.pointed();
        let folded: Vec<Safe<'static>> =
            self.sidebar.folded.iter().map(|&topic| self.corpus.topic(topic).path.clone()).collect();
        self.marked = Marked::of(self.marked.entries().iter().filter_map(|&id| new.get(id)));
        let subjects: Vec<_> = self.sheets.drain(..).map(|sheet| sheet.subject().clone()).collect();
        self.sheets.extend(subjects.into_iter().filter_map(|subject| subject.moved(|id| new.get(id))).map(Sheet::new));
        let (jumps, before_filter) = (std::mem::take(&mut self.jumps), self.before_filter.take());
        let moved = |place| self.moved(place, &growth.corpus, &new);
        (self.jumps, self.before_filter) = (jumps.moved(moved), before_filter.and_then(moved));
        self.corpus = growth.corpus;
        self.totals = growth.totals;
        self.edition += 1;
        self.reading += 1;
        self.unreadable = None;
        self.renumber_popup(&new);
        self.forget_numbers();
        let paths = self.corpus.topic_ids().filter(|&topic| folded.contains(&self.corpus.topic(topic).path));
        self.sidebar.folded = paths.collect();
        self.point_again(pointed);
        self.say(safe!("read anew: ", added, " new, ", changed, " with other words, ", gone, " gone"), Tone::Good);
        self.search(effects);
        self.set_out(there, row, effects);
    }

    /// Reports why changed collections cannot be read, until they can be again.
    pub(super) fn on_unreadable(&mut self, reason: &Safe<'static>) {
        let said = safe!("changed, but not read: ", reason);
        self.say(said.clone(), Tone::Bad);
        self.unreadable = Some(said);
    }

    /// Returns why the collections shown are not those in the files, if they are not.
    pub fn unreadable(&self) -> Option<&Safe<'static>> {
        self.unreadable.as_ref()
    }

    /// Returns the entries that are held by id and are still needed.
    fn numbered(&self) -> Vec<EntryId> {
        let mut ids = self.marked.entries().to_vec();
        ids.extend(self.jumps.places().iter().chain(&self.before_filter).flat_map(Place::entries));
        ids.extend(self.sheets.iter().filter_map(|sheet| sheet.subject().entry()));
        if let Some(Popup::Lists(lists)) = &self.popup {
            ids.extend(lists.targets.iter().map(|&(_, id)| id));
        }
        ids
    }

    /// Maps an entry of the jump list to other collections; returns `None` if its entry is gone.
    fn moved(&self, place: Place, corpus: &Corpus, new: &Renumbering) -> Option<Place> {
        let entry = match place.entry {
            Some(id) => Some(new.get(id)?),
            None => None,
        };
        let subjects = place.sheets.iter().filter_map(|sheet| sheet.subject().clone().moved(|id| new.get(id)));
        let sheets = subjects.map(Sheet::new).collect();
        let shelf = self.desk.shelf();
        let selection = Whereabouts::within(place.selection, &self.corpus, shelf).selection(corpus, shelf);
        Some(Place { sheets, entry, selection, ..place })
    }

    fn renumber_popup(&mut self, new: &Renumbering) {
        match &mut self.popup {
            Some(Popup::Menu(menu)) => menu.shown = None,
            Some(Popup::Lists(lists)) => {
                let targets = std::mem::take(&mut lists.targets).into_iter();
                lists.targets = targets.filter_map(|(name, id)| Some((name, new.get(id)?))).collect();
            }
            // A note refers to its entry by name.
            Some(Popup::Note(_) | Popup::Help { .. } | Popup::Palette(_)) | None => {}
        }
        self.find_listed();
    }

    /// Returns the facet at the cursor of the sidebar.
    fn pointed(&self) -> Option<Whereabouts> {
        let set = self.sidebar.row()?.choose(Selection::default());
        Some(Whereabouts::within(set, &self.corpus, self.desk.shelf()))
    }

    /// Moves the cursor of the sidebar to a facet, if it is still there.
    fn point_again(&mut self, pointed: Option<Whereabouts>) {
        self.settle_sidebar();
        let set = pointed.map(|pointed| pointed.selection(&self.corpus, self.desk.shelf()));
        let is_it = |row: &&Row| row.can_be_chosen() && Some(row.choose(Selection::default())) == set;
        if let Some(row) = self.sidebar.rows.iter().find(is_it).copied() {
            self.point_at(row);
        }
    }

    /// Drops everything that holds ids of the previous corpus; it is looked up again.
    fn forget_numbers(&mut self) {
        self.answer = Answer::default();
        self.selection = Selection::default();
        self.list = Cursor::default();
        self.page = Page::default();
        self.excursion = None;
        self.kept = None;
        self.match_at = None;
        self.later = None;
        self.picking = None;
        self.marked_preview = None;
        self.verified = None;
        self.checking = None;
        self.wants_all = false;
        self.wants_last = false;
    }
}
