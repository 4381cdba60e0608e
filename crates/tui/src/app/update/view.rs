//! Full-screen views: opening them, moving in them, and going from them to an entry.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::line_edit::LineEdit;
use crate::app::model::{Model, Tone};
use crate::app::panes::GUTTER;
use crate::app::scroll::Move;
use crate::app::view::{Sheet, SheetKey};
use crate::layout::job::{Order, SheetOrder};
use crate::layout::view_kind::Subject;
use crate::layout::view_row::{Find, Row};
use kzq_corpus::EntryId;
use kzq_search::Selection;

impl Model {
    /// Opens a view, unless it is already on top.
    pub(super) fn open_sheet(&mut self, subject: Subject) {
        if self.sheet().is_none_or(|sheet| *sheet.subject() != subject) {
            self.sheets.push(Sheet::new(subject));
        }
    }

    /// Opens a view of the target entry.
    pub(super) fn open_sheet_of(&mut self, subject: impl Fn(EntryId) -> Subject) {
        match self.entry_at_hand() {
            Some(entry) => self.open_sheet(subject(entry)),
            None => self.say("there is no entry here", Tone::Plain),
        }
    }

    /// Returns how many rows of a view are in sight.
    pub fn sheet_page(&self) -> usize {
        usize::from(self.panes().sheet_rows().height)
    }

    /// Requests rows of the right width, and keeps the cursor on one of them.
    pub(super) fn settle_sheet(&mut self, effects: &mut Vec<Effect>) {
        let area = self.panes().sheet_rows();
        // Leave a blank column on the right, too.
        let columns = usize::from(area.width.saturating_sub(GUTTER + 1));
        let key = SheetKey { columns, edition: self.edition };
        let Some(sheet) = self.sheets.last_mut() else { return };
        if sheet.wants(key) {
            effects.push(Effect::LayOut(Order::Sheet(SheetOrder { subject: sheet.subject().clone(), key })));
        }
        sheet.settle(usize::from(area.height));
    }

    /// Sets the rows of a view, if they are still wanted.
    pub(super) fn on_sheet(&mut self, order: &SheetOrder, rows: &Arc<Vec<Row>>) {
        for sheet in self.sheets.iter_mut().filter(|sheet| *sheet.subject() == order.subject) {
            sheet.take_in(order.key, Arc::clone(rows));
        }
    }

    pub(super) fn move_sheet(&mut self, movement: Move) {
        let page = self.sheet_page();
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.go(movement, page);
        }
    }

    pub(super) fn wheel_sheet(&mut self, rows: isize) {
        let page = self.sheet_page();
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.wheel(rows, page);
        }
    }

    pub(super) fn go_to_stop(&mut self, forwards: bool) {
        let page = self.sheet_page();
        if self.sheets.last_mut().is_some_and(|sheet| !sheet.go_to_stop(forwards, page)) {
            self.say(if forwards { "this is the last part" } else { "this is the first part" }, Tone::Plain);
        }
    }

    pub(super) fn fold_heading(&mut self) {
        let page = self.sheet_page();
        if self.sheets.last_mut().is_some_and(|sheet| !sheet.fold(page)) {
            self.say("there is no heading here to fold", Tone::Plain);
        }
    }

    pub(super) fn fold_all(&mut self) {
        let page = self.sheet_page();
        if self.sheets.last_mut().is_some_and(|sheet| !sheet.fold_all(page)) {
            self.say("there is no heading here to fold", Tone::Plain);
        }
    }

    /// Goes to the entry at the cursor, in the panes, or applies its filter; folds a heading that leads nowhere.
    pub(super) fn go_to_target(&mut self, effects: &mut Vec<Effect>) {
        let Some(sheet) = self.sheet() else { return };
        if let Some(find) = sheet.finds().cloned() {
            return self.filter_by(find, effects);
        }
        let is_heading = sheet.row(sheet.cursor().at).is_some_and(|row| row.level().is_some());
        match sheet.target() {
            Some(target) => {
                self.remember();
                self.sheets.clear();
                self.focus = Focus::Detail;
                self.go_to(target);
            }
            None if is_heading => self.fold_heading(),
            None => self.say("this leads nowhere", Tone::Plain),
        }
    }

    /// Closes the views, and shows in the list what the filter of a row finds.
    fn filter_by(&mut self, find: Find, effects: &mut Vec<Effect>) {
        self.remember();
        self.sheets.clear();
        self.focus = Focus::List;
        let mut filter = LineEdit::default();
        let mut selection = Selection::default();
        match find {
            Find::Topic(topic) => selection.topic = Some(topic),
            Find::Words(words) => filter.insert(words.as_str()),
        }
        self.filter_with(filter, selection, None, effects);
    }
}
