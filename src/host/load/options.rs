//! [`LoadOptions`]: what to load, and how.

use std::io;
use std::path::PathBuf;

use crate::host::environment;
use crate::host::read_file::MaxSize;
use crate::settings::Settings;

/// What to load, and how.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// The requested files and directories; empty for the embedded collection.
    pub paths: Vec<PathBuf>,
    /// Whether diagnostics may be rendered in colour.
    pub colour: bool,
    /// Whether the snapshot cache is read and written.
    pub use_cache: bool,
    /// The largest file that is read.
    pub max_size: MaxSize,
    /// A collection in RON that kzq made itself. With it, the embedded collection is not loaded.
    pub made: Option<String>,
    /// Whether to fail if any file can't be loaded, instead of loading the others.
    pub refuse_broken: bool,
}

impl LoadOptions {
    /// What the settings say.
    pub(crate) fn of(settings: Settings) -> Self {
        Self {
            paths: settings.data.value,
            colour: environment::use_colour(&io::stderr()),
            use_cache: settings.cache.value,
            max_size: MaxSize::megabytes(settings.max_size.value),
            refuse_broken: settings.refuse_broken.value,
            made: None,
        }
    }
}
