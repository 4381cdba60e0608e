//! The directories of the XDG Base Directory Specification, on macOS, too.

use std::env;
use std::path::PathBuf;

/// Where settings are; `None` without a home directory.
pub(in crate::host) fn config() -> Option<PathBuf> {
    base("XDG_CONFIG_HOME", ".config")
}

/// Where the user's data is; `None` without a home directory.
pub(in crate::host) fn data() -> Option<PathBuf> {
    base("XDG_DATA_HOME", ".local/share")
}

/// Where the state is that programs keep between runs; `None` without a home directory.
pub(in crate::host) fn state() -> Option<PathBuf> {
    base("XDG_STATE_HOME", ".local/state")
}

/// Where caches are; `None` without a home directory.
pub(in crate::host) fn cache() -> Option<PathBuf> {
    base("XDG_CACHE_HOME", ".cache")
}

/// The directory that a variable names, if its path is absolute, as the specification demands; else one of the home
/// directory.
fn base(variable: &str, below_home: &str) -> Option<PathBuf> {
    let home = env::home_dir()?;
    let named = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    Some(named.unwrap_or_else(|| home.join(below_home)))
}
