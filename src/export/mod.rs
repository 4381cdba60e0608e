//! Exports entries, to be pasted or piped.
//!
//! In every [`Format`], verbatim and reported words stay distinguishable: only verbatim words are in quotation marks,
//! and everything else says that it is not the speaker's wording. No output ends in a line feed, and nothing is
//! invented that the data does not contain.

mod address;
mod attribution;
mod bibtex;
mod cite;
mod clip;
mod csl;
mod entry;
mod format;
mod fragment;
mod html;
mod link;
mod markdown;
mod marks;
mod name;
mod record;
mod ris;
mod ron;
mod template;
mod topic_map;
mod transcript;
mod work;
mod write;

pub use attribution::{attribution, caveat, date_or_nd, translation_note};
pub use clip::write_clip;
pub use format::{Format, Unwritable};
pub use link::{SourceTexts, no_texts};
pub use record::{Record, SourceRecord, SpeakerRecord};
pub use template::{PLACEHOLDERS, Template, TemplateFault};
pub use topic_map::{TopicMap, topic_map};
pub use transcript::{TranscriptRecord, write_transcript};
pub use write::{Written, left_out, pieces, write_beginning, write_out, write_out_with};

use address::address;
