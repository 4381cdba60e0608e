//! The popup of the user's lists.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::Popup;
use crate::app::scroll::Motion;
use crate::app::shelf_popup::{ShelfPart, ShelfPopup, ShelfPopupMode};
use crate::app::text_edit::TextEdit;
use kzq_corpus::EntryId;
use kzq_search::FacetValue;
use kzq_shelf::{Change, EntryName, InsertPosition, ListKey, Shelf, ShelfFacet};
use kzq_text::Safe;
use kzq_text::safe;

impl Model {
    pub(super) fn open_shelf_popup(&mut self, targets: &[EntryId]) {
        self.popup = Some(Popup::Lists(ShelfPopup::new(self.named(targets), self.shelf_state.shelf())));
    }

    /// Runs `act` on the popup of lists and the shelf, if the popup is open.
    fn with_shelf_popup<R>(&mut self, act: impl FnOnce(&mut ShelfPopup, &Shelf) -> R) -> Option<R> {
        let shelf = self.shelf_state.shared_shelf();
        match &mut self.popup {
            Some(Popup::Lists(lists)) => Some(act(lists, &shelf)),
            _ => None,
        }
    }

    /// Adds the target entries to the list at the cursor, or removes them.
    pub(super) fn toggle_targets_in_list(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Lists(lists)) = &self.popup else { return };
        match lists.selected_part(self.shelf_state.shelf()) {
            Some(ShelfPart::List(list)) if !lists.targets.is_empty() => {
                let targets = lists.targets.clone();
                self.toggle_in_list(&list, targets, effects);
            }
            Some(_) => self.open_list(),
            None => {}
        }
    }

    fn toggle_in_list(&mut self, list: &Safe<'static>, targets: Vec<(EntryName, EntryId)>, effects: &mut Vec<Effect>) {
        let present = self.shelf_state.shelf().list(list.as_str()).map(|list| list.entries.clone()).unwrap_or_default();
        if targets.iter().all(|(target, _)| present.contains(target)) {
            let label = safe!(several(targets.len()), "removed from “", list, "”");
            let changes = targets.into_iter().map(|(entry, _)| Change::Remove(list.clone(), entry)).collect();
            return self.change_shelf(label, changes, effects);
        }
        let missing: Vec<_> = targets.into_iter().filter(|(target, _)| !present.contains(target)).collect();
        let label = safe!(several(missing.len()), "added to “", list, "”");
        let changes = self.add_changes(list, missing);
        self.change_shelf(label, changes, effects);
    }

    fn add_changes(&self, list: &Safe<'static>, targets: Vec<(EntryName, EntryId)>) -> Vec<Change> {
        let add = |(entry, id): (EntryName, EntryId)| {
            let snapshot = Some(self.entry_snapshot(id));
            Change::Add { list: list.clone(), entry, snapshot, position: InsertPosition::Last }
        };
        targets.into_iter().map(add).collect()
    }

    /// Inside a list, goes to the entry at the cursor.
    pub(super) fn open_list_entry(&mut self) {
        let Some(Popup::Lists(ShelfPopup { mode: ShelfPopupMode::Browsing { entries, cursor, .. }, .. })) = &self.popup
        else {
            return;
        };
        let Some(&(_, entry)) = entries.get(cursor.index) else { return };
        match entry {
            Some(id) => {
                self.popup = None;
                self.push_jump();
                self.views.clear();
                self.focus = Focus::Detail;
                self.go_to_entry(id);
            }
            None => self.show_toast("no longer in your collections; its saved text is shown below", ToastLevel::Info),
        }
    }

    /// Opens the part of the shelf at the cursor.
    pub(super) fn open_list(&mut self) {
        let corpus = Arc::clone(&self.collections.corpus);
        self.with_shelf_popup(|lists, shelf| lists.open_part(shelf, &corpus));
    }

    /// Asks for the name of a new list, or for a new name of the one at the cursor.
    pub(super) fn edit_list_name(&mut self, is_new: bool) {
        self.with_shelf_popup(|lists, shelf| {
            let of = lists
                .selected_part(shelf)
                .and_then(|part| if let ShelfPart::List(name) = part { Some(name) } else { None });
            let of = of.filter(|_| !is_new);
            if lists.mode == ShelfPopupMode::Choosing && (is_new || of.is_some()) {
                let edit = TextEdit::line(of.as_ref().map_or("", Safe::as_str));
                lists.mode = ShelfPopupMode::Naming { edit, renames: of };
            }
        });
    }

    /// Applies the name that was typed.
    pub(super) fn apply_list_name(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Lists(ShelfPopup { targets, mode: ShelfPopupMode::Naming { edit, renames: of }, .. })) =
            &self.popup
        else {
            return;
        };
        let (typed, of, targets) = (edit.text().into_owned(), of.clone(), targets.clone());
        let Some(name) = Shelf::normalize_list_name(typed.as_str()) else {
            return self.show_toast("a list needs a name", ToastLevel::Info);
        };
        if of.as_ref() != Some(&name) && self.shelf_state.shelf().list(name.as_str()).is_some() {
            return self.show_toast(safe!("a list “", name, "” already exists"), ToastLevel::Error);
        }
        self.shelf_popup_back();
        match of {
            None => {
                let mut changes = vec![Change::List(name.clone(), InsertPosition::Last)];
                changes.extend(self.add_changes(&name, targets));
                self.change_shelf(safe!("created list “", name, "”"), changes, effects);
                self.with_shelf_popup(|lists, shelf| lists.cursor.index = shelf.lists().len() + 1);
            }
            Some(of) if of == name => {}
            Some(of) => {
                let facet = |name: &Safe<'_>| FacetValue::Shelf(ShelfFacet::List(ListKey::new(name.as_str())));
                if let Some(choice) = self.search.selection.choice(facet(&of)) {
                    self.search.selection.remove(facet(&of));
                    self.search.selection.set(facet(&name), choice);
                }
                self.change_shelf(
                    safe!("renamed “", of, "” to “", name, "”"),
                    vec![Change::Rename { from: of, to: name }],
                    effects,
                );
            }
        }
    }

    /// Moves the list or entry at the cursor up or down by one.
    pub(super) fn reorder(&mut self, step: isize, effects: &mut Vec<Effect>) {
        let moved = self.with_shelf_popup(|lists, shelf| match &mut lists.mode {
            ShelfPopupMode::Choosing => {
                let names: Vec<Safe<'static>> = shelf.lists().iter().map(|list| list.name.clone()).collect();
                let at = lists.cursor.index.checked_sub(2)?;
                let (name, spot, to) = move_by_one(&names, at, step)?;
                lists.cursor.index = to + 2;
                Some((safe!("moved “", name, "”"), Change::MoveList(name, spot)))
            }
            ShelfPopupMode::Browsing { part: ShelfPart::List(list), entries, cursor } => {
                let names: Vec<EntryName> = entries.iter().map(|(name, _)| name.clone()).collect();
                let (name, spot, to) = move_by_one(&names, cursor.index, step)?;
                entries.swap(cursor.index, to);
                cursor.index = to;
                Some(("moved".into(), Change::Move(list.clone(), name, spot)))
            }
            ShelfPopupMode::Browsing { .. } | ShelfPopupMode::Naming { .. } => None,
        });
        if let Some((what, change)) = moved.flatten() {
            self.change_shelf(what, vec![change], effects);
        }
    }

    /// Deletes the list at the cursor; inside a list, removes the entry.
    pub(super) fn remove_from_list(&mut self, effects: &mut Vec<Effect>) {
        let step = self.with_shelf_popup(|lists, shelf| match &lists.mode {
            ShelfPopupMode::Choosing => match lists.selected_part(shelf)? {
                ShelfPart::List(name) => {
                    let entries = shelf.list(name.as_str())?.entries.clone();
                    Some((true, safe!("deleted list “", name, "”"), Change::DeleteList(name, entries)))
                }
                ShelfPart::Starred | ShelfPart::Noted => None,
            },
            ShelfPopupMode::Browsing { part, entries, cursor } => {
                let name = entries.get(cursor.index)?.0.clone();
                let (what, change) = match part {
                    ShelfPart::Starred => ("star removed".into(), Change::Unstar(name)),
                    ShelfPart::Noted => {
                        let from = shelf.note(&name).cloned();
                        ("note deleted".into(), Change::Note { entry: name, snapshot: None, from, to: None })
                    }
                    ShelfPart::List(list) => (safe!("removed from “", list, "”"), Change::Remove(list.clone(), name)),
                };
                Some((false, what, change))
            }
            ShelfPopupMode::Naming { .. } => None,
        });
        match step.flatten() {
            Some((true, what, change)) => self.delete_from_shelf(what, change, effects),
            Some((false, what, change)) => self.change_shelf(what, vec![change], effects),
            None => {}
        }
    }

    /// Moves the cursor to a row of the popup of lists.
    pub(super) fn select_shelf_popup_row(&mut self, line: usize) {
        let top = self.with_shelf_popup(|lists, _| match &lists.mode {
            ShelfPopupMode::Choosing => Some(lists.cursor.top),
            ShelfPopupMode::Browsing { cursor, .. } => Some(cursor.top),
            ShelfPopupMode::Naming { .. } => None,
        });
        if let Some(top) = top.flatten() {
            self.move_popup(Motion::To(top + line));
        }
    }

    /// Goes one step back in the popup of lists; returns whether there was one.
    pub(super) fn shelf_popup_back(&mut self) -> bool {
        let went_back = self.with_shelf_popup(|lists, _| {
            let is_inside = lists.mode != ShelfPopupMode::Choosing;
            lists.mode = ShelfPopupMode::Choosing;
            is_inside
        });
        went_back.unwrap_or_default()
    }

    /// Restores the state of the popup of lists after the shelf has changed.
    pub(super) fn sync_shelf_popup(&self, lists: &mut ShelfPopup, rows: usize) {
        let shelf = self.shelf_state.shelf();
        lists.cursor.clamp(ShelfPart::all(shelf).len(), rows);
        if let ShelfPopupMode::Browsing { part, entries, cursor } = &mut lists.mode {
            let current = part.entries(shelf);
            if !current.iter().eq(entries.iter().map(|(name, _)| name)) {
                let known = std::mem::take(entries);
                let id = |name: &EntryName| {
                    let known = known.iter().find(|(other, _)| other == name).map(|(_, id)| *id);
                    known.unwrap_or_else(|| self.collections.corpus.look_up(name.text().as_str()).found())
                };
                *entries = current.into_iter().map(|name| (name.clone(), id(&name))).collect();
            }
            cursor.clamp(entries.len(), rows);
        }
    }

    /// Keeps the cursors of the popup of lists on their items, after another kzq has changed the shelf.
    pub(super) fn restore_shelf_popup_cursors(&mut self, before: &Shelf) {
        self.with_shelf_popup(|lists, shelf| {
            let part = lists.selected_part(before);
            if let Some(at) = ShelfPart::all(shelf).iter().position(|other| Some(other) == part.as_ref()) {
                lists.cursor.index = at;
            }
            if let ShelfPopupMode::Browsing { part, entries, cursor } = &mut lists.mode {
                let on = entries.get(cursor.index).map(|(name, _)| name);
                if let Some(at) = part.entries(shelf).iter().position(|name| Some(name) == on) {
                    cursor.index = at;
                }
            }
        });
    }
}

/// The number of entries that a message begins with, unless it is about one.
fn several(count: usize) -> Safe<'static> {
    if count == 1 { Safe::default() } else { safe!(count, " ") }
}

/// Returns the item that moves by one, its new position in the list, and its new index.
fn move_by_one<T: Clone>(all: &[T], at: usize, step: isize) -> Option<(T, InsertPosition<T>, usize)> {
    let to = at.checked_add_signed(step).filter(|&to| to < all.len())?;
    let spot = match (step < 0, to) {
        (true, 0) => InsertPosition::First,
        (true, to) => InsertPosition::After(all[to - 1].clone()),
        (false, to) => InsertPosition::After(all[to].clone()),
    };
    Some((all.get(at)?.clone(), spot, to))
}
