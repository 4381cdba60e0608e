//! [`Prose`]: what a draft says, without its markup, with the way back to the draft.

use std::ops::Range;

/// The words of a draft as a reader sees them; paragraphs are set apart by empty lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prose {
    pub(super) text: String,
    /// From where on in the text which bytes of the draft follow each other, in order.
    places: Vec<(usize, usize)>,
    /// What is set apart as a quotation without marks.
    pub(super) blocks: Vec<Range<usize>>,
    /// What is marked up as a quotation in a line.
    pub(super) inline: Vec<Range<usize>>,
    /// What names the one who is quoted.
    pub(super) credits: Vec<Range<usize>>,
}

impl Prose {
    /// Plain text.
    pub(super) fn plain(draft: &str) -> Self {
        let mut prose = Self::default();
        prose.push(draft, 0);
        prose
    }

    /// Adds text that stands so in the draft from a byte on.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let follows = self.places.last().is_some_and(|&(start, place)| place + (self.text.len() - start) == at);
        if !text.is_empty() && !follows {
            self.places.push((self.text.len(), at));
        }
        self.text.push_str(text);
    }

    /// Ends a paragraph, if one was begun.
    pub(super) fn end_paragraph(&mut self) {
        let breaks = self.text.len() - self.text.trim_end_matches('\n').len();
        if !self.text.is_empty() && breaks < 2 {
            // It stands nowhere in the draft.
            self.places.push((self.text.len(), usize::MAX / 2));
            self.text.push_str(&"\n\n"[breaks..]);
        }
    }

    /// The byte of the draft from which a byte of the text comes.
    pub(super) fn place(&self, at: usize) -> usize {
        let index = self.places.partition_point(|&(start, _)| start <= at);
        index.checked_sub(1).map_or(0, |last| {
            let (start, place) = self.places[last];
            place + (at - start)
        })
    }
}
