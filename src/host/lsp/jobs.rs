//! What takes time and is not done on the main thread.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

use super::event::{Event, JobResult, LoadedProject};
use crate::cli::{CollectionChange, CollectionEdit, Failure};
use crate::host::collection_edit;
use crate::host::error::failure_line;
use crate::host::load::collections::CollectionDirs;
use crate::host::load::given_texts;
use crate::host::project;
use crate::host::read_file;
use crate::host::read_file::MaxSize;
use kzq_corpus::Corpus;
use kzq_edit::{Addition, CollectionText, NewCollection};
use kzq_lsp::{EntryToLocate, LspRange, PositionEncoding, Ticket, entry_ranges};
use kzq_text::{Safe, safe};

/// The largest collection in which entries are looked for without the user having asked.
const MAX_UNASKED_BYTES: u64 = 32 << 20;

/// A job.
pub(super) enum Job {
    /// Reads the texts of the sources of collections.
    ReadTexts { number: u64, corpus: Arc<Corpus>, directories: CollectionDirs, max_size: MaxSize },
    /// Finds an entry in its file.
    Locate { ticket: Ticket, file: PathBuf, entry: String, encoding: PositionEncoding },
    /// Finds entries of the collections with a number in their files.
    LocateAll { number: u64, entries: Vec<EntryToLocate>, encoding: PositionEncoding },
    /// Adds words to those that the project with a file ignores.
    Ignore { ticket: Ticket, file: PathBuf, words: String },
    /// Adds a quotation to a collection: to the user's own one, if so, which may not exist yet.
    Add { ticket: Ticket, is_own: bool, addition: Box<kzq_lsp::Addition> },
}

impl Job {
    /// Reads the texts of the sources of loaded collections.
    pub(super) fn read_texts(loaded: &LoadedProject) -> Self {
        Self::ReadTexts {
            number: loaded.number,
            corpus: Arc::clone(loaded.engine.corpus()),
            directories: loaded.directories.clone(),
            max_size: loaded.max_size,
        }
    }

    fn run(self) -> JobResult {
        match self {
            Self::ReadTexts { number, corpus, directories, max_size } => {
                JobResult::Texts(number, given_texts::read_source_texts(&corpus, &directories, max_size))
            }
            Self::Locate { ticket, file, entry, encoding } => {
                let range = locate(&file, MaxSize::NONE, &[entry.as_str()], encoding).pop().flatten();
                JobResult::Located(ticket, file, range)
            }
            Self::LocateAll { number, entries, encoding } => {
                let mut by_file: BTreeMap<PathBuf, Vec<EntryToLocate>> = BTreeMap::new();
                for entry in entries {
                    by_file.entry(entry.file.clone()).or_default().push(entry);
                }
                let mut found = Vec::new();
                for (file, entries) in by_file {
                    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
                    let ranges = locate(&file, MaxSize::bytes(MAX_UNASKED_BYTES), &ids, encoding);
                    found.extend(entries.into_iter().zip(ranges).filter_map(|(entry, range)| Some((entry, range?))));
                }
                JobResult::AllLocated(number, found)
            }
            Self::Ignore { ticket, file, words } => {
                let outcome = project::ignore(&file, &words);
                let file = Safe::line(file.display().to_string());
                let outcome = match outcome {
                    Ok(()) => Ok(safe!("ignored in ", file)),
                    Err(error) => Err(safe!(file, ": ", Safe::line(error.to_string()))),
                };
                JobResult::Added(ticket, outcome)
            }
            Self::Add { ticket, is_own, addition } => {
                let outcome = add(&addition, is_own).map_err(|failure| failure_line(&failure));
                JobResult::Added(ticket, outcome)
            }
        }
    }
}

/// Does the jobs that come in, one after another.
pub(super) fn run(jobs: Receiver<Job>, results: &SyncSender<Event>) {
    for job in jobs {
        if results.send(Event::Done(job.run())).is_err() {
            return;
        }
    }
}

/// The positions of entries in a file; `None` for those that are not found.
fn locate(file: &Path, max_size: MaxSize, ids: &[&str], encoding: PositionEncoding) -> Vec<Option<LspRange>> {
    let text = read_file::read(file, max_size).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    entry_ranges(&text.unwrap_or_default(), ids, encoding)
}

/// Adds a quotation to a collection, as `kzq add` does; returns what to tell the user.
fn add(addition: &kzq_lsp::Addition, is_own: bool) -> Result<Safe<'static>, Failure> {
    let new_file = is_own.then(|| NewCollection::for_user().commented());
    let mut made = None;
    let edited = collection_edit::change(CollectionChange {
        file: &addition.file,
        new_file: new_file.as_deref(),
        make: &mut |collection| {
            let addition = collection.addition(addition.draft.clone())?;
            let edit = CollectionEdit::of_addition(&addition);
            made = Some(addition);
            Ok(edit)
        },
    })?;
    let file = Safe::line(edited.path.display().to_string());
    let place = |id: &str| -> Result<Safe<'static>, Failure> {
        let collection = CollectionText::parse(&edited.text)?;
        let line = collection.line_of(collection.entry_offset(id).unwrap_or_default());
        Ok(safe!("“", Safe::line(id), "” in ", file, ":", line))
    };
    Ok(match made {
        Some(Addition::New(added)) => safe!("added ", place(&added.id)?),
        Some(Addition::Duplicate(id)) => safe!("not added: already in the collection as ", place(&id)?),
        None => "nothing was added".into(),
    })
}
