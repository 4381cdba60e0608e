//! The text that copying will paste, wrapped: all of it, or the excerpt shown beside the page.

use std::ops::Range;

use super::copy_request::CopyRequest;
use super::limits::IMMEDIATE_BYTES;
use super::paragraph::{TextRange, to_range, wrap_lines};
use kzq_corpus::{Corpus, EntryId};
use kzq_export::{
    Format, NotExportable, Rendered, SourceTextLookup, attribution, export, export_excerpt, export_prefix,
};
use kzq_text::Safe;
use kzq_text::wrap::wrap_with;

/// A wrapped text that copying will paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyText {
    text: Safe<'static>,
    lines: Vec<TextRange>,
    is_complete: bool,
    omitted: Option<(usize, NotExportable)>,
}

impl CopyText {
    /// Writes entries out in a format and wraps all of the text.
    pub(crate) fn full(corpus: &Corpus, texts: &SourceTextLookup<'_>, request: &CopyRequest, columns: usize) -> Self {
        Self::wrap(request.run(corpus, texts), columns)
    }

    /// Like [`Self::full`], but limited to the beginning, which is everything for most entries.
    pub(crate) fn partial(corpus: &Corpus, ids: &[EntryId], format: Format, columns: usize) -> Self {
        match export_prefix(corpus, ids, format, IMMEDIATE_BYTES) {
            None => Self::wrap(export(corpus, ids, format), columns),
            Some(text) => {
                let mut copy_text = Self::wrap(Rendered { text, skipped: None }, columns);
                // The last line may be incomplete.
                copy_text.lines.pop();
                Self { is_complete: false, ..copy_text }
            }
        }
    }

    fn wrap(written: Rendered, columns: usize) -> Self {
        let Rendered { text, skipped: omitted } = written;
        let lines = if text.is_empty() { Vec::new() } else { wrap_lines(text.as_str(), columns) };
        Self { text, lines, is_complete: true, omitted }
    }

    /// Returns the number of lines.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Returns whether all lines are there.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns how many entries cannot be exported in the format, and the reason for the first one.
    pub fn omitted(&self) -> Option<(usize, NotExportable)> {
        self.omitted
    }

    /// Returns how many rows the remark on omitted entries takes above the lines.
    pub fn remark_rows(&self) -> usize {
        usize::from(self.omitted.is_some())
    }

    /// Returns the lines starting at `from`.
    pub fn lines_from(&self, from: usize) -> impl Iterator<Item = Safe<'_>> {
        self.lines.iter().skip(from).map(|line| self.text.slice(to_range(line)))
    }
}

/// Wraps the line that attributes an entry's words.
fn wrap_attribution(corpus: &Corpus, id: EntryId, columns: usize) -> CopyText {
    CopyText::wrap(Rendered { text: attribution(corpus, corpus.entry(id)), skipped: None }, columns)
}

/// How many lines of a text are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenLines {
    /// All lines are shown.
    None,
    /// This many lines are hidden.
    Count(usize),
    /// An unknown number is hidden: the text is still being laid out, or is too long to be.
    Unknown,
}

/// The preview beside the page of what copying will paste: its first lines, its last ones, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    head: CopyText,
    attribution: CopyText,
    /// How many lines will be pasted, if known.
    line_count: Option<usize>,
    /// Whether it says nothing that the page does not, except for the attribution.
    repeats_page: bool,
}

/// Below a page with fewer rows than this, a preview that repeats it is folded if there is no room for both.
const SHORT_ROWS: usize = 20;
/// Below a page with fewer rows than this, there is no preview.
const MIN_ROWS: usize = 9;

impl Preview {
    pub(crate) fn full(corpus: &Corpus, id: EntryId, columns: usize, format: Format) -> Self {
        let mut preview = Self::partial(corpus, &[id], columns, format);
        if preview.line_count.is_none() {
            let mut count = 0;
            wrap_with(export(corpus, &[id], format).text.as_str(), columns, |_| count += 1);
            preview.line_count = Some(count);
        }
        preview
    }

    /// Builds as much as can be had at once, for one entry or several.
    pub(crate) fn partial(corpus: &Corpus, ids: &[EntryId], columns: usize, format: Format) -> Self {
        let head = CopyText::partial(corpus, ids, format, columns);
        if let Some((_, why)) = head.omitted.filter(|_| head.line_count() == 0) {
            return Self::from_text(kzq_text::safe!("not available: ", why.reason()), columns);
        }
        // In other formats, the end is unknown until everything is written out.
        let last = ids.last().filter(|_| format == Format::Attributed);
        let attribution = last.map(|&last| wrap_attribution(corpus, last, columns)).unwrap_or_default();
        let repeats_page = ids.len() == 1 && matches!(format, Format::Attributed | Format::Words);
        Self { line_count: head.is_complete.then_some(head.line_count()), head, attribution, repeats_page }
    }

    /// Never folds it: the page may be that of another entry.
    pub(crate) fn unfolded(self) -> Self {
        Self { repeats_page: false, ..self }
    }

    /// Builds the preview of selected words, given as byte ranges of the text.
    pub(crate) fn from_ranges(corpus: &Corpus, id: EntryId, ranges: &[Range<usize>], columns: usize) -> Self {
        let total: usize = ranges.iter().map(Range::len).sum();
        if total <= IMMEDIATE_BYTES {
            return Self {
                attribution: wrap_attribution(corpus, id, columns),
                ..Self::from_text(export_excerpt(corpus, id, ranges), columns)
            };
        }
        let mut bytes_left = IMMEDIATE_BYTES;
        let mut first_ranges = Vec::new();
        for range in ranges {
            let end = corpus.entry(id).text().as_str().floor_char_boundary(range.end.min(range.start + bytes_left));
            bytes_left -= bytes_left.min(range.len());
            first_ranges.push(range.start..end);
        }
        first_ranges.retain(|stretch| !stretch.is_empty());
        let mut head =
            CopyText::wrap(Rendered { text: export_excerpt(corpus, id, &first_ranges), skipped: None }, columns);
        let attribution = wrap_attribution(corpus, id, columns);
        // Drop the end: more text is pasted in its place.
        head.lines.truncate(head.lines.len().saturating_sub(attribution.line_count() + 2));
        Self { head: CopyText { is_complete: false, ..head }, attribution, ..Self::default() }
    }

    /// Builds the preview of a text that is pasted as is.
    pub(crate) fn from_text(text: Safe<'static>, columns: usize) -> Self {
        let head = CopyText::wrap(Rendered { text, skipped: None }, columns);
        Self { line_count: Some(head.line_count()), head, ..Self::default() }
    }

    /// Returns how many lines will be pasted, or one more than are known so far.
    fn min_line_count(&self) -> usize {
        self.line_count.unwrap_or(self.head.line_count() + 1)
    }

    /// Returns how many lines at the end are the attribution.
    fn attribution_line_count(&self) -> usize {
        self.attribution.line_count()
    }

    /// Returns whether only its attribution is shown beside a page of `count` lines, in `rows` rows for both: what else
    /// it says is on the page, which needs the room.
    pub(crate) fn is_folded_beside(&self, count: usize, rows: usize) -> bool {
        self.repeats_page && (MIN_ROWS..SHORT_ROWS).contains(&rows) && count + self.min_line_count() + 1 > rows
    }

    /// Returns whether a line with the attribution is pasted, too.
    pub fn has_attribution(&self) -> bool {
        self.attribution.line_count() > 0
    }

    /// Returns the lines that are shown while it is folded.
    pub fn folded_lines(&self) -> impl Iterator<Item = Safe<'_>> {
        self.attribution.lines_from(0)
    }

    /// Returns how many rows it takes while it is folded, including its rule.
    pub(crate) fn folded_height(&self) -> usize {
        1 + self.attribution_line_count()
    }

    /// Returns how many of `rows` rows it takes, including its rule, beside a page of `count` lines: all it needs if
    /// the page leaves room, else a third.
    pub(crate) fn height_beside(&self, count: usize, rows: usize) -> usize {
        if rows < MIN_ROWS {
            return 0;
        }
        let needed = self.min_line_count() + 1;
        if count + needed <= rows {
            return needed;
        }
        // The rule, some of the words, the line that says how much is hidden, and the whole attribution.
        let minimum = 3 + self.attribution_line_count();
        needed.min((rows / 3).max(minimum).min(rows / 2))
    }

    /// Like [`Self::height_beside`] while words are being selected: a third at most if there is no room for both, because
    /// the words are selected on the page.
    pub(crate) fn height_beside_selection(&self, count: usize, rows: usize) -> usize {
        let height = self.height_beside(count, rows);
        if count + height <= rows { height } else { height.min(rows / 3) }
    }

    /// Returns what to show in `room` rows: everything, or some lines from the beginning, the attribution if there is
    /// room for it besides, and how many lines are omitted.
    pub fn fit_to(&self, room: usize) -> (Vec<Safe<'_>>, HiddenLines, Vec<Safe<'_>>) {
        if self.line_count.is_some_and(|count| count <= room) {
            return (self.head.lines_from(0).collect(), HiddenLines::None, Vec::new());
        }
        let rows = room.saturating_sub(1);
        let tail = Some(self.attribution_line_count()).filter(|&count| count < rows).unwrap_or_default();
        let head: Vec<_> = self.head.lines_from(0).take(rows - tail).collect();
        let hidden =
            self.line_count.map_or(HiddenLines::Unknown, |count| HiddenLines::Count(count - head.len() - tail));
        (head, hidden, self.attribution.lines_from(self.attribution_line_count() - tail).collect())
    }
}
