//! The mouse: the wheel scrolls what is under it, a click selects, a double click opens.

use ratatui::layout::{Position, Rect};

use crate::app::event::{Effect, Mouse, MouseKind};
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::panes::{GUTTER, inside, pad};
use crate::app::popup::{PALETTE_HEAD, Popup, menu_parts, popup_area};
use crate::app::scroll::Move;
use crate::app::shelf_popup::lists_rows;
use crate::app::sidebar::Row;
use kzq_corpus::TopicId;

/// Lines scrolled by one notch of the wheel.
const NOTCH: isize = 3;

impl Model {
    pub(super) fn on_mouse(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        let at = Position::new(mouse.column, mouse.row);
        let notch = match mouse.kind {
            MouseKind::WheelUp => Some(-NOTCH),
            MouseKind::WheelDown => Some(NOTCH),
            MouseKind::Click | MouseKind::DoubleClick => None,
        };
        match (self.popup.clone(), notch) {
            (Some(popup), Some(notch)) => self.wheel_popup(&popup, notch),
            (Some(popup), None) => self.click_popup(&popup, at, effects),
            (None, Some(notch)) if self.sheet().is_some() => self.wheel_sheet(notch),
            (None, None) if self.sheet().is_some() => {
                self.click_sheet(at, mouse.kind == MouseKind::DoubleClick, effects);
            }
            (None, Some(notch)) => self.wheel(at, notch),
            (None, None) => self.click(at, mouse.kind == MouseKind::DoubleClick, effects),
        }
    }

    fn wheel(&mut self, at: Position, notch: isize) {
        let panes = self.panes();
        if under(panes.topics, at).is_some() {
            self.wheel_sidebar(notch);
        } else if under(panes.list, at).is_some() {
            self.wheel_list(notch.signum());
        } else if under(panes.detail, at).is_some() {
            self.scroll_page(Move::By(notch));
        }
    }

    fn wheel_popup(&mut self, popup: &Popup, notch: isize) {
        // In the menu, the wheel scrolls the preview.
        match popup {
            Popup::Palette(_) => self.move_popup(Move::By(notch.signum())),
            Popup::Help { .. } | Popup::Menu(_) | Popup::Note(_) | Popup::Lists(_) => self.move_popup(Move::By(notch)),
        }
    }

    fn click(&mut self, at: Position, twice: bool, effects: &mut Vec<Effect>) {
        let panes = self.panes();
        if under(panes.filter, at).is_some() {
            self.enter_filter();
        } else if let Some(place) = under(panes.topics, at) {
            self.focus = Focus::Topics;
            // The second click of a double click would clear what the first has set.
            if let Some(line) = place.line().filter(|_| !twice) {
                self.click_sidebar(line, at.x, panes.topics, effects);
            }
        } else if let Some(place) = under(panes.list, at) {
            self.focus = Focus::List;
            if let Some(line) = place.line() {
                self.click_list(line, twice);
            }
        } else if under(panes.detail, at).is_some() {
            self.focus = Focus::Detail;
            if let Some(text) = panes.detail_text().filter(|text| self.picking.is_some() && text.contains(at)) {
                self.point_word(usize::from(at.y - text.y), usize::from(at.x - text.x));
            }
        }
    }

    fn click_sidebar(&mut self, line: usize, column: u16, pane: Option<Rect>, effects: &mut Vec<Effect>) {
        if !self.point_sidebar(line) {
            return;
        }
        let row = self.sidebar.rows().get(self.sidebar.cursor().at).copied();
        // A click on the triangle before a topic folds it; anywhere else, it chooses the row.
        match row {
            Some(Row::Topic(topic))
                if self.has_subtopics(topic) && pane.is_some_and(|pane| column <= pane.x + 3 + self.indent(topic)) =>
            {
                self.fold_row();
            }
            _ => self.choose(effects),
        }
    }

    fn indent(&self, topic: TopicId) -> u16 {
        u16::try_from(self.corpus.topic(topic).depth).unwrap_or(u16::MAX / 2)
    }

    fn click_list(&mut self, line: usize, twice: bool) {
        let Some(index) = self.entry_at_row(line) else { return };
        if index != self.list.at || self.is_on_excursion() {
            self.move_list(Move::To(index));
        }
        if twice {
            self.focus = Focus::Detail;
        }
    }

    /// A click goes to a row, a second one to its entry; on the sign of a heading, it folds.
    fn click_sheet(&mut self, at: Position, twice: bool, effects: &mut Vec<Effect>) {
        let area = self.panes().sheet_rows();
        let Some(sheet) = self.sheet().filter(|_| area.contains(at)) else { return };
        let row = sheet.cursor().top + usize::from(at.y - area.y);
        if row >= sheet.count() {
            return;
        }
        let is_sign = sheet.row(row).is_some_and(|row| row.level().is_some()) && at.x < area.x + 2 * GUTTER;
        self.move_sheet(Move::To(row));
        match (is_sign, twice) {
            (true, _) => self.fold_heading(),
            (false, true) => self.go_to_target(effects),
            (false, false) => {}
        }
    }

    fn click_popup(&mut self, popup: &Popup, at: Position, effects: &mut Vec<Effect>) {
        let area = popup_area(popup, self.size);
        let rows = usize::from(pad(inside(area)).height);
        if !area.contains(at) {
            self.close_popup(effects);
        } else if let Popup::Lists(_) = popup {
            if let Some(line) = under(Some(area), at).and_then(Under::line).filter(|&line| line < lists_rows(rows)) {
                self.point_lists(line);
            }
        } else if let Popup::Palette(_) = popup {
            let line = under(Some(area), at).and_then(Under::line);
            if let Some(row) = line.and_then(|line| line.checked_sub(PALETTE_HEAD)) {
                self.click_palette(row, effects);
            }
        } else if let Popup::Menu(menu) = popup {
            let formats = menu_parts(self.size).formats;
            let row = menu.cursor.top + usize::from(at.y.saturating_sub(formats.y));
            if !formats.contains(at) || row >= menu.formats.len() {
                return;
            }
            if row == menu.cursor.at {
                self.take(effects);
            } else {
                self.move_popup(Move::To(row));
            }
        }
    }
}

/// Where a point lies on a pane.
#[derive(Clone, Copy)]
enum Under {
    /// On a line inside the border.
    Line(usize),
    Border,
}

impl Under {
    fn line(self) -> Option<usize> {
        match self {
            Self::Line(line) => Some(line),
            Self::Border => None,
        }
    }
}

fn under(pane: Option<Rect>, at: Position) -> Option<Under> {
    let pane = pane?;
    let inner = inside(pane);
    match (inner.contains(at), pane.contains(at)) {
        (true, _) => Some(Under::Line(usize::from(at.y - inner.y))),
        (false, true) => Some(Under::Border),
        (false, false) => None,
    }
}
