//! The export formats.

use crate::bibtex::render_bibtex;
use crate::cite;
use crate::csl::render_csl;
use crate::ris::render_ris;
use crate::template::Template;
use crate::work::CitedSource;
use kzq_corpus::{Corpus, Entry};
use kzq_text::Safe;

/// An export format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// The words only; anything not verbatim keeps its caveat.
    Words,
    /// The words, and a line with speaker, occasion, source and date.
    #[default]
    Attributed,
    /// A Markdown block quote (CommonMark), or a paragraph if not verbatim.
    Markdown,
    /// An HTML figure with a block quotation, or with paragraphs if not verbatim.
    Html,
    /// A reference list entry and in-text citations: Publication Manual of the APA, 7th edition.
    Apa,
    /// A works-cited entry and in-text citations: MLA Handbook, 9th edition.
    Mla,
    /// A note: The Chicago Manual of Style, 17th edition.
    ChicagoNote,
    /// A bibliography entry: The Chicago Manual of Style, 17th edition.
    ChicagoBibliography,
    /// A BibTeX record of the source.
    Bibtex,
    /// A RIS record of the source.
    Ris,
    /// An array of CSL-JSON items (schema 1.0.2) for the sources.
    CslJson,
    /// A JSON object (RFC 8259), or an array of them; see [`EntryRecord`](crate::EntryRecord).
    Json,
    /// The entry as in a collection file, or a list of entries.
    Ron,
    /// The URL of the source with a text fragment (WICG) that leads to the exact words.
    Link,
    /// The user's template. It is leaked to be `'static`; there is at most one.
    Template(&'static Template),
}

/// Why an entry cannot be exported in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotExportable {
    /// The entry has no source to cite.
    NoSource,
    /// The source has no URL to link to.
    NoAddress,
}

impl NotExportable {
    /// Returns the reason as shown to the user.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoSource => "no source is given",
            Self::NoAddress => "no address is given",
        }
    }
}

impl Format {
    /// All formats except the user's template, in menu order.
    pub const ALL: [Self; 14] = [
        Self::Words,
        Self::Attributed,
        Self::Markdown,
        Self::Html,
        Self::Apa,
        Self::Mla,
        Self::ChicagoNote,
        Self::ChicagoBibliography,
        Self::Bibtex,
        Self::Ris,
        Self::CslJson,
        Self::Json,
        Self::Ron,
        Self::Link,
    ];

    /// Returns the label in menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::Words => "Words only",
            Self::Attributed => "With attribution",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Apa => "APA 7",
            Self::Mla => "MLA 9",
            Self::ChicagoNote => "Chicago 17, note",
            Self::ChicagoBibliography => "Chicago 17, bibliography",
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
            Self::Json => "JSON",
            Self::Ron => "RON",
            Self::Link => "Link to the words",
            Self::Template(_) => "Your template",
        }
    }

    /// Returns why an entry cannot be exported in this format, if it cannot.
    pub fn not_exportable(self, corpus: &Corpus, entry: Entry<'_>) -> Option<NotExportable> {
        let source = corpus.source_of(entry);
        match self {
            Self::Link if source.is_some_and(|source| source.url.is_none()) => Some(NotExportable::NoAddress),
            Self::Link => source.is_none().then_some(NotExportable::NoSource),
            Self::ChicagoNote => source.is_none().then_some(NotExportable::NoSource),
            _ if self.bibliography_writer().is_some() => source.is_none().then_some(NotExportable::NoSource),
            _ => None,
        }
    }

    /// Returns the function that renders a source, for the formats that list each source once instead of entries.
    pub(super) fn bibliography_writer(self) -> Option<fn(&CitedSource<'_>) -> Safe<'static>> {
        match self {
            Self::Apa => Some(cite::render_apa),
            Self::Mla => Some(cite::render_mla),
            Self::ChicagoBibliography => Some(cite::render_bibliography),
            Self::Bibtex => Some(render_bibtex),
            Self::Ris => Some(render_ris),
            Self::CslJson => Some(render_csl),
            Self::Words
            | Self::Attributed
            | Self::Markdown
            | Self::Html
            | Self::ChicagoNote
            | Self::Json
            | Self::Ron
            | Self::Link
            | Self::Template(_) => None,
        }
    }
}
