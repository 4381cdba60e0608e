//! Reads the texts of documents: the formats people write drafts in, and transcripts. Turns bytes into texts that map
//! each character to its place: a paragraph and page, a line of the original, or a time.
//!
//! ```
//! use kzq_documents::{DocumentFormat, Limits, read};
//!
//! let bytes = b"WEBVTT\n\n00:01:02.500 --> 00:01:04.000\n<v Ada>We must be frank.\n";
//! let format = DocumentFormat::detect("talk.vtt", bytes);
//! let document = read(format, bytes, &Limits::default()).unwrap();
//! let main = document.main();
//! assert_eq!(main.text(), "We must be frank.");
//! let cue = main.cue_at(0).unwrap();
//! assert_eq!((cue.timestamp().as_str(), cue.speaker), ("00:01:02", Some("Ada")));
//! assert_eq!(main.place(8).column, 16);
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod document;
mod error;
mod flow;
mod format;
mod ignore;
mod limits;
mod lines;
mod readers;
mod story;
mod xml;
mod zip_file;

pub use document::{Cue, Document, Part, PartKind, Place};
pub use error::DocumentError;
pub use format::{DocumentFormat, read};
pub use ignore::{Ignore, Ignores};
pub use limits::Limits;
