//! The command palette: opening it, and running the chosen command.

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::app::palette::Palette;
use crate::app::popup::Popup;
use crate::app::scroll::Move;

impl Model {
    /// Opens the palette with the commands that are available here.
    pub(super) fn open_palette(&mut self) {
        let palette = Palette::new(self.scopes(), &self.keymap, |definition| self.can_do(definition.action));
        self.popup = Some(Popup::Palette(palette));
    }

    /// Runs the command at the cursor of the palette, in the place where the palette was opened.
    pub(super) fn perform(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Palette(palette)) = &self.popup else { return };
        match palette.chosen() {
            Some(definition) => {
                self.popup = None;
                self.act(definition.action, effects);
            }
            None => self.say("nothing that can be done here is called so", Tone::Plain),
        }
    }

    /// Moves the cursor to the clicked row of the palette; on the row of the cursor, runs its command.
    pub(super) fn click_palette(&mut self, row: usize, effects: &mut Vec<Effect>) {
        let Some(Popup::Palette(palette)) = &self.popup else { return };
        let at = palette.cursor.top + row;
        if at == palette.cursor.at {
            self.perform(effects);
        } else if at < palette.count() {
            self.move_popup(Move::To(at));
        }
    }
}
