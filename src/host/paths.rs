//! Where kzq keeps things (XDG Base Directory Specification).

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The file that takes a copy where there is no clipboard; `None` where there is no home.
pub(super) fn clipboard_file() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(state.join("kzq").join("clipboard.txt"))
}

/// The file that remembers where the reader was; `None` where there is no home.
pub(super) fn place_file() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(state.join("kzq").join("place.json"))
}

/// The file of the reader's shelf; `None` where there is no home.
pub(super) fn shelf_file() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("kzq").join("shelf.jsonl"))
}

/// The file of the reader's settings; `None` where there is no home.
pub(super) fn config_file() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("kzq").join("config.ron"))
}

/// The directory of the reader's themes; `None` where there is no home.
pub(super) fn themes_directory() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("kzq").join("themes"))
}

/// The directory of snapshots; `None` where there is no home.
pub(super) fn cache_directory() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("kzq"))
}
