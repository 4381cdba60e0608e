//! The command palette: everything that can be done in a scope, searched by name and description.

use std::ops::Range;

use super::palette_names::{NameSources, PaletteNames};
use super::preferences::NamedTheme;
use super::scroll::ListCursor;
use super::text_edit::TextEdit;
use crate::keys::action::{Action, Definition, TABLE};
use crate::keys::command::{COMMANDS, Command, CommandRow};
use crate::keys::keymap::Keymap;
use crate::keys::scope::Scope;
use kzq_corpus::Corpus;
use kzq_export::Format;
use kzq_search::{Order, fuzzy_match, fuzzy_score};
use kzq_text::fold::fold;
use kzq_text::words::words;
use kzq_text::{Safe, safe};

/// How much more a match in a name counts than one in a description.
const NAME_WEIGHT: i64 = 4;
/// The same for what is shown only when it is searched for: formats, and commands with an argument.
const VALUE_WEIGHT: i64 = 3;
/// How much a match in the name of a topic, a speaker or a list counts: less than one in the name of an action.
const FACET_WEIGHT: i64 = 2;

/// The command palette, opened in a scope.
#[derive(Clone, Debug)]
pub struct CommandPalette {
    /// The search text.
    pub edit: TextEdit,
    /// The cursor on the matches.
    pub cursor: ListCursor,
    /// What is offered, in the order shown for an empty search.
    choices: Vec<Choice>,
    /// Topics, speakers and lists, from the first search on.
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

/// What a row of the palette does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PaletteItem {
    /// Runs an action.
    Action(Action),
    /// Begins a command that needs an argument.
    Begin(Command),
    /// Runs a command with its argument, which is empty if it takes none.
    Run(Command, Safe<'static>),
    /// Copies in a format.
    Copy(Format),
}

/// What is offered without being searched for in the collections.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    item: PaletteItem,
    name: Safe<'static>,
    /// Where the argument begins in the name.
    argument_at: usize,
    doc: Safe<'static>,
    keys: Safe<'static>,
    /// Whether it is shown before anything is typed.
    is_listed: bool,
}

/// A row of the command palette.
#[derive(Clone, Debug)]
struct PaletteMatch {
    item: PaletteItem,
    score: i64,
    name: Safe<'static>,
    name_ranges: Vec<Range<usize>>,
    doc: Safe<'static>,
    doc_ranges: Vec<Range<usize>>,
    keys: Safe<'static>,
    note: Safe<'static>,
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

impl Choice {
    fn new(item: PaletteItem, name: Safe<'static>, doc: Safe<'static>) -> Self {
        Self { item, name, argument_at: 0, doc, keys: Safe::default(), is_listed: false }
    }

    fn listed(self) -> Self {
        Self { is_listed: true, ..self }
    }

    /// A command with an argument.
    fn with_argument(command: Command, argument: Safe<'static>, doc: Safe<'static>) -> Self {
        let row = command.row();
        let name = row.with_argument(&argument);
        let argument_at = name.as_str().len() - argument.as_str().len();
        Self { argument_at, ..Self::new(PaletteItem::Run(command, argument), name, doc) }
    }

    /// The actions of `scopes`, narrowest first, for which `is_enabled` is true, and the commands. Movements of the
    /// cursor come last.
    pub(super) fn actions_and_commands(
        scopes: &[Scope],
        keymap: &Keymap,
        is_enabled: impl Fn(&Definition) -> bool,
    ) -> Vec<Self> {
        // Keys for editing the line of text are not commands to search by name.
        let is_command = |definition: &&Definition| definition.keys.iter().all(|row| row.scope != Scope::Typing);
        let actions = TABLE
            .iter()
            .filter(|definition| definition.action != Action::Palette && is_enabled(definition))
            .filter(is_command);
        let (movements, others): (Vec<_>, Vec<_>) = actions
            .filter_map(|definition| {
                let keys = keys_in_scopes(scopes, keymap, definition)?;
                let item = PaletteItem::Action(definition.action);
                let choice = Self::new(item, definition.name.into(), definition.doc.into()).listed();
                Some((definition.action, Self { keys, ..choice }))
            })
            .partition(|(action, _)| action.is_movement());
        let commands = COMMANDS.iter().map(|row| {
            let item = match row.argument {
                Some(_) => PaletteItem::Begin(row.command),
                None => PaletteItem::Run(row.command, Safe::default()),
            };
            Self::new(item, row.usage(), row.doc.into()).listed()
        });
        let actions = |actions: Vec<(Action, Self)>| actions.into_iter().map(|(_, choice)| choice);
        actions(others).chain(commands).chain(actions(movements)).collect()
    }

    /// The formats to copy in.
    pub(super) fn formats(formats: &[Format]) -> impl Iterator<Item = Self> {
        formats
            .iter()
            .map(|&format| Self::new(PaletteItem::Copy(format), safe!("copy as ", format.label()), Safe::default()))
    }

    /// The arguments of commands that do not depend on what is found: orders, themes, collections.
    pub(super) fn arguments(themes: &[NamedTheme], corpus: &Corpus) -> impl Iterator<Item = Self> {
        let orders = Order::ALL.into_iter().map(|order| (Command::Sort, order.name().into(), Safe::default()));
        let themes = themes.iter().map(|theme| (Command::Theme, theme.name.clone(), theme.doc.clone()));
        let collections = corpus
            .collections()
            .iter()
            .map(|collection| (Command::Open, collection.id.clone(), collection.title.clone()));
        let all = orders.chain(themes).chain(collections);
        all.map(|(command, argument, doc)| Self::with_argument(command, argument, doc))
    }
}

impl CommandPalette {
    /// Opens the palette.
    pub(super) fn new(choices: Vec<Choice>, remarks: Vec<Safe<'static>>) -> Self {
        let mut palette = Self {
            edit: TextEdit::default(),
            cursor: ListCursor::default(),
            choices,
            names: None,
            matches: Vec::new(),
            remarks,
        };
        palette.matches = palette.general_matches(&[]);
        palette
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
            PaletteItem::Action(_) | PaletteItem::Copy(_) => found.name.clone(),
        };
        self.edit_with(|edit| *edit = TextEdit::line(text.as_str()), sources);
    }

    fn update_matches(&mut self, sources: NameSources<'_>) {
        let typed = self.edit.text().into_owned();
        if typed.as_str().trim().is_empty() {
            self.matches = self.general_matches(&[]);
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

/// The keys of an action in the narrowest of `scopes` that has it; empty if the user removed them.
fn keys_in_scopes(scopes: &[Scope], keymap: &Keymap, definition: &Definition) -> Option<Safe<'static>> {
    let scope = *scopes.iter().find(|scope| definition.keys.iter().any(|row| row.scope == **scope))?;
    let keys = keymap.key_names(scope, definition.action).iter().map(Safe::to_borrowed);
    Some(Safe::join(keys, "  "))
}

/// Scores a choice against the typed words; `None` unless each word matches its name from the byte `from` on or a word
/// of its doc.
fn match_choice(choice: &Choice, from: usize, typed: &[&str]) -> Option<PaletteMatch> {
    let mut found = PaletteMatch {
        item: choice.item.clone(),
        score: 0,
        name: choice.name.clone(),
        name_ranges: Vec::new(),
        doc: choice.doc.clone(),
        doc_ranges: Vec::new(),
        keys: choice.keys.clone(),
        note: Safe::default(),
    };
    // The placeholder of a command's argument is not part of its name.
    let end = match choice.item {
        PaletteItem::Begin(command) => command.row().name.len(),
        _ => choice.name.as_str().len(),
    };
    let weight = if choice.is_listed { NAME_WEIGHT } else { VALUE_WEIGHT };
    for word in typed {
        let name = fuzzy_match(&choice.name.as_str()[from..end], word);
        let doc = best_word_match(choice.doc.as_str(), word);
        let score = |found: &Option<(i64, _)>| found.as_ref().map_or(0, |(score, _)| *score);
        found.score += (weight * score(&name)).max(score(&doc));
        if name.is_none() && doc.is_none() {
            return None;
        }
        let ranges = name.into_iter().flat_map(|(_, ranges)| ranges);
        found.name_ranges.extend(ranges.map(|range| range.start + from..range.end + from));
        found.doc_ranges.extend(doc.into_iter().flat_map(|(_, ranges)| ranges));
    }
    // The words one after the other come before words that are scattered over name and doc.
    let phrase =
        fuzzy_score(&choice.name.as_str()[from..end].replace('-', " "), &typed.join(" ")).filter(|_| typed.len() > 1);
    found.score += weight * phrase.unwrap_or_default();
    found.name_ranges = kzq_text::ranges::merge_ranges(found.name_ranges);
    found.doc_ranges = kzq_text::ranges::merge_ranges(found.doc_ranges);
    Some(found)
}

/// The topics, speakers and lists that match, best first; of one command or of all.
fn name_matches(
    typed: &[&str],
    command: Option<Command>,
    names: &PaletteNames,
    sources: NameSources<'_>,
) -> impl Iterator<Item = PaletteMatch> {
    let words: Vec<String> = typed.iter().map(|word| fold(word)).collect();
    names.find(&words, command, sources.shelf).into_iter().map(move |found| {
        let scores = words.iter().filter_map(|word| fuzzy_score(found.name.as_str(), word));
        PaletteMatch {
            item: PaletteItem::Run(found.command, found.argument),
            score: FACET_WEIGHT * scores.sum::<i64>(),
            name_ranges: found.ranges,
            name: found.name,
            doc: Safe::default(),
            doc_ranges: Vec::new(),
            keys: Safe::default(),
            note: found.note,
        }
    })
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
    use std::sync::Arc;

    use super::*;
    use kzq_search::FacetCounts;
    use kzq_shelf::Shelf;

    fn palette(typed: &str) -> CommandPalette {
        let corpus: Arc<Corpus> = Arc::default();
        let mut choices = Choice::actions_and_commands(Scope::List.chain(), &Keymap::default(), |_| true);
        choices.extend(Choice::formats(&Format::ALL));
        choices.extend(Choice::arguments(&NamedTheme::builtin(), &corpus));
        let mut palette = CommandPalette::new(choices, Vec::new());
        let (totals, shelf) = (FacetCounts::default(), Shelf::default());
        let sources = NameSources { corpus: &corpus, totals: &totals, shelf: &shelf };
        palette.edit_with(|edit| edit.insert(typed), sources);
        palette
    }

    /// The names of what matches `typed` in the list's scopes.
    fn found(typed: &str) -> Vec<String> {
        palette(typed).rows_from(0).map(|row| row.name.to_string()).collect()
    }

    #[test]
    fn everything_matches_by_name_and_doc() {
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
        fn what_was_typed_is_marked_in_the_texts(typed in "(sort |theme )?([a-z]{1,5}| |\\PC){0,8}") {
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
