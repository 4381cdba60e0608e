//! Full-screen views: opening them, moving in them, and going from them to an entry.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::panes::{GUTTER, quiet_area};
use crate::app::scroll::Motion;
use crate::app::sidebar::SidebarRow;
use crate::app::text_edit::TextEdit;
use crate::app::view::View;
use crate::layout::filtered::Filtered;
use crate::layout::job::{LayoutJob, ViewJob};
use crate::layout::view_kind::{Subject, ViewKey, ViewKind};
use crate::layout::view_row::{RowFilter, ViewRow};
use kzq_corpus::EntryId;
use kzq_search::{FacetValue, with_more};
use kzq_text::Safe;

impl Model {
    /// Opens a view, unless it is already on top.
    pub(super) fn open_view(&mut self, kind: ViewKind) {
        if self.view().is_none_or(|view| *view.kind() != kind) {
            self.views.push(View::new(kind));
        }
    }

    /// Opens a view of the target entry.
    pub(super) fn open_view_of_target(&mut self, kind: impl Fn(EntryId) -> ViewKind) {
        match self.target_entry() {
            Some(entry) => self.open_view(kind(entry)),
            None => self.show_toast("no entry selected", ToastLevel::Info),
        }
    }

    /// Opens the timeline of the filtered entries.
    pub(super) fn open_timeline(&mut self) {
        self.open_view(ViewKind::Timeline(self.filtered()));
    }

    /// What the list is filtered by.
    pub(super) fn filtered(&self) -> Arc<Filtered> {
        Arc::new(Filtered {
            query: self.search.query.clone(),
            selection: self.search.selection.clone(),
            shelf: self.shelf_state.shared_shelf(),
        })
    }

    /// Opens the page about the speaker or source at the cursor of the sidebar; elsewhere about the speaker of the
    /// entry, and once that is open, or the speaker is unknown, about its source.
    pub(super) fn open_about(&mut self) {
        let in_sidebar = self.views.is_empty() && self.focus == Focus::Topics;
        let subject = match self.sidebar.selected_row().filter(|_| in_sidebar) {
            Some(SidebarRow::Value(FacetValue::Speaker(speaker))) => speaker.get().map(Subject::Speaker),
            Some(SidebarRow::Value(FacetValue::Source(source))) => Some(Subject::Source(source)),
            _ => self.target_entry().or_else(|| self.entry_of_open_subject()).and_then(|id| {
                let entry = self.collections.corpus.entry(id);
                let subjects = [entry.speaker().map(Subject::Speaker), entry.source().map(Subject::Source)];
                let is_open = |subject| self.view().is_some_and(|view| *view.kind() == ViewKind::About(subject));
                subjects.into_iter().flatten().find(|&subject| !is_open(subject))
            }),
        };
        match subject {
            Some(subject) => self.open_view(ViewKind::About(subject)),
            None => self.show_toast("no speaker or source here", ToastLevel::Info),
        }
    }

    /// The entry from which the page about its speaker or source was opened.
    fn entry_of_open_subject(&self) -> Option<EntryId> {
        let Some(ViewKind::About(subject)) = self.view().map(View::kind) else { return None };
        self.entry().filter(|&id| subject.has(self.collections.corpus.entry(id)))
    }

    /// Returns the area of the rows of the view on top.
    pub fn view_area(&self) -> Rect {
        if self.is_quiet() {
            return quiet_area(self.size);
        }
        self.panes().view_rows(self.view().map_or(usize::MAX, |view| view.kind().max_columns()))
    }

    /// Returns how many rows of a view are visible.
    pub fn view_height(&self) -> usize {
        usize::from(self.view_area().height)
    }

    /// Requests rows of the right width, and keeps the cursor on one of them.
    pub(super) fn sync_view(&mut self, effects: &mut Vec<Effect>) {
        let area = self.view_area();
        // Leave a blank column on the right, too.
        let columns = usize::from(area.width.saturating_sub(GUTTER + 1));
        let key = ViewKey { columns, corpus_revision: self.collections.corpus_revision };
        let Some(view) = self.views.last_mut() else { return };
        if view.request(key) {
            effects.push(Effect::Layout(LayoutJob::View(ViewJob { kind: view.kind().clone(), key })));
        }
        view.clamp_cursor(usize::from(area.height));
    }

    /// Sets the rows of a view, if they are still wanted.
    pub(super) fn on_view_rows(&mut self, job: &ViewJob, rows: &Arc<Vec<ViewRow>>) {
        for view in self.views.iter_mut().filter(|view| *view.kind() == job.kind) {
            view.set_rows(job.key, Arc::clone(rows));
        }
    }

    pub(super) fn move_in_view(&mut self, movement: Motion) {
        let page = self.view_height();
        if let Some(view) = self.views.last_mut() {
            view.move_cursor(movement, page);
        }
    }

    pub(super) fn wheel_view(&mut self, rows: isize) {
        let page = self.view_height();
        if let Some(view) = self.views.last_mut() {
            view.scroll(rows, page);
        }
    }

    pub(super) fn go_to_section(&mut self, forwards: bool) {
        let page = self.view_height();
        if self.views.last_mut().is_some_and(|view| !view.go_to_section(forwards, page)) {
            self.show_toast(
                if forwards { "already at the last section" } else { "already at the first section" },
                ToastLevel::Info,
            );
        }
    }

    pub(super) fn toggle_heading_fold(&mut self) {
        let page = self.view_height();
        if self.views.last_mut().is_some_and(|view| !view.toggle_fold(page)) {
            self.show_toast("no heading to fold here", ToastLevel::Info);
        }
    }

    pub(super) fn toggle_all_folds(&mut self) {
        let page = self.view_height();
        if self.views.last_mut().is_some_and(|view| !view.toggle_all_folds(page)) {
            self.show_toast("no heading to fold here", ToastLevel::Info);
        }
    }

    /// Goes to the entry at the cursor, in the panes, or applies its filter; folds a heading that leads nowhere.
    pub(super) fn go_to_target(&mut self, effects: &mut Vec<Effect>) {
        let Some(view) = self.view() else { return };
        if let Some(row_filter) = view.filter().cloned() {
            return self.apply_row_filter(row_filter, effects);
        }
        let is_heading = view.row(view.cursor().index).is_some_and(|row| row.heading_level().is_some());
        match view.target() {
            Some(target) => {
                self.push_jump();
                self.views.clear();
                self.focus = Focus::Detail;
                self.go_to_entry(target);
            }
            None if is_heading => self.toggle_heading_fold(),
            None => self.show_toast("nothing to open here", ToastLevel::Info),
        }
    }

    /// Closes the views, and shows in the list what the filter of a row finds.
    pub(super) fn apply_row_filter(&mut self, row_filter: RowFilter, effects: &mut Vec<Effect>) {
        self.push_jump();
        self.views.clear();
        self.focus = Focus::List;
        let (filter, selection) = match row_filter {
            RowFilter::Replace { values, query } => (query, values.into_iter().collect()),
            RowFilter::Narrow(query) => {
                let text = with_more(self.search.filter.text().as_str(), query.as_str());
                (Safe::line(text), self.search.selection.clone())
            }
        };
        let filter = TextEdit::line(filter.as_str());
        self.set_filter(filter, selection, None, effects);
    }
}
