//! Exports entries, to be pasted or piped.
//!
//! In every [`Format`], verbatim and reported words stay distinguishable: only verbatim words are in quotation marks,
//! and everything else says that it is not the speaker's wording. No output ends in a line feed, and nothing is
//! invented that the data does not contain.

mod address;
mod attribution;
mod bibtex;
mod cite;
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
mod work;

pub use attribution::{attribution, caveat, date_or_nd, translation_note};
pub use excerpt::write_clip;
pub use export::{Written, left_out, pieces, write_beginning, write_out, write_out_with};
pub use format::{Format, Unwritable};
pub use json::{Record, SourceRecord, SpeakerRecord};
pub use link::{SourceTexts, no_texts};
pub use template::{PLACEHOLDERS, Template, TemplateFault};
pub use topic_map::{TopicMap, topic_map};
pub use transcript::{TranscriptRecord, write_transcript};

use self::address::address;
