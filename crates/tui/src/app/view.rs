//! [`View`]: a view with its rows, its folds and its cursor.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::find::{Find, next_match};
use super::id_map::IdMap;
use super::scroll::{ListCursor, Motion};
use crate::layout::view_kind::{ViewKey, ViewKind};
use crate::layout::view_row::{RowFilter, ViewRow};
use kzq_corpus::{Corpus, EntryId};

/// How many rows stay visible around the target of a jump, to show the heading above it or the rest of a match.
const CONTEXT_ROWS: usize = 4;

/// An open full-screen view.
#[derive(Clone, Debug)]
pub struct View {
    kind: ViewKind,
    /// What the present rows were built for.
    key: Option<ViewKey>,
    /// What rows were last requested for.
    requested: Option<ViewKey>,
    rows: Arc<Vec<ViewRow>>,
    /// Indices of the rows that are headings.
    headings: Vec<usize>,
    /// Folded headings, as indices into `headings`.
    folded_headings: BTreeSet<usize>,
    /// Indices of the visible rows, if something is folded.
    visible_rows: Option<Vec<usize>>,
    cursor: ListCursor,
    /// What is searched for.
    pub(super) find: Find,
}

impl View {
    pub(crate) fn new(kind: ViewKind) -> Self {
        Self {
            kind,
            key: None,
            requested: None,
            rows: Arc::default(),
            headings: Vec::new(),
            folded_headings: BTreeSet::new(),
            visible_rows: None,
            cursor: ListCursor::default(),
            find: Find::default(),
        }
    }

    /// Starts again in reloaded collections; returns `None` if the entry that it is about is gone.
    pub(super) fn remap_ids(self, map: &IdMap<'_>) -> Option<Self> {
        self.kind.remap(|id| map.entry(id)).map(Self::new)
    }

    /// Returns what the view shows.
    pub fn kind(&self) -> &ViewKind {
        &self.kind
    }

    /// Returns whether its rows have not arrived yet.
    pub fn is_loading(&self) -> bool {
        self.key.is_none()
    }

    /// Returns the cursor, as an index into the visible rows.
    pub fn cursor(&self) -> ListCursor {
        self.cursor
    }

    /// Returns the number of visible rows, which excludes folded ones.
    pub fn row_count(&self) -> usize {
        self.visible_rows.as_ref().map_or(self.rows.len(), Vec::len)
    }

    /// Returns a visible row.
    pub fn row(&self, at: usize) -> Option<&ViewRow> {
        self.rows.get(self.row_index(at)?)
    }

    /// Returns the visible rows starting at `at`.
    pub fn rows_from(&self, at: usize) -> impl Iterator<Item = &ViewRow> {
        (at..self.row_count()).filter_map(|at| self.row(at))
    }

    /// Returns the entry at the cursor; on the quiet page, there is only one.
    pub fn target(&self) -> Option<EntryId> {
        if let ViewKind::Quiet(entry) = self.kind {
            return Some(entry);
        }
        self.row(self.cursor.index)?.target
    }

    /// Returns the filter that the row at the cursor sets.
    pub fn filter(&self) -> Option<&RowFilter> {
        self.row(self.cursor.index)?.filter()
    }

    /// Returns those rows of `among` that belong to the anchor at the cursor; if there is none, the row of the cursor.
    pub fn section_at_cursor(&self, range: &Range<usize>) -> Range<usize> {
        let ListCursor { index: at, .. } = self.cursor;
        let Some(target) = self.target() else { return at..at + 1 };
        let is_same = |at: &usize| self.row(*at).is_some_and(|row| row.target == Some(target));
        let is_first = |at: &usize| self.row(*at).is_some_and(ViewRow::is_anchor);
        let mut from = at;
        while from > range.start && !is_first(&from) && is_same(&(from - 1)) {
            from -= 1;
        }
        let below = (at + 1..range.end).take_while(|at| is_same(at) && !is_first(at));
        from..below.last().unwrap_or(at) + 1
    }

    /// Returns whether a visible row is a folded heading.
    pub fn is_folded(&self, at: usize) -> bool {
        let heading = self.row_index(at).and_then(|index| self.headings.binary_search(&index).ok());
        heading.is_some_and(|number| self.folded_headings.contains(&number))
    }

    /// Records that the rows for `key` are requested; returns whether they were not yet.
    pub(crate) fn request(&mut self, key: ViewKey) -> bool {
        let is_new = self.requested != Some(key);
        self.requested = Some(key);
        is_new
    }

    /// Sets the rows, if they are the ones requested; the cursor stays at its anchor.
    pub(crate) fn set_rows(&mut self, key: ViewKey, rows: Arc<Vec<ViewRow>>) {
        if self.requested != Some(key) {
            return;
        }
        let position = self.key.is_some().then(|| self.anchor_position());
        self.key = Some(key);
        self.headings = (0..rows.len()).filter(|&index| rows[index].heading_level().is_some()).collect();
        self.rows = rows;
        self.update_visible_rows();
        if let Some(place) = position {
            self.restore_anchor_position(place);
        } else {
            let initial = self.kind.initial_entry();
            let entry = initial.and_then(|entry| self.rows.iter().position(|row| row.target == Some(entry)));
            // Start at the first anchor that leads somewhere; what precedes it is read along with it.
            let leads_somewhere = |row: &ViewRow| row.is_anchor() && (row.target.is_some() || row.filter().is_some());
            let anchor =
                self.rows.iter().position(leads_somewhere).or_else(|| self.rows.iter().position(ViewRow::is_anchor));
            let first = || ListCursor { index: anchor.unwrap_or(0), top: 0 };
            self.cursor = entry.map_or_else(first, |at| ListCursor { index: at, top: at.saturating_sub(CONTEXT_ROWS) });
        }
    }

    /// Returns the cursor's position at any width: the number of its anchor, its distance from it in rows, and its
    /// entry.
    fn anchor_position(&self) -> (usize, usize, Option<EntryId>) {
        let index = self.row_index(self.cursor.index).unwrap_or_default();
        let stop = (0..=index).rev().find(|&index| self.rows.get(index).is_some_and(ViewRow::is_anchor));
        let number = self.rows.iter().take(index + 1).filter(|row| row.is_anchor()).count();
        (number, index - stop.unwrap_or(0), self.target())
    }

    fn restore_anchor_position(&mut self, (number, offset_rows, target): (usize, usize, Option<EntryId>)) {
        let mut stops = (0..self.rows.len()).filter(|&index| self.rows[index].is_anchor());
        let same = number.checked_sub(1).and_then(|number| stops.nth(number));
        let has_target = |&index: &usize| target.is_none() || self.rows[index].target == target;
        let stop = same
            .filter(has_target)
            .or_else(|| self.rows.iter().position(|row| row.is_anchor() && row.target == target))
            .or(same)
            .unwrap_or(0);
        let end = (stop + 1..self.rows.len()).find(|&index| self.rows[index].is_anchor()).unwrap_or(self.rows.len());
        let at = (stop + offset_rows).min(end.saturating_sub(1));
        let offset = self.cursor.index - self.cursor.top;
        self.cursor.index = self.visible_index(at);
        self.cursor.top = self.cursor.index.saturating_sub(offset);
    }

    /// Moves the cursor; a page has `page` rows.
    pub(crate) fn move_cursor(&mut self, movement: Motion, page: usize) {
        let before = self.cursor.index;
        self.cursor.move_by(movement, self.row_count(), page);
        self.skip_dead_rows(self.cursor.index >= before, page);
        // The titles above a row stay visible.
        let at = self.cursor.index;
        let titles = (0..at).rev().take_while(|&at| !self.is_live(at)).last();
        if let Some(first) = titles.filter(|first| at - first < page) {
            self.cursor.top = self.cursor.top.min(first);
        }
    }

    /// Scrolls; the cursor follows only if it must.
    pub(crate) fn scroll(&mut self, rows: isize, page: usize) {
        let top = self.cursor.top;
        self.cursor.scroll_by(rows, self.row_count(), page);
        if self.cursor.top != top {
            self.skip_dead_rows(rows > 0, page);
        }
    }

    /// Returns whether the cursor can be on a visible row: in a table, it must lead somewhere or fold.
    pub(super) fn is_live(&self, at: usize) -> bool {
        let leads = |row: &ViewRow| row.target.is_some() || row.filter().is_some() || row.heading_level().is_some();
        !self.kind.is_table() || self.row(at).is_some_and(leads)
    }

    /// Moves the cursor off a row without a use, onwards if possible, else back.
    fn skip_dead_rows(&mut self, forwards: bool, page: usize) {
        let (at, count) = (self.cursor.index, self.row_count());
        let after = || (at..count).find(|&at| self.is_live(at));
        let before = || (0..=at.min(count.saturating_sub(1))).rev().find(|&at| self.is_live(at));
        let live = if forwards { after().or_else(before) } else { before().or_else(after) };
        if let Some(live) = live.filter(|_| count > 0) {
            self.cursor.set(live, count, page);
        }
    }

    /// Scrolls so that a row is the first visible one, if there are enough rows below it, and puts the cursor there.
    pub(crate) fn scroll_to_row(&mut self, row: usize, page: usize) {
        self.cursor = ListCursor { index: row, top: row };
        self.clamp_cursor(page);
    }

    /// Keeps the cursor on a row visible.
    pub(crate) fn clamp_cursor(&mut self, page: usize) {
        self.cursor.clamp(self.row_count(), page);
    }

    /// Goes to the next or previous anchor; returns whether there is one.
    pub(crate) fn go_to_section(&mut self, forwards: bool, page: usize) -> bool {
        let is_stop = |at: &usize| self.row(*at).is_some_and(ViewRow::is_anchor);
        let at = self.cursor.index;
        let stop = if forwards { (at + 1..self.row_count()).find(is_stop) } else { (0..at).rev().find(is_stop) };
        if let Some(stop) = stop {
            self.move_cursor(Motion::To(stop), page);
            // Show as much of it as there is room for.
            let rows = self.section_at_cursor(&(stop..self.row_count().min(stop + page)));
            let top = rows.end.saturating_sub(page.max(1)).min(stop);
            self.cursor.top = self.cursor.top.max(top);
        }
        stop.is_some()
    }

    /// Folds or unfolds the heading above the cursor, and goes to it; returns whether there is one.
    pub(crate) fn toggle_fold(&mut self, page: usize) -> bool {
        let Some(index) = self.row_index(self.cursor.index) else { return false };
        let above = self.headings.partition_point(|&heading| heading <= index);
        let Some(number) = above.checked_sub(1) else { return false };
        if !self.folded_headings.remove(&number) {
            self.folded_headings.insert(number);
        }
        self.update_visible_rows();
        let at = self.visible_index(self.headings[number]);
        self.move_cursor(Motion::To(at), page);
        true
    }

    /// Folds all headings, or unfolds them if all are folded; returns whether there are any.
    pub(crate) fn toggle_all_folds(&mut self, page: usize) -> bool {
        let index = self.row_index(self.cursor.index).unwrap_or_default();
        let headings = self.headings.len();
        self.folded_headings =
            if self.folded_headings.len() == headings { BTreeSet::new() } else { (0..headings).collect() };
        self.update_visible_rows();
        let at = self.visible_index(index);
        self.move_cursor(Motion::To(at), page);
        headings > 0
    }

    /// Returns the index of the row at the cursor among all rows.
    pub(super) fn cursor_row_index(&self) -> usize {
        self.row_index(self.cursor.index).unwrap_or_default()
    }

    /// Goes to a row by its index among all rows, with some rows below it visible; if it is folded away, everything is
    /// unfolded.
    pub(super) fn go_to_row_index(&mut self, index: usize, page: usize) {
        if self.row_index(self.visible_index(index)) != Some(index) {
            self.folded_headings.clear();
            self.update_visible_rows();
        }
        self.move_cursor(Motion::To(self.visible_index(index)), page);
        let (at, last_top) = (self.cursor.index, self.row_count().saturating_sub(page));
        let top = (at + CONTEXT_ROWS + 1).saturating_sub(page).min(last_top);
        self.cursor.top = self.cursor.top.max(top).min(at);
    }

    /// Returns the index among all rows of the next one in which a match begins, and whether it was found from the other
    /// end on.
    pub(super) fn find_row(&self, corpus: &Corpus, from: usize, forwards: bool) -> Option<(usize, bool)> {
        let begins = |index| self.matches_from(index, corpus).iter().any(|&(begins, _)| begins);
        next_match(self.rows.len(), from, forwards, begins)
    }

    /// Returns the parts of a visible row that match what is searched for, as byte ranges of its text.
    pub fn matches(&self, at: usize, corpus: &Corpus) -> Vec<Range<usize>> {
        let matches = self.row_index(at).map(|index| self.matches_from(index, corpus));
        matches.into_iter().flatten().map(|(_, range)| range).collect()
    }

    /// Returns the parts of a row that match, and whether each begins there. A match may continue in the next row of
    /// the same text.
    fn matches_from(&self, index: usize, corpus: &Corpus) -> Vec<(bool, Range<usize>)> {
        let Some(row) = self.rows.get(index).filter(|_| !self.find.is_empty()) else { return Vec::new() };
        let neighbour = |index: Option<usize>| {
            let row = self.rows.get(index?).filter(|other| other.is_of_same_text(row))?;
            Some(row.plain_text(corpus))
        };
        let before = neighbour(index.checked_sub(1)).map(|text| text + " ").unwrap_or_default();
        let own = row.plain_text(corpus);
        let after = neighbour(Some(index + 1)).unwrap_or_default();
        let (start, end) = (before.len(), before.len() + own.len());
        let found = self.find.ranges_in(&format!("{before}{own} {after}"));
        let is_own = |range: &Range<usize>| range.start < end && start < range.end;
        let clip =
            |range: Range<usize>| (start <= range.start, range.start.max(start) - start..range.end.min(end) - start);
        found.into_iter().filter(is_own).map(clip).collect()
    }

    /// Recomputes which rows are visible.
    fn update_visible_rows(&mut self) {
        if self.folded_headings.is_empty() {
            self.visible_rows = None;
            return;
        }
        let mut shown = Vec::new();
        let mut number = 0;
        // The level of the folded heading whose rows are being skipped.
        let mut folded_level: Option<u8> = None;
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(level) = row.heading_level() {
                if folded_level.is_none_or(|folded| level <= folded) {
                    folded_level = self.folded_headings.contains(&number).then_some(level);
                    shown.push(index);
                }
                number += 1;
            } else if folded_level.is_none() {
                shown.push(index);
            }
        }
        self.visible_rows = Some(shown);
    }

    /// Converts an index into the visible rows to one into all rows.
    fn row_index(&self, at: usize) -> Option<usize> {
        match &self.visible_rows {
            None => (at < self.rows.len()).then_some(at),
            Some(shown) => shown.get(at).copied(),
        }
    }

    /// Converts an index into all rows to one into the visible rows; for a folded row, that of its heading.
    fn visible_index(&self, index: usize) -> usize {
        match &self.visible_rows {
            None => index,
            Some(shown) => shown.partition_point(|&shown| shown <= index).saturating_sub(1),
        }
    }
}
