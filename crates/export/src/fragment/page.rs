//! [`SeenText`]: the text of a source as a browser searches it.

use std::ops::Range;
use std::sync::Arc;

use super::{fold, folded, occurrences};

/// Bytes of the text between two entries of the offset map.
const STEP: usize = 4096;
/// Bytes of context returned on either side of a match, more than the context words ever need.
const NEAR: usize = 4096;

/// The text of a source, with a folded copy.
#[derive(Debug)]
pub(crate) struct SeenText {
    text: Arc<str>,
    folded: String,
    /// Sparse map from offsets in the folded text to offsets in the text.
    marks: Vec<(usize, usize)>,
}

/// A match in the text of a source.
#[derive(Clone, Debug)]
pub(super) struct Place<'t> {
    /// The matching words of the text.
    pub(super) words: &'t str,
    /// The text before and after the match, up to a limit.
    pub(super) before: &'t str,
    pub(super) behind: &'t str,
    /// The byte range in the folded text.
    pub(super) folded: Range<usize>,
}

impl SeenText {
    pub(crate) fn new(text: Arc<str>) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut marks = Vec::new();
        for (at, c) in text.char_indices() {
            if marks.last().is_none_or(|&(_, last)| at >= last + STEP) {
                marks.push((folded.len(), at));
            }
            fold(c, &mut folded);
        }
        Self { text, folded, marks }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.folded.len()
    }

    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// Finds words. If there are several matches, prefers literal ones, then the first one after the lead, if given;
    /// otherwise returns the n-th, where `duplicate_index` is the number of earlier entries with the same words.
    pub(super) fn find(&self, words: &str, lead: Option<&str>, rank: usize) -> Option<Place<'_>> {
        let sought = folded(words.trim());
        let sought = sought.trim();
        if sought.is_empty() {
            return None;
        }
        let mut places: Vec<Range<usize>> = occurrences(&self.folded, sought).map(|at| at..at + sought.len()).collect();
        let is_literal = |place: &Range<usize>| self.raw(place) == words.trim();
        if places.len() > 1 && places.iter().any(is_literal) {
            places.retain(is_literal);
        }
        let led = lead.and_then(|lead| self.behind_lead(&places, folded(lead).trim()));
        let place = led.or_else(|| places.get(rank.min(places.len().checked_sub(1)?)))?.clone();
        let (start, end) = (self.offset(place.start), self.offset(place.end));
        let from = self.text.floor_char_boundary(start.saturating_sub(NEAR));
        let to = self.text.floor_char_boundary((end + NEAR).min(self.text.len()));
        Some(Place {
            words: &self.text[start..end],
            before: &self.text[from..start],
            behind: &self.text[end..to],
            folded: place,
        })
    }

    /// Returns the first match with the lead between it and the match before it.
    fn behind_lead<'p>(&self, places: &'p [Range<usize>], lead: &str) -> Option<&'p Range<usize>> {
        let mut from = 0;
        places.iter().find(|place| {
            let near = self.folded.floor_char_boundary(place.start.saturating_sub(NEAR + lead.len())).max(from);
            from = place.start;
            self.folded[near.min(place.start)..place.start].contains(lead)
        })
    }

    /// Returns the text that a range of the folded text comes from.
    fn raw(&self, place: &Range<usize>) -> &str {
        &self.text[self.offset(place.start)..self.offset(place.end)]
    }

    /// Returns the offset in the text of the character that an offset in the folded text comes from.
    fn offset(&self, at: usize) -> usize {
        let mark = self.marks.partition_point(|&(folded, _)| folded <= at).saturating_sub(1);
        let Some(&(mut passed, from)) = self.marks.get(mark) else { return 0 };
        // Of what comes before, only a trailing space matters.
        let mut part = String::from(if self.folded[..passed].ends_with(' ') { " " } else { "" });
        for (offset, c) in self.text[from..].char_indices() {
            let before = part.len();
            fold(c, &mut part);
            passed += part.len() - before;
            if passed > at {
                return from + offset;
            }
        }
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let long = "ﬁ É\u{301} \n\t x ".repeat(2_000);
        let page = SeenText::new(format!("{long}He said: “It’s\n all GONE”. {long}It's all gone").into());
        let first = page.find("it’s all gone", None, 0).unwrap();
        assert_eq!(first.words, "It’s\n all GONE");
        assert!(first.before.ends_with("He said: “") && first.behind.starts_with("”. ﬁ"));
        let second = page.find("it’s all gone", None, 1).unwrap();
        assert_eq!((second.words, second.behind), ("It's all gone", ""));
        assert_eq!(&page.folded()[second.folded], "it's all gone");
        assert!(page.find("it’s all", None, 9).is_some());
        assert!(page.find("it’s al", None, 0).is_none() && page.find(" ", None, 0).is_none());
    }

    #[test]
    fn of_several_places_the_lead_tells_else_the_order() {
        let page = SeenText::new("Taxes? We will act. Jobs? We will act. WE WILL ACT. Peace? We will act.".into());
        let before = |lead, rank| page.find("We will act.", lead, rank).unwrap().before.len();
        let [first, second, third] = [0, 1, 2].map(|rank| before(None, rank));
        assert!(first < second && second < third);
        assert_eq!(before(None, 7), third);
        assert_eq!([Some("jobs?"), Some("Peace?"), Some("War?")].map(|lead| before(lead, 0)), [second, third, first]);
    }
}
