//! The palette: the actions of a place, sought by what they are called and what they do.

use std::ops::Range;

use super::action::{Definition, Scope, TABLE};
use super::keymap::Keymap;
use super::line_edit::LineEdit;
use super::scroll::Cursor;
use crate::search::short_match;
use crate::text::Safe;
use crate::text::fold::words;

/// How much more it counts that a word stands in the name of an action than in what it does.
const NAMED: i64 = 4;

/// The palette, open over a place.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What is typed.
    pub edit: LineEdit,
    /// The cursor on what is found.
    pub cursor: Cursor,
    /// The actions of the place, in the order in which they are offered.
    offered: Vec<Offer>,
    /// What is typed finds these, the best first.
    found: Vec<Found>,
}

/// An action that is offered.
#[derive(Clone, Debug)]
struct Offer {
    definition: &'static Definition,
    keys: Safe<'static>,
}

/// An action that was found, and the parts of its name and of what it does that were typed, as byte ranges.
#[derive(Clone, Debug, Default)]
struct Found {
    index: usize,
    score: i64,
    name: Vec<Range<usize>>,
    doc: Vec<Range<usize>>,
}

/// A row of the palette.
#[derive(Clone, Copy, Debug)]
pub struct PaletteRow<'p> {
    /// What is offered.
    pub definition: &'static Definition,
    /// Its keys in the place where the palette was opened.
    pub keys: &'p Safe<'static>,
    /// The parts of its name that were typed, as byte ranges.
    pub name: &'p [Range<usize>],
    /// The parts of its doc that were typed.
    pub doc: &'p [Range<usize>],
}

impl Palette {
    /// What can be done in a place where these scopes hold, narrowest first, as far as it `can_be_done`. What moves
    /// the cursor comes last.
    pub(super) fn new(scopes: &[Scope], keymap: &Keymap, can_be_done: impl Fn(&Definition) -> bool) -> Self {
        // Who seeks by name does not mean the keys of the line that is typed in.
        let here = |definition: &&Definition| definition.keys.iter().all(|row| row.scope != Scope::Typing);
        let (moving, doing): (Vec<_>, Vec<_>) = TABLE
            .iter()
            .filter(|definition| definition.action != super::action::Action::Palette && can_be_done(definition))
            .filter(here)
            .filter_map(|definition| Some(Offer { definition, keys: keys_in(scopes, keymap, definition)? }))
            .partition(|offer| offer.definition.action.is_movement());
        let offered = doing.into_iter().chain(moving).collect();
        let mut palette = Self { edit: LineEdit::default(), cursor: Cursor::default(), offered, found: Vec::new() };
        palette.find();
        palette
    }

    /// Changes what is typed, and finds anew where that is something else then.
    pub(super) fn type_with(&mut self, change: impl FnOnce(&mut LineEdit)) {
        let before = self.edit.text().into_owned();
        change(&mut self.edit);
        if self.edit.text() != before {
            self.find();
            self.cursor = Cursor::default();
        }
    }

    fn find(&mut self) {
        let typed = self.edit.text();
        let typed: Vec<&str> = typed.as_str().split_whitespace().collect();
        let found = self.offered.iter().enumerate().filter_map(|(index, offer)| judge(index, offer, &typed));
        self.found = found.collect();
        self.found.sort_by_key(|found| (std::cmp::Reverse(found.score), found.index));
    }

    /// How many actions are found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The rows from one on.
    pub fn rows_from(&self, first: usize) -> impl Iterator<Item = PaletteRow<'_>> {
        self.found.iter().skip(first).map(|found| {
            let offer = &self.offered[found.index];
            PaletteRow { definition: offer.definition, keys: &offer.keys, name: &found.name, doc: &found.doc }
        })
    }

    /// The action under the cursor.
    pub(super) fn chosen(&self) -> Option<&'static Definition> {
        self.rows_from(self.cursor.at).next().map(|row| row.definition)
    }
}

/// The keys of an action in the narrowest of some scopes that has it; empty where the reader took them away.
fn keys_in(scopes: &[Scope], keymap: &Keymap, definition: &Definition) -> Option<Safe<'static>> {
    let scope = *scopes.iter().find(|scope| definition.keys.iter().any(|row| row.scope == **scope))?;
    let keys = keymap.keys(scope, definition.action).iter().map(Safe::borrowed);
    Some(Safe::join(keys, "  "))
}

/// Whether each word that is typed stands in the name of an action, or is like a word of what it does; and how well.
fn judge(index: usize, offer: &Offer, typed: &[&str]) -> Option<Found> {
    let mut found = Found { index, ..Found::default() };
    for word in typed {
        let name = short_match(offer.definition.name, word);
        let doc = in_words(offer.definition.doc, word);
        let score = |found: &Option<(i64, _)>| found.as_ref().map_or(0, |(score, _)| *score);
        found.score += (NAMED * score(&name)).max(score(&doc));
        if name.is_none() && doc.is_none() {
            return None;
        }
        found.name.extend(name.into_iter().flat_map(|(_, ranges)| ranges));
        found.doc.extend(doc.into_iter().flat_map(|(_, ranges)| ranges));
    }
    found.name = crate::text::ranges::merged(found.name);
    found.doc = crate::text::ranges::merged(found.doc);
    Some(found)
}

/// The best match of a typed word among the words of a sentence: over a whole sentence its letters would be scattered
/// almost anywhere.
fn in_words(text: &str, typed: &str) -> Option<(i64, Vec<Range<usize>>)> {
    let matches = words(text).filter_map(|(range, word)| {
        let (score, parts) = short_match(word, typed)?;
        let parts = parts.into_iter().map(|part| part.start + range.start..part.end + range.start).collect();
        Some((score, parts))
    });
    // The first of several that are as good.
    matches.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that are found by what is typed over the list.
    fn found(typed: &str) -> Vec<&'static str> {
        let mut palette = Palette::new(Scope::List.chain(), &Keymap::default(), |_| true);
        palette.type_with(|edit| edit.insert(typed));
        palette.rows_from(0).map(|row| row.definition.name).collect()
    }

    #[test]
    fn an_action_is_found_by_its_name_and_by_what_it_does() {
        for (typed, first) in [
            ("copy", "copy"),
            ("copy as", "copy-as"),
            ("format", "copy-as"),
            ("cpas", "copy-as"),
            ("paraphrases", "compare"),
            ("undo", "undo"),
            ("keys", "help"),
            ("said prev", "said-previous"),
            ("суть", ""),
        ] {
            assert_eq!(found(typed).first().copied().unwrap_or_default(), first, "{typed}");
        }
    }

    #[test]
    fn only_what_means_something_in_the_place_is_offered() {
        let all = found("");
        assert_eq!(all[0], "filter", "what only moves the cursor comes last");
        assert!(all.contains(&"read") && all.contains(&"redraw"));
        for other in ["keep-filter", "choose", "go-to", "cursor-left", "palette", "take"] {
            assert!(!all.contains(&other), "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_typed_is_marked_in_the_texts(typed in "([a-z]{1,5}| |\\PC){0,8}") {
            let mut palette = Palette::new(&[Scope::List, Scope::Panes], &Keymap::default(), |_| true);
            palette.type_with(|edit| edit.insert(&typed));
            for row in palette.rows_from(0) {
                for range in row.name {
                    proptest::prop_assert!(row.definition.name.get(range.clone()).is_some());
                }
                for range in row.doc {
                    proptest::prop_assert!(row.definition.doc.get(range.clone()).is_some());
                }
            }
        }
    }
}
