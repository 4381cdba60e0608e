//! Merging the topics of collections, and telling those of one name apart.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::ids::CollectionId;
use crate::{Corpus, Topic, TopicId};
use kzq_text::fold::fold_name;
use kzq_text::{Safe, safe};

/// The key by which topics of two collections are compared: the topic above them, their path, and their label, folded by
/// [`fold_name`].
type TopicKey = (Option<usize>, Safe<'static>, String);

impl Corpus {
    /// Adds the topics that are new, each at the end of its branch, and returns the new id of each of `topics`, which are
    /// those of a collection, parents before their children.
    ///
    /// A topic that another collection has under the same path is the same if its label is, too, and so are the topics
    /// above it. Within a collection the path is enough.
    pub(crate) fn merge_topics(&mut self, topics: &[Topic], collection: CollectionId) -> Vec<TopicId> {
        let mut merged = self.topics.to_vec();
        let key = |topic: &Topic, parent| -> TopicKey { (parent, topic.path.clone(), fold_name(topic.label.as_str())) };
        let mut known: HashMap<TopicKey, usize> = merged
            .iter()
            .enumerate()
            .map(|(index, topic)| (key(topic, topic.parent.map(TopicId::index)), index))
            .collect();
        let mut own: HashMap<&str, usize> = HashMap::with_capacity(topics.len());
        let mut adopted = Vec::with_capacity(topics.len());
        for topic in topics {
            if let Some(&index) = own.get(topic.path.as_str()) {
                adopted.push(index);
                continue;
            }
            let parent = parent_path(topic).and_then(|path| own.get(path).copied());
            let index = *known.entry(key(topic, parent)).or_insert_with(|| {
                let parent = parent.map(TopicId::new);
                merged.push(Topic { parent, collections: Vec::new(), ..topic.clone() });
                merged.len() - 1
            });
            let collections = &mut merged[index].collections;
            if !collections.contains(&collection) {
                collections.push(collection);
            }
            own.insert(topic.path.as_str(), index);
            adopted.push(index);
        }
        let (merged, new_index) = in_tree_order(merged);
        let new_ids: Vec<TopicId> = new_index.into_iter().map(TopicId::new).collect();
        Arc::make_mut(&mut self.topic_lists).remap(|topic| new_ids[topic.index()]);
        self.topics = Arc::new(merged);
        adopted.into_iter().map(|index| new_ids[index]).collect()
    }

    /// Returns the titles of the collections that have a topic, if topics of other collections have its path or its label.
    /// The ids of collections that share a title.
    pub fn topic_home(&self, id: TopicId) -> Option<Safe<'_>> {
        let topic = self.topic(id);
        let name = |&id: &CollectionId| {
            let own = self.collection(id);
            let has_namesake = self.collections().iter().any(|other| other.title == own.title && other.id != own.id);
            if has_namesake { own.id.to_borrowed() } else { own.title.to_borrowed() }
        };
        (topic.shares_path || topic.shares_label).then(|| match topic.collections.as_slice() {
            [only] => name(only),
            several => Safe::join(several.iter().map(name), ", "),
        })
    }

    /// Returns the label of a topic, with its collection where topics of other collections have its path or its label.
    pub fn topic_label(&self, id: TopicId) -> Safe<'_> {
        let label = &self.topic(id).label;
        self.topic_home(id).map_or_else(|| label.to_borrowed(), |home| safe!(label, " (", home, ")"))
    }

    /// Returns the name by which a topic is found again: its path, with the id of its first collection (`path@collection`)
    /// where topics of other collections have the same path.
    pub fn topic_name(&self, id: TopicId) -> Safe<'_> {
        let topic = self.topic(id);
        match topic.collections.first().filter(|_| topic.shares_path) {
            Some(&first) => self.topic_name_in(id, first),
            None => topic.path.to_borrowed(),
        }
    }

    /// Returns the names under which a query finds all entries of a topic: its path, or `path@collection` for each of its
    /// collections where topics of other collections have the same path.
    pub fn topic_names(&self, id: TopicId) -> Vec<Safe<'_>> {
        let topic = self.topic(id);
        if !topic.shares_path {
            return vec![topic.path.to_borrowed()];
        }
        topic.collections.iter().map(|&collection| self.topic_name_in(id, collection)).collect()
    }

    /// Returns the name of a topic in one of its collections: `path@collection`.
    pub fn topic_name_in(&self, id: TopicId, collection: CollectionId) -> Safe<'static> {
        safe!(self.topic(id).path, "@", self.collection(collection).id)
    }

    /// Looks up a topic by its path, or by `path@collection`; of several topics with the path, the first.
    pub fn topic_by_name(&self, name: &str) -> Option<TopicId> {
        let find = |path: &str, is_wanted: &dyn Fn(&Topic) -> bool| {
            self.topic_ids().find(|&id| self.topic(id).path.as_str() == path && is_wanted(self.topic(id)))
        };
        find(name, &|_| true).or_else(|| {
            let (path, collection) = name.rsplit_once('@')?;
            let is_in = |id: &CollectionId| self.collection(*id).id.as_str() == collection;
            find(path, &|topic| topic.collections.iter().any(is_in))
        })
    }
}

fn parent_path(topic: &Topic) -> Option<&str> {
    topic.path.as_str().rsplit_once('/').map(|(parent, _)| parent)
}

/// Puts topics in the order of the tree: each before those below it, in the order given. Returns the new index of each, too.
fn in_tree_order(topics: Vec<Topic>) -> (Vec<Topic>, Vec<usize>) {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); topics.len()];
    let mut next: Vec<usize> = Vec::new();
    for (index, topic) in topics.iter().enumerate() {
        match topic.parent {
            Some(parent) => children[parent.index()].push(index),
            None => next.push(index),
        }
    }
    next.reverse();
    let mut new_index = vec![0; topics.len()];
    let mut topics: Vec<Option<Topic>> = topics.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(topics.len());
    while let Some(index) = next.pop() {
        new_index[index] = ordered.len();
        // Its parent was put in order before it.
        ordered.extend(topics[index].take().map(|topic| Topic {
            parent: topic.parent.map(|parent| TopicId::new(new_index[parent.index()])),
            ..topic
        }));
        next.extend(children[index].iter().rev());
    }
    (ordered, new_index)
}

/// Notes which topics have a path or a label that topics of other collections have, too.
pub(super) fn mark_namesakes(topics: &mut [Topic]) {
    let shares_path = shared_with_others(topics, |topic| Cow::Borrowed(topic.path.as_str()));
    let shares_label = shared_with_others(topics, |topic| Cow::Owned(fold_name(topic.label.as_str())));
    for ((topic, shares_path), shares_label) in topics.iter_mut().zip(shares_path).zip(shares_label) {
        topic.shares_path = shares_path;
        topic.shares_label = shares_label;
    }
}

/// Returns for each topic whether a topic of other collections has the same `name`.
fn shared_with_others<'t>(topics: &'t [Topic], name: impl Fn(&'t Topic) -> Cow<'t, str>) -> Vec<bool> {
    let names: Vec<Cow<'t, str>> = topics.iter().map(name).collect();
    // The collections of the first topic of each name, and whether all others of the name have the same.
    let mut all: HashMap<&str, (&[CollectionId], bool)> = HashMap::with_capacity(topics.len());
    for (name, topic) in names.iter().zip(topics) {
        let (first, are_same) = all.entry(name.as_ref()).or_insert((&topic.collections, true));
        *are_same &= *first == topic.collections;
    }
    names.iter().map(|name| all.get(name.as_ref()).is_some_and(|(_, are_same)| !are_same)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntryId, read};

    /// Merges collections, each given as its id, its topics and the topics of its only entry.
    fn merge(collections: &[(&str, &str, &str)]) -> Corpus {
        let parsed = collections.iter().map(|(id, topics, used)| {
            let text = format!(
                "(schema: 1, id: {id:?}, title: \"The {id}\", open_topics: true, speakers: {{\"a\": (name: \"Ada\")}},
                topics: [{topics}], entries: [Quote(id: \"x\", by: \"a\", text: \"X.\", topics: [{used}])])"
            );
            read("c.ron", text.as_bytes())
        });
        let (corpus, diagnostics) = Corpus::merge(parsed.collect());
        assert_eq!(diagnostics, []);
        corpus
    }

    fn labels(corpus: &Corpus) -> Vec<String> {
        corpus.topic_ids().map(|id| corpus.topic_label(id).to_string()).collect()
    }

    fn names(corpus: &Corpus) -> Vec<String> {
        corpus.topic_ids().map(|id| corpus.topic_name(id).to_string()).collect()
    }

    #[test]
    fn topics_with_one_path_merge_only_if_labels_agree() {
        let economy = r#"(id: "economy", label: "Economy", topics: [(id: "tax", label: "Tax")])"#;
        for (other, shown, found_by) in [
            (economy, "Economy, Tax", "economy, economy/tax"),
            // Labels are compared without case, accents and hyphens.
            (r#"(id: "economy", label: "ÉCONOMY")"#, "Economy, Tax", "economy, economy/tax"),
            (r#"(id: "economy")"#, "Economy, Tax", "economy, economy/tax"),
            (
                r#"(id: "economy", label: "Home economics", topics: [(id: "tax", label: "Tax")])"#,
                "Economy (The one), Tax (The one), Home economics (The two), Tax (The two)",
                "economy@one, economy/tax@one, economy@two, economy/tax@two",
            ),
            // A topic with another path and the same label keeps its path as name.
            (
                r#"(id: "trade", label: "Economy")"#,
                "Economy (The one), Tax, Economy (The two)",
                "economy, economy/tax, trade",
            ),
            // Different labels below the same topic.
            (
                r#"(id: "economy", label: "Economy", topics: [(id: "tax", label: "Taxes")])"#,
                "Economy, Tax (The one), Taxes (The two)",
                "economy, economy/tax@one, economy/tax@two",
            ),
        ] {
            let corpus = merge(&[("one", economy, "\"economy\", \"economy/tax\""), ("two", other, "")]);
            assert_eq!(labels(&corpus).join(", "), shown, "{other}");
            assert_eq!(names(&corpus).join(", "), found_by, "{other}");
        }
    }

    #[test]
    fn third_collection_merges_with_the_one_it_agrees_with() {
        let (war, warfare) = (r#"(id: "war", label: "War")"#, r#"(id: "war", label: "Warfare")"#);
        let corpus = merge(&[("a", war, "\"war\""), ("b", warfare, "\"war\""), ("c", war, "\"war\"")]);
        assert_eq!(labels(&corpus), ["War (The a, The c)", "Warfare (The b)"]);
        let topics: Vec<&[TopicId]> = (0..3).map(|at| corpus.entry(EntryId::new(at)).topics()).collect();
        assert_eq!(topics, [[TopicId(0)], [TopicId(1)], [TopicId(0)]]);
        for (name, topic) in [
            ("war", Some(0)),
            ("war@a", Some(0)),
            ("war@b", Some(1)),
            ("war@c", Some(0)),
            ("war@d", None),
            ("peace", None),
            ("peace@a", None),
        ] {
            assert_eq!(corpus.topic_by_name(name), topic.map(TopicId::new), "{name}");
        }
    }

    #[test]
    fn qualified_names_work_without_conflicting_topics() {
        let alone = merge(&[("b", r#"(id: "war", label: "Warfare")"#, "\"war\"")]);
        assert_eq!((alone.topic_by_name("war@b"), names(&alone)), (Some(TopicId(0)), vec!["war".to_owned()]));
    }

    #[test]
    fn undeclared_topics_use_labels_of_their_collection() {
        let corpus =
            merge(&[("one", r#"(id: "war", label: "War")"#, "\"war\", \"war/sea\""), ("two", "", "\"war/sea\"")]);
        assert_eq!(labels(&corpus), ["War", "sea"], "`war` without a label is “war”");
        let corpus = merge(&[("one", r#"(id: "w", label: "War")"#, "\"w/sea\""), ("two", "", "\"w/sea\"")]);
        assert_eq!(names(&corpus), ["w@one", "w/sea@one", "w@two", "w/sea@two"]);
    }

    #[test]
    fn collections_with_the_same_title_are_shown_by_id() {
        let text = |id: &str, label: &str| {
            format!(
                "(schema: 1, id: {id:?}, title: \"Speeches\", topics: [(id: \"war\", label: {label:?})], entries: [])"
            )
        };
        let parsed = [text("a", "War"), text("b", "Warfare")].map(|text| read("c.ron", text.as_bytes()));
        assert_eq!(labels(&Corpus::merge(parsed.into()).0), ["War (a)", "Warfare (b)"]);
    }
}
