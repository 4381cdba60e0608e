//! [`NoteEdit`]: the editor for the note on an entry, or for what is added to the notes on several.

use std::sync::Arc;

use super::scroll::Scroll;
use super::text_edit::TextEdit;
use kzq_shelf::{Change, EntryName, EntrySnapshot};
use kzq_text::{Safe, safe};

/// The state of the note editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEdit {
    targets: Vec<NoteTarget>,
    /// The text being edited.
    pub text: TextEdit,
    /// The scroll position.
    pub scroll: Scroll,
}

/// An entry whose note is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteTarget {
    pub(super) entry: EntryName,
    /// A snapshot of the entry when the note was opened.
    pub(super) snapshot: Arc<EntrySnapshot>,
    /// The note when it was opened; `None` if there was none.
    pub(super) original: Option<Safe<'static>>,
}

impl NoteEdit {
    /// Opens the note on one entry; for several, what is written is added to the notes they have.
    pub(super) fn new(targets: Vec<NoteTarget>) -> Self {
        let original = match &targets[..] {
            [one] => one.original.as_ref(),
            _ => None,
        };
        let text = TextEdit::multiline(original.map_or("", Safe::as_str));
        Self { targets, text, scroll: Scroll::default() }
    }

    /// What the note is about: an entry, or how many.
    pub fn subject(&self) -> Safe<'static> {
        match &self.targets[..] {
            [one] => one.entry.text().clone(),
            several => safe!(several.len(), " marked entries, added to their notes"),
        }
    }

    /// The changes that save what is written; none if it changes nothing.
    pub(super) fn changes(&self) -> Vec<Change> {
        let written = self.text.text();
        let written = written.as_str().trim_end();
        let is_one = self.targets.len() == 1;
        let change = |target: &NoteTarget| {
            let NoteTarget { entry, snapshot, original: from } = target.clone();
            let text = match &from {
                Some(before) if !is_one && written.is_empty() => before.as_str().to_owned(),
                Some(before) if !is_one => format!("{before}\n\n{written}"),
                _ => written.to_owned(),
            };
            let to = (!text.is_empty()).then(|| Safe::text(text));
            (from != to).then_some(Change::Note { entry, snapshot: Some(snapshot), from, to })
        };
        self.targets.iter().filter_map(change).collect()
    }
}
