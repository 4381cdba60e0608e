//! Parses a large collection in chunks, on all cores, while the entries so far can be browsed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::host::cache::Hasher;
use crate::host::workers::threads;
use kzq_corpus::{Corpus, Gathering, Head, Piece, Reading, last_beginning};

/// Size of the first chunk in bytes; small, so that entries appear at once.
const FIRST: usize = 1 << 20;
/// Size of later chunks in bytes: roughly as many entries as one block of the corpus holds.
const PIECE: usize = 24 << 20;
/// Maximum length of a collection's header in bytes.
const HEAD: usize = 64 << 20;

/// Progress callback: the bytes read, and a function that builds the corpus so far.
type See<'s> = &'s mut dyn FnMut(u64, &dyn Fn() -> Corpus);

/// A chunk of a file, with its number.
type Unread = (usize, Vec<u8>);
/// A parsed chunk with its number; `None` if it could not be parsed.
type Said = (usize, Option<Piece>);

/// Reads a collection of the usual form; returns `None` if it has another form or any error.
///
/// `on_progress` is called repeatedly; `hasher` is fed the whole file, if it is read to the end.
///
/// # Errors
///
/// If the file can't be read.
pub(crate) fn read_in_pieces(path: &Path, hasher: &mut Hasher, see: See<'_>) -> io::Result<Option<Reading>> {
    let mut source = Source { file: File::open(path)?, rest: Vec::new(), is_at_end: false };
    let Some(head) = source.head(&path.display().to_string())? else { return Ok(None) };
    hasher.feed(&source.rest[..head.length()]);
    source.rest.drain(..head.length());
    let (work, queue) = sync_channel::<Unread>(1);
    let (done, results) = channel::<Said>();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        for _ in 0..threads::cores() {
            let (queue, head, done) = (&queue, &head, done.clone());
            scope.spawn(move || {
                while let Some((number, bytes)) = next(queue) {
                    if done.send((number, head.piece(&bytes))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        gather(&mut source, hasher, &head, (work, &results), see)
    })
}

fn next(queue: &Mutex<Receiver<Unread>>) -> Option<Unread> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Hands out the chunks of a file, and assembles the parsed ones.
fn gather(
    source: &mut Source,
    hasher: &mut Hasher,
    head: &Head,
    (work, results): (SyncSender<Unread>, &Receiver<Said>),
    see: See<'_>,
) -> io::Result<Option<Reading>> {
    let mut gathering = Gathering::new(head);
    let mut waiting = Waiting { next: 0, pieces: BTreeMap::new() };
    let mut bytes = head.length() as u64;
    let mut wanted = FIRST;
    for number in 0.. {
        let Some(piece) = source.piece(wanted)? else { break };
        hasher.feed(&piece);
        bytes += piece.len() as u64;
        wanted = (wanted * 4).min(PIECE);
        if work.send((number, piece)).is_err() || !waiting.take_in(results.try_iter(), &mut gathering) {
            return Ok(None);
        }
        see(bytes, &|| gathering.so_far());
    }
    drop(work);
    for result in results {
        if !waiting.take_in(std::iter::once(result), &mut gathering) {
            return Ok(None);
        }
        see(bytes, &|| gathering.so_far());
    }
    Ok(gathering.finish())
}

/// Parsed chunks that arrived out of order.
struct Waiting {
    next: usize,
    pieces: BTreeMap<usize, Piece>,
}

impl Waiting {
    /// Adds chunks as they arrive; returns whether all could be parsed.
    fn take_in(&mut self, results: impl Iterator<Item = Said>, gathering: &mut Gathering) -> bool {
        for (number, piece) in results {
            let Some(piece) = piece else { return false };
            self.pieces.insert(number, piece);
            while let Some(piece) = self.pieces.remove(&self.next) {
                self.next += 1;
                if gathering.add(piece).is_none() {
                    return false;
                }
            }
        }
        true
    }
}

/// A file, and the bytes read but not yet consumed.
struct Source {
    file: File,
    rest: Vec<u8>,
    is_at_end: bool,
}

impl Source {
    /// Reads until `target` bytes are buffered, or the file ends.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        if let Some(missing) = wanted.checked_sub(self.rest.len()).filter(|_| !self.is_at_end) {
            self.rest.reserve_exact(missing);
            let read = (&self.file).take(missing as u64).read_to_end(&mut self.rest)?;
            self.is_at_end = read < missing;
        }
        Ok(())
    }

    /// Reads the header, everything before the entries; it stays in the buffer.
    fn head(&mut self, name: &str) -> io::Result<Option<Head>> {
        let mut wanted = FIRST / 4;
        loop {
            self.fill(wanted)?;
            let head = Head::read(name, &self.rest);
            if head.is_some() || self.is_at_end || wanted >= HEAD {
                return Ok(head);
            }
            wanted *= 2;
        }
    }

    /// Returns about `target` bytes, up to the start of an entry; `None` at the end of the file.
    fn piece(&mut self, mut wanted: usize) -> io::Result<Option<Vec<u8>>> {
        loop {
            self.fill(wanted)?;
            if self.is_at_end {
                let last = std::mem::take(&mut self.rest);
                return Ok((!last.is_empty()).then_some(last));
            }
            if let Some(cut) = last_beginning(&self.rest).filter(|&cut| cut > 0) {
                let rest = self.rest.split_off(cut);
                return Ok(Some(std::mem::replace(&mut self.rest, rest)));
            }
            wanted = wanted.max(self.rest.len()) * 2;
        }
    }
}
