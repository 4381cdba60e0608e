//! The sidebar: the tree of topics, and the other facets.

use std::collections::HashSet;

use super::scroll::Cursor;
use crate::corpus::{SourceId, SpeakerId, TopicId, Wording};
use crate::search::Selection;
use crate::shelf::Facet;

/// A row of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Everything, whatever its topic.
    All,
    /// A topic.
    Topic(TopicId),
    /// A heading.
    Heading(&'static str),
    /// A wording.
    Wording(Wording),
    /// A speaker.
    Speaker(SpeakerId),
    /// A source.
    Source(SourceId),
    /// A part of the reader's shelf.
    Shelf(Facet),
    /// How many more there are, and the field with which they are found.
    More(usize, &'static str),
    /// Air.
    Blank,
}

impl Row {
    /// Whether the cursor can stand on it.
    pub fn can_be_chosen(self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Blank | Self::More(..))
    }

    /// The selection after choosing this row: its facet is set, or lifted where it was set already.
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

    /// Whether its facet is set.
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

/// The rows of the sidebar and the cursor on them.
#[derive(Debug, Default)]
pub struct Sidebar {
    pub(super) rows: Vec<Row>,
    pub(super) cursor: Cursor,
    pub(super) folded: HashSet<TopicId>,
}

impl Sidebar {
    /// The rows, folded topics left out.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The cursor.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Whether a topic's own topics are hidden.
    pub fn is_folded(&self, topic: TopicId) -> bool {
        self.folded.contains(&topic)
    }

    pub(super) fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor.at).copied()
    }
}
