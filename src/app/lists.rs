//! The popup of the reader's lists.

use super::line_edit::LineEdit;
use super::scroll::Cursor;
use crate::corpus::EntryId;
use crate::shelf::{EntryName, Shelf};
use crate::text::Safe;

/// A part of the shelf that has entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What has a star.
    Starred,
    /// What has a note.
    Noted,
    /// A list, by its name.
    List(Safe<'static>),
}

impl Part {
    /// The parts of a shelf, as the popup shows them.
    pub fn all(shelf: &Shelf) -> Vec<Self> {
        let lists = shelf.lists().iter().map(|list| Self::List(list.name.clone()));
        [Self::Starred, Self::Noted].into_iter().chain(lists).collect()
    }

    /// The entries, those of a list in its order.
    pub fn entries(&self, shelf: &Shelf) -> Vec<EntryName> {
        let held = |has: fn(&crate::shelf::Held) -> bool| {
            shelf.entries().filter(|(_, held)| has(held)).map(|(name, _)| name.clone()).collect()
        };
        match self {
            Self::Starred => held(|held| held.starred),
            Self::Noted => held(|held| held.note.is_some()),
            Self::List(name) => shelf.list(name.as_str()).map(|list| list.entries.clone()).unwrap_or_default(),
        }
    }

    /// How many entries it has.
    pub fn count(&self, shelf: &Shelf) -> usize {
        match self {
            Self::Starred => shelf.entries().filter(|(_, held)| held.starred).count(),
            Self::Noted => shelf.entries().filter(|(_, held)| held.note.is_some()).count(),
            Self::List(name) => shelf.list(name.as_str()).map_or(0, |list| list.entries.len()),
        }
    }
}

/// The popup of the reader's lists: choosing one, naming one, or going through one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists {
    /// The entries that can be put into a list.
    pub targets: Vec<(EntryName, EntryId)>,
    /// The cursor on [`Part::all`].
    pub cursor: Cursor,
    /// What is done.
    pub stage: ListsStage,
}

/// What is done in the popup of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListsStage {
    /// One is chosen.
    Choosing,
    /// One is named.
    Naming {
        /// What is typed.
        edit: LineEdit,
        /// The list that is renamed; `None` is a new one.
        of: Option<Safe<'static>>,
    },
    /// The entries of one are gone through.
    Within {
        /// The one.
        part: Part,
        /// Its entries, and where they stand in the collections, if they do.
        entries: Vec<(EntryName, Option<EntryId>)>,
        /// The cursor on them.
        cursor: Cursor,
    },
}

impl Lists {
    /// The popup for some entries.
    pub(super) fn of(targets: Vec<(EntryName, EntryId)>, shelf: &Shelf) -> Self {
        // The first list, if there is one: what is starred or noted is there to be looked at.
        let at = if shelf.lists().is_empty() { 0 } else { 2 };
        Self { targets, cursor: Cursor { at, top: 0 }, stage: ListsStage::Choosing }
    }

    /// Whether a name is typed.
    pub fn is_naming(&self) -> bool {
        matches!(self.stage, ListsStage::Naming { .. })
    }

    /// Whether the entries of one are gone through.
    pub fn is_within(&self) -> bool {
        matches!(self.stage, ListsStage::Within { .. })
    }

    /// The name that is typed.
    pub(super) fn name(&mut self) -> Option<&mut LineEdit> {
        match &mut self.stage {
            ListsStage::Naming { edit, .. } => Some(edit),
            ListsStage::Choosing | ListsStage::Within { .. } => None,
        }
    }

    /// The part under the cursor.
    pub fn part(&self, shelf: &Shelf) -> Option<Part> {
        Part::all(shelf).into_iter().nth(self.cursor.at)
    }

    /// How many of the entries stand in a part.
    pub fn within(&self, part: &Part, shelf: &Shelf) -> usize {
        let entries = part.entries(shelf);
        self.targets.iter().filter(|(target, _)| entries.contains(target)).count()
    }
}

/// How many rows of a popup of so many the list of parts or entries has; below it is told of the one under the cursor.
pub fn lists_rows(rows: usize) -> usize {
    rows.saturating_sub((rows / 3).min(7))
}
