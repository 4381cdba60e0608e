//! [`FoldedText`]: the text of a source as a browser searches it.

use std::ops::Range;
use std::sync::Arc;

use super::{fold_text, push_folded, word_matches};

/// Bytes of the text between two entries of the offset map.
const OFFSET_STEP: usize = 4096;
/// Bytes of context returned on either side of a match, more than the context words ever need.
const CONTEXT_BYTES: usize = 4096;

/// The text of a source, with a folded copy.
#[derive(Debug)]
pub(crate) struct FoldedText {
    text: Arc<str>,
    folded: String,
    /// Sparse map from offsets in the folded text to offsets in the text.
    offset_map: Vec<(usize, usize)>,
}

/// A match in the text of a source.
#[derive(Clone, Debug)]
pub(super) struct PageOffset<'t> {
    /// The matching words of the text.
    pub(super) words: &'t str,
    /// The text before and after the match, up to a limit.
    pub(super) before: &'t str,
    pub(super) after: &'t str,
    /// The byte range in the folded text.
    pub(super) folded_range: Range<usize>,
}

impl FoldedText {
    pub(crate) fn new(text: Arc<str>) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut offset_map = Vec::new();
        for (at, c) in text.char_indices() {
            if offset_map.last().is_none_or(|&(_, last)| at >= last + OFFSET_STEP) {
                offset_map.push((folded.len(), at));
            }
            push_folded(c, &mut folded);
        }
        Self { text, folded, offset_map }
    }

    pub(crate) fn byte_size(&self) -> usize {
        self.text.len() + self.folded.len()
    }

    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// Finds words. If there are several matches, prefers literal ones, then the first one after the lead, if given;
    /// otherwise returns the n-th, where `duplicate_index` is the number of earlier entries with the same words.
    pub(super) fn find(&self, words: &str, lead: Option<&str>, duplicate_index: usize) -> Option<PageOffset<'_>> {
        let folded_words = fold_text(words.trim());
        let folded_words = folded_words.trim();
        if folded_words.is_empty() {
            return None;
        }
        let mut matches: Vec<Range<usize>> =
            word_matches(&self.folded, folded_words).map(|at| at..at + folded_words.len()).collect();
        let is_literal = |place: &Range<usize>| self.source_slice(place) == words.trim();
        if matches.len() > 1 && matches.iter().any(is_literal) {
            matches.retain(is_literal);
        }
        let after_lead = lead.and_then(|lead| self.first_after_lead(&matches, fold_text(lead).trim()));
        let matched = after_lead.or_else(|| matches.get(duplicate_index.min(matches.len().checked_sub(1)?)))?.clone();
        let (start, end) = (self.source_offset(matched.start), self.source_offset(matched.end));
        let from = self.text.floor_char_boundary(start.saturating_sub(CONTEXT_BYTES));
        let to = self.text.floor_char_boundary((end + CONTEXT_BYTES).min(self.text.len()));
        Some(PageOffset {
            words: &self.text[start..end],
            before: &self.text[from..start],
            after: &self.text[end..to],
            folded_range: matched,
        })
    }

    /// Returns the first match with the lead between it and the match before it.
    fn first_after_lead<'p>(&self, matches: &'p [Range<usize>], lead: &str) -> Option<&'p Range<usize>> {
        let mut from = 0;
        matches.iter().find(|place| {
            let near =
                self.folded.floor_char_boundary(place.start.saturating_sub(CONTEXT_BYTES + lead.len())).max(from);
            from = place.start;
            self.folded[near.min(place.start)..place.start].contains(lead)
        })
    }

    /// Returns the text that a range of the folded text comes from.
    fn source_slice(&self, range: &Range<usize>) -> &str {
        &self.text[self.source_offset(range.start)..self.source_offset(range.end)]
    }

    /// Returns the offset in the text of the character that an offset in the folded text comes from.
    fn source_offset(&self, at: usize) -> usize {
        let map_index = self.offset_map.partition_point(|&(folded, _)| folded <= at).saturating_sub(1);
        let Some(&(mut folded_offset, source_start)) = self.offset_map.get(map_index) else { return 0 };
        // Before that, only a trailing space matters.
        let mut part = String::from(if self.folded[..folded_offset].ends_with(' ') { " " } else { "" });
        for (offset, c) in self.text[source_start..].char_indices() {
            let before = part.len();
            push_folded(c, &mut part);
            folded_offset += part.len() - before;
            if folded_offset > at {
                return source_start + offset;
            }
        }
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_words_are_found_with_their_context() {
        let long = "ﬁ É\u{301} \n\t x ".repeat(2_000);
        let page = FoldedText::new(format!("{long}He said: “It’s\n all GONE”. {long}It's all gone").into());
        let first = page.find("it’s all gone", None, 0).unwrap();
        assert_eq!(first.words, "It’s\n all GONE");
        assert!(first.before.ends_with("He said: “") && first.after.starts_with("”. ﬁ"));
        let second = page.find("it’s all gone", None, 1).unwrap();
        assert_eq!((second.words, second.after), ("It's all gone", ""));
        assert_eq!(&page.folded()[second.folded_range], "it's all gone");
        assert!(page.find("it’s all", None, 9).is_some());
        assert!(page.find("it’s al", None, 0).is_none() && page.find(" ", None, 0).is_none());
    }

    #[test]
    fn ambiguous_words_are_resolved_by_lead_or_order() {
        let page = FoldedText::new("Taxes? We will act. Jobs? We will act. WE WILL ACT. Peace? We will act.".into());
        let before = |lead, rank| page.find("We will act.", lead, rank).unwrap().before.len();
        let [first, second, third] = [0, 1, 2].map(|rank| before(None, rank));
        assert!(first < second && second < third);
        assert_eq!(before(None, 7), third);
        assert_eq!([Some("jobs?"), Some("Peace?"), Some("War?")].map(|lead| before(lead, 0)), [second, third, first]);
    }
}
