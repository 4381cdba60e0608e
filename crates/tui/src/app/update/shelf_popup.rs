//! The popup of the user's lists.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::line_edit::LineEdit;
use crate::app::model::{Model, Tone};
use crate::app::popup::Popup;
use crate::app::scroll::{Cursor, Move, Scroll};
use crate::app::shelf_popup::{Lists, ListsStage, Part};
use kzq_corpus::{Corpus, EntryId};
use kzq_shelf::{Change, EntryName, Facet, ListKey, Shelf, Spot};
use kzq_text::Safe;
use kzq_text::safe;

impl Model {
    pub(super) fn open_lists(&mut self) {
        self.popup = Some(Popup::Lists(Lists::of(self.named(), self.desk.shelf())));
    }

    /// Runs `act` on the popup of lists and the shelf, if the popup is open.
    fn with_lists<R>(&mut self, act: impl FnOnce(&mut Lists, &Shelf) -> R) -> Option<R> {
        let shelf = self.desk.shared();
        match &mut self.popup {
            Some(Popup::Lists(lists)) => Some(act(lists, &shelf)),
            _ => None,
        }
    }

    /// Adds the target entries to the list at the cursor, or removes them.
    pub(super) fn put_in(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Lists(lists)) = &self.popup else { return };
        match lists.part(self.desk.shelf()) {
            Some(Part::List(list)) if !lists.targets.is_empty() => {
                let targets = lists.targets.clone();
                self.toggle_in(&list, targets, effects);
            }
            Some(_) => self.open_list(),
            None => {}
        }
    }

    fn toggle_in(&mut self, list: &Safe<'static>, targets: Vec<(EntryName, EntryId)>, effects: &mut Vec<Effect>) {
        let held = self.desk.shelf().list(list.as_str()).map(|list| list.entries.clone()).unwrap_or_default();
        if targets.iter().all(|(target, _)| held.contains(target)) {
            let changes = targets.into_iter().map(|(entry, _)| Change::Remove(list.clone(), entry)).collect();
            return self.change_shelf(safe!("taken out of “", list, "”"), changes, effects);
        }
        let changes = self.additions(list, targets);
        self.change_shelf(safe!("put into “", list, "”"), changes, effects);
    }

    fn additions(&self, list: &Safe<'static>, targets: Vec<(EntryName, EntryId)>) -> Vec<Change> {
        let add = |(entry, id): (EntryName, EntryId)| {
            let imprint = Some(self.imprint(id));
            Change::Add { list: list.clone(), entry, imprint, spot: Spot::Last }
        };
        targets.into_iter().map(add).collect()
    }

    /// Inside a list, goes to the entry at the cursor.
    pub(super) fn go_to_listed(&mut self) {
        let Some(Popup::Lists(Lists { stage: ListsStage::Within { entries, cursor, .. }, .. })) = &self.popup else {
            return;
        };
        let Some(&(_, entry)) = entries.get(cursor.at) else { return };
        match entry {
            Some(id) => {
                self.popup = None;
                self.remember();
                self.sheets.clear();
                self.excursion = if self.seek(id) { None } else { Some(id) };
                self.focus = Focus::Detail;
                self.scroll = Scroll::default();
                self.match_at = None;
            }
            None => self.say("this entry is not there any more; what was kept of it is below", Tone::Plain),
        }
    }

    /// Opens the part of the shelf at the cursor.
    pub(super) fn open_list(&mut self) {
        let corpus = Arc::clone(&self.corpus);
        self.with_lists(|lists, shelf| {
            if let (ListsStage::Choosing, Some(part)) = (&lists.stage, lists.part(shelf)) {
                let entries = placed(part.entries(shelf), &corpus);
                lists.stage = ListsStage::Within { part, entries, cursor: Cursor::default() };
            }
        });
    }

    /// Looks up the entries of the open list again, after the collections have changed.
    pub(super) fn find_listed(&mut self) {
        let corpus = Arc::clone(&self.corpus);
        self.with_lists(|lists, _| {
            if let ListsStage::Within { entries, .. } = &mut lists.stage {
                *entries = placed(entries.iter().map(|(name, _)| name.clone()).collect(), &corpus);
            }
        });
    }

    /// Asks for the name of a new list, or for a new name of the one at the cursor.
    pub(super) fn ask_for_name(&mut self, is_new: bool) {
        self.with_lists(|lists, shelf| {
            let of = lists.part(shelf).and_then(|part| if let Part::List(name) = part { Some(name) } else { None });
            let of = of.filter(|_| !is_new);
            if lists.stage == ListsStage::Choosing && (is_new || of.is_some()) {
                let mut edit = LineEdit::default();
                edit.insert(of.as_ref().map_or("", Safe::as_str));
                lists.stage = ListsStage::Naming { edit, of };
            }
        });
    }

    /// Applies the name that was typed.
    pub(super) fn name_list(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Lists(Lists { targets, stage: ListsStage::Naming { edit, of }, .. })) = &self.popup else {
            return;
        };
        let (typed, of, targets) = (edit.text().into_owned(), of.clone(), targets.clone());
        let Some(name) = Shelf::list_name(typed.as_str()) else {
            return self.say("a list needs a name", Tone::Plain);
        };
        if of.as_ref() != Some(&name) && self.desk.shelf().list(name.as_str()).is_some() {
            return self.say(safe!("there is a list “", name, "” already"), Tone::Bad);
        }
        self.back_in_lists();
        match of {
            None => {
                let mut changes = vec![Change::List(name.clone(), Spot::Last)];
                changes.extend(self.additions(&name, targets));
                self.change_shelf(safe!("list “", name, "” made"), changes, effects);
                self.with_lists(|lists, shelf| lists.cursor.at = shelf.lists().len() + 1);
            }
            Some(of) if of == name => {}
            Some(of) => {
                if self.selection.shelf == Some(Facet::List(ListKey::of(of.as_str()))) {
                    self.selection.shelf = Some(Facet::List(ListKey::of(name.as_str())));
                }
                self.change_shelf(
                    safe!("“", of, "” is “", name, "” now"),
                    vec![Change::Rename { from: of, to: name }],
                    effects,
                );
            }
        }
    }

    /// Moves the list or entry at the cursor up or down by one.
    pub(super) fn reorder(&mut self, step: isize, effects: &mut Vec<Effect>) {
        let moved = self.with_lists(|lists, shelf| match &mut lists.stage {
            ListsStage::Choosing => {
                let names: Vec<Safe<'static>> = shelf.lists().iter().map(|list| list.name.clone()).collect();
                let at = lists.cursor.at.checked_sub(2)?;
                let (name, spot, to) = moved(&names, at, step)?;
                lists.cursor.at = to + 2;
                Some((safe!("“", name, "” moved"), Change::MoveList(name, spot)))
            }
            ListsStage::Within { part: Part::List(list), entries, cursor } => {
                let names: Vec<EntryName> = entries.iter().map(|(name, _)| name.clone()).collect();
                let (name, spot, to) = moved(&names, cursor.at, step)?;
                entries.swap(cursor.at, to);
                cursor.at = to;
                Some(("moved".into(), Change::Move(list.clone(), name, spot)))
            }
            ListsStage::Within { .. } | ListsStage::Naming { .. } => None,
        });
        if let Some((what, change)) = moved.flatten() {
            self.change_shelf(what, vec![change], effects);
        }
    }

    /// Deletes the list at the cursor; inside a list, removes the entry.
    pub(super) fn delete_listed(&mut self, effects: &mut Vec<Effect>) {
        let step = self.with_lists(|lists, shelf| match &lists.stage {
            ListsStage::Choosing => match lists.part(shelf)? {
                Part::List(name) => {
                    let entries = shelf.list(name.as_str())?.entries.clone();
                    Some((safe!("list “", name, "” deleted; u brings it back"), Change::Delist(name, entries)))
                }
                Part::Starred | Part::Noted => None,
            },
            ListsStage::Within { part, entries, cursor } => {
                let name = entries.get(cursor.at)?.0.clone();
                Some(match part {
                    Part::Starred => ("star taken".into(), Change::Unstar(name)),
                    Part::Noted => {
                        let from = shelf.note(&name).cloned();
                        ("note taken away".into(), Change::Note { entry: name, imprint: None, from, to: None })
                    }
                    Part::List(list) => (safe!("taken out of “", list, "”"), Change::Remove(list.clone(), name)),
                })
            }
            ListsStage::Naming { .. } => None,
        });
        if let Some((what, change)) = step.flatten() {
            self.change_shelf(what, vec![change], effects);
        }
    }

    /// Moves the cursor to a row of the popup of lists.
    pub(super) fn point_lists(&mut self, line: usize) {
        let top = self.with_lists(|lists, _| match &lists.stage {
            ListsStage::Choosing => Some(lists.cursor.top),
            ListsStage::Within { cursor, .. } => Some(cursor.top),
            ListsStage::Naming { .. } => None,
        });
        if let Some(top) = top.flatten() {
            self.move_popup(Move::To(top + line));
        }
    }

    /// Goes one step back in the popup of lists; returns whether there was one.
    pub(super) fn back_in_lists(&mut self) -> bool {
        let went = self.with_lists(|lists, _| {
            let is_inside = lists.stage != ListsStage::Choosing;
            lists.stage = ListsStage::Choosing;
            is_inside
        });
        went.unwrap_or_default()
    }

    /// Restores the state of the popup of lists after the shelf has changed.
    pub(super) fn settle_lists(&self, lists: &mut Lists, rows: usize) {
        let shelf = self.desk.shelf();
        lists.cursor.settle(Part::all(shelf).len(), rows);
        if let ListsStage::Within { part, entries, cursor } = &mut lists.stage {
            let now = part.entries(shelf);
            if !now.iter().eq(entries.iter().map(|(name, _)| name)) {
                let known = std::mem::take(entries);
                let id = |name: &EntryName| {
                    let known = known.iter().find(|(other, _)| other == name).map(|(_, id)| *id);
                    known.unwrap_or_else(|| self.corpus.look_up(name.text().as_str()).entry())
                };
                *entries = now.into_iter().map(|name| (name.clone(), id(&name))).collect();
            }
            cursor.settle(entries.len(), rows);
        }
    }

    /// Keeps the cursors of the popup of lists on their items, after another kzq has changed the shelf.
    pub(super) fn follow_lists(&mut self, before: &Shelf) {
        self.with_lists(|lists, shelf| {
            let part = lists.part(before);
            if let Some(at) = Part::all(shelf).iter().position(|other| Some(other) == part.as_ref()) {
                lists.cursor.at = at;
            }
            if let ListsStage::Within { part, entries, cursor } = &mut lists.stage {
                let on = entries.get(cursor.at).map(|(name, _)| name);
                if let Some(at) = part.entries(shelf).iter().position(|name| Some(name) == on) {
                    cursor.at = at;
                }
            }
        });
    }
}

/// Looks up entries by name; those that are not in the collections get `None`.
fn placed(names: Vec<EntryName>, corpus: &Corpus) -> Vec<(EntryName, Option<EntryId>)> {
    let found = EntryName::find_all(&names, corpus);
    names.into_iter().zip(found).collect()
}

/// Returns the item that moves by one, its new position in the list, and its new index.
fn moved<T: Clone>(all: &[T], at: usize, step: isize) -> Option<(T, Spot<T>, usize)> {
    let to = at.checked_add_signed(step).filter(|&to| to < all.len())?;
    let spot = match (step < 0, to) {
        (true, 0) => Spot::First,
        (true, to) => Spot::After(all[to - 1].clone()),
        (false, to) => Spot::After(all[to].clone()),
    };
    Some((all.get(at)?.clone(), spot, to))
}
