//! The sidebar: the tree of topics, and the other facets.

use std::collections::HashSet;

use super::scroll::Cursor;
use kzq_corpus::{SourceId, SpeakerId, TopicId, Wording};
use kzq_search::Selection;
use kzq_shelf::Facet;

/// A row of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
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
    Shelf(Facet),
    /// The number of facets left out, and the query field that finds them.
    More(usize, &'static str),
    /// A blank row between groups.
    Blank,
}

impl Row {
    /// Whether the cursor can be on the row.
    pub fn can_be_chosen(self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Blank | Self::More(..))
    }

    /// Toggles the facet of this row in a selection.
    pub(super) fn choose(self, selection: Selection) -> Selection {
        fn toggled<T: Copy + PartialEq>(set: Option<T>, chosen: T) -> Option<T> {
            (set != Some(chosen)).then_some(chosen)
        }
        match self {
            Self::All => Selection { topic: None, ..selection },
            Self::Topic(id) => Selection { topic: toggled(selection.topic, id), ..selection },
            Self::Wording(wording) => Selection { wording: toggled(selection.wording, wording), ..selection },
            Self::Speaker(id) => Selection { speaker: toggled(selection.speaker, id), ..selection },
            Self::Source(id) => Selection { source: toggled(selection.source, id), ..selection },
            Self::Shelf(facet) => Selection { shelf: toggled(selection.shelf, facet), ..selection },
            Self::Heading(_) | Self::Blank | Self::More(..) => selection,
        }
    }

    /// Whether the facet of this row is active.
    pub fn is_set(self, selection: &Selection) -> bool {
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
    pub(super) rows: Vec<Row>,
    pub(super) cursor: Cursor,
    pub(super) folded: HashSet<TopicId>,
}

impl Sidebar {
    /// The visible rows; children of folded topics are left out.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The cursor on the visible rows.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Whether the children of a topic are hidden.
    pub fn is_folded(&self, topic: TopicId) -> bool {
        self.folded.contains(&topic)
    }

    pub(super) fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor.at).copied()
    }
}
