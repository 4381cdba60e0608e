//! The styled spans that make up the lines of a page or view.

use std::ops::Range;

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
    /// The sign before a difference that is neither a fact nor a negation.
    MinorDifferenceSign,
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
    /// Facts and negations that the compared text does not support.
    UnsupportedFact,
    /// A line between two texts.
    Divider,
    /// The part of a bar that counts the entries of a wording.
    Bar(Wording),
    /// The shade of a count, as an index into the shades.
    Shade(usize),
}

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledSpan<'p> {
    /// The text; empty for a glyph or a shade, which takes one column.
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

    /// Copies the text, if it is borrowed.
    pub(crate) fn into_owned(self) -> StyledSpan<'static> {
        StyledSpan { text: self.text.into_owned(), ..self }
    }

    /// Returns the width in columns.
    pub fn width(&self) -> usize {
        match self.role {
            StyleRole::WordingGlyph(_) | StyleRole::Shade(_) => 1,
            _ => width::width(self.text.as_str()),
        }
    }
}

/// A line of a page or view.
pub type StyledLine<'p> = Vec<StyledSpan<'p>>;

/// Splits the spans of a line wherever a match begins or ends, and marks the matches: byte ranges in order.
pub(crate) fn mark_matches<'p>(line: StyledLine<'p>, matches: &[Range<usize>]) -> StyledLine<'p> {
    let mut marked = StyledLine::with_capacity(line.len() + 2 * matches.len());
    let mut start = 0;
    for span in line {
        let end = start + span.text.as_str().len();
        let part = |range: Range<usize>, matched: bool| StyledSpan {
            text: span.text.clone().into_slice(range.start - start..range.end - start),
            matched: matched || span.matched,
            ..span.clone()
        };
        let mut at = start;
        for found in matches.iter().filter(|found| found.start < end && start < found.end) {
            let (from, to) = (found.start.max(start), found.end.min(end));
            if at < from {
                marked.push(part(at..from, false));
            }
            marked.push(part(from..to, true));
            at = to;
        }
        // A glyph has no text.
        if at < end || start == end {
            marked.push(part(at..end, false));
        }
        start = end;
    }
    marked
}

/// Returns the width of a line in columns.
pub(crate) fn line_width(line: &[StyledSpan<'_>]) -> usize {
    line.iter().map(StyledSpan::width).sum()
}

/// The sign before a difference, with the space after it.
pub(crate) fn difference_sign() -> [StyledSpan<'static>; 2] {
    [StyledSpan::plain("≠", StyleRole::DifferenceSign), StyledSpan::spaces(1)]
}

/// The sign before a difference that is neither a fact nor a negation, with the space after it.
pub(crate) fn minor_difference_sign() -> [StyledSpan<'static>; 2] {
    [StyledSpan::plain("≠", StyleRole::MinorDifferenceSign), StyledSpan::spaces(1)]
}

/// Shortens a text to one line of `columns` columns, ending in an ellipsis if it was cut.
pub(crate) fn truncated_line(text: &Safe<'_>, columns: usize, role: StyleRole) -> StyledLine<'static> {
    /// In bytes: more than any line holds.
    const PREVIEW_BYTES: usize = 4 * 1024;
    /// Room for an ellipsis of any glyph set.
    const ELLIPSIS_COLUMNS: usize = 3;
    let whole = text.prefix(PREVIEW_BYTES).to_single_line();
    if whole.as_str().len() == text.as_str().len() && width::width(whole.as_str()) <= columns {
        return vec![StyledSpan::plain(whole, role)];
    }
    let room = columns.saturating_sub(ELLIPSIS_COLUMNS);
    let shown = whole.slice(0..width::fitting_len(whole.as_str(), room)).into_owned();
    vec![StyledSpan::plain(shown, role), StyledSpan::plain("…", StyleRole::Ellipsis)]
}
