//! [`Needs`]: what must be there for an action to do anything.

/// What an action needs to do anything; the palette leaves out actions whose need is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// It always works.
    Nothing,
    /// A selected entry.
    Entry,
    /// Marked entries.
    Marks,
    /// A source text of the selected entry.
    SourceText,
    /// A selected entry, where entries can be marked.
    Marking,
    /// A selected entry, in a browser that was started to pick entries.
    Picking,
    /// A selected entry, or a view whose current row can be filtered by.
    Destination,
    /// Rows of the page that can be opened.
    Links,
    /// A selected row of the page that can be opened.
    SelectedLink,
    /// A query that can be completed.
    Completion,
    /// A selected value in the sidebar.
    FacetValue,
    /// A selected saved search in the sidebar.
    SavedSearch,
    /// A selected topic with subtopics in the sidebar.
    Subtopics,
    /// Matches to go to, if the user is finding something.
    Matches,
}
