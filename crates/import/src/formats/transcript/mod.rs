//! Transcripts and subtitles: who said what, one entry for each turn of speech.
//!
//! A reader divides its file into [pieces](piece::Piece): a cue, a segment or a line, with the label that names its
//! speaker. It does so twice: first to learn the [cast](cast::Cast), because what is before a colon is a name only if
//! it comes twice or is introduced; then to join the pieces of a speaker into [turns](turns::Turns).
//!
//! The words stay as they are. Only the cues of a turn are joined with a blank, because their breaks are those of the
//! screen; the line breaks and paragraphs of a text stay. Labels, times, styles and lines such as “(APPLAUSE)” are left
//! out.

pub(super) mod captions;
mod cast;
mod clock;
mod cues;
pub(super) mod dialogue;
mod direction;
mod label;
mod label_words;
mod piece;
mod turns;
pub(super) mod whisper;
