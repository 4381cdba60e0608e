//! What the command palette offers, and how well it matches what is typed.

use std::ops::Range;

use super::palette_names::{NameSources, PaletteNames};
use super::preferences::NamedTheme;
use crate::keys::action::{Action, Definition, TABLE};
use crate::keys::command::{COMMANDS, Command};
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
/// How much a match in the name of a topic, a speaker, a list or a saved search counts: less than one in the name of an action.
const FACET_WEIGHT: i64 = 2;

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
    /// Gives a quotation under review its speaker; `None` if unknown.
    Speaker(Option<Safe<'static>>),
}

/// What is offered without being searched for in the collections.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) item: PaletteItem,
    pub(super) name: Safe<'static>,
    /// Where the argument begins in the name.
    pub(super) argument_at: usize,
    doc: Safe<'static>,
    keys: Safe<'static>,
    /// Whether it is shown before anything is typed.
    pub(super) is_listed: bool,
}

/// A row of the command palette.
#[derive(Clone, Debug)]
pub(super) struct PaletteMatch {
    pub(super) item: PaletteItem,
    pub(super) score: i64,
    pub(super) name: Safe<'static>,
    pub(super) name_ranges: Vec<Range<usize>>,
    pub(super) doc: Safe<'static>,
    pub(super) doc_ranges: Vec<Range<usize>>,
    pub(super) keys: Safe<'static>,
    pub(super) note: Safe<'static>,
}

impl Choice {
    fn new(item: PaletteItem, name: Safe<'static>, doc: Safe<'static>) -> Self {
        Self { item, name, argument_at: 0, doc, keys: Safe::default(), is_listed: false }
    }

    fn listed(self) -> Self {
        Self { is_listed: true, ..self }
    }

    /// A command with an argument.
    pub(super) fn with_argument(command: Command, argument: Safe<'static>, doc: Safe<'static>) -> Self {
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

    /// The speakers of a review: those of its text first, then those of the collections, and nobody.
    pub(super) fn speakers(cast: &[String], corpus: &Corpus) -> Vec<Self> {
        let speaker = |name: Safe<'static>, doc: &'static str| {
            Self::new(PaletteItem::Speaker(Some(name.clone())), name, doc.into()).listed()
        };
        let own = cast.iter().map(|name| speaker(Safe::line(name.clone()), "in this text"));
        let known = corpus.speakers().iter().map(|known| &known.name);
        let others = known.filter(|name| !cast.iter().any(|own| own == name.as_str()));
        let nobody = Self::new(PaletteItem::Speaker(None), "unknown".into(), "speaker not known".into()).listed();
        own.chain(others.map(|name| speaker(name.clone(), ""))).chain([nobody]).collect()
    }

    /// A speaker as typed.
    pub(super) fn new_speaker(typed: &str) -> Self {
        let name = Safe::line(typed.trim().to_owned());
        Self::new(PaletteItem::Speaker(Some(name.clone())), name, "as typed".into())
    }

    /// Whether it does anything in a review, where there is no list.
    pub(super) fn works_in_review(&self) -> bool {
        match &self.item {
            PaletteItem::Action(_) => true,
            PaletteItem::Begin(command) | PaletteItem::Run(command, _) => command.works_in_review(),
            PaletteItem::Copy(_) | PaletteItem::Speaker(_) => false,
        }
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

/// The keys of an action in the narrowest of `scopes` that has it; empty if the user removed them.
fn keys_in_scopes(scopes: &[Scope], keymap: &Keymap, definition: &Definition) -> Option<Safe<'static>> {
    let scope = *scopes.iter().find(|scope| definition.keys.iter().any(|row| row.scope == **scope))?;
    let keys = keymap.key_names(scope, definition.action).iter().map(Safe::to_borrowed);
    Some(Safe::join(keys, "  "))
}

/// Scores a choice against the typed words; `None` unless each word matches its name from the byte `from` on or a word
/// of its doc.
pub(super) fn match_choice(choice: &Choice, from: usize, typed: &[&str]) -> Option<PaletteMatch> {
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

/// The topics, speakers, lists and saved searches that match, best first; of one command or of all.
pub(super) fn name_matches(
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
            doc: found.doc,
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
