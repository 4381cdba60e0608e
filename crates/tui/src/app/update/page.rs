//! The page: laying it out, scrolling it, and going from match to match.

use crate::app::detail::DeferredMove;
use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::app::panes::ScreenLayout;
use crate::app::popup::Popup;
use crate::app::scroll::Motion;
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::annotations::EntryAnnotations;
use crate::layout::job::{LayoutDone, LayoutJob};
use crate::layout::page::Page;
use crate::layout::page_key::PageKey;
use crate::layout::preview::Preview;

impl Model {
    /// Goes to the next or previous match in the page, and past its last or first one to another entry.
    pub(super) fn go_to_next_match(&mut self, step: isize, effects: &mut Vec<Effect>) {
        if self.search.query.highlighted_terms().next().is_none() {
            let key = self.keymap.first_key(Scope::List, Action::Filter);
            let how = if key.is_empty() { key } else { kzq_text::safe!(": ", key) };
            return self.show_toast(kzq_text::safe!("type a filter first", how), ToastLevel::Info);
        }
        let count = self.detail.page.match_lines().len();
        let next = match self.detail.match_index {
            None if step > 0 => Some(0),
            None => None,
            Some(at) => at.checked_add_signed(step),
        };
        if let Some(next) = next.filter(|&next| next < count) {
            return self.go_to_match(Some(next));
        }
        if step > 0 && !self.detail.page.is_complete() {
            return self.defer_move(DeferredMove::NextMatch);
        }
        let target = self
            .search
            .list_cursor
            .index
            .checked_add_signed(step)
            .filter(|&there| there < self.search.answer.hits.len());
        if target.is_none() {
            return self.show_toast("no more matches", ToastLevel::Info);
        }
        self.move_list(Motion::By(step));
        self.sync_page(effects);
        if step > 0 {
            self.go_to_match(Some(0));
            if self.detail.page.match_lines().is_empty() && !self.detail.page.is_complete() {
                self.defer_move(DeferredMove::FirstMatch);
            }
        } else if self.detail.page.is_complete() {
            self.go_to_match(self.detail.page.match_lines().len().checked_sub(1));
        } else {
            self.defer_move(DeferredMove::LastMatch);
        }
    }

    fn go_to_match(&mut self, at: Option<usize>) {
        self.detail.match_index = at;
        if let Some(line) = self.detail.match_line() {
            let (count, rows) = (self.detail.page.line_count(), self.page_height());
            self.detail.scroll.scroll_to(line, count, rows);
        }
    }

    fn defer_move(&mut self, deferred: DeferredMove) {
        self.detail.deferred = Some(deferred);
        self.show_toast("searching the rest of the text…", ToastLevel::Info);
    }

    pub(super) fn scroll_page(&mut self, movement: Motion) {
        let (count, rows) = (self.detail.page.line_count(), self.page_height());
        self.detail.scroll.scroll_by(movement, count, rows);
        if movement == Motion::Last && !self.detail.page.has_all_lines() {
            self.detail.deferred = Some(DeferredMove::End);
        }
    }

    /// Returns how many rows the page has beside its preview.
    pub fn page_height(&self) -> usize {
        let panes = self.panes();
        let rows = panes.detail_text().map_or(0, |area| usize::from(area.height));
        let count = self.detail.page.line_count();
        let preview_height = match panes.layout {
            ScreenLayout::Bare => 0,
            // The height depends on the page alone, so that nothing jumps while words are being selected.
            _ if self.detail.phrase_select.is_some() => {
                self.detail.page.preview().map_or(0, |preview| preview.height_beside_selection(count, rows))
            }
            _ if self.is_preview_folded() => self.preview().map_or(0, Preview::folded_height).min(rows / 2),
            _ => self.preview().map_or(0, |preview| preview.height_beside(count, rows)),
        };
        rows.saturating_sub(preview_height)
    }

    /// Whether the preview shows only the attribution, because the page shows the rest.
    pub fn is_preview_folded(&self) -> bool {
        let rows = self.panes().detail_text().map_or(0, |area| usize::from(area.height));
        let count = self.detail.page.line_count();
        self.detail.phrase_select.is_none()
            && self.preview().is_some_and(|preview| preview.is_folded_beside(count, rows))
    }

    pub(super) fn sync_page(&mut self, effects: &mut Vec<Effect>) {
        // While the page is out of sight, any width will do.
        let columns = self.panes().detail_text().map_or(72, |area| usize::from(area.width));
        let entry = self.entry();
        let fuzzy = self.detail.off_list_entry.is_none() && self.search.selected_hit().is_some_and(|hit| hit.is_fuzzy);
        let annotations = entry
            .map(|id| EntryAnnotations::of(&self.collections.corpus, id, self.shelf_state.shelf()))
            .unwrap_or_default();
        let check = self.source_check(entry, effects);
        let key = PageKey::new(self.search.query.clone(), fuzzy, columns, annotations, check);
        let key =
            key.with_copy_format(self.copy_state.default_format).with_text_revision(self.collections.text_revision);
        self.copy_state.sync_preview(&self.collections.corpus, key.columns());
        if !self.detail.page.is_for(entry, &key) {
            // Include a page above and below, so that scrolling shows matches while the rest is searched.
            let rows = usize::from(self.size.1);
            let visible = self.detail.scroll.top.saturating_sub(rows)..self.detail.scroll.top + 2 * rows;
            self.detail.page = match entry {
                Some(entry) => {
                    let (page, job) =
                        Page::layout_partial(&self.collections.corpus, entry, key, &self.detail.page, &visible);
                    effects.extend(job.map(Box::new).map(LayoutJob::Page).map(Effect::Layout));
                    page
                }
                None => Page::empty(key),
            };
        }
        let rows = self.page_height();
        self.detail.scroll.clamp(self.detail.page.line_count(), rows);
        self.sync_link();
    }

    /// Applies a finished layout, if it is still wanted.
    pub(super) fn on_layout_done(&mut self, done: LayoutDone, effects: &mut Vec<Effect>) {
        match done {
            LayoutDone::Page(page) if page.is_completion_of(&self.detail.page) => {
                self.detail.page = *page;
                let later = self.detail.deferred.take();
                if later.is_some() {
                    self.toast = None;
                }
                match later {
                    None => {}
                    Some(DeferredMove::Line(line)) => self.scroll_page(Motion::To(line)),
                    Some(DeferredMove::End) => self.scroll_page(Motion::Last),
                    Some(DeferredMove::NextMatch) => self.go_to_next_match(1, effects),
                    Some(DeferredMove::FirstMatch) => self.go_to_match(Some(0)),
                    Some(DeferredMove::LastMatch) => {
                        self.go_to_match(self.detail.page.match_lines().len().checked_sub(1));
                    }
                }
            }
            LayoutDone::CopyText(job, paste) => {
                if let Some(Popup::Copy(menu)) = &mut self.popup
                    && menu.preview_job.as_ref() == Some(&job)
                {
                    menu.preview = paste;
                }
            }
            LayoutDone::View(order, rows) => self.on_view_rows(&order, &rows),
            LayoutDone::SearchCounts(job, counts) => self.saved_searches.on_counted(&job, counts),
            LayoutDone::Completion(job, completion) => self.completing.on_done(&job, completion),
            LayoutDone::PaletteNames(job, names) => {
                let is_current = job.corpus_revision == self.collections.corpus_revision;
                if let Some(Popup::Palette(palette)) = self.popup.as_mut().filter(|_| is_current) {
                    palette.take_names(*names);
                }
            }
            LayoutDone::Page(_) => {}
        }
    }
}
