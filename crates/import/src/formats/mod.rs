//! The formats: a file and a row in the table for each.

mod bibtex;
mod csl_json;
mod hypothesis;
mod json_shape;
mod kindle;
mod kobo;
mod koreader;
mod readwise_markdown;
#[cfg(test)]
mod tests;
mod zotero_markdown;

pub use crate::format::{Format, Input, ReadError, ReadOptions};

/// All formats. The first that recognises a file reads it: special formats come before general ones.
pub const FORMATS: &[Format] = &[
    kindle::clippings::FORMAT,
    kindle::notebook::FORMAT,
    kobo::FORMAT,
    koreader::FORMAT,
    hypothesis::FORMAT,
    bibtex::FORMAT,
    csl_json::FORMAT,
    readwise_markdown::FORMAT,
    zotero_markdown::FORMAT,
];
