//! [`Marks`]: what the filter matched in an entry.

use std::ops::Range;

use super::page::Key;
use super::page_layout::{AT_ONCE, Setting};
use super::paragraph::{Part, Span, Text, range, span};
use kzq_corpus::{Corpus, EntryId};
use kzq_search::highlights;

/// How many bytes around the visible part of a long text are searched: a visible match may begin or end there.
const AROUND: usize = 4 * 1024;

/// The ranges that the filter matched in each field of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    parts: [Vec<Span>; Part::ALL.len()],
    /// Whether every field was searched from beginning to end.
    pub(crate) are_whole: bool,
}

impl Marks {
    /// Finds all matches.
    pub(crate) fn whole(corpus: &Corpus, id: EntryId, key: &Key) -> Self {
        let entry = corpus.entry(id);
        let parts = Part::ALL.map(|part| spans(&highlights(&key.query, part.of(entry).as_str(), key.near), 0));
        Self { parts, are_whole: true }
    }

    /// Finds the matches on `lines`, and those elsewhere if that is cheap. A fuzzy match may be included that is
    /// missing from [`Marks::whole`], because a better place for it is elsewhere in the text.
    pub(crate) fn around(corpus: &Corpus, id: EntryId, key: &Key, setting: &Setting, lines: &Range<usize>) -> Self {
        let entry = corpus.entry(id);
        let mut are_whole = true;
        let parts = Part::ALL.map(|part| {
            let text = part.of(entry);
            let mut looked_at = 0..text.as_str().len();
            if looked_at.end > AT_ONCE && key.query.sought().next().is_some() {
                are_whole = false;
                looked_at = in_sight(setting, part, lines).map_or(0..0, |seen| around(text.as_str(), &seen));
            }
            let start = looked_at.start;
            spans(&highlights(&key.query, text.into_slice(looked_at).as_str(), key.near), start)
        });
        Self { parts, are_whole }
    }

    /// Returns the matches in the text of a paragraph.
    pub(crate) fn of(&self, text: &Text) -> &[Span] {
        match text {
            Text::Own(_) => &[],
            Text::Of(part) => &self.parts[*part as usize],
        }
    }
}

/// Returns the bytes of a field that are on `lines`.
fn in_sight(setting: &Setting, part: Part, lines: &Range<usize>) -> Option<Range<usize>> {
    let passage = setting.passages.iter().find(|passage| passage.text == Text::Of(part))?;
    let rows = passage.rows();
    let seen = lines.start.clamp(rows.start, rows.end)..lines.end.clamp(rows.start, rows.end);
    let spans = passage.lines.get(seen.start - rows.start..seen.end.checked_sub(rows.start)?)?;
    Some(range(spans.first()?).start..range(spans.last()?).end)
}

/// Extends a range on both sides by up to `MATCH_CONTEXT` bytes, so that it ends at blanks.
fn around(text: &str, seen: &Range<usize>) -> Range<usize> {
    let blank = |c: char| c == ' ' || c == '\n';
    let start = text.floor_char_boundary(seen.start.saturating_sub(AROUND));
    let end = text.floor_char_boundary(seen.end.saturating_add(AROUND));
    let from = if start == 0 { 0 } else { text[start..seen.start].find(blank).map_or(start, |at| start + at) };
    let to = if end == text.len() { end } else { text[seen.end..end].rfind(blank).map_or(end, |at| seen.end + at) };
    from..to
}

fn spans(found: &[Range<usize>], start: usize) -> Vec<Span> {
    found.iter().map(|found| span(&(start + found.start..start + found.end))).collect()
}
