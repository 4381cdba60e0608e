//! [`TextIndex`]: an index of texts other than those of entries.

use super::build::BuiltSegment;
use super::segment::Segment;
use super::vocabulary::Vocabulary;

/// An index of rows with a few texts each, such as the names of a speaker.
#[derive(Debug, Default)]
pub(crate) struct TextIndex {
    vocabulary: Vocabulary,
    segments: Vec<Segment>,
}

impl TextIndex {
    /// The number of rows of each segment but the last.
    pub(crate) const ROWS_PER_SEGMENT: usize = if cfg!(test) { 4 } else { 1 << 16 };

    /// Indexes rows of texts.
    pub(crate) fn build<'t>(rows: impl Iterator<Item = Vec<&'t str>>) -> Self {
        let mut index = Self::default();
        let mut rows = rows.peekable();
        while rows.peek().is_some() {
            let rows: Vec<Vec<&str>> = rows.by_ref().take(Self::ROWS_PER_SEGMENT).collect();
            let BuiltSegment { segment, words } = BuiltSegment::of_texts(&rows);
            let ids = words.iter().map(|(word, held)| index.vocabulary.insert(word, *held)).collect();
            index.segments.push(segment.with_word_ids(ids));
        }
        index
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        self.segments.iter().map(Segment::len).sum()
    }

    /// The words of all rows.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The rows, in order.
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }
}
