//! `cache`: lists or removes snapshots.

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::system::ListedSnapshot;
use crate::cli::text::count;
use kzq_text::calendar::format_unix_time;
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq cache
  kzq cache clear";

/// List or clear the cache for large collections.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Cache {
    /// What to do. Default: list the cache.
    #[command(subcommand)]
    what: Option<CacheCommand>,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
}

/// What can be done with the cache.
#[derive(Clone, Copy, Debug, Subcommand)]
enum CacheCommand {
    /// Clear the cache; the next start reads the collections again.
    Clear,
}

impl PlainCommand for Cache {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        match self.what {
            Some(CacheCommand::Clear) => {
                let (number, bytes) = console.system.clear_snapshots()?;
                let snapshots = count(number, "snapshot", "snapshots");
                console.messages.line(&safe!("removed ", snapshots, ", ", Safe::line(format_size(bytes))))?;
                Ok(Outcome::Found)
            }
            None => self.list(console),
        }
    }
}

impl Cache {
    fn list(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let (snapshots, problem) = console.system.snapshots()?;
        if self.json {
            console.out.json(&snapshots.iter().map(SnapshotRecord::of).collect::<Vec<_>>())?;
        } else {
            for snapshot in &snapshots {
                let files = if snapshot.files.is_empty() {
                    "(from another version of kzq; removed when its collection is opened)".into()
                } else {
                    Safe::join(snapshot.files.iter().map(Safe::to_borrowed), ", ")
                };
                let (size, age) = (format_size(snapshot.bytes), format_age(snapshot.age));
                console.out.line(&safe!(Safe::line(format!("{size:>9}  {age:14}  ")), files))?;
            }
            if snapshots.is_empty() {
                console.messages.line(&"the cache is empty".into())?;
            }
        }
        if let Some(problem) = problem {
            console.messages.line(&safe!("the cache can't be written: ", problem))?;
        }
        Ok(Outcome::Found)
    }
}

#[derive(Serialize)]
struct SnapshotRecord<'k> {
    files: &'k [Safe<'static>],
    bytes: u64,
    last_used: String,
}

impl<'k> SnapshotRecord<'k> {
    fn of(snapshot: &'k ListedSnapshot) -> Self {
        let last_used = format_unix_time(i64::try_from(snapshot.last_used).unwrap_or(i64::MAX));
        Self { files: &snapshot.files, bytes: snapshot.bytes, last_used }
    }
}

fn format_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format_tenths(bytes, 1_000, "kB"),
        1_000_000..1_000_000_000 => format_tenths(bytes, 1_000_000, "MB"),
        _ => format_tenths(bytes, 1_000_000_000, "GB"),
    }
}

fn format_tenths(bytes: u64, of: u64, unit: &str) -> String {
    format!("{}.{} {unit}", bytes / of, bytes % of * 10 / of)
}

fn format_age(seconds: u64) -> String {
    let (number, one, many) = match seconds {
        0..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute", "minutes"),
        3_600..86_400 => (seconds / 3_600, "hour", "hours"),
        _ => (seconds / 86_400, "day", "days"),
    };
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    format!("{} ago", count(number, one, many))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_ages_use_a_fitting_unit() {
        let sizes = [0, 999, 1_000, 1_950, 461_870_964, 2_147_483_648].map(format_size);
        assert_eq!(sizes, ["0 B", "999 B", "1.0 kB", "1.9 kB", "461.8 MB", "2.1 GB"]);
        let ages = [0, 59, 60, 7_199, 86_400, 40 * 86_400].map(format_age);
        assert_eq!(ages, ["just now", "just now", "1 minute ago", "1 hour ago", "1 day ago", "40 days ago"]);
    }
}
