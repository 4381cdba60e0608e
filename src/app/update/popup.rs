//! The popups: opening them, moving in them, taking what they offer.

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::app::page::{Order, Paste, PasteOrder};
use crate::app::panes::{inside, pad};
use crate::app::popup::{Menu, Popup, help_rows, menu_preview_rows, popup_area};
use crate::app::scroll::{Cursor, Move, Scroll};
use crate::export::Format;

impl Model {
    /// The rows and columns of a popup's inside.
    pub(super) fn popup_room(&self, popup: &Popup) -> (usize, usize) {
        let area = pad(inside(popup_area(popup, self.size)));
        (usize::from(area.height), usize::from(area.width))
    }

    /// Restores what the popup holds after something changed.
    pub(super) fn settle_popup(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut popup) = self.popup.take() else { return };
        let (rows, columns) = self.popup_room(&popup);
        match &mut popup {
            Popup::Help { scope, scroll } => scroll.settle(help_rows(*scope).len(), rows),
            Popup::Menu(menu) => {
                menu.cursor.settle(Format::ALL.len(), Format::ALL.len());
                self.settle_preview(menu, columns, effects);
                menu.scroll.settle(menu.preview.count(), menu_preview_rows(rows));
            }
        }
        self.popup = Some(popup);
    }

    /// Writes the entry out anew where it, the format or the width is another than before.
    fn settle_preview(&self, menu: &mut Menu, columns: usize, effects: &mut Vec<Effect>) {
        let format = menu.format();
        let wanted = self.entry().map(|entry| PasteOrder { entry, format, columns });
        if menu.shown == wanted {
            return;
        }
        menu.shown = wanted;
        menu.scroll = Scroll::default();
        menu.preview = wanted
            .map(|PasteOrder { entry, format, columns }| Paste::beginning(&self.corpus, entry, format, columns))
            .unwrap_or_default();
        effects.extend(wanted.filter(|_| !menu.preview.is_whole()).map(|order| Effect::LayOut(Order::Paste(order))));
    }

    pub(super) fn move_popup(&mut self, movement: Move) {
        let Some(mut popup) = self.popup.take() else { return };
        let (rows, _) = self.popup_room(&popup);
        match &mut popup {
            Popup::Help { scope, scroll } => scroll.go(movement, help_rows(*scope).len(), rows),
            Popup::Menu(menu) => match movement {
                Move::Up | Move::Down | Move::To(_) => menu.cursor.go(movement, Format::ALL.len(), Format::ALL.len()),
                _ => menu.scroll.go(movement, menu.preview.count(), menu_preview_rows(rows)),
            },
        }
        self.popup = Some(popup);
    }

    pub(super) fn open_menu(&mut self) {
        if self.entry().is_none() {
            return self.say("there is nothing here to copy", Tone::Plain);
        }
        let at = Format::ALL.iter().position(|format| *format == Format::Attributed).unwrap_or(0);
        self.popup = Some(Popup::Menu(Menu {
            cursor: Cursor { at, top: 0 },
            preview: Paste::default(),
            scroll: Scroll::default(),
            shown: None,
        }));
    }

    pub(super) fn take(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Popup::Menu(menu)) = self.popup.take() {
            self.copy(menu.format(), effects);
        }
    }
}
