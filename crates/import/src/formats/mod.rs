//! The formats: a file and a row in the table for each.

mod bibtex;
mod columns;
mod csl_json;
mod csv;
mod delimited;
mod fields;
mod fortune;
mod front_matter;
mod headings;
mod hypothesis;
mod jotquote;
mod json;
mod json_shape;
mod json_value;
mod kindle;
mod kobo;
mod koreader;
mod kzq_entry;
mod kzq_ids;
mod kzq_json;
mod kzq_org;
mod kzq_table;
mod lists;
mod markdown;
mod markdown_extras;
mod markdown_paragraph;
mod org;
mod own_remarks;
mod readwise_csv;
mod readwise_markdown;
mod record;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text_lines;
mod transcript;
mod wikiquote;
mod zotero_markdown;

use crate::format::Format;

/// All formats. The first that recognises a file reads it: special formats come before general ones.
pub const FORMATS: &[Format] = &[
    kobo::FORMAT,
    kzq_json::FORMAT,
    kzq_table::FORMAT,
    org::OWN,
    readwise_csv::FORMAT,
    hypothesis::FORMAT,
    koreader::FORMAT,
    csl_json::FORMAT,
    transcript::whisper::FORMAT,
    json::LINES,
    json::FORMAT,
    transcript::captions::WEBVTT,
    transcript::captions::SRT,
    kindle::clippings::FORMAT,
    kindle::notebook::FORMAT,
    bibtex::FORMAT,
    readwise_markdown::FORMAT,
    zotero_markdown::FORMAT,
    fortune::FORMAT,
    jotquote::FORMAT,
    wikiquote::FORMAT,
    org::FORMAT,
    markdown::FORMAT,
    transcript::dialogue::FORMAT,
    text_lines::FORMAT,
    csv::COMMAS,
    csv::TABS,
];

/// Whether kzq itself writes a format: its words are those of a collection, and nothing is stripped from them.
pub(crate) fn is_own(format: &Format) -> bool {
    [kzq_json::FORMAT.name, kzq_table::FORMAT.name, org::OWN.name].contains(&format.name)
}
