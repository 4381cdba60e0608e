//! Formats entries for pasting or piping.
//!
//! In every [`Format`], verbatim and reported words stay distinguishable: only verbatim words are in quotation marks,
//! and everything else says that it is not the speaker's wording. No output ends in a line feed, and nothing is added
//! that the data does not contain.
//!
//! ```
//! use kzq_export::{Format, NotExportable, export};
//!
//! let collection = r#"(schema: 1, id: "c", title: "Engines", speakers: {"ada": (name: "Ada Byron")},
//!     sources: {"letter": (kind: Article, title: "On Engines", container: "The Calculator", date: "1843-07-10")},
//!     entries: [
//!         Quote(id: "said", by: "ada", text: "The engine shall not be stopped.", source: (id: "letter")),
//!         Paraphrase(id: "told", of: "ada", text: "She wants the engine to go on."),
//!     ])"#;
//! let corpus = kzq_corpus::read("c.ron", collection.as_bytes()).corpus.unwrap();
//! let ids: Vec<_> = corpus.entry_ids().collect();
//!
//! let quotation = export(&corpus, &ids[..1], Format::Words).text;
//! assert_eq!(quotation.as_str(), "The engine shall not be stopped.");
//! let citation = export(&corpus, &ids[..1], Format::ChicagoNote).text;
//! assert_eq!(citation.as_str(), "Ada Byron, quoted in “On Engines,” Calculator, July 10, 1843.");
//!
//! // A paraphrase says that it is one. This one has no source to cite.
//! let paraphrase = export(&corpus, &ids[1..], Format::Words).text;
//! assert_eq!(paraphrase.as_str(), "She wants the engine to go on.\n(reported, not the speaker's words)");
//! let (count, why) = export(&corpus, &ids[1..], Format::ChicagoNote).skipped.unwrap();
//! assert_eq!((count, why), (1, NotExportable::NoSource));
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod address;
mod attribution;
mod cite;
mod collection;
mod collection_contents;
mod differences;
mod excerpt;
mod export;
mod formats;
mod fragment;
mod locator;
mod marks;
mod name;
mod name_parts;
mod passage;
mod recording;
mod report;
mod topic_map;
mod transcript;
mod unique_names;
mod words;
mod work;

pub use address::{addresses, ascii_url};
pub use attribution::{attribution, attribution_link, caveat, caveats, long_date_or_nd};
pub use cite::CitationStyle;
pub use collection::CollectionExport;
pub use differences::{difference_sentence, sorted_differences};
pub use excerpt::export_excerpt;
pub use export::{Rendered, count_skipped, export, export_parts, export_prefix, export_with_texts};
pub use formats::{Availability, Format, FormatRow, NotExportable};
pub use formats::{
    CheckedRecord, EntryRecord, EntrySourceRecord, EntrySpeakerRecord, ReportingSourceRecord, SourceRecord,
};
pub use formats::{LinkBuilder, SourceTextLookup, csv_row, escape_html, escape_markdown, no_source_texts};
pub use formats::{NoteState, note_file_names, note_state};
pub use formats::{PLACEHOLDERS, Template, TemplateError};
pub use locator::locator_text;
pub use marks::quoted;
pub use recording::{recording_address, seconds_of};
pub use report::{GroupBy, Report};
pub use topic_map::{TopicMapFormat, render_topic_map};
pub use transcript::{TranscriptRecord, export_transcript};
