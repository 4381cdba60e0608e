//! [`Article`]: the text of an article with what its page says about it.

mod format;
mod headings;
mod labels;
mod lines;
mod metadata;
mod notes;
mod page;
mod turns;

use std::ops::Range;

use kzq_text::markup::{HtmlTree, Markup, PlainText, read_html_parts, read_voices};

pub use format::ArticleFormat;
pub use metadata::ArticleMetadata;
pub use notes::without_notes;
pub use turns::Turn;

use headings::plain_headings;
use metadata::{front_matter, is_same_title, page_metadata};
use page::article_parts;
use turns::{Known, Turns, turns};

/// An article to find quotations in.
#[derive(Clone, Debug)]
pub struct Article<'o> {
    /// Its text as displayed. Plain text is the file itself, without a byte order mark; otherwise paragraphs are separated
    /// by an empty line, and the text ends in one line break.
    pub plain: PlainText<'o>,
    /// What the page says about it.
    pub metadata: ArticleMetadata,
    /// The headings but for the title, in order, in bytes of the text.
    pub headings: Vec<Range<usize>>,
    /// The turns, if it is a transcript or an interview with labels, in order.
    pub turns: Vec<Turn>,
    /// What follows the last turn without a label, so that nobody knows who says it.
    pub unlabelled: Option<Range<usize>>,
}

/// The turns of a text, if it is a transcript or an interview with clear labels, in order.
pub fn labelled_turns(text: &str) -> Vec<Turn> {
    turns(text, Known::default()).turns
}

impl<'o> Article<'o> {
    /// Reads an article. Nothing is malformed: of a page on which no article is found, the whole text is read.
    pub fn read(original: &'o str, format: impl Into<ArticleFormat>) -> Self {
        match format.into() {
            ArticleFormat::Plain => Self::from_plain(original, false),
            ArticleFormat::Markdown => Self::from_markdown(original),
            ArticleFormat::Html => Self::from_page(original),
            ArticleFormat::Transcript => match Markup::detect("", original) {
                Markup::Captions => Self::from_captions(original),
                Markup::Html => Self::from_page(original),
                Markup::Plain | Markup::Markdown => Self::from_plain(original, true),
            },
        }
    }

    fn from_plain(original: &'o str, is_transcript: bool) -> Self {
        let plain = PlainText::verbatim(original);
        let (headings, metadata) = plain_headings(plain.text());
        let ends: Vec<usize> = headings.iter().map(|heading| heading.start).collect();
        let Turns { turns, unlabelled } = turns(plain.text(), Known { is_transcript, ends: &ends, ..Known::default() });
        Self { plain, metadata, headings, turns, unlabelled }
    }

    fn from_captions(original: &'o str) -> Self {
        let mut voices = read_voices(original);
        voices.plain.trim_end();
        let Turns { turns, unlabelled } =
            turns(voices.plain.text(), Known { is_transcript: true, is_open_ended: true, ends: &voices.unnamed });
        Self { plain: voices.plain, metadata: ArticleMetadata::default(), headings: Vec::new(), turns, unlabelled }
    }

    fn from_markdown(original: &'o str) -> Self {
        let plain = Markup::Markdown.read(original);
        Self::with_markup(plain, front_matter(original))
    }

    fn from_page(original: &'o str) -> Self {
        let tree = HtmlTree::read(original);
        let metadata = page_metadata(original, &tree);
        let parts = article_parts(original, &tree, metadata.title.as_deref());
        let plain =
            parts.map(|parts| read_html_parts(original, &parts)).filter(|plain| !plain.text().trim().is_empty());
        Self::with_markup(plain.unwrap_or_else(|| Markup::Html.read(original)), metadata)
    }

    /// The article of a text with headings marked up. A first heading above all text is the title.
    fn with_markup(mut plain: PlainText<'o>, mut metadata: ArticleMetadata) -> Self {
        plain.trim_end();
        let mut headings = plain.headings().to_vec();
        headings.retain(|heading| !heading.is_empty());
        let is_same = |heading: &Range<usize>, title: &str| is_same_title(&plain.text()[heading.clone()], title);
        let is_title = |heading: &Range<usize>| match &metadata.title {
            Some(title) => is_same(heading, title) || plain.text()[..heading.start].trim().is_empty(),
            None => plain.text()[..heading.start].trim().is_empty(),
        };
        if let Some(title) = headings.first().cloned().filter(is_title) {
            headings.remove(0);
            let title = plain.text()[title].split_whitespace().collect::<Vec<_>>().join(" ");
            metadata.title = metadata.title.or(Some(title));
        }
        let mut ends: Vec<usize> = headings.iter().chain(plain.block_quotes()).map(|range| range.start).collect();
        ends.sort_unstable();
        let Turns { turns, unlabelled } = turns(plain.text(), Known { ends: &ends, ..Known::default() });
        Self { plain, metadata, headings, turns, unlabelled }
    }

    /// Its text, as `kzq extract --text` prints it.
    pub fn text(&self) -> &str {
        self.plain.text()
    }
}

#[cfg(test)]
mod tests;
