//! `cache`: lists or removes snapshots.

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::system::ListedSnapshot;
use crate::cli::text::count;
use kzq_text::Safe;
use kzq_text::safe;

/// List or clear the cache for large collections.
#[derive(Clone, Debug, Args)]
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
        Ok(Outcome::from_found(!snapshots.is_empty()))
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
        Self { files: &snapshot.files, bytes: snapshot.bytes, last_used: format_utc(snapshot.last_used) }
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

/// Formats a time as ISO 8601, in UTC.
fn format_utc(seconds: u64) -> String {
    // Years start in March here, so that the leap day is the last day of the year; an era is 400 years (Howard Hinnant,
    // "chrono-Compatible Low-Level Date Algorithms").
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year + u64::from(month >= 10), (month + 2) % 12 + 1);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
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

    #[test]
    fn formats_utc_times() {
        for (seconds, told) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (1_795_333_620, "2026-11-22T07:47:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(format_utc(seconds), told);
        }
    }
}
