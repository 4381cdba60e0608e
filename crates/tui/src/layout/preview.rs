//! The text that copying will paste, wrapped: all of it, or the excerpt shown beside the page.

use std::ops::Range;

use super::job::CopyOrder;
use super::page_layout::AT_ONCE;
use super::paragraph::{Span, range, span};
use kzq_corpus::{Corpus, EntryId};
use kzq_export::{Format, SourceTexts, Unwritable, Written, attribution, write_beginning, write_clip, write_out};
use kzq_text::Safe;
use kzq_text::wrap::wrap_each;

/// A wrapped text that copying will paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paste {
    text: Safe<'static>,
    lines: Vec<Span>,
    is_whole: bool,
    left_out: Option<(usize, Unwritable)>,
}

impl Paste {
    /// Writes entries out in a format and wraps all of the text.
    pub(crate) fn whole(corpus: &Corpus, texts: &SourceTexts<'_>, copy: &CopyOrder, columns: usize) -> Self {
        Self::wrapped(copy.carry_out(corpus, texts), columns)
    }

    /// Like [`Self::whole`], but limited to the beginning, which is everything for most entries.
    pub(crate) fn beginning(corpus: &Corpus, ids: &[EntryId], format: Format, columns: usize) -> Self {
        match write_beginning(corpus, ids, format, AT_ONCE) {
            None => Self::wrapped(write_out(corpus, ids, format), columns),
            Some(text) => {
                let mut paste = Self::wrapped(Written { text, left_out: None }, columns);
                // The last line may be incomplete.
                paste.lines.pop();
                Self { is_whole: false, ..paste }
            }
        }
    }

    fn wrapped(written: Written, columns: usize) -> Self {
        let Written { text, left_out } = written;
        let mut lines = Vec::new();
        if !text.is_empty() {
            wrap_each(text.as_str(), columns, |line| lines.push(span(&line)));
        }
        Self { text, lines, is_whole: true, left_out }
    }

    /// Returns the number of lines.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// Returns whether all lines are there.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns how many entries cannot be exported in the format, and the reason for the first one.
    pub fn left_out(&self) -> Option<(usize, Unwritable)> {
        self.left_out
    }

    /// Returns how many rows the remark on omitted entries takes above the lines.
    pub fn remark_rows(&self) -> usize {
        usize::from(self.left_out.is_some())
    }

    /// Returns the lines starting at `from`.
    pub fn lines_from(&self, from: usize) -> impl Iterator<Item = Safe<'_>> {
        self.lines.iter().skip(from).map(|line| self.text.slice(range(line)))
    }
}

/// Wraps the line that attributes an entry's words.
fn attribution_of(corpus: &Corpus, id: EntryId, columns: usize) -> Paste {
    Paste::wrapped(Written { text: attribution(corpus, corpus.entry(id)), left_out: None }, columns)
}

/// How many lines of a text are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// All lines are shown.
    Nothing,
    /// This many lines are hidden.
    Lines(usize),
    /// An unknown number is hidden: the text is still being laid out, or is too long to be.
    Some,
}

/// The preview beside the page of what copying will paste: its first lines, its last ones, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    head: Paste,
    attribution: Paste,
    /// How many lines will be pasted, if known.
    count: Option<usize>,
}

impl Preview {
    pub(crate) fn whole(corpus: &Corpus, id: EntryId, columns: usize, format: Format) -> Self {
        let mut preview = Self::beginning(corpus, &[id], columns, format);
        if preview.count.is_none() {
            let mut count = 0;
            wrap_each(write_out(corpus, &[id], format).text.as_str(), columns, |_| count += 1);
            preview.count = Some(count);
        }
        preview
    }

    /// Builds as much as can be had at once, for one entry or several.
    pub(crate) fn beginning(corpus: &Corpus, ids: &[EntryId], columns: usize, format: Format) -> Self {
        let head = Paste::beginning(corpus, ids, format, columns);
        if let Some((_, why)) = head.left_out.filter(|_| head.count() == 0) {
            return Self::of(kzq_text::safe!("nothing: ", why.reason()), columns);
        }
        // In other formats, the end is unknown until everything is written out.
        let last = ids.last().filter(|_| format == Format::Attributed);
        let attribution = last.map(|&last| attribution_of(corpus, last, columns)).unwrap_or_default();
        Self { count: head.is_whole.then_some(head.count()), head, attribution }
    }

    /// Builds the preview of selected words, given as byte ranges of the text.
    pub(crate) fn of_clip(corpus: &Corpus, id: EntryId, stretches: &[Range<usize>], columns: usize) -> Self {
        let long: usize = stretches.iter().map(Range::len).sum();
        if long <= AT_ONCE {
            return Self {
                attribution: attribution_of(corpus, id, columns),
                ..Self::of(write_clip(corpus, id, stretches), columns)
            };
        }
        let mut room = AT_ONCE;
        let mut beginning = Vec::new();
        for stretch in stretches {
            let end = corpus.entry(id).text().as_str().floor_char_boundary(stretch.end.min(stretch.start + room));
            room -= room.min(stretch.len());
            beginning.push(stretch.start..end);
        }
        beginning.retain(|stretch| !stretch.is_empty());
        let mut head = Paste::wrapped(Written { text: write_clip(corpus, id, &beginning), left_out: None }, columns);
        let attribution = attribution_of(corpus, id, columns);
        // Drop the end: more text is pasted in its place.
        head.lines.truncate(head.lines.len().saturating_sub(attribution.count() + 2));
        Self { head: Paste { is_whole: false, ..head }, attribution, count: None }
    }

    /// Builds the preview of a text that is pasted as is.
    pub(crate) fn of(text: Safe<'static>, columns: usize) -> Self {
        let head = Paste::wrapped(Written { text, left_out: None }, columns);
        Self { count: Some(head.count()), head, attribution: Paste::default() }
    }

    /// Returns how many lines will be pasted, or one more than are known so far.
    fn wanted(&self) -> usize {
        self.count.unwrap_or(self.head.count() + 1)
    }

    /// Returns how many lines at the end are the attribution.
    fn attribution(&self) -> usize {
        self.attribution.count()
    }

    /// Returns how many of `rows` rows it takes, including its rule, beside a page of `count` lines: all it needs if
    /// the page leaves room, else a third.
    pub(crate) fn rows_beside(&self, count: usize, rows: usize) -> usize {
        if rows < 9 {
            return 0;
        }
        let wanted = self.wanted() + 1;
        if count + wanted <= rows {
            return wanted;
        }
        // The rule, some of the words, the line that says how much is hidden, and the whole attribution.
        let least = 3 + self.attribution();
        wanted.min((rows / 3).max(least).min(rows / 2))
    }

    /// Returns what to show in `room` rows: everything, or some lines from the beginning and from the end, and how many
    /// are omitted between them.
    pub fn within(&self, room: usize) -> (Vec<Safe<'_>>, LeftOut, Vec<Safe<'_>>) {
        if self.count.is_some_and(|count| count <= room) {
            return (self.head.lines_from(0).collect(), LeftOut::Nothing, Vec::new());
        }
        let rows = room.saturating_sub(1);
        let tail = self.attribution().min(rows);
        let head: Vec<_> = self.head.lines_from(0).take(rows - tail).collect();
        let left_out = self.count.map_or(LeftOut::Some, |count| LeftOut::Lines(count - head.len() - tail));
        (head, left_out, self.attribution.lines_from(self.attribution() - tail).collect())
    }
}
