//! Content keys of files: length and hash.

use std::fs::File;
use std::io;

use serde::{Deserialize, Serialize};
use twox_hash::{XxHash3_64, XxHash3_128, xxhash3_128};

use crate::host::read_file::read_exact_at;

/// Bytes hashed at a time; fits into the CPU cache.
pub(super) const BUFFER_LEN: usize = 1 << 18;
/// Files are hashed in chunks of this many bytes, so that several can be hashed in parallel.
pub(super) const CHUNK_LEN: u64 = 1 << 24;

/// Identifies the content of a file.
///
/// 128 bits make accidental collisions negligible. Deliberately making two files collide only lets their author show
/// the user an outdated version of their own file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileKey {
    /// File length in bytes.
    pub length: u64,
    hash: u128,
}

/// Computes the key of a file from its bytes, fed in parts of any length.
#[derive(Default)]
pub struct FileHasher {
    chunk: ChunkHasher,
    /// The hashes of the completed chunks.
    chunk_hashes: Vec<u128>,
    length: u64,
}

#[derive(Default)]
struct ChunkHasher {
    hasher: xxhash3_128::Hasher,
    length: u64,
}

impl FileHasher {
    /// Feeds the next bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        while !bytes.is_empty() {
            let room = usize::try_from(CHUNK_LEN - self.chunk.length).unwrap_or(usize::MAX);
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.chunk.hasher.write(now);
            self.chunk.length += now.len() as u64;
            if self.chunk.length == CHUNK_LEN {
                self.chunk_hashes.push(std::mem::take(&mut self.chunk).hasher.finish_128());
            }
            bytes = later;
        }
    }

    /// Returns the key of everything fed.
    pub fn finish(mut self) -> FileKey {
        if self.chunk.length > 0 {
            self.chunk_hashes.push(self.chunk.hasher.finish_128());
        }
        FileKey::from_chunk_hashes(self.length, &self.chunk_hashes)
    }
}

impl FileKey {
    /// Computes the key from the hashes of a file's chunks.
    pub(super) fn from_chunk_hashes(length: u64, pieces: &[u128]) -> Self {
        let bytes: Vec<u8> = pieces.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        Self { length, hash: XxHash3_128::oneshot(&bytes) }
    }

    /// The number of chunks of the file.
    pub(super) fn chunk_count(&self) -> u64 {
        self.length.div_ceil(CHUNK_LEN)
    }
}

/// Hashes chunk `number` of a file of `length` bytes.
pub(super) fn hash_chunk(file: &File, length: u64, number: u64) -> io::Result<u128> {
    let (mut at, end) = (number * CHUNK_LEN, length.min((number + 1) * CHUNK_LEN));
    let mut hasher = xxhash3_128::Hasher::new();
    let mut buffer = vec![0; BUFFER_LEN];
    while at < end {
        let part = &mut buffer[..BUFFER_LEN.min(usize::try_from(end - at).unwrap_or(BUFFER_LEN))];
        read_exact_at(file, part, at)?;
        hasher.write(part);
        at += part.len() as u64;
    }
    Ok(hasher.finish_128())
}

/// Checksum against accidental damage.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn key_does_not_depend_on_how_bytes_are_fed() {
        let piece = usize::try_from(CHUNK_LEN).unwrap();
        for length in [0, 1, 1000, piece - 1, piece, piece + 1, 2 * piece + 7] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            let key = |part: usize| {
                let mut hasher = FileHasher::default();
                bytes.chunks(part).for_each(|part| hasher.update(part));
                hasher.finish()
            };
            let whole = key(length.max(1));
            assert_eq!((whole, whole.length), (key(100_003), length as u64));
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            let pieces = (0..whole.chunk_count()).map(|number| hash_chunk(&file, whole.length, number).unwrap());
            assert_eq!(FileKey::from_chunk_hashes(whole.length, &pieces.collect::<Vec<_>>()), whole);
        }
    }

    #[test]
    fn different_bytes_have_different_keys() {
        let key = |bytes: &[u8]| {
            let mut hasher = FileHasher::default();
            hasher.update(bytes);
            hasher.finish()
        };
        assert_ne!(key(b"a"), key(b"b"));
        assert_ne!(key(b"a"), key(b"a\0"));
        assert_ne!(key(b""), key(b"\0"));
    }
}
