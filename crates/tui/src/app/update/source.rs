//! The source of an entry: opening it, and going through its entries.

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use kzq_corpus::{EntryId, Source};
use kzq_export::seconds_of;
use kzq_text::Safe;

impl Model {
    /// Opens the source in a browser; a recording where the words are said.
    pub(super) fn open_source(&mut self, effects: &mut Vec<Effect>) {
        let Some(id) = self.target_entry() else {
            return self.show_toast("no entry selected", ToastLevel::Info);
        };
        let entry = self.collections.corpus.entry(id);
        let url = self.collections.corpus.source_of(entry).and_then(Source::address);
        let start = entry.time().and_then(|time| seconds_of(time.as_str()));
        match (url.map(Safe::into_visible), start) {
            (Some(url), Some(seconds)) => effects.push(Effect::OpenRecording { url, seconds }),
            (Some(url), None) => effects.push(Effect::OpenUrl(url)),
            (None, _) => self.show_toast("no URL for this source", ToastLevel::Info),
        }
    }

    /// Goes to another entry of the same source, in the list or off it.
    pub(super) fn go_to_in_source(&mut self, neighbour: impl Fn(&Self, EntryId) -> Option<EntryId>) {
        let Some(from) = self.entry() else {
            return self.show_toast("no entry selected", ToastLevel::Info);
        };
        let Some(to) = neighbour(self, from) else {
            return self.show_toast("no more entries in this source", ToastLevel::Info);
        };
        self.push_jump();
        self.go_to_entry(to);
    }
}
