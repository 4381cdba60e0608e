//! [`MatchRanges`]: what the filter matched in an entry.

use std::ops::Range;

use super::limits::IMMEDIATE_BYTES;
use super::page_key::PageKey;
use super::page_layout::PageLayout;
use super::paragraph::{EntryField, ParagraphText, TextRange, to_range, to_text_range, to_text_ranges};
use kzq_corpus::{Corpus, EntryId};
use kzq_search::match_ranges;

/// How many bytes around the visible part of a long text are searched: a visible match may begin or end there.
const MATCH_CONTEXT: usize = 4 * 1024;

/// The ranges that the filter matched in each field of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MatchRanges {
    fields: [Vec<TextRange>; EntryField::ALL.len()],
    /// Whether every field was searched from beginning to end.
    pub(crate) is_complete: bool,
}

impl MatchRanges {
    /// Finds all matches.
    pub(crate) fn find_all(corpus: &Corpus, id: EntryId, key: &PageKey) -> Self {
        let entry = corpus.entry(id);
        let fields = EntryField::ALL
            .map(|field| to_text_ranges(&match_ranges(&key.query, field.text_in(entry).as_str(), key.fuzzy)));
        Self { fields, is_complete: true }
    }

    /// Finds the matches on `lines`, and those elsewhere if that is cheap. A fuzzy match may be included that is
    /// missing from [`Self::find_all`], because a better place for it is elsewhere in the text.
    pub(crate) fn find_visible(
        corpus: &Corpus,
        id: EntryId,
        key: &PageKey,
        layout: &PageLayout,
        lines: &Range<usize>,
    ) -> Self {
        let entry = corpus.entry(id);
        let mut is_complete = true;
        let fields = EntryField::ALL.map(|field| {
            let text = field.text_in(entry);
            let mut searched = 0..text.as_str().len();
            if searched.end > IMMEDIATE_BYTES && key.query.highlighted_terms().next().is_some() {
                is_complete = false;
                searched =
                    visible_bytes(layout, field, lines).map_or(0..0, |seen| extend_to_blanks(text.as_str(), &seen));
            }
            let start = searched.start;
            let found = match_ranges(&key.query, text.into_slice(searched).as_str(), key.fuzzy);
            found.iter().map(|found| to_text_range(&(start + found.start..start + found.end))).collect()
        });
        Self { fields, is_complete }
    }

    /// Returns the matches in the text of a paragraph.
    pub(crate) fn for_text(&self, text: &ParagraphText) -> &[TextRange] {
        match text {
            ParagraphText::Owned(_) => &[],
            ParagraphText::Field(_, field) => &self.fields[*field as usize],
        }
    }
}

/// Returns the bytes of a field that are on `lines`.
fn visible_bytes(layout: &PageLayout, field: EntryField, lines: &Range<usize>) -> Option<Range<usize>> {
    let paragraph = layout.paragraph_of(field)?;
    let rows = paragraph.rows();
    let seen = lines.start.clamp(rows.start, rows.end)..lines.end.clamp(rows.start, rows.end);
    let spans = paragraph.lines.get(seen.start - rows.start..seen.end.checked_sub(rows.start)?)?;
    Some(to_range(spans.first()?).start..to_range(spans.last()?).end)
}

/// Extends a range on both sides by up to `MATCH_CONTEXT` bytes, so that it ends at blanks.
fn extend_to_blanks(text: &str, seen: &Range<usize>) -> Range<usize> {
    let blank = |c: char| c == ' ' || c == '\n';
    let start = text.floor_char_boundary(seen.start.saturating_sub(MATCH_CONTEXT));
    let end = text.floor_char_boundary(seen.end.saturating_add(MATCH_CONTEXT));
    let from = if start == 0 { 0 } else { text[start..seen.start].find(blank).map_or(start, |at| start + at) };
    let to = if end == text.len() { end } else { text[seen.end..end].rfind(blank).map_or(end, |at| seen.end + at) };
    from..to
}
