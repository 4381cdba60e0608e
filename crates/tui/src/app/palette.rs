//! The command palette: the actions available in a scope, searched by name and description.

use std::ops::Range;

use super::scroll::ListCursor;
use super::text_edit::TextEdit;
use crate::keys::action::{Action, Definition, TABLE};
use crate::keys::keymap::Keymap;
use crate::keys::scope::Scope;
use kzq_search::fuzzy_match;
use kzq_text::Safe;
use kzq_text::words::words;

/// How much more a match in the name of an action counts than one in its description.
const NAME_WEIGHT: i64 = 4;

/// The command palette, opened in a scope.
#[derive(Clone, Debug)]
pub struct CommandPalette {
    /// The search text.
    pub edit: TextEdit,
    /// The cursor on the matches.
    pub cursor: ListCursor,
    /// The available actions, in the order shown for an empty search.
    commands: Vec<PaletteCommand>,
    /// The matches of the search text, best first.
    matches: Vec<PaletteMatch>,
    /// What to know besides, shown below the actions if there is room.
    remarks: Vec<Safe<'static>>,
}

/// The rows above the actions: the search text and a rule.
pub(super) const PALETTE_HEADER_ROWS: usize = 2;
/// Remarks are left out if less than this many rows would remain for actions.
const MIN_MATCH_ROWS: usize = 4;

/// An available action with its keys.
#[derive(Clone, Debug)]
struct PaletteCommand {
    definition: &'static Definition,
    keys: Safe<'static>,
}

/// A matching action, with the matched parts of its name and description as byte ranges.
#[derive(Clone, Debug, Default)]
struct PaletteMatch {
    index: usize,
    score: i64,
    name_ranges: Vec<Range<usize>>,
    doc_ranges: Vec<Range<usize>>,
}

/// A row of the command palette.
#[derive(Clone, Copy, Debug)]
pub struct PaletteRow<'p> {
    /// The action of the row.
    pub definition: &'static Definition,
    /// Its keys in the scope where the palette was opened.
    pub keys: &'p Safe<'static>,
    /// The matched parts of its name, as byte ranges.
    pub name_ranges: &'p [Range<usize>],
    /// The matched parts of its doc, as byte ranges.
    pub doc_ranges: &'p [Range<usize>],
}

impl CommandPalette {
    /// Opens the palette with the actions of `scopes`, narrowest first, for which `is_enabled` is true. Movements
    /// of the cursor come last.
    pub(super) fn new(
        scopes: &[Scope],
        keymap: &Keymap,
        is_enabled: impl Fn(&Definition) -> bool,
        remarks: Vec<Safe<'static>>,
    ) -> Self {
        // Keys for editing the line of text are not commands to search by name.
        let is_command = |definition: &&Definition| definition.keys.iter().all(|row| row.scope != Scope::Typing);
        let (movements, others): (Vec<_>, Vec<_>) = TABLE
            .iter()
            .filter(|definition| definition.action != Action::Palette && is_enabled(definition))
            .filter(is_command)
            .filter_map(|definition| {
                Some(PaletteCommand { definition, keys: keys_in_scopes(scopes, keymap, definition)? })
            })
            .partition(|offer| offer.definition.action.is_movement());
        let offered = others.into_iter().chain(movements).collect();
        let mut palette = Self {
            edit: TextEdit::default(),
            cursor: ListCursor::default(),
            commands: offered,
            matches: Vec::new(),
            remarks,
        };
        palette.update_matches();
        palette
    }

    /// Edits the search text, and searches again if the text changed.
    pub(super) fn edit_with(&mut self, change: impl FnOnce(&mut TextEdit)) {
        let before = self.edit.text().into_owned();
        change(&mut self.edit);
        if self.edit.text() != before {
            self.update_matches();
            self.cursor = ListCursor::default();
        }
    }

    fn update_matches(&mut self) {
        let typed = self.edit.text();
        let typed: Vec<&str> = typed.as_str().split_whitespace().collect();
        let found = self.commands.iter().enumerate().filter_map(|(index, offer)| match_command(index, offer, &typed));
        self.matches = found.collect();
        self.matches.sort_by_key(|found| (std::cmp::Reverse(found.score), found.index));
    }

    /// The remarks that are shown in a popup of `rows`, below the actions and a rule.
    pub fn remarks(&self, rows: usize) -> &[Safe<'static>] {
        let needed = PALETTE_HEADER_ROWS + MIN_MATCH_ROWS + 1 + self.remarks.len();
        if rows < needed { &[] } else { &self.remarks }
    }

    /// The number of the popup's `rows` that are left for actions.
    pub fn match_rows(&self, rows: usize) -> usize {
        let remarks = self.remarks(rows).len();
        rows.saturating_sub(PALETTE_HEADER_ROWS + if remarks == 0 { 0 } else { remarks + 1 })
    }

    /// The number of matches.
    pub fn match_count(&self) -> usize {
        self.matches.len()
    }

    /// The rows from index `first` on.
    pub fn rows_from(&self, first: usize) -> impl Iterator<Item = PaletteRow<'_>> {
        self.matches.iter().skip(first).map(|found| {
            let offer = &self.commands[found.index];
            PaletteRow {
                definition: offer.definition,
                keys: &offer.keys,
                name_ranges: &found.name_ranges,
                doc_ranges: &found.doc_ranges,
            }
        })
    }

    /// The selected action.
    pub(super) fn selected(&self) -> Option<&'static Definition> {
        self.rows_from(self.cursor.index).next().map(|row| row.definition)
    }
}

/// The keys of an action in the narrowest of `scopes` that has it; empty if the user removed them.
fn keys_in_scopes(scopes: &[Scope], keymap: &Keymap, definition: &Definition) -> Option<Safe<'static>> {
    let scope = *scopes.iter().find(|scope| definition.keys.iter().any(|row| row.scope == **scope))?;
    let keys = keymap.key_names(scope, definition.action).iter().map(Safe::to_borrowed);
    Some(Safe::join(keys, "  "))
}

/// Scores an action against the typed words; `None` unless each word matches its name or a word of its doc.
fn match_command(index: usize, offer: &PaletteCommand, typed: &[&str]) -> Option<PaletteMatch> {
    let mut found = PaletteMatch { index, ..PaletteMatch::default() };
    for word in typed {
        let name = fuzzy_match(offer.definition.name, word);
        let doc = best_word_match(offer.definition.doc, word);
        let score = |found: &Option<(i64, _)>| found.as_ref().map_or(0, |(score, _)| *score);
        found.score += (NAME_WEIGHT * score(&name)).max(score(&doc));
        if name.is_none() && doc.is_none() {
            return None;
        }
        found.name_ranges.extend(name.into_iter().flat_map(|(_, ranges)| ranges));
        found.doc_ranges.extend(doc.into_iter().flat_map(|(_, ranges)| ranges));
    }
    found.name_ranges = kzq_text::ranges::merge_ranges(found.name_ranges);
    found.doc_ranges = kzq_text::ranges::merge_ranges(found.doc_ranges);
    Some(found)
}

/// The best match of a typed word among the words of a sentence; matched over the whole sentence, its letters could
/// be scattered almost anywhere.
fn best_word_match(text: &str, typed: &str) -> Option<(i64, Vec<Range<usize>>)> {
    let matches = words(text).filter_map(|(range, word)| {
        let (score, parts) = fuzzy_match(word, typed)?;
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
        let mut palette = CommandPalette::new(Scope::List.chain(), &Keymap::default(), |_| true, Vec::new());
        palette.edit_with(|edit| edit.insert(typed));
        palette.rows_from(0).map(|row| row.definition.name).collect()
    }

    #[test]
    fn actions_match_by_name_and_doc() {
        for (typed, first) in [
            ("copy", "copy"),
            ("copy as", "copy-as"),
            ("format", "copy-as"),
            ("cpas", "copy-as"),
            ("paraphrases", "compare"),
            ("undo", "undo"),
            ("keys", "help"),
            ("source prev", "previous-in-source"),
            ("суть", ""),
        ] {
            assert_eq!(found(typed).first().copied().unwrap_or_default(), first, "{typed}");
        }
    }

    #[test]
    fn only_available_actions_are_listed() {
        let all = found("");
        assert_eq!(all[0], "filter", "what only moves the cursor comes last");
        assert!(all.contains(&"open-detail") && all.contains(&"redraw"));
        for other in ["accept-filter", "apply-facet", "go-to", "cursor-left", "palette", "copy-selected"] {
            assert!(!all.contains(&other), "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_typed_is_marked_in_the_texts(typed in "([a-z]{1,5}| |\\PC){0,8}") {
            let mut palette = CommandPalette::new(&[Scope::List, Scope::Panes], &Keymap::default(), |_| true, Vec::new());
            palette.edit_with(|edit| edit.insert(&typed));
            for row in palette.rows_from(0) {
                for range in row.name_ranges {
                    proptest::prop_assert!(row.definition.name.get(range.clone()).is_some());
                }
                for range in row.doc_ranges {
                    proptest::prop_assert!(row.definition.doc.get(range.clone()).is_some());
                }
            }
        }
    }
}
