//! The command palette: everything that can be done in a scope, searched by name and description.

use std::ops::Range;

use super::palette_choice::{Choice, PaletteItem, PaletteMatch, match_choice, name_matches};
use super::palette_names::{NameSources, PaletteNames};
use super::scroll::ListCursor;
use super::text_edit::TextEdit;
use crate::keys::command::{Command, CommandRow};
use kzq_search::NameMatcher;
use kzq_text::{Safe, safe};

/// The command palette, opened in a scope.
#[derive(Clone, Debug)]
pub struct CommandPalette {
    /// The search text.
    pub edit: TextEdit,
    /// The cursor on the matches.
    pub cursor: ListCursor,
    purpose: PalettePurpose,
    /// What is offered, in the order shown for an empty search.
    choices: Vec<Choice>,
    /// Topics, speakers, lists and saved searches, from the first search on.
    names: Option<PaletteNames>,
    /// The matches of the search text, best first.
    matches: Vec<PaletteMatch>,
    /// Remarks, shown below the matches if there is room.
    remarks: Vec<Safe<'static>>,
}

/// The rows above the matches: the search text and a rule.
pub(super) const PALETTE_HEADER_ROWS: usize = 2;
/// Remarks are left out if less than this many rows would remain for matches.
const MIN_MATCH_ROWS: usize = 4;

/// What the palette is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PalettePurpose {
    /// To run a command, or to narrow the list by a name.
    Commands,
    /// To run a command where there is no list.
    OwnCommands,
    /// To choose a speaker, or to type a new one.
    Speaker,
}

/// A row of the command palette.
#[derive(Clone, Copy, Debug)]
pub struct PaletteRow<'p> {
    /// What it is called.
    pub name: &'p Safe<'static>,
    /// The matched parts of the name, as byte ranges.
    pub name_ranges: &'p [Range<usize>],
    /// What it does; empty if the name says it.
    pub doc: &'p Safe<'static>,
    /// The matched parts of the doc, as byte ranges.
    pub doc_ranges: &'p [Range<usize>],
    /// Its keys in the scope where the palette was opened.
    pub keys: &'p Safe<'static>,
    /// What the name is of, if it is one of the collections or the shelf.
    pub note: &'p Safe<'static>,
}

impl CommandPalette {
    /// Opens the palette.
    pub(super) fn new(purpose: PalettePurpose, choices: Vec<Choice>, remarks: Vec<Safe<'static>>) -> Self {
        let mut palette = Self {
            edit: TextEdit::default(),
            cursor: ListCursor::default(),
            purpose,
            choices,
            names: None,
            matches: Vec::new(),
            remarks,
        };
        palette.matches = palette.general_matches(&[]);
        palette
    }

    /// What it is for.
    pub fn purpose(&self) -> PalettePurpose {
        self.purpose
    }

    /// Takes the names that were collected for it, unless it has some.
    pub(super) fn take_names(&mut self, names: PaletteNames) {
        self.names.get_or_insert(names);
    }

    /// Edits the search text, and searches again if the text changed.
    pub(super) fn edit_with(&mut self, change: impl FnOnce(&mut TextEdit), sources: NameSources<'_>) {
        let before = self.edit.text().into_owned();
        change(&mut self.edit);
        if self.edit.text() != before {
            self.update_matches(sources);
            self.cursor = ListCursor::default();
        }
    }

    /// Replaces the search text by what is at the cursor.
    pub(super) fn complete(&mut self, sources: NameSources<'_>) {
        let Some(found) = self.matches.get(self.cursor.index) else { return };
        let text = match &found.item {
            PaletteItem::Begin(Command::GoToRow) => return,
            PaletteItem::Begin(command) => safe!(command.row().name, " "),
            PaletteItem::Run(command, _) if command.row().argument.is_none() => command.row().usage(),
            // An argument may be an id; what is shown is found, too.
            PaletteItem::Run(command, _) if !found.note.is_empty() => command.row().with_argument(&found.name),
            PaletteItem::Run(command, argument) => command.row().with_argument(argument),
            PaletteItem::Action(_) | PaletteItem::Copy(_) | PaletteItem::Speaker(_) => found.name.clone(),
        };
        self.edit_with(|edit| *edit = TextEdit::line(text.as_str()), sources);
    }

    fn update_matches(&mut self, sources: NameSources<'_>) {
        let typed = self.edit.text().into_owned();
        if typed.as_str().trim().is_empty() {
            self.matches = self.general_matches(&[]);
            return;
        }
        if self.purpose != PalettePurpose::Commands {
            let words: Vec<&str> = typed.as_str().split_whitespace().collect();
            self.matches = self.general_matches(&words);
            self.matches.sort_by_key(|found| std::cmp::Reverse(found.score));
            if self.purpose == PalettePurpose::Speaker {
                self.offer_typed_speaker(typed.as_str().trim());
            }
            return;
        }
        let names = self.names.take().unwrap_or_else(|| PaletteNames::new(sources));
        self.matches = if let Some((row, argument)) = Command::parse(typed.as_str()) {
            self.argument_matches(row, argument, &names, sources)
        } else {
            let typed: Vec<&str> = typed.as_str().split_whitespace().collect();
            let mut matches = self.general_matches(&typed);
            matches.extend(name_matches(&typed, None, &names, sources));
            matches
        };
        self.names = Some(names);
        // Sorting is stable: of equal matches, actions come first.
        self.matches.sort_by_key(|found| std::cmp::Reverse(found.score));
    }

    /// Offers a speaker as typed, unless they are listed: after the names in which each typed word begins a word, and
    /// before the others, so that `Enter` never takes a name that merely has the typed letters somewhere.
    fn offer_typed_speaker(&mut self, typed: &str) {
        let matcher = NameMatcher::new(typed);
        let (mut begun, others): (Vec<_>, Vec<_>) =
            self.matches.drain(..).partition(|found| matcher.begins_words(found.name.as_str()));
        let is_listed = begun.iter().any(|found| found.name.as_str() == typed);
        let as_typed = match_choice(&Choice::new_speaker(typed), 0, &[]).filter(|_| !is_listed);
        begun.extend(as_typed);
        begun.extend(others);
        self.matches = begun;
    }

    fn general_matches(&self, typed: &[&str]) -> Vec<PaletteMatch> {
        let choices = self.choices.iter().filter(|choice| choice.is_listed || !typed.is_empty());
        choices.filter_map(|choice| match_choice(choice, 0, typed)).collect()
    }

    /// What may be typed after a command.
    fn argument_matches(
        &self,
        row: &'static CommandRow,
        argument: &str,
        names: &PaletteNames,
        sources: NameSources<'_>,
    ) -> Vec<PaletteMatch> {
        let typed: Vec<&str> = argument.split_whitespace().collect();
        let is_argument =
            |choice: &&Choice| matches!(choice.item, PaletteItem::Run(command, _) if command == row.command);
        let choices = self.choices.iter().filter(is_argument);
        let mut matches: Vec<PaletteMatch> =
            choices.filter_map(|choice| match_choice(choice, choice.argument_at, &typed)).collect();
        matches.extend(name_matches(&typed, Some(row.command), names, sources));
        let is_free = row.argument.as_ref().is_some_and(|argument| argument.is_free);
        if matches.is_empty() && is_free && !typed.is_empty() {
            let choice =
                Choice::with_argument(row.command, Safe::line(argument.to_owned()).into_owned(), row.doc.into());
            matches.extend(match_choice(&choice, 0, &[]));
        }
        matches
    }

    /// The remarks that are shown in a popup of `rows`, below the matches and a rule.
    pub fn remarks(&self, rows: usize) -> &[Safe<'static>] {
        let needed = PALETTE_HEADER_ROWS + MIN_MATCH_ROWS + 1 + self.remarks.len();
        if rows < needed { &[] } else { &self.remarks }
    }

    /// The number of the popup's `rows` that are left for matches.
    pub fn match_rows(&self, rows: usize) -> usize {
        let remarks = self.remarks(rows).len();
        rows.saturating_sub(PALETTE_HEADER_ROWS + if remarks == 0 { 0 } else { remarks + 1 })
    }

    /// The number of matches.
    pub fn match_count(&self) -> usize {
        self.matches.len()
    }

    /// The message if nothing matches.
    pub fn no_match(&self) -> Safe<'static> {
        let typed = self.edit.text();
        let parsed = Command::parse(typed.as_str());
        let argument = parsed.and_then(|(row, typed)| Some((row.argument.as_ref()?.kind, typed)));
        let (kind, typed) = argument.unwrap_or(("command", typed.as_str().trim()));
        if typed.is_empty() {
            return safe!("which ", kind, "?");
        }
        safe!("no ", kind, " “", Safe::line(typed.to_owned()), "”")
    }

    /// The rows from index `first` on.
    pub fn rows_from(&self, first: usize) -> impl Iterator<Item = PaletteRow<'_>> {
        self.matches.iter().skip(first).map(|found| PaletteRow {
            name: &found.name,
            name_ranges: &found.name_ranges,
            doc: &found.doc,
            doc_ranges: &found.doc_ranges,
            keys: &found.keys,
            note: &found.note,
        })
    }

    /// What is selected.
    pub(super) fn selected(&self) -> Option<&PaletteItem> {
        self.matches.get(self.cursor.index).map(|found| &found.item)
    }

    /// The theme at the cursor.
    pub(super) fn selected_theme(&self) -> Option<&Safe<'static>> {
        match self.selected() {
            Some(PaletteItem::Run(Command::Theme, name)) => Some(name),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::preferences::NamedTheme;
    use crate::keys::keymap::Keymap;
    use crate::keys::scope::Scope;
    use kzq_corpus::Corpus;
    use kzq_export::Format;
    use kzq_search::FacetCounts;
    use kzq_shelf::Shelf;

    fn palette(typed: &str) -> CommandPalette {
        let corpus: Arc<Corpus> = Arc::default();
        let mut choices = Choice::actions_and_commands(Scope::List.chain(), &Keymap::default(), |_| true);
        choices.extend(Choice::formats(&Format::ALL));
        choices.extend(Choice::arguments(&NamedTheme::builtin(), &corpus));
        let mut palette = CommandPalette::new(PalettePurpose::Commands, choices, Vec::new());
        let (totals, shelf) = (FacetCounts::default(), Shelf::default());
        let sources = NameSources { corpus: &corpus, totals: &totals, shelf: &shelf };
        palette.edit_with(|edit| edit.insert(typed), sources);
        palette
    }

    /// Returns the names of the choices that match `typed` in the scopes of the list.
    fn found(typed: &str) -> Vec<String> {
        palette(typed).rows_from(0).map(|row| row.name.to_string()).collect()
    }

    #[test]
    fn choices_match_by_name_and_doc() {
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
            ("sort", "sort ORDER"),
            ("date", "sort date"),
            ("sort d", "sort date"),
            ("theme", "theme NAME"),
            ("paper", "theme paper"),
            ("theme warm", "theme paper"),
            ("apa", "copy as APA 7"),
            ("copy as mark", "copy as Markdown"),
            ("q", "q"),
            ("42", "42"),
            ("open else.ron", "open else.ron"),
        ] {
            assert_eq!(found(typed).first().map_or("", String::as_str), first, "{typed}");
        }
    }

    #[test]
    fn only_the_arguments_of_a_command_are_offered_after_it() {
        assert_eq!(found("sort "), ["sort date", "sort speaker", "sort source", "sort relevance", "sort random"]);
        assert!(found("theme ").iter().all(|name| name.starts_with("theme ")));
        for (typed, message) in [
            ("sort size", "no order “size”"),
            ("theme  pink ", "no theme “pink”"),
            ("speaker ada", "no speaker “ada”"),
            ("wibble on", "no command “wibble on”"),
        ] {
            let palette = palette(typed);
            assert_eq!((palette.match_count(), palette.no_match().as_str()), (0, message));
        }
    }

    #[test]
    fn only_available_actions_are_listed() {
        let all = found("");
        assert_eq!(all[0], "filter", "what only moves the cursor comes last");
        assert!(["open-detail", "redraw", "sort ORDER"].iter().all(|name| all.iter().any(|listed| listed == name)));
        for other in ["accept-filter", "apply-facet", "go-to", "cursor-left", "palette", "copy-selected", "theme paper"]
        {
            assert!(!all.iter().any(|listed| listed == other), "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn highlighted_ranges_are_within_the_texts(typed in "(sort |theme )?([a-z]{1,5}| |\\PC){0,8}") {
            for row in palette(&typed).rows_from(0) {
                for range in row.name_ranges {
                    proptest::prop_assert!(row.name.as_str().get(range.clone()).is_some());
                }
                for range in row.doc_ranges {
                    proptest::prop_assert!(row.doc.as_str().get(range.clone()).is_some());
                }
            }
        }
    }
}
