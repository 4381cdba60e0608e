//! The sidebar: the tree of topics, and the other facets.

use std::collections::HashSet;

use super::scroll::ListCursor;
use kzq_corpus::{SourceId, SpeakerId, TopicId, Wording};
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
    /// A speaker as a facet.
    Speaker(SpeakerId),
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
}
