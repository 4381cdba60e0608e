//! The pieces of which a page's lines are made.

use crate::corpus::Wording;
use crate::text::{Safe, width};

/// What a piece of text is, from which a theme makes its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The speaker's name.
    Speaker,
    /// Verbatim words.
    Said,
    /// Words that are not the speaker's own.
    Told,
    /// A quotation mark that the page sets.
    Mark,
    /// The glyph of a wording.
    Glyph(Wording),
    /// A label.
    Label,
    /// Ordinary text beside a label.
    Body,
    /// Text that stands back.
    Quiet,
    /// That words stand in their source.
    Holds,
    /// Words of a source that an entry quotes.
    Passage,
    /// Something to beware of.
    Warning,
    /// That there is an address to open.
    Link,
    /// That a difference from the words follows.
    Differs,
    /// That the text goes on.
    Cut,
    /// The dot between two parts of a list.
    Dot,
    /// A heading.
    Heading,
    /// A key of the keyboard.
    Key,
    /// Words that another text has, too.
    Shared,
    /// Words that have no ground in the text they are held against.
    Unfounded,
    /// A line between two texts.
    Rule,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'p> {
    /// Its text; a glyph has none of its own and takes one column.
    pub text: Safe<'p>,
    /// What it is.
    pub role: Role,
    /// Whether the filter matched it.
    pub matched: bool,
    /// Whether the collection calls it a slip that stands so in the source.
    pub slip: bool,
    /// Whether the reader highlighted it.
    pub highlighted: bool,
    /// What it is to a reader who chooses words.
    pub pick: Pick,
}

/// What a piece is to a reader who chooses words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// Nothing.
    #[default]
    None,
    /// Chosen to be copied.
    Chosen,
    /// At the cursor.
    Cursor {
        /// Whether it is chosen, too.
        chosen: bool,
    },
}

impl<'p> Piece<'p> {
    /// A piece in which nothing is marked.
    pub(in crate::app) fn plain(text: impl Into<Safe<'p>>, role: Role) -> Self {
        Self { text: text.into(), role, matched: false, slip: false, highlighted: false, pick: Pick::None }
    }

    /// So many blanks.
    pub(in crate::app) fn blanks(columns: usize) -> Self {
        Self::plain(Safe::line(" ".repeat(columns)), Role::Quiet)
    }

    /// The glyph of a wording.
    pub(in crate::app) fn glyph(wording: Wording) -> Self {
        Self::plain("", Role::Glyph(wording))
    }

    /// How many columns it takes.
    pub fn columns(&self) -> usize {
        match self.role {
            Role::Glyph(_) => 1,
            _ => width::width(self.text.as_str()),
        }
    }
}

/// A line of a page.
pub type Line<'p> = Vec<Piece<'p>>;
