//! [`Library`]: the texts of sources, read when they are first asked for.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use super::collections;
use super::texts::read_own;
use crate::corpus::{Corpus, SourceId};
use crate::text::Safe;
use crate::verify::SourceText;

/// So many bytes of texts are held, so that the next entry of a source does not read it again.
const HELD: usize = 64 << 20;

/// The texts that the collections name for their sources. What is asked for by several threads is read once, so that what
/// one shows, another copies and a third finds in the source is made of the same text.
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
    texts: HashMap<SourceId, Outcome>,
    /// How many bytes they have.
    bytes: usize,
}

/// A text, or why it can't be read.
type Outcome = Result<Arc<Volume>, Safe<'static>>;

/// A text that was read.
struct Volume {
    text: Arc<str>,
    /// The same, prepared when words are first looked for in it.
    prepared: OnceLock<Arc<SourceText>>,
}

impl Library {
    /// The library of the collections of `paths`; nothing is read yet.
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(Held { paths, ..Held::default() })))
    }

    /// The text of a source; nothing where its collection names none, or it can't be read.
    pub(super) fn text(&self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Arc<str>> {
        self.volume(corpus, source)?.ok().map(|volume| Arc::clone(&volume.text))
    }

    /// The text of a source, so that words can be looked for in it, or why it can't be read; nothing where its
    /// collection names none.
    pub(super) fn prepared(
        &self,
        corpus: &Arc<Corpus>,
        source: SourceId,
    ) -> Option<Result<Arc<SourceText>, Safe<'static>>> {
        Some(self.volume(corpus, source)?.map(|volume| {
            // Off the lock: others may want another text meanwhile.
            let prepare = || Arc::new(SourceText::new(Arc::clone(&volume.text)));
            Arc::clone(volume.prepared.get_or_init(prepare))
        }))
    }

    fn volume(&self, corpus: &Arc<Corpus>, source: SourceId) -> Option<Outcome> {
        corpus.source(source).text.as_ref()?;
        // A reader that failed left nothing half done.
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
