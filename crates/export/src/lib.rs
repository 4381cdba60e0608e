//! Exports entries, to be pasted or piped.
//!
//! In every [`Format`], verbatim and reported words stay distinguishable: only verbatim words are in quotation marks,
//! and everything else says that it is not the speaker's wording. No output ends in a line feed, and nothing is
//! invented that the data does not contain.

mod address;
mod attribution;
mod cite;
mod excerpt;
mod export;
mod formats;
mod fragment;
mod marks;
mod name;
mod topic_map;
mod transcript;
mod work;

pub use attribution::{attribution, caveat, long_date_or_nd, translation_note};
pub use excerpt::export_excerpt;
pub use export::{Rendered, count_skipped, export, export_parts, export_prefix, export_with_texts};
pub use formats::{EntryRecord, EntrySourceRecord, EntrySpeakerRecord};
pub use formats::{Format, FormatRow, NotExportable};
pub use formats::{PLACEHOLDERS, Template, TemplateError};
pub use formats::{SourceTextLookup, no_source_texts};
pub use topic_map::{TopicMapFormat, render_topic_map};
pub use transcript::{TranscriptRecord, export_transcript};

use self::address::ascii_url;
