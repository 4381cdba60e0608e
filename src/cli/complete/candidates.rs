//! What completes a word: the values that an argument takes from the collections, the shelf and the settings.

use super::line::Place;
use super::values::Values;
use super::{Suggestion, Suggestions};
use crate::cli::text::count;
use kzq_search::{CompletionTable, FieldName, NameMatcher};
use kzq_text::Safe;

/// The most words that are suggested: nobody chooses among more.
const MAX_SUGGESTIONS: usize = 200;

/// What there is to choose from. It is asked for what is needed only.
pub(crate) trait Known {
    /// The ids of entries that begin with a text, some at least.
    fn ids(&self, prefix: &str) -> Vec<String>;

    /// The names in the collections; `None` if they can't be had at once.
    fn table(&self) -> Option<&CompletionTable>;

    /// The names of the user's lists.
    fn lists(&self) -> Vec<Safe<'static>>;

    /// The names and queries of the saved searches.
    fn saved_searches(&self) -> Vec<(Safe<'static>, Safe<'static>)>;

    /// The names of the themes, each with what it is.
    fn themes(&self) -> Vec<(Safe<'static>, Safe<'static>)>;
}

/// What completes a word.
pub(crate) fn candidates(place: &Place, current: &str, known: &dyn Known) -> Suggestions {
    let typed = &current[place.before.len().min(current.len())..];
    let listed = place.words.iter().filter(|(text, _)| text.starts_with(typed));
    let mut found: Vec<Suggestion> = listed.map(|(text, doc)| Suggestion::new(text, doc)).collect();
    match place.values {
        Some(Values::Files) => return Suggestions::Files,
        Some(Values::SourceFile) if typed.contains('=') => return Suggestions::Files,
        Some(values) => found.extend(matching(values, typed, known)),
        None => {}
    }
    found.truncate(MAX_SUGGESTIONS);
    for suggestion in &mut found {
        // What is in a collection may be anything; a shell shows it, and types it.
        suggestion.text = format!("{}{}", place.before, Safe::line(suggestion.text.as_str()));
        suggestion.doc = Safe::line(suggestion.doc.as_str()).to_string();
    }
    Suggestions::Words(found)
}

/// The values that complete a text.
fn matching(values: Values, typed: &str, known: &dyn Known) -> Vec<Suggestion> {
    let of_field = |field: FieldName| named_values(&format!("{}:{typed}", field.name()), known);
    match values {
        Values::Entries => known.ids(typed).into_iter().map(|id| Suggestion::new(id, "")).collect(),
        Values::Query => query(typed, known),
        Values::Sources => sources(typed, known, ""),
        Values::SourceFile => sources(typed, known, "="),
        Values::Speakers => speakers(typed, known),
        Values::Topics => topics(typed, known),
        Values::Tags => of_field(FieldName::Tag),
        Values::Languages => of_field(FieldName::Lang),
        Values::Lists => begun(typed, known.lists().into_iter().map(|name| (name, Safe::default()))),
        Values::SavedSearches => begun(typed, known.saved_searches().into_iter()),
        Values::Themes => begun(typed, known.themes().into_iter()),
        Values::Files => Vec::new(),
    }
}

/// The names that begin with a text.
fn begun<'n>(typed: &str, names: impl Iterator<Item = (Safe<'n>, Safe<'n>)>) -> Vec<Suggestion> {
    let begun = names.filter(|(name, _)| name.as_str().starts_with(typed));
    begun.take(MAX_SUGGESTIONS).map(|(name, doc)| Suggestion::new(name.as_str(), doc.as_str())).collect()
}

/// The names words of which begin with those of a text, or that begin with it themselves.
fn matched<'n>(typed: &str, names: impl Iterator<Item = (Safe<'n>, Safe<'n>)>) -> Vec<Suggestion> {
    let matcher = NameMatcher::new(typed);
    let fits = |(name, doc): &(Safe<'n>, Safe<'n>)| {
        typed.is_empty()
            || name.as_str().starts_with(typed)
            || [name, doc].iter().any(|text| matcher.begins_words(text.as_str()))
    };
    let found = names.filter(fits).take(MAX_SUGGESTIONS);
    found.map(|(name, doc)| Suggestion::new(name.as_str(), doc.as_str())).collect()
}

fn speakers(typed: &str, known: &dyn Known) -> Vec<Suggestion> {
    let speakers = known.table().map_or(&[][..], |table| table.tables().speakers());
    matched(typed, speakers.iter().map(|it| (it.name.to_borrowed(), it.role.clone().unwrap_or_default())))
}

fn topics(typed: &str, known: &dyn Known) -> Vec<Suggestion> {
    let topics = known.table().map_or(&[][..], |table| table.tables().topics());
    matched(typed, topics.iter().map(|topic| (topic.path.to_borrowed(), topic.label.to_borrowed())))
}

/// Ids of sources, each with something after it; with their collections where there are several.
fn sources(typed: &str, known: &dyn Known, after: &'static str) -> Vec<Suggestion> {
    let Some(table) = known.table() else { return Vec::new() };
    let tables = table.tables();
    let name = |source: &kzq_corpus::Source| {
        let collection = &tables.collection(source.collection).id;
        let several = tables.collections().len() > 1;
        if several { kzq_text::safe!(collection, "/", source.id, after) } else { kzq_text::safe!(source.id, after) }
    };
    begun(typed, tables.sources().iter().map(|source| (name(source), source.title.to_borrowed())))
}

/// The values of a field as they are, without quotation marks.
fn named_values(query: &str, known: &dyn Known) -> Vec<Suggestion> {
    let Some(table) = known.table() else { return Vec::new() };
    let lists = [];
    let found = kzq_search::Completion::find_many(query, query.len(), &table.known(&lists), MAX_SUGGESTIONS);
    let candidates = found.map(|found| found.candidates).unwrap_or_default();
    candidates.into_iter().map(|candidate| Suggestion::new(candidate.label.as_str(), candidate.doc.as_str())).collect()
}

/// What completes a query, which is the whole word.
fn query(typed: &str, known: &dyn Known) -> Vec<Suggestion> {
    let start = typed.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    let (before, word) = typed.split_at(start);
    if !before.ends_with(':') && before.chars().all(|c| c.is_whitespace() || "()|!-".contains(c)) {
        // Shorter words than in the browser complete, too: there is a key for it.
        let fields = FieldName::ALL.into_iter().filter(|field| field.name().starts_with(word));
        return fields.map(|it| Suggestion::new(format!("{before}{}:", it.name()), it.row().doc)).collect();
    }
    let empty = CompletionTable::of(kzq_corpus::Corpus::default());
    let table = known.table().unwrap_or(&empty);
    let lists = if typed.contains("list:") { known.lists() } else { Vec::new() };
    let found = kzq_search::Completion::find_many(typed, typed.len(), &table.known(&lists), MAX_SUGGESTIONS);
    let Some(found) = found else { return Vec::new() };
    let suggestion = |candidate: kzq_search::Candidate| {
        let count = candidate.count.map(|number| count(number, "entry", "entries").to_string());
        let doc = if candidate.doc.is_empty() { count.unwrap_or_default() } else { candidate.doc.to_string() };
        Suggestion::new(format!("{}{}", &typed[..found.range.start], candidate.text), doc)
    };
    found.candidates.into_iter().map(suggestion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::complete::place;
    use kzq_corpus::read;

    const FILE: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"ada": (name: "Ada Byron", role: "Countess"), "al": (name: "Alan")},
        sources: {"notes": (title: "Notes", date: "1843"), "news": (title: "The News")},
        topics: [(id: "war", label: "War", topics: [(id: "cold", label: "Cold War")])],
        entries: [
            Quote(id: "a-1", by: "ada", topics: ["war/cold"], source: (id: "notes"), text: "X.", tags: ["t"], lang: "en"),
            Quote(id: "a-2", by: "al", topics: ["war"], source: (id: "news"), text: "Y."),
        ])"#;

    struct Fixture(CompletionTable);

    impl Known for Fixture {
        fn ids(&self, prefix: &str) -> Vec<String> {
            let ids = self.0.tables().entries().map(|entry| entry.id().to_string());
            ids.filter(|id| id.starts_with(prefix)).collect()
        }

        fn table(&self) -> Option<&CompletionTable> {
            Some(&self.0)
        }

        fn lists(&self) -> Vec<Safe<'static>> {
            vec!["for monday".into()]
        }

        fn saved_searches(&self) -> Vec<(Safe<'static>, Safe<'static>)> {
            vec![("veto".into(), "veto sort:date".into())]
        }

        fn themes(&self) -> Vec<(Safe<'static>, Safe<'static>)> {
            vec![("paper".into(), "light".into())]
        }
    }

    /// Returns the candidates for a line, joined by bars.
    fn complete(line: &str) -> String {
        let known = Fixture(CompletionTable::of(read("c.ron", FILE.as_bytes()).corpus.unwrap()));
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let current = words.pop().unwrap();
        match candidates(&place(&mut crate::cli::command(), &words, &current), &current, &known) {
            Suggestions::Files => "files".to_owned(),
            Suggestions::Words(words) => words.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" | "),
        }
    }

    #[test]
    fn values_come_from_the_collections_and_the_shelf() {
        for (line, expected) in [
            ("kzq sea", "search"),
            ("kzq show a", "a-1 | a-2"),
            ("kzq show a-2", "a-2"),
            ("kzq show x", ""),
            ("kzq show --source n", "notes | news"),
            ("kzq show --source=no", "--source=notes"),
            ("kzq verify --source ne", "news="),
            ("kzq verify --source news=", "files"),
            ("kzq add --by a", "Ada Byron | Alan"),
            ("kzq add --by cou", "Ada Byron"),
            ("kzq add --topic co", "war/cold"),
            ("kzq add --tag ", "t"),
            ("kzq add --lang ", "en"),
            ("kzq search spe", "speaker:"),
            ("kzq search s", "source: | since: | status: | sort: | speaker:"),
            ("kzq search speaker:a", "speaker:\"Ada Byron\" | speaker:Alan"),
            ("kzq search !speaker:ala", "!speaker:Alan"),
            ("kzq search topic:c", "topic:war/cold"),
            ("kzq search list:", "list:\"for monday\""),
            ("kzq search year:", "year:1843"),
            ("kzq search id:", ""),
            ("kzq --query=kind:verb", "--query=kind:verbatim"),
            ("kzq list show ", "for monday"),
            ("kzq saved show ", ""),
            ("kzq search --saved v", "veto"),
            ("kzq --theme p", "paper"),
            ("kzq search --format mark", "markdown"),
            ("kzq proofread x", "files"),
            ("kzq keys x", ""),
        ] {
            let mut found: Vec<String> = complete(line).split(" | ").map(str::to_owned).collect();
            let mut expected: Vec<&str> = expected.split(" | ").collect();
            found.sort();
            expected.sort_unstable();
            assert_eq!(found, expected, "{line}");
        }
    }
}
