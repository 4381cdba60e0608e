//! Popups: opening them, moving in them, and applying what they offer.

use crate::app::event::Effect;
use crate::app::find::Find;
use crate::app::help::help_lines;
use crate::app::model::{Model, ToastLevel};
use crate::app::panes::{inner_area, pad_horizontal};
use crate::app::popup::{CopyMenu, CopyMenuAreas, Popup, copy_preview_rows, form_field_columns, popup_area};
use crate::app::scroll::{Motion, Scroll};
use crate::app::shelf_popup::{ShelfPart, ShelfPopupMode, shelf_popup_rows};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::job::{CopyTextJob, LayoutJob};
use crate::layout::preview::CopyText;
use kzq_export::Format;
use kzq_text::safe;

impl Model {
    /// Returns the inner rows and columns of a popup other than the menu.
    fn popup_size(&self, popup: &Popup) -> (usize, usize) {
        let area = pad_horizontal(inner_area(popup_area(popup, self.size)));
        (usize::from(area.height), usize::from(area.width))
    }

    /// Returns how many formats the menu shows, and the rows and columns of its preview.
    fn menu_sizes(&self, menu: &CopyMenu) -> (usize, usize, usize) {
        let CopyMenuAreas { formats, preview, .. } = menu.areas(self.size);
        (usize::from(formats.height), usize::from(preview.height), usize::from(preview.width).max(1))
    }

    /// Restores the state of the popup after a change.
    pub(super) fn sync_popup(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut popup) = self.popup.take() else { return };
        let (rows, columns) = self.popup_size(&popup);
        match &mut popup {
            Popup::Help { scope, scroll, find } => {
                scroll.clamp(help_lines(*scope, find, &self.keymap, (columns, rows)).len(), rows);
            }
            Popup::Copy(menu) => {
                let (page, rows, columns) = self.menu_sizes(menu);
                menu.cursor.clamp(menu.formats.len(), page);
                self.sync_copy_preview(menu, columns, effects);
                menu.scroll.clamp(menu.preview.line_count(), copy_preview_rows(menu, rows));
            }
            Popup::Note(note) => {
                let (row, _) = note.text.cursor_position(columns);
                let top = note.scroll.top.clamp((row + 1).saturating_sub(rows.max(1)), row);
                note.scroll.top = top;
            }
            Popup::Lists(lists) => self.sync_shelf_popup(lists, shelf_popup_rows(rows)),
            Popup::Form(form) => {
                let (first, last) =
                    (form.cursor_row(form_field_columns(columns)), form.last_needed_row(form_field_columns(columns)));
                form.scroll.top = form.scroll.top.min(first).max((last + 1).saturating_sub(rows.max(1)));
            }
            Popup::Palette(palette) => palette.cursor.clamp(palette.match_count(), palette.match_rows(rows)),
        }
        self.popup = Some(popup);
    }

    /// Updates the preview, if the entries, the format or the width have changed.
    fn sync_copy_preview(&self, menu: &mut CopyMenu, columns: usize, effects: &mut Vec<Effect>) {
        let reading = self.collections.text_revision;
        let request = self.copy_request(menu.format()).filter(|_| !menu.formats.is_empty());
        let job = request.map(|copy| CopyTextJob { request: copy, columns, text_revision: reading });
        if menu.preview_job == job {
            return;
        }
        menu.scroll = Scroll::default();
        menu.preview = match &job {
            Some(CopyTextJob { request: copy, columns, .. }) => {
                CopyText::partial(&self.collections.corpus, &copy.entries, copy.format, *columns)
            }
            None => CopyText::default(),
        };
        menu.preview_job.clone_from(&job);
        effects.extend(job.filter(|_| !menu.preview.is_complete()).map(|job| Effect::Layout(LayoutJob::CopyText(job))));
    }

    pub(super) fn move_popup(&mut self, movement: Motion) {
        let Some(mut popup) = self.popup.take() else { return };
        let (rows, columns) = self.popup_size(&popup);
        match &mut popup {
            Popup::Help { scope, scroll, find } => {
                let lines = help_lines(*scope, find, &self.keymap, (columns, rows));
                scroll.scroll_by(movement, lines.len(), rows);
            }
            Popup::Copy(menu) => {
                let (page, preview, _) = self.menu_sizes(menu);
                match movement {
                    Motion::Up | Motion::Down | Motion::First | Motion::Last | Motion::To(_) => {
                        menu.cursor.move_by(movement, menu.formats.len(), page);
                    }
                    _ => menu.scroll.scroll_by(movement, menu.preview.line_count(), copy_preview_rows(menu, preview)),
                }
            }
            Popup::Note(note) => note.text.move_rows(movement, columns, rows),
            Popup::Form(form) => form.move_cursor(movement, form_field_columns(columns), rows),
            Popup::Lists(lists) => match &mut lists.mode {
                ShelfPopupMode::Choosing => {
                    lists.cursor.move_by(
                        movement,
                        ShelfPart::all(self.shelf_state.shelf()).len(),
                        shelf_popup_rows(rows),
                    );
                }
                ShelfPopupMode::Browsing { entries, cursor, .. } => {
                    cursor.move_by(movement, entries.len(), shelf_popup_rows(rows));
                }
                ShelfPopupMode::Naming { .. } => {}
            },
            Popup::Palette(palette) => {
                palette.cursor.move_by(movement, palette.match_count(), palette.match_rows(rows));
            }
        }
        self.popup = Some(popup);
    }

    /// Goes to the next format whose name starts with a letter, if the menu is open; returns whether there is one.
    pub(super) fn jump_to_format(&mut self, letter: char) -> bool {
        let Some(Popup::Copy(menu)) = &self.popup else { return false };
        let begins = |format: &Format| format.label().starts_with(letter.to_ascii_uppercase());
        let count = menu.formats.len();
        let found = (1..=count).map(|step| (menu.cursor.index + step) % count).find(|&at| begins(&menu.formats[at]));
        if let Some(at) = found {
            self.move_popup(Motion::To(at));
        }
        found.is_some()
    }

    /// Opens the help, the keys that work here first.
    pub(super) fn open_help(&mut self) {
        let scope = self.scopes()[0];
        self.popup = Some(Popup::Help { scope, scroll: Scroll::default(), find: Find::default() });
    }

    pub(super) fn open_copy_menu(&mut self) {
        if self.copy_request(self.copy_state.last_menu_format).is_none() {
            return self.show_toast("nothing to copy here", ToastLevel::Info);
        }
        self.popup = Some(Popup::Copy(CopyMenu::new(&self.copy_state.formats, self.copy_state.last_menu_format)));
    }

    pub(super) fn copy_selected(&mut self, effects: &mut Vec<Effect>) {
        match self.popup.take() {
            Some(Popup::Copy(menu)) if menu.formats.is_empty() => {
                self.show_toast("no format matches", ToastLevel::Info);
                self.popup = Some(Popup::Copy(menu));
            }
            Some(Popup::Copy(menu)) => {
                self.copy_state.last_menu_format = menu.format();
                self.copy(self.copy_state.last_menu_format, effects);
            }
            other => self.popup = other,
        }
    }

    /// Makes the selected format that of a plain copy.
    pub(super) fn set_default_format(&mut self) {
        let Some(Popup::Copy(menu)) = &self.popup else { return };
        let Some(&format) = menu.formats.get(menu.cursor.index) else { return };
        self.copy_state.set_default_format(format);
        let key = self.keymap.first_key(Scope::List, Action::Copy);
        let key = if key.is_empty() { "a plain copy".into() } else { key };
        self.show_toast(safe!(key, " copies as ", format.label(), " from now on"), ToastLevel::Success);
    }
}
