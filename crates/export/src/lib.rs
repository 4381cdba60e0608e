//! Exports entries, to be pasted or piped.
//!
//! In every [`Format`], verbatim and reported words stay distinguishable: only verbatim words are in quotation marks,
//! and everything else says that it is not the speaker's wording. No output ends in a line feed, and nothing is
//! invented that the data does not contain.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod address;
mod attribution;
mod bibtex;
mod cite;
mod collection;
mod csl;
mod excerpt;
mod export;
mod format;
mod fragment;
mod html;
mod json;
mod link;
mod markdown;
mod marks;
mod name;
mod render;
mod ris;
mod ron;
mod template;
mod topic_map;
mod transcript;
mod words;
mod work;

pub use attribution::{attribution, caveat, long_date_or_nd, translation_note};
pub use collection::export_collection;
pub use excerpt::export_excerpt;
pub use export::{Rendered, count_skipped, export, export_parts, export_prefix, export_with_texts};
pub use format::{Format, NotExportable};
pub use json::{EntryRecord, EntrySourceRecord, EntrySpeakerRecord};
pub use link::{SourceTextLookup, no_source_texts};
pub use template::{PLACEHOLDERS, Template, TemplateError};
pub use topic_map::{TopicMapFormat, render_topic_map};
pub use transcript::{TranscriptRecord, export_transcript};

use self::address::ascii_url;
