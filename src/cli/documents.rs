//! [`DocumentFile`]: a draft or a source in any format of documents.

use std::borrow::Cow;
use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::failure::{Failure, UnreadableData, UsageError};
use super::system::{System, is_standard_input};
use kzq_documents::{Document, DocumentFormat, Limits, Place, read};
use kzq_import::{AssumedEncoding, decode};
use kzq_text::{Safe, safe};

/// Parses the name of a format.
pub(super) fn format_parser() -> impl TypedValueParser<Value = DocumentFormat> {
    let values = DocumentFormat::ALL.map(|format| PossibleValue::new(format.name()).help(format.what()));
    PossibleValuesParser::new(values).try_map(|name| DocumentFormat::named(&name).ok_or("no such format"))
}

/// The file of a document, decoded.
#[derive(Debug)]
pub(super) struct DocumentFile {
    /// As the user names it.
    pub(super) name: String,
    format: DocumentFormat,
    bytes: Vec<u8>,
    /// What was assumed about the encoding of a text.
    pub(super) assumed: Option<AssumedEncoding>,
}

impl DocumentFile {
    /// Reads a file in a format; by default, the one that its name and content suggest.
    ///
    /// # Errors
    ///
    /// If the file can't be read, or is a PDF that can't be converted.
    pub(super) fn open(path: &Path, from: Option<DocumentFormat>, system: &dyn System) -> Result<Self, Failure> {
        Self::new(path, system.read_bytes(path)?, from, None, system)
    }

    /// Decodes the bytes of a file, a text in the encoding with a name if it is neither UTF-8 nor UTF-16.
    ///
    /// # Errors
    ///
    /// If there is no such encoding, or it is not a text although it should be, or a PDF that can't be converted.
    pub(super) fn new(
        path: &Path,
        bytes: Vec<u8>,
        from: Option<DocumentFormat>,
        encoding: Option<&str>,
        system: &dyn System,
    ) -> Result<Self, Failure> {
        let name = if is_standard_input(path) { "(standard input)".to_owned() } else { path.display().to_string() };
        let format = from.unwrap_or_else(|| DocumentFormat::detect(&name, &bytes));
        let is_pdf = format == DocumentFormat::Pdf && bytes.starts_with(b"%PDF");
        let bytes = if is_pdf { system.pdf_text(&name, &bytes)? } else { bytes };
        if !format.is_text() {
            return Ok(Self { name, format, bytes, assumed: None });
        }
        let decoded = decode(&bytes, encoding).map_err(|error| UsageError(error.to_string()))?;
        let is_empty = decoded.text.is_empty() && !bytes.iter().all(u8::is_ascii_whitespace);
        if is_empty && std::str::from_utf8(&bytes).is_ok() {
            // A text with characters that no text should have, which will be shown as symbols.
            return Ok(Self { name, format, bytes, assumed: None });
        }
        if is_empty {
            let help = "name its format with `--from`, or save it as text in UTF-8";
            return Err(UnreadableData(format!("{name}: the file is not text; {help}")).into());
        }
        let assumed = decoded.assumed;
        let bytes = match decoded.text {
            Cow::Borrowed(text) if text.len() == bytes.len() => bytes,
            text => text.into_owned().into_bytes(),
        };
        Ok(Self { name, format, bytes, assumed })
    }

    /// Reads its texts.
    ///
    /// # Errors
    ///
    /// If it is damaged, encrypted or too long.
    pub(super) fn read(&self) -> Result<Document<'_>, Failure> {
        let document = read(self.format, &self.bytes, &Limits::default());
        document.map_err(|error| UnreadableData(format!("{}: {error}", self.name)).into())
    }
}

/// A place in a file, after its name: `:12`, `:12:5`, `, page 3, paragraph 7`.
pub(super) fn shown_place(place: &Place<'_>, with_column: bool) -> Safe<'static> {
    let Some(paragraph) = place.paragraph else {
        let page = place.page.map(|page| safe!(", page ", page)).unwrap_or_default();
        let column = if with_column { safe!(":", place.column) } else { Safe::default() };
        return safe!(":", place.line, column, page);
    };
    let section = place.section.map(|section| safe!(", ", Safe::line(section.to_owned()))).unwrap_or_default();
    let page = place.page.map(|page| safe!(", page ", page)).unwrap_or_default();
    let line = if place.line > 1 { safe!(", line ", place.line) } else { Safe::default() };
    safe!(section, page, ", paragraph ", paragraph, line)
}

/// Says which files a document includes that are not read.
pub(super) fn not_read(name: &str, document: &Document<'_>) -> Vec<Safe<'static>> {
    let line = |included: &String| {
        safe!("not read: ", Safe::line(included.clone()), ", included by ", Safe::line(name.to_owned()))
    };
    document.unread().iter().map(line).collect()
}

/// Says which encoding was assumed, with a line that shows the user whether that is right.
pub(super) fn assumed_encoding(assumed: &AssumedEncoding) -> Safe<'static> {
    let line = safe!("the encoding is assumed to be ", assumed.name, "; is line ", assumed.line, " right? ");
    safe!(line, Safe::line(assumed.sample.clone()))
}
