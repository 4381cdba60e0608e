//! Merging several collections into one corpus.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::block::{Block, MaybeSource, Rare, place};
use crate::{CollectionId, Corpus, EntryId, Lookup, Reading, SourceId, Speaker, SpeakerId, Topic, TopicId, Wording};
use kzq_ron::Finding;
use kzq_text::Safe;

/// How one entry refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    RestsOn,
    Variant,
    SaysSame,
    TranslationOf,
}

impl Relation {
    /// Records in an entry's links that it refers to `target` in this way.
    pub(super) fn add(self, entry: &mut Rare, target: EntryId) {
        match self {
            Self::RestsOn => entry.rests_on.get_or_insert_default().push(target),
            Self::Variant => entry.variants.push(target),
            Self::SaysSame => entry.says_same.push(target),
            Self::TranslationOf => entry.translation_of = Some(target),
        }
    }
}

/// A reference into another collection, with the diagnostics to report if it does not resolve.
#[derive(Debug)]
pub(super) struct Foreign {
    /// The index of the referring entry in its collection.
    pub(super) from: usize,
    pub(super) relation: Relation,
    /// The target as `collection/id`.
    pub(super) name: String,
    pub(super) finding: Finding,
    /// Reported when a paraphrase rests on an entry that is itself a paraphrase.
    pub(super) no_ground: Finding,
}

impl Corpus {
    /// Merges the collections of several files, in their order.
    ///
    /// Speakers described identically in two collections become one, and so do topics with the same path.
    /// The diagnostics of the files come first, then those that concern several files: duplicate collection ids and
    /// references that do not resolve. The corpus contains every collection that could be read.
    pub fn join(readings: Vec<Reading>) -> (Self, Vec<Finding>) {
        let mut whole = Self::default();
        let mut findings = Vec::new();
        let mut between = Vec::new();
        let mut foreign = Vec::new();
        for reading in readings {
            findings.extend(reading.findings);
            let Some((part, clash)) = reading.corpus.zip(reading.clash) else { continue };
            if whole.collections.iter().any(|known| known.id == part.collections[0].id) {
                between.push(clash);
                continue;
            }
            let base = whole.count;
            whole.append(part);
            foreign.extend(reading.foreign.into_iter().map(|reference| (base, reference)));
        }
        // Resolve all references in one pass: each single lookup would walk all entries.
        let names: Vec<&str> = foreign.iter().map(|(_, reference)| reference.name.as_str()).collect();
        let targets = whole.look_up_all(&names);
        for ((base, reference), target) in foreign.into_iter().zip(targets) {
            match target {
                Lookup::Found(target) if reference.relation == Relation::RestsOn && !whole.is_verbatim(target) => {
                    between.push(reference.no_ground);
                }
                Lookup::Found(target) => {
                    whole.add_link(EntryId(place(base + reference.from)), reference.relation, target);
                }
                Lookup::Ambiguous | Lookup::Missing => between.push(reference.finding),
            }
        }
        whole.link();
        findings.extend(between);
        (whole, findings)
    }

    fn is_verbatim(&self, id: EntryId) -> bool {
        self.entry(id).wording() == Wording::Verbatim
    }

    /// Records a reference from one entry to another.
    pub(super) fn add_link(&mut self, id: EntryId, relation: Relation, target: EntryId) {
        let (block, at) = self.locate(id);
        relation.add(Arc::make_mut(&mut self.blocks[block]).more_mut(at).rare_mut(), target);
    }

    fn append(&mut self, part: Self) {
        if self.collections.is_empty() {
            *self = part;
            return;
        }
        let mut shift = Shift {
            source: place(self.sources.len()),
            entry: place(self.count),
            speakers: self.adopt_speakers(&part.speakers),
            lists: Vec::new(),
        };
        let topics = self.adopt_topics(&part.topics);
        let lists = Arc::make_mut(&mut self.topic_lists);
        let moved = |list: &[TopicId]| list.iter().map(|topic| topics[topic.index()]).collect::<Vec<_>>();
        shift.lists = part.topic_lists.iter().map(|list| lists.place_of(&moved(list))).collect();
        let collection = CollectionId(place(self.collections.len()));
        self.collections.extend(part.collections);
        self.firsts.push(shift.entry);
        Arc::make_mut(&mut self.sources).extend(part.sources.iter().cloned().map(|mut source| {
            source.collection = collection;
            source.reports = source.reports.map(|SourceId(id)| SourceId(id + shift.source));
            source
        }));
        for mut block in part.blocks {
            shift.block(Arc::make_mut(&mut block));
            self.push_block(block);
        }
    }

    /// Adds the speakers that are new and returns the new id of each of `speakers`.
    fn adopt_speakers(&mut self, speakers: &[Speaker]) -> Vec<SpeakerId> {
        let all = Arc::make_mut(&mut self.speakers);
        let mut known: HashMap<Speaker, usize> =
            all.iter().enumerate().map(|(index, speaker)| (speaker.clone(), index)).collect();
        let mut adopt = |speaker: &Speaker| {
            *known.entry(speaker.clone()).or_insert_with(|| {
                all.push(speaker.clone());
                all.len() - 1
            })
        };
        speakers.iter().map(|speaker| SpeakerId(place(adopt(speaker)))).collect()
    }

    /// Adds the topics whose path is new, each at the end of its branch, and returns the new id of each of `topics`.
    fn adopt_topics(&mut self, topics: &[Topic]) -> Vec<TopicId> {
        let before = Arc::clone(&self.topics);
        let mut merged = before.to_vec();
        let mut known: HashSet<Safe<'static>> = before.iter().map(|topic| topic.path.clone()).collect();
        for topic in topics.iter().filter(|topic| known.insert(topic.path.clone())) {
            merged.insert(end_of_branch(&merged, topic), topic.clone());
        }
        let moved = places(&before, &merged);
        Arc::make_mut(&mut self.topic_lists).map(|topic| moved[topic.index()]);
        let by_path = by_path(&merged);
        let parent = |topic| by_path.get(parent_path(topic)?).map(|&index| TopicId(place(index)));
        let parents: Vec<Option<TopicId>> = merged.iter().map(parent).collect();
        for (topic, parent) in merged.iter_mut().zip(parents) {
            topic.parent = parent;
        }
        let adopted = places(topics, &merged);
        self.topics = Arc::new(merged);
        adopted
    }
}

/// How the ids of a collection change when it is appended to others.
struct Shift {
    source: u32,
    entry: u32,
    speakers: Vec<SpeakerId>,
    /// The new index of each of its topic lists.
    lists: Vec<u32>,
}

impl Shift {
    fn block(&self, block: &mut Block) {
        for speaker in &mut block.speakers {
            *speaker = self.speakers[speaker.index()];
        }
        for source in &mut block.sources {
            *source = MaybeSource::of(source.get().map(|SourceId(id)| SourceId(id + self.source)));
        }
        for list in &mut block.topics {
            *list = self.lists[*list as usize];
        }
        for (_, more) in block.more.iter_mut().filter(|(_, more)| more.has_links()) {
            let entry = more.rare_mut();
            let links = [entry.rests_on.as_mut(), Some(&mut entry.variants), Some(&mut entry.says_same)];
            for link in links.into_iter().flatten().flatten().chain(entry.translation_of.as_mut()) {
                link.0 += self.entry;
            }
        }
    }
}

fn by_path(topics: &[Topic]) -> HashMap<&str, usize> {
    topics.iter().enumerate().map(|(index, topic)| (topic.path.as_str(), index)).collect()
}

/// Returns the id in `merged` of each of `topics`, matched by path.
fn places(topics: &[Topic], merged: &[Topic]) -> Vec<TopicId> {
    let by_path = by_path(merged);
    topics.iter().map(|topic| TopicId(place(by_path.get(topic.path.as_str()).copied().unwrap_or_default()))).collect()
}

fn parent_path(topic: &Topic) -> Option<&str> {
    topic.path.as_str().rsplit_once('/').map(|(parent, _)| parent)
}

/// Returns the index after the last topic below the parent of `topic`.
fn end_of_branch(merged: &[Topic], topic: &Topic) -> usize {
    let Some(parent) = parent_path(topic) else { return merged.len() };
    let inside = |known: &Topic| {
        known.path.as_str().strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    merged.iter().rposition(inside).map_or(merged.len(), |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use kzq_ron::Code;

    const ONE: &str = r#"(schema: 1, id: "one", title: "One",
        speakers: {"a": (name: "Ada"), "b": (name: "Bob")},
        sources: {"s": (title: "S")},
        topics: [(id: "x", label: "X", topics: [(id: "p")]), (id: "y")],
        entries: [
            Quote(id: "q", by: "b", topics: ["x/p", "y"], text: "Yes.", source: (id: "s")),
            Paraphrase(id: "r", of: "b", rests_on: ["q"], text: "He agreed."),
        ])"#;
    const TWO: &str = r#"(schema: 1, id: "two", title: "Two",
        speakers: {"b": (name: "Bob")},
        sources: {"s": (title: "T"), "t": (title: "U", reports: "s")},
        topics: [(id: "x", label: "X", topics: [(id: "z")])],
        entries: [
            Quote(id: "q", by: "b", topics: ["x/z"], text: "No.", source: (id: "t")),
            Paraphrase(id: "r", of: "b", rests_on: ["one/q", "q"], text: "He said both."),
        ])"#;

    fn join(texts: &[&str]) -> (Corpus, Vec<Finding>) {
        Corpus::join(texts.iter().map(|text| read("x.ron", text.as_bytes())).collect())
    }

    fn paths(corpus: &Corpus) -> Vec<&str> {
        corpus.topics().iter().map(|topic| topic.path.as_str()).collect()
    }

    #[test]
    fn what_two_collections_share_is_one() {
        let (corpus, findings) = join(&[ONE, TWO]);
        assert_eq!(findings, []);
        assert_eq!(corpus.speakers().len(), 2);
        assert_eq!(paths(&corpus), ["x", "x/p", "x/z", "y"]);
        assert_eq!(corpus.topics()[2].parent, Some(TopicId(0)));
        let topics_of =
            |id| corpus.entry(id).topics().iter().map(|&topic| corpus.topic(topic).path.as_str()).collect::<Vec<_>>();
        assert_eq!(topics_of(EntryId(0)), ["x/p", "y"]);
        assert_eq!(topics_of(EntryId(2)), ["x/z"]);
        assert_eq!(corpus.occasion_of(corpus.entry(EntryId(2))).unwrap().title.as_str(), "T");
    }

    #[test]
    fn references_cross_collections() {
        let (corpus, _) = join(&[ONE, TWO]);
        assert_eq!(corpus.entry(EntryId(3)).ground(), [EntryId(2), EntryId(0)]);
        assert_eq!(corpus.restatements(EntryId(0)), [EntryId(1), EntryId(3)]);
        assert_eq!(corpus.look_up("q"), Lookup::Ambiguous);
        assert_eq!(corpus.look_up("two/q"), Lookup::Found(EntryId(2)));
        assert_eq!(corpus.look_up("three/q"), Lookup::Missing);

        let (_, findings) = join(&[TWO]);
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].code, findings[0].place.line), (Code::Dangling, 7));
    }

    #[test]
    fn a_paraphrase_elsewhere_is_no_ground_either() {
        let (_, findings) = join(&[ONE, &TWO.replace("one/q", "one/r")]);
        assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NotAQuotation]);
    }

    #[test]
    fn two_collections_of_one_id_are_a_finding() {
        let (corpus, findings) = join(&[ONE, ONE]);
        assert_eq!(corpus.len(), 2);
        assert_eq!((findings[0].code, findings[0].place.line), (Code::DuplicateId, 1));
    }
}
