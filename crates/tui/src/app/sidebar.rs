//! The sidebar: the tree of topics, and the other facets.

use std::collections::HashSet;

use super::id_map::IdMap;
use super::scroll::{ListCursor, Motion};
use kzq_corpus::TopicId;
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
#[derive(Debug, Default)]
pub struct Sidebar {
    pub(super) rows: Vec<SidebarRow>,
    pub(super) cursor: ListCursor,
    pub(super) folded: HashSet<TopicId>,
}

impl Sidebar {
    /// The visible rows; children of folded topics are left out.
    pub fn rows(&self) -> &[SidebarRow] {
        &self.rows
    }

    /// The cursor on the visible rows.
    pub fn cursor(&self) -> ListCursor {
        self.cursor
    }

    /// Whether the children of a topic are hidden.
    pub fn is_folded(&self, topic: TopicId) -> bool {
        self.folded.contains(&topic)
    }

    pub(super) fn selected_row(&self) -> Option<SidebarRow> {
        self.rows.get(self.cursor.index).copied()
    }

    /// Replaces the rows, of which `page` are in sight; the cursor stays on its row if that is still there.
    pub(super) fn set_rows(&mut self, rows: Vec<SidebarRow>, page: usize) {
        let current = self.selected_row().filter(|row| row.is_selectable());
        self.rows = rows;
        let at = current.and_then(|on| self.rows.iter().position(|row| *row == on));
        self.cursor.set(at.unwrap_or(self.cursor.index), self.rows.len(), page);
        self.skip_headings(1, page);
    }

    pub(super) fn move_cursor(&mut self, movement: Motion, page: usize) {
        let before = self.cursor.index;
        self.cursor.move_by(movement, self.rows.len(), page);
        self.skip_headings(if self.cursor.index < before { -1 } else { 1 }, page);
    }

    pub(super) fn scroll(&mut self, rows: isize, page: usize) {
        self.cursor.scroll_by(rows, self.rows.len(), page);
        self.skip_headings(rows.signum(), page);
    }

    /// Moves the cursor off a row that cannot be chosen, onwards if possible, else back.
    fn skip_headings(&mut self, direction: isize, page: usize) {
        let rows = &self.rows;
        let at = self.cursor.index;
        let is_selectable = |index: &usize| rows[*index].is_selectable();
        let after = (at..rows.len()).find(is_selectable);
        let before = (0..at.min(rows.len())).rev().find(is_selectable);
        let to = if direction < 0 {
            before.filter(|_| !rows.get(at).is_some_and(|row| row.is_selectable())).or(after).or(before)
        } else {
            after.or(before)
        };
        self.cursor.set(to.unwrap_or(0), rows.len(), page);
    }

    /// Moves the cursor to a row, if it is there.
    pub(super) fn select_row(&mut self, row: SidebarRow, page: usize) {
        if let Some(at) = self.rows.iter().position(|other| *other == row) {
            self.cursor.set(at, self.rows.len(), page);
        }
    }

    /// Moves the cursor to the row at a line of the sidebar; returns whether there is one to choose.
    pub(super) fn select_line(&mut self, line: usize) -> bool {
        let at = self.cursor.top + line;
        let is_selectable = self.rows.get(at).is_some_and(|row| row.is_selectable());
        if is_selectable {
            self.cursor.index = at;
        }
        is_selectable
    }

    /// Maps the ids to reloaded collections.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        let current = self.selected_row().and_then(|row| row.remap_ids(map));
        let Self { rows, cursor, folded } = self;
        // The rows are built again; all they are needed for is to find the one at the cursor.
        rows.fill(SidebarRow::Blank);
        if let (Some(row), Some(current)) = (rows.get_mut(cursor.index), current) {
            *row = current;
        }
        let topic = |&topic: &TopicId| match map.facet_value(FacetValue::Topic(topic)) {
            Some(FacetValue::Topic(topic)) => Some(topic),
            _ => None,
        };
        *folded = folded.iter().filter_map(topic).collect();
    }
}
