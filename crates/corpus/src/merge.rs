//! Merging several collections into one corpus.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::block::{Block, MaybeSource};
use crate::ids::to_u32;
use crate::links::LinkKind;
use crate::load::ParsedCollection;
use crate::{CollectionId, Corpus, Difference, EntryId, Lookup, SourceId, Speaker, SpeakerId, Topic, TopicId, Wording};
use kzq_ron::Diagnostic;
use kzq_text::Safe;

impl Corpus {
    /// Merges the collections of several files, in their order.
    ///
    /// Speakers described identically in two collections become one, and so do topics with the same path.
    /// The diagnostics of the files come first, then those that concern several files: duplicate collection ids and
    /// references that do not resolve. The corpus contains every collection that could be read.
    pub fn merge(parsed: Vec<ParsedCollection>) -> (Self, Vec<Diagnostic>) {
        let mut merged = Self::default();
        let mut diagnostics = Vec::new();
        let mut cross_diagnostics = Vec::new();
        let mut cross_references = Vec::new();
        for reading in parsed {
            diagnostics.extend(reading.diagnostics);
            let Some((part, duplicate_id)) = reading.corpus.zip(reading.duplicate_id) else { continue };
            if merged.collections.iter().any(|known| known.id == part.collections[0].id) {
                cross_diagnostics.push(duplicate_id);
                continue;
            }
            let first_entry = merged.entry_count;
            merged.append(part);
            cross_references.extend(reading.cross_references.into_iter().map(|reference| (first_entry, reference)));
        }
        // Resolve all references in one pass: each single lookup would walk all entries.
        let names: Vec<&str> = cross_references.iter().map(|(_, reference)| reference.target.as_str()).collect();
        let targets = merged.look_up_all(&names);
        for ((base, reference), target) in cross_references.into_iter().zip(targets) {
            match target {
                Lookup::Found(target) => {
                    let from = EntryId::new(base + reference.entry_index);
                    if merged.is_fit(from, reference.kind, target) {
                        merged.add_reference(from, reference.kind, target);
                    } else {
                        cross_diagnostics.push(reference.unfit);
                    }
                }
                // The reference by which the quotation is named is reported.
                Lookup::Ambiguous | Lookup::Missing if matches!(reference.kind, LinkKind::HasWords(_)) => {}
                Lookup::Ambiguous | Lookup::Missing => cross_diagnostics.push(reference.dangling_diagnostic),
            }
        }
        merged.build_back_links();
        diagnostics.extend(cross_diagnostics);
        (merged, diagnostics)
    }

    /// Returns whether an entry is what a reference to it needs.
    pub(super) fn is_fit(&self, from: EntryId, kind: LinkKind, target: EntryId) -> bool {
        let target = self.entry(target);
        match kind {
            LinkKind::RestsOn | LinkKind::Against(_) => target.wording() == Wording::Verbatim,
            LinkKind::HasWords(number) => match self.entry(from).differs().get(number as usize) {
                Some(Difference::Against { words, .. }) => target.text().as_str().contains(words.as_str()),
                _ => true,
            },
            LinkKind::Variant | LinkKind::SaysSame | LinkKind::TranslationOf => true,
        }
    }

    /// Records a reference from one entry to another.
    pub(super) fn add_reference(&mut self, id: EntryId, kind: LinkKind, target: EntryId) {
        let (block, at) = self.locate(id);
        kind.add(Arc::make_mut(&mut self.blocks[block]).optional_fields_mut(at).rare_mut(), target);
    }

    fn append(&mut self, part: Self) {
        if self.collections.is_empty() {
            *self = part;
            return;
        }
        let mut remap = IdRemap {
            source_offset: to_u32(self.sources.len()),
            entry_offset: to_u32(self.entry_count),
            speakers: self.merge_speakers(&part.speakers),
            topic_lists: Vec::new(),
        };
        let topics = self.merge_topics(&part.topics);
        let lists = Arc::make_mut(&mut self.topic_lists);
        let remapped = |list: &[TopicId]| list.iter().map(|topic| topics[topic.index()]).collect::<Vec<_>>();
        remap.topic_lists = part.topic_lists.iter().map(|list| lists.intern(&remapped(list))).collect();
        let collection = CollectionId::new(self.collections.len());
        self.collections.extend(part.collections);
        self.first_of_collection.push(remap.entry_offset);
        Arc::make_mut(&mut self.sources).extend(part.sources.iter().cloned().map(|mut source| {
            source.collection = collection;
            source.reports = source.reports.map(|SourceId(id)| SourceId(id + remap.source_offset));
            source
        }));
        for mut block in part.blocks {
            remap.remap_block(Arc::make_mut(&mut block));
            self.push_block(block);
        }
    }

    /// Adds the speakers that are new and returns the new id of each of `speakers`.
    fn merge_speakers(&mut self, speakers: &[Speaker]) -> Vec<SpeakerId> {
        let all = Arc::make_mut(&mut self.speakers);
        let mut known: HashMap<Speaker, usize> =
            all.iter().enumerate().map(|(index, speaker)| (speaker.clone(), index)).collect();
        let mut insert_if_new = |speaker: &Speaker| {
            *known.entry(speaker.clone()).or_insert_with(|| {
                all.push(speaker.clone());
                all.len() - 1
            })
        };
        speakers.iter().map(|speaker| SpeakerId::new(insert_if_new(speaker))).collect()
    }

    /// Adds the topics whose path is new, each at the end of its branch, and returns the new id of each of `topics`.
    fn merge_topics(&mut self, topics: &[Topic]) -> Vec<TopicId> {
        let before = Arc::clone(&self.topics);
        let mut merged = before.to_vec();
        let mut known: HashSet<Safe<'static>> = before.iter().map(|topic| topic.path.clone()).collect();
        for topic in topics.iter().filter(|topic| known.insert(topic.path.clone())) {
            merged.insert(branch_end(&merged, topic), topic.clone());
        }
        let new_ids = find_ids(&before, &merged);
        Arc::make_mut(&mut self.topic_lists).remap(|topic| new_ids[topic.index()]);
        let by_path = index_by_path(&merged);
        let parent = |topic| by_path.get(parent_path(topic)?).map(|&index| TopicId::new(index));
        let parents: Vec<Option<TopicId>> = merged.iter().map(parent).collect();
        for (topic, parent) in merged.iter_mut().zip(parents) {
            topic.parent = parent;
        }
        let adopted = find_ids(topics, &merged);
        self.topics = Arc::new(merged);
        adopted
    }
}

/// How the ids of a collection change when it is appended to others.
struct IdRemap {
    source_offset: u32,
    entry_offset: u32,
    speakers: Vec<SpeakerId>,
    /// The new index of each of its topic lists.
    topic_lists: Vec<u32>,
}

impl IdRemap {
    fn remap_block(&self, block: &mut Block) {
        for speaker in &mut block.speakers {
            *speaker = self.speakers[speaker.index()];
        }
        for source in &mut block.sources {
            *source = MaybeSource::new(source.get().map(|SourceId(id)| SourceId(id + self.source_offset)));
        }
        for list in &mut block.topic_lists {
            *list = self.topic_lists[*list as usize];
        }
        for (_, more) in block.optional.iter_mut().filter(|(_, more)| more.has_rare()) {
            let entry = more.rare_mut();
            let links = [entry.rests_on.as_mut(), Some(&mut entry.variants), Some(&mut entry.says_same)];
            let contradicted = entry.differs.iter_mut().filter_map(Difference::quotation_mut).flatten();
            for link in links.into_iter().flatten().flatten().chain(entry.translation_of.as_mut()).chain(contradicted) {
                link.0 += self.entry_offset;
            }
        }
    }
}

fn index_by_path(topics: &[Topic]) -> HashMap<&str, usize> {
    topics.iter().enumerate().map(|(index, topic)| (topic.path.as_str(), index)).collect()
}

/// Returns the id in `merged` of each of `topics`, matched by path.
fn find_ids(topics: &[Topic], merged: &[Topic]) -> Vec<TopicId> {
    let by_path = index_by_path(merged);
    topics.iter().map(|topic| TopicId::new(by_path.get(topic.path.as_str()).copied().unwrap_or_default())).collect()
}

fn parent_path(topic: &Topic) -> Option<&str> {
    topic.path.as_str().rsplit_once('/').map(|(parent, _)| parent)
}

/// Returns the index after the last topic below the parent of `topic`.
fn branch_end(merged: &[Topic], topic: &Topic) -> usize {
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
    use kzq_ron::Rule;

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

    fn merge(texts: &[&str]) -> (Corpus, Vec<Diagnostic>) {
        Corpus::merge(texts.iter().map(|text| read("x.ron", text.as_bytes())).collect())
    }

    fn paths(corpus: &Corpus) -> Vec<&str> {
        corpus.topics().iter().map(|topic| topic.path.as_str()).collect()
    }

    #[test]
    fn shared_speakers_and_topics_are_merged() {
        let (corpus, diagnostics) = merge(&[ONE, TWO]);
        assert_eq!(diagnostics, []);
        assert_eq!(corpus.speakers().len(), 2);
        assert_eq!(paths(&corpus), ["x", "x/p", "x/z", "y"]);
        assert_eq!(corpus.topics()[2].parent, Some(TopicId(0)));
        let topics_of =
            |id| corpus.entry(id).topics().iter().map(|&topic| corpus.topic(topic).path.as_str()).collect::<Vec<_>>();
        assert_eq!(topics_of(EntryId(0)), ["x/p", "y"]);
        assert_eq!(topics_of(EntryId(2)), ["x/z"]);
        assert_eq!(corpus.original_source_of(corpus.entry(EntryId(2))).unwrap().title.as_str(), "T");
    }

    #[test]
    fn references_cross_collections() {
        let (corpus, _) = merge(&[ONE, TWO]);
        assert_eq!(corpus.entry(EntryId(3)).basis(), [EntryId(2), EntryId(0)]);
        assert_eq!(corpus.restatements(EntryId(0)), [EntryId(1), EntryId(3)]);
        assert_eq!(corpus.look_up("q"), Lookup::Ambiguous);
        assert_eq!(corpus.look_up("two/q"), Lookup::Found(EntryId(2)));
        assert_eq!(corpus.look_up("three/q"), Lookup::Missing);

        let (_, diagnostics) = merge(&[TWO]);
        assert_eq!(diagnostics.len(), 1);
        assert_eq!((diagnostics[0].rule, diagnostics[0].location.line), (Rule::Dangling, 7));
    }

    #[test]
    fn a_paraphrase_in_another_collection_is_not_verbatim() {
        let (_, diagnostics) = merge(&[ONE, &TWO.replace("one/q", "one/r")]);
        assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.rule).collect::<Vec<_>>(), [Rule::NotAQuotation]);
    }

    #[test]
    fn duplicate_collection_ids_are_reported() {
        let (corpus, diagnostics) = merge(&[ONE, ONE]);
        assert_eq!(corpus.len(), 2);
        assert_eq!((diagnostics[0].rule, diagnostics[0].location.line), (Rule::DuplicateId, 1));
    }
}
