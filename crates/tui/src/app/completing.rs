//! [`Completing`]: what completes the filter at its cursor.

use std::cell::OnceCell;

use super::text_edit::TextEdit;
use kzq_corpus::Corpus;
use kzq_search::{Completion, FacetCounts, KnownValues, RareValues};
use kzq_text::Safe;

/// The completion of the filter at its cursor, with the candidate that will be taken.
#[derive(Debug, Default)]
pub(super) struct Completing {
    /// The text, the cursor and the revision of the collections that it belongs to.
    key: Option<(Safe<'static>, usize, u64)>,
    completion: Option<Completion>,
    selected: usize,
    /// Values of the collections of a revision.
    rare: (u64, OnceCell<RareValues>),
}

impl Completing {
    /// The completion and the index of the selected candidate, if something can be completed.
    pub(super) fn shown(&self) -> Option<(&Completion, usize)> {
        self.completion.as_ref().map(|completion| (completion, self.selected))
    }

    /// Closes the list of candidates until something else is typed; returns whether it was open.
    pub(super) fn close(&mut self) -> bool {
        self.completion.take().is_some()
    }

    /// Forgets what was typed.
    pub(super) fn reset(&mut self) {
        self.close();
        self.key = None;
    }

    /// Selects another candidate, from the last one the first.
    pub(super) fn select(&mut self, is_next: bool) {
        let count = self.completion.as_ref().map_or(0, |completion| completion.candidates.len());
        let step = if is_next { 1 } else { count.saturating_sub(1) };
        self.selected = (self.selected + step).checked_rem(count).unwrap_or_default();
    }

    /// Looks for candidates, unless that was done for this text and these collections.
    pub(super) fn sync(
        &mut self,
        edit: &TextEdit,
        revision: u64,
        (corpus, totals): (&Corpus, &FacetCounts),
        lists: impl Iterator<Item = Safe<'static>>,
    ) {
        let (text, cursor) = (edit.text(), edit.cursor());
        let is_same =
            |(other, at, of): &(Safe<'static>, usize, u64)| (*other == text, *at, *of) == (true, cursor, revision);
        if self.key.as_ref().is_some_and(is_same) {
            return;
        }
        if self.rare.0 != revision {
            self.rare = (revision, OnceCell::new());
        }
        // Where something cannot be shown as it was typed, places in the two texts differ.
        let is_plain = edit.before_cursor().as_str().len() == cursor;
        let lists: Vec<Safe<'static>> = lists.collect();
        let known = KnownValues { corpus, totals: Some(totals), lists: &lists, rare: &self.rare.1 };
        self.completion = if is_plain { Completion::find(text.as_str(), cursor, &known) } else { None };
        self.selected = 0;
        self.key = Some((text.into_owned(), cursor, revision));
    }
}
