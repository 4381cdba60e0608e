//! The palette: opening it over what is seen, and doing there what was found.

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::app::palette::Palette;
use crate::app::popup::Popup;
use crate::app::scroll::Move;

impl Model {
    /// Opens the palette over what can be done here.
    pub(super) fn open_palette(&mut self) {
        let palette = Palette::new(self.scopes(), &self.keymap, |definition| self.can_do(definition.action));
        self.popup = Some(Popup::Palette(palette));
    }

    /// Does the action under the cursor of the palette, where the reader was before.
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

    /// A click goes to a row of the palette; on the row of the cursor it does what stands there.
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
