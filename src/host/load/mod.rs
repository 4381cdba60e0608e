//! Loads collections from files or from a snapshot, with progress reports.

mod chunked;
pub(crate) mod collections;
pub(crate) mod given_texts;
pub(crate) mod source_texts;

use std::fs;
use std::path::{Path, PathBuf};

use self::chunked::read_in_chunks;
use self::collections::{LoadedCollections, SnapshotKey};
use super::cache;
use super::cache::{FileHasher, FileKey};
use super::error::Error;
use super::workers::threads::ThreadPool;
use kzq_corpus::{Corpus, ParsedCollection};
use kzq_search::Index;

/// Files of this size in bytes or larger are read in chunks; smaller ones load before progress could be seen.
const LARGE_FILE: u64 = 1 << 20;

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
    let paths = &data.paths;
    let files = collections::expand_files(paths);
    if let Some(loaded) = files.as_deref().filter(|_| data.use_cache && is_large(data)).and_then(load_snapshot) {
        return Ok(loaded);
    }
    let read = match single_large_file(paths) {
        Some((path, of)) => read_chunked(path, of, on_progress)?,
        None => None,
    };
    let mut loaded = match read {
        Some((reading, key)) => collections::merge(vec![reading], vec![key], data.colour)?,
        None => collections::load_all(paths, data.colour)?,
    };
    loaded.snapshot_key.files = files.filter(|_| data.use_cache && loaded.diagnostics.is_empty());
    Ok(loaded)
}

/// Loads files from their snapshot, if there is a valid one.
fn load_snapshot(files: &[PathBuf]) -> Option<LoadedCollections> {
    let (corpus, index) = cache::user_cache()?.load(files, &ThreadPool::new())?;
    let size = |file: &PathBuf| fs::metadata(file).map_or(0, |file| file.len());
    let bytes = files.iter().map(size).sum();
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

/// Whether loading takes long enough to be noticed.
pub(super) fn is_large(data: &LoadOptions) -> bool {
    let paths = &data.paths;
    let size = |path: &PathBuf| fs::metadata(path).ok().filter(fs::Metadata::is_file).map_or(0, |file| file.len());
    let inside = |path: &PathBuf| collections::ron_files(path).unwrap_or_default().iter().map(size).sum::<u64>();
    paths.iter().map(|path| if path.is_dir() { inside(path) } else { size(path) }).sum::<u64>() >= LARGE_FILE
}

/// Returns the requested file and its size in bytes, if it is a single large one.
fn single_large_file(paths: &[PathBuf]) -> Option<(&Path, u64)> {
    let [path] = paths else { return None };
    let file = fs::metadata(path).ok().filter(|file| file.is_file() && file.len() >= LARGE_FILE)?;
    Some((path, file.len()))
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
    let reading =
        read_in_chunks(path, &mut hasher, &mut report).map_err(|error| collections::file_error(path, error))?;
    Ok(reading.map(|reading| (reading, hasher.finish())))
}
