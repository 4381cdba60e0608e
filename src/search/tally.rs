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

/// Which facets of a selection an entry fulfils.
struct Fulfilled {
    topic: bool,
    wording: bool,
    speaker: bool,
    source: bool,
}

impl Selection {
    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an entry fulfils all facets that are set.
    pub fn admits(&self, corpus: &Corpus, entry: &Entry) -> bool {
        let f = self.fulfilled(corpus, entry);
        f.topic && f.wording && f.speaker && f.source
    }

    fn fulfilled(&self, corpus: &Corpus, entry: &Entry) -> Fulfilled {
        let source = entry.citation.as_ref().map(|citation| citation.source);
        Fulfilled {
            topic: self.topic.is_none_or(|set| entry.topics.iter().any(|&topic| corpus.is_within(topic, set))),
            wording: self.wording.is_none_or(|set| entry.wording == set),
            speaker: self.speaker.is_none_or(|set| entry.speaker == set),
            source: self.source.is_none_or(|set| source == Some(set)),
        }
    }
}

impl Counts {
    /// Counts one hit under every facet that it would still be found with.
    pub(super) fn add(&mut self, corpus: &Corpus, selection: &Selection, entry: &Entry) {
        let f = selection.fulfilled(corpus, entry);
        if f.wording && f.speaker && f.source {
            self.all_topics += 1;
            self.add_topics(corpus, entry);
        }
        if f.topic && f.speaker && f.source {
            *self.wordings.entry(entry.wording).or_default() += 1;
        }
        if f.topic && f.wording && f.source {
            *self.speakers.entry(entry.speaker).or_default() += 1;
        }
        if f.topic
            && f.wording
            && f.speaker
            && let Some(citation) = &entry.citation
        {
            *self.sources.entry(citation.source).or_default() += 1;
        }
    }

    /// An entry counts once under each of its topics and those above them.
    fn add_topics(&mut self, corpus: &Corpus, entry: &Entry) {
        let mut seen: Vec<TopicId> = Vec::new();
        for topic in entry.topics.iter().flat_map(|&topic| corpus.topic_line(topic)) {
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
