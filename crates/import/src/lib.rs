//! Quotations read from the files of other programs.
//!
//! [`FORMATS`] has a row for each format, with what recognises it and what reads it. A reader passes what it finds to a
//! [`Sink`], one item at a time, so that a file of any size takes little more memory than its text. It invents nothing: a
//! credit that it does not understand is left as a doubt, and what it does not take is reported as skipped.
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
pub use item::{Imported, Item, Sink, Skipped};
pub use report::{AssumedEncodingReport, Doubt, FileReport, SkippedItems};
