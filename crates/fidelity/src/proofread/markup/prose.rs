//! [`PlainText`]: the text of a draft without markup, with offsets back into the draft.

use std::ops::Range;

/// The text of a draft as displayed; paragraphs are separated by empty lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PlainText {
    pub(crate) text: String,
    /// Pairs of offsets in the text and in the draft, in order: from each one on, the bytes correspond one to one.
    offsets: Vec<(usize, usize)>,
    /// Ranges set apart as quotations, without marks.
    pub(crate) block_quotes: Vec<Range<usize>>,
    /// Ranges marked up as inline quotations.
    pub(crate) inline_quotes: Vec<Range<usize>>,
    /// Ranges that name the person quoted.
    pub(crate) credits: Vec<Range<usize>>,
}

impl PlainText {
    /// Wraps a draft that has no markup.
    pub(crate) fn from_plain(draft: &str) -> Self {
        let mut prose = Self::default();
        prose.push(draft, 0);
        prose
    }

    /// Appends text that is at byte offset `at` in the draft.
    pub(crate) fn push(&mut self, text: &str, at: usize) {
        let follows = self.offsets.last().is_some_and(|&(start, place)| place + (self.text.len() - start) == at);
        if !text.is_empty() && !follows {
            self.offsets.push((self.text.len(), at));
        }
        self.text.push_str(text);
    }

    /// Ends the paragraph, if any text precedes.
    pub(crate) fn end_paragraph(&mut self) {
        let breaks = self.text.len() - self.text.trim_end_matches('\n').len();
        if !self.text.is_empty() && breaks < 2 {
            // The break does not occur in the draft.
            self.offsets.push((self.text.len(), usize::MAX / 2));
            self.text.push_str(&"\n\n"[breaks..]);
        }
    }

    /// Maps a byte offset in the text to the draft.
    pub(crate) fn draft_offset(&self, at: usize) -> usize {
        let index = self.offsets.partition_point(|&(start, _)| start <= at);
        index.checked_sub(1).map_or(0, |last| {
            let (start, place) = self.offsets[last];
            place + (at - start)
        })
    }
}
