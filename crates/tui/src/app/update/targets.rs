//! What an action applies to: if entries are marked, the user chooses between them and the one at the cursor.

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::keys::action::Action;
use crate::layout::view_kind::ViewKind;
use kzq_corpus::EntryId;

impl Model {
    /// Runs an action on the entry at the cursor; if others are marked, asks first. A view shows no marks, so there it is
    /// always the entry at the cursor.
    pub(super) fn run_on_targets(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let current: Vec<EntryId> = self.target_entry().into_iter().collect();
        let marked = &self.copy_state.marked;
        if self.view().is_some() || marked.is_empty() || marked.entries() == current {
            self.apply_to(action, &current, effects);
        } else {
            self.asking = Some(action);
        }
    }

    /// Takes the answer: all marked entries, or only the one at the cursor.
    pub(super) fn answer_targets(&mut self, all: bool, effects: &mut Vec<Effect>) {
        let Some(action) = self.asking.take() else { return };
        let targets =
            if all { self.copy_state.marked.entries().to_vec() } else { self.target_entry().into_iter().collect() };
        self.apply_to(action, &targets, effects);
    }

    fn apply_to(&mut self, action: Action, targets: &[EntryId], effects: &mut Vec<Effect>) {
        if targets.is_empty() && action != Action::Lists {
            return self.show_toast("no entry selected", ToastLevel::Info);
        }
        match action {
            Action::Star => self.toggle_star(targets, effects),
            Action::WriteNote => self.open_note(targets),
            Action::Lists => self.open_shelf_popup(targets),
            Action::Assign => self.open_assign_form(targets),
            Action::Compare => self.open_view(match targets {
                [one] => ViewKind::Compare(*one),
                several => ViewKind::CompareChosen(several.into()),
            }),
            _ => {}
        }
    }

    /// The action that waits until the user says whether it applies to all marked entries.
    pub fn asking(&self) -> Option<Action> {
        self.asking
    }

    /// How many of the marked entries the list does not show, because the filter or the facets leave them out; 0 until
    /// all hits are known.
    pub fn hidden_marks(&self) -> usize {
        if !self.search.answer.is_complete() {
            return 0;
        }
        let marked = &self.copy_state.marked;
        let shown = self.search.answer.hits.iter().filter(|hit| marked.contains(hit.entry)).count();
        marked.len() - shown
    }
}
