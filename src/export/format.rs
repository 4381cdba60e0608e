//! The formats in which entries can be written out.

use super::bibtex::bibtex;
use super::cite;
use super::csl::csl;
use super::ris::ris;
use super::template::Template;
use super::work::Work;
use crate::corpus::{Corpus, Entry};
use crate::text::Safe;

/// A way to write entries out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// The words and nothing else; what is not verbatim keeps its caveat.
    Words,
    /// The words, and a line with speaker, occasion, source and date.
    #[default]
    Attributed,
    /// A Markdown block quote (CommonMark), or a paragraph for what is not verbatim.
    Markdown,
    /// An HTML figure with a block quotation, or with paragraphs for what is not verbatim.
    Html,
    /// The source in a reference list, and the citation in the text: Publication Manual of the APA, 7th edition.
    Apa,
    /// The source in a list of works cited, and the citation in the text: MLA Handbook, 9th edition.
    Mla,
    /// A note: The Chicago Manual of Style, 17th edition.
    ChicagoNote,
    /// The source in a bibliography: The Chicago Manual of Style, 17th edition.
    ChicagoBibliography,
    /// A record of BibTeX for the source.
    Bibtex,
    /// A record of RIS for the source.
    Ris,
    /// An array of items of CSL-JSON (schema 1.0.2) for the source.
    CslJson,
    /// A JSON object (RFC 8259), or an array of them; see [`Record`](super::Record).
    Json,
    /// The entry as it stands in a collection, or a list of them.
    Ron,
    /// The address of the source with a text fragment (WICG), which leads to the very words.
    Link,
    /// A template of the reader's, which lives as long as the program: there is one at the most.
    Template(&'static Template),
}

/// Why an entry can't be written in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// There is nothing to cite.
    NoSource,
    /// There is nowhere to link to.
    NoAddress,
}

impl Unwritable {
    /// The reason as a reader is told.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoSource => "no source is given",
            Self::NoAddress => "no address is given",
        }
    }
}

impl Format {
    /// All formats but the reader's own, in the order in which a menu offers them.
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

    /// What a menu calls it.
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

    /// Why an entry can't be written in this format, where it can't.
    pub fn unwritable(self, corpus: &Corpus, entry: Entry<'_>) -> Option<Unwritable> {
        let source = corpus.source_of(entry);
        match self {
            Self::Link if source.is_some_and(|source| source.url.is_none()) => Some(Unwritable::NoAddress),
            Self::Link => source.is_none().then_some(Unwritable::NoSource),
            Self::ChicagoNote => source.is_none().then_some(Unwritable::NoSource),
            _ if self.of_works().is_some() => source.is_none().then_some(Unwritable::NoSource),
            _ => None,
        }
    }

    /// What writes a source, in the formats that write sources, each once, and not entries.
    pub(super) fn of_works(self) -> Option<fn(&Work<'_>) -> Safe<'static>> {
        match self {
            Self::Apa => Some(cite::apa),
            Self::Mla => Some(cite::mla),
            Self::ChicagoBibliography => Some(cite::bibliography),
            Self::Bibtex => Some(bibtex),
            Self::Ris => Some(ris),
            Self::CslJson => Some(csl),
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
