//! [`GrowingSnapshot`]: written while the index is built, so that what is written need not stay in memory.

use std::fs::File;
use std::io;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::file::SnapshotWriter;
use super::{FileKey, SnapshotCache, named_files};
use crate::host::platform::files::MappedFile;
use crate::host::state::atomic;
use kzq_corpus::Corpus;
use kzq_search::Index;
use kzq_search::snapshot::{Snapshot, block_section, read_block_from, write_block};

/// A snapshot that gets its blocks one after another.
pub struct GrowingSnapshot<'c> {
    cache: &'c SnapshotCache,
    files: Vec<PathBuf>,
    temporary: NamedTempFile,
    writer: SnapshotWriter,
    /// The blocks that are mapped into memory.
    mapped: Vec<MappedFile>,
}

impl SnapshotCache {
    /// Begins a snapshot of files that were parsed without diagnostics and had the content of `keys`; `None` if they are too
    /// small for one.
    ///
    /// # Errors
    ///
    /// If it can't be written.
    pub fn begin(
        &self,
        files: &[PathBuf],
        keys: &[FileKey],
        corpus: &Corpus,
    ) -> io::Result<Option<GrowingSnapshot<'_>>> {
        let Some((files, named)) = named_files(files, keys) else { return Ok(None) };
        self.remove_stale_temp_files();
        let temporary = self.new_temp_file()?;
        let writer =
            SnapshotWriter::new(temporary.as_file().try_clone()?, named, block_section(corpus.blocks().len()))?;
        Ok(Some(GrowingSnapshot { cache: self, files, temporary, writer, mapped: Vec::new() }))
    }
}

impl GrowingSnapshot<'_> {
    /// Writes a block that has been indexed. Its texts, tokens and postings are then read from the file, where files can be
    /// mapped into memory.
    ///
    /// # Errors
    ///
    /// If it can't be written.
    pub fn add(&mut self, corpus: &mut Corpus, index: &mut Index, block: usize) -> io::Result<()> {
        let write = |out: &mut dyn Write| write_block(corpus, index, block, out);
        let section = self.writer.write_section(block_section(block), write)?;
        let reader = File::open(self.temporary.path())?;
        if let Ok(mapped) = (self.cache.map)(&reader, section) {
            read_block_from(corpus, index, block, mapped.bytes());
            release(&mapped);
            self.mapped.push(mapped);
        }
        Ok(())
    }

    /// Writes the rest, and the names that shells complete, and puts the snapshot in place of an older one.
    ///
    /// # Errors
    ///
    /// If it can't be written, or blocks are missing.
    pub fn finish(self, corpus: &Corpus, index: &Index) -> io::Result<()> {
        let Self { cache, files, temporary, mut writer, mapped } = self;
        let snapshot = Snapshot::new(corpus, index).ok_or(io::ErrorKind::InvalidInput)?;
        for number in 0..block_section(0) {
            writer.write_section(number, |out| snapshot.write(number, out))?;
        }
        writer.finish()?;
        cache.persist(temporary, &cache.snapshot_path(&files))?;
        let stored = cache.store_names(&files, corpus);
        mapped.iter().for_each(release);
        stored
    }
}

/// Drops a block from memory: it was read as a whole to be compared or for the names, and little of it may ever be used.
fn release(mapped: &MappedFile) {
    mapped.release(0..mapped.bytes().len());
}

impl SnapshotCache {
    /// Moves a complete file into place atomically, then evicts old snapshots.
    pub(super) fn persist(&self, temporary: NamedTempFile, path: &Path) -> io::Result<()> {
        atomic::persist(temporary, path)?;
        self.evict(path)
    }
}
