//! The text of a file.

use kzq_text::Safe;

use crate::tokens::skip_trivia;
use crate::{Diagnostic, FileKind, Parser, Rule};

/// Decodes a file without its byte-order mark.
///
/// # Errors
///
/// Returns one diagnostic, at the first invalid byte, if the file is not UTF-8.
pub fn decode_utf8<'b>(
    kind: &'static FileKind,
    file: &Safe<'static>,
    bytes: &'b [u8],
) -> Result<&'b str, Vec<Diagnostic>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| report_invalid_utf8(kind, file.clone(), bytes, error.valid_up_to()))
}

/// Returns whether a file contains only white space and comments.
pub fn is_blank(text: &str) -> bool {
    skip_trivia(text).is_empty()
}

fn report_invalid_utf8(kind: &'static FileKind, file: Safe<'static>, bytes: &[u8], valid: usize) -> Vec<Diagnostic> {
    // Everything before the first invalid byte is unchanged, so the location is right.
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Parser::with_kind(kind, file, &text);
    let span = valid..valid + char::REPLACEMENT_CHARACTER.len_utf8();
    let help = Some(Safe::from("save it as UTF-8 in the program that wrote it"));
    reader.error_with_help(Rule::Encoding, span, "the file is not UTF-8 from here on", help);
    reader.into_diagnostics()
}
