//! Checking the current entry against its source text.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::layout::source_check::{Check, Verified};
use crate::layout::view_kind::Subject;
use kzq_corpus::{EntryId, Wording};

impl Model {
    /// Returns the check of an entry, and requests it if needed.
    pub(super) fn check(&mut self, entry: Option<EntryId>, effects: &mut Vec<Effect>) -> Check {
        let Some(entry) = entry.filter(|&entry| Check::is_possible(&self.corpus, entry)) else {
            self.checking = None;
            return Check::None;
        };
        let asked = (entry, self.edition);
        if self.checking != Some(asked) {
            self.checking = Some(asked);
            effects.push(Effect::Verify { entry, edition: self.edition });
        }
        // After the collections have grown, the last result is shown until it is checked again.
        let known = self.verified.clone().filter(|verified| verified.entry == entry);
        known.map_or(Check::Pending, Check::Done)
    }

    /// Returns whether a requested check is still pending.
    pub(crate) fn is_checking(&self) -> bool {
        let known = self.verified.as_ref().map(|verified| (verified.entry, verified.edition));
        self.checking.is_some() && self.checking != known
    }

    /// Stores the result of a check, if it is still wanted.
    pub(super) fn on_verified(&mut self, verified: Verified) {
        if self.checking == Some((verified.entry, verified.edition)) {
            self.verified = Some(Arc::new(verified));
        }
    }

    /// Opens the passage view: the words of the current entry in their source.
    pub(super) fn open_passage(&mut self) {
        let Some(id) = self.entry() else { return self.say("there is no entry here", Tone::Plain) };
        match self.verified.clone().filter(|verified| verified.entry == id) {
            Some(verified) => self.open_sheet(Subject::Passage(verified)),
            None if Check::is_possible(&self.corpus, id) => self.say("its source is still being read", Tone::Plain),
            None if self.corpus.entry(id).wording() == Wording::Verbatim => {
                self.say("the collection names no text of its source (see text: in the README)", Tone::Plain);
            }
            None => self.say("only verbatim words stand in a source; = compares this with them", Tone::Plain),
        }
    }
}
