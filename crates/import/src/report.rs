//! What became of a file: the report on its import.

use kzq_text::Safe;
use serde::Serialize;

use crate::decode::AssumedEncoding;
use crate::item::Skipped;

/// How many lines are kept of the items that are skipped for the same reason.
const MAX_LINES: usize = 5;
/// How many doubts are kept of a file.
const MAX_DOUBTS: usize = 1000;

/// The report on a file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileReport {
    /// The file, as the user names it.
    pub file: Safe<'static>,
    /// The name of its format.
    pub format: &'static str,
    /// What the format was recognised by; `None` if the user named it.
    pub recognised_by: Option<Safe<'static>>,
    /// The encoding, if it was assumed.
    pub assumed_encoding: Option<AssumedEncodingReport>,
    /// How the file was read, such as what its columns were taken for.
    pub remarks: Vec<Safe<'static>>,
    /// How many entries are new.
    pub imported: usize,
    /// How many entries were there already.
    pub duplicates: usize,
    /// How many sources without entries the file has.
    pub sources: usize,
    /// Items that yield no entry, by reason.
    pub skipped: Vec<SkippedItems>,
    /// How many doubts there are about new entries and about sources.
    pub doubt_count: usize,
    /// The first thousand of them.
    pub doubts: Vec<Doubt>,
}

/// An encoding that was assumed, and a line of the text to judge by.
#[derive(Clone, Debug, Serialize)]
pub struct AssumedEncodingReport {
    /// The name of the encoding.
    pub name: &'static str,
    /// The number of the line, from 1.
    pub line: usize,
    /// The beginning of the line.
    pub sample: Safe<'static>,
}

/// Items that yield no entry, all for the same reason.
#[derive(Clone, Debug, Serialize)]
pub struct SkippedItems {
    /// The reason.
    pub reason: &'static str,
    /// How many items there are.
    pub count: usize,
    /// The lines of the first few; empty if the format has no lines.
    pub lines: Vec<usize>,
}

/// What the user should check in a new entry or in a source.
#[derive(Clone, Debug, Serialize)]
pub struct Doubt {
    /// The line of the file; 0 if the format has no lines.
    pub line: usize,
    /// The id of the entry or the source.
    pub id: String,
    /// The doubt.
    pub doubt: Safe<'static>,
}

impl FileReport {
    pub(crate) fn skip(&mut self, Skipped { line, reason }: Skipped) {
        let at = self.skipped.iter().position(|items| items.reason == reason).unwrap_or_else(|| {
            self.skipped.push(SkippedItems { reason, count: 0, lines: Vec::new() });
            self.skipped.len() - 1
        });
        let items = &mut self.skipped[at];
        items.count += 1;
        if line > 0 && items.lines.len() < MAX_LINES {
            items.lines.push(line);
        }
    }

    pub(crate) fn doubt(&mut self, line: usize, id: &str, doubt: String) {
        self.doubt_count += 1;
        if self.doubts.len() < MAX_DOUBTS {
            self.doubts.push(Doubt { line, id: id.to_owned(), doubt: Safe::line(doubt) });
        }
    }
}

impl From<AssumedEncoding> for AssumedEncodingReport {
    fn from(AssumedEncoding { name, line, sample }: AssumedEncoding) -> Self {
        Self { name, line, sample: Safe::line(sample) }
    }
}
