//! Reads the texts whose markup `kzq-text` knows, and the text of a PDF.

use kzq_text::markup::{Markup, PlainText};

use crate::document::{Document, Paragraphs, Part, PartKind, Places};
use crate::error::DocumentError;

/// Reads plain text.
pub(crate) fn read_plain(original: &str) -> Document<'_> {
    read(original, Markup::Plain)
}

/// Reads Markdown.
pub(crate) fn read_markdown(original: &str) -> Document<'_> {
    read(original, Markup::Markdown)
}

/// Reads HTML.
pub(crate) fn read_html(original: &str) -> Document<'_> {
    read(original, Markup::Html)
}

fn read(original: &str, markup: Markup) -> Document<'_> {
    Document::new(Part::new(PartKind::Main, markup.read(original)), Vec::new(), Vec::new())
}

/// Reads the text that `pdftotext` makes of a PDF: a form feed ends each page.
pub(crate) fn read_pdf_text(text: &str) -> Result<Document<'_>, DocumentError> {
    if text.starts_with("%PDF-") {
        return Err(DocumentError::UnconvertedPdf);
    }
    let plain = PlainText::verbatim(text);
    let pages = plain.text().match_indices('\u{c}').map(|(at, _)| at + 1).collect();
    let places = Paragraphs { pages: Some(pages), first_page: 1, ..Paragraphs::default() };
    let main = Part { places: Places::Paragraphs(places), ..Part::new(PartKind::Main, plain) };
    Ok(Document::new(main, Vec::new(), Vec::new()))
}
