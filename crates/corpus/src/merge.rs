//! Merging several collections into one corpus.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::block::{Block, EntryRefs};
use crate::ids::to_u32;
use crate::links::LinkKind;
use crate::load::ParsedCollection;
use crate::topics::mark_namesakes;
use crate::{
    CollectionId, Corpus, Difference, EntryId, Lookup, NotLoaded, SourceId, Speaker, SpeakerId, TopicId, Wording,
};
use kzq_ron::{Diagnostic, Severity};

/// What [`Corpus::merge_loadable`] makes of several files.
#[derive(Debug)]
pub struct Merged {
    /// The collections that could be loaded.
    pub corpus: Corpus,
    /// The index of the file of each of these collections.
    pub loaded: Vec<usize>,
    /// The files that were left out, each with its first error.
    pub not_loaded: Vec<NotLoaded>,
    /// All errors of these files.
    pub errors: Vec<Diagnostic>,
    /// The warnings of the files that were loaded.
    pub warnings: Vec<Diagnostic>,
    /// The references between collections that do not resolve; their links were left out.
    pub unresolved: Vec<UnresolvedReference>,
}

/// A reference into another collection that does not resolve.
#[derive(Debug)]
pub struct UnresolvedReference {
    /// What is wrong with it, as an error.
    pub diagnostic: Diagnostic,
    /// Whether the collection that it names is not among those that were loaded.
    pub is_collection_missing: bool,
}

/// The diagnostics of several files.
#[derive(Default)]
struct Findings {
    /// For each file, whether it was loaded, and its own diagnostics.
    files: Vec<(bool, Vec<Diagnostic>)>,
    /// Collections with the id of an earlier one, by the index of the file.
    duplicates: Vec<(usize, Diagnostic)>,
    unresolved: Vec<UnresolvedReference>,
}

impl Corpus {
    /// Merges the collections of several files, in their order, and returns everything that is wrong with them.
    ///
    /// Speakers described identically in two collections become one, and so do topics with the same path and labels.
    /// The diagnostics of the files come first, then those that concern several files: duplicate collection ids and
    /// references that do not resolve. The corpus contains every collection that could be read.
    pub fn merge(parsed: Vec<ParsedCollection>) -> (Self, Vec<Diagnostic>) {
        let (merged, findings) = Self::merge_all(parsed);
        let own = findings.files.into_iter().flat_map(|(_, diagnostics)| diagnostics);
        let duplicates = findings.duplicates.into_iter().map(|(_, diagnostic)| diagnostic);
        let unresolved = findings.unresolved.into_iter().map(|reference| reference.diagnostic);
        (merged, own.chain(duplicates).chain(unresolved).collect())
    }

    /// Like [`Self::merge`], but keeps apart what stops a file from being loaded and what does not.
    ///
    /// A file with an error is left out, and so is one whose collection has the id of an earlier one. A reference into
    /// another collection never stops a file: if it does not resolve, its link is left out.
    pub fn merge_loadable(parsed: Vec<ParsedCollection>) -> Merged {
        let (corpus, findings) = Self::merge_all(parsed);
        let (mut loaded, mut not_loaded) = (Vec::new(), Vec::new());
        let (mut errors, mut warnings) = (Vec::new(), Vec::new());
        let mut duplicates = findings.duplicates.into_iter().peekable();
        for (index, (is_loaded, own)) in findings.files.into_iter().enumerate() {
            if is_loaded {
                loaded.push(index);
                warnings.extend(own);
                continue;
            }
            let duplicate = duplicates.next_if(|(of, _)| *of == index).map(|(_, diagnostic)| diagnostic);
            let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
            let stopping: Vec<Diagnostic> = own.into_iter().filter(is_error).chain(duplicate).collect();
            not_loaded.extend(stopping.first().map(NotLoaded::from));
            errors.extend(stopping);
        }
        Merged { corpus, loaded, not_loaded, errors, warnings, unresolved: findings.unresolved }
    }

    fn merge_all(parsed: Vec<ParsedCollection>) -> (Self, Findings) {
        let mut merged = Self::default();
        let mut findings = Findings::default();
        let mut cross_references = Vec::new();
        for (index, reading) in parsed.into_iter().enumerate() {
            let part = reading.corpus.zip(reading.duplicate_id).and_then(|(part, duplicate_id)| {
                let is_new = merged.collections.iter().all(|known| known.id != part.collections[0].id);
                if !is_new {
                    findings.duplicates.push((index, duplicate_id));
                }
                is_new.then_some(part)
            });
            findings.files.push((part.is_some(), reading.diagnostics));
            let Some(part) = part else { continue };
            let first_entry = merged.entry_count;
            merged.append(part);
            cross_references.extend(reading.cross_references.into_iter().map(|reference| (first_entry, reference)));
        }
        if merged.collections.len() > 1 {
            mark_namesakes(Arc::<Vec<_>>::make_mut(&mut merged.topics));
        }
        // Resolve all references in one pass: each single lookup would walk all entries.
        let names: Vec<&str> = cross_references.iter().map(|(_, reference)| reference.target.as_str()).collect();
        let targets = merged.look_up_all(&names);
        let collections: HashSet<String> =
            merged.collections.iter().map(|known| known.id.as_str().to_owned()).collect();
        for ((base, reference), target) in cross_references.into_iter().zip(targets) {
            let diagnostic = match target {
                Lookup::Found(target) => {
                    let from = EntryId::new(base + reference.entry_index);
                    if merged.is_fit(from, reference.kind, target) {
                        merged.add_reference(from, reference.kind, target);
                        continue;
                    }
                    reference.unfit
                }
                // The reference by which the quotation is named is reported.
                Lookup::Ambiguous | Lookup::Missing if matches!(reference.kind, LinkKind::HasWords(_)) => continue,
                Lookup::Ambiguous | Lookup::Missing => reference.dangling_diagnostic,
            };
            let named = reference.target.split_once('/').map_or("", |(collection, _)| collection);
            let is_collection_missing = !collections.contains(named);
            findings.unresolved.push(UnresolvedReference { diagnostic, is_collection_missing });
        }
        merged.build_back_links();
        (merged, findings)
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
        let collection = CollectionId::new(self.collections.len());
        let topics = self.merge_topics(&part.topics, collection);
        let lists = Arc::make_mut(&mut self.topic_lists);
        let remapped = |list: &[TopicId]| list.iter().map(|topic| topics[topic.index()]).collect::<Vec<_>>();
        remap.topic_lists = part.topic_lists.iter().map(|list| lists.intern(&remapped(list))).collect();
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
        for EntryRefs { speaker, source, topic_list } in Arc::make_mut(&mut block.refs) {
            *speaker = speaker.get().map(|speaker| self.speakers[speaker.index()]).into();
            *source = source.get().map(|SourceId(id)| SourceId(id + self.source_offset)).into();
            *topic_list = self.topic_lists[*topic_list as usize];
        }
        for (_, more) in Arc::make_mut(&mut block.optional).iter_mut().filter(|(_, more)| more.has_rare()) {
            let entry = more.rare_mut();
            let links = [entry.rests_on.as_mut(), Some(&mut entry.variants), Some(&mut entry.says_same)];
            let contradicted = entry.differs.iter_mut().filter_map(Difference::quotation_mut).flatten();
            for link in links.into_iter().flatten().flatten().chain(entry.translation_of.as_mut()).chain(contradicted) {
                link.0 += self.entry_offset;
            }
        }
    }
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
    fn references_to_other_collections_are_resolved() {
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
    fn resting_on_a_paraphrase_elsewhere_is_reported() {
        let (_, diagnostics) = merge(&[ONE, &TWO.replace("one/q", "one/r")]);
        assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.rule).collect::<Vec<_>>(), [Rule::NotAQuotation]);
    }

    #[test]
    fn duplicate_collection_ids_are_reported() {
        let (corpus, diagnostics) = merge(&[ONE, ONE]);
        assert_eq!(corpus.len(), 2);
        assert_eq!((diagnostics[0].rule, diagnostics[0].location.line), (Rule::DuplicateId, 1));
    }

    fn merge_loadable(texts: &[&str]) -> Merged {
        let read = |(index, text): (usize, &&str)| read(&format!("{index}.ron"), text.as_bytes());
        Corpus::merge_loadable(texts.iter().enumerate().map(read).collect())
    }

    #[test]
    fn files_with_errors_are_skipped_and_listed() {
        let broken = ONE.replace("id: \"q\", by: \"b\"", "id: \"q\", by: \"nobody\"");
        // The files, the indices of the loaded ones, and the others with the line of their first error.
        for (files, loaded, not_loaded) in [
            (&[ONE, TWO][..], &[0, 1][..], &[][..]),
            (&[&broken, TWO], &[1], &["0.ron line 6"]),
            (&[TWO, &broken], &[0], &["1.ron line 6"]),
            (&["(", TWO, "]"], &[1], &["0.ron line 1", "2.ron line 1"]),
            (&[ONE, ONE, TWO], &[0, 2], &["1.ron line 1"]),
            (&[&broken, ONE], &[1], &["0.ron line 6"]),
            (&["("], &[], &["0.ron line 1"]),
        ] {
            let merged = merge_loadable(files);
            assert_eq!(merged.loaded, loaded, "{files:?}");
            let named: Vec<String> = merged.not_loaded.iter().map(|file| file.brief().to_string()).collect();
            assert_eq!(named, not_loaded, "{files:?}");
            assert_eq!(merged.corpus.collections().len(), loaded.len());
            assert_eq!(merged.errors.is_empty(), not_loaded.is_empty());
        }
    }

    #[test]
    fn links_into_unloaded_collections_are_dropped() {
        let merged = merge_loadable(&["(", TWO]);
        assert_eq!(merged.corpus.entry(EntryId(1)).basis(), [EntryId(0)], "the other link is there");
        assert_eq!(merged.unresolved.iter().map(|one| one.is_collection_missing).collect::<Vec<_>>(), [true]);

        let merged = merge_loadable(&[ONE, &TWO.replace("one/q", "one/zzz")]);
        assert_eq!(merged.loaded, [0, 1], "the entry is missing, but nothing stops the file");
        assert_eq!(merged.unresolved.iter().map(|one| one.is_collection_missing).collect::<Vec<_>>(), [false]);
    }

    #[test]
    fn only_warnings_of_loaded_files_are_returned() {
        let with_warning = |text: &str| text.replacen("title:", "colour: \"red\", title:", 1);
        let merged = merge_loadable(&[&with_warning(ONE), &with_warning(TWO).replace("Bob", "")]);
        assert_eq!(merged.warnings.iter().map(|warning| warning.file.as_str()).collect::<Vec<_>>(), ["0.ron"]);
        assert!(merged.errors.iter().all(|error| error.severity == Severity::Error && error.file.as_str() == "1.ron"));
    }
}
