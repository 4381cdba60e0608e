//! Serialises a corpus with its index, in sections that can be read in parallel.
//!
//! The first section is a header against which the others are validated; the second holds the parts of the index shared
//! by all blocks; each of the others holds a block of entries and its segment.

use std::io::{self, Write};

use bytes::Bytes;

use crate::index::{Index, Segment, SharedIndex};
use kzq_corpus::columns::{ColumnReader, ColumnWriter};
use kzq_corpus::{Block, Corpus, FIELDS_HASH, SnapshotHeader};

/// The version of the format, of word folding and of the index contents. Increment the number when any of these changes:
/// older snapshots are then discarded instead of misread. A change of an entry's fields changes the version by itself.
pub const FORMAT: u32 = FIELDS_HASH.wrapping_add(9);

/// A corpus and its complete index, ready to write.
#[derive(Clone, Copy)]
pub struct Snapshot<'a> {
    corpus: &'a Corpus,
    index: &'a Index,
}

impl<'a> Snapshot<'a> {
    /// Creates a snapshot; returns `None` if the index does not cover the corpus yet.
    pub fn new(corpus: &'a Corpus, index: &'a Index) -> Option<Self> {
        index.covers_blocks(corpus.blocks().len()).then_some(Self { corpus, index })
    }

    /// The number of sections.
    pub fn section_count(self) -> usize {
        2 + self.corpus.blocks().len()
    }

    /// Writes one section.
    ///
    /// # Errors
    ///
    /// Returns any error of `out`.
    pub fn write(self, section: usize, out: &mut dyn Write) -> io::Result<()> {
        let out = &mut ColumnWriter::new(out);
        match section {
            0 => {
                self.corpus.write_snapshot_header(out)?;
                out.write_number(self.index.vocabulary().len())
            }
            1 => self.index.write_shared(out),
            _ => {
                let block = section - block_section(0);
                self.corpus.blocks()[block].write(out)?;
                self.index.segment(block).map_or(Ok(()), |segment| segment.write(out))
            }
        }
    }
}

/// Writes the section of a block that is indexed, while others may not be yet.
///
/// # Errors
///
/// Returns any error of `out`.
pub fn write_block(corpus: &Corpus, index: &Index, block: usize, out: &mut dyn Write) -> io::Result<()> {
    Snapshot { corpus, index }.write(block_section(block), out)
}

/// The number of the section of a block.
pub fn block_section(block: usize) -> usize {
    block + 2
}

/// Has the texts, tokens and postings of a block read from the section to which they were written. What is in memory is kept
/// if something else is there.
pub fn read_block_from(corpus: &mut Corpus, index: &mut Index, block: usize, section: Bytes) {
    let mut input = ColumnReader::new(section);
    let stored = (corpus.blocks().get(block), index.segment(block));
    let stored = if let (Some(block), Some(segment)) = stored {
        block.stored(&mut input).zip(segment.stored(&mut input)).filter(|_| input.finish().is_some())
    } else {
        None
    };
    if let Some((texts, segment)) = stored {
        corpus.replace_block(block, texts);
        index.replace_segment(block, segment);
    }
}

/// A snapshot being read, whose first section has been parsed.
pub struct SnapshotReader {
    header: SnapshotHeader,
    /// The size of the vocabulary.
    word_count: usize,
}

/// A parsed section other than the first.
pub struct ParsedSection(SectionContent);

enum SectionContent {
    Shared(Box<SharedIndex>),
    Block(Box<(Block, Segment)>),
}

impl SnapshotReader {
    /// Reads the first section; returns `None` if it is invalid.
    pub fn open(section: Bytes) -> Option<Self> {
        let mut input = ColumnReader::new(section);
        let opened = Self { header: SnapshotHeader::read(&mut input)?, word_count: input.read_number()? };
        input.finish()?;
        Some(opened)
    }

    /// The number of sections, including the first.
    pub fn section_count(&self) -> usize {
        2 + self.header.block_sizes().len()
    }

    /// Reads another section, given its number and bytes; returns `None` if it is invalid. Texts and most columns stay
    /// where they are.
    pub fn read_section(&self, number: usize, section: Bytes) -> Option<ParsedSection> {
        let mut input = ColumnReader::new(section);
        let content = if number == 1 {
            SectionContent::Shared(Box::new(SharedIndex::read(self.header.entry_count(), self.word_count, &mut input)?))
        } else {
            let block = self.header.read_block(number.checked_sub(2)?, &mut input)?;
            let segment = Segment::read(block.len(), self.word_count, &mut input)?;
            SectionContent::Block(Box::new((block, segment)))
        };
        input.finish()?;
        Some(ParsedSection(content))
    }

    /// Assembles the corpus and index from all other sections, in order; returns `None` if they do not fit together.
    pub fn finish(self, sections: impl IntoIterator<Item = ParsedSection>) -> Option<(Corpus, Index)> {
        let mut sections = sections.into_iter().map(|section| section.0);
        let Some(SectionContent::Shared(common)) = sections.next() else { return None };
        let (mut blocks, mut segments) = (Vec::new(), Vec::new());
        for section in sections {
            let SectionContent::Block(both) = section else { return None };
            let (block, segment) = *both;
            blocks.push(block);
            segments.push(segment);
        }
        Some((self.header.into_corpus(blocks)?, Index::from_parts(*common, segments)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::tests::generated::{corpus, entries, query_text};
    use crate::{Engine, FacetFilter, Query, SearchOptions, Serial};
    use kzq_corpus::{Corpus, EntryId, read};

    const EMBEDDED: &[u8] = include_bytes!("../../../data/tokayev-al-jazeera.ron");
    const RICH: &str = r#"(schema: 1, id: "rich", title: "Rich", speakers: {"a": (name: "Ada", aliases: ["A."]), "b": (name: "Bob", role: "x", organisation: true)},
        sources: {"s": (title: "S", kind: Summary(machine: true), date: "2025-05", reports: "t", note: "N", archived: "https://archive.example/s"), "t": (title: "T", kind: Speech, accessed: "2025", text: "texts/t.txt", translator: "R", editor: (name: "E", organisation: true), doi: "10.1/2")},
        topics: [(id: "x", label: "X", topics: [(id: "p")]), (id: "y")],
        entries: [
            Quote(id: "q", by: "b", topics: ["x/p", "y"], text: "Yes “é” 👩‍🚀.\nIt is.", source: (id: "s", section: "One", item: 3), turn: 7, sic: ["It"], extra: {"k": "v"}, lang: "en", time: "00:01:02", note: "n", checked: (by: "Bo", date: "2026-11-20", fingerprint: "99aa06d3014798d86001c324468d497f")),
            Paraphrase(id: "r", of: "a", rests_on: ["q"], text: "He agreed.", lead: Asked("Is it?"), differs: ["so", Against(phrase: "agreed", words: "It is", in: "q")], says_same: ["t"]),
            Qa(id: "t", answers_for: "b", wording: Verbatim, question: "War?", answer: "Yes it is war.", variants: ["q"], translation_of: "q"),
            Paraphrase(id: "u", of: "a", text: "He agreed."),
            Quote(id: "v", text: "So.", source: (id: "t", page: "1"), date: "c. -380", tags: ["g"], status: Disputed("n")),
        ])"#;

    fn merged_corpus(texts: &[&[u8]]) -> Corpus {
        let (corpus, findings) = Corpus::merge(texts.iter().map(|text| read("x.ron", text)).collect());
        assert_eq!(findings, []);
        corpus
    }

    fn written(corpus: &Corpus, index: &Index) -> Vec<Vec<u8>> {
        let snapshot = Snapshot::new(corpus, index).unwrap();
        let write = |section| {
            let mut bytes = Vec::new();
            snapshot.write(section, &mut bytes).unwrap();
            bytes
        };
        (0..snapshot.section_count()).map(write).collect()
    }

    fn read_back(sections: &[Vec<u8>]) -> Option<(Corpus, Index)> {
        let (first, others) = sections.split_first()?;
        let opened = SnapshotReader::open(Bytes::copy_from_slice(first))?;
        assert!(opened.section_count() != sections.len() || opened.read_section(0, Bytes::new()).is_none());
        let others = others.iter().enumerate();
        let read = |(index, bytes): (usize, &Vec<u8>)| opened.read_section(index + 1, Bytes::copy_from_slice(bytes));
        let others: Option<Vec<ParsedSection>> = others.map(read).collect();
        opened.finish(others?)
    }

    fn engine(corpus: Corpus, index: Index) -> Engine {
        Engine::with_index(Arc::new(corpus), index, Arc::new(Serial))
    }

    #[test]
    fn round_trip() {
        for corpus in [merged_corpus(&[EMBEDDED]), merged_corpus(&[RICH.as_bytes(), EMBEDDED]), Corpus::default()] {
            let index = Index::build(&corpus, &Serial);
            let (again, same) = read_back(&written(&corpus, &index)).unwrap();
            assert_eq!(again, corpus);
            assert_eq!(written(&again, &same), written(&corpus, &index));
            assert!(corpus.entry_ids().all(|id| again.restatements(id) == corpus.restatements(id)));
        }
    }

    #[test]
    fn invalid_sources_are_rejected() {
        let rich = RICH.replace("kind: Speech", "kind: Speech, url: \"https://a.example\"");
        let corpus = merged_corpus(&[rich.as_bytes()]);
        let sections = written(&corpus, &Index::build(&corpus, &Serial));
        assert_eq!(read_back(&sections).map(|(corpus, _)| corpus), Some(corpus));
        for (one, other) in [
            ("https://a", "mailto:aa"),
            ("https://a", "https:// "),
            ("https://archive", "mailto:/archive"),
            ("texts/t", "/etc/ab"),
            ("texts/t", "../../t"),
        ] {
            let mut sections = sections.clone();
            let at = sections[0].windows(one.len()).position(|part| part == one.as_bytes()).unwrap();
            sections[0][at..at + one.len()].copy_from_slice(other.as_bytes());
            assert!(read_back(&sections).is_none(), "{other}");
        }
    }

    #[test]
    fn written_block_replaces_the_one_in_memory() {
        let corpus = merged_corpus(&[RICH.as_bytes(), EMBEDDED]);
        let index = Index::build(&corpus, &Serial);
        let mut section = Vec::new();
        write_block(&corpus, &index, 0, &mut section).unwrap();
        let all = written(&corpus, &index);
        assert_eq!(section, all[block_section(0)]);

        // Reads the block from a section; returns whether the texts are in it.
        let is_taken = |section: &[u8]| {
            let (mut same, mut its_index) = (corpus.clone(), index.clone());
            read_block_from(&mut same, &mut its_index, 0, Bytes::copy_from_slice(section));
            assert_eq!(written(&same, &its_index), all, "it says the same");
            let text = |corpus: &Corpus| corpus.entry(EntryId::new(0)).text().as_str().as_ptr();
            text(&same) != text(&corpus)
        };
        assert!(is_taken(&section));
        let mut noticed = 0;
        for at in 0..section.len() {
            section[at] ^= 0x81;
            // The parts that are not read from the section may contain anything.
            noticed += usize::from(!is_taken(&section));
            section[at] ^= 0x81;
        }
        assert!(noticed > corpus.blocks()[0].text_bytes(0..corpus.len()).len(), "{noticed}");
        assert!(!is_taken(&section[..section.len() - 1]) && !is_taken(&[]));
    }

    #[test]
    fn partial_indexes_are_not_written() {
        assert!(Snapshot::new(&merged_corpus(&[EMBEDDED]), &Index::default()).is_none());
    }

    /// Accesses everything, to panic if any reference is out of range.
    fn access_everything(corpus: &Corpus) {
        for entry in corpus.entries() {
            let _ = (entry.id(), entry.texts(), entry.lead(), entry.turn(), corpus.speaker_of(entry));
            let _ = (entry.citation().map(|citation| citation.locators), entry.tags(), entry.date(), entry.status());
            let _ = (corpus.original_source_of(entry), corpus.collection(entry.collection()));
            entry
                .topics()
                .iter()
                .for_each(|&topic| assert!(corpus.topic_ancestors(topic).count() <= corpus.topics().len()));
            let linked = [entry.basis(), entry.variants(), entry.says_same()].concat();
            let contradicted = entry.differs().iter().filter_map(|difference| entry.contradicted(difference));
            linked
                .into_iter()
                .chain(contradicted)
                .chain(entry.translation_of())
                .for_each(|id| drop(corpus.qualified_id(id)));
        }
        for id in corpus.entry_ids() {
            corpus.restatements(id).iter().for_each(|&id| drop(corpus.qualified_id(id)));
        }
    }

    #[test]
    fn damaged_snapshots_never_panic() {
        let corpus = merged_corpus(&[RICH.as_bytes()]);
        let sections = written(&corpus, &Index::build(&corpus, &Serial));
        let queries = ["", "it is", "\"it is\" !yes", "hw", "agreed"].map(Query::parse);
        let mut damaged = sections.clone();
        let mut survived = 0;
        for section in 0..sections.len() {
            for length in 0..sections[section].len() {
                damaged[section].truncate(length);
                assert!(read_back(&damaged).is_none());
                damaged[section].clone_from(&sections[section]);
            }
            for at in 0..sections[section].len() {
                let byte = sections[section][at];
                for other in [byte ^ 1, byte ^ 0x80, byte.wrapping_add(1), byte.wrapping_sub(1), 0, 2, 0xff] {
                    damaged[section][at] = other;
                    let Some((corpus, index)) = read_back(&damaged) else { continue };
                    survived += 1;
                    access_everything(&corpus);
                    let engine = engine(corpus, index);
                    for query in &queries {
                        engine.answer(
                            query,
                            &FacetFilter::default(),
                            SearchOptions { limit: 1, ..SearchOptions::GROUPED },
                        );
                        engine.answer(query, &FacetFilter::default(), SearchOptions::ALL);
                    }
                }
                damaged[section][at] = byte;
            }
        }
        assert!(survived > 100, "much can't be told from what was written: {survived}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn restored_engines_answer_equally(entries in entries(), typed in query_text()) {
            let corpus = corpus(&entries);
            let index = Index::build(&corpus, &Serial);
            let (again, same) = read_back(&written(&corpus, &index)).expect("it is as it was written");
            prop_assert_eq!(&again, &*corpus);
            let query = Query::parse(&typed);
            let wanted = SearchOptions::GROUPED;
            let answer = |engine: Engine| engine.answer(&query, &FacetFilter::default(), wanted);
            let (one, other) = (answer(engine(again, same)), answer(engine((*corpus).clone(), index)));
            prop_assert_eq!(one, other);
        }
    }
}
