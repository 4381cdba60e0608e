//! [`SourceTextCache`]: a cache of source texts, each read on first use.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::collections::CollectionDirs;
use super::given_texts::read_source_text;
use crate::host::file_stamp::FileStamp;
use crate::host::read_file::MaxSize;
use kzq_corpus::{Corpus, SourceId};
use kzq_fidelity::SourceText;
use kzq_text::Safe;

/// Cache capacity in bytes of text, so that the next entry of a source does not read it again.
const CAPACITY: usize = 64 << 20;

/// The source texts that collections refer to. A text needed by several threads is read once, so that layout, copying
/// and source checks all use the same text.
#[derive(Clone)]
pub(crate) struct SourceTextCache(Arc<Mutex<CacheState>>);

struct CacheState {
    /// The largest text that is read.
    max_size: MaxSize,
    /// The directory of each collection.
    collection_dirs: CollectionDirs,
    /// The corpus that the source ids belong to; a weak reference, so that the cache does not keep it alive.
    corpus: Weak<Corpus>,
    texts: HashMap<SourceId, CachedText>,
    /// Total size of the texts in bytes.
    total_bytes: usize,
}

/// A text, or why it can't be read.
type CachedResult = Result<Arc<SourceText>, Safe<'static>>;

/// A text with its file.
struct CachedText {
    result: CachedResult,
    file: PathBuf,
    /// The stamp of the file before it was read.
    stamp: Option<FileStamp>,
}

impl SourceTextCache {
    /// Creates a cache with a limit for each text.
    pub(crate) fn new(max_size: MaxSize) -> Self {
        let texts = HashMap::new();
        let collection_dirs = CollectionDirs::default();
        Self(Arc::new(Mutex::new(CacheState { max_size, collection_dirs, corpus: Weak::new(), texts, total_bytes: 0 })))
    }

    /// Sets the directories of the collections. Call it before a corpus of them is used.
    pub(crate) fn set_directories(&self, directories: CollectionDirs) {
        self.state().collection_dirs = directories;
    }

    /// Forgets the texts whose files have changed since they were read; returns whether there are any.
    pub(crate) fn forget_changed(&self) -> bool {
        let mut state = self.state();
        let before = state.texts.len();
        state.texts.retain(|_, cached| cached.stamp == FileStamp::of(&cached.file));
        state.total_bytes = state.texts.values().map(CachedText::len).sum();
        state.texts.len() < before
    }

    fn state(&self) -> MutexGuard<'_, CacheState> {
        // A thread that panicked left no inconsistent state.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the text of a source as displayed; `None` if its collection names none, or it can't be read.
    pub(crate) fn text(&self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Arc<str>> {
        self.searchable_text(corpus, source)?.ok().map(|source_text| Arc::clone(source_text.text()))
    }

    /// Returns the searchable text of a source, or why it can't be read; `None` if its collection names none.
    pub(crate) fn searchable_text(
        &self,
        corpus: &Arc<Corpus>,
        source: SourceId,
    ) -> Option<Result<Arc<SourceText>, Safe<'static>>> {
        corpus.source(source).text.as_ref()?;
        self.state().get_or_read(corpus, source)
    }
}

impl CachedText {
    fn len(&self) -> usize {
        self.result.as_ref().map_or(0, |text| text.file_len())
    }
}

impl CacheState {
    fn get_or_read(&mut self, corpus: &Arc<Corpus>, source: SourceId) -> Option<CachedResult> {
        if !self.corpus.ptr_eq(&Arc::downgrade(corpus)) {
            self.corpus = Arc::downgrade(corpus);
            self.clear();
        }
        if let Some(known) = self.texts.get(&source) {
            return Some(known.result.clone());
        }
        let named = corpus.source(source);
        let path = Path::new(named.text.as_ref()?.as_str());
        let directory = self.collection_dirs.get(corpus, named.collection);
        let file = directory.map_or_else(|| path.to_owned(), |directory| directory.join(path));
        let stamp = FileStamp::of(&file);
        let read = read_source_text(corpus, source, &self.collection_dirs, self.max_size)?;
        let cached = CachedText { result: read.map(Arc::new), file, stamp };
        if self.total_bytes + cached.len() > CAPACITY {
            self.clear();
        }
        self.total_bytes += cached.len();
        let result = cached.result.clone();
        self.texts.insert(source, cached);
        Some(result)
    }

    fn clear(&mut self) {
        self.texts.clear();
        self.total_bytes = 0;
    }
}
