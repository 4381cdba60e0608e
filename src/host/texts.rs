//! The texts of sources: those that are given on the command line.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::collections::failed;
use super::failure::Failure;
use crate::cli::args::GivenText;
use crate::corpus::{Corpus, SourceId};
use crate::verify::Texts;

/// No text is longer, in bytes.
const LONGEST: u64 = 64 << 20;

/// Reads the texts that are given for sources.
///
/// # Errors
///
/// Where a source is not one of the corpus, or a file can't be read.
pub(super) fn read_given(corpus: &Corpus, given: &[GivenText], texts: &mut Texts) -> Result<(), Failure> {
    for GivenText { source, file } in given {
        let id = find(corpus, source).map_err(Failure::Usage)?;
        let read = if file == Path::new("-") { read(io::stdin().lock()) } else { File::open(file).and_then(read) };
        texts.add(id, Ok(read.map_err(|error| failed(file, error))?));
    }
    Ok(())
}

/// The source of an id, or `collection/id`.
fn find(corpus: &Corpus, name: &str) -> Result<SourceId, String> {
    let (collection, id) = name.split_once('/').map_or((None, name), |(collection, id)| (Some(collection), id));
    let is_it = |&source: &SourceId| {
        let source = corpus.source(source);
        let own = || corpus.collection(source.collection).id.as_str();
        source.id.as_str() == id && collection.is_none_or(|collection| own() == collection)
    };
    let mut found = corpus.source_ids().filter(is_it);
    match (found.next(), found.next()) {
        (Some(source), None) => Ok(source),
        (Some(_), Some(_)) => Err(format!("several collections have a source “{name}”: write collection/id=FILE")),
        (None, _) => Err(format!("there is no source “{name}”; `kzq sources` lists them")),
    }
}

/// Reads a text whole.
fn read(file: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        let message = format!("the text is longer than {} MiB", LONGEST >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    String::from_utf8(bytes).map_err(|error| {
        let message = format!("the text is not UTF-8 from byte {} on", error.utf8_error().valid_up_to());
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}
