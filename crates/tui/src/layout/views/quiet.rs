//! Quiet page: what an entry says and its attribution, in a column of a comfortable width, and nothing else.

use std::ops::Range;

use crate::layout::builder::Builder;
use crate::layout::limits::QUIET_COLUMNS;
use crate::layout::paragraph::{EntryField, Paragraph};
use crate::layout::span::{StyleRole, StyledSpan};
use crate::layout::view_row::{ViewContext, ViewRow};
use kzq_corpus::{EntryId, Wording};
use kzq_export::attribution;
use kzq_text::Safe;
use kzq_text::wrap::wrap_with;

/// Texts of more bytes than this fill the width.
const MAX_BALANCED_BYTES: usize = 2048;
/// An attribution gets this many columns, however short the words are.
const MIN_ATTRIBUTION_COLUMNS: usize = 40;

/// Builds the rows of an entry.
pub(crate) fn rows(context: &ViewContext<'_>, id: EntryId) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let entry = corpus.entry(id);
    let max_columns = context.columns.clamp(1, QUIET_COLUMNS);
    // The quotation mark, or the glyph of the wording and a blank, hangs before the words.
    let indent = if entry.wording() == Wording::Verbatim { 1 } else { 2 };
    let fields = [EntryField::Question, EntryField::Text].map(|field| field.text_in(entry));
    let columns = balanced_columns(&fields.iter().map(Safe::as_str), indent + 1..max_columns);
    let mut builder = Builder::new(corpus, columns);
    builder.start_anchor(id);
    if entry.question().is_some() {
        builder.push(Paragraph::of_question(id, StyleRole::Muted));
        builder.push_blank();
    }
    builder.push(Paragraph::of_words(id, entry.wording()));
    builder.push_blank();
    // An attribution that is much wider than the words would draw them to the left.
    push_attribution(&mut builder, id, indent, columns.clamp(MIN_ATTRIBUTION_COLUMNS.min(max_columns), max_columns));
    builder.finish_view()
}

/// Adds the attribution, which may be wider than short words.
fn push_attribution(builder: &mut Builder<'_>, id: EntryId, indent: usize, columns: usize) {
    const DASH: &str = "— ";
    let line = attribution(builder.corpus, builder.corpus.entry(id));
    let start = if line.as_str().starts_with(DASH) { DASH.len() } else { 0 };
    let name = line.slice(start..line.as_str().len()).into_owned();
    let dash = StyledSpan::plain(line.slice(0..start).into_owned(), StyleRole::Muted);
    let paragraph = Paragraph::new(name, StyleRole::Muted).with_prefix([StyledSpan::spaces(indent), dash]);
    builder.push_within(columns, paragraph);
}

/// Returns the fewest columns in which the texts take no more lines than in the widest of `range`: their last lines are
/// then about as long as the others.
fn balanced_columns<'t>(texts: &(impl Iterator<Item = &'t str> + Clone), range: Range<usize>) -> usize {
    let Range { start: frame, end: columns } = range;
    if texts.clone().map(str::len).sum::<usize>() > MAX_BALANCED_BYTES {
        return columns;
    }
    let lines = |columns: usize| {
        let mut count = 0;
        for text in texts.clone() {
            wrap_with(text, columns.saturating_sub(frame), |_| count += 1);
        }
        count
    };
    let count = lines(columns);
    (columns / 2..columns).rev().take_while(|&narrower| lines(narrower) == count).last().unwrap_or(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_short_texts_are_balanced() {
        for (text, columns, balanced) in [
            ("one two three four five", 24, 15),
            ("one two three four five", 40, 25),
            ("a word", 40, 20),
            ("one two", 9, 9),
        ] {
            let columns = balanced_columns(&[text].into_iter(), 2..columns);
            assert_eq!(columns, balanced, "{text} in {columns}");
        }
        let long = "word ".repeat(500);
        assert_eq!(balanced_columns(&[long.as_str()].into_iter(), 2..64), 64, "a long text fills its lines");
    }
}
