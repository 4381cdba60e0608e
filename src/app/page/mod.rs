//! [`Page`]: an entry laid out for reading, line by line, without colours.
//!
//! What is short is laid out at once. Of a long text that is only its beginning: the whole is an [`Order`], which is
//! carried out elsewhere while the reader goes on. Lines are kept as places in the text and made when they are drawn.

mod aside;
mod draft;
mod marks;
mod order;
mod passage;
mod piece;
mod preview;
mod setting;

use std::ops::Range;
use std::sync::Arc;

pub(super) use self::aside::Aside;
use self::marks::Marks;
pub use self::order::{CopyOrder, LaidOut, Order, PasteOrder, SheetOrder};
use self::passage::{Over, Passage, Text};
pub(super) use self::passage::{Part, Span, range, span};
pub use self::piece::{Line, Pick, Piece, Role};
pub use self::preview::{LeftOut, Paste, Preview};
use self::setting::Setting;
use super::check::Check;
use super::picking::Picking;
use crate::corpus::{Corpus, EntryId};
use crate::export::Format;
use crate::search::Query;

/// An entry laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The entry.
    pub entry: Option<EntryId>,
    key: Key,
    setting: Option<Arc<Setting>>,
    marks: Marks,
    matches: Vec<usize>,
}

/// What a page depends on besides its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// What is sought.
    pub(super) query: Query,
    /// Whether the entry was found by near words.
    pub(super) near: bool,
    /// The columns of its lines.
    columns: usize,
    /// What the shelf says of the entry.
    aside: Aside,
    /// Whether its words stand in their source.
    check: Check,
    /// How copying copies it.
    copies: Format,
    /// Of which reading of the collections its words are.
    reading: u64,
}

/// No line of words is longer than this, however wide the screen: longer ones are hard to read.
const MEASURE: usize = 76;

impl Key {
    /// What is sought, on a page for so many columns, with what the shelf and its source say of the entry.
    pub(super) fn new(query: Query, near: bool, columns: usize, aside: Aside, check: Check) -> Self {
        Self { query, near, columns: columns.clamp(1, MEASURE), aside, check, ..Self::default() }
    }

    /// The same in a reading of the collections.
    pub(super) fn of_reading(self, reading: u64) -> Self {
        Self { reading, ..self }
    }

    /// The same, with a preview of copying in another format.
    pub(super) fn copied_as(self, copies: Format) -> Self {
        Self { copies, ..self }
    }

    /// The columns of its lines.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }
}

impl Page {
    /// Whether this is the page of `entry` for `key`.
    pub(super) fn is_of(&self, entry: Option<EntryId>, key: &Key) -> bool {
        self.entry == entry && self.key == *key
    }

    /// Whether this is the whole of which `part` is a part.
    pub(super) fn completes(&self, part: &Self) -> bool {
        !part.is_whole() && part.is_of(self.entry, &self.key)
    }

    /// The page of no entry.
    pub(super) fn empty(key: Key) -> Self {
        Self { key, ..Self::default() }
    }

    /// Lays an entry out, marking what the query matched.
    pub(super) fn whole(corpus: &Corpus, id: EntryId, key: Key) -> Self {
        let setting = Setting::whole(corpus, id, &key);
        let marks = Marks::whole(corpus, id, &key);
        Self::new(id, key, setting, marks)
    }

    /// The same as far as it can be had at once, and the order for what is missing. Of the page `before`, if it is of
    /// the same entry, is kept what need not be done again; until a new width is laid out, the lines of the old one.
    /// `sight` are the lines that are in sight.
    pub(super) fn at_once(
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

    fn new(id: EntryId, key: Key, setting: Arc<Setting>, marks: Marks) -> Self {
        let mut page = Self { entry: Some(id), key, setting: Some(setting), marks, matches: Vec::new() };
        page.matches = page.find_matches();
        page
    }

    /// The lines with a match, or those before anything that was not looked at.
    fn find_matches(&self) -> Vec<usize> {
        let Some(setting) = self.setting.as_ref().filter(|setting| self.marks.are_whole || !setting.is_whole) else {
            return Vec::new();
        };
        setting.passages.iter().flat_map(|passage| passage.matched(self.marks.of(&passage.text))).collect()
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.setting.as_ref().map_or(0, |setting| setting.count())
    }

    /// Whether these are all of its lines, as they are to be.
    pub fn has_all_lines(&self) -> bool {
        self.setting.as_ref().is_none_or(|setting| setting.is_whole && setting.is_for(&self.key))
    }

    /// Whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.entry.is_none() || (self.has_all_lines() && self.marks.are_whole)
    }

    /// The lines on which the filter matched something; more may come while the page is not whole.
    pub fn matches(&self) -> &[usize] {
        &self.matches
    }

    /// Some of its lines.
    pub fn lines<'p>(&'p self, corpus: &'p Corpus, which: Range<usize>) -> impl Iterator<Item = Line<'p>> {
        self.lines_with(corpus, which, None)
    }

    /// The same, with the words that are being chosen.
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

    /// The first line of the entry's text, and where its lines stand in it; those of another width while the page is
    /// laid out anew.
    pub(super) fn text_lines(&self) -> Option<(usize, &[Span])> {
        let passage = self.text_passage()?;
        Some((passage.from, &passage.lines))
    }

    /// The columns before the words of the text.
    pub(super) fn text_indent(&self) -> usize {
        self.text_passage().map_or(0, |passage| passage.indent)
    }

    fn text_passage(&self) -> Option<&Passage> {
        self.setting.as_ref()?.passages.iter().find(|passage| passage.text == Text::Of(Part::Text))
    }

    /// The columns of its lines.
    pub(super) fn columns(&self) -> usize {
        self.key.columns
    }

    /// What copying will paste.
    pub fn preview(&self) -> Option<&Preview> {
        self.setting.as_ref().map(|setting| &setting.preview)
    }
}
