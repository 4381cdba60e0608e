//! [`Row`]: a line of a view, rendered when it is drawn.

use super::paragraph::{EntryField, TextRange, to_range};
use super::span::{StyleRole, StyledLine, StyledSpan};
use kzq_corpus::{Corpus, EntryId, TopicId, Wording};
use kzq_text::Safe;

/// A line of a full-screen view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    pub(crate) content: RowContent,
    /// The entry that it shows or leads to.
    pub target: Option<EntryId>,
    /// The filter it sets, if it leads to more than one entry.
    pub(crate) filter: Option<Box<RowFilter>>,
    /// Its role for cursor movement.
    pub role: RowRole,
}

/// A filter that a row sets when it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFilter {
    /// The entries of a topic.
    Topic(TopicId),
    /// The results of a query.
    Query(Safe<'static>),
}

/// The role of a row for cursor movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRole {
    /// An ordinary line, without a role.
    Plain,
    /// The first line of something that the user can jump to, section by section.
    Anchor,
    /// A heading: an anchor; everything below it, up to the next heading of its level or a higher one, folds.
    Heading {
        /// From 1, the highest.
        level: u8,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowContent {
    /// A line owned by the row.
    Owned(StyledLine<'static>),
    /// A line of an entry's text.
    Text(TextSlice),
}

/// A line of an entry's text, stored as a range: there may be millions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextSlice {
    pub(crate) entry: EntryId,
    pub(crate) field: EntryField,
    pub(crate) range: TextRange,
    /// Column at which the words begin, which leaves room before them for an opening mark.
    pub(crate) indent: u8,
    pub(crate) is_first: bool,
    pub(crate) is_last: bool,
}

impl ViewRow {
    /// Returns whether the user can jump to it, section by section.
    pub fn is_anchor(&self) -> bool {
        self.role != RowRole::Plain
    }

    /// Returns the filter it sets, if it leads to more than one entry.
    pub fn filter(&self) -> Option<&RowFilter> {
        self.filter.as_deref()
    }

    /// Returns its level, if it is a heading.
    pub fn heading_level(&self) -> Option<u8> {
        match self.role {
            RowRole::Heading { level } => Some(level),
            RowRole::Plain | RowRole::Anchor => None,
        }
    }

    /// Renders the row.
    pub fn render<'r>(&'r self, corpus: &'r Corpus) -> StyledLine<'r> {
        match &self.content {
            RowContent::Owned(line) => line.clone(),
            RowContent::Text(slice) => slice.render(corpus),
        }
    }
}

impl TextSlice {
    fn render<'r>(&self, corpus: &'r Corpus) -> StyledLine<'r> {
        let entry = corpus.entry(self.entry);
        let is_verbatim = self.field == EntryField::Text && entry.wording() == Wording::Verbatim;
        let (prefix, role) = match (self.field, entry.wording()) {
            (EntryField::Text, Wording::Verbatim) => {
                (vec![StyledSpan::plain("“", StyleRole::QuotationMark)], StyleRole::Quotation)
            }
            (EntryField::Text, wording) => {
                (vec![StyledSpan::glyph(wording), StyledSpan::spaces(1)], StyleRole::Paraphrase)
            }
            (EntryField::Question, _) => (vec![StyledSpan::plain("Q ", StyleRole::Label)], StyleRole::Body),
            (EntryField::Lead, _) => (StyledLine::new(), StyleRole::Muted),
        };
        let opening = if self.is_first { prefix } else { StyledLine::new() };
        let used = opening.iter().map(StyledSpan::width).sum();
        let mut line = vec![StyledSpan::spaces(usize::from(self.indent).saturating_sub(used))];
        line.extend(opening);
        line.push(StyledSpan::plain(self.field.text_in(entry).into_slice(to_range(&self.range)), role));
        line.extend((self.is_last && is_verbatim).then(|| StyledSpan::plain("”", StyleRole::QuotationMark)));
        line
    }
}
