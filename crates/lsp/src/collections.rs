//! [`Collections`]: what drafts are checked against.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use kzq_corpus::{CollectionId, Corpus, EntryId, SourceId};
use kzq_fidelity::{IgnoredWords, Proofreader, VerificationTexts};
use kzq_search::{Engine, FacetCounts};
use kzq_text::Safe;

/// Where loaded collections come from.
#[derive(Clone, Debug, Default)]
pub struct CollectionFiles {
    /// The file of each collection of the corpus, in order; `None` for one that is not in a file.
    pub files: Vec<Option<PathBuf>>,
    /// The user's own collection, to which quotations are added, whether or not it is loaded.
    pub own: Option<PathBuf>,
    /// The quotations that the project says are not to be judged.
    pub ignored_words: IgnoredWords,
    /// The file of the project, which names them, whether or not it exists; `None` without a project.
    pub project: Option<PathBuf>,
    /// Where the entries are from that were made of texts, by their ids.
    pub passages: HashMap<String, TextPassage>,
}

/// Where the words of an entry are from that was made of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPassage {
    /// The file of the text.
    pub file: PathBuf,
    /// The lines of the words, each as its offset in them, in bytes, and its number in the file, from 0. There is at least one.
    pub lines: Vec<(usize, u32)>,
}

/// The loaded collections, prepared once for all drafts.
pub struct Collections<'e> {
    pub(crate) engine: &'e Engine,
    pub(crate) proofreader: Proofreader<'e>,
    /// The texts of the sources, once they are read.
    pub(crate) texts: Option<VerificationTexts>,
    pub(crate) files: &'e CollectionFiles,
    /// Whether a source names its text.
    names_texts: bool,
    totals: OnceCell<FacetCounts>,
}

impl<'e> Collections<'e> {
    /// Prepares collections.
    pub fn new(engine: &'e Engine, files: &'e CollectionFiles) -> Self {
        let names_texts = engine.corpus().sources().iter().any(|source| source.text.is_some());
        let proofreader = Proofreader::new(engine);
        Self { engine, proofreader, texts: None, files, names_texts, totals: OnceCell::new() }
    }

    /// Adds the texts of the sources; tell the server, too.
    pub fn set_texts(&mut self, texts: VerificationTexts) {
        self.texts = Some(texts);
    }

    pub(crate) fn corpus(&self) -> &'e Corpus {
        self.engine.corpus()
    }

    /// Whether texts of sources are named and not read yet.
    pub(crate) fn lacks_texts(&self) -> bool {
        self.names_texts && self.texts.is_none()
    }

    /// The number of entries of each facet.
    pub(crate) fn totals(&self) -> &FacetCounts {
        self.totals.get_or_init(|| FacetCounts::unfiltered(self.corpus()))
    }

    /// The file that an entry is in.
    pub(crate) fn file_of(&self, entry: EntryId) -> Option<&Path> {
        self.file_of_collection(self.corpus().entry(entry).collection())
    }

    fn file_of_collection(&self, collection: CollectionId) -> Option<&Path> {
        self.files.files.get(collection.index())?.as_deref()
    }

    /// The file with the text of a source.
    pub(crate) fn text_file_of(&self, source: SourceId) -> Option<PathBuf> {
        let source = self.corpus().source(source);
        let collection = self.file_of_collection(source.collection)?;
        Some(collection.parent()?.join(source.text.as_ref()?.as_str()))
    }

    /// The collections that a quotation can be added to, each with its name: the user's own, then the loaded ones.
    pub(crate) fn targets(&self) -> Vec<(&Path, Safe<'static>)> {
        /// The most loaded collections that are offered.
        const MAX_LOADED: usize = 3;
        let own = self.files.own.as_deref();
        let loaded = self.files.files.iter().zip(self.corpus().collections()).filter_map(|(file, collection)| {
            let file = file.as_deref().filter(|file| Some(*file) != own)?;
            Some((file, kzq_text::safe!("“", collection.title, "”")))
        });
        own.map(|own| (own, "your collection".into())).into_iter().chain(loaded.take(MAX_LOADED)).collect()
    }
}
