//! What a reader finds in a file.

use kzq_edit::{EntryDraft, SourceDraft};

/// Receives the items of a file in their order.
pub trait Sink {
    /// Takes an item; returns `false` to stop reading.
    fn accept(&mut self, item: Item) -> bool;

    /// Takes a remark on how the file is read, for the user to check: “column 2 is the quotation”.
    fn remark(&mut self, _remark: String) {}
}

/// An item of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// An entry.
    Entry(Imported),
    /// A source without entries, such as a record of a bibliography.
    Source(ImportedSource),
    /// A part of the file that yields no entry.
    Skipped(Skipped),
}

/// An entry, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The line of the file, from 1; 0 if the format has no lines.
    pub line: usize,
    /// The entry.
    pub draft: EntryDraft,
    /// What the user should check, each as a short clause in lower case: “two credits; the second is left out”.
    pub doubts: Vec<String>,
}

/// A source without entries, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedSource {
    /// The line of the file, from 1; 0 if the format has no lines.
    pub line: usize,
    /// The source.
    pub draft: SourceDraft,
    /// What the user should check, each as a short clause in lower case.
    pub doubts: Vec<String>,
}

/// A part of the file that yields no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line of the file, from 1; 0 if the format has no lines.
    pub line: usize,
    /// Why, as a short clause in lower case: “a bookmark has no words”. The report counts equal reasons together.
    pub reason: &'static str,
}
