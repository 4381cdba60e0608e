//! Popups: opening them, moving in them, and applying what they offer.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::app::panes::{inside, pad};
use crate::app::popup::{Menu, MenuParts, Popup, help_rows, menu_parts, menu_rows, palette_rows, popup_area};
use crate::app::scroll::{Cursor, Move, Scroll};
use crate::app::shelf_popup::{ListsStage, Part, lists_rows};
use crate::layout::job::{Order, PasteOrder};
use crate::layout::preview::Paste;
use kzq_export::Format;

impl Model {
    /// Returns the inner rows and columns of a popup other than the menu.
    fn popup_room(&self, popup: &Popup) -> (usize, usize) {
        let area = pad(inside(popup_area(popup, self.size)));
        (usize::from(area.height), usize::from(area.width))
    }

    /// Returns how many formats the menu shows, and the rows and columns of its preview.
    fn menu_pages(&self) -> (usize, usize, usize) {
        let MenuParts { formats, preview, .. } = menu_parts(self.size);
        (usize::from(formats.height), usize::from(preview.height), usize::from(preview.width).max(1))
    }

    /// Restores the state of the popup after a change.
    pub(super) fn settle_popup(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut popup) = self.popup.take() else { return };
        let (rows, columns) = self.popup_room(&popup);
        match &mut popup {
            Popup::Help { scope, scroll } => scroll.settle(help_rows(*scope, &self.keymap).len(), rows),
            Popup::Menu(menu) => {
                let (page, rows, columns) = self.menu_pages();
                menu.cursor.settle(menu.formats.len(), page);
                self.settle_preview(menu, columns, effects);
                menu.scroll.settle(menu.preview.count(), menu_rows(menu, rows));
            }
            Popup::Note(note) => {
                let (row, _) = note.text.place(columns);
                let top = note.scroll.top.clamp((row + 1).saturating_sub(rows.max(1)), row);
                note.scroll.top = top;
            }
            Popup::Lists(lists) => self.settle_lists(lists, lists_rows(rows)),
            Popup::Palette(palette) => palette.cursor.settle(palette.count(), palette_rows(rows)),
        }
        self.popup = Some(popup);
    }

    /// Updates the preview, if the entries, the format or the width have changed.
    fn settle_preview(&self, menu: &mut Menu, columns: usize, effects: &mut Vec<Effect>) {
        let reading = self.reading;
        let wanted = self.copy_order(menu.format()).map(|copy| PasteOrder { copy, columns, reading });
        if menu.shown == wanted {
            return;
        }
        menu.scroll = Scroll::default();
        menu.preview = match &wanted {
            Some(PasteOrder { copy, columns, .. }) => {
                Paste::beginning(&self.corpus, &copy.entries, copy.format, *columns)
            }
            None => Paste::default(),
        };
        menu.shown.clone_from(&wanted);
        effects.extend(wanted.filter(|_| !menu.preview.is_whole()).map(|order| Effect::LayOut(Order::Paste(order))));
    }

    pub(super) fn move_popup(&mut self, movement: Move) {
        let Some(mut popup) = self.popup.take() else { return };
        let (rows, columns) = self.popup_room(&popup);
        match &mut popup {
            Popup::Help { scope, scroll } => scroll.go(movement, help_rows(*scope, &self.keymap).len(), rows),
            Popup::Menu(menu) => {
                let (page, preview, _) = self.menu_pages();
                match movement {
                    Move::Up | Move::Down | Move::First | Move::Last | Move::To(_) => {
                        menu.cursor.go(movement, menu.formats.len(), page);
                    }
                    _ => menu.scroll.go(movement, menu.preview.count(), menu_rows(menu, preview)),
                }
            }
            Popup::Note(note) => note.text.go(movement, columns, rows),
            Popup::Lists(lists) => match &mut lists.stage {
                ListsStage::Choosing => {
                    lists.cursor.go(movement, Part::all(self.desk.shelf()).len(), lists_rows(rows));
                }
                ListsStage::Within { entries, cursor, .. } => cursor.go(movement, entries.len(), lists_rows(rows)),
                ListsStage::Naming { .. } => {}
            },
            Popup::Palette(palette) => palette.cursor.go(movement, palette.count(), palette_rows(rows)),
        }
        self.popup = Some(popup);
    }

    /// Goes to the next format whose name starts with a letter, if the menu is open.
    pub(super) fn jump_in_menu(&mut self, letter: char) {
        let Some(Popup::Menu(menu)) = &self.popup else { return };
        let begins = |format: &Format| format.label().starts_with(letter.to_ascii_uppercase());
        let count = menu.formats.len();
        let found = (1..=count).map(|step| (menu.cursor.at + step) % count).find(|&at| begins(&menu.formats[at]));
        if let Some(at) = found {
            self.move_popup(Move::To(at));
        }
    }

    pub(super) fn open_menu(&mut self) {
        if self.copy_order(self.format).is_none() {
            return self.say("there is nothing here to copy", Tone::Plain);
        }
        self.popup = Some(Popup::Menu(Menu {
            cursor: Cursor {
                at: self.formats.iter().position(|&format| format == self.format).unwrap_or_default(),
                top: 0,
            },
            formats: Arc::clone(&self.formats),
            preview: Paste::default(),
            scroll: Scroll::default(),
            shown: None,
        }));
    }

    pub(super) fn take(&mut self, effects: &mut Vec<Effect>) {
        match self.popup.take() {
            Some(Popup::Menu(menu)) => {
                self.format = menu.format();
                self.copy(self.format, effects);
            }
            other => self.popup = other,
        }
    }
}
