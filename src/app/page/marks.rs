//! [`Marks`]: what of an entry the filter matched.

use std::ops::Range;

use super::Key;
use super::passage::{Part, Span, Text, range, span};
use super::setting::{AT_ONCE, Setting};
use crate::corpus::{Corpus, EntryId};
use crate::search::highlights;

/// How far around what is in sight a long text is looked at, in bytes: what matches in sight may begin or end there.
const AROUND: usize = 4 * 1024;

/// What the filter matched in the parts of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    parts: [Vec<Span>; Part::ALL.len()],
    /// Whether every part was looked at from its beginning to its end.
    pub(super) are_whole: bool,
}

impl Marks {
    /// All of them.
    pub(super) fn whole(corpus: &Corpus, id: EntryId, key: &Key) -> Self {
        let entry = corpus.entry(id);
        let parts = Part::ALL.map(|part| spans(&highlights(&key.query, part.of(entry).as_str(), key.near), 0));
        Self { parts, are_whole: true }
    }

    /// Those on some lines, and on the others as far as they cost little. A near word may be marked here that is not
    /// one of [`Marks::whole`], because a surer place for it lies elsewhere in the text.
    pub(super) fn around(corpus: &Corpus, id: EntryId, key: &Key, setting: &Setting, lines: &Range<usize>) -> Self {
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

    /// Those in a text.
    pub(super) fn of(&self, text: &Text) -> &[Span] {
        match text {
            Text::Own(_) => &[],
            Text::Of(part) => &self.parts[*part as usize],
        }
    }
}

/// Which bytes of a part stand on some lines.
fn in_sight(setting: &Setting, part: Part, lines: &Range<usize>) -> Option<Range<usize>> {
    let passage = setting.passages.iter().find(|passage| passage.text == Text::Of(part))?;
    let rows = passage.rows();
    let seen = lines.start.clamp(rows.start, rows.end)..lines.end.clamp(rows.start, rows.end);
    let spans = passage.lines.get(seen.start - rows.start..seen.end.checked_sub(rows.start)?)?;
    Some(range(spans.first()?).start..range(spans.last()?).end)
}

/// Some more of a text on both sides of a range, to the next blanks.
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
