//! [`Page`]: an entry laid out for reading, line by line, without colours.
//!
//! Short entries are laid out at once. Of a long text only the beginning is; the whole is a [`PageJob`], which runs on
//! another thread while the user continues reading. Lines are stored as ranges of the text and rendered when they are
//! drawn.

use std::ops::Range;
use std::sync::Arc;

use super::match_ranges::MatchRanges;
use super::page_key::PageKey;
pub(crate) use super::page_layout::LABEL_COLUMNS;
use super::page_layout::PageLayout;
use super::page_link::PageLink;
use super::paragraph::{EntryField, Overlays, Paragraph, ParagraphText, TextRange, to_text_range, to_text_ranges};
use super::preview::Preview;
use super::span::StyledLine;
use kzq_corpus::{Corpus, EntryId};

/// An entry laid out in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The entry shown, or `None` if the page is empty.
    pub entry: Option<EntryId>,
    key: PageKey,
    layout: Option<Arc<PageLayout>>,
    match_ranges: MatchRanges,
    match_lines: Vec<usize>,
}

/// The rest of a page to lay out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageJob {
    entry: EntryId,
    key: PageKey,
    /// The layout, if it is complete and only the matches are missing.
    layout: Option<Arc<PageLayout>>,
}

impl PageJob {
    /// Lays out all of the page and finds all matches, however long that takes.
    pub(super) fn run(self, corpus: &Corpus) -> Page {
        let Self { entry, key, layout } = self;
        let layout = layout.unwrap_or_else(|| PageLayout::full(corpus, entry, &key.layout));
        let matches = MatchRanges::find_all(corpus, entry, &key);
        Page::new(entry, key, layout, matches)
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

    /// Lays out as much as can be done at once, and returns the job for the rest, if any. Reuses what is still valid of
    /// the page `before` if it shows the same entry; until a new width is laid out, this includes the lines of the old
    /// one. `visible` is the range of lines visible.
    pub(crate) fn layout_partial(
        corpus: &Corpus,
        id: EntryId,
        key: PageKey,
        previous: &Self,
        visible: &Range<usize>,
    ) -> (Self, Option<PageJob>) {
        let old = previous.layout.as_ref().filter(|_| previous.entry == Some(id));
        let layout = match old.filter(|old| old.is_for_key(&key.layout)) {
            Some(same) => Arc::clone(same),
            None => match (PageLayout::partial(corpus, id, &key.layout), old) {
                (new, Some(old)) if !new.is_complete && old.is_complete => Arc::clone(old),
                (new, _) => new,
            },
        };
        let lines = if layout.is_complete { visible.clone() } else { 0..layout.line_count() };
        let matches = MatchRanges::find_visible(corpus, id, &key, &layout, &lines);
        let page = Self::new(id, key, layout, matches);
        let job = (!page.is_complete()).then(|| {
            let layout = page.layout.clone().filter(|_| page.has_all_lines());
            PageJob { entry: id, key: page.key.clone(), layout }
        });
        (page, job)
    }

    fn new(id: EntryId, key: PageKey, layout: Arc<PageLayout>, match_ranges: MatchRanges) -> Self {
        // The matches are known up to the first part that was not searched.
        let match_lines = if match_ranges.is_complete || !layout.is_complete {
            let matching =
                |paragraph: &Paragraph| paragraph.matching_rows(match_ranges.for_text(&paragraph.text)).collect();
            layout.paragraphs.iter().flat_map::<Vec<_>, _>(matching).collect()
        } else {
            Vec::new()
        };
        Self { entry: Some(id), key, layout: Some(layout), match_ranges, match_lines }
    }

    /// Returns the number of lines.
    pub fn line_count(&self) -> usize {
        self.layout.as_ref().map_or(0, |layout| layout.line_count())
    }

    /// Returns whether all lines are there, laid out for the current key.
    pub fn has_all_lines(&self) -> bool {
        self.layout.as_ref().is_none_or(|layout| layout.is_complete && layout.is_for_key(&self.key.layout))
    }

    /// Returns whether all lines and all matches are there.
    pub fn is_complete(&self) -> bool {
        self.entry.is_none() || (self.has_all_lines() && self.match_ranges.is_complete)
    }

    /// Returns the lines with a match; more may follow while the page is incomplete.
    pub fn match_lines(&self) -> &[usize] {
        &self.match_lines
    }

    /// Returns the rows that lead elsewhere, as far as they are laid out, from top to bottom.
    pub fn links(&self) -> &[PageLink] {
        self.layout.as_ref().map_or(&[], |layout| &layout.links)
    }

    /// Renders some of the lines.
    pub fn render_lines<'p>(&'p self, corpus: &'p Corpus, which: Range<usize>) -> impl Iterator<Item = StyledLine<'p>> {
        self.render_lines_with(corpus, which, &[], None)
    }

    /// Renders some of the lines, showing what is selected in the entry's text, and the word at the cursor.
    pub fn render_lines_with<'p>(
        &'p self,
        corpus: &'p Corpus,
        which: Range<usize>,
        selected: &[Range<usize>],
        cursor: Option<&Range<usize>>,
    ) -> impl Iterator<Item = StyledLine<'p>> + use<'p> {
        let selected = to_text_ranges(selected);
        let cursor = cursor.map(to_text_range);
        let highlights = to_text_ranges(&self.key.layout.annotations.highlights);
        which.map_while(move |line| {
            let (paragraph, at) = self.layout.as_ref()?.paragraph_at(line)?;
            let matches = self.match_ranges.for_text(&paragraph.text);
            let cursor = cursor.as_slice();
            let overlays = match paragraph.text {
                ParagraphText::Field(_, EntryField::Text) => {
                    Overlays { matches, highlights: &highlights, selected: &selected, cursor }
                }
                _ => Overlays { matches, ..Overlays::default() },
            };
            Some(paragraph.render_line(at, corpus, overlays))
        })
    }

    /// Returns the first line of the entry's text on the page, and the ranges of its lines in the text; while a new
    /// width is being laid out, those of the old width.
    pub(crate) fn text_lines(&self) -> Option<(usize, &[TextRange])> {
        let paragraph = self.text_paragraph()?;
        Some((paragraph.first_row, &paragraph.lines))
    }

    /// Returns how many columns the text is indented by.
    pub(crate) fn text_indent(&self) -> usize {
        self.text_paragraph().map_or(0, Paragraph::indent)
    }

    fn text_paragraph(&self) -> Option<&Paragraph> {
        self.layout.as_ref()?.paragraph_of(EntryField::Text)
    }

    pub(crate) fn columns(&self) -> usize {
        self.key.columns()
    }

    /// Returns the preview of what copying will paste.
    pub fn preview(&self) -> Option<&Preview> {
        self.layout.as_ref().map(|layout| &layout.preview)
    }
}
