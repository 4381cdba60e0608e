//! [`Library`]: the texts of sources, read when they are first asked for.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::collections;
use super::texts::read_own;
use crate::corpus::{Corpus, SourceId};

/// So many bytes of texts are held, so that the next entry of a source does not read it again.
const HELD: usize = 64 << 20;

/// The texts that the collections name for their sources. What is asked for by several threads is read once, so that what
/// one shows and another copies is made of the same text.
#[derive(Clone)]
pub(super) struct Library(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    /// The files and directories of the collections.
    paths: Vec<PathBuf>,
    /// The directory of each collection.
    directories: Vec<Option<PathBuf>>,
    /// The corpus whose sources these are, which is not kept alive by them.
    corpus: Weak<Corpus>,
    texts: HashMap<SourceId, Option<Arc<str>>>,
    /// How many bytes they have.
    bytes: usize,
}

impl Library {
    /// The library of the collections of `paths`; nothing is read yet.
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(Held { paths, ..Held::default() })))
    }

    /// The text of a source; nothing where its collection names none, or it can't be read.
    pub(super) fn text(&self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Arc<str>> {
        corpus.source(source).text.as_ref()?;
        // A reader that failed left nothing half done.
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.text(corpus, source)
    }
}

impl Held {
    fn text(&mut self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Arc<str>> {
        if !self.corpus.ptr_eq(&Arc::downgrade(corpus)) {
            self.corpus = Arc::downgrade(corpus);
            self.directories = collections::directories(&self.paths);
            self.forget();
        }
        if let Some(known) = self.texts.get(&source) {
            return known.clone();
        }
        let text: Option<Arc<str>> = read_own(corpus, source, &self.directories)?.ok().map(Arc::from);
        let length = text.as_ref().map_or(0, |text| text.len());
        if self.bytes + length > HELD {
            self.forget();
        }
        self.bytes += length;
        self.texts.insert(source, text.clone());
        text
    }

    fn forget(&mut self) {
        self.texts.clear();
        self.bytes = 0;
    }
}
