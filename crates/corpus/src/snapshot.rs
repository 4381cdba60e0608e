//! Serialises a corpus: its tables, then each of its blocks.
//!
//! A snapshot is untrusted input. Reading returns a corpus whose texts are safe and whose indices are all valid, or
//! nothing.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::block::{BLOCK, Block, Mark, MaybeSource, More, Span, place};
use crate::columns::{Reader, Writer};
use crate::load::{wrong_address, wrong_path};
use crate::topic_lists::TopicLists;
use crate::{Collection, Corpus, EntryId, Source, Speaker, SpeakerId, Topic, TopicId};
use kzq_text::Arena;

/// A corpus without its entries, against which the blocks are validated.
#[derive(Clone, Debug)]
pub struct Frame {
    corpus: Corpus,
    /// The number of entries in each block.
    blocks: Vec<u32>,
}

/// The tables as they are read.
type OwnTables = Tables<Vec<Collection>, Vec<Speaker>, Vec<Source>, Vec<Topic>, Vec<Vec<TopicId>>>;

/// The tables of a corpus, borrowed for writing or owned after reading.
#[derive(Serialize, Deserialize)]
struct Tables<C, S, O, T, L> {
    collections: C,
    speakers: S,
    sources: O,
    topics: T,
    topic_lists: L,
    firsts: Vec<u32>,
    blocks: Vec<u32>,
}

impl Corpus {
    /// Writes everything but the blocks.
    pub fn write_frame(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.value(&Tables {
            collections: &self.collections,
            speakers: &*self.speakers,
            sources: &*self.sources,
            topics: &*self.topics,
            topic_lists: self.topic_lists.iter().collect::<Vec<_>>(),
            firsts: self.firsts.clone(),
            blocks: self.blocks.iter().map(|block| place(block.len())).collect(),
        })
    }
}

impl Frame {
    /// Reads everything but the blocks.
    pub fn read(input: &mut Reader<'_>) -> Option<Self> {
        let tables: OwnTables = input.value()?;
        let mut lists = TopicLists::default();
        for (index, list) in tables.topic_lists.iter().enumerate() {
            let known = list.iter().all(|topic| topic.index() < tables.topics.len());
            (known && lists.place_of(list) == place(index)).then_some(())?;
        }
        let mut bases = Vec::with_capacity(tables.blocks.len());
        let mut count = 0_u32;
        for &entries in &tables.blocks {
            (1..=BLOCK).contains(&(entries as usize)).then_some(())?;
            bases.push(count);
            count = count.checked_add(entries)?;
        }
        let corpus = Corpus {
            collections: tables.collections,
            firsts: tables.firsts,
            speakers: Arc::new(tables.speakers),
            sources: Arc::new(tables.sources),
            topics: Arc::new(tables.topics),
            topic_lists: Arc::new(lists),
            blocks: Vec::with_capacity(bases.len()),
            bases,
            count: count as usize,
            referring: Arc::default(),
        };
        corpus.has_sound_tables().then_some(Self { corpus, blocks: tables.blocks })
    }

    /// Returns the number of entries.
    pub fn count(&self) -> usize {
        self.corpus.count
    }

    /// Returns the number of entries in each block.
    pub fn blocks(&self) -> &[u32] {
        &self.blocks
    }

    /// Reads the block at an index.
    pub fn read_block(&self, number: usize, input: &mut Reader<'_>) -> Option<Block> {
        let block = Block::read(*self.blocks.get(number)? as usize, input)?;
        block.fits(&self.corpus).then_some(block)
    }

    /// Builds the corpus from its blocks, which must be in order.
    pub fn fill(self, blocks: Vec<Block>) -> Option<Corpus> {
        let mut corpus = self.corpus;
        blocks.iter().map(|block| place(block.len())).eq(self.blocks).then_some(())?;
        corpus.blocks = blocks.into_iter().map(Arc::new).collect();
        corpus.link();
        Some(corpus)
    }
}

impl Corpus {
    /// Returns whether all indices in the tables are valid and every topic comes after its parent.
    fn has_sound_tables(&self) -> bool {
        let firsts_fit = self.firsts.len() == self.collections.len()
            && self.firsts.first().is_none_or(|&first| first == 0)
            && crate::columns::are_ends(&self.firsts, self.count)
            && (self.count == 0 || !self.firsts.is_empty());
        let source_fits = |source: &Source| {
            source.collection.index() < self.collections.len()
                && source.reports.is_none_or(|reports| reports.index() < self.sources.len())
                && source.url.as_ref().is_none_or(|url| wrong_address(url.as_str()).is_none())
                && source.text.as_ref().is_none_or(|path| wrong_path(path.as_str()).is_none())
        };
        // A topic comes after its parent, so there are no cycles.
        let topic_fits = |(index, topic): (usize, &Topic)| match topic.parent {
            None => topic.depth == 0,
            Some(parent) => parent.index() < index && self.topics[parent.index()].depth + 1 == topic.depth,
        };
        firsts_fit && self.sources.iter().all(source_fits) && self.topics.iter().enumerate().all(topic_fits)
    }
}

impl Block {
    /// Writes the block column by column.
    pub fn write(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.made(&self.spans, |Span { id, question, text, lead }| [id, question, text, lead])?;
        out.column(self.texts.bytes())?;
        out.made(&self.marks, |mark| mark.0)?;
        out.made(&self.speakers, |speaker| speaker.0)?;
        out.made(&self.sources, |source| source.0)?;
        out.column(&self.topics)?;
        out.value(&self.more)
    }

    /// Reads a block of `entries` entries. Its indices are not validated against the corpus.
    fn read(entries: usize, input: &mut Reader<'_>) -> Option<Self> {
        let spans: Vec<[u32; 4]> = input.column_of(entries)?;
        let texts: Vec<u8> = input.column()?;
        let end = u32::try_from(texts.len()).ok()?;
        (spans.first().map_or(end, |first| first[0]) == 0).then_some(())?;
        // No text ends at offset 0, but checking it as a boundary is harmless.
        let texts = Arena::checked(texts, spans.as_flattened().iter().copied().chain([end]))?;
        let made = |[id, question, text, lead]: [u32; 4]| Span { id, question, text, lead };
        Some(Self {
            texts: Arc::new(texts),
            spans: spans.into_iter().map(made).collect(),
            marks: input.column_of(entries)?.into_iter().map(Mark).collect(),
            speakers: input.column_of(entries)?.into_iter().map(SpeakerId).collect(),
            sources: input.column_of(entries)?.into_iter().map(MaybeSource).collect(),
            topics: input.column_of(entries)?,
            more: input.value()?,
        })
    }

    /// Returns whether all its indices are valid in the corpus.
    fn fits(&self, corpus: &Corpus) -> bool {
        let lists = corpus.topic_lists.len();
        self.marks.iter().all(|mark| mark.is_one())
            && self.speakers.iter().all(|speaker| speaker.index() < corpus.speakers.len())
            && self.sources.iter().all(|source| source.get().is_none_or(|id| id.index() < corpus.sources.len()))
            && self.topics.iter().all(|&list| (list as usize) < lists)
            && self.more.is_sorted_by(|(one, _), (next, _)| one < next)
            && self.more.last().is_none_or(|&(last, _)| (last as usize) < self.len())
            && self.more.iter().all(|(_, more)| more.fits(corpus.count))
    }
}

impl Mark {
    /// Returns whether these are flags that an entry can have.
    fn is_one(self) -> bool {
        let lead = self.lead().map_or(0, |lead| Self::HAS_LEAD | if lead.is_question { Self::ASKED } else { 0 });
        self.0 == self.kind() as u8 | (self.wording() as u8) << Self::WORDING | lead
    }
}

impl More {
    /// Returns whether all its links refer to the first `entries` entries.
    fn fits(&self, entries: usize) -> bool {
        let rare = self.rare();
        let links = [rare.rests_on.as_deref().unwrap_or_default(), &rare.variants, &rare.says_same];
        let is_one = |entry: &EntryId| entry.index() < entries;
        links.into_iter().flatten().chain(&rare.translation_of).all(is_one)
    }
}
