//! [`Model`]: the state of the browser, from which every frame is drawn.

use std::sync::Arc;

use super::event::{CorpusUpdate, Effect, Event, Generation, LoadStage, Progress};
use super::focus::Focus;
use super::jump_list::{JumpEntry, JumpList};
use super::line_edit::LineEdit;
use super::marked::MarkedEntries;
use super::panes::Panes;
use super::phrase_select::PhraseSelect;
use super::popup::Popup;
use super::preferences::Preferences;
use super::query_history::QueryHistory;
use super::scroll::{ListCursor, Scroll};
use super::shelf_state::ShelfState;
use super::sidebar::Sidebar;
use super::update::{DeferredMove, Restoring};
use super::view::View;
use crate::keys::chord::Chord;
use crate::keys::keymap::Keymap;
use crate::layout::page::Page;
use crate::layout::preview::Preview;
use crate::layout::source_check::VerifyDone;
use kzq_corpus::{Corpus, EntryId};
use kzq_export::Format;
use kzq_search::{Answer, FacetCounts, FacetFilter, Query};
use kzq_text::Safe;

/// A message that is shown until the next key press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The text of the message.
    pub text: Safe<'static>,
    /// Whether it reports a success, a failure or neither.
    pub level: ToastLevel,
}

/// The severity of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastLevel {
    /// Something went well.
    Success,
    /// Something failed.
    Error,
    /// Neutral information.
    Info,
}

/// The state of the browser.
///
/// The `ui` module reads it through accessors; only [`Model::update`] changes it.
#[derive(Debug)]
pub struct Model {
    pub(super) corpus: Arc<Corpus>,
    pub(super) keymap: Keymap,
    pub(super) size: (u16, u16),
    pub(super) focus: Focus,
    pub(super) filter: LineEdit,
    pub(super) query: Query,
    pub(super) selection: FacetFilter,
    /// The user's shelf with its unsaved changes.
    pub(super) shelf_state: ShelfState,
    pub(super) generation: Generation,
    /// The latest search that was answered.
    pub(super) answered_generation: Generation,
    pub(super) answer: Answer,
    /// The number of entries of each facet without a filter.
    pub(super) totals: FacetCounts,
    /// How far loading the collections has come; `None` once complete.
    pub(super) progress: Option<Progress>,
    /// Whether all rows of the answer were requested.
    pub(super) all_requested: bool,
    /// Whether to move to the last row as soon as it arrives.
    pub(super) goto_last_pending: bool,
    /// The entry that was selected before the list grew, until the list contains it again or the user moves.
    pub(super) anchor: Option<EntryId>,
    pub(super) sidebar: Sidebar,
    pub(super) list_cursor: ListCursor,
    /// An entry that is shown although the list does not contain it.
    pub(super) off_list_entry: Option<EntryId>,
    pub(super) page: Page,
    pub(super) scroll: Scroll,
    /// The index of the match on the page that was jumped to last.
    pub(super) match_index: Option<usize>,
    /// What to do as soon as the page is completely laid out.
    pub(super) deferred: Option<DeferredMove>,
    pub(super) marked: MarkedEntries,
    /// The preview of copying the marked entries, with the entries and the wrap width it was made for.
    pub(super) marked_preview: Option<(MarkedEntries, usize, Preview)>,
    /// The format of a plain copy.
    pub(super) default_format: Format,
    /// The formats in the copy menu.
    pub(super) formats: Arc<[Format]>,
    /// The format last used in the copy menu.
    pub(super) last_menu_format: Format,
    pub(super) popup: Option<Popup>,
    /// The stack of full-screen views over the panes; the last one is visible.
    pub(super) views: Vec<View>,
    /// The user's position before each jump.
    pub(super) jump_list: JumpList,
    /// An entry to return to, whether the list contains it or not.
    pub(super) anchor_off_list: Option<EntryId>,
    /// The position before the filter was focused.
    pub(super) before_filter: Option<JumpEntry>,
    /// The phrase selection, while it is active.
    pub(super) phrase_select: Option<PhraseSelect>,
    /// The latest result of a source check.
    pub(super) last_check: Option<Arc<VerifyDone>>,
    /// The entry last sent to a source check, and the corpus revision.
    pub(super) requested_check: Option<(EntryId, u64)>,
    /// Why the changed collections can't be reloaded.
    pub(super) reload_error: Option<Safe<'static>>,
    /// The query history.
    pub(super) query_history: QueryHistory,
    /// The session position that is being restored.
    pub(super) restoring: Option<Restoring>,
    /// Incremented whenever the collections grow or are reloaded.
    pub(super) corpus_revision: u64,
    /// Incremented whenever the words of entries, or the references between them, may have changed.
    pub(super) text_revision: u64,
    pub(super) toast: Option<Toast>,
    /// Keys pressed that may start a sequence.
    pub(super) pending_keys: Vec<Chord>,
    pub(super) mouse_capture: bool,
}

impl Model {
    /// Creates a browser of `corpus` on a screen of `size` columns and rows; returns its first effects too.
    pub fn new(corpus: Arc<Corpus>, size: (u16, u16)) -> (Self, Vec<Effect>) {
        let mut model = Self::loading(size);
        let totals = FacetCounts::unfiltered(&corpus);
        let effects = model.update(Event::CorpusUpdated(Box::new(CorpusUpdate { corpus, totals, progress: None })));
        (model, effects)
    }

    /// Creates a browser whose collections are still being loaded, on a screen of `size` columns and rows.
    pub fn loading(size: (u16, u16)) -> Self {
        Self::with_preferences(Preferences::default(), size)
    }

    /// Like [`Self::opening`], with the user's preferences.
    pub fn with_preferences(preferences: Preferences, size: (u16, u16)) -> Self {
        let mut model = Self {
            corpus: Arc::default(),
            keymap: preferences.keymap,
            size,
            focus: Focus::List,
            filter: LineEdit::default(),
            query: Query::default(),
            selection: FacetFilter::default(),
            shelf_state: ShelfState::default(),
            generation: Generation::default(),
            answered_generation: Generation::default(),
            answer: Answer::default(),
            totals: FacetCounts::default(),
            progress: Some(Progress::new(LoadStage::Reading, 0, 0)),
            anchor: None,
            all_requested: false,
            goto_last_pending: false,
            sidebar: Sidebar::default(),
            list_cursor: ListCursor::default(),
            off_list_entry: None,
            page: Page::default(),
            scroll: Scroll::default(),
            match_index: None,
            deferred: None,
            marked: MarkedEntries::default(),
            marked_preview: None,
            default_format: preferences.default_format,
            formats: Format::ALL
                .into_iter()
                .chain(preferences.template.map(|template| Format::Template(Some(template))))
                .collect(),
            last_menu_format: preferences.default_format,
            popup: None,
            views: Vec::new(),
            jump_list: JumpList::default(),
            anchor_off_list: None,
            before_filter: None,
            phrase_select: None,
            last_check: None,
            requested_check: None,
            reload_error: None,
            query_history: QueryHistory::default(),
            restoring: None,
            corpus_revision: 0,
            text_revision: 0,
            toast: None,
            pending_keys: Vec::new(),
            mouse_capture: preferences.mouse_capture,
        };
        model.restore_invariants(&mut Vec::new());
        model
    }

    /// The collections being browsed.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// A shared handle to the corpus, for other threads.
    pub fn shared_corpus(&self) -> Arc<Corpus> {
        Arc::clone(&self.corpus)
    }

    /// The key bindings in use.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The size of the screen in columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The areas of the panes at the current screen size.
    pub fn panes(&self) -> Panes {
        Panes::split(self.size.0, self.size.1, self.focus)
    }

    /// The pane that receives the keys, unless a popup does.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// The text field of the filter.
    pub fn filter(&self) -> &LineEdit {
        &self.filter
    }

    /// The filter text, parsed as a query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The active facets.
    pub fn selection(&self) -> &FacetFilter {
        &self.selection
    }

    /// The user's shelf with its unsaved changes.
    pub fn shelf_state(&self) -> &ShelfState {
        &self.shelf_state
    }

    /// The answer of the latest search.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// The number of entries of each facet without a filter.
    pub fn totals(&self) -> &FacetCounts {
        &self.totals
    }

    /// How far loading the collections has come; `None` once complete.
    pub fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// Whether the answer shown belongs to an older search than the current one.
    pub fn is_searching(&self) -> bool {
        self.answered_generation != self.generation
    }

    /// The sidebar of topics and other facets.
    pub fn sidebar(&self) -> &Sidebar {
        &self.sidebar
    }

    /// The cursor in the list; its unit is entries, not rows.
    pub fn list_cursor(&self) -> ListCursor {
        self.list_cursor
    }

    /// The entry shown in the detail pane.
    pub fn entry(&self) -> Option<EntryId> {
        self.off_list_entry.or_else(|| self.answer.hits.get(self.list_cursor.index).map(|hit| hit.entry))
    }

    /// The entry that actions apply to: the one at the cursor of the view, or else the one in the detail pane.
    pub fn target_entry(&self) -> Option<EntryId> {
        self.view().map_or_else(|| self.entry(), View::target)
    }

    /// The visible full-screen view, if any.
    pub fn view(&self) -> Option<&View> {
        self.views.last()
    }

    /// Whether something visible is still being computed.
    pub fn is_waiting(&self) -> bool {
        self.is_searching() || self.is_check_pending() || self.view().is_some_and(View::is_loading)
    }

    /// Whether the displayed quotation can be checked against its source text.
    pub fn has_source_text(&self) -> bool {
        self.requested_check.is_some()
    }

    /// Whether the displayed entry is not in the list.
    pub fn is_off_list(&self) -> bool {
        self.off_list_entry.is_some()
    }

    /// The displayed entry, laid out.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The line of the page with the match that was jumped to last.
    pub fn match_line(&self) -> Option<usize> {
        self.page.match_lines().get(self.match_index?).copied()
    }

    /// The scroll position of the page.
    pub fn scroll(&self) -> Scroll {
        self.scroll
    }

    /// The marked entries.
    pub fn marked(&self) -> &MarkedEntries {
        &self.marked
    }

    /// The phrase selection, while it is active.
    pub fn phrase_select(&self) -> Option<&PhraseSelect> {
        self.phrase_select.as_ref()
    }

    /// What copying will paste: the selected phrase, or else the marked entries, or else the displayed entry.
    pub fn preview(&self) -> Option<&Preview> {
        if let Some(picking) = &self.phrase_select {
            return picking.preview.as_ref().map(|(_, _, preview)| preview);
        }
        let marked = self.marked_preview.as_ref().map(|(_, _, preview)| preview);
        marked.or_else(|| self.page.preview())
    }

    /// The open popup, if any.
    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    /// The current message, if any.
    pub fn toast(&self) -> Option<&Toast> {
        self.toast.as_ref()
    }
}
