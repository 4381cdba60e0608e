//! The mouse: the wheel scrolls what is under it, a click selects, a double click opens.

use ratatui::layout::{Position, Rect};

use crate::app::event::{Effect, MouseInput, MouseKind};
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::palette::PALETTE_HEADER_ROWS;
use crate::app::panes::{GUTTER, inner_area, pad_horizontal};
use crate::app::popup::{Popup, popup_area};
use crate::app::scroll::Motion;
use crate::app::shelf_popup::shelf_popup_rows;
use crate::app::sidebar::SidebarRow;
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_corpus::TopicId;
use kzq_search::FacetValue;

/// Lines scrolled by one notch of the wheel.
const WHEEL_LINES: isize = 3;

impl Model {
    pub(super) fn toggle_mouse_capture(&mut self, effects: &mut Vec<Effect>) {
        self.mouse_capture = !self.mouse_capture;
        effects.push(Effect::CaptureMouse(self.mouse_capture));
        let key = self.keymap.first_key(Scope::List, Action::ToggleMouse);
        let message = match (self.mouse_capture, key.is_empty()) {
            (true, _) => "mouse capture is on".into(),
            (false, true) => "mouse capture is off".into(),
            (false, false) => kzq_text::safe!("mouse capture is off; ", key, " turns it on"),
        };
        self.show_toast(message, ToastLevel::Info);
    }

    /// Returns the action of the hint on the footer that was clicked.
    pub(super) fn clicked_hint(&self, mouse: MouseInput) -> Option<Action> {
        let is_click = matches!(mouse.kind, MouseKind::Click | MouseKind::DoubleClick);
        self.hint_at(Position::new(mouse.column, mouse.row)).filter(|_| is_click)
    }

    pub(super) fn on_mouse(&mut self, mouse: MouseInput, effects: &mut Vec<Effect>) {
        let at = Position::new(mouse.column, mouse.row);
        let notch = match mouse.kind {
            MouseKind::WheelUp => Some(-WHEEL_LINES),
            MouseKind::WheelDown => Some(WHEEL_LINES),
            MouseKind::Click | MouseKind::DoubleClick => None,
        };
        let is_double = mouse.kind == MouseKind::DoubleClick;
        match notch {
            Some(notch) if self.popup.is_some() => self.scroll_popup(notch),
            None if self.popup.is_some() => self.click_popup(at, effects),
            Some(notch) if self.review.is_some() => self.move_in_review(Motion::By(notch)),
            None if self.review.is_some() => self.click_review(at),
            Some(notch) if self.view().is_some() => self.wheel_view(notch),
            None if self.view().is_some() => self.click_view(at, is_double, effects),
            Some(notch) => self.on_wheel(at, notch),
            None => self.on_click(at, is_double, effects),
        }
    }

    fn on_wheel(&mut self, at: Position, lines: isize) {
        let panes = self.panes();
        if hit_pane(panes.topics, at).is_some() {
            let page = self.sidebar_height();
            self.sidebar.scroll(lines, page);
        } else if hit_pane(panes.list, at).is_some() {
            self.wheel_list(lines.signum());
        } else if hit_pane(panes.detail, at).is_some() {
            self.scroll_page(Motion::By(lines));
        }
    }

    fn scroll_popup(&mut self, lines: isize) {
        // In the menu, the wheel scrolls the preview.
        let is_palette = matches!(self.popup, Some(Popup::Palette(_)));
        self.move_popup(Motion::By(if is_palette { lines.signum() } else { lines }));
    }

    fn on_click(&mut self, at: Position, is_double: bool, effects: &mut Vec<Effect>) {
        let panes = self.panes();
        if hit_pane(panes.filter, at).is_some() {
            self.enter_filter();
        } else if let Some(place) = hit_pane(panes.topics, at) {
            self.focus = Focus::Topics;
            // The second click of a double click would clear what the first has set.
            if let Some(line) = place.line().filter(|_| !is_double) {
                self.click_sidebar(line, at.x, panes.topics, effects);
            }
        } else if let Some(place) = hit_pane(panes.list, at) {
            self.focus = Focus::List;
            if let Some(line) = place.line() {
                self.click_list(line, is_double);
            }
        } else if hit_pane(panes.detail, at).is_some() {
            self.focus = Focus::Detail;
            if let Some(text) = panes.detail_text().filter(|text| text.contains(at)) {
                let (line, column) = (usize::from(at.y - text.y), usize::from(at.x - text.x));
                if self.detail.phrase_select.is_some() {
                    self.move_phrase_cursor_to(line, column);
                } else if !is_double {
                    // The second click of a double click would hit the page that the first has opened.
                    self.click_page_line(line, effects);
                }
            }
        }
    }

    fn click_sidebar(&mut self, line: usize, column: u16, pane: Option<Rect>, effects: &mut Vec<Effect>) {
        if !self.sidebar.select_line(line) {
            return;
        }
        let row = self.sidebar.selected_row();
        // A click on the triangle before a topic folds it; anywhere else, it chooses the row.
        match row {
            Some(SidebarRow::Value(FacetValue::Topic(topic)))
                if self.has_subtopics(topic)
                    && pane.is_some_and(|pane| column <= pane.x + 3 + self.topic_indent(topic)) =>
            {
                self.toggle_topic_fold();
            }
            _ => self.choose_facet(effects),
        }
    }

    fn topic_indent(&self, topic: TopicId) -> u16 {
        u16::try_from(self.collections.corpus.topic(topic).depth).unwrap_or(u16::MAX / 2)
    }

    fn click_list(&mut self, line: usize, is_double: bool) {
        let Some(index) = self.hit_at_row(line) else { return };
        if index != self.search.list_cursor.index || self.is_off_list() {
            self.move_list(Motion::To(index));
        }
        if is_double {
            self.focus = Focus::Detail;
        }
    }

    /// A click goes to a row, a second one to its entry; on the sign of a heading, it folds.
    fn click_view(&mut self, at: Position, is_double: bool, effects: &mut Vec<Effect>) {
        let area = self.view_area();
        self.accept_find(effects);
        let Some(view) = self.view().filter(|_| area.contains(at) && !self.is_quiet()) else { return };
        let row = view.cursor().top + usize::from(at.y - area.y);
        if row >= view.row_count() || !view.is_live(row) {
            return;
        }
        let is_sign = view.row(row).is_some_and(|row| row.heading_level().is_some()) && at.x < area.x + 2 * GUTTER;
        self.move_in_view(Motion::To(row));
        match (is_sign, is_double) {
            (true, _) => self.toggle_heading_fold(),
            (false, true) => self.go_to_target(effects),
            (false, false) => {}
        }
    }

    fn click_popup(&mut self, at: Position, effects: &mut Vec<Effect>) {
        let Some(popup) = &self.popup else { return };
        let area = popup_area(popup, self.size);
        if !area.contains(at) {
            return self.close_popup(effects);
        }
        let line = hit_pane(Some(area), at).and_then(PaneHit::line);
        match popup {
            Popup::Lists(_) => {
                let rows = shelf_popup_rows(usize::from(pad_horizontal(inner_area(area)).height));
                if let Some(line) = line.filter(|&line| line < rows) {
                    self.select_shelf_popup_row(line);
                }
            }
            Popup::Palette(palette) => {
                let rows = palette.match_rows(usize::from(pad_horizontal(inner_area(area)).height));
                let row = line.and_then(|line| line.checked_sub(PALETTE_HEADER_ROWS));
                if let Some(row) = row.filter(|&row| row < rows) {
                    self.click_palette(row, effects);
                }
            }
            Popup::Copy(menu) => {
                let formats = menu.areas(self.size).formats;
                let row = menu.cursor.top + usize::from(at.y.saturating_sub(formats.y));
                if !formats.contains(at) || row >= menu.formats.len() {
                    return;
                }
                if row == menu.cursor.index {
                    self.copy_selected(effects);
                } else {
                    self.move_popup(Motion::To(row));
                }
            }
            Popup::Help { .. } | Popup::Note(_) | Popup::Form(_) => {}
        }
    }
}

/// Where a point lies on a pane.
#[derive(Clone, Copy)]
enum PaneHit {
    /// On a line inside the border.
    Line(usize),
    Border,
}

impl PaneHit {
    fn line(self) -> Option<usize> {
        match self {
            Self::Line(line) => Some(line),
            Self::Border => None,
        }
    }
}

fn hit_pane(pane: Option<Rect>, at: Position) -> Option<PaneHit> {
    let pane = pane?;
    let inner = inner_area(pane);
    match (inner.contains(at), pane.contains(at)) {
        (true, _) => Some(PaneHit::Line(usize::from(at.y - inner.y))),
        (false, true) => Some(PaneHit::Border),
        (false, false) => None,
    }
}
