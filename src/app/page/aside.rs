//! [`Aside`]: what the reader's shelf says of an entry, beside what its collection says.

use std::ops::Range;

use super::draft::Draft;
use super::piece::Role;
use crate::corpus::{Corpus, EntryId, Wording};
use crate::safe;
use crate::shelf::{EntryName, Shelf};
use crate::text::Safe;
use crate::text::ranges::merged;

/// How much of what an entry said before is shown, in bytes.
const SHOWN: usize = 2000;

/// What the reader's shelf says of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Aside {
    note: Option<Safe<'static>>,
    lists: Vec<Safe<'static>>,
    /// Where its highlighted passages stand in its text, in order and apart.
    pub(super) highlights: Vec<Range<usize>>,
    /// The words of those that are not in the text any more.
    lost: Vec<Safe<'static>>,
    /// What it said when it was put on the shelf, if it says something else now.
    was: Option<Safe<'static>>,
}

impl Aside {
    /// What a shelf says of an entry.
    pub(in crate::app) fn of(corpus: &Corpus, id: EntryId, shelf: &Shelf) -> Self {
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

    /// Sets it.
    pub(super) fn set(&self, draft: &mut Draft) {
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
