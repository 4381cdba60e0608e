//! Reads the texts that quotations are checked against: source texts, and drafts to proofread.

use std::fs;
use std::io;
use std::path::{Component, Path};
use std::sync::Arc;

use super::collections::CollectionDirs;
use crate::cli::is_standard_input;
use crate::host::error::Error;
use crate::host::read_file;
use crate::host::read_file::MaxSize;
use kzq_corpus::{Corpus, SourceId};
use kzq_fidelity::{SourceText, VerificationTexts};
use kzq_text::Safe;

/// Maximum length of a text in bytes.
pub(crate) const MAX_TEXT_LEN: u64 = 64 << 20;

/// Reads the texts that collections in these directories name for their sources.
pub(crate) fn read_source_texts(corpus: &Corpus, directories: &CollectionDirs, max_size: MaxSize) -> VerificationTexts {
    let mut texts = VerificationTexts::default();
    for id in corpus.source_ids() {
        if let Some(text) = read_source_text(corpus, id, directories, max_size) {
            texts.insert(id, text.map(Arc::new));
        }
    }
    texts
}

/// Reads the text that its collection names for a source, or returns why it can't be read; `None` if none is named.
pub(crate) fn read_source_text(
    corpus: &Corpus,
    id: SourceId,
    directories: &CollectionDirs,
    max_size: MaxSize,
) -> Option<Result<SourceText, Safe<'static>>> {
    let source = corpus.source(id);
    let path = source.text.as_ref()?;
    let read = match directories.get(corpus, source.collection) {
        Some(directory) => read_beneath(directory, path.as_str(), max_size).map_err(|error| error.to_string()),
        None => Err("its collection was not read from a file".to_owned()),
    };
    let text = read.map(|text| SourceText::read(path.as_str(), text));
    Some(text.map_err(|why| kzq_text::safe!(path, ": ", Safe::line(why))))
}

/// Reads a regular file below a directory, without following links out of it: collections may come from anyone.
fn read_beneath(directory: &Path, path: &str, max_size: MaxSize) -> io::Result<String> {
    let denied = |message| Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
    let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
    let real = fs::canonicalize(directory.join(path))?;
    if !Path::new(path).components().all(inside) || !real.starts_with(fs::canonicalize(directory)?) {
        return denied("the path leads out of the directory of the collection");
    }
    if !fs::metadata(&real)?.is_file() {
        return denied("not a regular file");
    }
    read_text(max_size, |limit| read_file::read(&real, limit))
}

/// The path of a regular file relative to the directory of a collection, without links; `None` if it does not lie below
/// that directory.
pub(crate) fn path_below(file: &Path, collection: &Path) -> Option<String> {
    let directory = collection.parent().filter(|parent| *parent != "").unwrap_or(Path::new("."));
    let real = fs::canonicalize(file).ok().filter(|real| real.is_file())?;
    let path = real.strip_prefix(fs::canonicalize(directory).ok()?).ok()?;
    path.to_str().map(str::to_owned)
}

/// Reads a text file named on the command line; `-` is standard input.
pub(crate) fn read_argument(file: &Path, max_size: MaxSize) -> Result<String, Error> {
    read_text(max_size, |limit| read_file_or_stdin(file, limit)).map_err(|error| Error::file(file, error))
}

/// Reads a file named on the command line, of any encoding; `-` is standard input.
pub(crate) fn read_bytes(file: &Path, max_size: MaxSize) -> Result<Vec<u8>, Error> {
    read_file_or_stdin(file, max_size).map_err(|error| Error::file(file, error))
}

fn read_file_or_stdin(file: &Path, limit: MaxSize) -> io::Result<Vec<u8>> {
    if is_standard_input(file) { read_file::read_all(io::stdin().lock(), limit) } else { read_file::read(file, limit) }
}

/// Reads a UTF-8 text of limited length.
fn read_text(max_size: MaxSize, read: impl FnOnce(MaxSize) -> io::Result<Vec<u8>>) -> io::Result<String> {
    let is_users = max_size.is_below(MAX_TEXT_LEN);
    let limit = if is_users { max_size } else { MaxSize::bytes(MAX_TEXT_LEN) };
    let bytes = read(limit).map_err(|error| {
        if is_users || !read_file::is_too_large(&error) {
            return error;
        }
        let message = format!("the text is longer than {} MiB", MAX_TEXT_LEN >> 20);
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let message = format!("the text is not UTF-8 from byte {} on", error.utf8_error().valid_up_to());
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}
