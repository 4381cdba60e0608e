//! Checking the current entry against its source text.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::layout::source_check::{CheckState, VerifyDone};
use crate::layout::view_kind::ViewKind;
use kzq_corpus::{EntryId, Wording};

impl Model {
    /// Returns the check of an entry, and requests it if needed.
    pub(super) fn source_check(&mut self, entry: Option<EntryId>, effects: &mut Vec<Effect>) -> CheckState {
        let Some(entry) = entry.filter(|&entry| CheckState::is_possible(&self.corpus, entry)) else {
            self.requested_check = None;
            return CheckState::None;
        };
        let request = (entry, self.corpus_revision);
        if self.requested_check != Some(request) {
            self.requested_check = Some(request);
            effects.push(Effect::Verify { entry, corpus_revision: self.corpus_revision });
        }
        // After the collections have grown, the last result is shown until it is checked again.
        let last = self.last_check.clone().filter(|verified| verified.entry == entry);
        last.map_or(CheckState::Pending, CheckState::Done)
    }

    /// Returns whether a requested check is still pending.
    pub(crate) fn is_check_pending(&self) -> bool {
        let last = self.last_check.as_ref().map(|verified| (verified.entry, verified.corpus_revision));
        self.requested_check.is_some() && self.requested_check != last
    }

    /// Stores the result of a check, if it is still wanted.
    pub(super) fn on_verified(&mut self, verified: VerifyDone) {
        if self.requested_check == Some((verified.entry, verified.corpus_revision)) {
            self.last_check = Some(Arc::new(verified));
        }
    }

    /// Opens the passage view: the words of the current entry in their source.
    pub(super) fn open_passage(&mut self) {
        let Some(id) = self.entry() else { return self.show_toast("there is no entry here", ToastLevel::Info) };
        match self.last_check.clone().filter(|verified| verified.entry == id) {
            Some(verified) => self.open_view(ViewKind::Passage(verified)),
            None if CheckState::is_possible(&self.corpus, id) => {
                self.show_toast("its source is still being read", ToastLevel::Info);
            }
            None if self.corpus.entry(id).wording() == Wording::Verbatim => {
                self.show_toast(
                    "the collection names no text of its source (see text: in the README)",
                    ToastLevel::Info,
                );
            }
            None => {
                self.show_toast("only verbatim words stand in a source; = compares this with them", ToastLevel::Info);
            }
        }
    }
}
