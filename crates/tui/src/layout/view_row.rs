//! [`Row`]: a line of a view, rendered when it is drawn.

use super::paragraph::{Part, Span, range};
use super::span::{Line, Piece, Role};
use kzq_corpus::{Corpus, EntryId, TopicId, Wording};
use kzq_text::Safe;

/// A line of a full-screen view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(crate) content: Content,
    /// The entry that it shows or leads to.
    pub target: Option<EntryId>,
    /// The filter it sets, if it leads to more than one entry.
    pub(crate) finds: Option<Box<Find>>,
    /// Its role for cursor movement.
    pub mark: Mark,
}

/// A filter that a row sets when it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Find {
    /// The entries of a topic.
    Topic(TopicId),
    /// The results of a query.
    Words(Safe<'static>),
}

/// The role of a row for cursor movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An ordinary line, without a role.
    Plain,
    /// The first line of something that the user can jump to, section by section.
    Stop,
    /// A heading: an anchor; everything below it, up to the next heading of its level or a higher one, folds.
    Heading {
        /// From 1, the highest.
        level: u8,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A line owned by the row.
    Own(Line<'static>),
    /// A line of an entry's text.
    Slice(Slice),
}

/// A line of an entry's text, stored as a range: there may be millions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) entry: EntryId,
    pub(crate) part: Part,
    pub(crate) span: Span,
    /// Column at which the words begin, which leaves room before them for an opening mark.
    pub(crate) indent: u8,
    pub(crate) is_first: bool,
    pub(crate) is_last: bool,
}

impl Row {
    /// Returns whether the user can jump to it, section by section.
    pub fn is_stop(&self) -> bool {
        self.mark != Mark::Plain
    }

    /// Returns the filter it sets, if it leads to more than one entry.
    pub fn finds(&self) -> Option<&Find> {
        self.finds.as_deref()
    }

    /// Returns its level, if it is a heading.
    pub fn level(&self) -> Option<u8> {
        match self.mark {
            Mark::Heading { level } => Some(level),
            Mark::Plain | Mark::Stop => None,
        }
    }

    /// Renders the row.
    pub fn line<'r>(&'r self, corpus: &'r Corpus) -> Line<'r> {
        match &self.content {
            Content::Own(line) => line.clone(),
            Content::Slice(slice) => slice.line(corpus),
        }
    }
}

impl Slice {
    fn line<'r>(&self, corpus: &'r Corpus) -> Line<'r> {
        let entry = corpus.entry(self.entry);
        let is_said = self.part == Part::Text && entry.wording() == Wording::Verbatim;
        let (opening, role) = match (self.part, entry.wording()) {
            (Part::Text, Wording::Verbatim) => (vec![Piece::plain("“", Role::Mark)], Role::Said),
            (Part::Text, wording) => (vec![Piece::glyph(wording), Piece::blanks(1)], Role::Told),
            (Part::Question, _) => (vec![Piece::plain("Q ", Role::Label)], Role::Body),
            (Part::Lead, _) => (Line::new(), Role::Quiet),
        };
        let opening = if self.is_first { opening } else { Line::new() };
        let used = opening.iter().map(Piece::columns).sum();
        let mut line = vec![Piece::blanks(usize::from(self.indent).saturating_sub(used))];
        line.extend(opening);
        line.push(Piece::plain(self.part.of(entry).into_slice(range(&self.span)), role));
        line.extend((self.is_last && is_said).then(|| Piece::plain("”", Role::Mark)));
        line
    }
}
