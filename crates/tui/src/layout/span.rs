//! The styled spans that make up the lines of a page or view.

use kzq_corpus::Wording;
use kzq_text::{Safe, width};

/// What a span is; the theme maps it to a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of the speaker.
    Speaker,
    /// Verbatim words.
    Said,
    /// Words that are not the speaker's own.
    Told,
    /// A quotation mark added by the layout.
    Mark,
    /// The glyph that shows a wording.
    Glyph(Wording),
    /// The label before a text, such as `SOURCE`.
    Label,
    /// Ordinary text beside a label.
    Body,
    /// Secondary text, shown muted.
    Quiet,
    /// The result of a check that found the words in their source.
    Holds,
    /// The words in a source that an entry quotes.
    Passage,
    /// Something that the user should be wary of.
    Warning,
    /// The arrow that shows that there is an address to open.
    Link,
    /// The sign before a difference from the words.
    Differs,
    /// The ellipsis of a shortened text.
    Cut,
    /// The dot between two parts of a list.
    Dot,
    /// A heading or title.
    Heading,
    /// A keyboard key.
    Key,
    /// Words that the compared text has, too.
    Shared,
    /// Words that the compared text does not support.
    Unfounded,
    /// A line between two texts.
    Rule,
}

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'p> {
    /// The text; empty for a glyph, which takes one column.
    pub text: Safe<'p>,
    /// What it is, for the theme.
    pub role: Role,
    /// Whether the filter matched it.
    pub matched: bool,
    /// Whether the collection marks it as a slip of the source (sic).
    pub slip: bool,
    /// Whether the user highlighted it.
    pub highlighted: bool,
    /// Its state in the phrase selection.
    pub pick: Pick,
}

/// The state of a span in the phrase selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// Not part of the selection.
    #[default]
    None,
    /// Selected to be copied.
    Chosen,
    /// The word at the cursor.
    Cursor {
        /// Whether the word is selected, too.
        chosen: bool,
    },
}

impl<'p> Piece<'p> {
    /// Creates a span without any marks.
    pub(crate) fn plain(text: impl Into<Safe<'p>>, role: Role) -> Self {
        Self { text: text.into(), role, matched: false, slip: false, highlighted: false, pick: Pick::None }
    }

    /// Creates a span of `columns` spaces.
    pub(crate) fn blanks(columns: usize) -> Self {
        Self::plain(Safe::line(" ".repeat(columns)), Role::Quiet)
    }

    /// Creates the span for the glyph of a wording.
    pub(crate) fn glyph(wording: Wording) -> Self {
        Self::plain("", Role::Glyph(wording))
    }

    /// Returns the width in columns.
    pub fn columns(&self) -> usize {
        match self.role {
            Role::Glyph(_) => 1,
            _ => width::width(self.text.as_str()),
        }
    }
}

/// A line of a page or view.
pub type Line<'p> = Vec<Piece<'p>>;
