//! [`Model`]: everything the browser knows, and all that a frame is drawn from.

use std::sync::Arc;

use super::check::Verified;
use super::chord::Chord;
use super::desk::Desk;
use super::event::{Effect, Event, Generation, Growth, Progress, Stage};
use super::focus::Focus;
use super::jumps::{Jumps, Place};
use super::keymap::Keymap;
use super::line_edit::LineEdit;
use super::marked::Marked;
use super::page::{Page, Preview};
use super::panes::Panes;
use super::picking::Picking;
use super::popup::Popup;
use super::preferences::Preferences;
use super::queries::Queries;
use super::scroll::{Cursor, Scroll};
use super::sheet::Sheet;
use super::sidebar::Sidebar;
use super::update::{Later, Returning};
use crate::corpus::{Corpus, EntryId};
use crate::export::Format;
use crate::search::{Answer, Counts, Query, Selection};
use crate::text::Safe;

/// A message that stays until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub text: Safe<'static>,
    /// How it says it.
    pub tone: Tone,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something went well.
    Good,
    /// Something failed.
    Bad,
    /// By the way.
    Plain,
}

/// Everything the browser knows.
///
/// Its parts are read by `ui`; only [`Model::update`] changes them.
#[derive(Debug)]
pub struct Model {
    pub(super) corpus: Arc<Corpus>,
    pub(super) keymap: Keymap,
    pub(super) size: (u16, u16),
    pub(super) focus: Focus,
    pub(super) filter: LineEdit,
    pub(super) query: Query,
    pub(super) selection: Selection,
    /// The reader's shelf.
    pub(super) desk: Desk,
    pub(super) generation: Generation,
    /// The last search that was answered.
    pub(super) answered: Generation,
    pub(super) answer: Answer,
    /// How many entries each facet has when nothing narrows the search.
    pub(super) totals: Counts,
    /// How far opening the collections has come, while it goes on.
    pub(super) opening: Option<Progress>,
    /// Whether all rows of the answer were asked for.
    pub(super) wants_all: bool,
    /// Whether the reader goes to the last row as soon as it is there.
    pub(super) wants_last: bool,
    /// The entry that was read before the list grew, until the list holds it again or the reader moves on.
    pub(super) kept: Option<EntryId>,
    pub(super) sidebar: Sidebar,
    pub(super) list: Cursor,
    /// An entry that is read although the list does not hold it.
    pub(super) excursion: Option<EntryId>,
    pub(super) page: Page,
    pub(super) scroll: Scroll,
    /// Which of the page's matches was jumped to last.
    pub(super) match_at: Option<usize>,
    /// What is done as soon as the page is whole.
    pub(super) later: Option<Later>,
    pub(super) marked: Marked,
    /// What copying the marked entries will paste, and the columns for which it was wrapped.
    pub(super) marked_preview: Option<(Marked, usize, Preview)>,
    /// The format in which copying copies.
    pub(super) copies: Format,
    /// The formats that the menu offers.
    pub(super) formats: Arc<[Format]>,
    /// The format in which the reader copied last from the menu.
    pub(super) format: Format,
    pub(super) popup: Option<Popup>,
    /// The sheets that lie over the panes, the one that is seen last.
    pub(super) sheets: Vec<Sheet>,
    /// Where the reader was before each jump.
    pub(super) jumps: Jumps,
    /// An entry that is gone back to whether the list holds it or not.
    pub(super) wanted: Option<EntryId>,
    /// Where the reader was before going into the filter.
    pub(super) before_filter: Option<Place>,
    /// The words that are being chosen, while some are.
    pub(super) picking: Option<Picking>,
    /// The last entry that was held against its source.
    pub(super) verified: Option<Arc<Verified>>,
    /// The entry for which that was asked last, in which edition of the collections.
    pub(super) checking: Option<(EntryId, u64)>,
    /// Why the collections that have changed can't be read.
    pub(super) unreadable: Option<Safe<'static>>,
    /// What was sought before.
    pub(super) queries: Queries,
    /// Where the reader is on the way back to.
    pub(super) returning: Option<Returning>,
    /// How often the collections have grown.
    pub(super) edition: u64,
    /// How often what entries say, or who refers to whom, may have become another.
    pub(super) reading: u64,
    pub(super) toast: Option<Toast>,
    /// Keys pressed that may begin a sequence.
    pub(super) pending: Vec<Chord>,
    pub(super) mouse: bool,
}

impl Model {
    /// A browser of `corpus` on a screen of `size` columns and rows, and what it asks for first.
    pub fn new(corpus: Arc<Corpus>, size: (u16, u16)) -> (Self, Vec<Effect>) {
        let mut model = Self::opening(size);
        let totals = Counts::of_all(&corpus);
        let effects = model.update(Event::Grown(Box::new(Growth { corpus, totals, opening: None })));
        (model, effects)
    }

    /// A browser on a screen of `size` columns and rows, of collections that are being opened.
    pub fn opening(size: (u16, u16)) -> Self {
        Self::preferring(Preferences::default(), size)
    }

    /// The same as the reader prefers it.
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

    /// The collections that are browsed.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The same, to be held on another thread.
    pub fn shared_corpus(&self) -> Arc<Corpus> {
        Arc::clone(&self.corpus)
    }

    /// What the keys mean.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The size of the screen in columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Where everything stands.
    pub fn panes(&self) -> Panes {
        Panes::split(self.size.0, self.size.1, self.focus)
    }

    /// Where the keys go, but for a popup.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// What is typed in the filter.
    pub fn filter(&self) -> &LineEdit {
        &self.filter
    }

    /// What is typed, as a query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The facets that are set.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The reader's shelf.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What the last search found.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// How many entries each facet has when nothing narrows the search.
    pub fn totals(&self) -> &Counts {
        &self.totals
    }

    /// How far opening the collections has come, while it goes on.
    pub fn progress(&self) -> Option<Progress> {
        self.opening
    }

    /// Whether the answer shown is to an older question than the one that is typed.
    pub fn is_searching(&self) -> bool {
        self.answered != self.generation
    }

    /// The topics and the other facets.
    pub fn sidebar(&self) -> &Sidebar {
        &self.sidebar
    }

    /// The cursor in the list, in entries.
    pub fn list(&self) -> Cursor {
        self.list
    }

    /// The entry that is read.
    pub fn entry(&self) -> Option<EntryId> {
        self.excursion.or_else(|| self.answer.hits.get(self.list.at).map(|hit| hit.entry))
    }

    /// The entry to which keys do something: the one at the cursor of the sheet, else the one that is read.
    pub fn entry_at_hand(&self) -> Option<EntryId> {
        self.sheet().map_or_else(|| self.entry(), Sheet::target)
    }

    /// The sheet that is seen, if there is one.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheets.last()
    }

    /// Whether something that is to be seen is on its way.
    pub fn is_waiting(&self) -> bool {
        self.is_searching() || self.is_checking() || self.sheet().is_some_and(Sheet::is_awaited)
    }

    /// Whether the words that are read can be held against the text of their source.
    pub fn has_source_text(&self) -> bool {
        self.checking.is_some()
    }

    /// Whether the entry that is read is not in the list.
    pub fn is_on_excursion(&self) -> bool {
        self.excursion.is_some()
    }

    /// The entry that is read, laid out.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The line of the page whose match was jumped to last.
    pub fn match_line(&self) -> Option<usize> {
        self.page.matches().get(self.match_at?).copied()
    }

    /// How far the page is scrolled.
    pub fn scroll(&self) -> Scroll {
        self.scroll
    }

    /// The entries that are marked.
    pub fn marked(&self) -> &Marked {
        &self.marked
    }

    /// The words that are being chosen, while some are.
    pub fn picking(&self) -> Option<&Picking> {
        self.picking.as_ref()
    }

    /// What copying will paste: the words that are being chosen, else the marked entries, else the one that is read.
    pub fn preview(&self) -> Option<&Preview> {
        if let Some(picking) = &self.picking {
            return picking.preview.as_ref().map(|(_, _, preview)| preview);
        }
        let marked = self.marked_preview.as_ref().map(|(_, _, preview)| preview);
        marked.or_else(|| self.page.preview())
    }

    /// The popup, if there is one.
    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    /// The message, if there is one.
    pub fn toast(&self) -> Option<&Toast> {
        self.toast.as_ref()
    }
}
