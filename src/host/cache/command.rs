//! `kzq cache`: lists or clears the snapshot cache.

use std::time::{SystemTime, UNIX_EPOCH};

use super::snapshots::{CacheEntry, SnapshotCache};
use crate::cli;
use crate::cli::args::CacheCommand;
use crate::cli::{ListedSnapshot, Out, Outcome};
use crate::host::Error;
use kzq_text::Safe;
use kzq_text::safe;

pub(crate) fn run(
    what: Option<CacheCommand>,
    json: bool,
    out: &mut Out<'_>,
    messages: &mut Out<'_>,
) -> Result<Outcome, Error> {
    let snapshots = super::user_cache();
    let cache_error = |error| {
        let path = snapshots.as_ref().map(|snapshots| snapshots.directory().display().to_string());
        Error::File { path: path.unwrap_or_default(), error }
    };
    match what {
        Some(CacheCommand::Clear) => {
            let (count, bytes) = snapshots.as_ref().map_or(Ok((0, 0)), SnapshotCache::clear).map_err(cache_error)?;
            Ok(cli::print_cleared(messages, count, bytes)?)
        }
        None => {
            let kept = snapshots.as_ref().map_or(Ok(Vec::new()), SnapshotCache::entries).map_err(cache_error)?;
            let kept: Vec<ListedSnapshot> = kept.iter().map(to_listed).collect();
            let outcome = cli::print_cache(out, messages, &kept, json)?;
            match snapshots.as_ref().map(SnapshotCache::check_writable) {
                Some(Ok(())) => {}
                Some(Err(error)) => {
                    let error = Safe::line(cache_error(error).to_string());
                    messages.line(&safe!("snapshots can't be kept: ", error))?;
                }
                None => messages.line(&"snapshots can't be kept: there is no home".into())?,
            }
            Ok(outcome)
        }
    }
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
