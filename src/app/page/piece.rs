//! The pieces of which a page's lines are made.

use crate::corpus::Wording;
use crate::text::Safe;

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
}

impl<'p> Piece<'p> {
    /// A piece in which nothing is marked.
    pub(super) fn plain(text: impl Into<Safe<'p>>, role: Role) -> Self {
        Self { text: text.into(), role, matched: false, slip: false }
    }
}

/// A line of a page.
pub type Line<'p> = Vec<Piece<'p>>;
