//! [`Library`]: a cache of source texts, each read on first use.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use super::collections;
use super::given_texts::read_own;
use kzq_corpus::{Corpus, SourceId};
use kzq_fidelity::SourceText;
use kzq_text::Safe;

/// Cache capacity in bytes of text, so that the next entry of a source does not read it again.
const HELD: usize = 64 << 20;

/// The source texts that collections refer to. A text needed by several threads is read once, so that layout, copying
/// and source checks all use the same text.
#[derive(Clone)]
pub(crate) struct Library(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    /// The collection files and directories.
    paths: Vec<PathBuf>,
    /// The directory of each collection.
    directories: Vec<Option<PathBuf>>,
    /// The corpus that the source ids belong to; a weak reference, so that the cache does not keep it alive.
    corpus: Weak<Corpus>,
    texts: HashMap<SourceId, Outcome>,
    /// Total size of the texts in bytes.
    bytes: usize,
}

/// A text, or why it can't be read.
type Outcome = Result<Arc<Volume>, Safe<'static>>;

struct Volume {
    text: Arc<str>,
    /// The text prepared for searching, built on first use.
    prepared: OnceLock<Arc<SourceText>>,
}

impl Library {
    /// Creates an empty cache for the collections in `paths`.
    pub(crate) fn new(paths: Vec<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(Held { paths, ..Held::default() })))
    }

    /// Returns the text of a source; `None` if its collection names none, or it can't be read.
    pub(crate) fn text(&self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Arc<str>> {
        self.volume(corpus, source)?.ok().map(|volume| Arc::clone(&volume.text))
    }

    /// Returns the searchable text of a source, or why it can't be read; `None` if its collection names none.
    pub(crate) fn prepared(
        &self,
        corpus: &Arc<Corpus>,
        source: SourceId,
    ) -> Option<Result<Arc<SourceText>, Safe<'static>>> {
        Some(self.volume(corpus, source)?.map(|volume| {
            // Outside the lock: other threads may need another text meanwhile.
            let prepare = || Arc::new(SourceText::new(Arc::clone(&volume.text)));
            Arc::clone(volume.prepared.get_or_init(prepare))
        }))
    }

    fn volume(&self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Outcome> {
        corpus.source(source).text.as_ref()?;
        // A thread that panicked left no inconsistent state.
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.volume(corpus, source)
    }
}

impl Held {
    fn volume(&mut self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Outcome> {
        if !self.corpus.ptr_eq(&Arc::downgrade(corpus)) {
            self.corpus = Arc::downgrade(corpus);
            self.directories = collections::directories(&self.paths);
            self.forget();
        }
        if let Some(known) = self.texts.get(&source) {
            return Some(known.clone());
        }
        let read = read_own(corpus, source, &self.directories)?;
        let length = read.as_ref().map_or(0, String::len);
        if self.bytes + length > HELD {
            self.forget();
        }
        self.bytes += length;
        let outcome = read.map(|text| Arc::new(Volume { text: text.into(), prepared: OnceLock::new() }));
        self.texts.insert(source, outcome.clone());
        Some(outcome)
    }

    fn forget(&mut self) {
        self.texts.clear();
        self.bytes = 0;
    }
}
