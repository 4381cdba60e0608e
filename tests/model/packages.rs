//! Checks that every crate has what packaging needs.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The directories of the crates below `crates/`.
fn crates() -> Vec<PathBuf> {
    let items = fs::read_dir(root().join("crates")).unwrap().map(|item| item.unwrap().path());
    items.filter(|path| path.join("Cargo.toml").exists()).collect()
}

#[test]
fn every_crate_has_package_metadata_licences_and_a_readme() {
    let mut missing = Vec::new();
    for directory in crates() {
        let name = directory.file_name().unwrap().display().to_string();
        let manifest = fs::read_to_string(directory.join("Cargo.toml")).unwrap();
        for line in ["description = \"", "license.workspace = true", "include.workspace = true"] {
            if !manifest.lines().any(|own| own.starts_with(line)) {
                missing.push(format!("crates/{name}/Cargo.toml: {line}"));
            }
        }
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let ours = fs::read(root().join(licence)).unwrap();
            if fs::read(directory.join(licence)).ok() != Some(ours) {
                missing.push(format!("crates/{name}/{licence}, a link to ../../{licence}"));
            }
        }
        let readme = fs::read_to_string(directory.join("README.md")).unwrap_or_default();
        if !readme.starts_with(&format!("# kzq-{name}\n")) {
            missing.push(format!("crates/{name}/README.md, which begins with the name of the crate"));
        }
    }
    assert!(missing.is_empty(), "these are missing:\n{}", missing.join("\n"));
}
