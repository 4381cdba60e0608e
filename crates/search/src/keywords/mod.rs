//! [`Keywords`]: what a collection is about, with the number of entries for each keyword.
//!
//! Keywords are the collection's own topics and the names in its texts: acronyms and runs of capitalised words, found
//! without a dictionary. Names are extracted from a sample of entries, so the time does not grow with the collection;
//! their counts come from the index, so they agree with what the filter finds in the words.

mod names;
mod sample;

use std::collections::HashMap;

use self::names::is_acronym;
use self::sample::{NameCandidate, NameSample};
use crate::query::Query;
use kzq_corpus::{Corpus, TopicId};
use kzq_text::Safe;
use kzq_text::safe;

/// The number of entries, spread evenly over the collection, from which names are extracted.
const SAMPLE_SIZE: usize = 30_000;
/// Maximum number of bytes of a text to examine.
const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Maximum number of names to count, the most frequent of the sample.
const MAX_NAMES: usize = 300;

/// The kind of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeywordKind {
    /// A run of capitalised words.
    Name,
    /// A word in capitals, such as `UN`.
    Acronym,
    /// A topic of the collection.
    Topic(TopicId),
}

impl KeywordKind {
    /// The kind as a word for output: "name", "acronym" or "topic".
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Acronym => "acronym",
            Self::Topic(_) => "topic",
        }
    }
}

/// A keyword of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The text to show: the most frequent spelling of a name, or the label of a topic, with its collection if others have it.
    pub text: Safe<'static>,
    /// Whether it is a name, an acronym or a topic.
    pub kind: KeywordKind,
    /// How many entries [`Keyword::query`] finds by their words.
    pub entries: usize,
}

impl Keyword {
    /// The query that finds its entries.
    pub fn query(&self, corpus: &Corpus) -> Safe<'static> {
        match self.kind {
            KeywordKind::Topic(topic) => {
                let names = corpus.topic_names(topic).into_iter().map(|name| safe!("\"", name, "\""));
                safe!("topic:", Safe::join(names, ","))
            }
            KeywordKind::Name | KeywordKind::Acronym => safe!("\"", self.text, "\""),
        }
    }
}

/// The keywords of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keywords {
    /// The keywords, by descending number of entries, then alphabetically.
    pub keywords: Vec<Keyword>,
    /// The number of entries from which names were extracted.
    pub sampled_entries: usize,
}

impl Keywords {
    /// Extracts the keywords of a corpus; `count` returns how many entries match a query.
    pub(super) fn extract(corpus: &Corpus, count: impl Fn(&Query) -> usize) -> Self {
        let stride = corpus.len().div_ceil(SAMPLE_SIZE).max(1);
        let mut sample = NameSample::default();
        let mut sampled_entries = 0;
        for (block, &base) in corpus.blocks().iter().zip(corpus.first_entry_of_blocks()) {
            for at in (0..block.len()).filter(|at| (base as usize + at).is_multiple_of(stride)) {
                for text in block.searchable_texts(at).into_iter().flatten() {
                    sample.add_text(&text[..text.floor_char_boundary(MAX_TEXT_BYTES)]);
                }
                sampled_entries += 1;
            }
        }
        let mut names = Vec::new();
        for candidate in sample.into_candidates(MAX_NAMES) {
            let entries = count(&Query::parse(&format!("\"{}\"", candidate.text)).in_words_only());
            names.extend((entries > 0).then_some(CountedName { candidate, entries }));
        }
        let mut keywords: Vec<Keyword> = drop_dependent(names).into_iter().map(CountedName::into_keyword).collect();
        let covered = corpus.topic_coverage();
        keywords.extend(corpus.topic_ids().zip(covered).map(|(id, covered)| Keyword {
            text: corpus.topic_label(id).to_single_line(),
            kind: KeywordKind::Topic(id),
            entries: covered.verbatim + covered.reported + covered.summary,
        }));
        keywords.sort_by_cached_key(|word| {
            (std::cmp::Reverse(word.entries), kzq_text::fold::fold(word.text.as_str()), word.kind)
        });
        Self { keywords, sampled_entries }
    }
}

/// A name with the number of entries that contain it.
struct CountedName {
    candidate: NameCandidate,
    entries: usize,
}

impl CountedName {
    fn into_keyword(self) -> Keyword {
        let acronym = is_acronym(&self.candidate.text);
        let kind = if acronym { KeywordKind::Acronym } else { KeywordKind::Name };
        Keyword { text: Safe::line(self.candidate.text), kind, entries: self.entries }
    }
}

/// Drops names that are not independent: two names joined by a small word (“Russia and China”, but not “Belt and
/// Road”), and parts that occur only within one longer name.
fn drop_dependent(names: Vec<CountedName>) -> Vec<CountedName> {
    let entries: HashMap<&[String], usize> =
        names.iter().map(|name| (name.candidate.key.as_slice(), name.entries)).collect();
    let is_independent = |name: &&CountedName| {
        let key = &name.candidate.key;
        let parts = || (1..key.len()).flat_map(|at| [&key[..at], &key[at..]]);
        // Not independent if the rarer part occurs mostly elsewhere.
        let rarest = parts().filter_map(|part| entries.get(part)).min();
        !name.candidate.has_joiner || rarest.is_none_or(|&rarest| 2 * name.entries >= rarest)
    };
    let independent: Vec<&CountedName> = names.iter().filter(is_independent).collect();
    let is_whole = |name: &CountedName| {
        let key = &name.candidate.key;
        let holds = |other: &&CountedName| {
            let longer = &other.candidate.key;
            longer.len() > key.len()
                && other.entries == name.entries
                && longer.windows(key.len()).any(|part| part == key.as_slice())
        };
        !independent.iter().any(holds)
    };
    let kept: Vec<bool> = names.iter().map(|name| is_independent(&name) && is_whole(name)).collect();
    names.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Engine, FacetFilter, SearchOptions};
    use kzq_corpus::read;

    fn keywords(texts: &[&str]) -> (Engine, Keywords) {
        let entry =
            |(at, text): (usize, &&str)| format!("Quote(id: \"q{at}\", by: \"a\", text: {text:?}, topics: [\"t\"]),");
        let entries: String = texts.iter().enumerate().map(entry).collect();
        let text = format!(
            "(schema: 1, id: \"c\", title: \"C\", speakers: {{\"a\": (name: \"Ada\")}},
             topics: [(id: \"t\", label: \"All \\\"of\\\" it\"), (id: \"u\", label: \"None\")], entries: [{entries}])"
        );
        let engine = Engine::new(Arc::new(read("c.ron", text.as_bytes()).corpus.unwrap()));
        let keywords = engine.keywords().clone();
        (engine, keywords)
    }

    #[test]
    fn names_acronyms_and_topics_are_counted() {
        let (_, keywords) = keywords(&[
            "we count on Russia and China as on Russia",
            "the Belt and Road leads to China, says the U.N.",
            "then Russia, China and the UN met Xi Jinping",
            "and Russia’s oil was the UN’s",
        ]);
        let shown: Vec<_> =
            keywords.keywords.iter().map(|word| (word.text.as_str(), word.kind.name(), word.entries)).collect();
        assert_eq!(
            shown,
            [
                ("All \"of\" it", "topic", 4),
                ("China", "name", 3),
                ("Russia", "name", 3),
                ("UN", "acronym", 3),
                ("Belt and Road", "name", 1),
                ("Xi Jinping", "name", 1),
                ("None", "topic", 0),
            ]
        );
        assert_eq!(keywords.sampled_entries, 4);
    }

    #[test]
    fn counts_agree_with_the_filter() {
        let (engine, keywords) =
            keywords(&["in China", "of china", "the Baku-Ceyhan pipe", "to Baku, to Ceyhan", "x China's"]);
        assert!(keywords.keywords.len() > 3);
        for word in &keywords.keywords {
            let query = Query::parse(word.query(engine.corpus()).as_str()).in_words_only();
            let answer = engine.answer(&query, &FacetFilter::default(), SearchOptions::ALL);
            assert_eq!((answer.found, answer.warnings.as_slice()), (word.entries, &[][..]), "{word:?}");
        }
    }
}
