//! Loads collections from files or from a snapshot, with progress reports.

mod chunked;
pub(crate) mod collections;
pub(crate) mod given_texts;
pub(crate) mod source_texts;

use std::fs;
use std::path::{Path, PathBuf};

use self::chunked::read_in_chunks;
use self::collections::{LoadedCollections, SnapshotKey, ron_files};
use super::cache;
use super::cache::{FileHasher, FileKey};
use super::error::Error;
use super::workers::threads::ThreadPool;
use kzq_corpus::{Corpus, ParsedCollection};
use kzq_ron::Diagnostic;
use kzq_search::Index;
use kzq_text::Safe;
use kzq_text::safe;

/// Files of this size in bytes or larger are read in chunks; smaller ones load before progress could be seen.
pub(super) const LARGE_FILE: u64 = 1 << 20;

/// What to load, and how.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// The requested files and directories; empty for the embedded collection.
    pub paths: Vec<PathBuf>,
    /// Whether diagnostics may be rendered in colour.
    pub colour: bool,
    /// Whether the snapshot cache is read and written.
    pub use_cache: bool,
}

/// Progress of loading.
pub(super) struct LoadProgress<'s> {
    /// Bytes read.
    pub(super) bytes_read: u64,
    /// Bytes in total.
    pub(super) total_bytes: u64,
    /// Builds the corpus loaded so far.
    pub(super) build_corpus: &'s dyn Fn() -> Corpus,
}

/// Loads the requested collections. `on_progress` is called repeatedly.
pub(super) fn load(
    data: &LoadOptions,
    on_progress: &mut dyn FnMut(LoadProgress<'_>),
) -> Result<LoadedCollections, Error> {
    let files = collections::expand_files(&data.paths);
    let large = files.as_deref().map(|files| (files, total_len(files))).filter(|&(_, bytes)| bytes >= LARGE_FILE);
    if data.use_cache
        && let Some(loaded) = large.and_then(|(files, bytes)| load_snapshot(files, bytes))
    {
        return Ok(loaded);
    }
    let read = match large {
        Some(([file], bytes)) => read_chunked(file, bytes, on_progress)?,
        _ => None,
    };
    let mut loaded = match read {
        Some((reading, key)) => collections::merge(vec![reading], vec![key], data.colour)?,
        None => collections::load_all(files.as_deref().unwrap_or(&data.paths), data.colour)?,
    };
    loaded.snapshot_key.files = files.filter(|_| data.use_cache && loaded.diagnostics.is_empty());
    Ok(loaded)
}

/// Loads files of this total size in bytes from their snapshot, if there is a valid one.
fn load_snapshot(files: &[PathBuf], bytes: u64) -> Option<LoadedCollections> {
    let (corpus, index) = cache::user_cache()?.load(files, &ThreadPool::new())?;
    Some(LoadedCollections {
        corpus,
        index: Some(index),
        diagnostics: Vec::new(),
        bytes,
        snapshot_key: SnapshotKey::default(),
    })
}

/// Stores a snapshot of the loaded collections and their index, unless they came from one.
pub(super) fn store_snapshot(origin: &SnapshotKey, corpus: &Corpus, index: &Index) {
    if let (Some(files), Some(snapshots)) = (&origin.files, cache::user_cache()) {
        // Without a snapshot the files are simply parsed next time; `kzq cache` reports why none can be stored.
        let _ = snapshots.store(files, &origin.file_keys, corpus, index);
    }
}

/// Returns a warning about collections with diagnostics, quoting the first.
pub(super) fn warning(diagnostics: &[Diagnostic]) -> Option<Safe<'static>> {
    let first = diagnostics.first()?;
    Some(safe!(
        first.file,
        ":",
        first.location.line,
        ": ",
        first.message,
        if diagnostics.len() > 1 { "; and more" } else { "" },
        " (`kzq check` shows all)"
    ))
}

/// Whether loading takes long enough to be noticed.
pub(super) fn is_large(data: &LoadOptions) -> bool {
    let files = |path: &PathBuf| if path.is_dir() { ron_files(path).unwrap_or_default() } else { vec![path.clone()] };
    data.paths.iter().map(|path| total_len(&files(path))).sum::<u64>() >= LARGE_FILE
}

/// Returns the total size in bytes; what is no regular file counts as empty.
fn total_len(files: &[PathBuf]) -> u64 {
    let len = |path: &PathBuf| fs::metadata(path).ok().filter(fs::Metadata::is_file).map_or(0, |file| file.len());
    files.iter().map(len).sum()
}

fn read_chunked(
    path: &Path,
    total_bytes: u64,
    on_progress: &mut dyn FnMut(LoadProgress<'_>),
) -> Result<Option<(ParsedCollection, FileKey)>, Error> {
    let mut report = |bytes, corpus: &dyn Fn() -> Corpus| {
        on_progress(LoadProgress { bytes_read: bytes, total_bytes, build_corpus: corpus });
    };
    let mut hasher = FileHasher::default();
    let reading = read_in_chunks(path, &mut hasher, &mut report).map_err(|error| Error::file(path, error))?;
    Ok(reading.map(|reading| (reading, hasher.finish())))
}
