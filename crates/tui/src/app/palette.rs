//! The command palette: the actions available in a scope, searched by name and description.

use std::ops::Range;

use super::line_edit::LineEdit;
use super::scroll::Cursor;
use crate::keys::action::TABLE;
use crate::keys::definition::Definition;
use crate::keys::keymap::Keymap;
use crate::keys::scope::Scope;
use kzq_search::short_match;
use kzq_text::Safe;
use kzq_text::words::words;

/// How much more a match in the name of an action counts than one in its description.
const NAMED: i64 = 4;

/// The command palette, opened in a scope.
#[derive(Clone, Debug)]
pub struct Palette {
    /// The search text.
    pub edit: LineEdit,
    /// The cursor on the matches.
    pub cursor: Cursor,
    /// The available actions, in the order shown for an empty search.
    offered: Vec<Offer>,
    /// The matches of the search text, best first.
    found: Vec<Found>,
}

/// An available action with its keys.
#[derive(Clone, Debug)]
struct Offer {
    definition: &'static Definition,
    keys: Safe<'static>,
}

/// A matching action, with the matched parts of its name and description as byte ranges.
#[derive(Clone, Debug, Default)]
struct Found {
    index: usize,
    score: i64,
    name: Vec<Range<usize>>,
    doc: Vec<Range<usize>>,
}

/// A row of the command palette.
#[derive(Clone, Copy, Debug)]
pub struct PaletteRow<'p> {
    /// The action of the row.
    pub definition: &'static Definition,
    /// Its keys in the scope where the palette was opened.
    pub keys: &'p Safe<'static>,
    /// The matched parts of its name, as byte ranges.
    pub name: &'p [Range<usize>],
    /// The matched parts of its doc, as byte ranges.
    pub doc: &'p [Range<usize>],
}

impl Palette {
    /// Opens the palette with the actions of `scopes`, narrowest first, for which `is_enabled` is true. Movements
    /// of the cursor come last.
    pub(super) fn new(scopes: &[Scope], keymap: &Keymap, can_be_done: impl Fn(&Definition) -> bool) -> Self {
        // Keys for editing the line of text are not commands to search by name.
        let here = |definition: &&Definition| definition.keys.iter().all(|row| row.scope != Scope::Typing);
        let (moving, doing): (Vec<_>, Vec<_>) = TABLE
            .iter()
            .filter(|definition| definition.action != crate::keys::action::Action::Palette && can_be_done(definition))
            .filter(here)
            .filter_map(|definition| Some(Offer { definition, keys: keys_in(scopes, keymap, definition)? }))
            .partition(|offer| offer.definition.action.is_movement());
        let offered = doing.into_iter().chain(moving).collect();
        let mut palette = Self { edit: LineEdit::default(), cursor: Cursor::default(), offered, found: Vec::new() };
        palette.find();
        palette
    }

    /// Edits the search text, and searches again if the text changed.
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

    /// The number of matches.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The rows from index `first` on.
    pub fn rows_from(&self, first: usize) -> impl Iterator<Item = PaletteRow<'_>> {
        self.found.iter().skip(first).map(|found| {
            let offer = &self.offered[found.index];
            PaletteRow { definition: offer.definition, keys: &offer.keys, name: &found.name, doc: &found.doc }
        })
    }

    /// The selected action.
    pub(super) fn chosen(&self) -> Option<&'static Definition> {
        self.rows_from(self.cursor.at).next().map(|row| row.definition)
    }
}

/// The keys of an action in the narrowest of `scopes` that has it; empty if the user removed them.
fn keys_in(scopes: &[Scope], keymap: &Keymap, definition: &Definition) -> Option<Safe<'static>> {
    let scope = *scopes.iter().find(|scope| definition.keys.iter().any(|row| row.scope == **scope))?;
    let keys = keymap.keys(scope, definition.action).iter().map(Safe::borrowed);
    Some(Safe::join(keys, "  "))
}

/// Scores an action against the typed words; `None` unless each word matches its name or a word of its doc.
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
    found.name = kzq_text::ranges::merged(found.name);
    found.doc = kzq_text::ranges::merged(found.doc);
    Some(found)
}

/// The best match of a typed word among the words of a sentence; matched over the whole sentence, its letters could
/// be scattered almost anywhere.
fn in_words(text: &str, typed: &str) -> Option<(i64, Vec<Range<usize>>)> {
    let matches = words(text).filter_map(|(range, word)| {
        let (score, parts) = short_match(word, typed)?;
        let parts = parts.into_iter().map(|part| part.start + range.start..part.end + range.start).collect();
        Some((score, parts))
    });
    // The first of several equally good matches wins.
    matches.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the actions that match `typed` in the list's scopes.
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
