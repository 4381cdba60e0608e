//! [`Completing`]: what completes the filter at its cursor.

use std::sync::Arc;

use super::text_edit::TextEdit;
use crate::layout::completion_job::{CompletionJob, SharedRareValues};
use crate::layout::limits::has_many_names;
use kzq_corpus::Corpus;
use kzq_search::{Completion, FacetCounts};
use kzq_shelf::Shelf;
use kzq_text::Safe;

/// The completion of the filter at its cursor, with the candidate that will be taken.
#[derive(Debug, Default)]
pub(super) struct Completing {
    /// The text, the cursor and the revision of the collections that it belongs to.
    key: Option<(Safe<'static>, usize, u64)>,
    completion: Option<Completion>,
    /// The completion is being looked for.
    pending: Option<CompletionJob>,
    selected: usize,
    /// Values of the collections of a revision.
    rare: (u64, SharedRareValues),
}

impl Completing {
    /// The completion and the index of the selected candidate, if something can be completed.
    pub(super) fn shown(&self) -> Option<(&Completion, usize)> {
        self.completion.as_ref().map(|completion| (completion, self.selected))
    }

    /// Whether the completion is still being looked for.
    pub(super) fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Closes the list of candidates until something else is typed; returns whether it was open.
    pub(super) fn close(&mut self) -> bool {
        self.pending = None;
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

    /// Looks for candidates, unless that was done for this text and these collections; in large ones, returns a job that
    /// does.
    pub(super) fn sync(
        &mut self,
        edit: &TextEdit,
        (corpus, revision): (&Corpus, u64),
        totals: &Arc<FacetCounts>,
        shelf: Arc<Shelf>,
    ) -> Option<CompletionJob> {
        let (text, cursor) = (edit.text(), edit.cursor());
        let is_same =
            |(other, at, of): &(Safe<'static>, usize, u64)| (*other == text, *at, *of) == (true, cursor, revision);
        if self.key.as_ref().is_some_and(is_same) {
            return None;
        }
        if self.rare.0 != revision {
            self.rare = (revision, SharedRareValues::default());
        }
        // Where something cannot be shown as it was typed, places in the two texts differ.
        let is_plain = edit.before_cursor().as_str().len() == cursor;
        let text = text.into_owned();
        self.key = Some((text.clone(), cursor, revision));
        self.completion = None;
        self.selected = 0;
        self.pending = is_plain.then(|| CompletionJob {
            text,
            cursor,
            corpus_revision: revision,
            totals: Arc::clone(totals),
            shelf,
            rare: Arc::clone(&self.rare.1),
        });
        if !has_many_names(corpus) {
            self.finish(corpus);
        }
        self.pending.clone()
    }

    /// Finishes the search for candidates now: what the next key does depends on them.
    pub(super) fn finish(&mut self, corpus: &Corpus) {
        if let Some(job) = self.pending.take() {
            self.completion = job.run(corpus);
        }
    }

    /// Takes the result of a job, if it is still wanted.
    pub(super) fn on_done(&mut self, job: &CompletionJob, completion: Option<Completion>) {
        if self.pending.as_ref() == Some(job) {
            self.pending = None;
            self.completion = completion;
        }
    }
}
