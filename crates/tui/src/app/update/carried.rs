//! Changes of the shelf that follow from something else: new ids of entries, and uses of entries.

use crate::app::edits::Undoable;
use crate::app::event::{Copied, Effect};
use crate::app::model::{Model, ToastLevel};
use kzq_shelf::{Change, UndoStep, Use, carried_message};

impl Model {
    /// Moves the annotations of entries with new ids to these ids, once all entries are loaded.
    pub(super) fn carry_over(&mut self, effects: &mut Vec<Effect>) {
        if !self.collections.is_loaded() || !self.shelf_state.is_loaded() {
            return;
        }
        let changes = self.shelf_state.shelf().carry_over(&self.collections.corpus);
        if !changes.is_empty() {
            self.show_toast(carried_message(&changes), ToastLevel::Info);
            let effect = self.shelf_state.apply_for_good(changes);
            self.save_and_refresh(effect, effects);
        }
    }

    /// Records that entries were used.
    pub(super) fn on_copied(&mut self, copied: Copied, effects: &mut Vec<Effect>) {
        let Copied { entries, format, date } = copied;
        let used = Use { date, format: format.into() };
        let changes = entries.into_iter().map(|(entry, snapshot)| Change::Use(entry, Some(snapshot), used.clone()));
        let step = UndoStep { label: "use recorded".into(), changes: changes.collect() };
        if let Some(effect) = self.shelf_state.apply(step) {
            self.edits.push(Undoable::Shelf);
            self.save_and_refresh(effect, effects);
        }
    }
}
