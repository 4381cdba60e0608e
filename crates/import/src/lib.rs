//! Reads quotations from the files of other programs.
//!
//! [`FORMATS`] has a row for each format, with its detector and its reader. A reader passes items to a [`Sink`] one at
//! a time, so that a file of any size takes little more memory than its text. It does not guess: a credit that it can't
//! interpret becomes a doubt, and everything it leaves out is reported as skipped.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod complete;
mod decode;
mod entries;
mod format;
mod formats;
mod import;
mod item;
mod reading;
mod report;

pub use decode::{AssumedEncoding, Decoded, UnknownEncoding, decode};
pub use entries::{ReadFile, read_entries};
pub use format::{Format, Input, ReadError, ReadOptions};
pub use formats::FORMATS;
pub use import::{ImportError, ImportFile, ImportOptions, Importer, Outcome, Step};
pub use item::{Imported, ImportedSource, Item, Sink, Skipped};
pub use report::{AssumedEncodingReport, Doubt, FileReport, SkippedItems};
