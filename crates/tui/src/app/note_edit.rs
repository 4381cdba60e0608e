//! [`NoteEdit`]: the editor for the note on an entry, or for what is added to the notes on several.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::scroll::Scroll;
use super::text_edit::TextEdit;
use kzq_shelf::{Change, EntryName, EntrySnapshot, Shelf};
use kzq_text::{Safe, safe};

/// The state of the note editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEdit {
    targets: Vec<NoteTarget>,
    /// The text being edited.
    pub text: TextEdit,
    /// The scroll position.
    pub scroll: Scroll,
    /// Whether an earlier browser left it unfinished.
    is_recovered: bool,
}

/// An unfinished note, to continue after the browser has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteDraft {
    targets: Vec<NoteTarget>,
    /// The text, as it was typed.
    pub text: String,
    /// Whether an earlier browser left it unfinished.
    #[serde(skip)]
    pub is_recovered: bool,
}

/// An entry whose note is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        Self { targets, text, scroll: Scroll::default(), is_recovered: false }
    }

    /// Opens a note that an earlier browser left unfinished.
    pub(super) fn resume(draft: NoteDraft) -> Self {
        let text = TextEdit::multiline(&draft.text);
        Self { targets: draft.targets, text, scroll: Scroll::default(), is_recovered: true }
    }

    /// The note as written so far.
    pub fn draft(&self) -> NoteDraft {
        NoteDraft { targets: self.targets.clone(), text: self.text.raw().to_owned(), is_recovered: self.is_recovered }
    }

    /// Whether a draft has all that is written.
    pub fn is_kept_by(&self, draft: &NoteDraft) -> bool {
        self.targets == draft.targets && self.text.raw() == draft.text
    }

    /// Whether a shelf has all that is written.
    pub(super) fn is_on(&self, shelf: &Shelf) -> bool {
        let written = self.text.text();
        let written = written.as_str().trim_end();
        let has = |target: &NoteTarget| {
            let note = shelf.note(&target.entry).map_or("", Safe::as_str);
            note == written || (self.targets.len() > 1 && note.ends_with(written))
        };
        self.targets.iter().all(has)
    }

    /// Takes the note that a shelf has by now for the one that was edited, if what is written has it as a part: it was saved
    /// in the meantime, and written on.
    pub(super) fn rebase(&mut self, shelf: &Shelf) {
        for target in &mut self.targets {
            let now = shelf.note(&target.entry);
            if now.is_some_and(|now| self.text.raw().contains(now.as_str())) {
                target.original = now.cloned();
            }
        }
    }

    /// What the note is about: an entry, or how many.
    pub fn subject(&self) -> Safe<'static> {
        match &self.targets[..] {
            [one] => one.entry.text().clone(),
            several => safe!(several.len(), " marked entries, added to their notes"),
        }
    }

    /// Whether what is written changes anything. The browser asks at each turn, and a note may be long.
    pub(super) fn has_changes(&self) -> bool {
        let written = self.text.text();
        let written = written.as_str().trim_end();
        match &self.targets[..] {
            [one] => one.original.as_ref().map_or("", Safe::as_str) != written,
            several => !several.is_empty() && !written.is_empty(),
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
