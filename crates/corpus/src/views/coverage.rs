//! [`Coverage`]: how much of the material is verbatim and how much is only reported.

use serde::Serialize;

use crate::corpus::Corpus;
use crate::ids::TopicId;
use crate::wording::Wording;

/// Number of entries per wording. Zero counts are informative too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Entries in the speaker's own words.
    pub verbatim: usize,
    /// Paraphrases by a person.
    pub reported: usize,
    /// Machine-generated summaries.
    pub summary: usize,
}

impl Coverage {
    /// Returns the number of entries with a wording.
    pub fn count(self, wording: Wording) -> usize {
        match wording {
            Wording::Verbatim => self.verbatim,
            Wording::Reported => self.reported,
            Wording::Summary => self.summary,
        }
    }

    /// Returns the number of entries of all wordings.
    pub fn total(self) -> usize {
        self.verbatim + self.reported + self.summary
    }

    pub(crate) fn add(&mut self, wording: Wording, entries: usize) {
        *match wording {
            Wording::Verbatim => &mut self.verbatim,
            Wording::Reported => &mut self.reported,
            Wording::Summary => &mut self.summary,
        } += entries;
    }
}

impl Corpus {
    /// Returns topics and those above them, each once: an entry with these topics counts for all of them.
    pub fn topics_and_ancestors(&self, topics: &[TopicId]) -> Vec<TopicId> {
        let mut all: Vec<TopicId> = topics.iter().flat_map(|&topic| self.topic_ancestors(topic)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Returns the coverage of each topic, in the order of [`Corpus::topics`]. An entry counts once for each of its
    /// topics and once for each of their ancestors.
    pub fn topic_coverage(&self) -> Vec<Coverage> {
        let mut per_list = vec![Coverage::default(); self.topic_lists().len()];
        for block in self.blocks() {
            for (refs, mark) in block.refs.iter().zip(&block.flags) {
                per_list[refs.topic_list as usize].add(mark.wording(), 1);
            }
        }
        let mut coverage = vec![Coverage::default(); self.topics().len()];
        for (list, counted) in self.topic_lists().iter().zip(per_list) {
            for topic in self.topics_and_ancestors(list) {
                for wording in Wording::ALL {
                    coverage[topic.index()].add(wording, counted.count(wording));
                }
            }
        }
        coverage
    }

    /// Returns the coverage of each speaker, in the order of [`Corpus::speakers`], and last that of entries whose
    /// speaker is unknown.
    pub fn speaker_coverage(&self) -> Vec<Coverage> {
        let speakers = self.speakers().len();
        let mut coverage = vec![Coverage::default(); speakers + 1];
        for block in self.blocks() {
            for (refs, mark) in block.refs.iter().zip(&block.flags) {
                coverage[refs.speaker.row(speakers)].add(mark.wording(), 1);
            }
        }
        coverage
    }

    /// Returns the coverage of each source, in the order of [`Corpus::sources`].
    pub fn source_coverage(&self) -> Vec<Coverage> {
        let mut coverage = vec![Coverage::default(); self.sources().len()];
        for block in self.blocks() {
            for (refs, mark) in block.refs.iter().zip(&block.flags) {
                if let Some(source) = refs.source.get() {
                    coverage[source.index()].add(mark.wording(), 1);
                }
            }
        }
        coverage
    }
}

#[cfg(test)]
mod tests {
    use crate::read;

    #[test]
    fn an_entry_counts_once_per_topic_and_ancestor() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada"), "b": (name: "Bob")},
            sources: {"s": (title: "S", kind: Summary(machine: true)), "t": (title: "T")},
            topics: [(id: "x", topics: [(id: "p"), (id: "q")]), (id: "y")],
            entries: [
                Quote(id: "one", by: "a", text: "One.", topics: ["x/p", "x/q"], source: (id: "t")),
                Quote(id: "two", by: "a", text: "Two.", topics: ["x"]),
                Paraphrase(id: "three", of: "a", text: "Three.", topics: ["x/q"], source: (id: "s")),
                Paraphrase(id: "four", of: "a", text: "Four."),
                Quote(id: "five", text: "Five."),
            ])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let rows = |covered: Vec<super::Coverage>| {
            covered.iter().map(|one| (one.verbatim, one.reported, one.summary)).collect::<Vec<_>>()
        };
        let paths: Vec<&str> = corpus.topics().iter().map(|topic| topic.path.as_str()).collect();
        assert_eq!(paths, ["x", "x/p", "x/q", "y"]);
        assert_eq!(rows(corpus.topic_coverage()), [(2, 0, 1), (1, 0, 0), (1, 0, 1), (0, 0, 0)]);
        assert_eq!(rows(corpus.speaker_coverage()), [(2, 1, 1), (0, 0, 0), (1, 0, 0)]);
        assert_eq!(rows(corpus.source_coverage()), [(0, 0, 1), (1, 0, 0)]);
    }
}
