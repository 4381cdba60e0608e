//! [`Reloader`]: loads collections again for a command that runs for long, if their files have changed.

use std::sync::Arc;

use super::load;
use super::load::LoadOptions;
use super::load::collections::CollectionDirs;
use super::workers::watch::FileStamps;
use kzq_search::Engine;

/// What was loaded, and from what.
pub(super) struct Reloader {
    data: LoadOptions,
    /// The files when they were last read; `None` if they can't change.
    last_read: Option<FileStamps>,
    /// How many files could not be loaded.
    not_loaded: usize,
}

impl Reloader {
    /// Notes the files of collections that are about to be loaded.
    pub(super) fn new(data: &LoadOptions) -> Self {
        let last_read = if data.made.is_some() { None } else { FileStamps::of(&data.paths) };
        Self { data: data.clone(), last_read, not_loaded: 0 }
    }

    /// Notes how many files could not be loaded.
    pub(super) fn set_not_loaded(&mut self, count: usize) {
        self.not_loaded = count;
    }

    /// Loads the collections again if their files have changed since. If a file is broken now, or is still being written,
    /// what was loaded stays.
    pub(super) fn reload(&mut self) -> Option<(Engine, CollectionDirs)> {
        let last_read = self.last_read.as_ref()?;
        let now = FileStamps::of(&self.data.paths)?;
        if now == *last_read {
            return None;
        }
        let loaded = load::load(&self.data, &mut |_| {}).ok()?;
        if FileStamps::of(&self.data.paths).as_ref() != Some(&now) || loaded.not_loaded.len() > self.not_loaded {
            return None;
        }
        self.last_read = Some(now);
        self.not_loaded = loaded.not_loaded.len();
        let directories = loaded.directories();
        Some((load::engine(Arc::new(loaded.corpus), loaded.index), directories))
    }
}
