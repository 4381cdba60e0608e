//! [`ViewRow`]: a line of a full-screen view, rendered when it is drawn; and [`ViewContext`], what rows are built from.

use std::ops::Range;
use std::sync::Arc;

use super::paragraph::{Overlays, Paragraph};
use super::span::{StyledLine, mark_matches};
use kzq_corpus::{Corpus, EntryId};
use kzq_search::{Engine, FacetValue};
use kzq_text::Safe;

/// What rows are built from.
pub struct ViewContext<'m> {
    /// The search engine, with the collections.
    pub engine: &'m Engine,
    /// Maximum width of a row.
    pub columns: usize,
    /// Whether to put underscores around what a comparison marks, because it cannot be underlined.
    pub with_underscores: bool,
}

impl ViewContext<'_> {
    /// Returns the collections that the view is about.
    pub fn corpus(&self) -> &Corpus {
        self.engine.corpus()
    }
}

/// A line of a full-screen view; it stores no text of an entry, as there may be millions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    pub(super) paragraph: Arc<Paragraph>,
    /// Index of the line in its paragraph.
    pub(super) line: usize,
    /// The entry that it shows or leads to.
    pub target: Option<EntryId>,
    /// The filter it sets, if it leads to more than one entry.
    pub(super) filter: Option<Box<RowFilter>>,
    /// Its role for cursor movement.
    pub role: RowRole,
}

/// A filter that a row sets when it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFilter {
    /// The entries that have these values of facets, and that a query finds.
    Replace {
        /// The values.
        values: Vec<FacetValue>,
        /// The query; empty for everything.
        query: Safe<'static>,
    },
    /// What is filtered already, as far as a query also finds it.
    Narrow(Safe<'static>),
}

impl RowFilter {
    /// The entries that have these values of facets.
    pub(crate) fn of_values(values: impl IntoIterator<Item = FacetValue>) -> Self {
        Self::Replace { values: values.into_iter().collect(), query: Safe::default() }
    }
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
        self.paragraph.render_line(self.line, corpus, Overlays::default())
    }

    /// Renders the row with parts of its text marked as matches, given as byte ranges in order.
    pub fn render_with_matches<'r>(&'r self, corpus: &'r Corpus, matches: &[Range<usize>]) -> StyledLine<'r> {
        mark_matches(self.render(corpus), matches)
    }

    /// Returns the text of the row, without glyphs.
    pub(crate) fn plain_text(&self, corpus: &Corpus) -> String {
        self.render(corpus).iter().map(|span| span.text.as_str()).collect()
    }

    /// Returns whether another row is of the same text.
    pub(crate) fn is_of_same_text(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.paragraph, &other.paragraph)
    }
}
