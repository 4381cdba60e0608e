//! Reads and merges collections: what can be loaded is loaded.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::files::{Found, Input, find};
use super::options::LoadOptions;
use crate::cli::CheckInput;
use crate::host::cache::{FileHasher, FileKey};
use crate::host::error::Error;
use crate::host::read_file;
use crate::host::read_file::MaxSize;
use crate::host::workers::threads::ThreadPool;
use kzq_corpus::{CollectionId, Corpus, Merged, NotLoaded, ParsedCollection, read};
use kzq_ron::diagnostics::render;
use kzq_ron::{Diagnostic, Severity};
use kzq_search::{Index, map};
use kzq_text::Safe;

/// The embedded sample collection.
const EMBEDDED: &[u8] = include_bytes!("../../../data/tokayev-al-jazeera.ron");
/// Its name in diagnostics and in `kzq paths`.
pub(crate) const EMBEDDED_NAME: &str = "tokayev-al-jazeera.ron (embedded)";

/// Returns stable names of the collections, to recognise them in later sessions; `None` if one comes from standard
/// input.
pub(crate) fn stable_names(paths: &[PathBuf]) -> Option<Vec<String>> {
    if paths.is_empty() {
        return Some(vec![EMBEDDED_NAME.to_owned()]);
    }
    let name = |path: &PathBuf| {
        let path = fs::canonicalize(path).ok().filter(|_| path != Path::new("-"))?;
        Some(path.to_string_lossy().into_owned())
    };
    paths.iter().map(name).collect()
}

/// Reads all files that the paths name, to check them.
pub(crate) fn read_files(paths: &[PathBuf], max_size: MaxSize) -> Result<Vec<CheckInput>, Error> {
    let found = find(paths);
    if let Some((path, error)) = found.unreadable.into_iter().next() {
        Err(Error::file(&path, error))
    } else {
        let read = |input| read_input(input, max_size).map_err(|error| failed(input, error));
        found.inputs.iter().map(read).collect()
    }
}

/// Returns the files that the paths name. Standard input and the embedded collection are not files.
pub(crate) fn list_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let file = |input| if let Input::File(path) = input { Some(path) } else { None };
    find(paths).inputs.into_iter().filter_map(file).collect()
}

/// Loaded collections, and what could not be loaded.
pub(crate) struct LoadedCollections {
    pub(crate) corpus: Corpus,
    /// The file of each collection; `None` for the embedded collection and standard input.
    pub(crate) files: Vec<Option<PathBuf>>,
    pub(crate) not_loaded: Vec<NotLoaded>,
    /// The number of links that were left out because they lead into what is not loaded.
    pub(crate) links_left_out: usize,
    /// Warnings.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Total size of the files in bytes.
    pub(crate) bytes: u64,
    /// The index, if it came from a snapshot.
    pub(crate) index: Option<Index>,
    pub(crate) snapshot_key: SnapshotKey,
}

/// What a snapshot of the collections is stored under.
#[derive(Default)]
pub(crate) struct SnapshotKey {
    /// The collection files; `None` if no snapshot is to be stored.
    pub(crate) files: Option<Vec<PathBuf>>,
    /// What identifies their content; none if they were loaded from a snapshot.
    pub(crate) file_keys: Vec<FileKey>,
}

/// A file that was read and parsed.
pub(crate) struct ParsedFile {
    /// Its path; `None` for the embedded collection and standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) key: FileKey,
    pub(crate) parsed: ParsedCollection,
}

/// Loads collections without progress reports.
pub(super) fn load_all(found: Found, data: &LoadOptions) -> Result<LoadedCollections, Error> {
    let (mut files, mut unreadable) = (Vec::new(), found.unreadable);
    for input in found.inputs {
        match read_input(&input, data.max_size) {
            Ok(file) => files.push((input, file)),
            Err(error) => unreadable.push((path_of(&input), error)),
        }
    }
    let read_one = |at: usize| {
        let (input, file) = &files[at];
        let mut hasher = FileHasher::default();
        hasher.update(&file.bytes);
        let path = matches!(input, Input::File(_)).then(|| path_of(input));
        Mutex::new(Some(ParsedFile { path, key: hasher.finish(), parsed: read(&file.name, &file.bytes) }))
    };
    let parsed = map(&ThreadPool::new(), files.len(), read_one);
    let mut parsed: Vec<ParsedFile> =
        parsed.into_iter().filter_map(|parsed| parsed.into_inner().unwrap_or_default()).collect();
    parsed.extend(data.made.as_deref().map(|made| {
        let mut hasher = FileHasher::default();
        hasher.update(made.as_bytes());
        let mut parsed = read("(texts)", made.as_bytes());
        // Warnings about a text can't be acted on.
        parsed.diagnostics.retain(|found| found.severity == Severity::Error);
        ParsedFile { path: None, key: hasher.finish(), parsed }
    }));
    merge(parsed, unreadable, data)
}

/// Merges parsed files. Fails if none can be loaded, or not all where all must be.
pub(super) fn merge(
    files: Vec<ParsedFile>,
    unreadable: Vec<(PathBuf, io::Error)>,
    data: &LoadOptions,
) -> Result<LoadedCollections, Error> {
    let bytes = files.iter().map(|file| file.key.length).sum();
    let file_keys = files.iter().map(|file| file.key).collect();
    let (mut paths, parsed): (Vec<_>, Vec<_>) = files.into_iter().map(|file| (file.path, file.parsed)).unzip();
    let mut merged = Corpus::merge_loadable(parsed);
    if merged.loaded.is_empty() || data.refuse_broken {
        refuse(&mut merged, unreadable.iter(), data.colour)?;
    }
    let describe = |(path, error): (PathBuf, io::Error)| NotLoaded {
        file: Safe::line(path.display().to_string()).into_owned(),
        place: None,
        message: Safe::line(error.to_string()).into_owned(),
    };
    let not_loaded: Vec<NotLoaded> = unreadable.into_iter().map(describe).chain(merged.not_loaded).collect();
    // Where files are missing, it is their fault that links into them are, and not one of the files that have them.
    let is_excused = |is_missing: bool| is_missing && !not_loaded.is_empty();
    let (excused, unresolved): (Vec<_>, Vec<_>) =
        merged.unresolved.into_iter().partition(|reference| is_excused(reference.is_collection_missing));
    let unresolved = unresolved.into_iter().map(|one| Diagnostic { severity: Severity::Warning, ..one.diagnostic });
    Ok(LoadedCollections {
        corpus: merged.corpus,
        files: merged.loaded.into_iter().map(|index| paths[index].take()).collect(),
        not_loaded,
        links_left_out: excused.len(),
        diagnostics: merged.warnings.into_iter().chain(unresolved).collect(),
        bytes,
        index: None,
        snapshot_key: SnapshotKey { files: None, file_keys },
    })
}

/// Fails if anything is wrong with the files.
fn refuse<'u>(
    merged: &mut Merged,
    mut unreadable: impl Iterator<Item = &'u (PathBuf, io::Error)>,
    colour: bool,
) -> Result<(), Error> {
    if let Some((path, error)) = unreadable.next() {
        return Err(Error::file(path, read_file::same_error(error)));
    }
    let mut errors = std::mem::take(&mut merged.errors);
    errors.extend(merged.unresolved.iter().map(|reference| reference.diagnostic.clone()));
    match errors.first() {
        None => Ok(()),
        Some(first) => {
            let first_error = NotLoaded::from(first).short();
            Err(Error::BadData { report: render::render(&errors, colour), first_error })
        }
    }
}

/// The directory of each collection, by the collection's id.
#[derive(Clone, Debug, Default)]
pub(crate) struct CollectionDirs(HashMap<Safe<'static>, PathBuf>);

impl CollectionDirs {
    /// Takes the file of each collection, in order.
    pub(crate) fn new<'f>(corpus: &Corpus, files: impl IntoIterator<Item = Option<&'f Path>>) -> Self {
        let directory =
            |file: &Path| file.parent().map(|parent| if parent == "" { Path::new(".") } else { parent }.into());
        let pairs = corpus.collections().iter().zip(files);
        Self(pairs.filter_map(|(collection, file)| Some((collection.id.clone(), directory(file?)?))).collect())
    }

    /// Returns the directory of a collection; `None` if it was not read from a file.
    pub(crate) fn get(&self, corpus: &Corpus, collection: CollectionId) -> Option<&Path> {
        self.0.get(&corpus.collection(collection).id).map(PathBuf::as_path)
    }
}

impl LoadedCollections {
    /// The directories of the collections.
    pub(crate) fn directories(&self) -> CollectionDirs {
        CollectionDirs::new(&self.corpus, self.files.iter().map(Option::as_deref))
    }
}

fn read_input(input: &Input, max_size: MaxSize) -> io::Result<CheckInput> {
    match input {
        Input::Embedded => Ok(CheckInput { name: EMBEDDED_NAME.to_owned(), path: None, bytes: EMBEDDED.to_vec() }),
        Input::Stdin => {
            let bytes = read_file::read_all(io::stdin().lock(), max_size)?;
            Ok(CheckInput { name: "(standard input)".to_owned(), path: None, bytes })
        }
        Input::File(path) => {
            let bytes = read_file::read(path, max_size)?;
            Ok(CheckInput { name: path.display().to_string(), path: Some(path.clone()), bytes })
        }
    }
}

/// The path of a file; `-` for anything else.
fn path_of(input: &Input) -> PathBuf {
    match input {
        Input::File(path) => path.clone(),
        Input::Embedded | Input::Stdin => "-".into(),
    }
}

fn failed(input: &Input, error: io::Error) -> Error {
    Error::file(&path_of(input), error)
}
