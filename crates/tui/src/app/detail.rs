//! [`Detail`]: the entry that is read, and the position in it.

use std::sync::Arc;

use super::focus::Focus;
use super::phrase_select::PhraseSelect;
use super::scroll::Scroll;
use crate::layout::page::Page;
use crate::layout::source_check::{CheckState, VerifyDone};
use kzq_corpus::{Corpus, EntryId};

/// A move that is made when the page is complete, unless another key or the mouse comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeferredMove {
    /// To the end of the page.
    End,
    /// To the match after the last known one.
    NextMatch,
    /// To the first match of the page.
    FirstMatch,
    /// To the last match of the page.
    LastMatch,
    /// To a line of the page.
    Line(usize),
}

/// The detail pane.
#[derive(Debug, Default)]
pub(super) struct Detail {
    /// An entry that is shown although the list does not contain it.
    pub(super) off_list_entry: Option<EntryId>,
    /// The displayed entry, laid out.
    pub(super) page: Page,
    pub(super) scroll: Scroll,
    /// The index of the match on the page that was jumped to last.
    pub(super) match_index: Option<usize>,
    /// The index of the selected row among those of the page that lead elsewhere.
    pub(super) link: Option<usize>,
    /// What to do as soon as the page is completely laid out.
    pub(super) deferred: Option<DeferredMove>,
    /// The phrase selection, while it is active.
    pub(super) phrase_select: Option<PhraseSelect>,
    /// The pane that had the focus before, to return to.
    pub(super) focus_before_select: Focus,
    /// The check of the displayed entry against its source text.
    pub(super) check: SourceCheck,
}

impl Detail {
    /// The line of the page with the match that was jumped to last.
    pub(super) fn match_line(&self) -> Option<usize> {
        self.page.match_lines().get(self.match_index?).copied()
    }

    /// Goes to the top of another entry; `off_list` is that entry, if the list does not contain it.
    pub(super) fn go_to_top(&mut self, off_list: Option<EntryId>) {
        self.off_list_entry = off_list;
        self.scroll = Scroll::default();
        self.match_index = None;
        self.link = None;
    }

    /// Drops everything that may hold ids of the previous collections; the entry is restored by name.
    pub(super) fn clear_ids(&mut self) {
        let Self { scroll, .. } = std::mem::take(self);
        *self = Self { scroll, ..Self::default() };
    }
}

/// The check of an entry against its source text, done on another thread.
#[derive(Debug, Default)]
pub(super) struct SourceCheck {
    /// The latest result.
    last: Option<Arc<VerifyDone>>,
    /// The entry last sent to a check, and the corpus revision.
    requested: Option<(EntryId, u64)>,
}

impl SourceCheck {
    /// The state of the check of an entry, and whether it must be requested now.
    pub(super) fn request(&mut self, entry: Option<EntryId>, corpus: &Corpus, revision: u64) -> (CheckState, bool) {
        let entry = entry.filter(|&entry| CheckState::is_possible(corpus, entry));
        let request = entry.map(|entry| (entry, revision));
        let is_new = request.is_some() && self.requested != request;
        self.requested = request;
        // After the collections have grown, the last result is shown until the entry is checked again.
        let state = entry.map(|entry| self.result(entry).map_or(CheckState::Pending, CheckState::Done));
        (state.unwrap_or_default(), is_new)
    }

    /// The latest result, if it is about this entry.
    pub(super) fn result(&self, entry: EntryId) -> Option<Arc<VerifyDone>> {
        self.last.clone().filter(|verified| verified.entry == entry)
    }

    /// Whether the displayed entry can be checked.
    pub(super) fn is_possible(&self) -> bool {
        self.requested.is_some()
    }

    /// Whether a requested check has not finished yet.
    pub(super) fn is_pending(&self) -> bool {
        let last = self.last.as_ref().map(|verified| (verified.entry, verified.corpus_revision));
        self.requested.is_some() && self.requested != last
    }

    /// Has the displayed entry checked again; until then the last result is shown.
    pub(super) fn repeat(&mut self) {
        self.requested = None;
    }

    /// Stores the result of a check, if it is still wanted.
    pub(super) fn on_done(&mut self, verified: VerifyDone) {
        if self.requested == Some((verified.entry, verified.corpus_revision)) {
            self.last = Some(Arc::new(verified));
        }
    }
}
