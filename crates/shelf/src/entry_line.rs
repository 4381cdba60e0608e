//! The line of an entry in a shelf file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, EntryName, EntrySnapshot, Highlight};
use crate::shelf::Shelf;
use kzq_corpus::Wording;
use kzq_text::Safe;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryLine<'l> {
    #[serde(borrow)]
    name: Cow<'l, str>,
    #[serde(borrow, default, rename = "imprint", skip_serializing_if = "Option::is_none")]
    snapshot: Option<SnapshotPart<'l>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    starred: bool,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    note: Option<Cow<'l, str>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    highlights: Vec<HighlightPart<'l>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SnapshotPart<'l> {
    fingerprint: String,
    #[serde(borrow)]
    wording: Cow<'l, str>,
    #[serde(borrow)]
    speaker: Cow<'l, str>,
    #[serde(borrow)]
    source: Cow<'l, str>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HighlightPart<'l> {
    start: usize,
    end: usize,
    #[serde(borrow)]
    words: Cow<'l, str>,
}

impl<'l> EntryLine<'l> {
    pub(crate) fn new(name: &'l EntryName, held: &'l Annotation) -> Self {
        let snapshot = held.snapshot.as_deref().map(|snapshot| SnapshotPart {
            fingerprint: hex(snapshot.fingerprint),
            wording: snapshot.wording.name().into(),
            speaker: snapshot.speaker.as_str().into(),
            source: snapshot.source.as_str().into(),
            text: snapshot.text.as_str().into(),
        });
        let highlights = held.highlights.iter();
        let highlights =
            highlights.map(|it| HighlightPart { start: it.start, end: it.end, words: it.words.as_str().into() });
        Self {
            name: name.text().as_str().into(),
            snapshot,
            starred: held.starred,
            note: held.note.as_ref().map(|note| note.as_str().into()),
            highlights: highlights.collect(),
        }
    }

    /// Adds what the line says to its entry, and the note to `notes`. [`Shelf::normalize`] sorts the highlights.
    pub(crate) fn merge_into(self, shelf: &mut Shelf, notes: &mut HashMap<EntryName, Vec<Safe<'static>>>) {
        let name = EntryName::from_text(&self.name);
        let note = self.note.map(|note| Safe::text(note.into_owned())).filter(|note| !note.is_empty());
        if let Some(note) = note {
            notes.entry(name.clone()).or_default().push(note);
        }
        let annotation = shelf.entries.entry(name).or_default();
        annotation.starred |= self.starred;
        if annotation.snapshot.is_none() {
            annotation.snapshot = self.snapshot.and_then(SnapshotPart::into_snapshot).map(Arc::new);
        }
        let highlights = self.highlights.into_iter();
        annotation.highlights.extend(highlights.map(|HighlightPart { start, end, words }| Highlight {
            start,
            end,
            words: Safe::text(words.into_owned()),
        }));
    }
}

impl SnapshotPart<'_> {
    fn into_snapshot(self) -> Option<EntrySnapshot> {
        Some(EntrySnapshot {
            fingerprint: u64::from_str_radix(&self.fingerprint, 16).ok()?,
            wording: Wording::from_name(&self.wording)?,
            text: Safe::text(self.text.into_owned()),
            speaker: Safe::line(self.speaker.into_owned()),
            source: Safe::line(self.source.into_owned()),
        })
    }
}

pub(crate) fn hex(number: u64) -> String {
    format!("{number:016x}")
}
