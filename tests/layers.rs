//! Cargo keeps the crates apart: what a crate does not depend on, its code cannot name. This keeps the files small.

use std::fs;
use std::path::{Path, PathBuf};

/// The largest number of lines of a file, tests left out.
const MAX_LINES: usize = 400;

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in fs::read_dir(directory).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The Rust files of the program, in the root package and in every crate.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = rust_files(&root.join("src"));
    for item in fs::read_dir(root.join("crates")).unwrap() {
        files.extend(rust_files(&item.unwrap().path().join("src")));
    }
    files
}

#[test]
fn files_stay_small() {
    let sources = sources();
    assert!(sources.len() > 300, "only {} files found", sources.len());
    for path in sources {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]" || !text.contains("mod tests")).count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines before its tests: split it", path.display());
    }
}
