//! Incremental parsing of a collection: first the tables before its entries, then its entries in chunks, which can
//! be parsed in parallel and are assembled in order.
//!
//! Nothing here produces diagnostics. If anything is unusual or wrong the result is `None`, and the whole file must be
//! read with [`read`](fn@super::read), which reports the problem.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::RandomState;
use memchr::memrchr_iter;

use super::block_builder::BlockBuilder;
use super::collection::{COLLECTION, ParsedCollection, parse_collection};
use super::entries::{ParsedEntry, parse_entry};
use super::fast_entry;
use super::symbols::SymbolTable;
use crate::ids::to_u32;
use crate::links::LinkKind;
use crate::{Corpus, EntryId, Topic};
use kzq_ron::Diagnostic;
use kzq_ron::Node;
use kzq_ron::Parser;
use kzq_ron::RonCursor;
use kzq_text::Safe;

/// Everything before the entries of a file.
#[derive(Debug)]
pub struct Header {
    file: Safe<'static>,
    /// The collection without its entries.
    tables: Corpus,
    duplicate_id: Option<Diagnostic>,
    byte_len: usize,
    hasher: RandomState,
}

/// A parsed chunk of the entries of a file.
pub struct Chunk {
    entries: BlockBuilder,
    /// The hash of each entry's id.
    hashes: Vec<u64>,
    references: Vec<ChunkReference>,
    /// The topics that its entries name without a definition.
    open_topics: Vec<Safe<'static>>,
    /// Whether the list of entries, and the file, ends with this chunk.
    is_last: bool,
}

/// A reference to another entry of the collection.
struct ChunkReference {
    entry_index: usize,
    kind: LinkKind,
    target: String,
}

/// Assembles the chunks of a collection, in order.
pub struct Assembler {
    corpus: Corpus,
    /// The topics that the chunks know, in the order of their ids there.
    defined_topics: Arc<Vec<Topic>>,
    duplicate_id: Option<Diagnostic>,
    ids: IdIndex,
    references: Vec<ChunkReference>,
    is_complete: bool,
}

/// Reads a complete file.
pub(super) fn read(file: &Safe<'static>, text: &str) -> Option<ParsedCollection> {
    let header = Header::parse(file.as_str(), text.as_bytes())?;
    let chunk = header.parse_chunk(&text.as_bytes()[header.byte_len()..])?;
    let mut assembler = Assembler::new(&header);
    assembler.push(chunk)?;
    assembler.finish()
}

/// Returns the offset of the last line in a part of a file that seems to begin an entry.
///
/// A multi-line text may contain what looks like an entry. A chunk that is cut there fails to parse, so a wrong guess
/// is noticed.
pub fn last_entry_start(bytes: &[u8]) -> Option<usize> {
    memrchr_iter(b'\n', bytes).map(|at| at + 1).find(|&line| {
        // Stop at the end of the line: otherwise a run of empty lines would be scanned once for each of them.
        let is_space = |byte: &u8| *byte != b'\n' && byte.is_ascii_whitespace();
        let indent = bytes[line..].iter().take_while(|&byte| is_space(byte)).count();
        let rest = &bytes[line + indent..];
        [b"Quote(".as_slice(), b"Paraphrase(", b"Qa("].iter().any(|start| rest.starts_with(start))
    })
}

impl Header {
    /// Parses everything before the entries of `file`, of which `bytes` is a prefix; also returns `None` if the prefix
    /// is too short.
    pub fn parse(file: &str, bytes: &[u8]) -> Option<Self> {
        let file = Safe::line(file).into_owned();
        let bom_len = usize::from(bytes.starts_with(b"\xef\xbb\xbf")) * 3;
        let text = valid_utf8_prefix(&bytes[bom_len..]);
        let length = entries_start(text)?;
        let without_entries = format!("{}])", &text[..length]);
        let mut parsed = ParsedCollection {
            corpus: None,
            diagnostics: Vec::new(),
            cross_references: Vec::new(),
            duplicate_id: None,
        };
        let mut reader = Parser::new_fast(&COLLECTION, file.clone(), &without_entries);
        let tables = parse_collection(&mut reader, &mut parsed)?;
        let hasher = RandomState::default();
        (!reader.has_diagnostics()).then_some(Self {
            file,
            tables,
            duplicate_id: parsed.duplicate_id,
            byte_len: bom_len + length,
            hasher,
        })
    }

    /// Returns the number of bytes before the entries, including their opening bracket.
    pub fn byte_len(&self) -> usize {
        self.byte_len
    }

    /// Parses whole entries, from the start of one to the start of another or to the end of the file.
    pub fn parse_chunk(&self, bytes: &[u8]) -> Option<Chunk> {
        let text = std::str::from_utf8(bytes).ok()?;
        let has_open_topics = self.tables.collections().iter().any(|collection| collection.open_topics);
        let symbols = SymbolTable::new(&self.tables, has_open_topics);
        let mut chunk = Chunk {
            entries: BlockBuilder::default(),
            hashes: Vec::new(),
            references: Vec::new(),
            open_topics: Vec::new(),
            is_last: false,
        };
        let mut topics = Vec::new();
        let mut cursor = RonCursor::new(text);
        cursor.skip_trivia()?;
        while !cursor.is_eof() {
            if cursor.eat(b']') {
                chunk.is_last = true;
                at_end_of_collection(&mut cursor).then_some(())?;
                break;
            }
            let start = cursor.offset();
            if fast_entry::parse_entry(&mut cursor, &symbols, &mut topics, &mut chunk.entries).is_none() {
                cursor.seek(start);
                let node = cursor.take_value()?;
                chunk.push(self.parse_unusual_entry(node, &symbols)?);
            }
            chunk.hashes.push(self.hasher.hash_one(chunk.entries.last_id().as_str()));
            cursor.skip_trivia()?;
            let comma = cursor.eat(b',');
            cursor.skip_trivia()?;
            // Without a comma only the end of the list can follow.
            (comma || cursor.peek() == Some(b']')).then_some(())?;
        }
        chunk.open_topics = symbols.into_open_topics();
        Some(chunk)
    }

    /// Parses an entry that is not of the plain form, if it has no problems.
    fn parse_unusual_entry(&self, node: Node<'_>, symbols: &SymbolTable<'_>) -> Option<ParsedEntry> {
        let mut reader = Parser::new_fast(&COLLECTION, self.file.clone(), node.as_str());
        parse_entry(&mut reader, node, symbols).filter(|_| !reader.has_diagnostics())
    }
}

/// Returns the longest valid UTF-8 prefix of `bytes`.
fn valid_utf8_prefix(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Returns the offset after the bracket that opens the entries of a collection.
fn entries_start(text: &str) -> Option<usize> {
    let mut cursor = RonCursor::new(text);
    cursor.skip_trivia()?;
    let mut has_next = cursor.open_group(b'(', b')')?;
    while has_next {
        let name = cursor.parse_name()?;
        cursor.eat_colon()?;
        if name == "entries" {
            return cursor.eat(b'[').then(|| cursor.offset());
        }
        cursor.take_value()?;
        has_next = cursor.next_item(b')')?;
    }
    None
}

/// Returns whether only the end of the collection follows.
fn at_end_of_collection(cursor: &mut RonCursor<'_>) -> bool {
    cursor.next_item(b')') == Some(false) && cursor.skip_trivia().is_some() && cursor.is_eof()
}

impl Chunk {
    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether the chunk has no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn push(&mut self, parsed: ParsedEntry) {
        let from = self.len();
        let references = parsed.references.into_iter().map(|(relation, name)| ChunkReference {
            entry_index: from,
            kind: relation,
            target: name.value,
        });
        self.references.extend(references);
        self.entries.push(parsed.entry, &parsed.topics);
    }
}

impl Assembler {
    /// Creates an assembler for a collection without entries.
    pub fn new(header: &Header) -> Self {
        Self {
            corpus: header.tables.clone(),
            defined_topics: Arc::clone(&header.tables.topics),
            duplicate_id: header.duplicate_id.clone(),
            ids: IdIndex { hasher: header.hasher.clone(), hashes: Vec::new() },
            references: Vec::new(),
            is_complete: false,
        }
    }

    /// Returns the entries so far; links between them are resolved only at the end.
    pub fn partial(&self) -> Corpus {
        self.corpus.clone()
    }

    /// Appends the next chunk; fails after the last one.
    pub fn push(&mut self, chunk: Chunk) -> Option<()> {
        (!self.is_complete).then_some(())?;
        self.is_complete = chunk.is_last;
        let entry_base = self.corpus.len();
        self.references.extend(
            chunk
                .references
                .into_iter()
                .map(|reference| ChunkReference { entry_index: entry_base + reference.entry_index, ..reference }),
        );
        self.ids.hashes.extend(chunk.hashes.into_iter().zip((to_u32(entry_base)..).map(EntryId)));
        let topics = self.corpus.add_open_topics(&self.defined_topics, &chunk.open_topics);
        chunk.entries.append_to(&mut self.corpus, &topics);
        Some(())
    }

    /// Returns the complete collection, or `None` if it is incomplete or has invalid references or duplicate ids.
    pub fn finish(mut self) -> Option<ParsedCollection> {
        self.is_complete.then_some(())?;
        self.ids.sort_unique(&self.corpus)?;
        for ChunkReference { entry_index: from, kind: relation, target: name } in std::mem::take(&mut self.references) {
            let target = self.ids.find(&self.corpus, &name)?;
            let from = EntryId::new(from);
            self.corpus.is_fit(from, relation, target).then_some(())?;
            self.corpus.add_reference(from, relation, target);
        }
        self.corpus.build_back_links();
        Some(ParsedCollection {
            corpus: Some(self.corpus),
            diagnostics: Vec::new(),
            cross_references: Vec::new(),
            duplicate_id: self.duplicate_id,
        })
    }
}

/// The ids of a collection by their hashes; the texts themselves are stored only in the corpus.
struct IdIndex {
    hasher: RandomState,
    /// Sorted by hash once all entries are present.
    hashes: Vec<(u64, EntryId)>,
}

impl IdIndex {
    /// Sorts the hashes; returns `None` if two entries have the same id.
    fn sort_unique(&mut self, corpus: &Corpus) -> Option<()> {
        self.hashes.sort_unstable();
        let id = |entry| corpus.entry(entry).id();
        let mut collisions = self.hashes.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1);
        let has_equal_ids = |alike: &[(u64, EntryId)]| {
            alike.iter().enumerate().any(|(at, &(_, one))| alike[..at].iter().any(|&(_, other)| id(one) == id(other)))
        };
        (!collisions.any(has_equal_ids)).then_some(())
    }

    /// Returns the entry with an id.
    fn find(&self, corpus: &Corpus, id: &str) -> Option<EntryId> {
        let hash = self.hasher.hash_one(id);
        let first = self.hashes.partition_point(|&(other, _)| other < hash);
        let candidates = self.hashes[first..].iter().take_while(|&&(other, _)| other == hash);
        candidates.map(|&(_, entry)| entry).find(|&entry| corpus.entry(entry).id().as_str() == id)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A naive reference implementation.
    fn last_entry_start_naive(text: &str) -> Option<usize> {
        let begins = |line: &usize| {
            let rest = text[*line..].trim_ascii_start();
            ["Quote(", "Paraphrase(", "Qa("].iter().any(|start| rest.starts_with(start))
        };
        text.match_indices('\n').map(|(at, _)| at + 1).rfind(begins)
    }

    proptest! {
        #[test]
        fn last_entry_start_agrees_with_the_reference(
            parts in prop::collection::vec(prop::sample::select(vec!["\n", " ", "\t", "\r\n", "\x0c", "Quote(", "Qa(", "x"]), 0..20),
        ) {
            let text = parts.concat();
            prop_assert_eq!(last_entry_start(text.as_bytes()), last_entry_start_naive(&text));
        }
    }

    #[test]
    fn last_entry_start_handles_many_empty_lines() {
        assert_eq!(last_entry_start(&b"\n".repeat(2_000_000)), None);
    }
}
