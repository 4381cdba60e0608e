//! What copying an entry will paste, wrapped: all of it, or what is shown of it beside the page.

use super::passage::{Span, range, span};
use super::setting::AT_ONCE;
use crate::corpus::{Corpus, EntryId};
use crate::export::{Format, attribution, write_beginning, write_out};
use crate::text::Safe;
use crate::text::wrap::wrap_each;

/// A text that copying will paste, wrapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paste {
    text: Safe<'static>,
    lines: Vec<Span>,
    is_whole: bool,
}

impl Paste {
    /// An entry in a format.
    pub(in crate::app) fn whole(corpus: &Corpus, id: EntryId, format: Format, columns: usize) -> Self {
        Self::wrapped(write_out(corpus, id, format), columns)
    }

    /// The beginning of the same, which is all of most.
    pub(in crate::app) fn beginning(corpus: &Corpus, id: EntryId, format: Format, columns: usize) -> Self {
        match write_beginning(corpus, id, format, AT_ONCE) {
            None => Self::whole(corpus, id, format, columns),
            Some(text) => {
                let mut paste = Self::wrapped(text, columns);
                // The last line might go on.
                paste.lines.pop();
                Self { is_whole: false, ..paste }
            }
        }
    }

    fn wrapped(text: Safe<'static>, columns: usize) -> Self {
        let mut lines = Vec::new();
        wrap_each(text.as_str(), columns, |line| lines.push(span(&line)));
        Self { text, lines, is_whole: true }
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// Whether these are all of its lines.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The lines from the line `from` on.
    pub fn lines_from(&self, from: usize) -> impl Iterator<Item = Safe<'_>> {
        self.lines.iter().skip(from).map(|line| self.text.slice(range(line)))
    }
}

/// How many lines of a paste are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// None.
    Nothing,
    /// So many.
    Lines(usize),
    /// Some: the paste is still being laid out.
    Some,
}

/// What is shown beside the page of what copying will paste: its first lines, its last ones, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    head: Paste,
    attribution: Paste,
    /// How many lines will be pasted, if that is known.
    count: Option<usize>,
}

impl Preview {
    pub(super) fn whole(corpus: &Corpus, id: EntryId, columns: usize) -> Self {
        let mut preview = Self::beginning(corpus, id, columns);
        if preview.count.is_none() {
            let mut count = 0;
            wrap_each(write_out(corpus, id, Format::Attributed).as_str(), columns, |_| count += 1);
            preview.count = Some(count);
        }
        preview
    }

    pub(super) fn beginning(corpus: &Corpus, id: EntryId, columns: usize) -> Self {
        let head = Paste::beginning(corpus, id, Format::Attributed, columns);
        let attribution = Paste::wrapped(attribution(corpus, corpus.entry(id)), columns);
        Self { count: head.is_whole.then_some(head.count()), head, attribution }
    }

    /// How many lines will be pasted, or a few more than are known so far.
    pub(super) fn rows(&self) -> usize {
        self.count.unwrap_or(self.head.count() + 1)
    }

    /// How many lines at the end are the attribution.
    pub(super) fn attribution(&self) -> usize {
        self.attribution.count()
    }

    /// What is shown in `room` rows: all of it, or some lines of its beginning and of its end, and how many are left
    /// out between them.
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
