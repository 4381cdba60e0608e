//! Reads the texts that quotations are checked against: source texts, and drafts to proofread.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::collections;
use super::collections::file_error;
use crate::cli;
use crate::cli::verify_args::{ProofreadArgs, SourceTextArg, VerifyArgs};
use crate::cli::{Context, Draft, Outcome};
use crate::host::error::Error;
use kzq_corpus::{Corpus, SourceId};
use kzq_fidelity::{DraftFormat, VerificationTexts};
use kzq_text::Safe;

/// Maximum length of a text in bytes.
const MAX_TEXT_LEN: u64 = 64 << 20;

/// Checks the quotations of the collections `data` against their source texts, and those given as arguments.
pub(crate) fn verify(args: &VerifyArgs, data: &[PathBuf], context: &mut Context<'_>) -> Result<Outcome, Error> {
    let mut texts = VerificationTexts::default();
    let directories = collections::collection_dirs(data);
    read_source_texts(context.engine.corpus(), &directories, &mut texts);
    read_given_texts(context.engine.corpus(), &args.sources, &mut texts)?;
    Ok(cli::verify(context, &texts, args.json)?)
}

/// Checks the quotations in drafts against the collections.
pub(crate) fn proofread(args: &ProofreadArgs, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let drafts = read_drafts(&args.drafts, args.format.map(Into::into))?;
    Ok(cli::proofread(context, &drafts, args.json)?)
}

/// Reads the texts that collections name for their sources; `directories` are those of the collections, in order.
fn read_source_texts(corpus: &Corpus, directories: &[Option<PathBuf>], texts: &mut VerificationTexts) {
    for id in corpus.source_ids() {
        if let Some(text) = read_source_text(corpus, id, directories) {
            texts.insert(id, text);
        }
    }
}

/// Reads the text that its collection names for a source, or returns why it can't be read; `None` if none is named.
pub(crate) fn read_source_text(
    corpus: &Corpus,
    id: SourceId,
    directories: &[Option<PathBuf>],
) -> Option<Result<String, Safe<'static>>> {
    let source = corpus.source(id);
    let path = source.text.as_ref()?;
    let read = match directories.get(source.collection.index()) {
        Some(Some(directory)) => read_beneath(directory, path.as_str()).map_err(|error| error.to_string()),
        _ => Err("its collection is not a file, so it has no directory to look in".to_owned()),
    };
    Some(read.map_err(|why| kzq_text::safe!(path, ": ", Safe::line(why))))
}

/// Reads a regular file below a directory, without following links out of it: collections may come from anyone.
fn read_beneath(directory: &Path, path: &str) -> io::Result<String> {
    let denied = |message| Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
    let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
    let real = fs::canonicalize(directory.join(path))?;
    if !Path::new(path).components().all(inside) || !real.starts_with(fs::canonicalize(directory)?) {
        return denied("the path leads out of the directory of the collection");
    }
    if !fs::metadata(&real)?.is_file() {
        return denied("this is no regular file");
    }
    File::open(real).and_then(read_text)
}

/// Reads the source texts given as arguments.
fn read_given_texts(corpus: &Corpus, given: &[SourceTextArg], texts: &mut VerificationTexts) -> Result<(), Error> {
    for SourceTextArg { source, file } in given {
        let id = find_source(corpus, source).map_err(Error::Usage)?;
        texts.insert(id, Ok(read_argument(file)?));
    }
    Ok(())
}

fn read_drafts(files: &[PathBuf], format: Option<DraftFormat>) -> Result<Vec<Draft>, Error> {
    let read = |file: &PathBuf| {
        let name = if is_standard_input(file) { "(standard input)".to_owned() } else { file.display().to_string() };
        read_argument(file).map(|text| Draft { name, text, format })
    };
    files.iter().map(read).collect()
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// Reads a file named on the command line.
fn read_argument(file: &Path) -> Result<String, Error> {
    let text =
        if is_standard_input(file) { read_text(io::stdin().lock()) } else { File::open(file).and_then(read_text) };
    text.map_err(|error| file_error(file, error))
}

/// Looks up a source by `id` or `collection/id`.
fn find_source(corpus: &Corpus, name: &str) -> Result<SourceId, String> {
    let (collection, id) = name.split_once('/').map_or((None, name), |(collection, id)| (Some(collection), id));
    let matches = |&source: &SourceId| {
        let source = corpus.source(source);
        let own = || corpus.collection(source.collection).id.as_str();
        source.id.as_str() == id && collection.is_none_or(|collection| own() == collection)
    };
    let mut found = corpus.source_ids().filter(matches);
    match (found.next(), found.next()) {
        (Some(source), None) => Ok(source),
        (Some(_), Some(_)) => Err(format!("several collections have a source “{name}”: write collection/id=FILE")),
        (None, _) => Err(format!("there is no source “{name}”; `kzq sources` lists them")),
    }
}

/// Reads a UTF-8 text of limited length.
fn read_text(file: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    file.take(MAX_TEXT_LEN + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_TEXT_LEN {
        let message = format!("the text is longer than {} MiB", MAX_TEXT_LEN >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    String::from_utf8(bytes).map_err(|error| {
        let message = format!("the text is not UTF-8 from byte {} on", error.utf8_error().valid_up_to());
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}
