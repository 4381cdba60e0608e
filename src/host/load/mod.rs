//! Loads collections from files or from a snapshot, with progress reports.

mod chunked;
pub(crate) mod collections;
pub(crate) mod files;
pub(crate) mod given_texts;
mod options;
pub(crate) mod source_texts;

pub use options::LoadOptions;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::chunked::read_in_chunks;
use self::collections::{LoadedCollections, ParsedFile, SnapshotKey};
use self::files::{Found, Input};
use super::cache;
use super::cache::FileHasher;
use super::error::Error;
use super::workers::threads::ThreadPool;
use kzq_corpus::{Corpus, NotLoaded};
use kzq_ron::Diagnostic;
use kzq_search::{Engine, Index, IndexBuilder};
use kzq_text::Safe;
use kzq_text::safe;

/// Files of this size in bytes or larger are read in chunks; smaller ones load before progress could be seen.
pub(super) const LARGE_FILE: u64 = 1 << 20;

/// Progress of loading.
pub(super) struct LoadProgress<'s> {
    /// The file that is being read.
    pub(super) file: &'s Path,
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
    let found = if data.made.is_some() && data.paths.is_empty() { Found::default() } else { files::find(&data.paths) };
    // What a directory has besides files is not part of a snapshot, and neither is a collection that kzq made.
    let files = found.files().filter(|_| found.unreadable.is_empty() && data.made.is_none());
    let is_too_large = |path: &PathBuf| data.max_size.is_below(file_len(path));
    let large = files.as_deref().filter(|files| !files.iter().any(is_too_large));
    let large = large.map(|files| (files, total_len(files))).filter(|&(_, bytes)| bytes >= LARGE_FILE);
    if data.use_cache
        && let Some(loaded) = large.and_then(|(files, bytes)| load_snapshot(files, bytes, ThreadPool::new()))
    {
        return Ok(loaded);
    }
    let read = match large {
        Some(([file], bytes)) => read_chunked(file, bytes, on_progress)?,
        _ => None,
    };
    let mut loaded = match read {
        Some(file) => collections::merge(vec![file], Vec::new(), data)?,
        None => collections::load_all(found, data)?,
    };
    // A snapshot says nothing about mistakes, so there is none of files that have any.
    let is_clean = loaded.diagnostics.is_empty() && loaded.not_loaded.is_empty();
    loaded.snapshot_key.files = files.filter(|_| data.use_cache && is_clean);
    Ok(loaded)
}

/// Loads files of this total size in bytes from their snapshot, if there is a valid one.
fn load_snapshot(files: &[PathBuf], bytes: u64, threads: ThreadPool) -> Option<LoadedCollections> {
    let (corpus, index) = cache::user_cache()?.load(files, &threads)?;
    Some(LoadedCollections {
        corpus,
        files: files.iter().cloned().map(Some).collect(),
        not_loaded: Vec::new(),
        links_left_out: 0,
        index: Some(index),
        diagnostics: Vec::new(),
        bytes,
        // Without keys, it is not stored again.
        snapshot_key: SnapshotKey { files: Some(files.to_vec()), file_keys: Vec::new() },
    })
}

/// The engine that searches loaded collections. If they have no index, it is built on the first search.
pub(super) fn engine(corpus: Arc<Corpus>, index: Option<Index>) -> Engine {
    let threads = Arc::new(ThreadPool::new());
    match index {
        Some(index) => Engine::with_index(corpus, index, threads),
        None => Engine::with_executor(corpus, threads),
    }
}

/// Stores a snapshot of the loaded collections and their index, unless they came from one, and the names that shells
/// complete.
pub(super) fn store_snapshot(origin: &SnapshotKey, corpus: &Corpus, index: &Index) {
    if let (Some(files), Some(snapshots)) = (&origin.files, cache::user_cache()) {
        // Without a snapshot the files are simply parsed next time; `kzq cache` reports why none can be stored.
        let _ = snapshots.store(files, &origin.file_keys, corpus, index);
    }
    store_names(origin, corpus);
}

/// Stores the names that shells complete, of collections that have a snapshot.
pub(super) fn store_names(origin: &SnapshotKey, corpus: &Corpus) {
    if let (Some(files), Some(snapshots)) = (&origin.files, cache::user_cache()) {
        // Without them, shells complete fewer names.
        let _ = snapshots.store_names(files, corpus);
    }
}

/// Indexes collections and stores a snapshot of them meanwhile, if one is to be stored: texts, tokens and postings are then
/// read from it when they are needed, and do not fill the memory.
///
/// `on_progress` is called with what there is so far, and whether that is all.
pub(super) fn index_and_store(
    corpus: &mut Arc<Corpus>,
    origin: &SnapshotKey,
    on_progress: &mut dyn FnMut(&Arc<Corpus>, &Index, bool),
) {
    let (threads, cache) = (ThreadPool::low_priority(), cache::user_cache());
    let files = origin.files.as_deref().filter(|_| !origin.file_keys.is_empty());
    // Without a snapshot the files are simply parsed next time; `kzq cache` reports why none can be stored.
    let mut snapshot = cache.as_ref().zip(files).and_then(|(cache, files)| {
        let begun = cache.begin(files, &origin.file_keys, corpus);
        begun.ok().flatten()
    });
    let mut builder = IndexBuilder::default();
    loop {
        let blocks = builder.add_batch(corpus, &threads);
        if blocks.is_empty() {
            break;
        }
        for block in blocks {
            let corpus = Arc::make_mut(corpus);
            if snapshot.as_mut().is_some_and(|snapshot| snapshot.add(corpus, builder.index(), block).is_err()) {
                snapshot = None;
            }
        }
        on_progress(corpus, builder.index(), false);
    }
    let index = builder.finish(corpus);
    on_progress(corpus, &index, true);
    if let Some(snapshot) = snapshot {
        let _ = snapshot.finish(corpus, &index);
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

/// Returns what to say about files that were not loaded: how many, and the first mistake.
pub(super) fn not_loaded_line(loaded: &LoadedCollections) -> Option<Safe<'static>> {
    let line = NotLoaded::summary(&loaded.not_loaded)?;
    let links = match loaded.links_left_out {
        0 => Safe::default(),
        1 => "; 1 link to a missing entry is left out".into(),
        count => safe!("; ", count, " links to missing entries are left out"),
    };
    Some(safe!(line, links, " (`kzq check` shows all)"))
}

/// Whether loading takes long enough to be noticed.
pub(super) fn is_large(data: &LoadOptions) -> bool {
    total_bytes(data) >= LARGE_FILE
}

/// Returns the size in bytes of the files to load.
pub(super) fn total_bytes(data: &LoadOptions) -> u64 {
    let found = files::find(&data.paths);
    let len = |input: &Input| match input {
        Input::File(path) => file_len(path),
        Input::Embedded | Input::Stdin => 0,
    };
    found.inputs.iter().map(len).sum::<u64>()
}

/// Returns the files that are over the limit, each with its size in bytes.
pub(super) fn too_large_files(data: &LoadOptions) -> Vec<(PathBuf, u64)> {
    let files = files::find(&data.paths).files().unwrap_or_default();
    let sized = files.into_iter().map(|path| (file_len(&path), path)).map(|(bytes, path)| (path, bytes));
    sized.filter(|&(_, bytes)| data.max_size.is_below(bytes)).collect()
}

/// Returns the total size in bytes.
fn total_len(files: &[PathBuf]) -> u64 {
    files.iter().map(|path| file_len(path)).sum()
}

/// Returns the size in bytes; what is not a regular file counts as empty.
fn file_len(path: &Path) -> u64 {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map_or(0, |file| file.len())
}

fn read_chunked(
    path: &Path,
    total_bytes: u64,
    on_progress: &mut dyn FnMut(LoadProgress<'_>),
) -> Result<Option<ParsedFile>, Error> {
    let mut report = |bytes, corpus: &dyn Fn() -> Corpus| {
        on_progress(LoadProgress { file: path, bytes_read: bytes, total_bytes, build_corpus: corpus });
    };
    let mut hasher = FileHasher::default();
    let reading = read_in_chunks(path, &mut hasher, &mut report).map_err(|error| Error::file(path, error))?;
    Ok(reading.map(|parsed| ParsedFile { path: Some(path.to_owned()), key: hasher.finish(), parsed }))
}
