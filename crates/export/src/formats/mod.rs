//! The table of formats: a row says how a format is called, and how entries are written in it.
//!
//! To add a format, write its file in this folder and its row in the table; menus, `--format`, settings, help and the
//! pages of the documentation are made from the table.

mod anki;
mod bibtex;
mod csl;
mod exported_entry;
mod format;
mod fortune;
mod html;
mod json;
mod link;
mod list;
mod markdown;
mod obsidian;
mod org;
mod report_markup;
mod ris;
mod ron;
mod table;
mod template;
mod text;

use crate::cite;
use crate::work::CitedSource;
use kzq_text::Safe;

pub(crate) use exported_entry::ExportedEntry;
pub use html::escape_html;
pub use json::{
    CheckedRecord, EntryRecord, EntrySourceRecord, EntrySpeakerRecord, ReportingSourceRecord, SourceRecord,
};
pub use link::LinkBuilder;
pub use link::{SourceTextLookup, no_source_texts};
pub(crate) use list::{ListDelimiters, indent_lines};
pub(crate) use markdown::escape_closing;
pub use markdown::escape_markdown;
pub use obsidian::{NoteState, note_file_names, note_state};
pub(crate) use report_markup::ReportMarkup;
pub(crate) use ron::{RonNames, non_empty_list, render_ron, render_ron_with, string_literal};
pub use table::csv_row;
pub use template::{PLACEHOLDERS, Template, TemplateError};

/// A format as declared in the table.
#[derive(Debug)]
pub struct FormatRow {
    /// The name in options and settings.
    pub name: &'static str,
    /// The label in menus.
    pub label: &'static str,
    /// What an entry becomes.
    pub doc: &'static str,
    /// How several entries are written, for the documentation.
    pub several: &'static str,
    /// Whether it is prose for people, to which remarks about an entry can be added.
    pub is_prose: bool,
    /// Whether it is data that can be read back: only then are hidden characters part of it.
    pub is_data: bool,
    /// Where the format is offered.
    pub availability: Availability,
    /// What an entry must have.
    needs: Needs,
    /// How several entries are joined.
    pub(crate) list: ListDelimiters,
    pub(crate) writer: Writer,
    /// How a report is written; `None` for formats without headings.
    pub(crate) report: Option<&'static ReportMarkup>,
    /// The endings of files in the format.
    endings: &'static [&'static str],
}

/// Where a format is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// In the copy menu, and by every command that prints entries.
    Everywhere,
    /// By every command that prints entries.
    Commands,
    /// By `kzq export` only: it makes a file of a list of entries.
    Export,
    /// By `kzq export` only, which writes a file for each entry into a directory.
    Directory,
}

/// What an entry must have to be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// A source to cite.
    Source,
    /// A source with a URL.
    Address,
}

/// How a format writes entries.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Writer {
    /// Each entry by itself.
    Entry(EntryWriter),
    /// Each source once, with the passages that are cited.
    Source(SourceWriter),
    /// A link, for which the other entries of the source are needed.
    Link,
    /// All entries together, as a collection.
    Collection,
    /// The user's template.
    Template,
}

type EntryWriter = fn(&ExportedEntry<'_>) -> Safe<'static>;
type SourceWriter = fn(&CitedSource<'_>) -> Safe<'static>;

/// Why an entry cannot be exported in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotExportable {
    /// The entry has no source to cite.
    NoSource,
    /// The source has no URL to link to.
    NoAddress,
    /// The user has no template.
    NoTemplate,
}

impl NotExportable {
    /// Returns the reason as shown to the user.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoSource => "no source is given",
            Self::NoAddress => "no address is given",
            Self::NoTemplate => "no template is set",
        }
    }
}

macro_rules! formats {
    ($($(#[$attribute:meta])* $format:ident: $row:expr;)+) => {
        /// An export format.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Format {
            $(
                #[doc = concat!("`", stringify!($format), "`, as its row says.")]
                $(#[$attribute])*
                $format,
            )+
            /// The user's template, which is leaked to be `'static`; `None` where it is named before it is known.
            Template(Option<&'static Template>),
        }

        impl Format {
            /// All formats except the user's template, in menu order.
            pub const ALL: [Self; [$(stringify!($format)),+].len()] = [$(Self::$format),+];

            /// Returns the format's row of the table.
            pub fn row(self) -> &'static FormatRow {
                match self {
                    $(Self::$format => {
                        static ROW: FormatRow = $row;
                        &ROW
                    })+
                    Self::Template(_) => &TEMPLATE,
                }
            }
        }
    };
}

formats! {
    Words: prose("words", "Words only", "The words only", text::render_words);
    #[default]
    Attributed: FormatRow {
        report: Some(&text::REPORT),
        endings: &["txt", "text"],
        ..prose("text", "With attribution", "The words, and a line with speaker, occasion, source and date", text::render_attributed)
    };
    Markdown: FormatRow {
        report: Some(&markdown::REPORT),
        endings: &["md", "markdown"],
        ..prose("markdown", "Markdown", "A Markdown block quote", markdown::render_markdown)
    };
    Html: FormatRow {
        report: Some(&html::REPORT),
        endings: &["html", "htm"],
        ..entries("html", "HTML", "An HTML figure with a block quotation", html::render_html)
    };
    Apa: FormatRow {
        several: "each source once, with all its citations",
        ..sources("apa", "APA 7", "The reference in APA style (7th edition), and the in-text citation", cite::render_apa)
    };
    Mla: FormatRow {
        several: "each source once, with all its citations",
        ..sources("mla", "MLA 9", "The work cited in MLA style (9th edition), and the in-text citation", cite::render_mla)
    };
    ChicagoNote: FormatRow {
        needs: Needs::Source,
        several: "a note for each",
        ..entries("chicago-note", "Chicago 17, note", "A note in Chicago style (17th edition)", text::render_chicago_note)
    };
    ChicagoBibliography: sources(
        "chicago-bibliography",
        "Chicago 17, bibliography",
        "A bibliography entry in Chicago style (17th edition)",
        cite::render_bibliography_17,
    );
    Chicago18Note: FormatRow {
        needs: Needs::Source,
        several: "a note for each",
        ..entries("chicago-18-note", "Chicago 18, note", "A note in Chicago style (18th edition)", text::render_chicago_18_note)
    };
    Chicago18Bibliography: sources(
        "chicago-18-bibliography",
        "Chicago 18, bibliography",
        "A bibliography entry in Chicago style (18th edition)",
        cite::render_bibliography_18,
    );
    Bibtex: FormatRow {
        several: "a record for each source, with keys that never change",
        endings: &["bib"],
        ..sources("bibtex", "BibTeX", "A BibTeX record of the source", bibtex::render_bibtex)
    };
    Ris: FormatRow {
        several: "a record for each source",
        endings: &["ris"],
        ..sources("ris", "RIS", "A RIS record of the source", ris::render_ris)
    };
    CslJson: FormatRow {
        several: "an array with an item for each source",
        list: ListDelimiters::JSON_FILE,
        ..sources("csl-json", "CSL-JSON", "A CSL-JSON item of the source (schema 1.0.2)", csl::render_csl)
    };
    Json: FormatRow {
        several: "an array",
        is_data: true,
        endings: &["json"],
        list: ListDelimiters::JSON,
        ..entries("json", "JSON", "Everything the collection says about the entry, as JSON", json::render_json)
    };
    Ron: FormatRow {
        several: "a list",
        is_data: true,
        list: ListDelimiters::RON,
        ..entries("ron", "RON", "The entry as in a collection file (RON)", render_ron)
    };
    Org: FormatRow {
        report: Some(&org::REPORT),
        endings: &["org"],
        ..entries("org", "Org", "An Org heading with a quote block", org::render_org)
    };
    Link: FormatRow {
        several: "a link on each line",
        needs: Needs::Address,
        list: ListDelimiters::LINES,
        ..row("link", "Link to the words", "A link to the exact words (#:~:text=)", Writer::Link)
    };
    Ids: FormatRow {
        availability: Availability::Commands,
        several: "an id on each line",
        list: ListDelimiters::LINES,
        ..entries("ids", "Ids", "The id, with its collection if there are several", text::render_id)
    };
    Csv: FormatRow {
        availability: Availability::Commands,
        endings: &["csv"],
        ..export_data(
            "csv",
            "CSV",
            "A row of a CSV table (RFC 4180)",
            "below a heading",
            ListDelimiters::below(table::CSV_HEADING),
            Writer::Entry(table::render_csv),
        )
    };
    Tsv: FormatRow {
        availability: Availability::Commands,
        endings: &["tsv"],
        ..export_data(
            "tsv",
            "TSV",
            "A row of a table with tabs between its columns",
            "below a heading",
            ListDelimiters::below(table::TSV_HEADING),
            Writer::Entry(table::render_tsv),
        )
    };
    Ndjson: FormatRow {
        endings: &["ndjson", "jsonl"],
        ..export_data(
            "ndjson",
            "NDJSON",
            "The object of `json`, on one line",
            "an object on each line",
            ListDelimiters::LINES,
            Writer::Entry(json::render_json_line),
        )
    };
    Fortune: export_only(
        "fortune",
        "Fortune",
        "An item of a fortune file",
        "a line with `%` after each",
        ListDelimiters::FORTUNE,
        Writer::Entry(fortune::render_fortune),
    );
    Anki: export_only(
        "anki",
        "Anki",
        "A note for Anki, as text to import",
        "a note on each line, below the headers for Anki",
        ListDelimiters::below(anki::HEADERS),
        Writer::Entry(anki::render_anki),
    );
    Obsidian: FormatRow {
        availability: Availability::Directory,
        ..export_only(
            "obsidian",
            "Obsidian",
            "A Markdown file with properties (front matter)",
            "a file for each, in the directory that `-o` names",
            ListDelimiters::PARAGRAPHS,
            Writer::Entry(obsidian::render_note),
        )
    };
    Collection: FormatRow {
        endings: &["ron"],
        ..export_data(
            "collection",
            "Collection",
            "A collection with its speakers, sources and topics, which kzq can open",
            "one collection",
            ListDelimiters::NONE,
            Writer::Collection,
        )
    };
}

/// The row of the user's template.
static TEMPLATE: FormatRow = row("template", "Your template", "Your own template, from the settings", Writer::Template);

/// Declares a format with what most of them have: an empty line between entries, which need no source.
const fn row(name: &'static str, label: &'static str, doc: &'static str, writer: Writer) -> FormatRow {
    let several = "with an empty line between";
    let list = ListDelimiters::PARAGRAPHS;
    let (needs, availability) = (Needs::Nothing, Availability::Everywhere);
    FormatRow {
        name,
        label,
        doc,
        several,
        is_prose: false,
        is_data: false,
        availability,
        needs,
        list,
        writer,
        report: None,
        endings: &[],
    }
}

/// Declares a format that only `kzq export` writes.
const fn export_only(
    name: &'static str,
    label: &'static str,
    doc: &'static str,
    several: &'static str,
    list: ListDelimiters,
    writer: Writer,
) -> FormatRow {
    FormatRow { several, list, availability: Availability::Export, ..row(name, label, doc, writer) }
}

/// Declares a format of data that only `kzq export` writes.
const fn export_data(
    name: &'static str,
    label: &'static str,
    doc: &'static str,
    several: &'static str,
    list: ListDelimiters,
    writer: Writer,
) -> FormatRow {
    FormatRow { is_data: true, ..export_only(name, label, doc, several, list, writer) }
}

/// Declares a format that writes each entry.
const fn entries(name: &'static str, label: &'static str, doc: &'static str, write: EntryWriter) -> FormatRow {
    row(name, label, doc, Writer::Entry(write))
}

/// Declares a format that writes each entry as prose.
const fn prose(name: &'static str, label: &'static str, doc: &'static str, write: EntryWriter) -> FormatRow {
    FormatRow { is_prose: true, ..entries(name, label, doc, write) }
}

/// Declares a format that writes the sources of entries.
const fn sources(name: &'static str, label: &'static str, doc: &'static str, write: SourceWriter) -> FormatRow {
    let several = "each source once";
    FormatRow { needs: Needs::Source, several, ..row(name, label, doc, Writer::Source(write)) }
}
