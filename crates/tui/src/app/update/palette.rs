//! The command palette: opening it, and running what is chosen.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::app::origin::{CollectionOrigin, first_steps_line};
use crate::app::palette::{CommandPalette, PalettePurpose};
use crate::app::palette_choice::{Choice, PaletteItem};
use crate::app::palette_names::NameSources;
use crate::app::popup::Popup;
use crate::app::scroll::Motion;
use crate::keys::action::{Action, Definition};
use crate::layout::job::{LayoutJob, PaletteNamesJob};
use crate::layout::limits::has_many_names;
use kzq_text::{Safe, safe};

impl Model {
    /// Opens the palette with what is available here.
    pub(super) fn open_palette(&mut self, effects: &mut Vec<Effect>) {
        let scopes = self.scopes();
        let is_available = |definition: &Definition| self.is_available(definition.action);
        let mut choices = Choice::actions_and_commands(scopes, &self.keymap, is_available);
        let offers_formats = Action::CopyAs.definition().keys.iter().any(|row| scopes.contains(&row.scope));
        if offers_formats && self.is_available(Action::CopyAs) {
            choices.extend(Choice::formats(&self.copy_state.formats));
        }
        choices.extend(Choice::arguments(&self.themes, &self.collections.corpus));
        let (purpose, remarks) = if self.review.is_some() {
            choices.retain(Choice::works_in_review);
            (PalettePurpose::OwnCommands, Vec::new())
        } else {
            (PalettePurpose::Commands, self.palette_remarks())
        };
        self.popup = Some(Popup::Palette(CommandPalette::new(purpose, choices, remarks)));
        if has_many_names(&self.collections.corpus) {
            // They are there before the first letter is typed, or else they are collected then.
            effects.push(Effect::Layout(LayoutJob::PaletteNames(PaletteNamesJob {
                corpus_revision: self.collections.corpus_revision,
                totals: Arc::clone(&self.collections.totals),
                shelf: self.shelf_state.shared_shelf(),
            })));
        }
    }

    /// Changes the palette, if it is open.
    pub(super) fn with_palette(&mut self, change: impl FnOnce(&mut CommandPalette, NameSources<'_>)) {
        if let Some(Popup::Palette(palette)) = &mut self.popup {
            let (corpus, totals) = (&self.collections.corpus, &self.collections.totals);
            change(palette, NameSources { corpus, totals, shelf: self.shelf_state.shelf() });
        }
    }

    /// Remarks that the palette shows: which files are not loaded, or how to begin a collection.
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

    /// Runs what is at the cursor of the palette, in the place where the palette was opened.
    pub(super) fn run_command(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Palette(palette)) = &self.popup else { return };
        let Some(item) = palette.selected().cloned() else {
            return self.show_toast(palette.no_match(), ToastLevel::Info);
        };
        if !matches!(item, PaletteItem::Begin(_)) {
            self.popup = None;
        }
        match item {
            // Its argument is typed next.
            PaletteItem::Begin(_) => self.with_palette(CommandPalette::complete),
            PaletteItem::Action(action) => self.run_action(action, effects),
            PaletteItem::Run(command, argument) => self.run_typed_command(command, &argument, effects),
            PaletteItem::Speaker(speaker) => self.give_speaker(speaker),
            PaletteItem::Copy(format) => {
                self.copy_state.last_menu_format = format;
                self.copy(format, effects);
            }
        }
    }

    /// Moves the cursor to the clicked row of the palette; on the row of the cursor, runs it.
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
