//! [`Piece`]: the part of a transcript that one cue, segment or line has.

use std::borrow::Cow;

use super::direction::Direction;
use super::label::Label;

/// A part of a transcript.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    /// The line where it begins, from 1.
    pub(super) line: usize,
    /// When it begins and ends in the recording, in milliseconds.
    pub(super) time: Option<(u64, u64)>,
    /// What shows who speaks.
    pub(super) mark: Mark,
    /// The text, with its label.
    pub(super) text: Cow<'t, str>,
    /// Where in the text the words begin after the label.
    pub(super) words_at: usize,
    /// What joins it to the piece before.
    pub(super) joint: &'static str,
}

/// What shows who speaks.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// A sign that it is somebody else than before, such as `>>`.
    Change,
    /// A label before the words.
    Label(Label),
    /// No speaker says it.
    Direction(Direction),
}
