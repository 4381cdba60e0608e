//! Completing the filter, and taking a suggested query where nothing is found.

use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::text_edit::TextEdit;
use crate::keys::scope::Scope;
use crate::layout::job::LayoutJob;
use kzq_search::{Completion, FacetFilter, Relaxation};

impl Model {
    /// The completion of the filter and the index of its selected candidate, while it is shown.
    pub fn completion(&self) -> Option<(&Completion, usize)> {
        self.completing.shown()
    }

    /// The query that is suggested if the filter finds nothing.
    pub fn relaxation(&self) -> Option<&Relaxation> {
        self.search.answer.relaxation.as_ref().filter(|_| !self.is_searching())
    }

    /// Whether there is something to take.
    pub(super) fn can_complete(&self) -> bool {
        let takes_field = || self.search.query.with_meant_fields().is_some();
        self.completion().is_some() || self.relaxation().is_some() || takes_field()
    }

    /// Takes the completion, the fields that were meant, or the suggested query, else goes to the next pane.
    pub(super) fn complete(&mut self, effects: &mut Vec<Effect>) {
        if let Some((completion, selected)) = self.completing.shown() {
            let (range, text) = (completion.range.clone(), completion.candidates[selected].text.clone());
            return self.edit_filter(effects, |line| line.replace(range, &text));
        }
        if let Some(typed) = self.search.query.with_meant_fields() {
            return self.edit_filter(effects, |line| *line = TextEdit::line(&typed));
        }
        match self.relaxation().map(|found| found.typed.clone()) {
            Some(Some(typed)) => self.edit_filter(effects, |line| *line = TextEdit::line(&typed)),
            Some(None) => {
                self.push_jump();
                self.search.selection = FacetFilter::default();
                self.start_search(effects);
            }
            None => self.focus = self.focus.pane_after(1),
        }
    }

    /// Updates the candidates to what is typed.
    pub(super) fn sync_completion(&mut self, effects: &mut Vec<Effect>) {
        if self.scopes()[0] != Scope::Filter || self.search.filter.is_selected() || self.has_no_entries() {
            return self.completing.reset();
        }
        let (collections, shelf) = (&self.collections, self.shelf_state.shared_shelf());
        let corpus = (&*collections.corpus, collections.corpus_revision);
        let job = self.completing.sync(&self.search.filter, corpus, &collections.totals, shelf);
        effects.extend(job.map(LayoutJob::Completion).map(Effect::Layout));
    }

    /// Finds the candidates for what is typed, if they are still being looked for.
    pub(super) fn finish_completion(&mut self) {
        self.completing.finish(&self.collections.corpus);
    }
}
