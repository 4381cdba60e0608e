//! [`Model`]: the state of the browser, from which every frame is drawn.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use super::burst::Burst;
use super::collections::Collections;
use super::completing::Completing;
use super::copy_state::CopyState;
use super::detail::Detail;
use super::edits::Edits;
use super::event::{CorpusUpdate, Effect, Event, Progress};
use super::excerpts::Excerpts;
use super::focus::Focus;
use super::marked::MarkedEntries;
use super::origin::CollectionOrigin;
use super::panes::Panes;
use super::phrase_select::PhraseSelect;
use super::popup::Popup;
use super::preferences::{NamedTheme, PickCount, Preferences};
use super::review::ReviewState;
use super::saved_searches::SavedSearches;
use super::scroll::{ListCursor, Scroll};
use super::search::Search;
use super::session::Session;
use super::shelf_state::ShelfState;
use super::sidebar::Sidebar;
use super::text_edit::TextEdit;
use super::view::View;
use crate::keys::action::Action;
use crate::keys::chord::Chord;
use crate::keys::keymap::Keymap;
use crate::layout::page::Page;
use crate::layout::preview::Preview;
use crate::ui::theme::Theme;
use kzq_corpus::{Corpus, EntryId, NotLoaded};
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
    /// The collections being browsed.
    pub(super) collections: Collections,
    /// The filter, the facets and the list.
    pub(super) search: Search,
    /// What drawing has made of the list, for the next frame; nothing that is seen depends on it.
    pub(super) excerpts: RefCell<Excerpts>,
    /// What completes the filter at its cursor.
    pub(super) completing: Completing,
    /// The entry that is read.
    pub(super) detail: Detail,
    /// The marked entries, and the formats to copy in.
    pub(super) copy_state: CopyState,
    /// The user's shelf with its unsaved changes.
    pub(super) shelf_state: ShelfState,
    /// Earlier positions and queries.
    pub(super) session: Session,
    /// Changes of the collections' files.
    pub(super) edits: Edits,
    pub(super) sidebar: Sidebar,
    /// The counts of the saved searches.
    pub(super) saved_searches: SavedSearches,
    pub(super) popup: Option<Popup>,
    /// The stack of full-screen views over the panes; the last one is visible.
    pub(super) views: Vec<View>,
    pub(super) focus: Focus,
    pub(super) toast: Option<Toast>,
    /// The action that waits until the user says whether it applies to all marked entries.
    pub(super) asking: Option<Action>,
    pub(super) keymap: Keymap,
    /// Keys pressed that may start a sequence.
    pub(super) pending_keys: Vec<Chord>,
    /// Letters typed so fast that they may have been meant as words.
    pub(super) burst: Burst,
    /// The time of the last key, since the start; `None` if the host has no clock.
    pub(super) now: Option<Duration>,
    /// Whether a Cyrillic letter was typed: the signs of such a layout are on other keys.
    pub(super) has_typed_cyrillic: bool,
    pub(super) mouse_capture: bool,
    /// The themes to choose from in the palette.
    pub(super) themes: Arc<[NamedTheme]>,
    /// The theme that was chosen there.
    pub(super) theme: Option<Theme>,
    /// Whether the list has one row for each entry; `None` if the height of the screen decides.
    pub(super) compact_list: Option<bool>,
    pub(super) size: (u16, u16),
    /// The seed of the next random choice.
    pub(super) seed: u64,
    /// What the user is to pick, if the browser was started for that.
    pub(super) pick: Option<Pick>,
    /// What is reviewed instead of browsing.
    pub(super) review: Option<ReviewState>,
}

/// Entries that the user is to pick.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick {
    pub(super) count: PickCount,
    /// Whether they are picked as soon as the list is up to date with the filter.
    pub(super) is_requested: bool,
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

    /// Like [`Self::loading`], with the user's preferences.
    pub fn with_preferences(preferences: Preferences, size: (u16, u16)) -> Self {
        let mut model = Self {
            collections: Collections { origin: preferences.origin, ..Collections::default() },
            search: Search::default(),
            excerpts: RefCell::default(),
            saved_searches: SavedSearches::default(),
            completing: Completing::default(),
            detail: Detail::default(),
            copy_state: CopyState::new(preferences.default_format, preferences.template),
            shelf_state: ShelfState::default(),
            session: Session { start_focus: preferences.start_focus, ..Session::default() },
            edits: Edits::default(),
            sidebar: Sidebar::default(),
            popup: None,
            views: Vec::new(),
            focus: preferences.start_focus,
            toast: None,
            asking: None,
            keymap: preferences.keymap,
            pending_keys: Vec::new(),
            burst: Burst::default(),
            now: None,
            has_typed_cyrillic: false,
            mouse_capture: preferences.mouse_capture,
            themes: preferences.themes,
            theme: None,
            compact_list: None,
            size,
            seed: preferences.seed,
            pick: preferences.pick.map(|count| Pick { count, is_requested: false }),
            review: preferences.review.map(ReviewState::new),
        };
        let remark = model.review.as_ref().and_then(ReviewState::unclosed_marks_remark);
        model.toast = remark.map(|text| Toast { text, level: ToastLevel::Info });
        model.restore_invariants(&mut Vec::new());
        model
    }

    /// The collections being browsed.
    pub fn corpus(&self) -> &Corpus {
        &self.collections.corpus
    }

    /// A shared handle to the corpus, for other threads.
    pub fn shared_corpus(&self) -> Arc<Corpus> {
        Arc::clone(&self.collections.corpus)
    }

    /// Where the collections come from.
    pub fn origin(&self) -> &CollectionOrigin {
        &self.collections.origin
    }

    /// The files that were not loaded.
    pub fn not_loaded(&self) -> &[NotLoaded] {
        &self.collections.not_loaded
    }

    /// Whether everything is loaded, and there is no entry in it.
    pub fn has_no_entries(&self) -> bool {
        self.collections.is_loaded() && self.collections.corpus.is_empty()
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
    pub fn filter(&self) -> &TextEdit {
        &self.search.filter
    }

    /// The filter text, parsed as a query.
    pub fn query(&self) -> &Query {
        &self.search.query
    }

    /// The active facets.
    pub fn selection(&self) -> &FacetFilter {
        &self.search.selection
    }

    /// The user's shelf with its unsaved changes.
    pub fn shelf_state(&self) -> &ShelfState {
        &self.shelf_state
    }

    /// The answer of the latest search.
    pub fn answer(&self) -> &Answer {
        &self.search.answer
    }

    /// The number of entries of each facet without a filter.
    pub fn totals(&self) -> &FacetCounts {
        &self.collections.totals
    }

    /// How far loading the collections has come; `None` once complete.
    pub fn progress(&self) -> Option<Progress> {
        self.collections.progress
    }

    /// Whether the answer shown belongs to an older search than the current one.
    pub fn is_searching(&self) -> bool {
        self.search.is_pending()
    }

    /// The sidebar of topics and other facets.
    pub fn sidebar(&self) -> &Sidebar {
        &self.sidebar
    }

    /// The cursor in the list; its unit is entries, not rows.
    pub fn list_cursor(&self) -> ListCursor {
        self.search.list_cursor
    }

    /// The entry shown in the detail pane.
    pub fn entry(&self) -> Option<EntryId> {
        self.detail.off_list_entry.or_else(|| self.search.selected_hit().map(|hit| hit.entry))
    }

    /// The entry that actions apply to: the one at the cursor of the view, or else the one in the detail pane.
    pub fn target_entry(&self) -> Option<EntryId> {
        self.view().map_or_else(|| self.entry(), View::target)
    }

    /// The entries that copying and the shelf apply to: the marked ones, or else the target entry. A view shows no
    /// marks, so there it is always the target entry.
    pub(super) fn target_entries(&self) -> Arc<Vec<EntryId>> {
        if self.copy_state.marked.is_empty() || self.view().is_some() {
            Arc::new(self.target_entry().into_iter().collect())
        } else {
            self.copy_state.marked.shared_entries()
        }
    }

    /// The visible full-screen view, if any.
    pub fn view(&self) -> Option<&View> {
        self.views.last()
    }

    /// Whether something visible is still being computed.
    pub fn is_waiting(&self) -> bool {
        self.is_searching()
            || self.completing.is_pending()
            || self.detail.check.is_pending()
            || self.view().is_some_and(View::is_loading)
    }

    /// Whether the displayed quotation can be checked against its source text.
    pub fn has_source_text(&self) -> bool {
        self.detail.check.is_possible()
    }

    /// Whether the displayed entry is not in the list.
    pub fn is_off_list(&self) -> bool {
        self.detail.off_list_entry.is_some()
    }

    /// The displayed entry, laid out.
    pub fn page(&self) -> &Page {
        &self.detail.page
    }

    /// The line of the page with the match that was jumped to last.
    pub fn match_line(&self) -> Option<usize> {
        self.detail.match_line()
    }

    /// The scroll position of the page.
    pub fn scroll(&self) -> Scroll {
        self.detail.scroll
    }

    /// The marked entries.
    pub fn marked(&self) -> &MarkedEntries {
        &self.copy_state.marked
    }

    /// The phrase selection, while it is active.
    pub fn phrase_select(&self) -> Option<&PhraseSelect> {
        self.detail.phrase_select.as_ref()
    }

    /// What copying will paste: the selected phrase, or else the marked entries, or else the displayed entry.
    pub fn preview(&self) -> Option<&Preview> {
        if let Some(phrase) = &self.detail.phrase_select {
            return phrase.preview.as_ref().map(|(_, _, preview)| preview);
        }
        self.copy_state.preview().or_else(|| self.detail.page.preview())
    }

    /// The open popup, if any.
    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    /// The format of a plain copy.
    pub fn default_format(&self) -> Format {
        self.copy_state.default_format
    }

    /// The theme at the cursor of the palette, or else the one that was chosen there; `None` if it is the one that the
    /// browser was started with.
    pub fn theme(&self) -> Option<&Theme> {
        let selected = match &self.popup {
            Some(Popup::Palette(palette)) => palette.selected_theme(),
            _ => None,
        };
        let named = selected.and_then(|name| self.themes.iter().find(|theme| theme.name == *name));
        named.map(|named| &named.theme).or(self.theme.as_ref())
    }

    /// The current message, if any.
    pub fn toast(&self) -> Option<&Toast> {
        self.toast.as_ref()
    }
}
