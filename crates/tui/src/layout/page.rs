//! [`Page`]: an entry laid out for reading, line by line, without colours.
//!
//! Short entries are laid out at once. Of a long text only the beginning is; the whole is an [`Order`], which runs on
//! another thread while the user goes on reading. Lines are stored as ranges of the text and rendered when they are
//! drawn.

use std::ops::Range;
use std::sync::Arc;

pub(crate) use super::annotations::Aside;
pub use super::job::Order;
use super::match_ranges::Marks;
use super::page_layout::Setting;
use super::paragraph::{Over, Passage, Text};
pub(crate) use super::paragraph::{Part, Span, span};
pub use super::preview::Preview;
use super::source_check::Check;
pub use super::span::Line;
use crate::app::phrase_select::Picking;
use kzq_corpus::{Corpus, EntryId};
use kzq_export::Format;
use kzq_search::Query;

/// An entry laid out in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The entry shown, or `None` if the page is empty.
    pub entry: Option<EntryId>,
    pub(crate) key: Key,
    pub(crate) setting: Option<Arc<Setting>>,
    marks: Marks,
    matches: Vec<usize>,
}

/// Everything a page depends on besides its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) query: Query,
    /// Whether the entry was found by fuzzy matching.
    pub(crate) near: bool,
    /// Width of the lines.
    pub(crate) columns: usize,
    pub(crate) aside: Aside,
    /// Result of checking the words against their source.
    pub(crate) check: Check,
    /// Format of the copy preview.
    pub(crate) copies: Format,
    /// Which text revision of the collections the words are from.
    reading: u64,
}

/// Maximum line width, however wide the screen: longer lines are hard to read.
const MEASURE: usize = 76;

impl Key {
    /// Creates the key of a page that is `columns` wide, clamped to `1..=MAX_COLUMNS`.
    pub(crate) fn new(query: Query, near: bool, columns: usize, aside: Aside, check: Check) -> Self {
        Self { query, near, columns: columns.clamp(1, MEASURE), aside, check, ..Self::default() }
    }

    /// Sets the text revision of the collections.
    pub(crate) fn of_reading(self, reading: u64) -> Self {
        Self { reading, ..self }
    }

    /// Sets the format of the copy preview.
    pub(crate) fn copied_as(self, copies: Format) -> Self {
        Self { copies, ..self }
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }
}

impl Page {
    /// Returns whether this is the page of `entry` for `key`.
    pub(crate) fn is_of(&self, entry: Option<EntryId>, key: &Key) -> bool {
        self.entry == entry && self.key == *key
    }

    /// Returns whether this completes the partial page `part`.
    pub(crate) fn completes(&self, part: &Self) -> bool {
        !part.is_whole() && part.is_of(self.entry, &self.key)
    }

    /// Creates a page without an entry.
    pub(crate) fn empty(key: Key) -> Self {
        Self { key, ..Self::default() }
    }

    /// Lays out all of an entry and marks what the query matched.
    pub(crate) fn whole(corpus: &Corpus, id: EntryId, key: Key) -> Self {
        let setting = Setting::whole(corpus, id, &key);
        let marks = Marks::whole(corpus, id, &key);
        Self::new(id, key, setting, marks)
    }

    /// Lays out as much as can be done at once, and returns the job for the rest, if any. Reuses what is still valid of
    /// the page `before` if it shows the same entry; until a new width is laid out, this includes the lines of the old
    /// one. `visible` is the range of lines in sight.
    pub(crate) fn at_once(
        corpus: &Corpus,
        id: EntryId,
        key: Key,
        before: &Self,
        sight: &Range<usize>,
    ) -> (Self, Option<Order>) {
        let old = before.setting.as_ref().filter(|_| before.entry == Some(id));
        let setting = match old.filter(|old| old.is_for(&key)) {
            Some(same) => Arc::clone(same),
            None => match (Setting::beginning(corpus, id, &key), old) {
                (new, Some(old)) if !new.is_whole && old.is_whole => Arc::clone(old),
                (new, _) => new,
            },
        };
        let lines = if setting.is_whole { sight.clone() } else { 0..setting.count() };
        let marks = Marks::around(corpus, id, &key, &setting, &lines);
        let page = Self::new(id, key, setting, marks);
        let order = (!page.is_whole()).then(|| Order::page(id, &page));
        (page, order)
    }

    pub(crate) fn new(id: EntryId, key: Key, setting: Arc<Setting>, marks: Marks) -> Self {
        let mut page = Self { entry: Some(id), key, setting: Some(setting), marks, matches: Vec::new() };
        page.matches = page.find_matches();
        page
    }

    /// Returns the lines with a match, up to the first part that was not searched.
    fn find_matches(&self) -> Vec<usize> {
        let Some(setting) = self.setting.as_ref().filter(|setting| self.marks.are_whole || !setting.is_whole) else {
            return Vec::new();
        };
        setting.passages.iter().flat_map(|passage| passage.matched(self.marks.of(&passage.text))).collect()
    }

    /// Returns the number of lines.
    pub fn count(&self) -> usize {
        self.setting.as_ref().map_or(0, |setting| setting.count())
    }

    /// Returns whether all lines are there, laid out for the current key.
    pub fn has_all_lines(&self) -> bool {
        self.setting.as_ref().is_none_or(|setting| setting.is_whole && setting.is_for(&self.key))
    }

    /// Returns whether all lines and all matches are there.
    pub fn is_whole(&self) -> bool {
        self.entry.is_none() || (self.has_all_lines() && self.marks.are_whole)
    }

    /// Returns the lines with a match; more may follow while the page is incomplete.
    pub fn matches(&self) -> &[usize] {
        &self.matches
    }

    /// Renders some of the lines.
    pub fn lines<'p>(&'p self, corpus: &'p Corpus, which: Range<usize>) -> impl Iterator<Item = Line<'p>> {
        self.lines_with(corpus, which, None)
    }

    /// Renders some of the lines, showing the phrase selection.
    pub fn lines_with<'p>(
        &'p self,
        corpus: &'p Corpus,
        which: Range<usize>,
        picking: Option<&Picking>,
    ) -> impl Iterator<Item = Line<'p>> + use<'p> {
        let chosen: Vec<Span> = picking.map(Picking::stretches).unwrap_or_default().iter().map(span).collect();
        let cursor: Vec<Span> = picking.iter().map(|picking| span(&picking.cursor())).collect();
        let highlights: Vec<Span> = self.key.aside.highlights.iter().map(span).collect();
        let known = self.entry.zip(self.setting.as_deref());
        which.map_while(move |line| {
            let (id, setting) = known?;
            let (passage, at) = setting.at(line)?;
            let matches = self.marks.of(&passage.text);
            let over = match passage.text {
                Text::Of(Part::Text) => Over { matches, highlights: &highlights, chosen: &chosen, cursor: &cursor },
                _ => Over { matches, ..Over::default() },
            };
            Some(passage.line(at, corpus.entry(id), over))
        })
    }

    /// Returns the first line of the entry's text on the page, and the ranges of its lines in the text; while a new
    /// width is being laid out, those of the old width.
    pub(crate) fn text_lines(&self) -> Option<(usize, &[Span])> {
        let passage = self.text_passage()?;
        Some((passage.from, &passage.lines))
    }

    /// Returns how many columns the text is indented by.
    pub(crate) fn text_indent(&self) -> usize {
        self.text_passage().map_or(0, |passage| passage.indent)
    }

    fn text_passage(&self) -> Option<&Passage> {
        self.setting.as_ref()?.passages.iter().find(|passage| passage.text == Text::Of(Part::Text))
    }

    pub(crate) fn columns(&self) -> usize {
        self.key.columns
    }

    /// Returns the preview of what copying will paste.
    pub fn preview(&self) -> Option<&Preview> {
        self.setting.as_ref().map(|setting| &setting.preview)
    }
}
