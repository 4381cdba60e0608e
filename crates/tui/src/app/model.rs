//! [`Model`]: the state of the browser, from which every frame is drawn.

use std::sync::Arc;

use super::event::{Effect, Event, Generation, Growth, Progress, Stage};
use super::focus::Focus;
use super::jump_list::{Jumps, Place};
use super::line_edit::LineEdit;
use super::marked::Marked;
use super::panes::Panes;
use super::phrase_select::Picking;
use super::popup::Popup;
use super::preferences::Preferences;
use super::query_history::Queries;
use super::scroll::{Cursor, Scroll};
use super::shelf_state::Desk;
use super::sidebar::Sidebar;
use super::update::{Later, Returning};
use super::view::Sheet;
use crate::keys::chord::Chord;
use crate::keys::keymap::Keymap;
use crate::layout::page::Page;
use crate::layout::preview::Preview;
use crate::layout::source_check::Verified;
use kzq_corpus::{Corpus, EntryId};
use kzq_export::Format;
use kzq_search::{Answer, Counts, Query, Selection};
use kzq_text::Safe;

/// A message that is shown until the next key press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The text of the message.
    pub text: Safe<'static>,
    /// Whether it reports a success, a failure or neither.
    pub tone: Tone,
}

/// The severity of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something went well.
    Good,
    /// Something failed.
    Bad,
    /// Neutral information.
    Plain,
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
    pub(super) selection: Selection,
    /// The user's shelf with its unsaved changes.
    pub(super) desk: Desk,
    pub(super) generation: Generation,
    /// The latest search that was answered.
    pub(super) answered: Generation,
    pub(super) answer: Answer,
    /// The number of entries of each facet without a filter.
    pub(super) totals: Counts,
    /// How far loading the collections has come; `None` once complete.
    pub(super) opening: Option<Progress>,
    /// Whether all rows of the answer were requested.
    pub(super) wants_all: bool,
    /// Whether to move to the last row as soon as it arrives.
    pub(super) wants_last: bool,
    /// The entry that was selected before the list grew, until the list contains it again or the user moves.
    pub(super) kept: Option<EntryId>,
    pub(super) sidebar: Sidebar,
    pub(super) list: Cursor,
    /// An entry that is shown although the list does not contain it.
    pub(super) excursion: Option<EntryId>,
    pub(super) page: Page,
    pub(super) scroll: Scroll,
    /// The index of the match on the page that was jumped to last.
    pub(super) match_at: Option<usize>,
    /// What to do as soon as the page is completely laid out.
    pub(super) later: Option<Later>,
    pub(super) marked: Marked,
    /// The preview of copying the marked entries, with the entries and the wrap width it was made for.
    pub(super) marked_preview: Option<(Marked, usize, Preview)>,
    /// The format of a plain copy.
    pub(super) copies: Format,
    /// The formats in the copy menu.
    pub(super) formats: Arc<[Format]>,
    /// The format last used in the copy menu.
    pub(super) format: Format,
    pub(super) popup: Option<Popup>,
    /// The stack of full-screen views over the panes; the last one is visible.
    pub(super) sheets: Vec<Sheet>,
    /// The user's position before each jump.
    pub(super) jumps: Jumps,
    /// An entry to return to, whether the list contains it or not.
    pub(super) wanted: Option<EntryId>,
    /// The position before the filter was focused.
    pub(super) before_filter: Option<Place>,
    /// The phrase selection, while it is active.
    pub(super) picking: Option<Picking>,
    /// The latest result of a source check.
    pub(super) verified: Option<Arc<Verified>>,
    /// The entry last sent to a source check, and the corpus revision.
    pub(super) checking: Option<(EntryId, u64)>,
    /// Why the changed collections can't be reloaded.
    pub(super) unreadable: Option<Safe<'static>>,
    /// The query history.
    pub(super) queries: Queries,
    /// The session position that is being restored.
    pub(super) returning: Option<Returning>,
    /// Incremented whenever the collections grow or are reloaded.
    pub(super) edition: u64,
    /// Incremented whenever the words of entries, or the references between them, may have changed.
    pub(super) reading: u64,
    pub(super) toast: Option<Toast>,
    /// Keys pressed that may start a sequence.
    pub(super) pending: Vec<Chord>,
    pub(super) mouse: bool,
}

impl Model {
    /// Creates a browser of `corpus` on a screen of `size` columns and rows; returns its first effects too.
    pub fn new(corpus: Arc<Corpus>, size: (u16, u16)) -> (Self, Vec<Effect>) {
        let mut model = Self::opening(size);
        let totals = Counts::of_all(&corpus);
        let effects = model.update(Event::Grown(Box::new(Growth { corpus, totals, opening: None })));
        (model, effects)
    }

    /// Creates a browser whose collections are still being loaded, on a screen of `size` columns and rows.
    pub fn opening(size: (u16, u16)) -> Self {
        Self::preferring(Preferences::default(), size)
    }

    /// Like [`Self::opening`], with the user's preferences.
    pub fn preferring(preferences: Preferences, size: (u16, u16)) -> Self {
        let mut model = Self {
            corpus: Arc::default(),
            keymap: preferences.keymap,
            size,
            focus: Focus::List,
            filter: LineEdit::default(),
            query: Query::default(),
            selection: Selection::default(),
            desk: Desk::default(),
            generation: Generation::default(),
            answered: Generation::default(),
            answer: Answer::default(),
            totals: Counts::default(),
            opening: Some(Progress::new(Stage::Reading, 0, 0)),
            kept: None,
            wants_all: false,
            wants_last: false,
            sidebar: Sidebar::default(),
            list: Cursor::default(),
            excursion: None,
            page: Page::default(),
            scroll: Scroll::default(),
            match_at: None,
            later: None,
            marked: Marked::default(),
            marked_preview: None,
            copies: preferences.format,
            formats: Format::ALL.into_iter().chain(preferences.template.map(Format::Template)).collect(),
            format: preferences.format,
            popup: None,
            sheets: Vec::new(),
            jumps: Jumps::default(),
            wanted: None,
            before_filter: None,
            picking: None,
            verified: None,
            checking: None,
            unreadable: None,
            queries: Queries::default(),
            returning: None,
            edition: 0,
            reading: 0,
            toast: None,
            pending: Vec::new(),
            mouse: preferences.mouse,
        };
        model.settle(&mut Vec::new());
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
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The user's shelf with its unsaved changes.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The answer of the latest search.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// The number of entries of each facet without a filter.
    pub fn totals(&self) -> &Counts {
        &self.totals
    }

    /// How far loading the collections has come; `None` once complete.
    pub fn progress(&self) -> Option<Progress> {
        self.opening
    }

    /// Whether the answer shown belongs to an older search than the current one.
    pub fn is_searching(&self) -> bool {
        self.answered != self.generation
    }

    /// The sidebar of topics and other facets.
    pub fn sidebar(&self) -> &Sidebar {
        &self.sidebar
    }

    /// The cursor in the list; its unit is entries, not rows.
    pub fn list(&self) -> Cursor {
        self.list
    }

    /// The entry shown in the detail pane.
    pub fn entry(&self) -> Option<EntryId> {
        self.excursion.or_else(|| self.answer.hits.get(self.list.at).map(|hit| hit.entry))
    }

    /// The entry that actions apply to: the one at the cursor of the view, or else the one in the detail pane.
    pub fn entry_at_hand(&self) -> Option<EntryId> {
        self.sheet().map_or_else(|| self.entry(), Sheet::target)
    }

    /// The visible full-screen view, if any.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheets.last()
    }

    /// Whether something visible is still being computed.
    pub fn is_waiting(&self) -> bool {
        self.is_searching() || self.is_checking() || self.sheet().is_some_and(Sheet::is_awaited)
    }

    /// Whether the displayed quotation can be checked against its source text.
    pub fn has_source_text(&self) -> bool {
        self.checking.is_some()
    }

    /// Whether the displayed entry is not in the list.
    pub fn is_on_excursion(&self) -> bool {
        self.excursion.is_some()
    }

    /// The displayed entry, laid out.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The line of the page with the match that was jumped to last.
    pub fn match_line(&self) -> Option<usize> {
        self.page.matches().get(self.match_at?).copied()
    }

    /// The scroll position of the page.
    pub fn scroll(&self) -> Scroll {
        self.scroll
    }

    /// The marked entries.
    pub fn marked(&self) -> &Marked {
        &self.marked
    }

    /// The phrase selection, while it is active.
    pub fn picking(&self) -> Option<&Picking> {
        self.picking.as_ref()
    }

    /// What copying will paste: the selected phrase, or else the marked entries, or else the displayed entry.
    pub fn preview(&self) -> Option<&Preview> {
        if let Some(picking) = &self.picking {
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
