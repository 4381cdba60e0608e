//! The directories for data of applications.

use std::env;
use std::path::PathBuf;

/// Where settings are; `None` if the system does not say.
pub(in crate::host) fn config() -> Option<PathBuf> {
    env::var_os("APPDATA").map(PathBuf::from)
}

/// Where the user's data is; `None` if the system does not say.
pub(in crate::host) fn data() -> Option<PathBuf> {
    config()
}

/// Where the state is that programs keep between runs; `None` if the system does not say.
pub(in crate::host) fn state() -> Option<PathBuf> {
    config()
}

/// Where caches are, which is on this computer only; `None` if the system does not say.
pub(in crate::host) fn cache() -> Option<PathBuf> {
    env::var_os("LOCALAPPDATA").map(PathBuf::from)
}
