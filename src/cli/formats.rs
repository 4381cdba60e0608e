//! The formats in which commands print entries ([`EntryFormat`]) and topics ([`TopicFormat`]).

use clap::ValueEnum;

use kzq_export::{Format, Template};

/// Format of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EntryFormat {
    /// With attribution, for reading.
    Text,
    /// The words only.
    Words,
    /// Markdown block quotes.
    Markdown,
    /// HTML figures.
    Html,
    /// Their sources in APA style, 7th edition, with the citations in the text.
    Apa,
    /// Their sources in MLA style, 9th edition, with the citations in the text.
    Mla,
    /// Notes in Chicago style, 17th edition.
    ChicagoNote,
    /// Their sources in a Chicago bibliography, 17th edition.
    ChicagoBibliography,
    /// BibTeX records of their sources.
    Bibtex,
    /// RIS records of their sources.
    Ris,
    /// CSL-JSON items of their sources, in an array.
    CslJson,
    /// JSON records, in an array where there may be several.
    Json,
    /// RON, as they stand in a collection.
    Ron,
    /// Links to the very words.
    Link,
    /// Your own template, from the settings.
    Template,
}

impl EntryFormat {
    /// Whether it is prose for people, to which remarks about an entry can be added.
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Text | Self::Words | Self::Markdown)
    }

    /// Returns the export format, without what a command adds for reading; `None` for a template if none is set.
    pub fn to_export_format(self, template: Option<&'static Template>) -> Option<Format> {
        Some(match self {
            Self::Text => Format::Attributed,
            Self::Words => Format::Words,
            Self::Markdown => Format::Markdown,
            Self::Html => Format::Html,
            Self::Apa => Format::Apa,
            Self::Mla => Format::Mla,
            Self::ChicagoNote => Format::ChicagoNote,
            Self::ChicagoBibliography => Format::ChicagoBibliography,
            Self::Bibtex => Format::Bibtex,
            Self::Ris => Format::Ris,
            Self::CslJson => Format::CslJson,
            Self::Json => Format::Json,
            Self::Ron => Format::Ron,
            Self::Link => Format::Link,
            Self::Template => Format::Template(template?),
        })
    }
}

/// Format of topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TopicFormat {
    /// A table: each topic with how much of it was said and how much reported.
    Text,
    /// A mind map of Mermaid.
    Mermaid,
    /// A nested list of Markdown.
    Markdown,
    /// A graph of Graphviz.
    Dot,
}
