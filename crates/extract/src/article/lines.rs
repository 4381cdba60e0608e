//! Lines and paragraphs of a text, by their byte ranges.

use std::ops::Range;

/// The lines of a text, without white space around them; empty ones, too.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at + (line.len() - line.trim_start().len()).min(line.trim_end_matches('\n').len());
        at += line.len();
        start..start + line.trim().len()
    })
}

/// A paragraph of a text: lines between empty ones.
pub(super) type Paragraph = Vec<Range<usize>>;

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs = vec![Vec::new()];
    for line in lines(text) {
        if line.is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.push(line);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}
