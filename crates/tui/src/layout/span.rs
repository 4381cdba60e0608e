//! The styled spans that make up the lines of a page or view.

use kzq_corpus::Wording;
use kzq_text::{Safe, width};

/// What a span is; the theme maps it to a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleRole {
    /// The name of the speaker.
    Speaker,
    /// Verbatim words.
    Quotation,
    /// Words that are not the speaker's own.
    Paraphrase,
    /// A quotation mark added by the layout.
    QuotationMark,
    /// The glyph that shows a wording.
    WordingGlyph(Wording),
    /// The label before a text, such as `SOURCE`.
    Label,
    /// Ordinary text beside a label.
    Body,
    /// Secondary text, shown muted.
    Muted,
    /// The result of a check that found the words in their source.
    Verified,
    /// The words in a source that an entry quotes.
    SourceWords,
    /// Something that the user should be wary of.
    Warning,
    /// The arrow that shows that there is an address to open.
    Link,
    /// The sign before a difference from the words.
    DifferenceSign,
    /// The ellipsis of a shortened text.
    Ellipsis,
    /// The dot between two parts of a list.
    Separator,
    /// A heading or title.
    Heading,
    /// A keyboard key.
    Key,
    /// Words that the compared text has, too.
    Shared,
    /// Words that the compared text does not support.
    Unsupported,
    /// A line between two texts.
    Divider,
}

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledSpan<'p> {
    /// The text; empty for a glyph, which takes one column.
    pub text: Safe<'p>,
    /// What it is, for the theme.
    pub role: StyleRole,
    /// Whether the filter matched it.
    pub matched: bool,
    /// Whether the collection marks it as a slip of the source (sic).
    pub slip: bool,
    /// Whether the user highlighted it.
    pub highlighted: bool,
    /// Its state in the phrase selection.
    pub select_state: SelectState,
}

/// The state of a span in the phrase selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SelectState {
    /// Not part of the selection.
    #[default]
    None,
    /// Selected to be copied.
    Selected,
    /// The word at the cursor.
    Cursor {
        /// Whether the word is selected, too.
        selected: bool,
    },
}

impl<'p> StyledSpan<'p> {
    /// Creates a span without any marks.
    pub(crate) fn plain(text: impl Into<Safe<'p>>, role: StyleRole) -> Self {
        Self {
            text: text.into(),
            role,
            matched: false,
            slip: false,
            highlighted: false,
            select_state: SelectState::None,
        }
    }

    /// Creates a span of `columns` spaces.
    pub(crate) fn spaces(columns: usize) -> Self {
        Self::plain(Safe::line(" ".repeat(columns)), StyleRole::Muted)
    }

    /// Creates the span for the glyph of a wording.
    pub(crate) fn glyph(wording: Wording) -> Self {
        Self::plain("", StyleRole::WordingGlyph(wording))
    }

    /// Returns the width in columns.
    pub fn width(&self) -> usize {
        match self.role {
            StyleRole::WordingGlyph(_) => 1,
            _ => width::width(self.text.as_str()),
        }
    }
}

/// A line of a page or view.
pub type StyledLine<'p> = Vec<StyledSpan<'p>>;
