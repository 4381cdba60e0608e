//! Where, when and with what the figures were measured.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::available_parallelism;

use crate::programs::{find, version};

/// The machine, the date and the versions, as a list in Markdown.
pub fn description(program: &Path, command: &str, entries: usize, bytes: u64) -> String {
    let mut list = String::new();
    // Writing to a string does not fail.
    _ = writeln!(list, "- {}, `{command}`", date());
    _ = writeln!(list, "- {entries} entries, {:.1} MB of RON", bytes as f64 / 1e6);
    let cores = available_parallelism().map_or(1, usize::from);
    _ = writeln!(list, "- {cores} cores, {}, {}; load at the start {}", processor(), total_memory(), load());
    let programs = ["fzf", "sk", "rg"].map(|name| match find(name) {
        Some(path) => format!("{name} {}", version(&path).trim_start_matches(name).trim()),
        None => format!("{name} not installed"),
    });
    let kzq = version(program);
    let libraries = ["tantivy", "frizbee", "nucleo", "nucleo-matcher", "fuzzy-matcher"].map(library);
    _ = writeln!(list, "- {kzq}; {}; {}", programs.join(", "), libraries.join(", "));
    list
}

/// The load average of the last minute.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

fn date() -> String {
    let output = Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or("processor unknown", |(_, name)| name).to_owned()
}

fn total_memory() -> String {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes = text.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok());
    kilobytes.map_or("memory unknown".to_owned(), |kilobytes| format!("{:.0} GiB", kilobytes as f64 / 1_048_576.0))
}

/// A library with its locked version.
fn library(name: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let after = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).map_or("", |(_, rest)| rest);
    format!("{name} {}", after.split('"').next().unwrap_or_default())
}
