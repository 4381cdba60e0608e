//! [`Passage`]: a text set into lines, each of them made when it is drawn.

use std::ops::Range;

use super::piece::{Line, Pick, Piece, Role};
use crate::corpus::{Entry, Lead};
use crate::text::Safe;

/// A range of bytes of a text; a line of a long text should cost no more.
pub(in crate::app) type Span = Range<u32>;

/// A range as a span. No text of a collection is longer than a span can tell.
pub(in crate::app) fn span(range: &Range<usize>) -> Span {
    let at = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    at(range.start)..at(range.end)
}

/// A span as a range.
pub(in crate::app) fn range(span: &Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// A part of an entry in which the filter looks. It may be long, so a page never holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Part {
    Text,
    Question,
    Lead,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Question, Self::Lead];

    /// The part of an entry.
    pub(in crate::app) fn of(self, entry: Entry<'_>) -> Safe<'_> {
        match self {
            Self::Text => entry.text(),
            Self::Question => entry.question().unwrap_or_default(),
            Self::Lead => entry.lead().map(Lead::into_text).unwrap_or_default(),
        }
    }
}

/// Whose text a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// The page's own.
    Own(Safe<'static>),
    /// The entry's.
    Of(Part),
}

/// What is laid over a text, each in order and apart.
#[derive(Clone, Copy, Default)]
pub(super) struct Over<'m> {
    /// What the filter matched.
    pub(super) matches: &'m [Span],
    /// What the reader highlighted.
    pub(super) highlights: &'m [Span],
    /// What is chosen to be copied.
    pub(super) chosen: &'m [Span],
    /// The word at the cursor.
    pub(super) cursor: &'m [Span],
}

/// A text set into lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) text: Text,
    pub(super) role: Role,
    /// What stands before its first line.
    pub(super) first: Line<'static>,
    /// By how many columns the others are indented.
    pub(super) indent: usize,
    /// What stands behind its last line.
    pub(super) last: Line<'static>,
    /// Where the slips, and the dots of a list, stand in the text, in order and apart.
    pub(super) slips: Vec<Span>,
    pub(super) dots: Vec<Span>,
    /// Where its lines stand in the text.
    pub(super) lines: Vec<Span>,
    /// Which line of the page its first one is.
    pub(super) from: usize,
    /// Whether the text goes on behind its last line.
    pub(super) is_cut: bool,
}

impl Passage {
    /// The lines of the page that it takes.
    pub(super) fn rows(&self) -> Range<usize> {
        self.from..self.from + self.lines.len()
    }

    /// One of its lines, in pieces that are each wholly marked or not.
    pub(super) fn line<'p>(&'p self, at: usize, entry: Entry<'p>, over: Over<'_>) -> Line<'p> {
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

    /// The lines of the page on which one of `matches` stands.
    pub(super) fn matched<'p>(&'p self, matches: &'p [Span]) -> impl Iterator<Item = usize> + 'p {
        let has_match = |line: &&Span| !line.is_empty() && !overlapping(matches, line).is_empty();
        self.rows().zip(&self.lines).filter(move |(_, line)| has_match(line)).map(|(row, _)| row)
    }
}

/// Those of `marks`, which stand in order and apart, that overlap `range`.
fn overlapping<'m>(marks: &'m [Span], range: &Span) -> &'m [Span] {
    let from = marks.partition_point(|mark| mark.end <= range.start);
    let until = from + marks[from..].partition_point(|mark| mark.start < range.end);
    &marks[from..until]
}
