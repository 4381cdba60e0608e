//! Lines, which carry the messages: what comes in, and how a message is written on one.

use std::fmt::Write as _;

use kzq_text::Safe;
use serde_json::Value;

/// A line from the client, without its line feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'l> {
    /// Its bytes, whatever they are.
    Bytes(&'l [u8]),
    /// It was longer than this many bytes, and has been skipped.
    TooLong(usize),
}

/// Writes a message on one line, in ASCII: whatever is in it, a terminal that it reaches shows it as it is.
pub(crate) fn ascii_line(message: &Value) -> String {
    let json = message.to_string();
    let mut line = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if matches!(c, ' '..='~') {
            line.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                // Writing to a string does not fail.
                _ = write!(line, "\\u{unit:04x}");
            }
        }
    }
    line
}

/// Quotes a name that the client gave, for a message: without control characters, and not too long.
pub(crate) fn quoted(name: &str) -> String {
    const MAX_LEN: usize = 80;
    format!("“{}”", Safe::line(name).shortened(MAX_LEN))
}
