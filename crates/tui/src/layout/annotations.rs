//! [`Aside`]: what the user's shelf records about an entry, shown beside what its collection says.

use std::ops::Range;

use super::page_builder::Draft;
use super::span::Role;
use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_shelf::{EntryName, Shelf};
use kzq_text::Safe;
use kzq_text::ranges::merged;
use kzq_text::safe;

/// Maximum number of bytes shown of an entry's former text.
const SHOWN: usize = 2000;

/// An entry's annotations on the user's shelf: note, lists and highlights, and what has changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Aside {
    note: Option<Safe<'static>>,
    lists: Vec<Safe<'static>>,
    /// Ranges of the highlights in the entry's text, sorted and disjoint.
    pub(crate) highlights: Vec<Range<usize>>,
    /// Highlighted words that the text no longer contains.
    lost: Vec<Safe<'static>>,
    /// What the entry said when it was put on the shelf, if it says something else now.
    was: Option<Safe<'static>>,
}

impl Aside {
    /// Collects what a shelf records about an entry.
    pub(crate) fn of(corpus: &Corpus, id: EntryId, shelf: &Shelf) -> Self {
        let name = EntryName::of(corpus, id);
        let Some(held) = shelf.held(&name) else { return Self::default() };
        let was = held.imprint.as_deref().filter(|_| held.is_changed(corpus.entry(id))).map(|imprint| {
            let words = imprint.text.beginning(SHOWN);
            match imprint.wording {
                Wording::Verbatim => safe!("“", words, "”"),
                Wording::Reported | Wording::Summary => words.into_owned(),
            }
        });
        let lists = shelf.lists_with(&name).map(|list| list.name.clone()).collect();
        let text = corpus.entry(id).text();
        let (mut highlights, mut lost) = (Vec::new(), Vec::new());
        for highlight in &held.highlights {
            match highlight.within(text.as_str()) {
                Some(range) => highlights.push(range),
                None => lost.push(highlight.words.clone()),
            }
        }
        Self { note: held.note.clone(), lists, highlights: merged(highlights), lost, was }
    }

    /// Adds the annotations to a page.
    pub(crate) fn set(&self, draft: &mut Draft) {
        if let Some(was) = &self.was {
            draft.labelled("CHANGED", &safe!("since it was put on your shelf; it was: ", was), Role::Warning);
        }
        for words in &self.lost {
            draft.labelled("LOST", &safe!("highlighted, and not in the text any more: ", words), Role::Warning);
        }
        if let Some(note) = &self.note {
            draft.labelled("MY NOTE", note, Role::Body);
        }
        if !self.lists.is_empty() {
            draft.labelled_list("MY LISTS", &self.lists, Role::Body, false);
        }
    }
}
