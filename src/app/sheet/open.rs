//! [`Sheet`]: a subject with its rows, what is folded of it, and where its reader is.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::row::{Find, Row};
use super::subject::Subject;
use crate::app::scroll::{Cursor, Move};
use crate::corpus::EntryId;

/// So many rows are in sight above the entry at which the reader begins: a heading, or what led to it.
const ABOVE: usize = 4;

/// A sheet that is open.
#[derive(Clone, Debug)]
pub struct Sheet {
    subject: Subject,
    /// What the rows that are there were made for.
    key: Option<SheetKey>,
    /// What rows were last asked for.
    ordered: Option<SheetKey>,
    rows: Arc<Vec<Row>>,
    /// Which rows are headings.
    headings: Vec<usize>,
    /// Which headings are folded, by their number among the headings.
    folded: BTreeSet<usize>,
    /// The rows that are shown, where something is folded.
    shown: Option<Vec<usize>>,
    cursor: Cursor,
}

/// What the rows of a sheet depend on besides its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetKey {
    /// The columns of the widest row.
    pub columns: usize,
    /// How often the collections have grown.
    pub edition: u64,
}

impl Sheet {
    pub(in crate::app) fn new(subject: Subject) -> Self {
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

    /// What it shows.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Whether its rows are still to come.
    pub fn is_awaited(&self) -> bool {
        self.key.is_none()
    }

    /// The cursor, in rows that are shown.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// How many rows are shown, folded ones left out.
    pub fn count(&self) -> usize {
        self.shown.as_ref().map_or(self.rows.len(), Vec::len)
    }

    /// A row that is shown.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(self.index(at)?)
    }

    /// The rows from one that is shown on.
    pub fn rows_from(&self, at: usize) -> impl Iterator<Item = &Row> {
        (at..self.count()).filter_map(|at| self.row(at))
    }

    /// The entry at the cursor.
    pub fn target(&self) -> Option<EntryId> {
        self.row(self.cursor.at)?.target
    }

    /// What the row at the cursor finds.
    pub fn finds(&self) -> Option<&Find> {
        self.row(self.cursor.at)?.finds()
    }

    /// Those of some rows around the cursor that belong to its stop; the cursor's own where it is on none.
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

    /// Whether a row that is shown is a folded heading.
    pub fn is_folded(&self, at: usize) -> bool {
        let heading = self.index(at).and_then(|index| self.headings.binary_search(&index).ok());
        heading.is_some_and(|number| self.folded.contains(&number))
    }

    /// Asks for the rows that `key` wants, unless they are there or were asked for; whether they are to be ordered.
    pub(in crate::app) fn wants(&mut self, key: SheetKey) -> bool {
        let is_new = self.ordered != Some(key);
        self.ordered = Some(key);
        is_new
    }

    /// Takes in rows, if they are those that are wanted; the cursor stays at its stop.
    pub(in crate::app) fn take_in(&mut self, key: SheetKey, rows: Arc<Vec<Row>>) {
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
            // At the first stop that leads somewhere: what stands before it is read with it.
            let leads_on = |row: &Row| row.is_stop() && (row.target.is_some() || row.finds().is_some());
            let stop = self.rows.iter().position(leads_on).or_else(|| self.rows.iter().position(Row::is_stop));
            let first = || Cursor { at: stop.unwrap_or(0), top: 0 };
            self.cursor = entry.map_or_else(first, |at| Cursor { at, top: at.saturating_sub(ABOVE) });
        }
    }

    /// Where the cursor is, whatever the width: the number of its stop, how many rows behind it, and its entry.
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

    /// Moves the cursor in a page of so many rows.
    pub(in crate::app) fn go(&mut self, movement: Move, page: usize) {
        self.cursor.go(movement, self.count(), page);
    }

    /// Scrolls, the cursor coming along only where it must.
    pub(in crate::app) fn wheel(&mut self, rows: isize, page: usize) {
        self.cursor.wheel(rows, self.count(), page);
    }

    /// Keeps the cursor on a row in sight.
    pub(in crate::app) fn settle(&mut self, page: usize) {
        self.cursor.settle(self.count(), page);
    }

    /// Goes to the next stop, or the one before; whether there is one.
    pub(in crate::app) fn go_to_stop(&mut self, forwards: bool, page: usize) -> bool {
        let is_stop = |at: &usize| self.row(*at).is_some_and(Row::is_stop);
        let at = self.cursor.at;
        let stop = if forwards { (at + 1..self.count()).find(is_stop) } else { (0..at).rev().find(is_stop) };
        if let Some(stop) = stop {
            self.go(Move::To(stop), page);
            // As much of it as there is room for.
            let rows = self.stop_at_cursor(&(stop..self.count().min(stop + page)));
            let top = rows.end.saturating_sub(page.max(1)).min(stop);
            self.cursor.top = self.cursor.top.max(top);
        }
        stop.is_some()
    }

    /// Folds or unfolds the heading above the cursor, and goes to it; whether there is one.
    pub(in crate::app) fn fold(&mut self, page: usize) -> bool {
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

    /// Folds all headings, or unfolds them if all are folded; whether there are any.
    pub(in crate::app) fn fold_all(&mut self, page: usize) -> bool {
        let index = self.index(self.cursor.at).unwrap_or_default();
        let headings = self.headings.len();
        self.folded = if self.folded.len() == headings { BTreeSet::new() } else { (0..headings).collect() };
        self.fold_rows();
        let at = self.shown_at(index);
        self.go(Move::To(at), page);
        headings > 0
    }

    /// Works out which rows are shown.
    fn fold_rows(&mut self) {
        if self.folded.is_empty() {
            self.shown = None;
            return;
        }
        let mut shown = Vec::new();
        let mut number = 0;
        // The level of the folded heading that is being passed over.
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

    /// Which of all rows one that is shown is.
    fn index(&self, at: usize) -> Option<usize> {
        match &self.shown {
            None => (at < self.rows.len()).then_some(at),
            Some(shown) => shown.get(at).copied(),
        }
    }

    /// Where one of all rows is shown, or the heading under which it is folded.
    fn shown_at(&self, index: usize) -> usize {
        match &self.shown {
            None => index,
            Some(shown) => shown.partition_point(|&shown| shown <= index).saturating_sub(1),
        }
    }
}
