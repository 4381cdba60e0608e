//! The sidebar: the tree of topics, and the other facets.

use std::collections::HashSet;

use super::id_map::IdMap;
use super::scroll::{ListCursor, Motion};
use kzq_corpus::{MaybeSpeaker, SourceId, TopicId, Wording};
use kzq_search::FacetFilter;
use kzq_shelf::ShelfFacet;

/// A row of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidebarRow {
    /// All topics: clears the topic facet.
    All,
    /// A topic of the tree.
    Topic(TopicId),
    /// The heading of a group of facets.
    Heading(&'static str),
    /// A wording, such as verbatim.
    Wording(Wording),
    /// A speaker, or the unknown one, as a facet.
    Speaker(MaybeSpeaker),
    /// A source as a facet.
    Source(SourceId),
    /// A part of the user's shelf.
    Shelf(ShelfFacet),
    /// The number of facets left out, and the query field that finds them.
    More(usize, &'static str),
    /// A blank row between groups.
    Blank,
}

impl SidebarRow {
    /// Whether the cursor can be on the row.
    pub fn is_selectable(self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Blank | Self::More(..))
    }

    /// Toggles the facet of this row in a selection.
    pub(super) fn toggle_in(self, selection: FacetFilter) -> FacetFilter {
        fn toggled<T: Copy + PartialEq>(set: Option<T>, chosen: T) -> Option<T> {
            (set != Some(chosen)).then_some(chosen)
        }
        match self {
            Self::All => FacetFilter { topic: None, ..selection },
            Self::Topic(id) => FacetFilter { topic: toggled(selection.topic, id), ..selection },
            Self::Wording(wording) => FacetFilter { wording: toggled(selection.wording, wording), ..selection },
            Self::Speaker(id) => FacetFilter { speaker: toggled(selection.speaker, id), ..selection },
            Self::Source(id) => FacetFilter { source: toggled(selection.source, id), ..selection },
            Self::Shelf(facet) => FacetFilter { shelf: toggled(selection.shelf, facet), ..selection },
            Self::Heading(_) | Self::Blank | Self::More(..) => selection,
        }
    }

    /// The row of the same facet in reloaded collections, if that is still there.
    fn remap_ids(self, map: &IdMap<'_>) -> Option<Self> {
        let facets = map.facets(self.toggle_in(FacetFilter::default()));
        match self {
            Self::Topic(_) => facets.topic.map(Self::Topic),
            Self::Speaker(_) => facets.speaker.map(Self::Speaker),
            Self::Source(_) => facets.source.map(Self::Source),
            Self::All | Self::Wording(_) | Self::Shelf(_) | Self::Heading(_) | Self::More(..) | Self::Blank => {
                Some(self)
            }
        }
    }

    /// Whether the facet of this row is active.
    pub fn is_set(self, selection: &FacetFilter) -> bool {
        match self {
            Self::All => selection.topic.is_none(),
            Self::Topic(id) => selection.topic == Some(id),
            Self::Wording(wording) => selection.wording == Some(wording),
            Self::Speaker(id) => selection.speaker == Some(id),
            Self::Source(id) => selection.source == Some(id),
            Self::Shelf(facet) => selection.shelf == Some(facet),
            Self::Heading(_) | Self::Blank | Self::More(..) => false,
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
        let topic = |&topic: &TopicId| map.facets(FacetFilter { topic: Some(topic), ..FacetFilter::default() }).topic;
        *folded = folded.iter().filter_map(topic).collect();
    }
}
