//! What `kzq cache` lists and clears.

use std::time::{SystemTime, UNIX_EPOCH};

use super::snapshots::CacheEntry;
use crate::cli::ListedSnapshot;
use crate::host::Error;
use kzq_text::Safe;

/// Lists the cached snapshots; also returns why none can be stored, if so.
pub(crate) fn list() -> Result<(Vec<ListedSnapshot>, Option<Safe<'static>>), Error> {
    let Some(cache) = super::user_cache() else { return Ok((Vec::new(), Some("there is no home directory".into()))) };
    let snapshots = cache.entries().map_err(|error| Error::file(cache.directory(), error))?;
    let problem =
        cache.check_writable().err().map(|error| Safe::line(Error::file(cache.directory(), error).to_string()));
    Ok((snapshots.iter().map(to_listed).collect(), problem))
}

/// Removes the cached snapshots; returns how many there were, and their bytes.
pub(crate) fn clear() -> Result<(usize, u64), Error> {
    super::user_cache().map_or(Ok((0, 0)), |cache| cache.clear().map_err(|error| Error::file(cache.directory(), error)))
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
