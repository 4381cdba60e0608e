//! The mouse: the wheel scrolls what is under it, a click selects, a double click reads.

use ratatui::layout::{Position, Rect};

use crate::app::event::{Effect, Mouse, MouseKind};
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::panes::inside;
use crate::app::popup::{Popup, popup_area};
use crate::app::scroll::Move;
use crate::app::sidebar::Row;
use crate::export::Format;

/// Lines that a notch of the wheel moves.
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
        match popup {
            Popup::Help { .. } => self.move_popup(Move::By(notch)),
            Popup::Menu(_) => self.move_popup(Move::By(notch.signum())),
        }
    }

    fn click(&mut self, at: Position, twice: bool, effects: &mut Vec<Effect>) {
        let panes = self.panes();
        if under(panes.filter, at).is_some() {
            self.focus = Focus::Filter;
        } else if let Some(line) = under(panes.topics, at) {
            self.click_sidebar(line, at.x, panes.topics, effects);
        } else if let Some(line) = under(panes.list, at) {
            self.click_list(line, twice);
        } else if under(panes.detail, at).is_some() {
            self.focus = Focus::Detail;
        }
    }

    fn click_sidebar(&mut self, line: usize, column: u16, pane: Option<Rect>, effects: &mut Vec<Effect>) {
        if !self.point_sidebar(line) {
            self.focus = Focus::Topics;
            return;
        }
        // The triangle before a topic folds it; anywhere else the row is chosen.
        let on_triangle = pane.is_some_and(|pane| column <= pane.x + 3);
        let row = self.sidebar.rows().get(self.sidebar.cursor().at).copied();
        match row {
            Some(Row::Topic(topic)) if on_triangle && self.has_subtopics(topic) => self.fold_row(),
            _ => self.choose(effects),
        }
    }

    fn click_list(&mut self, line: usize, twice: bool) {
        self.focus = Focus::List;
        let Some(index) = self.entry_at_row(line) else { return };
        if index != self.list.at || self.is_on_excursion() {
            self.move_list(Move::By(isize::try_from(index).unwrap_or(0) - isize::try_from(self.list.at).unwrap_or(0)));
        }
        if twice {
            self.focus = Focus::Detail;
        }
    }

    fn click_popup(&mut self, popup: &Popup, at: Position, effects: &mut Vec<Effect>) {
        let area = popup_area(popup, self.size);
        if !area.contains(at) {
            self.popup = None;
        } else if let Popup::Menu(menu) = popup
            && let Some(line) = under(Some(area), at).filter(|&line| line < Format::ALL.len())
        {
            if line == menu.cursor.at {
                self.take(effects);
            } else {
                self.move_popup(Move::By(
                    isize::try_from(line).unwrap_or(0) - isize::try_from(menu.cursor.at).unwrap_or(0),
                ));
            }
        }
    }
}

/// The line within a pane's border on which a point lies; a point on the border counts to the nearest line.
fn under(pane: Option<Rect>, at: Position) -> Option<usize> {
    let pane = pane?;
    let inner = inside(pane);
    pane.contains(at).then(|| usize::from(at.y.saturating_sub(inner.y)))
}
