//! The properties of a [`Format`].

use super::{Availability, Format, Needs, NotExportable, Template, Writer};
use kzq_corpus::{Corpus, Entry};

impl Format {
    /// The formats in the copy menu besides the user's template, in menu order.
    pub fn copied() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|format| format.row().availability == Availability::Everywhere)
    }

    /// The formats in which commands print entries, and last that of a template.
    pub fn printed() -> impl Iterator<Item = Self> {
        let is_printed =
            |format: &Self| matches!(format.row().availability, Availability::Everywhere | Availability::Commands);
        Self::all_with_template(None).filter(is_printed)
    }

    /// All formats and, last, that of the user's template.
    pub fn all_with_template(template: Option<&'static Template>) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().chain([Self::Template(template)])
    }

    /// Returns the format with a name in options and settings.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all_with_template(None).find(|format| format.row().name == name)
    }

    /// Returns the format of a file with this extension, without the dot.
    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.row().endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }

    /// Returns the file extensions of the format.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().filter_map(|format| format.row().endings.first().copied())
    }

    /// Whether entries can be a report in this format: under headings, with a bibliography.
    pub fn has_reports(self) -> bool {
        self.row().report.is_some()
    }

    /// Returns the label in menus.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// Returns the format with the user's template, if it is that of a template which is not yet known.
    #[must_use]
    pub fn with_template(self, template: Option<&'static Template>) -> Self {
        if self == Self::Template(None) { Self::Template(template) } else { self }
    }

    /// Whether several entries are one table or array, rather than one after the other.
    pub fn is_one_document(self) -> bool {
        let row = self.row();
        !row.list.is_separator_only() || matches!(row.writer, Writer::Collection)
    }

    /// Returns why an entry cannot be exported in this format, if it cannot.
    pub fn not_exportable(self, corpus: &Corpus, entry: Entry<'_>) -> Option<NotExportable> {
        let source = || corpus.source_of(entry);
        match self.row().needs {
            Needs::Nothing => (self == Self::Template(None)).then_some(NotExportable::NoTemplate),
            Needs::Address if source().is_some_and(|source| source.url.is_none()) => Some(NotExportable::NoAddress),
            Needs::Address | Needs::Source => source().is_none().then_some(NotExportable::NoSource),
        }
    }
}
