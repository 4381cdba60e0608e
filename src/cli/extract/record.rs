//! The quotations of an article as JSON.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use super::print::printable;
use kzq_extract::article::Article;
use kzq_extract::candidate::Candidate;
use kzq_text::{LineIndex, Safe};

/// A quotation or term. Positions are in characters (Unicode scalar values), from 0, of the text that `--text` prints.
#[derive(Serialize)]
pub(in crate::cli) struct CandidateRecord<'a> {
    /// The words; parts are joined by a blank, or by a blank line where a paragraph ends between them.
    text: Cow<'a, str>,
    /// Where the first part begins.
    start: usize,
    /// Where the last part ends.
    end: usize,
    /// Each part.
    spans: Vec<[usize; 2]>,
    /// Who said it, or null.
    speaker: Option<Safe<'a>>,
    /// Where the text names them.
    speaker_span: Option<[usize; 2]>,
    /// The verb of saying, or what takes its place.
    cue: Option<Cow<'a, str>>,
    /// What leads in to it.
    lead: Option<Cow<'a, str>>,
    /// The heading above it.
    section: Option<Cow<'a, str>>,
    /// `quote` or `term`.
    kind: &'static str,
    /// How the speaker was found.
    why: &'static str,
}

/// The records of all candidates.
pub(in crate::cli) fn records<'a>(article: &'a Article<'_>, candidates: &'a [Candidate]) -> Vec<CandidateRecord<'a>> {
    let text = article.text();
    let index = LineIndex::new(text);
    let chars = |range: &Range<usize>| [range.start, range.end].map(|at| index.chars_before(text, at));
    let slice = |range: &Option<Range<usize>>| range.clone().map(|range| printable(Cow::Borrowed(&text[range])));
    let record = |candidate: &'a Candidate| {
        let [start, end] = chars(&candidate.range());
        CandidateRecord {
            text: printable(candidate.words(text)),
            start,
            end,
            spans: candidate.spans.iter().map(chars).collect(),
            speaker: candidate.speaker.as_deref().map(Safe::line),
            speaker_span: candidate.speaker_span.as_ref().map(chars),
            cue: slice(&candidate.cue),
            lead: slice(&candidate.lead),
            section: slice(&candidate.section),
            kind: candidate.kind.name(),
            why: candidate.why.name(),
        }
    };
    candidates.iter().map(record).collect()
}
