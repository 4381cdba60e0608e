//! Parses a large collection in chunks, on all cores, while the entries so far can be browsed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::host::cache::FileHasher;
use crate::host::read_file;
use crate::host::workers::threads;
use kzq_corpus::{Assembler, Chunk, Corpus, Header, ParsedCollection, last_entry_start};

/// Size of the first chunk in bytes; small, so that entries appear at once.
const FIRST_CHUNK_SIZE: usize = 1 << 20;
/// Size of later chunks in bytes: roughly as many entries as one block of the corpus holds.
const CHUNK_SIZE: usize = 24 << 20;
/// Maximum length of a collection's header in bytes.
const MAX_HEADER_LEN: usize = 64 << 20;

/// Progress callback: the bytes read, and a function that builds the corpus so far.
type OnProgress<'s> = &'s mut dyn FnMut(u64, &dyn Fn() -> Corpus);

/// A chunk of a file, with its number.
type RawChunk = (usize, Vec<u8>);
/// A parsed chunk with its number; `None` if it could not be parsed.
type ParsedChunk = (usize, Option<Chunk>);

/// Reads a collection of the usual form; returns `None` if it has another form or any error, or no thread can be started.
///
/// `on_progress` is called repeatedly; `hasher` is fed the whole file, if it is read to the end.
///
/// # Errors
///
/// If the file can't be read.
pub(crate) fn read_in_chunks(
    path: &Path,
    hasher: &mut FileHasher,
    on_progress: OnProgress<'_>,
) -> io::Result<Option<ParsedCollection>> {
    let mut chunks = ChunkReader { file: read_file::open_regular(path)?, buffer: Vec::new(), is_eof: false };
    let Some(header) = chunks.read_header(&path.display().to_string())? else { return Ok(None) };
    hasher.update(&chunks.buffer[..header.byte_len()]);
    chunks.buffer.drain(..header.byte_len());
    let (work, queue) = sync_channel::<RawChunk>(1);
    let (done, results) = channel::<ParsedChunk>();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        for number in 0..threads::cores() {
            let (queue, header, done) = (&queue, &header, done.clone());
            let parse = move || {
                while let Some((number, bytes)) = next_raw_chunk(queue) {
                    if done.send((number, header.parse_chunk(&bytes))).is_err() {
                        return;
                    }
                }
            };
            if thread::Builder::new().name("parse".into()).spawn_scoped(scope, parse).is_err() {
                if number == 0 {
                    return Ok(None);
                }
                break;
            }
        }
        drop(done);
        assemble(&mut chunks, hasher, &header, (work, &results), on_progress)
    })
}

fn next_raw_chunk(queue: &Mutex<Receiver<RawChunk>>) -> Option<RawChunk> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Hands out the chunks of a file, and assembles the parsed ones.
fn assemble(
    source: &mut ChunkReader,
    hasher: &mut FileHasher,
    header: &Header,
    (work, results): (SyncSender<RawChunk>, &Receiver<ParsedChunk>),
    on_progress: OnProgress<'_>,
) -> io::Result<Option<ParsedCollection>> {
    let mut assembler = Assembler::new(header);
    let mut reorder = ReorderBuffer { next: 0, chunks: BTreeMap::new() };
    let mut bytes = header.byte_len() as u64;
    let mut target = FIRST_CHUNK_SIZE;
    for number in 0.. {
        let Some(chunk) = source.next_chunk(target)? else { break };
        hasher.update(&chunk);
        bytes += chunk.len() as u64;
        target = (target * 4).min(CHUNK_SIZE);
        if work.send((number, chunk)).is_err() || !reorder.push_all(results.try_iter(), &mut assembler) {
            return Ok(None);
        }
        on_progress(bytes, &|| assembler.partial());
    }
    drop(work);
    for result in results {
        if !reorder.push_all(std::iter::once(result), &mut assembler) {
            return Ok(None);
        }
        on_progress(bytes, &|| assembler.partial());
    }
    Ok(assembler.finish())
}

/// Parsed chunks that arrived out of order.
struct ReorderBuffer {
    next: usize,
    chunks: BTreeMap<usize, Chunk>,
}

impl ReorderBuffer {
    /// Adds chunks as they arrive; returns whether all could be parsed.
    fn push_all(&mut self, results: impl Iterator<Item = ParsedChunk>, assembler: &mut Assembler) -> bool {
        for (number, chunk) in results {
            let Some(chunk) = chunk else { return false };
            self.chunks.insert(number, chunk);
            while let Some(chunk) = self.chunks.remove(&self.next) {
                self.next += 1;
                if assembler.push(chunk).is_none() {
                    return false;
                }
            }
        }
        true
    }
}

/// A file, and the bytes read but not yet consumed.
struct ChunkReader {
    file: File,
    buffer: Vec<u8>,
    is_eof: bool,
}

impl ChunkReader {
    /// Reads until `target` bytes are buffered, or the file ends.
    fn fill(&mut self, target: usize) -> io::Result<()> {
        if let Some(missing) = target.checked_sub(self.buffer.len()).filter(|_| !self.is_eof) {
            self.buffer.reserve_exact(missing);
            let read = (&self.file).take(missing as u64).read_to_end(&mut self.buffer)?;
            self.is_eof = read < missing;
        }
        Ok(())
    }

    /// Reads the header, everything before the entries; it stays in the buffer.
    fn read_header(&mut self, name: &str) -> io::Result<Option<Header>> {
        let mut target = FIRST_CHUNK_SIZE / 4;
        loop {
            self.fill(target)?;
            let head = Header::parse(name, &self.buffer);
            if head.is_some() || self.is_eof || target >= MAX_HEADER_LEN {
                return Ok(head);
            }
            target *= 2;
        }
    }

    /// Returns about `target` bytes, up to the start of an entry; `None` at the end of the file.
    fn next_chunk(&mut self, mut target: usize) -> io::Result<Option<Vec<u8>>> {
        loop {
            self.fill(target)?;
            if self.is_eof {
                let last = std::mem::take(&mut self.buffer);
                return Ok((!last.is_empty()).then_some(last));
            }
            if let Some(cut) = last_entry_start(&self.buffer).filter(|&cut| cut > 0) {
                let rest = self.buffer.split_off(cut);
                return Ok(Some(std::mem::replace(&mut self.buffer, rest)));
            }
            target = target.max(self.buffer.len()) * 2;
        }
    }
}
