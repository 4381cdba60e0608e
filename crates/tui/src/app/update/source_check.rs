//! Checking the current entry against its source text.

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::layout::source_check::CheckState;
use crate::layout::view_kind::ViewKind;
use kzq_corpus::{EntryId, Wording};

impl Model {
    /// Returns the check of an entry, and requests it if needed.
    pub(super) fn source_check(&mut self, entry: Option<EntryId>, effects: &mut Vec<Effect>) -> CheckState {
        let (corpus, corpus_revision) = (&self.collections.corpus, self.collections.corpus_revision);
        let (state, is_new) = self.detail.check.request(entry, corpus, corpus_revision);
        if let Some(entry) = entry.filter(|_| is_new) {
            effects.push(Effect::Verify { entry, corpus_revision });
        }
        state
    }

    /// Opens the passage view: the words of the current entry in their source.
    pub(super) fn open_passage(&mut self) {
        let Some(id) = self.entry() else { return self.show_toast("no entry selected", ToastLevel::Info) };
        match self.detail.check.result(id) {
            Some(verified) => self.open_view(ViewKind::Passage(verified)),
            None if CheckState::is_possible(&self.collections.corpus, id) => {
                self.show_toast("loading source text…", ToastLevel::Info);
            }
            None if self.collections.corpus.entry(id).wording() == Wording::Verbatim => {
                self.show_toast(
                    "no source text for this quotation; add `text: \"FILE\"` to the source in your collection",
                    ToastLevel::Info,
                );
            }
            None => {
                self.show_toast(
                    "only verbatim quotations can be found in a source; = compares this with the original words",
                    ToastLevel::Info,
                );
            }
        }
    }
}
