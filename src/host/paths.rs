//! Where kzq keeps things (XDG Base Directory Specification).

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// kzq's own directory in one of the reader's. There is none where that is not told from the root on: an empty `HOME`
/// would make it another one in each directory.
fn own(directory: &Path) -> Option<PathBuf> {
    directory.is_absolute().then(|| directory.join("kzq"))
}

fn state_directory() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    own(&strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
}

fn config_directory() -> Option<PathBuf> {
    own(&etcetera::choose_base_strategy().ok()?.config_dir())
}

/// The file that takes a copy where there is no clipboard; `None` where there is no home.
pub(super) fn clipboard_file() -> Option<PathBuf> {
    Some(state_directory()?.join("clipboard.txt"))
}

/// The file that remembers where the reader was; `None` where there is no home.
pub(super) fn place_file() -> Option<PathBuf> {
    Some(state_directory()?.join("place.json"))
}

/// The file of the reader's shelf; `None` where there is no home.
pub(super) fn shelf_file() -> Option<PathBuf> {
    Some(own(&etcetera::choose_base_strategy().ok()?.data_dir())?.join("shelf.jsonl"))
}

/// The file of the reader's settings; `None` where there is no home.
pub(super) fn config_file() -> Option<PathBuf> {
    Some(config_directory()?.join("config.ron"))
}

/// The directory of the reader's themes; `None` where there is no home.
pub(super) fn themes_directory() -> Option<PathBuf> {
    Some(config_directory()?.join("themes"))
}

/// The directory of snapshots; `None` where there is no home.
pub(super) fn cache_directory() -> Option<PathBuf> {
    own(&etcetera::choose_base_strategy().ok()?.cache_dir())
}
