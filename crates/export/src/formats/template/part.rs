//! What a template consists of, and what can be wrong with one.

use std::ops::Range;

use kzq_text::Safe;

/// The placeholders: name and description.
pub const PLACEHOLDERS: [(&str, &str); 18] = [
    ("quoted", "the words, in quotation marks where they are verbatim"),
    ("words", "the words without marks"),
    ("speaker", "who said them"),
    ("role", "the speaker's role"),
    ("source", "who prints them, in short"),
    ("title", "the title of the source"),
    ("published", "when the source was published"),
    ("section", "the section of the source"),
    ("place", "the chapter, page, line or location in the source"),
    ("occasion", "the occasion on which they were said"),
    ("date", "when they were said"),
    ("time", "where they are in a recording"),
    ("url", "the address of the source"),
    ("accessed", "when the address was visited"),
    ("tags", "the tags of the entry"),
    ("id", "the id of the entry"),
    ("wording", "verbatim, reported or summary"),
    ("caveat", "that they are not the speaker's words, a translation, or misattributed"),
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
