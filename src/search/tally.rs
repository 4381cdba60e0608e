//! Facets: narrowing hits by topic, wording, speaker and source, and counting what each would leave.

use std::collections::HashMap;

use crate::corpus::{Corpus, Entry, SourceId, SpeakerId, TopicId, Wording};

/// The facets that narrow a search; each that is set must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Entries of this topic or of one under it.
    pub topic: Option<TopicId>,
    /// Entries of this wording.
    pub wording: Option<Wording>,
    /// Entries of this speaker.
    pub speaker: Option<SpeakerId>,
    /// Entries of this source.
    pub source: Option<SourceId>,
}

/// For each facet, how many hits it would leave beside the other facets that are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Hits under any topic.
    pub all_topics: usize,
    topics: HashMap<TopicId, usize>,
    wordings: HashMap<Wording, usize>,
    speakers: HashMap<SpeakerId, usize>,
    sources: HashMap<SourceId, usize>,
}

/// The kinds of facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Facet {
    Topic,
    Wording,
    Speaker,
    Source,
}

impl Selection {
    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an entry fulfils all facets that are set.
    pub fn admits(&self, corpus: &Corpus, entry: Entry<'_>) -> bool {
        self.missed(corpus, entry).next().is_none()
    }

    /// The facets that are set and that an entry does not fulfil.
    fn missed(&self, corpus: &Corpus, entry: Entry<'_>) -> impl Iterator<Item = Facet> {
        let source = entry.citation().as_ref().map(|citation| citation.source);
        let topic = self.topic.is_none_or(|set| entry.topics().iter().any(|&topic| corpus.is_within(topic, set)));
        [
            (Facet::Topic, topic),
            (Facet::Wording, self.wording.is_none_or(|set| entry.wording() == set)),
            (Facet::Speaker, self.speaker.is_none_or(|set| entry.speaker() == set)),
            (Facet::Source, self.source.is_none_or(|set| source == Some(set))),
        ]
        .into_iter()
        .filter_map(|(facet, fulfilled)| (!fulfilled).then_some(facet))
    }
}

impl Counts {
    /// What each facet has when nothing narrows the search.
    pub fn of_all(corpus: &Corpus) -> Self {
        let mut counts = Self::default();
        for entry in corpus.entries() {
            counts.add(corpus, &Selection::default(), entry);
        }
        counts
    }

    /// Counts one hit under every facet that it would still be found with.
    pub(super) fn add(&mut self, corpus: &Corpus, selection: &Selection, entry: Entry<'_>) {
        let mut missed = selection.missed(corpus, entry);
        let only = missed.next();
        if missed.next().is_some() {
            return;
        }
        // A hit that misses one facet would be found if that one were set otherwise, so it counts there and only there.
        let counts = |facet| only.is_none_or(|only| only == facet);
        if counts(Facet::Topic) {
            self.all_topics += 1;
            self.add_topics(corpus, entry);
        }
        if counts(Facet::Wording) {
            *self.wordings.entry(entry.wording()).or_default() += 1;
        }
        if counts(Facet::Speaker) {
            *self.speakers.entry(entry.speaker()).or_default() += 1;
        }
        if let Some(citation) = entry.citation().as_ref().filter(|_| counts(Facet::Source)) {
            *self.sources.entry(citation.source).or_default() += 1;
        }
    }

    /// An entry counts once under each of its topics and those above them.
    fn add_topics(&mut self, corpus: &Corpus, entry: Entry<'_>) {
        let mut seen: Vec<TopicId> = Vec::new();
        for topic in entry.topics().iter().flat_map(|&topic| corpus.topic_line(topic)) {
            if !seen.contains(&topic) {
                seen.push(topic);
                *self.topics.entry(topic).or_default() += 1;
            }
        }
    }

    /// Hits under a topic.
    pub fn topic(&self, id: TopicId) -> usize {
        self.topics.get(&id).copied().unwrap_or_default()
    }

    /// Hits of a wording.
    pub fn wording(&self, wording: Wording) -> usize {
        self.wordings.get(&wording).copied().unwrap_or_default()
    }

    /// Hits of a speaker.
    pub fn speaker(&self, id: SpeakerId) -> usize {
        self.speakers.get(&id).copied().unwrap_or_default()
    }

    /// Hits in a source.
    pub fn source(&self, id: SourceId) -> usize {
        self.sources.get(&id).copied().unwrap_or_default()
    }
}
