//! What a template consists of, and what can be wrong with one.

use std::ops::Range;

use kzq_text::Safe;

/// The placeholders: name and description.
pub const PLACEHOLDERS: [(&str, &str); 16] = [
    ("quoted", "the words; in quotation marks where they are verbatim"),
    ("words", "the words without marks"),
    ("speaker", "who said them"),
    ("role", "what the speaker is"),
    ("source", "who prints them, in short"),
    ("title", "the title of what they stand in"),
    ("published", "when that was published"),
    ("section", "the section in which they stand"),
    ("occasion", "what they were said in"),
    ("date", "when they were said"),
    ("time", "where they are in a recording"),
    ("url", "where they can be read"),
    ("accessed", "when they were read there"),
    ("id", "the id of the entry"),
    ("wording", "verbatim, reported or summary"),
    ("caveat", "that they are not the speaker's words, or a translation"),
];

/// The placeholders for the words.
pub(super) const WORD_PLACEHOLDERS: [&str; 2] = ["quoted", "words"];

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TemplatePart {
    /// Literal text.
    Text(Safe<'static>),
    /// A placeholder, as an index into [`PLACEHOLDERS`].
    Placeholder(usize),
    /// An optional group in brackets.
    Optional(Vec<TemplatePart>),
    /// A group in parentheses.
    Parenthesised(Vec<TemplatePart>),
}

/// A problem in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The byte range of the problem.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Safe<'static>,
    /// How to fix it, if known.
    pub help: Option<Safe<'static>>,
}
