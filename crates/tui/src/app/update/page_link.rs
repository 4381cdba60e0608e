//! The rows of a page that can be opened: selecting and opening them.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::layout::page_link::{LinkTarget, PageLink};

impl Model {
    /// The selected row of the page that can be opened.
    pub fn selected_link(&self) -> Option<&PageLink> {
        self.detail.page.links().get(self.detail.link?)
    }

    /// Selects the next or previous row that can be opened; the first time, a visible one.
    pub(super) fn step_link(&mut self, step: isize) {
        let links = self.detail.page.links();
        let (top, rows) = (self.detail.scroll.top, self.page_height());
        let next = match self.detail.link {
            Some(at) => at.checked_add_signed(step).filter(|&next| next < links.len()),
            None if step > 0 => links.iter().position(|link| link.line >= top).or(links.len().checked_sub(1)),
            None => links.iter().rposition(|link| link.line < top + rows).or((!links.is_empty()).then_some(0)),
        };
        let Some(next) = next else {
            let text = match (self.detail.link, self.detail.page.has_all_lines()) {
                (None, false) => "the page is still being laid out",
                (None, true) => "no rows to open on this page",
                (Some(_), _) if step > 0 => "already at the last row you can open",
                (Some(_), _) => "already at the first row you can open",
            };
            return self.show_toast(text, ToastLevel::Info);
        };
        let (line, count) = (links[next].line, self.detail.page.line_count());
        self.detail.link = Some(next);
        self.detail.scroll.ensure_visible(line, count, rows);
    }

    /// Opens the selected row: goes to an entry, or filters by a topic. If none is selected, selects one.
    pub(super) fn open_link(&mut self, effects: &mut Vec<Effect>) {
        match self.selected_link().map(|link| link.target.clone()) {
            Some(LinkTarget::Entry(entry)) => {
                self.push_jump();
                self.go_to_entry(entry);
                self.focus = Focus::Detail;
            }
            Some(LinkTarget::Filter(filter)) => self.apply_row_filter(filter, effects),
            None => self.step_link(1),
        }
    }

    /// Opens the row of the page that was clicked, if it can be opened; `line` counts from the top of the visible text.
    pub(super) fn click_page_line(&mut self, line: usize, effects: &mut Vec<Effect>) {
        let is_page = line < self.page_height();
        let line = self.detail.scroll.top + line;
        let link = self.detail.page.links().iter().position(|link| link.line == line);
        if link.is_some() && is_page {
            self.detail.link = link;
            self.open_link(effects);
        }
    }

    /// Clears the selection of a row that is no longer visible.
    pub(super) fn sync_link(&mut self) {
        let (top, rows) = (self.detail.scroll.top, self.page_height());
        if self.selected_link().is_none_or(|link| !(top..top + rows).contains(&link.line)) {
            self.detail.link = None;
        }
    }
}
