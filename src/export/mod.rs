//! An entry written out, to be pasted or piped.
//!
//! Whatever the [`Format`], words that were said and words that were reported stay told apart: only verbatim
//! words stand in quotation marks, and everything else says that it is not the speaker's wording. No format
//! ends in a line feed, and none invents what the data does not carry.

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
