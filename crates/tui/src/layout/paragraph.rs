//! [`Passage`]: a text wrapped into lines, each rendered when it is drawn.

use std::ops::Range;

use super::span::{Line, Pick, Piece, Role};
use kzq_corpus::{Entry, Lead};
use kzq_text::Safe;

/// A byte range of a text, as `u32`: a line of a long text should cost no more.
pub(crate) type Span = Range<u32>;

/// Converts a range; no text of a collection is longer than `u32::MAX` bytes.
pub(crate) fn span(range: &Range<usize>) -> Span {
    let at = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    at(range.start)..at(range.end)
}

pub(crate) fn range(span: &Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// A field of an entry that the filter searches. It may be long, so a page never holds a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text,
    Question,
    Lead,
}

impl Part {
    pub(crate) const ALL: [Self; 3] = [Self::Text, Self::Question, Self::Lead];

    /// Returns the text of the field in an entry; empty if the entry lacks it.
    pub(crate) fn of(self, entry: Entry<'_>) -> Safe<'_> {
        match self {
            Self::Text => entry.text(),
            Self::Question => entry.question().unwrap_or_default(),
            Self::Lead => entry.lead().map(Lead::into_text).unwrap_or_default(),
        }
    }
}

/// Where the text of a paragraph comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// Owned by the paragraph.
    Own(Safe<'static>),
    /// A field of the entry.
    Of(Part),
}

/// What is shown over a text; each list is sorted and disjoint.
#[derive(Clone, Copy, Default)]
pub(crate) struct Over<'m> {
    /// Matches of the filter.
    pub(crate) matches: &'m [Span],
    /// Highlights of the user.
    pub(crate) highlights: &'m [Span],
    /// Ranges selected to be copied.
    pub(crate) chosen: &'m [Span],
    /// The word at the cursor.
    pub(crate) cursor: &'m [Span],
}

/// A text wrapped into lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) text: Text,
    pub(crate) role: Role,
    /// Shown before the first line.
    pub(crate) first: Line<'static>,
    /// Columns by which the other lines are indented.
    pub(crate) indent: usize,
    /// Shown after the last line.
    pub(crate) last: Line<'static>,
    /// Ranges of the slips in the text, and below of the dots of a list; each sorted and disjoint.
    pub(crate) slips: Vec<Span>,
    pub(crate) dots: Vec<Span>,
    /// Ranges of the lines in the text.
    pub(crate) lines: Vec<Span>,
    /// Index of the first line on the page.
    pub(crate) from: usize,
    /// Whether the text continues after the last line.
    pub(crate) is_cut: bool,
}

impl Passage {
    /// Returns the lines of the page that the paragraph takes.
    pub(crate) fn rows(&self) -> Range<usize> {
        self.from..self.from + self.lines.len()
    }

    /// Renders a line, split into spans wherever a mark begins or ends.
    pub(crate) fn line<'p>(&'p self, at: usize, entry: Entry<'p>, over: Over<'_>) -> Line<'p> {
        let text = match &self.text {
            Text::Own(text) => text.borrowed(),
            Text::Of(part) => part.of(entry),
        };
        let indent = || Piece::blanks(self.indent);
        let mut line = if at == 0 {
            self.first.clone()
        } else if self.indent > 0 {
            vec![indent()]
        } else {
            Line::new()
        };
        self.push_pieces(&self.lines[at], &text, over, &mut line);
        if at + 1 == self.lines.len() && !self.is_cut {
            line.extend(self.last.iter().cloned());
        }
        line
    }

    fn push_pieces<'p>(&self, within: &Span, text: &Safe<'p>, over: Over<'_>, line: &mut Line<'p>) {
        let all = [over.matches, &self.slips, &self.dots, over.highlights, over.chosen, over.cursor];
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
            let holds = |marks: &[Span]| marks.iter().any(|mark| mark.start <= pair[0] && pair[1] <= mark.end);
            Piece {
                matched: holds(matches),
                slip: holds(slips),
                highlighted: holds(highlights),
                pick: match (holds(cursor), holds(chosen)) {
                    (true, chosen) => Pick::Cursor { chosen },
                    (false, true) => Pick::Chosen,
                    (false, false) => Pick::None,
                },
                role: if holds(dots) { Role::Dot } else { self.role },
                text: text.clone().into_slice(range(&(pair[0]..pair[1]))),
            }
        }));
    }

    /// Returns the lines of the page that contain one of `matches`.
    pub(crate) fn matched<'p>(&'p self, matches: &'p [Span]) -> impl Iterator<Item = usize> + 'p {
        let has_match = |line: &&Span| !line.is_empty() && !overlapping(matches, line).is_empty();
        self.rows().zip(&self.lines).filter(move |(_, line)| has_match(line)).map(|(row, _)| row)
    }
}

/// Returns those of `marks` that overlap `range`; `marks` must be sorted and disjoint.
fn overlapping<'m>(marks: &'m [Span], range: &Span) -> &'m [Span] {
    let from = marks.partition_point(|mark| mark.end <= range.start);
    let until = from + marks[from..].partition_point(|mark| mark.start < range.end);
    &marks[from..until]
}
