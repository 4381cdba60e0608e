//! Locations of kzq's files.

use std::env;
use std::path::PathBuf;

use super::platform::directories;

/// The user's home directory, if there is one.
pub(super) fn home() -> Option<PathBuf> {
    env::home_dir()
}

/// Returns the `kzq` directory in a base directory; `None` if that is relative: with an empty `HOME` it would depend on
/// the working directory.
fn kzq_dir(base: Option<PathBuf>) -> Option<PathBuf> {
    base.filter(|directory| directory.is_absolute()).map(|directory| directory.join("kzq"))
}

fn state_directory() -> Option<PathBuf> {
    kzq_dir(directories::state())
}

fn config_directory() -> Option<PathBuf> {
    kzq_dir(directories::config())
}

/// The file that copies go to if there is no clipboard; `None` without a home directory.
pub(super) fn clipboard_file() -> Option<PathBuf> {
    Some(state_directory()?.join("clipboard.txt"))
}

/// The session file; `None` without a home directory.
pub(super) fn session_file() -> Option<PathBuf> {
    Some(state_directory()?.join("place.json"))
}

/// The directory of reviews that were left; `None` without a home directory.
pub(super) fn reviews_directory() -> Option<PathBuf> {
    Some(state_directory()?.join("reviews"))
}

/// The directory of notes that are being written; `None` without a home directory.
pub(super) fn drafts_directory() -> Option<PathBuf> {
    Some(state_directory()?.join("drafts"))
}

fn data_directory() -> Option<PathBuf> {
    kzq_dir(directories::data())
}

/// The user's shelf file; `None` without a home directory.
pub(super) fn shelf_file() -> Option<PathBuf> {
    Some(data_directory()?.join("shelf.jsonl"))
}

/// The user's own collection, which `kzq add` creates; `None` without a home directory.
pub(super) fn own_collection() -> Option<PathBuf> {
    Some(data_directory()?.join("quotations.ron"))
}

/// The log of edits of collections; `None` without a home directory.
pub(super) fn edit_log_file() -> Option<PathBuf> {
    Some(data_directory()?.join("edits.jsonl"))
}

/// The user's settings file; `None` without a home directory.
pub(super) fn config_file() -> Option<PathBuf> {
    Some(config_directory()?.join("config.ron"))
}

/// The directory of the user's themes; `None` without a home directory.
pub(super) fn themes_directory() -> Option<PathBuf> {
    Some(config_directory()?.join("themes"))
}

/// The directory of the snapshot cache; `None` without a home directory.
pub(super) fn cache_directory() -> Option<PathBuf> {
    kzq_dir(directories::cache())
}
