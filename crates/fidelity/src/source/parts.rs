//! Quotations that a text prints in parts: the writer interrupts them, a transcriber notes `[laughter]` between their words,
//! or the opening mark is repeated at each paragraph.

use std::ops::Range;

use super::reading::{Found, Reading};
use crate::align::diff::TokenizedText;
use crate::align::normalized_text::ReadingMode;
use kzq_extract::article::{Article, ArticleMetadata, without_notes};
use kzq_extract::candidate::joint;
use kzq_extract::find_candidates;
use kzq_text::markup::PlainText;

/// The quotations that a text prints in parts.
#[derive(Debug, Default)]
pub(super) struct PrintedParts(Vec<JoinedParts>);

impl PrintedParts {
    /// The quotations of a text, as the finder of articles reads them, and the whole text without a transcriber's notes.
    pub(super) fn of(plain: PlainText<'_>) -> Self {
        /// The longest text, in bytes, whose quotations are looked for: an article, not a library.
        const MAX_BYTES: usize = 4 << 20;
        if plain.text().len() > MAX_BYTES {
            return Self::default();
        }
        let (headings, turns) = (Vec::new(), Vec::new());
        let article = Article { plain, metadata: ArticleMetadata::default(), headings, turns, unlabelled: None };
        let candidates = find_candidates(&article).into_iter();
        let text = article.text();
        let said = JoinedParts::new(text, without_notes(text, 0..text.len()));
        Self(candidates.filter_map(|candidate| JoinedParts::new(text, candidate.spans)).chain(said).collect())
    }

    /// Where the text has the words of a quotation, with what the writer says between them, and how they differ in print.
    pub(super) fn find(&self, quotation: &TokenizedText<'_>) -> Option<Found> {
        self.0.iter().filter_map(|parts| parts.find(quotation)).min_by_key(|(_, differences)| differences.len())
    }
}

/// A quotation with its parts joined.
#[derive(Debug)]
struct JoinedParts {
    words: String,
    /// Each part: where it begins in the words, and its range in the text.
    parts: Vec<(usize, Range<usize>)>,
    reading: Reading,
}

impl JoinedParts {
    /// Joins the parts of a quotation; `None` if it has only one.
    fn new(text: &str, spans: Vec<Range<usize>>) -> Option<Self> {
        if spans.len() < 2 {
            return None;
        }
        let (mut words, mut parts): (String, Vec<(usize, Range<usize>)>) = (String::new(), Vec::new());
        for span in spans {
            if let Some((_, before)) = parts.last() {
                words.push_str(joint(text.get(before.end..span.start)?));
            }
            parts.push((words.len(), span.clone()));
            words.push_str(text.get(span)?);
        }
        let reading = Reading::new(&words, ReadingMode::Usual);
        Some(Self { words, parts, reading })
    }

    fn find(&self, quotation: &TokenizedText<'_>) -> Option<Found> {
        let (found, differences) = self.reading.find_normalized(&self.words, quotation)?;
        Some((self.place(found.start, false)..self.place(found.end, true), differences))
    }

    /// The place in the text of an offset in the words; the end of a part is meant if `is_end`.
    fn place(&self, at: usize, is_end: bool) -> usize {
        let part = self.parts.partition_point(|(start, _)| if is_end { *start < at } else { *start <= at });
        part.checked_sub(1).map_or(0, |part| {
            let (start, range) = &self.parts[part];
            (range.start + (at - start)).min(range.end)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use kzq_text::print::PrintDifference;

    fn parts(text: &str, parts: &[&str]) -> JoinedParts {
        let span = |part: &&str| text.find(*part).map(|start| start..start + part.len()).unwrap();
        JoinedParts::new(text, parts.iter().map(span).collect()).unwrap()
    }

    #[test]
    fn text_between_quoted_parts_is_no_difference() {
        let cue = "“We must,” the mayor said, “be very frank.” He left.";
        let paragraphs = "“We must be frank.\n\n“The bridge is closed.”";
        for (text, own, quotation, expected) in [
            (
                cue,
                ["We must,", "be very frank."],
                "We must, be very frank.",
                "We must,” the mayor said, “be very frank.",
            ),
            (cue, ["We must,", "be very frank."], "must, be very frank", "must,” the mayor said, “be very frank"),
            (cue, ["We must,", "be very frank."], "We must, be", "We must,” the mayor said, “be"),
            (
                paragraphs,
                ["We must be frank.", "The bridge is closed."],
                "be frank.\n\nThe bridge",
                "be frank.\n\n“The bridge",
            ),
        ] {
            let (at, differences) = parts(text, &own).find(&TokenizedText::new(quotation)).unwrap();
            assert_eq!((&text[at], differences), (expected, BTreeSet::new()), "{quotation}");
        }
        for other in ["We must be very frank.", "We must, be very", "must, very frank.", "We, be very frank."] {
            let found = parts(cue, &["We must,", "be very frank."]).find(&TokenizedText::new(other));
            assert_eq!(found.is_some(), other == "We must, be very", "{other}");
        }
        let found = parts(paragraphs, &["We must be frank.", "The bridge is closed."]);
        let (_, differences) = found.find(&TokenizedText::new("be frank. The bridge")).unwrap();
        assert_eq!(differences, BTreeSet::from([PrintDifference::Paragraphs]));
    }
}
