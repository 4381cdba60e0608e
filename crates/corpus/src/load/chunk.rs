//! Incremental parsing of a collection: first the tables before its entries, then its entries in chunks, which can
//! be parsed in parallel and are assembled in order.
//!
//! Nothing here produces diagnostics. If anything is unusual or wrong the result is `None`, and the whole file must be
//! read with [`read`](fn@super::read), which reports the problem.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use memchr::memrchr_iter;

use super::COLLECTION;
use super::entries::{Draft, Keeper, Known, draft};
use super::fast_entry;
use super::{Reading, read_collection};
use crate::block::place;
use crate::merge::Relation;
use crate::{Corpus, EntryId, Wording};
use kzq_ron::Cursor;
use kzq_ron::Finding;
use kzq_ron::Node;
use kzq_ron::Reader;
use kzq_text::Safe;

/// Everything before the entries of a file.
#[derive(Debug)]
pub struct Head {
    file: Safe<'static>,
    /// The collection without its entries.
    tables: Corpus,
    clash: Option<Finding>,
    length: usize,
    hasher: RandomState,
}

/// A parsed chunk of the entries of a file.
pub struct Piece {
    kept: Keeper,
    /// The hash of each entry's id.
    hashes: Vec<u64>,
    named: Vec<Reference>,
    /// Whether the list of entries, and the file, ends with this chunk.
    ends: bool,
}

/// A reference to another entry of the collection.
struct Reference {
    from: usize,
    relation: Relation,
    name: String,
}

/// Assembles the chunks of a collection, in order.
pub struct Gathering {
    corpus: Corpus,
    clash: Option<Finding>,
    ids: Ids,
    named: Vec<Reference>,
    has_ended: bool,
}

/// Reads a complete file.
pub(super) fn read(file: &Safe<'static>, text: &str) -> Option<Reading> {
    let head = Head::read(file.as_str(), text.as_bytes())?;
    let piece = head.piece(&text.as_bytes()[head.length()..])?;
    let mut gathering = Gathering::new(&head);
    gathering.add(piece)?;
    gathering.finish()
}

/// Returns the offset of the last line in a part of a file that seems to begin an entry.
///
/// A multi-line text may contain what looks like an entry. A chunk that is cut there fails to parse, so a wrong guess
/// is noticed.
pub fn last_beginning(bytes: &[u8]) -> Option<usize> {
    memrchr_iter(b'\n', bytes).map(|at| at + 1).find(|&line| {
        // Stop at the end of the line: otherwise a run of empty lines would be scanned once for each of them.
        let is_blank = |byte: &u8| *byte != b'\n' && byte.is_ascii_whitespace();
        let blanks = bytes[line..].iter().take_while(|&byte| is_blank(byte)).count();
        let rest = &bytes[line + blanks..];
        [b"Quote(".as_slice(), b"Paraphrase(", b"Qa("].iter().any(|start| rest.starts_with(start))
    })
}

impl Head {
    /// Parses everything before the entries of `file`, of which `bytes` is a prefix; also returns `None` if the prefix
    /// is too short.
    pub fn read(file: &str, bytes: &[u8]) -> Option<Self> {
        let file = Safe::line(file).into_owned();
        let marked = usize::from(bytes.starts_with(b"\xef\xbb\xbf")) * 3;
        let text = valid_part(&bytes[marked..]);
        let length = entries_begin(text)?;
        let closed = format!("{}])", &text[..length]);
        let mut reading = Reading { corpus: None, findings: Vec::new(), foreign: Vec::new(), clash: None };
        let mut reader = Reader::quick(&COLLECTION, file.clone(), &closed);
        let tables = read_collection(&mut reader, &mut reading)?;
        let hasher = RandomState::default();
        (!reader.has_findings()).then_some(Self { file, tables, clash: reading.clash, length: marked + length, hasher })
    }

    /// Returns the number of bytes before the entries, including their opening bracket.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Parses whole entries, from the start of one to the start of another or to the end of the file.
    pub fn piece(&self, bytes: &[u8]) -> Option<Piece> {
        let text = std::str::from_utf8(bytes).ok()?;
        let known = Known::of(&self.tables);
        let mut piece = Piece { kept: Keeper::default(), hashes: Vec::new(), named: Vec::new(), ends: false };
        let mut topics = Vec::new();
        let mut cursor = Cursor::new(text);
        cursor.skip_blanks()?;
        while !cursor.is_at_end() {
            if cursor.take(b']') {
                piece.ends = true;
                return is_closed(&mut cursor).then_some(piece);
            }
            let start = cursor.at();
            if fast_entry::entry(&mut cursor, &known, &mut topics, &mut piece.kept).is_none() {
                cursor.go_to(start);
                let node = cursor.value()?;
                piece.keep(self.unusual(node, &known)?);
            }
            piece.hashes.push(self.hasher.hash_one(piece.kept.last_id().as_str()));
            cursor.skip_blanks()?;
            let comma = cursor.take(b',');
            cursor.skip_blanks()?;
            // Without a comma only the end of the list can follow.
            (comma || cursor.peek() == Some(b']')).then_some(())?;
        }
        Some(piece)
    }

    /// Parses an entry that is not of the plain form, if it has no problems.
    fn unusual(&self, node: Node<'_>, known: &Known<'_>) -> Option<Draft> {
        let mut reader = Reader::quick(&COLLECTION, self.file.clone(), node.ron());
        draft(&mut reader, node, known).filter(|_| !reader.has_findings())
    }
}

/// Returns the longest valid UTF-8 prefix of `bytes`.
fn valid_part(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Returns the offset after the bracket that opens the entries of a collection.
fn entries_begin(text: &str) -> Option<usize> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blanks()?;
    let mut more = cursor.open(b'(', b')')?;
    while more {
        let name = cursor.name()?;
        cursor.colon()?;
        if name == "entries" {
            return cursor.take(b'[').then(|| cursor.at());
        }
        cursor.value()?;
        more = cursor.another(b')')?;
    }
    None
}

/// Returns whether only the end of the collection follows.
fn is_closed(cursor: &mut Cursor<'_>) -> bool {
    cursor.another(b')') == Some(false) && cursor.skip_blanks().is_some() && cursor.is_at_end()
}

impl Piece {
    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.kept.count()
    }

    /// Returns whether the chunk has no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn keep(&mut self, draft: Draft) {
        let from = self.len();
        let named = draft.named.into_iter().map(|(relation, name)| Reference { from, relation, name: name.value });
        self.named.extend(named);
        self.kept.keep(draft.entry, &draft.topics);
    }
}

impl Gathering {
    /// Creates an assembler for a collection without entries.
    pub fn new(head: &Head) -> Self {
        Self {
            corpus: head.tables.clone(),
            clash: head.clash.clone(),
            ids: Ids { hasher: head.hasher.clone(), hashes: Vec::new() },
            named: Vec::new(),
            has_ended: false,
        }
    }

    /// Returns the entries so far; links between them are resolved only at the end.
    pub fn so_far(&self) -> Corpus {
        self.corpus.clone()
    }

    /// Appends the next chunk; fails after the last one.
    pub fn add(&mut self, piece: Piece) -> Option<()> {
        (!self.has_ended).then_some(())?;
        self.has_ended = piece.ends;
        let before = self.corpus.len();
        self.named
            .extend(piece.named.into_iter().map(|reference| Reference { from: before + reference.from, ..reference }));
        self.ids.hashes.extend(piece.hashes.into_iter().zip((place(before)..).map(EntryId)));
        piece.kept.hand_over(&mut self.corpus);
        Some(())
    }

    /// Returns the complete collection, or `None` if it is incomplete or has invalid references or duplicate ids.
    pub fn finish(mut self) -> Option<Reading> {
        self.has_ended.then_some(())?;
        self.ids.settle(&self.corpus)?;
        for Reference { from, relation, name } in std::mem::take(&mut self.named) {
            let target = self.ids.find(&self.corpus, &name)?;
            let is_ground = relation == Relation::RestsOn;
            (!is_ground || self.corpus.entry(target).wording() == Wording::Verbatim).then_some(())?;
            self.corpus.add_link(EntryId(place(from)), relation, target);
        }
        self.corpus.link();
        Some(Reading { corpus: Some(self.corpus), findings: Vec::new(), foreign: Vec::new(), clash: self.clash })
    }
}

/// The ids of a collection by their hashes; the texts themselves are stored only in the corpus.
struct Ids {
    hasher: RandomState,
    /// Sorted by hash once all entries are present.
    hashes: Vec<(u64, EntryId)>,
}

impl Ids {
    /// Sorts the hashes; returns `None` if two entries have the same id.
    fn settle(&mut self, corpus: &Corpus) -> Option<()> {
        self.hashes.sort_unstable();
        let id = |entry| corpus.entry(entry).id();
        let mut alike = self.hashes.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1);
        let same = |alike: &[(u64, EntryId)]| {
            alike.iter().enumerate().any(|(at, &(_, one))| alike[..at].iter().any(|&(_, other)| id(one) == id(other)))
        };
        (!alike.any(same)).then_some(())
    }

    /// Returns the entry with an id.
    fn find(&self, corpus: &Corpus, id: &str) -> Option<EntryId> {
        let hash = self.hasher.hash_one(id);
        let first = self.hashes.partition_point(|&(other, _)| other < hash);
        let alike = self.hashes[first..].iter().take_while(|&&(other, _)| other == hash);
        alike.map(|&(_, entry)| entry).find(|&entry| corpus.entry(entry).id().as_str() == id)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A naive reference implementation.
    fn last_line_with_an_entry(text: &str) -> Option<usize> {
        let begins = |line: &usize| {
            let rest = text[*line..].trim_ascii_start();
            ["Quote(", "Paraphrase(", "Qa("].iter().any(|start| rest.starts_with(start))
        };
        text.match_indices('\n').map(|(at, _)| at + 1).rfind(begins)
    }

    proptest! {
        #[test]
        fn the_last_beginning_is_the_last_line_that_begins_with_an_entry(
            parts in prop::collection::vec(prop::sample::select(vec!["\n", " ", "\t", "\r\n", "\x0c", "Quote(", "Qa(", "x"]), 0..20),
        ) {
            let text = parts.concat();
            prop_assert_eq!(last_beginning(text.as_bytes()), last_line_with_an_entry(&text));
        }
    }

    #[test]
    fn many_empty_lines_are_looked_at_once() {
        assert_eq!(last_beginning(&b"\n".repeat(2_000_000)), None);
    }
}
