//! The names of topics, speakers, lists and saved searches that the palette finds.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use crate::keys::command::Command;
use kzq_corpus::{Corpus, SpeakerId, TopicId};
use kzq_search::{FacetCounts, FacetValue};
use kzq_shelf::{ListKey, Shelf, ShelfFacet};
use kzq_text::fold::{fold, source_ranges};
use kzq_text::{Safe, safe};

/// The most names that are offered at once: there may be tens of thousands, and no user reads that many.
const MAX_NAMES: usize = 100;

/// What the palette takes names from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameSources<'s> {
    pub(crate) corpus: &'s Arc<Corpus>,
    pub(crate) totals: &'s FacetCounts,
    pub(crate) shelf: &'s Shelf,
}

/// The names in a corpus and on a shelf, folded once, because every key searches them.
#[derive(Clone, Debug)]
pub struct PaletteNames {
    corpus: Arc<Corpus>,
    names: Vec<FoldedName>,
}

#[derive(Clone, Debug)]
struct FoldedName {
    /// The name and, each on a line, other spellings.
    folded: String,
    of: Named,
    /// The number of entries, if it is known at once.
    count: Option<usize>,
}

/// What has a name.
#[derive(Clone, Copy, Debug)]
enum Named {
    Topic(TopicId),
    Speaker(SpeakerId),
    List(ListKey),
    Search(ListKey),
}

/// A name that matches.
#[derive(Clone, Debug)]
pub(super) struct FoundName {
    pub(super) name: Safe<'static>,
    /// The matched parts of the name, as byte ranges.
    pub(super) ranges: Vec<Range<usize>>,
    /// What follows the name: the query of a saved search.
    pub(super) doc: Safe<'static>,
    /// What has the name, and how many entries it has.
    pub(super) note: Safe<'static>,
    /// The command that filters by it, with its argument.
    pub(super) command: Command,
    pub(super) argument: Safe<'static>,
}

impl Named {
    fn command(self) -> Command {
        match self {
            Self::Topic(_) => Command::Topic,
            Self::Speaker(_) => Command::Speaker,
            Self::List(_) => Command::List,
            Self::Search(_) => Command::Search,
        }
    }
}

impl PaletteNames {
    /// Collects the names.
    pub(crate) fn new(NameSources { corpus, totals, shelf }: NameSources<'_>) -> Self {
        let mut names = Vec::new();
        let mut add = |folded, of, count| names.push(FoldedName { folded, of, count });
        for id in corpus.topic_ids() {
            add(fold(corpus.topic(id).label.as_str()), Named::Topic(id), Some(totals.of(FacetValue::Topic(id))));
        }
        for id in corpus.speaker_ids() {
            let speaker = corpus.speaker(id);
            let mut folded = fold(speaker.name.as_str());
            for alias in &speaker.aliases {
                folded.push('\n');
                folded.push_str(&fold(alias.as_str()));
            }
            add(folded, Named::Speaker(id), Some(totals.of(FacetValue::Speaker(Some(id).into()))));
        }
        for list in shelf.lists() {
            add(fold(list.name.as_str()), Named::List(list.key()), Some(shelf.count(ShelfFacet::List(list.key()))));
        }
        for search in shelf.searches() {
            // It would have to be run.
            add(fold(search.name.as_str()), Named::Search(search.key()), None);
        }
        Self { corpus: Arc::clone(corpus), names }
    }

    /// The names with all of `words`, of one command or of all: those that begin with the first word first, then those in
    /// which any word does, and among these those with the most entries; at most [`MAX_NAMES`].
    pub(super) fn find(&self, words: &[String], command: Option<Command>, shelf: &Shelf) -> Vec<FoundName> {
        let is_wanted = |name: &&FoldedName| command.is_none_or(|command| name.of.command() == command);
        let mut found: Vec<(Reverse<u8>, Reverse<Option<usize>>, usize)> = Vec::new();
        for (index, name) in self.names.iter().enumerate().filter(|(_, name)| is_wanted(name)) {
            if words.iter().all(|word| name.folded.contains(word.as_str())) {
                let rank = words.first().map_or(0, |word| rank(&name.folded, word));
                found.push((Reverse(rank), Reverse(name.count), index));
            }
            if found.len() == 2 * MAX_NAMES {
                found.select_nth_unstable(MAX_NAMES);
                found.truncate(MAX_NAMES);
            }
        }
        found.sort_unstable();
        found.truncate(MAX_NAMES);
        found.into_iter().filter_map(|(_, _, index)| self.found_name(&self.names[index], words, shelf)).collect()
    }

    fn found_name(&self, found: &FoldedName, words: &[String], shelf: &Shelf) -> Option<FoundName> {
        let mut doc = Safe::default();
        let (name, kind, argument) = match found.of {
            Named::Topic(id) => {
                let topic = self.corpus.topic(id);
                let kind = match (self.corpus.topic_home(id), topic.parent) {
                    (Some(home), _) => safe!("topic in ", home),
                    (None, Some(parent)) => safe!("topic in ", self.corpus.topic(parent).label),
                    (None, None) => "topic".into(),
                };
                (&topic.label, kind, self.corpus.topic_name(id).into_owned())
            }
            Named::Speaker(id) => {
                let speaker = self.corpus.speaker(id);
                (&speaker.name, "speaker".into(), speaker.id.clone())
            }
            Named::List(key) => {
                let name = &shelf.list_by_key(key)?.name;
                (name, "list".into(), name.clone())
            }
            Named::Search(key) => {
                let search = shelf.search_by_key(key)?;
                doc = search.query.clone();
                (&search.name, "saved search".into(), search.name.clone())
            }
        };
        Some(FoundName {
            ranges: ranges_in(name, &found.folded, words),
            doc,
            note: found.count.map_or_else(|| kind.to_borrowed().into_owned(), |count| safe!(kind, ", ", count)),
            command: found.of.command(),
            argument,
            name: name.clone(),
        })
    }
}

/// How well a typed word matches folded names.
fn rank(folded: &str, word: &str) -> u8 {
    let begins = |at: usize| !folded[..at].ends_with(char::is_alphanumeric);
    match folded.find(word) {
        Some(0) if folded.len() == word.len() => 3,
        Some(0) => 2,
        Some(_) if folded.match_indices(word).any(|(at, _)| begins(at)) => 1,
        _ => 0,
    }
}

/// The parts of a name that match folded words; none where it was another spelling.
fn ranges_in(name: &Safe<'_>, folded: &str, words: &[String]) -> Vec<Range<usize>> {
    let own = folded.split('\n').next().unwrap_or_default();
    let parts = words.iter().filter_map(|word| {
        let at = own.find(word.as_str())?;
        let before = own[..at].chars().count();
        Some((before..before + word.chars().count()).collect::<Vec<_>>())
    });
    kzq_text::ranges::merge_ranges(parts.flat_map(|indices| source_ranges(name.as_str(), &indices)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(speakers: impl Iterator<Item = String>) -> Arc<Corpus> {
        let speakers: String = speakers.collect();
        let text = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{{speakers}}}, open_topics: true,
            entries: [Quote(id: "q", by: "s1", topics: ["war", "peace/war"], text: "One word.")])"#
        );
        kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap().into()
    }

    fn find(corpus: &Arc<Corpus>, typed: &str, command: Option<Command>) -> Vec<FoundName> {
        let (totals, shelf) = (FacetCounts::unfiltered(corpus), Shelf::default());
        let names = PaletteNames::new(NameSources { corpus, totals: &totals, shelf: &shelf });
        let words: Vec<String> = typed.split_whitespace().map(fold).collect();
        names.find(&words, command, &shelf)
    }

    #[test]
    fn names_are_found_by_their_words_and_other_spellings() {
        let names =
            [(1, "George Orwell", "Eric Blair"), (2, "Jane Austen", ""), (3, "Orson Welles", ""), (4, "Éric Zola", "")];
        let corpus = corpus(
            names
                .into_iter()
                .map(|(number, name, alias)| format!(r#""s{number}": (name: "{name}", aliases: ["{alias}"]),"#)),
        );
        for (typed, expected) in [
            ("or", vec!["Orson Welles", "George Orwell"]),
            ("orwell george", vec!["George Orwell"]),
            ("eric", vec!["Éric Zola", "George Orwell"]),
            ("zzz", vec![]),
        ] {
            let found = find(&corpus, typed, Some(Command::Speaker));
            assert_eq!(found.iter().map(|found| found.name.as_str()).collect::<Vec<_>>(), expected, "{typed}");
            for name in found {
                assert!(name.ranges.into_iter().all(|range| name.name.as_str().get(range).is_some()));
            }
        }
    }

    #[test]
    fn topics_with_the_same_name_show_their_parent() {
        let corpus = corpus(std::iter::once(r#""s1": (name: "Ada"),"#.to_owned()));
        let found = find(&corpus, "war", None);
        let shown: Vec<(&str, &str)> =
            found.iter().map(|found| (found.note.as_str(), found.argument.as_str())).collect();
        assert_eq!(shown, [("topic, 1", "war"), ("topic in peace, 1", "peace/war")]);
    }

    #[test]
    fn only_names_with_the_most_entries_are_offered() {
        let corpus = corpus((1..5000).rev().map(|number| format!(r#""s{number}": (name: "Ada {number}"),"#)));
        let found = find(&corpus, "ada", None);
        assert_eq!((found.len(), found[0].argument.as_str()), (MAX_NAMES, "s1"));
        assert_eq!(find(&corpus, "", Some(Command::Speaker)).len(), MAX_NAMES);
    }
}
