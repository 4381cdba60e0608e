//! Serialises a corpus with its index, in sections that can be read in parallel.
//!
//! The first section is a header against which the others are validated; the second holds the parts of the index shared
//! by all blocks; each of the others holds a block of entries and its segment.

use std::io::{self, Read, Write};

use crate::index::{Common, Index, Segment};
use kzq_corpus::columns::{Reader, Writer};
use kzq_corpus::{Block, Corpus, Frame};

/// The version of the format, of word folding and of the index contents. Increment it when any of these changes: older
/// snapshots are then discarded instead of misread.
pub const FORMAT: u32 = 4;

/// A corpus and its complete index, ready to write.
#[derive(Clone, Copy)]
pub struct Snapshot<'a> {
    corpus: &'a Corpus,
    index: &'a Index,
}

impl<'a> Snapshot<'a> {
    /// Creates a snapshot; returns `None` if the index does not cover the corpus yet.
    pub fn of(corpus: &'a Corpus, index: &'a Index) -> Option<Self> {
        index.covers(corpus.blocks().len()).then_some(Self { corpus, index })
    }

    /// The number of sections.
    pub fn sections(self) -> usize {
        2 + self.corpus.blocks().len()
    }

    /// Writes one section.
    ///
    /// # Errors
    ///
    /// Returns any error of `out`.
    pub fn write(self, section: usize, out: &mut dyn Write) -> io::Result<()> {
        let out = &mut Writer::new(out);
        match section {
            0 => {
                self.corpus.write_frame(out)?;
                out.number(self.index.vocabulary().len())
            }
            1 => self.index.write_common(out),
            _ => {
                let block = section - 2;
                self.corpus.blocks()[block].write(out)?;
                self.index.segment(block).map_or(Ok(()), |segment| segment.write(out))
            }
        }
    }
}

/// A snapshot being read, whose first section has been parsed.
pub struct Opened {
    frame: Frame,
    /// The size of the vocabulary.
    words: usize,
}

/// A parsed section other than the first.
pub struct Section(Content);

enum Content {
    Common(Box<Common>),
    Block(Box<(Block, Segment)>),
}

impl Opened {
    /// Reads the first section, of `length` bytes; returns `None` if it is invalid.
    pub fn read(input: &mut dyn Read, length: u64) -> Option<Self> {
        let mut input = Reader::new(input, length);
        let opened = Self { frame: Frame::read(&mut input)?, words: input.number()? };
        input.end()?;
        Some(opened)
    }

    /// The number of sections, including the first.
    pub fn sections(&self) -> usize {
        2 + self.frame.blocks().len()
    }

    /// Reads another section, of `length` bytes; returns `None` if it is invalid.
    pub fn section(&self, section: usize, input: &mut dyn Read, length: u64) -> Option<Section> {
        let mut input = Reader::new(input, length);
        let content = if section == 1 {
            Content::Common(Box::new(Common::read(self.frame.count(), self.words, &mut input)?))
        } else {
            let number = section.checked_sub(2)?;
            let block = self.frame.read_block(number, &mut input)?;
            let segment = Segment::read(block.len(), self.words, &mut input)?;
            Content::Block(Box::new((block, segment)))
        };
        input.end()?;
        Some(Section(content))
    }

    /// Assembles the corpus and index from all other sections, in order; returns `None` if they do not fit together.
    pub fn whole(self, sections: impl IntoIterator<Item = Section>) -> Option<(Corpus, Index)> {
        let mut sections = sections.into_iter().map(|section| section.0);
        let Some(Content::Common(common)) = sections.next() else { return None };
        let (mut blocks, mut segments) = (Vec::new(), Vec::new());
        for section in sections {
            let Content::Block(both) = section else { return None };
            let (block, segment) = *both;
            blocks.push(block);
            segments.push(segment);
        }
        Some((self.frame.fill(blocks)?, Index::of_parts(*common, segments)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::tests::generated::{corpus, entries, typed};
    use crate::{Engine, Query, Selection, Serial, Wanted};
    use kzq_corpus::{Corpus, read};

    const EMBEDDED: &[u8] = include_bytes!("../../../data/tokayev-al-jazeera.ron");
    const RICH: &str = r#"(schema: 1, id: "rich", title: "Rich", speakers: {"a": (name: "Ada", aliases: ["A."]), "b": (name: "Bob", role: "x")},
        sources: {"s": (title: "S", kind: Summary(machine: true), date: "2025-05", reports: "t"), "t": (title: "T", kind: Speech, accessed: "2025", text: "texts/t.txt")},
        topics: [(id: "x", label: "X", topics: [(id: "p")]), (id: "y")],
        entries: [
            Quote(id: "q", by: "b", topics: ["x/p", "y"], text: "Yes “é” 👩‍🚀.\nIt is.", source: (id: "s", section: "One", item: 3), turn: 7, sic: ["It"], extra: {"k": "v"}, lang: "en", time: "00:01:02", note: "n"),
            Paraphrase(id: "r", of: "a", rests_on: ["q"], text: "He agreed.", lead: Asked("Is it?"), differs: ["so"], says_same: ["t"]),
            Qa(id: "t", answers_for: "b", wording: Verbatim, question: "War?", answer: "Yes it is war.", variants: ["q"], translation_of: "q"),
            Paraphrase(id: "u", of: "a", text: "He agreed."),
        ])"#;

    fn joined(texts: &[&[u8]]) -> Corpus {
        let (corpus, findings) = Corpus::join(texts.iter().map(|text| read("x.ron", text)).collect());
        assert_eq!(findings, []);
        corpus
    }

    fn written(corpus: &Corpus, index: &Index) -> Vec<Vec<u8>> {
        let snapshot = Snapshot::of(corpus, index).unwrap();
        let write = |section| {
            let mut bytes = Vec::new();
            snapshot.write(section, &mut bytes).unwrap();
            bytes
        };
        (0..snapshot.sections()).map(write).collect()
    }

    fn read_back(sections: &[Vec<u8>]) -> Option<(Corpus, Index)> {
        let (first, others) = sections.split_first()?;
        let opened = Opened::read(&mut first.as_slice(), first.len() as u64)?;
        assert!(opened.sections() != sections.len() || opened.section(0, &mut [].as_slice(), 0).is_none());
        let others = others.iter().enumerate();
        let read =
            |(index, bytes): (usize, &Vec<u8>)| opened.section(index + 1, &mut bytes.as_slice(), bytes.len() as u64);
        let others: Option<Vec<Section>> = others.map(read).collect();
        opened.whole(others?)
    }

    fn engine(corpus: Corpus, index: Index) -> Engine {
        Engine::over(Arc::new(corpus), index, Arc::new(Serial))
    }

    #[test]
    fn what_was_written_comes_back() {
        for corpus in [joined(&[EMBEDDED]), joined(&[RICH.as_bytes(), EMBEDDED]), Corpus::default()] {
            let index = Index::of(&corpus, &Serial);
            let (again, same) = read_back(&written(&corpus, &index)).unwrap();
            assert_eq!(again, corpus);
            assert_eq!(written(&again, &same), written(&corpus, &index));
            assert!(corpus.ids().all(|id| again.restatements(id) == corpus.restatements(id)));
        }
    }

    #[test]
    fn what_no_collection_may_say_of_a_source_is_not_believed_of_a_snapshot() {
        let rich = RICH.replace("kind: Speech", "kind: Speech, url: \"https://a.example\"");
        let corpus = joined(&[rich.as_bytes()]);
        let sections = written(&corpus, &Index::of(&corpus, &Serial));
        assert_eq!(read_back(&sections).map(|(corpus, _)| corpus), Some(corpus));
        for (one, other) in
            [("https://a", "mailto:aa"), ("https://a", "https:// "), ("texts/t", "/etc/ab"), ("texts/t", "../../t")]
        {
            let mut sections = sections.clone();
            let at = sections[0].windows(one.len()).position(|part| part == one.as_bytes()).unwrap();
            sections[0][at..at + one.len()].copy_from_slice(other.as_bytes());
            assert!(read_back(&sections).is_none(), "{other}");
        }
    }

    #[test]
    fn an_index_that_does_not_cover_its_corpus_is_not_kept() {
        assert!(Snapshot::of(&joined(&[EMBEDDED]), &Index::default()).is_none());
    }

    /// Accesses everything, to panic if any reference is out of range.
    fn look_at_all(corpus: &Corpus) {
        for entry in corpus.entries() {
            let _ = (entry.id(), entry.words(), entry.lead(), entry.turn(), corpus.speaker(entry.speaker()));
            let _ = (corpus.occasion_of(entry), corpus.collection(entry.collection()));
            entry.topics().iter().for_each(|&topic| assert!(corpus.topic_line(topic).count() <= corpus.topics().len()));
            let linked = [entry.ground(), entry.variants(), entry.says_same()].concat();
            linked.into_iter().chain(entry.translation_of()).for_each(|id| drop(corpus.full_name(id)));
        }
        for id in corpus.ids() {
            corpus.restatements(id).iter().for_each(|&id| drop(corpus.full_name(id)));
        }
    }

    #[test]
    fn nothing_that_is_read_makes_a_search_panic() {
        let corpus = joined(&[RICH.as_bytes()]);
        let sections = written(&corpus, &Index::of(&corpus, &Serial));
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
                    look_at_all(&corpus);
                    let engine = engine(corpus, index);
                    for query in &queries {
                        engine.answer(query, &Selection::default(), Wanted { best: 1, collapsed: true });
                        engine.answer(query, &Selection::default(), Wanted::ALL);
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
        fn what_comes_back_answers_alike(entries in entries(), typed in typed()) {
            let corpus = corpus(&entries);
            let index = Index::of(&corpus, &Serial);
            let (again, same) = read_back(&written(&corpus, &index)).expect("it is as it was written");
            prop_assert_eq!(&again, &*corpus);
            let query = Query::parse(&typed);
            let wanted = Wanted { best: usize::MAX, collapsed: true };
            let answer = |engine: Engine| engine.answer(&query, &Selection::default(), wanted);
            let (one, other) = (answer(engine(again, same)), answer(engine((*corpus).clone(), index)));
            prop_assert_eq!(one, other);
        }
    }
}
