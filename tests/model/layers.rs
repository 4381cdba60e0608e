//! The house keeps its floors: a room uses rooms below it only, and nothing below `host` touches the world.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, each with those it may use.
const ROOMS: [(&str, &[&str]); 11] = [
    ("text", &[]),
    ("corpus", &["text"]),
    ("shelf", &["corpus", "text"]),
    ("search", &["shelf", "corpus", "text"]),
    ("export", &["corpus", "text"]),
    ("verify", &["search", "export", "shelf", "corpus", "text"]),
    ("app", &["verify", "search", "export", "shelf", "corpus", "text"]),
    ("ui", &["app", "verify", "search", "export", "shelf", "corpus", "text"]),
    ("cli", &["app", "verify", "search", "export", "shelf", "corpus", "text"]),
    ("settings", &["ui", "cli", "app", "verify", "search", "export", "shelf", "corpus", "text"]),
    ("host", &["settings", "ui", "cli", "app", "verify", "search", "export", "shelf", "corpus", "text"]),
];

/// What only `host` may name: files, threads, clocks, the environment, the terminal.
const WORLD: [&str; 19] = [
    "std::fs",
    "std::env",
    "std::thread",
    "Instant",
    "SystemTime",
    "std::process",
    "std::net",
    "std::os",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "crossterm",
    "rustix",
    "signal_hook",
    "arboard",
    // Ways around the names above.
    "use std::{",
    "crate::{",
    "env = ",
    ".exists()",
];

/// From how many lines on, tests left out, a file is two.
const LONG: usize = 400;

fn sources(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in fs::read_dir(directory).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn source_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The code of a file: without its tests, and without comments, which may name what code may not.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]" || !text.contains("mod tests"))
        .enumerate()
        .map(|(index, line)| (index + 1, line.split("// ").next().unwrap_or_default().to_owned()))
        .collect()
}

/// The rooms that a line of code names.
fn rooms_named(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(at, found)| {
        let rest = &line[at + found.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

#[test]
fn every_room_uses_rooms_below_it_only() {
    let mut broken = Vec::new();
    for (room, allowed) in ROOMS {
        for path in sources(&source_directory().join(room)) {
            for (number, line) in code(&path) {
                let wrong = |used: &&str| {
                    ROOMS.iter().any(|(known, _)| known == used) && *used != room && !allowed.contains(used)
                };
                broken.extend(
                    rooms_named(&line)
                        .filter(wrong)
                        .map(|used| format!("{}:{number}: {room} uses {used}", path.display())),
                );
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn nothing_below_the_edge_touches_the_world() {
    let mut broken = Vec::new();
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "host") {
        for path in sources(&source_directory().join(room)) {
            for (number, line) in code(&path) {
                let named = WORLD.iter().filter(|world| line.contains(*world));
                broken.extend(named.map(|world| format!("{}:{number}: {world}", path.display())));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_room_is_in_the_plan() {
    for item in fs::read_dir(source_directory()).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(ROOMS.iter().any(|(room, _)| *room == name), "{name} is no room of the plan");
        }
    }
}

#[test]
fn files_stay_small() {
    for path in sources(&source_directory()) {
        let lines = code(&path).len();
        assert!(lines <= LONG, "{} has {lines} lines before its tests: is it two rooms?", path.display());
    }
}

#[test]
fn the_plan_itself_has_no_circle() {
    for (index, (room, allowed)) in ROOMS.iter().enumerate() {
        for used in *allowed {
            let below = ROOMS.iter().position(|(known, _)| known == used).unwrap();
            assert!(below < index, "{room} would use {used} above it");
        }
    }
}
