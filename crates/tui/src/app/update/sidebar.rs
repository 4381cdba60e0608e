//! The sidebar: its rows, its cursor, and choosing facets.

use std::cmp::Reverse;

use crate::app::model::Model;
use crate::app::panes::inside;
use crate::app::scroll::Move;
use crate::app::sidebar::Row;
use kzq_corpus::{TopicId, Wording};
use kzq_shelf::Facet;

/// Maximum number of speakers, sources and lists in the sidebar; typing finds the others. If there are more topics than
/// this, they start folded.
const MOST: usize = 12;

impl Model {
    /// Folds every topic with subtopics, if the whole tree would push all other facets out of sight.
    pub(crate) fn fold_long_tree(&mut self) {
        if self.corpus.topics().len() > MOST {
            self.sidebar.folded = self.corpus.topic_ids().filter(|&topic| self.has_subtopics(topic)).collect();
        }
    }

    pub(super) fn sidebar_rows(&self) -> usize {
        self.panes().topics.map_or(1, |topics| usize::from(inside(topics).height))
    }

    /// Returns whether a topic has subtopics.
    pub fn has_subtopics(&self, topic: TopicId) -> bool {
        self.corpus.topic(topic).is_parent
    }

    /// Rebuilds the rows; the cursor stays on its row if that is still there.
    pub(super) fn settle_sidebar(&mut self) {
        let on = self.sidebar.row();
        self.sidebar.rows = self.build_rows();
        let page = self.sidebar_rows();
        let at = on.and_then(|on| self.sidebar.rows.iter().position(|row| *row == on));
        let count = self.sidebar.rows.len();
        self.sidebar.cursor.set(at.unwrap_or(self.sidebar.cursor.at), count, page);
        self.leave_headings(1);
    }

    fn build_rows(&self) -> Vec<Row> {
        let mut rows = vec![Row::All];
        let shown = |&id: &TopicId| !self.corpus.topic_line(id).skip(1).any(|above| self.sidebar.is_folded(above));
        rows.extend(self.corpus.topic_ids().filter(shown).map(Row::Topic));
        rows.extend([Row::Blank, Row::Heading("KIND")]);
        rows.extend(Wording::ALL.map(Row::Wording));
        let (hits, totals) = (&self.answer.counts, &self.totals);
        let speakers = top(self.corpus.speaker_ids(), |id| (hits.speaker(id), totals.speaker(id)));
        let sources = top(self.corpus.source_ids(), |id| (hits.source(id), totals.source(id)));
        rows.extend([Row::Blank, Row::Heading("SPEAKER")]);
        rows.extend(speakers.into_iter().map(Row::Speaker));
        rows.extend(more(self.corpus.speakers().len(), "speaker:"));
        rows.extend([Row::Blank, Row::Heading("SOURCE")]);
        let listed = sources.iter().copied().filter(|&id| totals.source(id) > 0);
        rows.extend(listed.map(Row::Source));
        rows.extend(more(self.corpus.sources().len(), "source:"));
        rows.extend(self.shelf_rows());
        rows
    }

    /// Returns the rows of the shelf, without empty ones.
    fn shelf_rows(&self) -> Vec<Row> {
        let shelf = self.desk.shelf();
        if shelf.is_empty() {
            return Vec::new();
        }
        let mut rows = vec![Row::Blank, Row::Heading("SHELF")];
        let marks = [Facet::Starred, Facet::Noted, Facet::Highlighted];
        rows.extend(marks.into_iter().filter(|&mark| shelf.count(mark) > 0).map(Row::Shelf));
        rows.extend(shelf.lists().iter().take(MOST).map(|list| Row::Shelf(Facet::List(list.key()))));
        rows.extend(more(shelf.lists().len(), "list:"));
        rows
    }

    pub(super) fn move_sidebar(&mut self, movement: Move) {
        let page = self.sidebar_rows();
        let before = self.sidebar.cursor.at;
        self.sidebar.cursor.go(movement, self.sidebar.rows.len(), page);
        self.leave_headings(if self.sidebar.cursor.at < before { -1 } else { 1 });
    }

    pub(super) fn wheel_sidebar(&mut self, rows: isize) {
        let page = self.sidebar_rows();
        self.sidebar.cursor.wheel(rows, self.sidebar.rows.len(), page);
        self.leave_headings(rows.signum());
    }

    /// Moves the cursor off a row that cannot be chosen, onwards if possible, else back.
    fn leave_headings(&mut self, direction: isize) {
        let rows = &self.sidebar.rows;
        let at = self.sidebar.cursor.at;
        let on = |index: &usize| rows[*index].can_be_chosen();
        let after = (at..rows.len()).find(on);
        let before = (0..at.min(rows.len())).rev().find(on);
        let to = if direction < 0 {
            before.filter(|_| !rows.get(at).is_some_and(|row| row.can_be_chosen())).or(after).or(before)
        } else {
            after.or(before)
        };
        let (count, page) = (rows.len(), self.sidebar_rows());
        self.sidebar.cursor.set(to.unwrap_or(0), count, page);
    }

    /// Sets or clears the facet of the row at the cursor; returns whether anything changed.
    pub(super) fn choose_row(&mut self) -> bool {
        let Some(row) = self.sidebar.row() else { return false };
        let chosen = row.choose(self.selection);
        let changed = chosen != self.selection;
        self.selection = chosen;
        if let Some(topic) = chosen.topic {
            self.sidebar.folded.remove(&topic);
        }
        changed
    }

    /// Folds or unfolds the topic at the cursor, or its parent.
    pub(super) fn fold_row(&mut self) {
        let Some(Row::Topic(topic)) = self.sidebar.row() else { return };
        let foldable = if self.has_subtopics(topic) { Some(topic) } else { self.corpus.topic(topic).parent };
        let Some(foldable) = foldable else { return };
        if !self.sidebar.folded.remove(&foldable) {
            self.sidebar.folded.insert(foldable);
        }
        self.sidebar.rows = self.build_rows();
        self.point_at(Row::Topic(foldable));
    }

    /// Moves the cursor to a row, if it is there.
    pub(super) fn point_at(&mut self, row: Row) {
        let page = self.sidebar_rows();
        if let Some(at) = self.sidebar.rows.iter().position(|other| *other == row) {
            self.sidebar.cursor.set(at, self.sidebar.rows.len(), page);
        }
    }

    /// Moves the cursor to the row at a line of the sidebar; returns whether there is one to choose.
    pub(super) fn point_sidebar(&mut self, line: usize) -> bool {
        let at = self.sidebar.cursor.top + line;
        let good = self.sidebar.rows.get(at).is_some_and(|row| row.can_be_chosen());
        if good {
            self.sidebar.cursor.at = at;
        }
        good
    }
}

/// Returns the `MAX_FACET_ROWS` ids with the most hits, and among equal ones with the most entries, in their own order.
fn top<I: Copy>(ids: impl Iterator<Item = I>, entries: impl Fn(I) -> (usize, usize)) -> Vec<I> {
    let mut all: Vec<(usize, I)> = ids.enumerate().collect();
    if all.len() > MOST {
        // There may be thousands, and this runs at every key.
        all.select_nth_unstable_by_key(MOST, |&(place, id)| (Reverse(entries(id)), place));
        all.truncate(MOST);
    }
    all.sort_by_key(|&(place, _)| place);
    all.into_iter().map(|(_, id)| id).collect()
}

fn more(count: usize, field: &'static str) -> Option<Row> {
    count.checked_sub(MOST).filter(|&more| more > 0).map(|more| Row::More(more, field))
}
