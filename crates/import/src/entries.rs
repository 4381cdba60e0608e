//! The entries of a file, read to be reviewed before anything is written.

use kzq_text::Safe;

use crate::complete::{Defaults, complete, strip_marks};
use crate::decode::decode;
use crate::format::Input;
use crate::formats::is_own;
use crate::import::{ImportError, ImportFile, ImportOptions, Importer, choose};
use crate::item::{Imported, Item, Sink};

/// The entries of a file.
#[derive(Clone, Debug, Default)]
pub struct ReadFile {
    /// The text of the file; empty if it is binary.
    pub text: String,
    /// The entries, in the order of the file, completed by the options.
    pub entries: Vec<Imported>,
    /// How many parts of the file yield no entry.
    pub skipped: usize,
}

/// Takes the entries of a file.
struct Collector<'f> {
    file: &'f str,
    is_own: bool,
    defaults: Defaults,
    entries: Vec<Imported>,
    skipped: usize,
}

impl Sink for Collector<'_> {
    fn accept(&mut self, item: Item) -> bool {
        match item {
            Item::Entry(mut entry) => {
                if !self.is_own {
                    strip_marks(&mut entry.draft);
                }
                if complete(&mut entry, self.file, &self.defaults) {
                    self.entries.push(entry);
                } else {
                    self.skipped += 1;
                }
            }
            Item::Source(_) | Item::Skipped(_) => self.skipped += 1,
        }
        true
    }
}

/// Reads the entries of a file as an import into the collection of `importer` would, and writes nothing.
///
/// # Errors
///
/// If the file cannot be read.
pub fn read_entries(
    importer: &Importer,
    file: ImportFile<'_>,
    options: &ImportOptions,
) -> Result<ReadFile, ImportError> {
    let path = || Safe::line(file.path).into_owned();
    let decoded = decode(file.bytes, options.encoding.as_deref())?;
    let input = Input { name: file.name, bytes: file.bytes, text: &decoded.text };
    let (format, _) = choose(&input, options.format.as_deref())
        .map_err(|reason| ImportError::Unrecognised { file: path(), reason })?;
    let mut collector = Collector {
        file: file.name,
        is_own: is_own(format),
        defaults: importer.defaults(options),
        entries: Vec::new(),
        skipped: 0,
    };
    (format.read)(&input, &options.read, &mut collector).map_err(|error| ImportError::Read { file: path(), error })?;
    let Collector { entries, skipped, .. } = collector;
    Ok(ReadFile { text: decoded.text.into_owned(), entries, skipped })
}
