//! Collections that were read anew: everything that has a number gets its new one by its name, or is let go.

use std::collections::HashMap;

use crate::app::event::{Effect, Reloaded};
use crate::app::jumps::Jumps;
use crate::app::lists::ListsStage;
use crate::app::marked::Marked;
use crate::app::model::{Model, Tone};
use crate::app::page::Page;
use crate::app::popup::Popup;
use crate::app::scroll::Cursor;
use crate::app::sheet::Sheet;
use crate::app::whereabouts::Whereabouts;
use crate::corpus::{Corpus, EntryId};
use crate::safe;
use crate::search::{Answer, Selection};
use crate::shelf::EntryName;
use crate::text::Safe;

/// What entries are called now that were called otherwise before; those that are gone are not there.
struct Renumbering(HashMap<EntryId, EntryId>);

impl Renumbering {
    /// Finds entries of one corpus in another, by name.
    fn of(ids: &[EntryId], old: &Corpus, new: &Corpus) -> Self {
        let names: Vec<Safe<'static>> = ids.iter().map(|&id| old.full_name(id)).collect();
        let found = new.look_up_all(&names.iter().map(Safe::as_str).collect::<Vec<_>>());
        Self(ids.iter().zip(found).filter_map(|(&id, found)| Some((id, found.entry()?))).collect())
    }

    fn get(&self, id: EntryId) -> Option<EntryId> {
        self.0.get(&id).copied()
    }
}

impl Model {
    /// Takes in collections that were read anew. The reader stays where they are: with the filter, the facets, the
    /// entry, the line, the marks, and the sheet; the places of big moves before it are let go.
    pub(super) fn on_reloaded(&mut self, reloaded: Reloaded, effects: &mut Vec<Effect>) {
        let Reloaded { growth, added, changed, gone } = reloaded;
        let mut there = match self.returning.take() {
            Some(returning) => returning.into_whereabouts(),
            None => Whereabouts::of(self),
        };
        // Whoever types goes on typing.
        there.focus = self.focus;
        let new = Renumbering::of(&self.numbered(), &self.corpus, &growth.corpus);
        let is_gone = |id| new.get(id).is_none();
        if matches!(&self.popup, Some(Popup::Note(note)) if is_gone(note.id)) {
            // What was written is kept with what the entry was.
            self.save_note(effects);
        }
        let folded: Vec<Safe<'static>> =
            self.sidebar.folded.iter().map(|&topic| self.corpus.topic(topic).path.clone()).collect();
        self.marked = Marked::of(self.marked.entries().iter().filter_map(|&id| new.get(id)));
        let subjects: Vec<_> = self.sheets.drain(..).map(|sheet| sheet.subject().clone()).collect();
        self.sheets.extend(subjects.into_iter().filter_map(|subject| subject.moved(|id| new.get(id))).map(Sheet::new));
        self.corpus = growth.corpus;
        self.totals = growth.totals;
        self.edition += 1;
        self.unreadable = None;
        self.renumber_popup(&new);
        self.forget_numbers();
        let paths = self.corpus.topic_ids().filter(|&topic| folded.contains(&self.corpus.topic(topic).path));
        self.sidebar.folded = paths.collect();
        self.say(safe!("read anew: ", added, " new, ", changed, " with other words, ", gone, " gone"), Tone::Good);
        self.search(effects);
        self.set_out(there, effects);
    }

    /// Says, until it is mended, why collections that have changed can't be read.
    pub(super) fn on_unreadable(&mut self, reason: &Safe<'static>) {
        let said = safe!("changed, but not read: ", reason);
        self.say(said.clone(), Tone::Bad);
        self.unreadable = Some(said);
    }

    /// Why the collections that are browsed are not those that are in the files now, if they are not.
    pub fn unreadable(&self) -> Option<&Safe<'static>> {
        self.unreadable.as_ref()
    }

    /// The entries that are held by their numbers, and are wanted still.
    fn numbered(&self) -> Vec<EntryId> {
        let mut ids = self.marked.entries().to_vec();
        ids.extend(self.sheets.iter().filter_map(|sheet| sheet.subject().entry()));
        match &self.popup {
            Some(Popup::Note(note)) => ids.push(note.id),
            Some(Popup::Lists(lists)) => ids.extend(lists.targets.iter().map(|&(_, id)| id)),
            _ => {}
        }
        ids
    }

    fn renumber_popup(&mut self, new: &Renumbering) {
        match &mut self.popup {
            Some(Popup::Note(note)) => note.id = new.get(note.id).unwrap_or(note.id),
            Some(Popup::Menu(menu)) => menu.shown = None,
            Some(Popup::Lists(lists)) => {
                let targets = std::mem::take(&mut lists.targets).into_iter();
                lists.targets = targets.filter_map(|(name, id)| Some((name, new.get(id)?))).collect();
                if let ListsStage::Within { entries, .. } = &mut lists.stage {
                    let names: Vec<EntryName> = entries.iter().map(|(name, _)| name.clone()).collect();
                    let found =
                        self.corpus.look_up_all(&names.iter().map(|name| name.text().as_str()).collect::<Vec<_>>());
                    *entries = names.into_iter().zip(found.into_iter().map(crate::corpus::Lookup::entry)).collect();
                }
            }
            Some(Popup::Help { .. } | Popup::Palette(_)) | None => {}
        }
    }

    /// Lets go what has numbers of the corpus before, and is found anew.
    fn forget_numbers(&mut self) {
        self.answer = Answer::default();
        self.selection = Selection::default();
        self.list = Cursor::default();
        self.page = Page::default();
        self.jumps = Jumps::default();
        self.before_filter = None;
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
