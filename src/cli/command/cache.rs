//! `cache`: lists snapshots.

use std::io;

use serde::Serialize;

use super::Outcome;
use crate::cli::out::Out;
use kzq_text::Safe;
use kzq_text::safe;

/// A snapshot as listed by `kzq cache`.
#[derive(Clone, Debug)]
pub struct ListedSnapshot {
    /// The files it was built from; empty if this kzq version can't read it.
    pub files: Vec<Safe<'static>>,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last used, in seconds since 1970.
    pub last_used: u64,
    /// How many seconds ago that was.
    pub age: u64,
}

#[derive(Serialize)]
struct SnapshotRecord<'k> {
    files: &'k [Safe<'static>],
    bytes: u64,
    last_used: String,
}

impl<'k> SnapshotRecord<'k> {
    fn of(kept: &'k ListedSnapshot) -> Self {
        Self { files: &kept.files, bytes: kept.bytes, last_used: format_utc(kept.last_used) }
    }
}

/// Prints the cached snapshots.
///
/// # Errors
///
/// If writing fails.
pub fn print_cache(
    out: &mut Out<'_>,
    messages: &mut Out<'_>,
    kept: &[ListedSnapshot],
    json: bool,
) -> io::Result<Outcome> {
    if json {
        out.json(&kept.iter().map(SnapshotRecord::of).collect::<Vec<_>>())?;
    } else {
        for kept in kept {
            let files = if kept.files.is_empty() {
                "(not of this kzq; removed when its collection is opened)".into()
            } else {
                Safe::join(kept.files.iter().map(Safe::to_borrowed), ", ")
            };
            out.line(&safe!(
                Safe::line(format!("{:>9}  {:14}  ", format_size(kept.bytes), format_age(kept.age))),
                files
            ))?;
        }
        if kept.is_empty() {
            messages.line(&"no snapshots are kept".into())?;
        }
    }
    Ok(Outcome::from_found(!kept.is_empty()))
}

/// Prints what was removed.
///
/// # Errors
///
/// If writing fails.
pub fn print_cleared(messages: &mut Out<'_>, count: usize, bytes: u64) -> io::Result<Outcome> {
    let snapshots = if count == 1 { "1 snapshot".to_owned() } else { format!("{count} snapshots") };
    messages.line(&Safe::line(format!("removed {snapshots}, {}", format_size(bytes))))?;
    Ok(Outcome::Found)
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
    let (count, what) = match seconds {
        0..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {what}{} ago", if count == 1 { "" } else { "s" })
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
