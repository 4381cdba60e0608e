//! The command palette: opening it, and running the chosen command.

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::app::origin::{CollectionOrigin, first_steps_line};
use crate::app::palette::CommandPalette;
use crate::app::popup::Popup;
use crate::app::scroll::Motion;
use crate::keys::action::Definition;
use kzq_text::{Safe, safe};

impl Model {
    /// Opens the palette with the commands that are available here.
    pub(super) fn open_palette(&mut self) {
        let is_available = |definition: &Definition| self.is_available(definition.action);
        let palette = CommandPalette::new(self.scopes(), &self.keymap, is_available, self.palette_remarks());
        self.popup = Some(Popup::Palette(palette));
    }

    /// What the palette says besides: which files are not loaded, or how to begin a collection.
    fn palette_remarks(&self) -> Vec<Safe<'static>> {
        /// The most files that are named.
        const MAX_FILES: usize = 3;
        let files = self.not_loaded();
        let mut remarks: Vec<Safe<'static>> =
            files.iter().take(MAX_FILES).map(|file| safe!("not loaded: ", file.short())).collect();
        if files.len() > MAX_FILES {
            remarks.push(safe!("and ", files.len() - MAX_FILES, " more; `kzq check` shows all"));
        }
        if *self.origin() == CollectionOrigin::Embedded {
            remarks.push(safe!("quotations of your own: ", first_steps_line(true)));
        }
        remarks
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
