//! [`Jumps`]: where the reader was before each big move, to go back and forth between.

use super::focus::Focus;
use super::line_edit::LineEdit;
use super::scroll::Scroll;
use super::sheet::Sheet;
use crate::corpus::EntryId;
use crate::search::Selection;

/// How many places are remembered to come back to.
const PLACES: usize = 100;

/// Where a reader was.
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
    /// The entries that are read there.
    pub(super) fn entries(&self) -> impl Iterator<Item = EntryId> {
        let on_sheets = self.sheets.iter().filter_map(|sheet| sheet.subject().entry());
        self.entry.into_iter().chain(on_sheets)
    }

    /// Whether the same is read there, whatever has the keys and is in sight of it.
    fn is_like(&self, other: &Self) -> bool {
        let subjects = |place: &Self| place.sheets.iter().map(|sheet| sheet.subject().clone()).collect::<Vec<_>>();
        self.entry == other.entry
            && self.selection == other.selection
            && self.filter.text() == other.filter.text()
            && subjects(self) == subjects(other)
    }
}

/// Where the reader was before each big move, as vim has it: each place once in a row, and behind a place that was
/// come back to those from which the reader came, until the next big move.
#[derive(Clone, Debug, Default)]
pub(super) struct Jumps {
    places: Vec<Place>,
    /// How many of the places lie behind the reader.
    at: usize,
}

impl Jumps {
    /// The reader goes from here elsewhere.
    pub(super) fn leave(&mut self, here: Place) {
        self.places.truncate(self.at);
        if self.places.last().is_some_and(|last| last.is_like(&here)) {
            self.places.pop();
        }
        self.places.push(here);
        self.places.drain(..self.places.len().saturating_sub(PLACES));
        self.at = self.places.len();
    }

    /// The place before this one.
    pub(super) fn back(&mut self, here: Place) -> Option<Place> {
        let to = (0..self.at).rev().find(|&at| !self.places[at].is_like(&here))?;
        self.put(here);
        self.at = to;
        self.places.get(to).cloned()
    }

    /// The place behind this one.
    pub(super) fn forth(&mut self, here: Place) -> Option<Place> {
        let to = (self.at + 1..self.places.len()).find(|&at| !self.places[at].is_like(&here))?;
        self.put(here);
        self.at = to;
        self.places.get(to).cloned()
    }

    /// All places.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The same places in collections that have changed, without those of which nothing is left.
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

    /// Puts the reader's own place where it belongs.
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

    /// Where the reader is after each key: a digit jumps there, `<` comes back, `>` goes forth.
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
