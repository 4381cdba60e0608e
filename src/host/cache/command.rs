//! What `kzq cache` lists and clears.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use super::snapshots::{CacheEntry, SnapshotCache};
use crate::cli::ListedSnapshot;
use crate::host::Error;
use kzq_text::Safe;

/// Lists the cached snapshots; also returns why none can be stored, if so.
pub(crate) fn list() -> Result<(Vec<ListedSnapshot>, Option<Safe<'static>>), Error> {
    let Some(cache) = super::user_cache() else { return Ok((Vec::new(), Some("there is no home directory".into()))) };
    let snapshots = cache.entries().map_err(|error| cache_error(&cache, error))?;
    let problem = cache.check_writable().err().map(|error| Safe::line(cache_error(&cache, error).to_string()));
    Ok((snapshots.iter().map(to_listed).collect(), problem))
}

/// Removes the cached snapshots; returns how many there were, and their bytes.
pub(crate) fn clear() -> Result<(usize, u64), Error> {
    super::user_cache().map_or(Ok((0, 0)), |cache| cache.clear().map_err(|error| cache_error(&cache, error)))
}

fn cache_error(cache: &SnapshotCache, error: io::Error) -> Error {
    Error::File { path: cache.directory().display().to_string(), error }
}

fn to_listed(entry: &CacheEntry) -> ListedSnapshot {
    let seconds = |from: SystemTime, until: SystemTime| until.duration_since(from).unwrap_or_default().as_secs();
    ListedSnapshot {
        files: entry.files.iter().map(|file| Safe::line(file.display().to_string()).into_owned()).collect(),
        bytes: entry.bytes,
        last_used: seconds(UNIX_EPOCH, entry.last_used),
        age: seconds(entry.last_used, SystemTime::now()),
    }
}
