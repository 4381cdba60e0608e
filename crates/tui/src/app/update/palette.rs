//! The command palette: opening it, and running the chosen command.

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::app::palette::CommandPalette;
use crate::app::popup::Popup;
use crate::app::scroll::Motion;

impl Model {
    /// Opens the palette with the commands that are available here.
    pub(super) fn open_palette(&mut self) {
        let palette =
            CommandPalette::new(self.scopes(), &self.keymap, |definition| self.is_available(definition.action));
        self.popup = Some(Popup::Palette(palette));
    }

    /// Runs the command at the cursor of the palette, in the place where the palette was opened.
    pub(super) fn run_command(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Palette(palette)) = &self.popup else { return };
        match palette.selected() {
            Some(definition) => {
                self.popup = None;
                self.run_action(definition.action, effects);
            }
            None => self.show_toast("no matching command", ToastLevel::Info),
        }
    }

    /// Moves the cursor to the clicked row of the palette; on the row of the cursor, runs its command.
    pub(super) fn click_palette(&mut self, row: usize, effects: &mut Vec<Effect>) {
        let Some(Popup::Palette(palette)) = &self.popup else { return };
        let at = palette.cursor.top + row;
        if at == palette.cursor.index {
            self.run_command(effects);
        } else if at < palette.match_count() {
            self.move_popup(Motion::To(at));
        }
    }
}
