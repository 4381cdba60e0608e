//! The sidebar: the tree of topics, and the other facets.

use std::collections::HashSet;

use super::id_map::IdMap;
use super::scroll::{ListCursor, Motion};
use kzq_corpus::{Corpus, TopicId};
use kzq_search::{Facet, FacetFilter, FacetValue};
use kzq_shelf::ListKey;

/// A row of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidebarRow {
    /// All topics: clears the topic facet.
    All,
    /// A value of a facet.
    Value(FacetValue),
    /// A saved search, by the key of its name.
    Search(ListKey),
    /// The heading of a group of facets.
    Heading(&'static str),
    /// The number of values left out, and the query field that finds them.
    More(usize, &'static str),
    /// A blank row between groups.
    Blank,
}

impl SidebarRow {
    /// Whether the cursor can be on the row.
    pub fn is_selectable(self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Blank | Self::More(..))
    }

    /// The value of the row, if it has one.
    pub fn value(self) -> Option<FacetValue> {
        match self {
            Self::Value(value) => Some(value),
            Self::All | Self::Search(_) | Self::Heading(_) | Self::More(..) | Self::Blank => None,
        }
    }

    /// The row of the same value in reloaded collections, if that is still there.
    fn remap_ids(self, map: &IdMap<'_>) -> Option<Self> {
        match self.value() {
            Some(value) => map.facet_value(value).map(Self::Value),
            None => Some(self),
        }
    }

    /// Whether the row is active: its value is chosen, or no topic is. For saved searches, ask the model.
    pub fn is_set(self, selection: &FacetFilter) -> bool {
        match self {
            Self::All => selection.choices_of(Facet::Topic).is_empty(),
            Self::Value(value) => selection.choice(value).is_some(),
            Self::Search(_) | Self::Heading(_) | Self::Blank | Self::More(..) => false,
        }
    }
}

/// The rows of the sidebar, its cursor and the folded topics.
///
/// There may be a hundred thousand topics. Their rows are collected when topics are folded or the collections change; the
/// few others are at every key.
#[derive(Debug, Default)]
pub struct Sidebar {
    /// The topics that are not below a folded one, in order.
    topics: Vec<TopicId>,
    /// The revision of the collections that these are of; `None` if they must be collected again.
    topics_revision: Option<u64>,
    /// The rows below those of the topics.
    facet_rows: Vec<SidebarRow>,
    cursor: ListCursor,
    folded: HashSet<TopicId>,
    /// The row that the cursor goes to as soon as there are rows again.
    row_to_find: Option<SidebarRow>,
}

impl Sidebar {
    /// The number of visible rows; children of folded topics are left out.
    pub fn row_count(&self) -> usize {
        1 + self.topics.len() + self.facet_rows.len()
    }

    /// A visible row: first that of all topics, then the topics, then those below them.
    pub fn row(&self, index: usize) -> Option<SidebarRow> {
        match index.checked_sub(1) {
            _ if index >= self.row_count() => None,
            None => Some(SidebarRow::All),
            Some(at) => match self.topics.get(at) {
                Some(&topic) => Some(SidebarRow::Value(FacetValue::Topic(topic))),
                None => self.facet_rows.get(at - self.topics.len()).copied(),
            },
        }
    }

    /// The visible rows from an index on, each with its index.
    pub fn rows_from(&self, first: usize) -> impl Iterator<Item = (usize, SidebarRow)> {
        (first..).map_while(|index| Some((index, self.row(index)?)))
    }

    /// The rows below those of the topics: values of the other facets with their headings, and saved searches.
    pub fn facet_rows(&self) -> &[SidebarRow] {
        &self.facet_rows
    }

    /// The cursor on the visible rows.
    pub fn cursor(&self) -> ListCursor {
        self.cursor
    }

    /// Whether the children of a topic are hidden.
    pub fn is_folded(&self, topic: TopicId) -> bool {
        self.folded.contains(&topic)
    }

    /// Hides the children of these topics, and of no others.
    pub(super) fn set_folded(&mut self, folded: HashSet<TopicId>) {
        self.folded = folded;
        self.topics_revision = None;
    }

    /// Shows the children of a topic.
    pub(super) fn unfold(&mut self, topic: TopicId) {
        if self.folded.remove(&topic) {
            self.topics_revision = None;
        }
    }

    /// Hides the children of a topic, or shows them.
    pub(super) fn toggle_fold(&mut self, topic: TopicId) {
        if !self.folded.remove(&topic) {
            self.folded.insert(topic);
        }
        self.topics_revision = None;
    }

    pub(super) fn selected_row(&self) -> Option<SidebarRow> {
        self.row(self.cursor.index)
    }

    /// Updates the rows to a revision of the collections, with `facet_rows` below the topics; `page` rows are visible.
    /// The cursor stays on its row if that is still there.
    pub(super) fn update_rows(&mut self, (corpus, revision): (&Corpus, u64), facet_rows: Vec<SidebarRow>, page: usize) {
        let current = self.row_to_find.take().or_else(|| self.selected_row().filter(|row| row.is_selectable()));
        if self.topics_revision != Some(revision) {
            self.topics_revision = Some(revision);
            self.topics.clear();
            for topic in corpus.topic_ids() {
                // Parents come before their children.
                let is_shown = corpus
                    .topic(topic)
                    .parent
                    .is_none_or(|parent| self.topics.binary_search(&parent).is_ok() && !self.folded.contains(&parent));
                if is_shown {
                    self.topics.push(topic);
                }
            }
        }
        self.facet_rows = facet_rows;
        let at = current.and_then(|row| self.position(row));
        self.cursor.set(at.unwrap_or(self.cursor.index), self.row_count(), page);
        self.skip_headings(1, page);
    }

    fn position(&self, row: SidebarRow) -> Option<usize> {
        match row {
            SidebarRow::All => Some(0),
            SidebarRow::Value(FacetValue::Topic(topic)) => self.topics.binary_search(&topic).ok().map(|at| at + 1),
            other => {
                let at = self.facet_rows.iter().position(|row| *row == other)?;
                Some(1 + self.topics.len() + at)
            }
        }
    }

    pub(super) fn move_cursor(&mut self, movement: Motion, page: usize) {
        let before = self.cursor.index;
        self.cursor.move_by(movement, self.row_count(), page);
        self.skip_headings(if self.cursor.index < before { -1 } else { 1 }, page);
    }

    pub(super) fn scroll(&mut self, rows: isize, page: usize) {
        self.cursor.scroll_by(rows, self.row_count(), page);
        self.skip_headings(rows.signum(), page);
    }

    /// Moves the cursor off a row that cannot be chosen, onwards if possible, else back.
    fn skip_headings(&mut self, direction: isize, page: usize) {
        let (at, count) = (self.cursor.index, self.row_count());
        let is_selectable = |index: &usize| self.row(*index).is_some_and(SidebarRow::is_selectable);
        let after = (at..count).find(is_selectable);
        let before = (0..at.min(count)).rev().find(is_selectable);
        let to =
            if direction < 0 { before.filter(|_| !is_selectable(&at)).or(after).or(before) } else { after.or(before) };
        self.cursor.set(to.unwrap_or(0), count, page);
    }

    /// Moves the cursor to a row, if it exists.
    pub(super) fn select_row(&mut self, row: SidebarRow, page: usize) {
        if let Some(at) = self.position(row) {
            self.cursor.set(at, self.row_count(), page);
        }
    }

    /// Moves the cursor to the row at a line of the sidebar; returns whether there is one to choose.
    pub(super) fn select_line(&mut self, line: usize) -> bool {
        let at = self.cursor.top + line;
        let is_selectable = self.row(at).is_some_and(SidebarRow::is_selectable);
        if is_selectable {
            self.cursor.index = at;
        }
        is_selectable
    }

    /// Maps the ids to reloaded collections; the rows are built again later.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        let row_to_find = self.row_to_find.or(self.selected_row()).and_then(|row| row.remap_ids(map));
        let topic = |&topic: &TopicId| match map.facet_value(FacetValue::Topic(topic)) {
            Some(FacetValue::Topic(topic)) => Some(topic),
            _ => None,
        };
        let folded = self.folded.iter().filter_map(topic).collect();
        *self = Self { cursor: self.cursor, folded, row_to_find, ..Self::default() };
    }
}
