//! The page: laying it out, scrolling it, and going from match to match.

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::app::panes::Width;
use crate::app::popup::Popup;
use crate::app::scroll::Move;
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::annotations::Aside;
use crate::layout::job::LaidOut;
use crate::layout::page::{Key, Page};

/// A move that is made when the page is complete, unless another key or the mouse comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Later {
    /// To the end of the page.
    End,
    /// To the match after the last known one.
    Next,
    /// To the first match of the page.
    FirstMatch,
    /// To the last match of the page.
    LastMatch,
    /// To a line of the page.
    Line(usize),
}

impl Model {
    /// Goes to the next or previous match in the page, and past its last or first one to another entry.
    pub(super) fn next_match(&mut self, step: isize, effects: &mut Vec<Effect>) {
        if self.query.sought().next().is_none() {
            let key = self.keymap.key_of(Scope::List, Action::Filter);
            let how = if key.is_empty() { key } else { kzq_text::safe!(": ", key) };
            return self.say(kzq_text::safe!("type a filter first", how), Tone::Plain);
        }
        let count = self.page.matches().len();
        let next = match self.match_at {
            None if step > 0 => Some(0),
            None => None,
            Some(at) => at.checked_add_signed(step),
        };
        if let Some(next) = next.filter(|&next| next < count) {
            return self.go_to_match(Some(next));
        }
        if step > 0 && !self.page.is_whole() {
            return self.wait_for(Later::Next);
        }
        let there = self.list.at.checked_add_signed(step).filter(|&there| there < self.answer.hits.len());
        if there.is_none() {
            return self.say("no more matches", Tone::Plain);
        }
        self.move_list(Move::By(step));
        self.settle_page(effects);
        if step > 0 {
            self.go_to_match(Some(0));
            if self.page.matches().is_empty() && !self.page.is_whole() {
                self.wait_for(Later::FirstMatch);
            }
        } else if self.page.is_whole() {
            self.go_to_match(self.page.matches().len().checked_sub(1));
        } else {
            self.wait_for(Later::LastMatch);
        }
    }

    fn go_to_match(&mut self, at: Option<usize>) {
        self.match_at = at;
        if let Some(line) = self.match_line() {
            let (count, rows) = (self.page.count(), self.page_rows());
            self.scroll.show(line, count, rows);
        }
    }

    fn wait_for(&mut self, later: Later) {
        self.later = Some(later);
        self.say("looking through the rest of the text", Tone::Plain);
    }

    pub(super) fn scroll_page(&mut self, movement: Move) {
        let (count, rows) = (self.page.count(), self.page_rows());
        self.scroll.go(movement, count, rows);
        if movement == Move::Last && !self.page.has_all_lines() {
            self.later = Some(Later::End);
        }
    }

    /// Returns how many rows the page has beside its preview.
    pub fn page_rows(&self) -> usize {
        let panes = self.panes();
        let rows = panes.detail_text().map_or(0, |area| usize::from(area.height));
        // While words are being selected, the height stays the same, so that nothing jumps under the user's hand.
        let preview = if self.picking.is_some() { self.page.preview() } else { self.preview() };
        match panes.width {
            Width::Bare => rows,
            _ => rows - preview.map_or(0, |preview| preview.rows_beside(self.page.count(), rows)).min(rows),
        }
    }

    pub(super) fn settle_page(&mut self, effects: &mut Vec<Effect>) {
        // While the page is out of sight, any width will do.
        let columns = self.panes().detail_text().map_or(72, |area| usize::from(area.width));
        let entry = self.entry();
        let near = self.excursion.is_none() && self.answer.hits.get(self.list.at).is_some_and(|hit| hit.near);
        let aside = entry.map(|id| Aside::of(&self.corpus, id, self.desk.shelf())).unwrap_or_default();
        let check = self.check(entry, effects);
        let key = Key::new(self.query.clone(), near, columns, aside, check);
        let key = key.copied_as(self.copies).of_reading(self.reading);
        self.settle_marked_preview(key.columns());
        if !self.page.is_of(entry, &key) {
            // Include a page above and below, so that scrolling shows matches while the rest is searched.
            let rows = usize::from(self.size.1);
            let sight = self.scroll.top.saturating_sub(rows)..self.scroll.top + 2 * rows;
            self.page = match entry {
                Some(entry) => {
                    let (page, order) = Page::at_once(&self.corpus, entry, key, &self.page, &sight);
                    effects.extend(order.map(Effect::LayOut));
                    page
                }
                None => Page::empty(key),
            };
        }
        let rows = self.page_rows();
        self.scroll.settle(self.page.count(), rows);
    }

    /// Applies a finished layout, if it is still wanted.
    pub(super) fn on_laid_out(&mut self, laid_out: LaidOut, effects: &mut Vec<Effect>) {
        match laid_out {
            LaidOut::Page(page) if page.completes(&self.page) => {
                self.page = *page;
                let later = self.later.take();
                if later.is_some() {
                    self.toast = None;
                }
                match later {
                    None => {}
                    Some(Later::Line(line)) => self.scroll_page(Move::To(line)),
                    Some(Later::End) => self.scroll_page(Move::Last),
                    Some(Later::Next) => self.next_match(1, effects),
                    Some(Later::FirstMatch) => self.go_to_match(Some(0)),
                    Some(Later::LastMatch) => self.go_to_match(self.page.matches().len().checked_sub(1)),
                }
            }
            LaidOut::Paste(order, paste) => {
                if let Some(Popup::Menu(menu)) = &mut self.popup
                    && menu.shown.as_ref() == Some(&order)
                {
                    menu.preview = paste;
                }
            }
            LaidOut::Sheet(order, rows) => self.on_sheet(&order, &rows),
            LaidOut::Page(_) => {}
        }
    }
}
