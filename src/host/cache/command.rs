//! `kzq cache`: lists or clears the snapshot cache.

use std::time::{SystemTime, UNIX_EPOCH};

use super::snapshots::{Kept, Snapshots};
use crate::cli;
use crate::cli::args::CacheCommand;
use crate::cli::{KeptSnapshot, Out, Outcome};
use crate::host::Failure;
use kzq_text::Safe;
use kzq_text::safe;

pub(crate) fn command(
    what: Option<CacheCommand>,
    json: bool,
    out: &mut Out<'_>,
    messages: &mut Out<'_>,
) -> Result<Outcome, Failure> {
    let snapshots = super::snapshots();
    let failed = |error| {
        let path = snapshots.as_ref().map(|snapshots| snapshots.directory().display().to_string());
        Failure::File { path: path.unwrap_or_default(), error }
    };
    match what {
        Some(CacheCommand::Clear) => {
            let (count, bytes) = snapshots.as_ref().map_or(Ok((0, 0)), Snapshots::clear).map_err(failed)?;
            Ok(cli::print_cleared(messages, count, bytes)?)
        }
        None => {
            let kept = snapshots.as_ref().map_or(Ok(Vec::new()), Snapshots::kept).map_err(failed)?;
            let kept: Vec<KeptSnapshot> = kept.iter().map(told).collect();
            let outcome = cli::print_cache(out, messages, &kept, json)?;
            match snapshots.as_ref().map(Snapshots::try_out) {
                Some(Ok(())) => {}
                Some(Err(error)) => {
                    let error = Safe::line(failed(error).to_string());
                    messages.line(&safe!("snapshots can't be kept: ", error))?;
                }
                None => messages.line(&"snapshots can't be kept: there is no home".into())?,
            }
            Ok(outcome)
        }
    }
}

fn told(kept: &Kept) -> KeptSnapshot {
    let seconds = |from: SystemTime, until: SystemTime| until.duration_since(from).unwrap_or_default().as_secs();
    KeptSnapshot {
        files: kept.files.iter().map(|file| Safe::line(file.display().to_string()).into_owned()).collect(),
        bytes: kept.bytes,
        used: seconds(UNIX_EPOCH, kept.used),
        age: seconds(kept.used, SystemTime::now()),
    }
}
