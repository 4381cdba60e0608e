//! The popup of the user's lists.

use super::id_map::IdMap;
use super::scroll::ListCursor;
use super::text_edit::TextEdit;
use kzq_corpus::{Corpus, EntryId};
use kzq_shelf::{EntryName, Shelf};
use kzq_text::Safe;

/// A part of the shelf that contains entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfPart {
    /// All entries with a star.
    Starred,
    /// All entries with a note.
    Noted,
    /// A list, identified by its name.
    List(Safe<'static>),
}

impl ShelfPart {
    /// The parts of a shelf in the order in which the popup shows them.
    pub fn all(shelf: &Shelf) -> Vec<Self> {
        let lists = shelf.lists().iter().map(|list| Self::List(list.name.clone()));
        [Self::Starred, Self::Noted].into_iter().chain(lists).collect()
    }

    /// The entries of the part; those of a list in list order.
    pub fn entries(&self, shelf: &Shelf) -> Vec<EntryName> {
        let entries_with = |has: fn(&kzq_shelf::Annotation) -> bool| {
            shelf.entries().filter(|(_, held)| has(held)).map(|(name, _)| name.clone()).collect()
        };
        match self {
            Self::Starred => entries_with(|held| held.starred),
            Self::Noted => entries_with(|held| held.note.is_some()),
            Self::List(name) => shelf.list(name.as_str()).map(|list| list.entries.clone()).unwrap_or_default(),
        }
    }

    /// The number of entries in the part.
    pub fn count(&self, shelf: &Shelf) -> usize {
        match self {
            Self::Starred => shelf.entries().filter(|(_, held)| held.starred).count(),
            Self::Noted => shelf.entries().filter(|(_, held)| held.note.is_some()).count(),
            Self::List(name) => shelf.list(name.as_str()).map_or(0, |list| list.entries.len()),
        }
    }
}

/// The state of the popup of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfPopup {
    /// The entries that are added to or removed from a list.
    pub targets: Vec<(EntryName, EntryId)>,
    /// The cursor on [`ShelfPart::all`].
    pub cursor: ListCursor,
    /// What the popup currently does.
    pub mode: ShelfPopupMode,
}

/// The mode of the popup of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfPopupMode {
    /// Select a list.
    Choosing,
    /// Type the name of a list.
    Naming {
        /// The name typed so far.
        edit: TextEdit,
        /// The list to rename; `None` creates a new one.
        renames: Option<Safe<'static>>,
    },
    /// Browse the entries of a list.
    Browsing {
        /// The part of the shelf that is shown.
        part: ShelfPart,
        /// Its entries with their ids; `None` if the entry is not in the collections.
        entries: Vec<(EntryName, Option<EntryId>)>,
        /// The cursor on the entries.
        cursor: ListCursor,
    },
}

impl ShelfPopup {
    /// Opens the popup for some entries.
    pub(super) fn new(targets: Vec<(EntryName, EntryId)>, shelf: &Shelf) -> Self {
        // Start at the first list, if there is one: the starred and the noted entries can only be browsed.
        let at = if shelf.lists().is_empty() { 0 } else { 2 };
        Self { targets, cursor: ListCursor { index: at, top: 0 }, mode: ShelfPopupMode::Choosing }
    }

    /// Whether a list is being named.
    pub fn is_naming(&self) -> bool {
        matches!(self.mode, ShelfPopupMode::Naming { .. })
    }

    /// Whether the entries of a list are shown.
    pub fn is_browsing(&self) -> bool {
        matches!(self.mode, ShelfPopupMode::Browsing { .. })
    }

    /// The text field for the name, while a list is named.
    pub(super) fn name_edit_mut(&mut self) -> Option<&mut TextEdit> {
        match &mut self.mode {
            ShelfPopupMode::Naming { edit, .. } => Some(edit),
            ShelfPopupMode::Choosing | ShelfPopupMode::Browsing { .. } => None,
        }
    }

    /// Opens the part of the shelf at the cursor.
    pub(super) fn open_part(&mut self, shelf: &Shelf, corpus: &Corpus) {
        if let (ShelfPopupMode::Choosing, Some(part)) = (&self.mode, self.selected_part(shelf)) {
            let entries = resolve_entries(part.entries(shelf), corpus);
            self.mode = ShelfPopupMode::Browsing { part, entries, cursor: ListCursor::default() };
        }
    }

    /// Looks up the entries of the open list again, after the collections have changed.
    pub(super) fn resolve_entries(&mut self, corpus: &Corpus) {
        if let ShelfPopupMode::Browsing { entries, .. } = &mut self.mode {
            let names = std::mem::take(entries).into_iter().map(|(name, _)| name).collect();
            *entries = resolve_entries(names, corpus);
        }
    }

    /// Maps the ids to reloaded collections; targets that are gone are dropped.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        let Self { targets, cursor: _, mode: _ } = self;
        *targets = std::mem::take(targets).into_iter().filter_map(|(name, id)| Some((name, map.entry(id)?))).collect();
        self.resolve_entries(map.corpus());
    }

    /// The selected part.
    pub fn selected_part(&self, shelf: &Shelf) -> Option<ShelfPart> {
        ShelfPart::all(shelf).into_iter().nth(self.cursor.index)
    }

    /// Whether Enter adds the target entries to the list at the cursor, or removes them; otherwise it opens the list.
    pub fn enter_adds(&self, shelf: &Shelf) -> bool {
        !self.targets.is_empty() && matches!(self.selected_part(shelf), Some(ShelfPart::List(_)))
    }

    /// The number of target entries that a part contains.
    pub fn target_count_in(&self, part: &ShelfPart, shelf: &Shelf) -> usize {
        let entries = part.entries(shelf);
        self.targets.iter().filter(|(target, _)| entries.contains(target)).count()
    }
}

/// Looks up entries by name; those that are not in the collections get `None`.
fn resolve_entries(names: Vec<EntryName>, corpus: &Corpus) -> Vec<(EntryName, Option<EntryId>)> {
    let found = EntryName::resolve_all(&names, corpus);
    names.into_iter().zip(found).collect()
}

/// The number of the popup's `rows` that show the parts or entries; the rest describes the selected one.
pub fn shelf_popup_rows(rows: usize) -> usize {
    rows.saturating_sub((rows / 3).min(7))
}
