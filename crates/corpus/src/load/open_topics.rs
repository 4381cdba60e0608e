//! Topics that entries name without a definition.

use crate::{CollectionId, Corpus, Topic, TopicId};
use kzq_text::Safe;

impl Corpus {
    /// Adds the topics with these paths and the topics above them; the last part of a path is the label. Returns the id
    /// of each of `defined`, which the corpus has, and then of each path; ids stay as they are if there are no paths.
    pub(super) fn add_open_topics(&mut self, defined: &[Topic], paths: &[Safe<'static>]) -> Vec<TopicId> {
        if paths.is_empty() && *defined == *self.topics() {
            return Vec::new();
        }
        let mut topics = defined.to_vec();
        let mut places: Vec<usize> = (0..topics.len()).collect();
        for path in paths {
            let ends = path.as_str().match_indices('/').map(|(at, _)| at).chain([path.as_str().len()]);
            topics.extend(ends.enumerate().map(|(depth, end)| new_topic(&path.slice(0..end), depth)));
            places.push(topics.len() - 1);
        }
        let ids = self.merge_topics(&topics, CollectionId::new(0));
        places.into_iter().map(|place| ids[place]).collect()
    }
}

/// Returns a topic that its path says all about; merging finds its parent.
fn new_topic(path: &Safe<'_>, depth: usize) -> Topic {
    let label = path.as_str().rfind('/').map_or(0, |slash| slash + 1);
    let label = path.slice(label..path.as_str().len()).into_owned();
    Topic::new(path.clone().into_owned(), label, None, depth)
}

#[cfg(test)]
mod tests {
    use crate::{Corpus, read};
    use kzq_ron::Rule;

    const OPEN: &str = r#"(schema: 1, id: "c", title: "C", open_topics: true,
        topics: [(id: "x", label: "X", topics: [(id: "p")]), (id: "y")],
        entries: [
            Quote(id: "one", text: "1", topics: ["z", "x/q"]),
            Quote(id: "two", text: "2", topics: ["a/b/c", "y", "x/p"]),
            Quote(id: "three", text: "3", topics: ["z", "a/b"]),
        ])"#;

    fn topics(corpus: &Corpus, entry: usize) -> Vec<&str> {
        let entry = corpus.entry(crate::EntryId::new(entry));
        entry.topics().iter().map(|&topic| corpus.topic(topic).path.as_str()).collect()
    }

    #[test]
    fn open_topics_are_added_with_their_ancestors() {
        let parsed = read("c.ron", OPEN.as_bytes());
        assert_eq!(parsed.diagnostics, []);
        let corpus = parsed.corpus.unwrap();
        let all: Vec<_> = corpus.topics().iter().map(|topic| (topic.path.as_str(), topic.label.as_str())).collect();
        assert_eq!(
            all,
            [("x", "X"), ("x/p", "p"), ("x/q", "q"), ("y", "y"), ("z", "z"), ("a", "a"), ("a/b", "b"), ("a/b/c", "c")]
        );
        assert_eq!(topics(&corpus, 0), ["z", "x/q"]);
        assert_eq!(topics(&corpus, 1), ["a/b/c", "y", "x/p"]);
        assert_eq!(topics(&corpus, 2), ["z", "a/b"]);
        let parents: Vec<_> = corpus.topics().iter().map(|topic| topic.parent.map(crate::TopicId::index)).collect();
        assert_eq!(parents, [None, Some(0), Some(0), None, None, None, Some(5), Some(6)]);
        let nested: Vec<_> = corpus.topics().iter().map(|topic| (topic.depth, topic.has_children)).collect();
        let leaf = |depth| (depth, false);
        assert_eq!(nested, [(0, true), leaf(1), leaf(1), leaf(0), leaf(0), (0, true), (1, true), leaf(2)]);
    }

    #[test]
    fn invalid_or_undeclared_topic_paths_are_reported() {
        let parsed = read("c.ron", OPEN.replace("a/b/c", "a//c").as_bytes());
        assert_eq!(parsed.diagnostics.iter().map(|found| found.rule).collect::<Vec<_>>(), [Rule::BadId]);
        let parsed = read("c.ron", OPEN.replace("open_topics: true", "open_topics: false").as_bytes());
        assert!(parsed.diagnostics.iter().all(|found| found.rule == Rule::Dangling) && parsed.has_errors());
    }

    #[test]
    fn open_topics_are_merged_across_collections() {
        let other = OPEN.replace("id: \"c\"", "id: \"d\"").replace("a/b/c", "x/p/deep");
        let (corpus, diagnostics) = Corpus::merge([OPEN, &other].map(|text| read("x.ron", text.as_bytes())).into());
        assert_eq!(diagnostics, []);
        assert_eq!(topics(&corpus, 1), ["a/b/c", "y", "x/p"]);
        assert_eq!(topics(&corpus, 4), ["x/p/deep", "y", "x/p"]);
    }
}
