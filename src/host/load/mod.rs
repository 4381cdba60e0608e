//! Loads collections from files or from a snapshot, with progress reports.

mod chunked;
pub(crate) mod collections;
pub(crate) mod given_texts;
pub(crate) mod source_texts;

use std::fs;
use std::path::{Path, PathBuf};

use self::chunked::read_in_pieces;
use self::collections::{Loaded, Origin};
use super::cache;
use super::cache::{FileKey, Hasher};
use super::error::Failure;
use super::workers::threads::Threads;
use kzq_corpus::{Corpus, Reading};
use kzq_search::Index;

/// Files of this size in bytes or larger are read in chunks; smaller ones load before progress could be seen.
const LARGE: u64 = 1 << 20;

/// What to load, and how.
#[derive(Clone, Debug)]
pub struct Data {
    /// The requested files and directories; empty for the embedded collection.
    pub paths: Vec<PathBuf>,
    /// Whether diagnostics may be rendered in colour.
    pub colour: bool,
    /// Whether the snapshot cache is read and written.
    pub cache: bool,
}

/// Progress of loading.
pub(super) struct SoFar<'s> {
    /// Bytes read.
    pub(super) bytes: u64,
    /// Bytes in total.
    pub(super) of: u64,
    /// Builds the corpus loaded so far.
    pub(super) corpus: &'s dyn Fn() -> Corpus,
}

/// Loads the requested collections. `on_progress` is called repeatedly.
pub(super) fn load(data: &Data, see: &mut dyn FnMut(SoFar<'_>)) -> Result<Loaded, Failure> {
    let paths = &data.paths;
    let files = collections::file_names(paths);
    if let Some(loaded) = files.as_deref().filter(|_| data.cache && is_large(data)).and_then(from_snapshot) {
        return Ok(loaded);
    }
    let read = match large_file(paths) {
        Some((path, of)) => read_large(path, of, see)?,
        None => None,
    };
    let mut loaded = match read {
        Some((reading, key)) => collections::join(vec![reading], vec![key], data.colour)?,
        None => collections::load(paths, data.colour)?,
    };
    loaded.origin.files = files.filter(|_| data.cache && loaded.findings.is_empty());
    Ok(loaded)
}

/// Loads files from their snapshot, if there is a valid one.
fn from_snapshot(files: &[PathBuf]) -> Option<Loaded> {
    let (corpus, index) = cache::snapshots()?.load(files, &Threads::new())?;
    let size = |file: &PathBuf| fs::metadata(file).map_or(0, |file| file.len());
    let bytes = files.iter().map(size).sum();
    Some(Loaded { corpus, index: Some(index), findings: Vec::new(), bytes, origin: Origin::default() })
}

/// Stores a snapshot of the loaded collections and their index, unless they came from one.
pub(super) fn keep(origin: &Origin, corpus: &Corpus, index: &Index) {
    if let (Some(files), Some(snapshots)) = (&origin.files, cache::snapshots()) {
        // Without a snapshot the files are simply parsed next time; `kzq cache` reports why none can be stored.
        let _ = snapshots.store(files, &origin.keys, corpus, index);
    }
}

/// Whether loading takes long enough to be noticed.
pub(super) fn is_large(data: &Data) -> bool {
    let paths = &data.paths;
    let size = |path: &PathBuf| fs::metadata(path).ok().filter(fs::Metadata::is_file).map_or(0, |file| file.len());
    let inside = |path: &PathBuf| collections::ron_files(path).unwrap_or_default().iter().map(size).sum::<u64>();
    paths.iter().map(|path| if path.is_dir() { inside(path) } else { size(path) }).sum::<u64>() >= LARGE
}

/// Returns the requested file and its size in bytes, if it is a single large one.
fn large_file(paths: &[PathBuf]) -> Option<(&Path, u64)> {
    let [path] = paths else { return None };
    let file = fs::metadata(path).ok().filter(|file| file.is_file() && file.len() >= LARGE)?;
    Some((path, file.len()))
}

fn read_large(path: &Path, of: u64, see: &mut dyn FnMut(SoFar<'_>)) -> Result<Option<(Reading, FileKey)>, Failure> {
    let mut tell = |bytes, corpus: &dyn Fn() -> Corpus| see(SoFar { bytes, of, corpus });
    let mut hasher = Hasher::default();
    let reading = read_in_pieces(path, &mut hasher, &mut tell).map_err(|error| collections::failed(path, error))?;
    Ok(reading.map(|reading| (reading, hasher.finish())))
}
