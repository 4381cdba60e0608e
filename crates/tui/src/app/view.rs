//! [`Sheet`]: a view with its rows, its folds and its cursor.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::scroll::{Cursor, Move};
use crate::layout::view_kind::Subject;
use crate::layout::view_row::{Find, Row};
use kzq_corpus::EntryId;

/// How many rows are in sight above the entry at which the user starts: a heading, or what led to it.
const ABOVE: usize = 4;

/// An open full-screen view.
#[derive(Clone, Debug)]
pub struct Sheet {
    subject: Subject,
    /// What the present rows were built for.
    key: Option<SheetKey>,
    /// What rows were last requested for.
    ordered: Option<SheetKey>,
    rows: Arc<Vec<Row>>,
    /// Indices of the rows that are headings.
    headings: Vec<usize>,
    /// Folded headings, as indices into `headings`.
    folded: BTreeSet<usize>,
    /// Indices of the visible rows, if something is folded.
    shown: Option<Vec<usize>>,
    cursor: Cursor,
}

/// What the rows of a view depend on besides its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetKey {
    /// Maximum width of a row.
    pub columns: usize,
    /// Revision of the corpus that the rows are built from.
    pub edition: u64,
}

impl Sheet {
    pub(crate) fn new(subject: Subject) -> Self {
        Self {
            subject,
            key: None,
            ordered: None,
            rows: Arc::default(),
            headings: Vec::new(),
            folded: BTreeSet::new(),
            shown: None,
            cursor: Cursor::default(),
        }
    }

    /// Returns what the view shows.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Returns whether its rows have not arrived yet.
    pub fn is_awaited(&self) -> bool {
        self.key.is_none()
    }

    /// Returns the cursor, as an index into the visible rows.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns the number of visible rows, which excludes folded ones.
    pub fn count(&self) -> usize {
        self.shown.as_ref().map_or(self.rows.len(), Vec::len)
    }

    /// Returns a visible row.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(self.index(at)?)
    }

    /// Returns the visible rows starting at `at`.
    pub fn rows_from(&self, at: usize) -> impl Iterator<Item = &Row> {
        (at..self.count()).filter_map(|at| self.row(at))
    }

    /// Returns the entry at the cursor.
    pub fn target(&self) -> Option<EntryId> {
        self.row(self.cursor.at)?.target
    }

    /// Returns the filter that the row at the cursor sets.
    pub fn finds(&self) -> Option<&Find> {
        self.row(self.cursor.at)?.finds()
    }

    /// Returns those rows of `among` that belong to the anchor at the cursor; if there is none, the row of the cursor.
    pub fn stop_at_cursor(&self, among: &Range<usize>) -> Range<usize> {
        let Cursor { at, .. } = self.cursor;
        let Some(target) = self.target() else { return at..at + 1 };
        let is_same = |at: &usize| self.row(*at).is_some_and(|row| row.target == Some(target));
        let is_first = |at: &usize| self.row(*at).is_some_and(Row::is_stop);
        let mut from = at;
        while from > among.start && !is_first(&from) && is_same(&(from - 1)) {
            from -= 1;
        }
        let below = (at + 1..among.end).take_while(|at| is_same(at) && !is_first(at));
        from..below.last().unwrap_or(at) + 1
    }

    /// Returns whether a visible row is a folded heading.
    pub fn is_folded(&self, at: usize) -> bool {
        let heading = self.index(at).and_then(|index| self.headings.binary_search(&index).ok());
        heading.is_some_and(|number| self.folded.contains(&number))
    }

    /// Records that the rows for `key` are requested; returns whether they were not yet.
    pub(crate) fn wants(&mut self, key: SheetKey) -> bool {
        let is_new = self.ordered != Some(key);
        self.ordered = Some(key);
        is_new
    }

    /// Sets the rows, if they are the ones requested; the cursor stays at its anchor.
    pub(crate) fn take_in(&mut self, key: SheetKey, rows: Arc<Vec<Row>>) {
        if self.ordered != Some(key) {
            return;
        }
        let before = self.key.is_some().then(|| self.place());
        self.key = Some(key);
        self.headings = (0..rows.len()).filter(|&index| rows[index].level().is_some()).collect();
        self.rows = rows;
        self.fold_rows();
        if let Some(place) = before {
            self.go_to_place(place);
        } else {
            let begin = self.subject.begins_at();
            let entry = begin.and_then(|entry| self.rows.iter().position(|row| row.target == Some(entry)));
            // Start at the first anchor that leads somewhere; what precedes it is read along with it.
            let leads_on = |row: &Row| row.is_stop() && (row.target.is_some() || row.finds().is_some());
            let stop = self.rows.iter().position(leads_on).or_else(|| self.rows.iter().position(Row::is_stop));
            let first = || Cursor { at: stop.unwrap_or(0), top: 0 };
            self.cursor = entry.map_or_else(first, |at| Cursor { at, top: at.saturating_sub(ABOVE) });
        }
    }

    /// Returns the cursor's position at any width: the number of its anchor, its distance from it in rows, and its
    /// entry.
    fn place(&self) -> (usize, usize, Option<EntryId>) {
        let index = self.index(self.cursor.at).unwrap_or_default();
        let stop = (0..=index).rev().find(|&index| self.rows.get(index).is_some_and(Row::is_stop));
        let number = self.rows.iter().take(index + 1).filter(|row| row.is_stop()).count();
        (number, index - stop.unwrap_or(0), self.target())
    }

    fn go_to_place(&mut self, (number, behind, target): (usize, usize, Option<EntryId>)) {
        let mut stops = (0..self.rows.len()).filter(|&index| self.rows[index].is_stop());
        let same = number.checked_sub(1).and_then(|number| stops.nth(number));
        let has_target = |&index: &usize| target.is_none() || self.rows[index].target == target;
        let stop = same
            .filter(has_target)
            .or_else(|| self.rows.iter().position(|row| row.is_stop() && row.target == target))
            .or(same)
            .unwrap_or(0);
        let end = (stop + 1..self.rows.len()).find(|&index| self.rows[index].is_stop()).unwrap_or(self.rows.len());
        let at = (stop + behind).min(end.saturating_sub(1));
        let offset = self.cursor.at - self.cursor.top;
        self.cursor.at = self.shown_at(at);
        self.cursor.top = self.cursor.at.saturating_sub(offset);
    }

    /// Moves the cursor; a page has `page` rows.
    pub(crate) fn go(&mut self, movement: Move, page: usize) {
        self.cursor.go(movement, self.count(), page);
    }

    /// Scrolls; the cursor follows only if it must.
    pub(crate) fn wheel(&mut self, rows: isize, page: usize) {
        self.cursor.wheel(rows, self.count(), page);
    }

    /// Keeps the cursor on a row in sight.
    pub(crate) fn settle(&mut self, page: usize) {
        self.cursor.settle(self.count(), page);
    }

    /// Goes to the next or previous anchor; returns whether there is one.
    pub(crate) fn go_to_stop(&mut self, forwards: bool, page: usize) -> bool {
        let is_stop = |at: &usize| self.row(*at).is_some_and(Row::is_stop);
        let at = self.cursor.at;
        let stop = if forwards { (at + 1..self.count()).find(is_stop) } else { (0..at).rev().find(is_stop) };
        if let Some(stop) = stop {
            self.go(Move::To(stop), page);
            // Show as much of it as there is room for.
            let rows = self.stop_at_cursor(&(stop..self.count().min(stop + page)));
            let top = rows.end.saturating_sub(page.max(1)).min(stop);
            self.cursor.top = self.cursor.top.max(top);
        }
        stop.is_some()
    }

    /// Folds or unfolds the heading above the cursor, and goes to it; returns whether there is one.
    pub(crate) fn fold(&mut self, page: usize) -> bool {
        let Some(index) = self.index(self.cursor.at) else { return false };
        let above = self.headings.partition_point(|&heading| heading <= index);
        let Some(number) = above.checked_sub(1) else { return false };
        if !self.folded.remove(&number) {
            self.folded.insert(number);
        }
        self.fold_rows();
        let at = self.shown_at(self.headings[number]);
        self.go(Move::To(at), page);
        true
    }

    /// Folds all headings, or unfolds them if all are folded; returns whether there are any.
    pub(crate) fn fold_all(&mut self, page: usize) -> bool {
        let index = self.index(self.cursor.at).unwrap_or_default();
        let headings = self.headings.len();
        self.folded = if self.folded.len() == headings { BTreeSet::new() } else { (0..headings).collect() };
        self.fold_rows();
        let at = self.shown_at(index);
        self.go(Move::To(at), page);
        headings > 0
    }

    /// Recomputes which rows are visible.
    fn fold_rows(&mut self) {
        if self.folded.is_empty() {
            self.shown = None;
            return;
        }
        let mut shown = Vec::new();
        let mut number = 0;
        // The level of the folded heading whose rows are being skipped.
        let mut within: Option<u8> = None;
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(level) = row.level() {
                if within.is_none_or(|folded| level <= folded) {
                    within = self.folded.contains(&number).then_some(level);
                    shown.push(index);
                }
                number += 1;
            } else if within.is_none() {
                shown.push(index);
            }
        }
        self.shown = Some(shown);
    }

    /// Converts an index into the visible rows to one into all rows.
    fn index(&self, at: usize) -> Option<usize> {
        match &self.shown {
            None => (at < self.rows.len()).then_some(at),
            Some(shown) => shown.get(at).copied(),
        }
    }

    /// Converts an index into all rows to one into the visible rows; for a folded row, that of its heading.
    fn shown_at(&self, index: usize) -> usize {
        match &self.shown {
            None => index,
            Some(shown) => shown.partition_point(|&shown| shown <= index).saturating_sub(1),
        }
    }
}
