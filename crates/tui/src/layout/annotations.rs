//! [`EntryAnnotations`]: what the user's shelf records about an entry, shown beside what its collection says.

use std::ops::Range;

use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_shelf::{EntryName, Shelf};
use kzq_text::Safe;
use kzq_text::ranges::merge_ranges;
use kzq_text::safe;

/// Maximum number of bytes shown of an entry's former text.
const MAX_FORMER_BYTES: usize = 2000;

/// Maximum number of uses shown.
const MAX_USES: usize = 5;

/// An entry's annotations on the user's shelf: note, lists and highlights, and what has changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EntryAnnotations {
    pub(super) note: Option<Safe<'static>>,
    pub(super) lists: Vec<Safe<'static>>,
    /// Ranges of the highlights in the entry's text, sorted and disjoint.
    pub(super) highlights: Vec<Range<usize>>,
    /// Highlighted words that the text no longer contains.
    pub(super) lost_highlights: Vec<Safe<'static>>,
    /// The latest uses, each with its format, the last one first.
    pub(super) uses: Vec<Safe<'static>>,
    /// What the entry said when it was put on the shelf, if it says something else now.
    pub(super) former_text: Option<Safe<'static>>,
}

impl EntryAnnotations {
    /// Collects what a shelf records about an entry.
    pub(crate) fn of(corpus: &Corpus, id: EntryId, shelf: &Shelf) -> Self {
        let name = EntryName::new(corpus, id);
        let Some(held) = shelf.annotation(&name) else { return Self::default() };
        let was = held.snapshot.as_deref().filter(|_| held.has_changed(corpus.entry(id))).map(|imprint| {
            let words = imprint.text.prefix(MAX_FORMER_BYTES);
            match imprint.wording {
                Wording::Verbatim => safe!("“", words, "”"),
                Wording::Reported | Wording::Summary => words.into_owned(),
            }
        });
        let lists = shelf.lists_containing(&name).map(|list| list.name.clone()).collect();
        let text = corpus.entry(id).text();
        let (mut highlights, mut lost) = (Vec::new(), Vec::new());
        for highlight in &held.highlights {
            match highlight.locate(text.as_str()) {
                Some(range) => highlights.push(range),
                None => lost.push(highlight.words.clone()),
            }
        }
        Self {
            note: held.note.clone(),
            lists,
            highlights: merge_ranges(highlights),
            lost_highlights: lost,
            uses: held
                .uses
                .iter()
                .rev()
                .take(MAX_USES)
                .map(|it| safe!(Safe::line(it.date.to_string()), " (", it.format, ")"))
                .collect(),
            former_text: was,
        }
    }
}
