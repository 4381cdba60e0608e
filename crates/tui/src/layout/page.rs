//! [`Page`]: an entry laid out for reading, line by line, without colours.
//!
//! Short entries are laid out at once. Of a long text only the beginning is; the whole is an [`Order`], which runs on
//! another thread while the user goes on reading. Lines are stored as ranges of the text and rendered when they are
//! drawn.

use std::ops::Range;
use std::sync::Arc;

pub(crate) use super::annotations::EntryAnnotations;
pub use super::job::LayoutJob;
use super::match_ranges::MatchRanges;
use super::page_layout::PageLayout;
pub(crate) use super::paragraph::{EntryField, TextRange, to_text_range};
use super::paragraph::{Overlays, Paragraph, ParagraphText};
pub use super::preview::Preview;
use super::source_check::CheckState;
pub use super::span::StyledLine;
use crate::app::phrase_select::PhraseSelect;
use kzq_corpus::{Corpus, EntryId};
use kzq_export::Format;
use kzq_search::Query;

/// An entry laid out in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The entry shown, or `None` if the page is empty.
    pub entry: Option<EntryId>,
    pub(crate) key: PageKey,
    pub(crate) layout: Option<Arc<PageLayout>>,
    match_ranges: MatchRanges,
    match_lines: Vec<usize>,
}

/// Everything a page depends on besides its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageKey {
    pub(crate) query: Query,
    /// Whether the entry was found by fuzzy matching.
    pub(crate) fuzzy: bool,
    /// Width of the lines.
    pub(crate) columns: usize,
    pub(crate) annotations: EntryAnnotations,
    /// Result of checking the words against their source.
    pub(crate) check: CheckState,
    /// Format of the copy preview.
    pub(crate) copy_format: Format,
    /// Which text revision of the collections the words are from.
    text_revision: u64,
}

/// Maximum line width, however wide the screen: longer lines are hard to read.
const MAX_COLUMNS: usize = 76;

impl PageKey {
    /// Creates the key of a page that is `columns` wide, clamped to `1..=MAX_COLUMNS`.
    pub(crate) fn new(
        query: Query,
        fuzzy: bool,
        columns: usize,
        annotations: EntryAnnotations,
        check: CheckState,
    ) -> Self {
        Self { query, fuzzy, columns: columns.clamp(1, MAX_COLUMNS), annotations, check, ..Self::default() }
    }

    /// Sets the text revision of the collections.
    pub(crate) fn with_text_revision(self, text_revision: u64) -> Self {
        Self { text_revision, ..self }
    }

    /// Sets the format of the copy preview.
    pub(crate) fn with_copy_format(self, copy_format: Format) -> Self {
        Self { copy_format, ..self }
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }
}

impl Page {
    /// Returns whether this is the page of `entry` for `key`.
    pub(crate) fn is_for(&self, entry: Option<EntryId>, key: &PageKey) -> bool {
        self.entry == entry && self.key == *key
    }

    /// Returns whether this completes the partial page `part`.
    pub(crate) fn is_completion_of(&self, part: &Self) -> bool {
        !part.is_complete() && part.is_for(self.entry, &self.key)
    }

    /// Creates a page without an entry.
    pub(crate) fn empty(key: PageKey) -> Self {
        Self { key, ..Self::default() }
    }

    /// Lays out all of an entry and marks what the query matched.
    pub(crate) fn layout_full(corpus: &Corpus, id: EntryId, key: PageKey) -> Self {
        let layout = PageLayout::full(corpus, id, &key);
        let marks = MatchRanges::find_all(corpus, id, &key);
        Self::new(id, key, layout, marks)
    }

    /// Lays out as much as can be done at once, and returns the job for the rest, if any. Reuses what is still valid of
    /// the page `before` if it shows the same entry; until a new width is laid out, this includes the lines of the old
    /// one. `visible` is the range of lines in sight.
    pub(crate) fn layout_partial(
        corpus: &Corpus,
        id: EntryId,
        key: PageKey,
        previous: &Self,
        visible: &Range<usize>,
    ) -> (Self, Option<LayoutJob>) {
        let old = previous.layout.as_ref().filter(|_| previous.entry == Some(id));
        let layout = match old.filter(|old| old.is_for_key(&key)) {
            Some(same) => Arc::clone(same),
            None => match (PageLayout::partial(corpus, id, &key), old) {
                (new, Some(old)) if !new.is_complete && old.is_complete => Arc::clone(old),
                (new, _) => new,
            },
        };
        let lines = if layout.is_complete { visible.clone() } else { 0..layout.line_count() };
        let marks = MatchRanges::find_visible(corpus, id, &key, &layout, &lines);
        let page = Self::new(id, key, layout, marks);
        let job = (!page.is_complete()).then(|| LayoutJob::complete_page(id, &page));
        (page, job)
    }

    pub(crate) fn new(id: EntryId, key: PageKey, layout: Arc<PageLayout>, marks: MatchRanges) -> Self {
        let mut page =
            Self { entry: Some(id), key, layout: Some(layout), match_ranges: marks, match_lines: Vec::new() };
        page.match_lines = page.find_match_lines();
        page
    }

    /// Returns the lines with a match, up to the first part that was not searched.
    fn find_match_lines(&self) -> Vec<usize> {
        let Some(setting) =
            self.layout.as_ref().filter(|setting| self.match_ranges.is_complete || !setting.is_complete)
        else {
            return Vec::new();
        };
        setting
            .paragraphs
            .iter()
            .flat_map(|passage| passage.matching_rows(self.match_ranges.for_text(&passage.text)))
            .collect()
    }

    /// Returns the number of lines.
    pub fn line_count(&self) -> usize {
        self.layout.as_ref().map_or(0, |setting| setting.line_count())
    }

    /// Returns whether all lines are there, laid out for the current key.
    pub fn has_all_lines(&self) -> bool {
        self.layout.as_ref().is_none_or(|setting| setting.is_complete && setting.is_for_key(&self.key))
    }

    /// Returns whether all lines and all matches are there.
    pub fn is_complete(&self) -> bool {
        self.entry.is_none() || (self.has_all_lines() && self.match_ranges.is_complete)
    }

    /// Returns the lines with a match; more may follow while the page is incomplete.
    pub fn match_lines(&self) -> &[usize] {
        &self.match_lines
    }

    /// Renders some of the lines.
    pub fn render_lines<'p>(&'p self, corpus: &'p Corpus, which: Range<usize>) -> impl Iterator<Item = StyledLine<'p>> {
        self.render_lines_with(corpus, which, None)
    }

    /// Renders some of the lines, showing the phrase selection.
    pub fn render_lines_with<'p>(
        &'p self,
        corpus: &'p Corpus,
        which: Range<usize>,
        phrase: Option<&PhraseSelect>,
    ) -> impl Iterator<Item = StyledLine<'p>> + use<'p> {
        let selected: Vec<TextRange> =
            phrase.map(PhraseSelect::selected_ranges).unwrap_or_default().iter().map(to_text_range).collect();
        let cursor: Vec<TextRange> = phrase.iter().map(|picking| to_text_range(&picking.cursor())).collect();
        let highlights: Vec<TextRange> = self.key.annotations.highlights.iter().map(to_text_range).collect();
        let known = self.entry.zip(self.layout.as_deref());
        which.map_while(move |line| {
            let (id, setting) = known?;
            let (passage, at) = setting.paragraph_at(line)?;
            let matches = self.match_ranges.for_text(&passage.text);
            let over = match passage.text {
                ParagraphText::Field(EntryField::Text) => {
                    Overlays { matches, highlights: &highlights, selected: &selected, cursor: &cursor }
                }
                _ => Overlays { matches, ..Overlays::default() },
            };
            Some(passage.render_line(at, corpus.entry(id), over))
        })
    }

    /// Returns the first line of the entry's text on the page, and the ranges of its lines in the text; while a new
    /// width is being laid out, those of the old width.
    pub(crate) fn text_lines(&self) -> Option<(usize, &[TextRange])> {
        let passage = self.text_paragraph()?;
        Some((passage.first_row, &passage.lines))
    }

    /// Returns how many columns the text is indented by.
    pub(crate) fn text_indent(&self) -> usize {
        self.text_paragraph().map_or(0, |passage| passage.indent)
    }

    fn text_paragraph(&self) -> Option<&Paragraph> {
        self.layout.as_ref()?.paragraphs.iter().find(|passage| passage.text == ParagraphText::Field(EntryField::Text))
    }

    pub(crate) fn columns(&self) -> usize {
        self.key.columns
    }

    /// Returns the preview of what copying will paste.
    pub fn preview(&self) -> Option<&Preview> {
        self.layout.as_ref().map(|setting| &setting.preview)
    }
}
