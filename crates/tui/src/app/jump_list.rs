//! [`JumpList`]: the jump list, with the user's position before each large move.

use super::focus::Focus;
use super::id_map::IdMap;
use super::scroll::Scroll;
use super::text_edit::TextEdit;
use super::view::View;
use kzq_corpus::EntryId;
use kzq_search::FacetFilter;

/// The maximum length of the jump list.
const MAX_JUMPS: usize = 100;

/// A position of the user.
#[derive(Clone, Debug)]
pub(super) struct JumpEntry {
    pub(super) views: Vec<View>,
    pub(super) entry: Option<EntryId>,
    pub(super) focus: Focus,
    pub(super) scroll: Scroll,
    pub(super) filter: TextEdit,
    pub(super) selection: FacetFilter,
}

impl JumpEntry {
    /// The entries that are shown at this position.
    pub(super) fn entry_ids(&self) -> impl Iterator<Item = EntryId> {
        let in_views = self.views.iter().flat_map(|view| view.kind().entries().iter().copied());
        self.entry.into_iter().chain(in_views)
    }

    /// Maps the ids to reloaded collections; returns `None` if the entry is gone.
    pub(super) fn remap_ids(self, map: &IdMap<'_>) -> Option<Self> {
        let Self { views, entry, focus, scroll, filter, selection } = self;
        let entry = match entry {
            Some(id) => Some(map.entry(id)?),
            None => None,
        };
        let views = views.into_iter().filter_map(|view| view.remap_ids(map)).collect();
        Some(Self { views, entry, focus, scroll, filter, selection: map.facets(&selection) })
    }

    /// Whether both show the same, whatever the focus and the scroll position.
    fn shows_same(&self, other: &Self) -> bool {
        let view_kinds = |place: &Self| place.views.iter().map(|view| view.kind().clone()).collect::<Vec<_>>();
        self.entry == other.entry
            && self.selection == other.selection
            && self.filter.text() == other.filter.text()
            && view_kinds(self) == view_kinds(other)
    }
}

/// The jump list, as in vim: consecutive duplicates are stored once. Jumping back leaves the later positions in place
/// until the next large move, so that the user can jump forward again.
#[derive(Clone, Debug, Default)]
pub(super) struct JumpList {
    entries: Vec<JumpEntry>,
    /// The index of the current position; the entries before it are those to go back to.
    position: usize,
}

impl JumpList {
    /// Pushes the current position before a large move.
    pub(super) fn push(&mut self, here: JumpEntry) {
        self.entries.truncate(self.position);
        if self.entries.last().is_some_and(|last| last.shows_same(&here)) {
            self.entries.pop();
        }
        self.entries.push(here);
        self.entries.drain(..self.entries.len().saturating_sub(MAX_JUMPS));
        self.position = self.entries.len();
    }

    /// Returns the position before this one.
    pub(super) fn go_back(&mut self, here: JumpEntry) -> Option<JumpEntry> {
        let to = (0..self.position).rev().find(|&at| !self.entries[at].shows_same(&here))?;
        self.store_current(here);
        self.position = to;
        self.entries.get(to).cloned()
    }

    /// Returns the position after this one.
    pub(super) fn go_forward(&mut self, here: JumpEntry) -> Option<JumpEntry> {
        let to = (self.position + 1..self.entries.len()).find(|&at| !self.entries[at].shows_same(&here))?;
        self.store_current(here);
        self.position = to;
        self.entries.get(to).cloned()
    }

    /// All positions, oldest first.
    pub(super) fn entries(&self) -> &[JumpEntry] {
        &self.entries
    }

    /// Maps the ids to reloaded collections, dropping positions whose entry is gone.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        let Self { entries, position } = std::mem::take(self);
        for (number, place) in entries.into_iter().enumerate() {
            if let Some(place) = place.remap_ids(map) {
                self.entries.push(place);
                self.position += usize::from(number < position);
            }
        }
    }

    /// Stores the current position at its index.
    fn store_current(&mut self, here: JumpEntry) {
        match self.entries.get_mut(self.position) {
            Some(place) => *place = here,
            None => self.entries.push(here),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry_at(number: usize) -> JumpEntry {
        JumpEntry {
            views: Vec::new(),
            entry: Some(EntryId::new(number)),
            focus: Focus::List,
            scroll: Scroll::default(),
            filter: TextEdit::default(),
            selection: FacetFilter::default(),
        }
    }

    /// Returns the position after each key: a digit jumps there, `<` goes back, `>` goes forward.
    fn walk(keys: &str) -> String {
        let mut jumps = JumpList::default();
        let mut here = 0;
        let mut walked = String::new();
        for key in keys.chars() {
            let to = match key {
                '<' => jumps.go_back(entry_at(here)),
                '>' => jumps.go_forward(entry_at(here)),
                digit => {
                    jumps.push(entry_at(here));
                    Some(entry_at(digit.to_digit(10).unwrap() as usize))
                }
            };
            match to {
                Some(to) => {
                    here = to.entry.unwrap().index();
                    walked += &here.to_string();
                }
                None => walked.push('.'),
            }
        }
        walked
    }

    #[test]
    fn jumps_back_and_forward() {
        for (keys, walked) in [
            ("<", "."),
            (">", "."),
            ("12<<<", "1210."),
            ("12<<>>>", "121012."),
            ("12<3<<>>", "12131013"),
            ("12<3>", "1213."),
            ("111<<", "1110."),
            ("1212<<<<", "1212121 0".replace(' ', "").as_str()),
        ] {
            assert_eq!(walk(keys), walked, "{keys}");
        }
    }

    #[test]
    fn jump_list_is_bounded() {
        let mut jumps = JumpList::default();
        (0..250).for_each(|number| jumps.push(entry_at(number)));
        assert_eq!((jumps.entries.len(), jumps.position), (MAX_JUMPS, MAX_JUMPS));
    }
}
