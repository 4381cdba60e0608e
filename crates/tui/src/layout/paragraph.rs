//! [`Passage`]: a text wrapped into lines, each rendered when it is drawn.

use std::ops::Range;

use super::span::{SelectState, StyleRole, StyledLine, StyledSpan};
use kzq_corpus::{Entry, Lead};
use kzq_text::Safe;

/// A byte range of a text, as `u32`: a line of a long text should cost no more.
pub(crate) type TextRange = Range<u32>;

/// Converts a range; no text of a collection is longer than `u32::MAX` bytes.
pub(crate) fn to_text_range(range: &Range<usize>) -> TextRange {
    let at = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    at(range.start)..at(range.end)
}

pub(crate) fn to_range(span: &TextRange) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// A field of an entry that the filter searches. It may be long, so a page never holds a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryField {
    Text,
    Question,
    Lead,
}

impl EntryField {
    pub(crate) const ALL: [Self; 3] = [Self::Text, Self::Question, Self::Lead];

    /// Returns the text of the field in an entry; empty if the entry lacks it.
    pub(crate) fn text_in(self, entry: Entry<'_>) -> Safe<'_> {
        match self {
            Self::Text => entry.text(),
            Self::Question => entry.question().unwrap_or_default(),
            Self::Lead => entry.lead().map(Lead::into_text).unwrap_or_default(),
        }
    }
}

/// Where the text of a paragraph comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ParagraphText {
    /// Owned by the paragraph.
    Owned(Safe<'static>),
    /// A field of the entry.
    Field(EntryField),
}

/// What is shown over a text; each list is sorted and disjoint.
#[derive(Clone, Copy, Default)]
pub(crate) struct Overlays<'m> {
    /// Matches of the filter.
    pub(crate) matches: &'m [TextRange],
    /// Highlights of the user.
    pub(crate) highlights: &'m [TextRange],
    /// Ranges selected to be copied.
    pub(crate) selected: &'m [TextRange],
    /// The word at the cursor.
    pub(crate) cursor: &'m [TextRange],
}

/// A text wrapped into lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) text: ParagraphText,
    pub(crate) role: StyleRole,
    /// Shown before the first line.
    pub(crate) prefix: StyledLine<'static>,
    /// Columns by which the other lines are indented.
    pub(crate) indent: usize,
    /// Shown after the last line.
    pub(crate) suffix: StyledLine<'static>,
    /// Ranges of the slips in the text, and below of the dots of a list; each sorted and disjoint.
    pub(crate) slips: Vec<TextRange>,
    pub(crate) dots: Vec<TextRange>,
    /// Ranges of the lines in the text.
    pub(crate) lines: Vec<TextRange>,
    /// Index of the first line on the page.
    pub(crate) first_row: usize,
    /// Whether the text continues after the last line.
    pub(crate) is_truncated: bool,
}

impl Paragraph {
    /// Returns the lines of the page that the paragraph takes.
    pub(crate) fn rows(&self) -> Range<usize> {
        self.first_row..self.first_row + self.lines.len()
    }

    /// Renders a line, split into spans wherever a mark begins or ends.
    pub(crate) fn render_line<'p>(&'p self, at: usize, entry: Entry<'p>, overlays: Overlays<'_>) -> StyledLine<'p> {
        let text = match &self.text {
            ParagraphText::Owned(text) => text.to_borrowed(),
            ParagraphText::Field(part) => part.text_in(entry),
        };
        let indent = || StyledSpan::spaces(self.indent);
        let mut line = if at == 0 {
            self.prefix.clone()
        } else if self.indent > 0 {
            vec![indent()]
        } else {
            StyledLine::new()
        };
        self.push_spans(&self.lines[at], &text, overlays, &mut line);
        if at + 1 == self.lines.len() && !self.is_truncated {
            line.extend(self.suffix.iter().cloned());
        }
        line
    }

    fn push_spans<'p>(&self, within: &TextRange, text: &Safe<'p>, overlays: Overlays<'_>, line: &mut StyledLine<'p>) {
        let all = [overlays.matches, &self.slips, &self.dots, overlays.highlights, overlays.selected, overlays.cursor];
        let all = all.map(|marks| overlapping(marks, within));
        let [matches, slips, dots, highlights, chosen, cursor] = all;
        let mut cuts: Vec<u32> = [within.start, within.end]
            .into_iter()
            .chain(all.into_iter().flatten().flat_map(|mark| [mark.start, mark.end]))
            .filter(|cut| (within.start..=within.end).contains(cut))
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        line.extend(cuts.windows(2).map(|pair| {
            let holds = |marks: &[TextRange]| marks.iter().any(|mark| mark.start <= pair[0] && pair[1] <= mark.end);
            StyledSpan {
                matched: holds(matches),
                slip: holds(slips),
                highlighted: holds(highlights),
                select_state: match (holds(cursor), holds(chosen)) {
                    (true, chosen) => SelectState::Cursor { selected: chosen },
                    (false, true) => SelectState::Selected,
                    (false, false) => SelectState::None,
                },
                role: if holds(dots) { StyleRole::Separator } else { self.role },
                text: text.clone().into_slice(to_range(&(pair[0]..pair[1]))),
            }
        }));
    }

    /// Returns the lines of the page that contain one of `matches`.
    pub(crate) fn matching_rows<'p>(&'p self, matches: &'p [TextRange]) -> impl Iterator<Item = usize> + 'p {
        let has_match = |line: &&TextRange| !line.is_empty() && !overlapping(matches, line).is_empty();
        self.rows().zip(&self.lines).filter(move |(_, line)| has_match(line)).map(|(row, _)| row)
    }
}

/// Returns those of `marks` that overlap `range`; `marks` must be sorted and disjoint.
fn overlapping<'m>(marks: &'m [TextRange], range: &TextRange) -> &'m [TextRange] {
    let from = marks.partition_point(|mark| mark.end <= range.start);
    let until = from + marks[from..].partition_point(|mark| mark.start < range.end);
    &marks[from..until]
}
