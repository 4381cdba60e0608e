//! Finds and loads collection files.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::cli::Checked;
use crate::host::cache::{FileKey, Hasher};
use crate::host::error::Failure;
use crate::host::workers::threads::Threads;
use kzq_corpus::{Corpus, Reading, read};
use kzq_ron::diagnostics::render;
use kzq_ron::{Finding, Severity};
use kzq_search::{Index, map};
use kzq_text::Safe;
use kzq_text::safe;

/// The embedded sample collection.
const EMBEDDED: &[u8] = include_bytes!("../../../data/tokayev-al-jazeera.ron");
/// Its name in diagnostics and in `kzq paths`.
pub(crate) const EMBEDDED_NAME: &str = "tokayev-al-jazeera.ron (embedded)";

/// Returns stable names of the collections, to recognise them in later sessions; `None` if one comes from standard
/// input.
pub(crate) fn known_as(paths: &[PathBuf]) -> Option<Vec<String>> {
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
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<Checked>, Failure> {
    if paths.is_empty() {
        return Ok(vec![Checked { name: EMBEDDED_NAME.to_owned(), bytes: EMBEDDED.to_vec() }]);
    }
    let mut files = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            files.push(standard_input()?);
        } else if path.is_dir() {
            let found = ron_files(path).map_err(|error| failed(path, error))?;
            if found.is_empty() {
                let error = io::Error::new(io::ErrorKind::NotFound, "there are no .ron files in this directory");
                return Err(failed(path, error));
            }
            for file in found {
                files.push(file_at(&file)?);
            }
        } else {
            files.push(file_at(path)?);
        }
    }
    Ok(files)
}

pub(crate) struct Loaded {
    pub(crate) corpus: Corpus,
    /// Warnings.
    pub(crate) findings: Vec<Finding>,
    /// Total size of the files in bytes.
    pub(crate) bytes: u64,
    /// The index, if it came from a snapshot.
    pub(crate) index: Option<Index>,
    pub(crate) origin: Origin,
}

/// What a snapshot of the collections is stored under.
#[derive(Default)]
pub(crate) struct Origin {
    /// The collection files; `None` if no snapshot is to be stored.
    pub(crate) files: Option<Vec<PathBuf>>,
    pub(crate) keys: Vec<FileKey>,
}

/// Loads collections without progress reports.
pub(crate) fn load(paths: &[PathBuf], colour: bool) -> Result<Loaded, Failure> {
    let files = files(paths)?;
    let read_one = |at: usize| {
        let file = &files[at];
        let mut hasher = Hasher::default();
        hasher.feed(&file.bytes);
        Mutex::new(Some((read(&file.name, &file.bytes), hasher.finish())))
    };
    let read = map(&Threads::new(), files.len(), read_one);
    let (readings, keys) = read.into_iter().filter_map(|read| read.into_inner().unwrap_or_default()).unzip();
    join(readings, keys, colour)
}

/// Merges parsed files; fails if any diagnostic is an error.
pub(crate) fn join(readings: Vec<Reading>, keys: Vec<FileKey>, colour: bool) -> Result<Loaded, Failure> {
    let (corpus, findings) = Corpus::join(readings);
    let errors: Vec<Finding> = findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    if errors.is_empty() {
        let bytes = keys.iter().map(|key| key.length).sum();
        Ok(Loaded { corpus, findings, bytes, index: None, origin: Origin { files: None, keys } })
    } else {
        let first = errors.first().map(at_its_place).unwrap_or_default();
        Err(Failure::BadData { report: render::human(&errors, colour), first })
    }
}

/// Formats a diagnostic on one line, with the name of its file.
fn at_its_place(finding: &Finding) -> Safe<'static> {
    let (place, file) = (&finding.place, finding.file.as_str());
    let name = finding.file.slice(file.rfind('/').map_or(0, |at| at + 1)..file.len());
    safe!(name, ":", place.line, ":", place.column, ": ", finding.message)
}

/// Returns the directory of each file of [`files`], in order; `None` for the embedded collection and standard input.
pub(crate) fn directories(paths: &[PathBuf]) -> Vec<Option<PathBuf>> {
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

/// Expands directories to their `.ron` files; `None` unless all paths are files or directories.
pub(crate) fn file_names(paths: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let inside = |path: &PathBuf| {
        if path.is_dir() { ron_files(path).ok() } else { path.is_file().then(|| vec![path.clone()]) }
    };
    paths.iter().map(inside).collect::<Option<Vec<_>>>().map(|files| files.concat())
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

fn file_at(path: &Path) -> Result<Checked, Failure> {
    let bytes = fs::read(path).map_err(|error| failed(path, error))?;
    Ok(Checked { name: path.display().to_string(), bytes })
}

fn standard_input() -> Result<Checked, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| failed(Path::new("-"), error))?;
    Ok(Checked { name: "(standard input)".to_owned(), bytes })
}

pub(crate) fn failed(path: &Path, error: io::Error) -> Failure {
    Failure::File { path: path.display().to_string(), error }
}
