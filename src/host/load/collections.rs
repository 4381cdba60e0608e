//! Finds and loads collection files.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::cli::CheckInput;
use crate::host::cache::{FileHasher, FileKey};
use crate::host::error::Error;
use crate::host::workers::threads::ThreadPool;
use kzq_corpus::{Corpus, ParsedCollection, read};
use kzq_ron::diagnostics::render;
use kzq_ron::{Diagnostic, Severity};
use kzq_search::{Index, map};
use kzq_text::Safe;
use kzq_text::safe;

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

/// Reads the given files; a directory means all its `.ron` files, sorted by name.
pub(crate) fn read_files(paths: &[PathBuf]) -> Result<Vec<CheckInput>, Error> {
    if paths.is_empty() {
        return Ok(vec![CheckInput { name: EMBEDDED_NAME.to_owned(), bytes: EMBEDDED.to_vec() }]);
    }
    let mut files = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            files.push(read_stdin()?);
        } else if path.is_dir() {
            let found = ron_files(path).map_err(|error| Error::file(path, error))?;
            if found.is_empty() {
                let error = io::Error::new(io::ErrorKind::NotFound, "there are no .ron files in this directory");
                return Err(Error::file(path, error));
            }
            for file in found {
                files.push(read_file(&file)?);
            }
        } else {
            files.push(read_file(path)?);
        }
    }
    Ok(files)
}

pub(crate) struct LoadedCollections {
    pub(crate) corpus: Corpus,
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
    pub(crate) file_keys: Vec<FileKey>,
}

/// Loads collections without progress reports.
pub(crate) fn load_all(paths: &[PathBuf], colour: bool) -> Result<LoadedCollections, Error> {
    let files = read_files(paths)?;
    let read_one = |at: usize| {
        let file = &files[at];
        let mut hasher = FileHasher::default();
        hasher.update(&file.bytes);
        Mutex::new(Some((read(&file.name, &file.bytes), hasher.finish())))
    };
    let read = map(&ThreadPool::new(), files.len(), read_one);
    let (readings, keys) = read.into_iter().filter_map(|read| read.into_inner().unwrap_or_default()).unzip();
    merge(readings, keys, colour)
}

/// Merges parsed files; fails if any diagnostic is an error.
pub(crate) fn merge(
    parsed: Vec<ParsedCollection>,
    keys: Vec<FileKey>,
    colour: bool,
) -> Result<LoadedCollections, Error> {
    let (corpus, findings) = Corpus::merge(parsed);
    let errors: Vec<Diagnostic> =
        findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    if errors.is_empty() {
        let bytes = keys.iter().map(|key| key.length).sum();
        Ok(LoadedCollections {
            corpus,
            diagnostics: findings,
            bytes,
            index: None,
            snapshot_key: SnapshotKey { files: None, file_keys: keys },
        })
    } else {
        let first = errors.first().map(one_line).unwrap_or_default();
        Err(Error::BadData { report: render::render(&errors, colour), first_error: first })
    }
}

/// Formats a diagnostic on one line, with the name of its file.
fn one_line(diagnostic: &Diagnostic) -> Safe<'static> {
    let (place, file) = (&diagnostic.location, diagnostic.file.as_str());
    let name = diagnostic.file.slice(file.rfind('/').map_or(0, |at| at + 1)..file.len());
    safe!(name, ":", place.line, ":", place.column, ": ", diagnostic.message)
}

/// Returns the directory of each file of [`files`], in order; `None` for the embedded collection and standard input.
pub(crate) fn collection_dirs(paths: &[PathBuf]) -> Vec<Option<PathBuf>> {
    if paths.is_empty() {
        return vec![None];
    }
    let parent = |file: &Path| file.parent().map(|parent| if parent == "" { ".".into() } else { parent.to_path_buf() });
    let of = |path: &PathBuf| match path {
        path if path == Path::new("-") => vec![None],
        path if path.is_dir() => ron_files(path).unwrap_or_default().iter().map(|file| parent(file)).collect(),
        path => vec![parent(path)],
    };
    paths.iter().flat_map(of).collect()
}

/// Expands directories to their `.ron` files; `None` unless all paths are files, or directories with such files.
pub(crate) fn expand_files(paths: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let inside = |path: &PathBuf| {
        if path.is_dir() {
            ron_files(path).ok().filter(|files| !files.is_empty())
        } else {
            path.is_file().then(|| vec![path.clone()])
        }
    };
    paths.iter().map(inside).collect::<Option<Vec<_>>>().map(|files| files.concat())
}

/// Returns the files of the given collections; those of a directory, sorted by name. Standard input is no file.
pub(crate) fn list_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths.iter().filter(|path| *path != Path::new("-")) {
        if path.is_dir() {
            files.extend(ron_files(path).map_err(|error| Error::file(path, error))?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

pub(crate) fn ron_files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for item in fs::read_dir(directory)? {
        let path = item?.path();
        if path.extension() == Some(OsStr::new("ron")) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read_file(path: &Path) -> Result<CheckInput, Error> {
    let bytes = fs::read(path).map_err(|error| Error::file(path, error))?;
    Ok(CheckInput { name: path.display().to_string(), bytes })
}

fn read_stdin() -> Result<CheckInput, Error> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::file(Path::new("-"), error))?;
    Ok(CheckInput { name: "(standard input)".to_owned(), bytes })
}
