//! [`Paragraph`]: a text with marks, wrapped into lines that are rendered when they are drawn.

use std::ops::Range;

use super::span::{SelectState, StyleRole, StyledLine, StyledSpan, line_width};
use kzq_corpus::{Corpus, Entry, EntryId, Lead, Wording};
use kzq_text::wrap::wrap_with;
use kzq_text::{Safe, safe};

/// A byte range of a text, as `u32`: a line of a long text should cost no more.
pub(crate) type TextRange = Range<u32>;

/// Converts a range; no text of a collection is longer than `u32::MAX` bytes.
pub(crate) fn to_text_range(range: &Range<usize>) -> TextRange {
    let at = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    at(range.start)..at(range.end)
}

pub(crate) fn to_text_ranges(ranges: &[Range<usize>]) -> Vec<TextRange> {
    ranges.iter().map(to_text_range).collect()
}

pub(crate) fn to_range(span: &TextRange) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// Wraps a text and returns the ranges of its lines, at least one.
pub(crate) fn wrap_lines(text: &str, columns: usize) -> Vec<TextRange> {
    let mut lines = Vec::new();
    wrap_with(text, columns, |line| lines.push(to_text_range(&line)));
    lines
}

/// A field of an entry that the filter searches. It may be long, so no layout holds a copy.
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
    /// A field of an entry.
    Field(EntryId, EntryField),
}

impl ParagraphText {
    pub(crate) fn resolve<'p>(&'p self, corpus: &'p Corpus) -> Safe<'p> {
        match self {
            Self::Owned(text) => text.to_borrowed(),
            Self::Field(id, field) => field.text_in(corpus.entry(*id)),
        }
    }
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

/// A text with marks, wrapped into lines once it is added to a page or view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) text: ParagraphText,
    role: StyleRole,
    /// Shown before the first line; the other lines are indented by its width.
    prefix: StyledLine<'static>,
    /// Shown after the last line; every line leaves room for it.
    suffix: StyledLine<'static>,
    /// Ranges of the text with another role; sorted and disjoint.
    marks: Vec<(TextRange, StyleRole)>,
    /// Ranges of the slips in the text; sorted and disjoint.
    slips: Vec<TextRange>,
    /// Ranges of the lines in the text.
    pub(crate) lines: Vec<TextRange>,
    /// Index of the first line on the page.
    pub(crate) first_row: usize,
    /// Whether the text continues after the last line.
    pub(crate) is_truncated: bool,
}

/// Separator between the parts of a line.
const SEPARATOR: &str = " · ";

impl Paragraph {
    fn with_source(text: ParagraphText, role: StyleRole) -> Self {
        Self {
            text,
            role,
            prefix: StyledLine::new(),
            suffix: StyledLine::new(),
            marks: Vec::new(),
            slips: Vec::new(),
            lines: Vec::new(),
            first_row: 0,
            is_truncated: false,
        }
    }

    /// Creates a paragraph with a text of its own.
    pub(crate) fn new(text: impl Into<Safe<'static>>, role: StyleRole) -> Self {
        Self::with_source(ParagraphText::Owned(text.into()), role)
    }

    /// Creates a paragraph of a field of an entry.
    pub(crate) fn of_field(id: EntryId, field: EntryField, role: StyleRole) -> Self {
        Self::with_source(ParagraphText::Field(id, field), role)
    }

    /// Creates a line of spans, which is not wrapped.
    pub(crate) fn of_line(line: StyledLine<'static>) -> Self {
        Self::new("", StyleRole::Body).with_prefix(line)
    }

    /// Creates a list of parts, with dots from the glyph set of the screen between them.
    pub(crate) fn dotted<'t>(parts: impl IntoIterator<Item = Safe<'t>>, role: StyleRole) -> Self {
        let mut text = Safe::default();
        let mut dots = Vec::new();
        for (number, part) in parts.into_iter().enumerate() {
            if number > 0 {
                let at = text.as_str().len();
                dots.push(at + 1..at + SEPARATOR.len() - 1);
                text = safe!(text, SEPARATOR);
            }
            text = safe!(text, part);
        }
        Self::new(text, role).marked(&dots, StyleRole::Separator)
    }

    /// Creates a paragraph of a text after a label. The lines after the first one are as long as it is: below a long label,
    /// the text would be a narrow strip.
    pub(crate) fn labelled(
        label: impl Into<Safe<'static>>,
        label_role: StyleRole,
        text: &Safe<'_>,
        role: StyleRole,
    ) -> Self {
        let label = label.into();
        let end = label.as_str().len();
        Self::new(safe!(label, text), role).marked(std::slice::from_ref(&(0..end)), label_role)
    }

    /// Creates a paragraph of an entry's words: verbatim ones in quotation marks, anything else after its glyph.
    pub(crate) fn of_words(id: EntryId, wording: Wording) -> Self {
        Self::of_text(ParagraphText::Field(id, EntryField::Text), wording)
    }

    /// Creates a paragraph of words of a wording.
    pub(crate) fn of_text(text: ParagraphText, wording: Wording) -> Self {
        match wording {
            Wording::Verbatim => Self::with_source(text, StyleRole::Quotation).in_quotation_marks(),
            Wording::Reported | Wording::Summary => Self::with_source(text, StyleRole::Paraphrase)
                .with_prefix([StyledSpan::glyph(wording), StyledSpan::spaces(1)]),
        }
    }

    /// Creates a paragraph of an entry's question.
    pub(crate) fn of_question(id: EntryId, role: StyleRole) -> Self {
        Self::of_field(id, EntryField::Question, role).with_prefix([StyledSpan::plain("Q ", StyleRole::Label)])
    }

    /// Puts spans before the first line, and before those that are there.
    pub(crate) fn with_prefix(mut self, prefix: impl IntoIterator<Item = StyledSpan<'static>>) -> Self {
        self.prefix.splice(0..0, prefix);
        self
    }

    /// Puts quotation marks around the text.
    pub(crate) fn in_quotation_marks(self) -> Self {
        self.with_prefix([StyledSpan::plain("“", StyleRole::QuotationMark)])
            .with_suffix([StyledSpan::plain("”", StyleRole::QuotationMark)])
    }

    /// Puts spans after the last line.
    pub(crate) fn with_suffix(mut self, suffix: impl IntoIterator<Item = StyledSpan<'static>>) -> Self {
        self.suffix.extend(suffix);
        self
    }

    /// Gives sorted and disjoint ranges of the text another role, over the marks that are there.
    pub(crate) fn marked(mut self, ranges: &[Range<usize>], role: StyleRole) -> Self {
        let ranges = to_text_ranges(ranges);
        let mut marks = Vec::with_capacity(self.marks.len() + ranges.len());
        for (mark, own) in self.marks {
            let mut start = mark.start;
            for over in overlapping(&ranges, &mark) {
                if start < over.start {
                    marks.push((start..over.start, own));
                }
                start = over.end;
            }
            if start < mark.end {
                marks.push((start..mark.end, own));
            }
        }
        marks.extend(ranges.into_iter().map(|range| (range, role)));
        marks.sort_unstable_by_key(|(range, _)| range.start);
        self.marks = marks;
        self
    }

    /// Shows the text in another role.
    pub(crate) fn with_role(self, role: StyleRole) -> Self {
        Self { role, ..self }
    }

    /// Sets the ranges of the slips in the text, sorted and disjoint.
    pub(crate) fn with_slips(self, slips: &[Range<usize>]) -> Self {
        Self { slips: to_text_ranges(slips), ..self }
    }

    /// Returns how many columns the lines after the first one are indented by.
    pub(crate) fn indent(&self) -> usize {
        line_width(&self.prefix)
    }

    /// Wraps the text, or as much of it as `max_bytes` allow, for a page or view of `columns` columns; returns the
    /// number of bytes that were wrapped.
    pub(crate) fn wrap(&mut self, corpus: &Corpus, columns: usize, max_bytes: usize) -> usize {
        let columns = columns.saturating_sub(self.indent() + line_width(&self.suffix));
        let text = self.text.resolve(corpus);
        let shown = text.prefix(max_bytes);
        let len = shown.as_str().len();
        let (mut lines, is_truncated) = (wrap_lines(shown.as_str(), columns), len < text.as_str().len());
        if is_truncated {
            // The last line may be incomplete.
            lines.pop();
        }
        (self.lines, self.is_truncated) = (lines, is_truncated);
        len
    }

    /// Wraps the text and renders all of its lines, to put them beside others.
    pub(crate) fn into_lines(mut self, corpus: &Corpus, columns: usize) -> Vec<StyledLine<'static>> {
        self.wrap(corpus, columns, usize::MAX);
        let line = |at| self.render_line(at, corpus, Overlays::default()).into_iter().map(StyledSpan::into_owned);
        (0..self.lines.len()).map(|at| line(at).collect()).collect()
    }

    /// Returns the lines of the page that the paragraph takes.
    pub(crate) fn rows(&self) -> Range<usize> {
        self.first_row..self.first_row + self.lines.len()
    }

    /// Renders a line, split into spans wherever a mark begins or ends.
    pub(crate) fn render_line<'p>(&'p self, at: usize, corpus: &'p Corpus, overlays: Overlays<'_>) -> StyledLine<'p> {
        let mut line = match at {
            0 => self.prefix.clone(),
            _ if self.prefix.is_empty() => StyledLine::new(),
            _ => vec![StyledSpan::spaces(self.indent())],
        };
        let text = self.text.resolve(corpus);
        line.extend(spans(&text, &self.lines[at], self.role, overlays, &self.slips, &self.marks));
        if at + 1 == self.lines.len() && !self.is_truncated {
            line.extend(self.suffix.iter().cloned());
        }
        line
    }

    /// Returns the lines of the page that contain one of `matches`.
    pub(crate) fn matching_rows<'p>(&'p self, matches: &'p [TextRange]) -> impl Iterator<Item = usize> + 'p {
        let has_match = |line: &&TextRange| !line.is_empty() && !overlapping(matches, line).is_empty();
        self.rows().zip(&self.lines).filter(move |(_, line)| has_match(line)).map(|(row, _)| row)
    }
}

/// Splits a line of a text into spans wherever a mark begins or ends. The text has a role, and some marks another one.
pub(crate) fn spans<'p>(
    text: &Safe<'p>,
    line: &TextRange,
    role: StyleRole,
    overlays: Overlays<'_>,
    slips: &[TextRange],
    marks: &[(TextRange, StyleRole)],
) -> StyledLine<'p> {
    let all = [overlays.matches, slips, overlays.highlights, overlays.selected, overlays.cursor];
    let all = all.map(|marks| overlapping(marks, line));
    let [matches, slips, highlights, selected, cursor] = all;
    let marks = overlapping_by(marks, line, |(mark, _)| mark);
    let mut cuts: Vec<u32> = [line.start, line.end]
        .into_iter()
        .chain(
            all.into_iter().flatten().chain(marks.iter().map(|(mark, _)| mark)).flat_map(|mark| [mark.start, mark.end]),
        )
        .filter(|cut| (line.start..=line.end).contains(cut))
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.windows(2);
    let span = |pair: &[u32]| {
        let is_within = |mark: &TextRange| mark.start <= pair[0] && pair[1] <= mark.end;
        let is_in = |marks: &[TextRange]| marks.iter().any(is_within);
        StyledSpan {
            text: text.clone().into_slice(to_range(&(pair[0]..pair[1]))),
            role: marks.iter().find(|(mark, _)| is_within(mark)).map_or(role, |(_, role)| *role),
            matched: is_in(matches),
            slip: is_in(slips),
            highlighted: is_in(highlights),
            select_state: match (is_in(cursor), is_in(selected)) {
                (true, selected) => SelectState::Cursor { selected },
                (false, true) => SelectState::Selected,
                (false, false) => SelectState::None,
            },
        }
    };
    pairs.map(span).collect()
}

/// Returns those of `marks` that overlap `range`; `marks` must be sorted and disjoint.
fn overlapping<'m>(marks: &'m [TextRange], range: &TextRange) -> &'m [TextRange] {
    overlapping_by(marks, range, |mark| mark)
}

/// Returns those of `marks` whose ranges overlap `range`.
fn overlapping_by<'m, T>(marks: &'m [T], range: &TextRange, range_of: impl Fn(&T) -> &TextRange) -> &'m [T] {
    let from = marks.partition_point(|mark| range_of(mark).end <= range.start);
    let until = from + marks[from..].partition_point(|mark| range_of(mark).start < range.end);
    &marks[from..until]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_marks_cover_earlier_ones() {
        let corpus = Corpus::default();
        let ranges = |ends: &[(usize, usize)]| ends.iter().map(|&(start, end)| start..end).collect::<Vec<_>>();
        for (earlier, later, expected) in [
            (&[(0, 9)][..], &[(3, 6)][..], "one|TWO|six"),
            (&[(0, 3), (6, 9)][..], &[(3, 6)][..], "one|TWO|six"),
            (&[(0, 5)][..], &[(3, 6)][..], "one|TWO|-six"),
            (&[(4, 9)][..], &[(3, 6)][..], "-one|TWO|six"),
            (&[(3, 6)][..], &[(3, 6)][..], "-one|TWO|-six"),
            (&[][..], &[][..], "-onetwosix"),
        ] {
            let paragraph = Paragraph::new("onetwosix", StyleRole::Body)
                .marked(&ranges(earlier), StyleRole::Unsupported)
                .marked(&ranges(later), StyleRole::UnsupportedFact);
            let lines = paragraph.into_lines(&corpus, 80);
            let span = |span: &StyledSpan<'_>| match span.role {
                StyleRole::UnsupportedFact => span.text.as_str().to_uppercase(),
                StyleRole::Unsupported => span.text.to_string(),
                _ => format!("-{}", span.text),
            };
            assert_eq!(lines[0].iter().map(span).collect::<Vec<_>>().join("|"), expected, "{earlier:?} {later:?}");
        }
    }
}
