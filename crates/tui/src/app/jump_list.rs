//! [`Jumps`]: the jump list, with the user's position before each large move.

use super::focus::Focus;
use super::line_edit::LineEdit;
use super::scroll::Scroll;
use super::view::Sheet;
use kzq_corpus::EntryId;
use kzq_search::Selection;

/// The maximum length of the jump list.
const PLACES: usize = 100;

/// A position of the user.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) sheets: Vec<Sheet>,
    pub(super) entry: Option<EntryId>,
    pub(super) focus: Focus,
    pub(super) scroll: Scroll,
    pub(super) filter: LineEdit,
    pub(super) selection: Selection,
}

impl Place {
    /// The entries that are shown at this position.
    pub(super) fn entries(&self) -> impl Iterator<Item = EntryId> {
        let on_sheets = self.sheets.iter().filter_map(|sheet| sheet.subject().entry());
        self.entry.into_iter().chain(on_sheets)
    }

    /// Whether both show the same, whatever the focus and the scroll position.
    fn is_like(&self, other: &Self) -> bool {
        let subjects = |place: &Self| place.sheets.iter().map(|sheet| sheet.subject().clone()).collect::<Vec<_>>();
        self.entry == other.entry
            && self.selection == other.selection
            && self.filter.text() == other.filter.text()
            && subjects(self) == subjects(other)
    }
}

/// The jump list, as in vim: consecutive duplicates are stored once. Jumping back leaves the later positions in place
/// until the next large move, so that the user can jump forward again.
#[derive(Clone, Debug, Default)]
pub(super) struct Jumps {
    places: Vec<Place>,
    /// The index of the current position; the entries before it are those to go back to.
    at: usize,
}

impl Jumps {
    /// Pushes the current position before a large move.
    pub(super) fn leave(&mut self, here: Place) {
        self.places.truncate(self.at);
        if self.places.last().is_some_and(|last| last.is_like(&here)) {
            self.places.pop();
        }
        self.places.push(here);
        self.places.drain(..self.places.len().saturating_sub(PLACES));
        self.at = self.places.len();
    }

    /// Returns the position before this one.
    pub(super) fn back(&mut self, here: Place) -> Option<Place> {
        let to = (0..self.at).rev().find(|&at| !self.places[at].is_like(&here))?;
        self.put(here);
        self.at = to;
        self.places.get(to).cloned()
    }

    /// Returns the position after this one.
    pub(super) fn forth(&mut self, here: Place) -> Option<Place> {
        let to = (self.at + 1..self.places.len()).find(|&at| !self.places[at].is_like(&here))?;
        self.put(here);
        self.at = to;
        self.places.get(to).cloned()
    }

    /// All positions, oldest first.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// Remaps the positions to reloaded collections, dropping those of which nothing is left.
    pub(super) fn moved(self, moved: impl Fn(Place) -> Option<Place>) -> Self {
        let mut there = Self::default();
        for (number, place) in self.places.into_iter().enumerate() {
            if let Some(place) = moved(place) {
                there.places.push(place);
                there.at += usize::from(number < self.at);
            }
        }
        there
    }

    /// Stores the current position at its index.
    fn put(&mut self, here: Place) {
        match self.places.get_mut(self.at) {
            Some(place) => *place = here,
            None => self.places.push(here),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: u32) -> Place {
        Place {
            sheets: Vec::new(),
            entry: Some(EntryId(number)),
            focus: Focus::List,
            scroll: Scroll::default(),
            filter: LineEdit::default(),
            selection: Selection::default(),
        }
    }

    /// The position after each key: a digit jumps there, `<` goes back, `>` goes forward.
    fn walk(keys: &str) -> String {
        let mut jumps = Jumps::default();
        let mut here = 0;
        let mut walked = String::new();
        for key in keys.chars() {
            let to = match key {
                '<' => jumps.back(place(here)),
                '>' => jumps.forth(place(here)),
                digit => {
                    jumps.leave(place(here));
                    Some(place(digit.to_digit(10).unwrap()))
                }
            };
            match to {
                Some(to) => {
                    here = to.entry.unwrap().0;
                    walked += &here.to_string();
                }
                None => walked.push('.'),
            }
        }
        walked
    }

    #[test]
    fn places_are_gone_back_and_forth_between() {
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
    fn not_too_many_are_remembered() {
        let mut jumps = Jumps::default();
        (0..250).for_each(|number| jumps.leave(place(number)));
        assert_eq!((jumps.places.len(), jumps.at), (PLACES, PLACES));
    }
}
