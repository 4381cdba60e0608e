//! [`Importer`]: files in, the entries of a collection out.

use std::io;

use kzq_edit::{
    CollectionText, Counts, EditError, ItemWriter, NewRows, Resolution, Resolver, SourceDraft, SourceReference,
    SpeakerReference, UnknownId,
};
use kzq_text::Safe;

use crate::complete::{Defaults, clean_source, complete, strip_marks};
use crate::decode::{UnknownEncoding, decode};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::formats::{FORMATS, is_own};
use crate::item::{Imported, ImportedSource, Item, Sink, Skipped};
use crate::report::FileReport;

/// How many items are read between two calls of a [`Step`].
const ITEMS_A_STEP: usize = 1 << 10;

/// A file to import.
#[derive(Clone, Copy, Debug)]
pub struct ImportFile<'f> {
    /// The file, as the user names it.
    pub path: &'f str,
    /// Its name without the directories.
    pub name: &'f str,
    /// Its content.
    pub bytes: &'f [u8],
}

/// What the user says about the files.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// `--from`: the name of the format; `None` to detect it.
    pub format: Option<String>,
    /// `--encoding`: for a text that does not say how it is encoded.
    pub encoding: Option<String>,
    /// `--speaker`: the name or the id of the speaker of entries whose speaker is unknown.
    pub speaker: Option<String>,
    /// `--source`: the title or the id of the source of entries without one.
    pub source: Option<String>,
    /// `--topic`: topics of all entries.
    pub topics: Vec<String>,
    /// `--lang`: the language of entries that have none.
    pub lang: Option<String>,
    /// Options that only some formats have.
    pub read: ReadOptions,
}

/// Why a file cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is no such encoding.
    #[error(transparent)]
    Encoding(#[from] UnknownEncoding),
    /// No format recognises the file.
    #[error("{file}: {reason}")]
    Unrecognised {
        /// The file.
        file: Safe<'static>,
        /// Why, and what to do.
        reason: &'static str,
    },
    /// The file is not what its format says.
    #[error("{file}: {error}")]
    Read {
        /// The file.
        file: Safe<'static>,
        /// What is wrong with it.
        error: ReadError,
    },
    /// The user names a speaker or a source that the collection does not have.
    #[error(transparent)]
    UnknownId(#[from] UnknownId),
    /// The entries cannot be written.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// Called from time to time during an import, with the number of items read so far and the writer that holds the
/// entries since the last call. For a new collection, it may [take](ItemWriter::take) them, to write them elsewhere.
pub type Step<'s> = &'s mut dyn FnMut(usize, &mut ItemWriter) -> io::Result<()>;

/// Imports files, one by one, into one collection.
pub struct Importer {
    resolver: Resolver,
    entries: ItemWriter,
    items: usize,
    reports: Vec<FileReport>,
}

impl Default for Importer {
    fn default() -> Self {
        Self::new()
    }
}

impl Importer {
    /// Imports into a new collection.
    pub fn new() -> Self {
        Self { resolver: Resolver::new(false), entries: ItemWriter::new(), items: 0, reports: Vec::new() }
    }

    /// Imports into an existing collection.
    ///
    /// # Errors
    ///
    /// If no entries can be added to it.
    pub fn of(collection: &CollectionText<'_>) -> Result<Self, EditError> {
        let (resolver, entries) = (Resolver::of(collection), collection.entry_writer()?);
        Ok(Self { resolver, entries, items: 0, reports: Vec::new() })
    }

    /// Imports a file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or the options name something that does not exist. Then nothing must be written.
    pub fn import(&mut self, file: ImportFile<'_>, options: &ImportOptions, step: Step<'_>) -> Result<(), ImportError> {
        let path = || Safe::line(file.path).into_owned();
        let decoded = decode(file.bytes, options.encoding.as_deref())?;
        let input = Input { name: file.name, bytes: file.bytes, text: &decoded.text };
        let (format, recognised_by) = choose(&input, options.format.as_deref())
            .map_err(|reason| ImportError::Unrecognised { file: path(), reason })?;
        let report = FileReport {
            file: path(),
            format: format.name,
            recognised_by: recognised_by.map(Safe::line),
            assumed_encoding: decoded.assumed.map(Into::into),
            ..FileReport::default()
        };
        let defaults = self.defaults(options);
        let mut reading =
            Reading { importer: self, file: file.name, is_own: is_own(format), defaults, report, failure: None, step };
        let read = (format.read)(&input, &options.read, &mut reading);
        let Reading { report, failure, .. } = reading;
        if let Some(failure) = failure {
            return Err(failure);
        }
        read.map_err(|error| ImportError::Read { file: path(), error })?;
        self.reports.push(report);
        Ok(step(self.items, &mut self.entries)?)
    }

    /// Returns the outcome for the files, and the writer with the entries that no step has taken.
    pub fn finish(self) -> (Outcome, ItemWriter) {
        let Self { resolver, entries, reports, .. } = self;
        (Outcome { counts: resolver.counts(), rows: resolver.into_rows(), files: reports }, entries)
    }

    /// Returns what entries have that their file says nothing about.
    pub(crate) fn defaults(&self, options: &ImportOptions) -> Defaults {
        Defaults {
            speaker: options.speaker.as_deref().map(|name| SpeakerReference::named(name.trim())),
            source: options.source.as_deref().map(|name| self.source_named(name)),
            topics: options.topics.clone(),
            lang: options.lang.clone(),
        }
    }

    /// Returns the source that a user names, which need not exist.
    fn source_named(&self, name: &str) -> SourceReference {
        let described = || SourceDraft { title: name.trim().to_owned(), ..SourceDraft::default() };
        self.resolver.source_named(name).unwrap_or_else(|| SourceReference::Described(Box::new(described())))
    }
}

/// The outcome of an import.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How much is new, and how much already existed.
    pub counts: Counts,
    /// The speakers, sources and topics that are new.
    pub rows: NewRows,
    /// A report on each file.
    pub files: Vec<FileReport>,
}

impl Outcome {
    /// Whether there is something to write.
    pub fn has_news(&self) -> bool {
        self.counts.entries + self.counts.new_sources > 0
    }
}

/// Chooses the format of a file: the one that the user names, or the first that recognises it; and by what.
pub(crate) fn choose(input: &Input<'_>, name: Option<&str>) -> Result<(&'static Format, Option<String>), &'static str> {
    if let Some(name) = name {
        let format = FORMATS.iter().find(|format| format.name == name);
        return format.map(|format| (format, None)).ok_or("there is no such format; `kzq import --list` names them");
    }
    let found = FORMATS.iter().find_map(|format| Some((format, Some((format.sniff)(input)?))));
    found.ok_or_else(|| why_unrecognised(input))
}

fn why_unrecognised(input: &Input<'_>) -> &'static str {
    if input.bytes.iter().all(u8::is_ascii_whitespace) {
        "the file is empty"
    } else if input.text.is_empty() {
        "the file is not text; if it is one, name its encoding with `--encoding`"
    } else if input.text.trim_start().starts_with('(') && input.text.contains("schema") {
        "the file is a collection of kzq; open it with `--data`"
    } else {
        "no format recognises the file; name it with `--from` (`kzq import --list` has the names)"
    }
}

/// Takes the items of a file.
struct Reading<'i> {
    importer: &'i mut Importer,
    file: &'i str,
    /// Whether the words are as a collection has them.
    is_own: bool,
    defaults: Defaults,
    report: FileReport,
    failure: Option<ImportError>,
    step: Step<'i>,
}

impl Reading<'_> {
    fn entry(&mut self, mut entry: Imported) -> Result<(), ImportError> {
        if !self.is_own {
            strip_marks(&mut entry.draft);
        }
        if !complete(&mut entry, self.file, &self.defaults) {
            self.report.skip(Skipped { line: entry.line, reason: "it has no words" });
            return Ok(());
        }
        let Imported { line, draft, doubts } = entry;
        let resolver = &mut self.importer.resolver;
        match if self.is_own { resolver.resolve_distinct(draft) } else { resolver.resolve(draft) }? {
            Resolution::New(entry) => {
                self.importer.entries.push(&entry.row());
                self.report.imported += 1;
                for doubt in doubts {
                    self.report.doubt(line, &entry.id, doubt);
                }
            }
            Resolution::Duplicate { .. } => self.report.duplicates += 1,
        }
        Ok(())
    }

    fn item(&mut self, item: Item) -> Result<(), ImportError> {
        match item {
            Item::Entry(entry) => self.entry(entry)?,
            Item::Source(ImportedSource { line, mut draft, doubts }) => {
                clean_source(&mut draft);
                let id = self.importer.resolver.resolve_source(&draft);
                self.report.sources += 1;
                for doubt in doubts {
                    self.report.doubt(line, &id, doubt);
                }
            }
            Item::Skipped(skipped) => self.report.skip(skipped),
        }
        self.importer.items += 1;
        if self.importer.items.is_multiple_of(ITEMS_A_STEP) {
            (self.step)(self.importer.items, &mut self.importer.entries)?;
        }
        Ok(())
    }
}

impl Sink for Reading<'_> {
    fn accept(&mut self, item: Item) -> bool {
        self.failure = self.item(item).err();
        self.failure.is_none()
    }

    fn remark(&mut self, remark: String) {
        self.report.remarks.push(Safe::line(remark));
    }
}

#[cfg(test)]
mod tests;
